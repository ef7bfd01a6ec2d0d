"""What must be true in the end of every history of a shared desk."""

from collections import defaultdict
from typing import Any

from jointdesk.desk.verification import broken_order
from jointdesk.store.changes import collisions
from jointdesk.store.integrity import check
from jointdesk.store.items import find_item
from jointdesk.store.streams import stream_names
from tests.desk.templates import MACHINES
from tests.desk.worlds import MAY_HAVE, SECRET, World

_ROUNDS = 4
_QUIET = "  sent 0, received 0"


def check_outcome(world: World) -> None:
    """See that all has come together."""
    come_to_rest(world)
    check_equal(world)
    check_erased(world)
    _check_kept(world)
    _check_causes(world)
    _check_words(world)
    for machine, desk in world.open.items():
        assert check(desk) == [], machine
        assert [*broken_order(desk.connection)] == [], machine
    for desk in world.open.values():
        desk.close()
    _check_secrets(world)


def come_to_rest(world: World, rounds: int = _ROUNDS) -> None:
    """Have all exchange until there is nothing new."""
    for _ in range(rounds):
        before = len(world.log)
        for machine in world.machines:
            world.sync(machine)
        if {*world.log[before + 1 :: 2]} == {_QUIET}:
            return
    raise AssertionError("they never come to rest")


def check_erased(world: World) -> None:
    """What was erased has no words left under any name, here or there."""
    for machine, desk in world.open.items():
        rows = desk.connection.execute(
            "SELECT c.item_id FROM item e, json_each(e.fields, '$.hashes') h"
            " JOIN change c ON c.stream_id = e.stream_id AND lower(hex(c.body_hash)) = h.value"
            " JOIN payload p ON (p.stream_id, p.device, p.n) = (c.stream_id, c.device, c.n)"
            " WHERE e.type = 'erasure'"
        )
        assert not rows.fetchall(), machine
    there = world.template.run(
        "SELECT c.item_id FROM desk.payload JOIN desk.change c USING (desk_id, stream_id, seq)"
        " JOIN desk.erased USING (desk_id, stream_id, body_hash)"
    )
    assert not there, there


def check_equal(world: World) -> None:
    """Machines that may have a stream have it alike."""
    logs: dict[str, Any] = {}
    for machine, desk in world.open.items():
        if MACHINES[machine] in world.gone:  # who was let go is told nothing more
            continue
        for stream, name in stream_names(desk.connection).items():
            mine = [
                desk.connection.execute(statement, (stream,)).fetchall()
                for statement in (
                    "SELECT device, n, chain_hash FROM change WHERE stream_id = ?"
                    " ORDER BY device, n",
                    "SELECT device, n FROM payload WHERE stream_id = ? ORDER BY device, n",
                    "SELECT id, type, created, fields, heads FROM item WHERE stream_id = ?"
                    " ORDER BY id",
                    "SELECT seq, server_hash FROM placed WHERE stream_id = ? ORDER BY seq",
                )
            ]
            assert logs.setdefault(stream, mine) == mine, f"{name} on {machine} differs"


def _check_kept(world: World) -> None:
    """What somebody was told is saved is on the server, or was erased on purpose."""
    there = world.actions_there()
    lost = {
        action
        for action, (_, item) in world.said.items()
        if action not in there and item not in world.narrowed
    }
    assert not lost, f"lost {lost}"


def _check_causes(world: World) -> None:
    """Nothing collides with what its author had seen: only what was said at once does."""
    for desk in world.open.values():
        for (item,) in desk.connection.execute("SELECT DISTINCT id FROM item").fetchall():
            for found in (
                collisions(desk, item) if item not in world.narrowed | world.taken_back else ()
            ):
                values = {str(value) for value, _ in found.values} - {"True"}
                for value in values & world.seen.keys():
                    assert not world.seen[value] & values, f"{item} {found}"


def _check_words(world: World) -> None:
    """What nobody replaced who knew of it is shown, or listed with what it collides with."""
    desk = world.open["Imogen"]  # who reads everything
    places: dict[tuple[str, str], set[str]] = defaultdict(set)
    for value, (item, field, action) in world.given.items():
        if action in world.said and item not in world.narrowed | world.taken_back:
            places[item, field].add(value)
    for (item, field), values in places.items():
        found = find_item(desk.connection, item)
        shown = {str(found.fields.get(field))} if found else set()
        for collision in collisions(desk, item):
            if collision.field == field:
                shown |= {str(value) for value, _ in collision.values}
        known = set[str]().union(*(world.seen[value] for value in values))
        assert values - known <= shown, f"{item} {field}: {values - known - shown} is hidden"


def _check_secrets(world: World) -> None:
    for machine in world.machines:
        for code in SECRET.keys() - set(MAY_HAVE[MACHINES[machine]]):
            for path in (world.folder / machine).rglob("*"):
                if path.is_file():
                    assert SECRET[code].encode() not in path.read_bytes(), (machine, path)
