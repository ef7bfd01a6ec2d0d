"""What a carried calendar said before is erased for everybody once it was kept for its time."""

import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from jointdesk.desk.refusals import ServerError
from jointdesk.desk.server import Server
from jointdesk.domain.moments import DAY, Instant
from jointdesk.domain.shared_desk import Hello
from jointdesk.operations import shared_desk, superseding
from jointdesk.store.integrity import check
from jointdesk.store.membership import find_membership
from tests.desk import backups
from tests.desk.calendar_desks import MACHINES, CalendarDesks, calendar_desks
from tests.desk.desks import PASSWORDS
from tests.operations.test_carrying import AT_REST, PRIVATE, event
from tests.postgres import PostgresServer

BEGUN = Instant(int(time.time()) // DAY * DAY - 200 * DAY)
"""Long ago: a server takes nothing from the days to come."""

FIRST = f"{datetime.fromtimestamp(BEGUN, UTC):%Y%m%d}T{{:02}}0000Z"
WEEKLY = "RRULE:FREQ=WEEKLY"


@pytest.fixture
def desks(
    postgres: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[CalendarDesks]:
    """A desk whose server has the machines' time."""
    hello, begun = Server.hello, list[CalendarDesks]()

    def told(self: Server, *said: str) -> Hello:
        now = begun[0].now if begun else BEGUN
        return hello(self, *said)._replace(now_ms=now * 1000)

    monkeypatch.setattr(Server, "hello", told)
    made = calendar_desks(tmp_path, postgres.new_database(), BEGUN)
    begun.append(made)
    yield made
    made.close()


def read(desks: CalendarDesks, day: int, word: str, who: str = "Imogen") -> None:
    """Have somebody's machine read on that day that the meetings have other names."""
    desks.now = Instant(BEGUN + day * DAY)
    open_ = event("a", f"Board {word}", FIRST.format(10), WEEKLY)
    private = event("b", f"Merger {word}", FIRST.format(11 + day % 10), WEEKLY, PRIVATE)
    desks.says("CAL", open_, private, event("c", "Cabinet", FIRST.format(9), WEEKLY))
    desks.read(who)


def bodies(desks: CalendarDesks, who: str) -> str:
    """All that a machine's log still says."""
    rows = desks.open[who].connection.execute("SELECT body FROM payload")
    return "\n".join(body for (body,) in rows)


def everywhere(desks: CalendarDesks, *machines: str) -> list[str]:
    """What the log says: on the server, and on the machines that have all of the calendar."""
    return [desks.on_server(), *(bodies(desks, one) for one in machines or ("Imogen", "Tom"))]


EVERY = "Board one Board two Board three Merger one Merger two Merger three"


def _words(said: str) -> list[str]:
    """The names of meetings that are said."""
    names = [f"{name} {word}" for name in ("Board", "Merger") for word in ("one", "two", "three")]
    return [name for name in names if name in said]


def busy_texts(desks: CalendarDesks) -> list[str]:
    """What Bridget's log says of when the private meeting takes time."""
    sql = (
        "SELECT body FROM payload JOIN change USING (stream_id, device, n) WHERE item_type = 'busy'"
    )
    return [body for (body,) in desks.open["Bridget"].connection.execute(sql)]


def whole(desks: CalendarDesks, machine: str) -> list[str]:
    """What does not add up on a machine, or between it and the server."""
    desk = desks.open[machine]
    found = find_membership(desk.connection)
    who = next(one for one in MACHINES if found and desks.actor(one).person_id == found.person_id)
    return [
        *check(desk),
        *shared_desk.verify(desk, desks.machine(machine), PASSWORDS[who]).troubles,
    ]


def exchange(desks: CalendarDesks) -> None:
    """Have all machines come to rest, whoever has spoken for a calendar lately."""
    for _ in range(2):
        for who in MACHINES:
            desks.end_leases()
            desks.exchange(who)


def test_a_replaced_text_is_erased_for_everybody_after_ninety_days(desks: CalendarDesks) -> None:
    read(desks, 0, "one")
    exchange(desks)
    read(desks, 1, "two")
    exchange(desks)
    read(desks, 90, "three")
    exchange(desks)
    assert all(_words(said) == _words(EVERY) for said in everywhere(desks))
    assert len(busy_texts(desks)) == 3
    desks.now = Instant(BEGUN + 92 * DAY)
    exchange(desks)
    for said in everywhere(desks):
        assert _words(said) == ["Board two", "Board three", "Merger two", "Merger three"]
    assert len(busy_texts(desks)) == 2
    assert desks.exchange() == AT_REST
    assert sorted(set(desks.titles("Tom"))) == ["Board three", "Cabinet", "Merger three"]
    desks.join("Tom", "Laptop")  # who joins later gets the hashes alone
    assert desks.seen("Laptop", "Tom") == desks.seen("Tom") == desks.seen("Imogen", "Tom")
    assert "Board one" not in bodies(desks, "Laptop")
    assert "Board two" in bodies(desks, "Laptop")
    assert [whole(desks, one) for one in (*MACHINES, "Laptop")] == [[]] * 4


def test_what_was_taken_away_is_erased_as_well(desks: CalendarDesks) -> None:
    read(desks, 0, "one")
    exchange(desks)
    desks.now = Instant(BEGUN + DAY)
    desks.says("CAL", event("c", "Cabinet", FIRST.format(9), WEEKLY))
    desks.read()
    exchange(desks)
    desks.now = Instant(BEGUN + 92 * DAY)
    exchange(desks)
    assert not any(_words(said) for said in everywhere(desks))
    assert [whole(desks, one) for one in MACHINES] == [[]] * 3
    read(desks, 93, "two")  # and may come back
    exchange(desks)
    assert sorted(set(desks.titles("Tom"))) == ["Board two", "Cabinet", "Merger two"]
    assert desks.seen("Tom") == desks.seen("Imogen", "Tom")


def test_it_stays_erased_where_a_machine_or_the_server_is_put_back(desks: CalendarDesks) -> None:
    read(desks, 0, "one")
    exchange(desks)
    read(desks, 1, "two")
    exchange(desks)
    kept, image = backups.back_up(desks), image_of(desks, "Tom")
    desks.now = Instant(BEGUN + 92 * DAY)
    exchange(desks)
    assert not any("Board one" in said for said in everywhere(desks))
    put_back(desks, "Tom", image)
    assert "Board one" in bodies(desks, "Tom")
    exchange(desks)
    assert not any("Board one" in said for said in everywhere(desks))
    backups.put_back(desks, kept)
    backups.run_as_superuser(desks, "SELECT desk.restored(id) FROM desk.desk")
    assert "Board one" in desks.on_server()
    exchange(desks)
    assert not any("Board one" in said for said in everywhere(desks))
    assert [whole(desks, one) for one in MACHINES] == [[]] * 3
    assert desks.seen("Tom") == desks.seen("Imogen", "Tom")


def test_it_is_erased_under_the_name_of_an_heir_too(
    desks: CalendarDesks, monkeypatch: pytest.MonkeyPatch
) -> None:
    exchange(desks)
    first = image_of(desks, "Imogen")
    read(desks, 0, "one")
    with monkeypatch.context() as cut:
        cut.setattr(Server, "push", _cut)
        with pytest.raises(ServerError):
            desks.exchange("Imogen")
    second = image_of(desks, "Imogen")
    put_back(desks, "Imogen", first)
    read(desks, 1, "two")
    exchange(desks)
    put_back(desks, "Imogen", second)  # under the same numbers it has said something else
    desks.now = Instant(desks.now + DAY)
    exchange(desks)
    heirs = "SELECT count(*) FROM change WHERE item_type = 'mirror' AND device LIKE '%~%'"
    assert desks.open["Tom"].connection.execute(heirs).fetchone()[0]
    assert "Board one" in desks.on_server()
    read(desks, 3, "three")
    exchange(desks)
    rows = desks.open["Tom"].connection.execute("SELECT id FROM device WHERE id LIKE '%~%'")
    assert rows.fetchall()
    desks.now = Instant(BEGUN + 95 * DAY)
    exchange(desks)
    for said in everywhere(desks):
        assert set(_words(said)) == {"Board three", "Merger three"}
    assert [whole(desks, one) for one in MACHINES] == [[]] * 3
    assert desks.seen("Tom") == desks.seen("Imogen", "Tom")


def _cut(*_: object) -> None:
    raise ServerError("The line was cut.")


def test_an_exchange_erases_only_so_much_and_the_next_goes_on(
    desks: CalendarDesks, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in range(3):
        read(desks, day, ("one", "two", "three")[day])
        exchange(desks)
    monkeypatch.setattr(superseding, "_MOST", 2)
    desks.now = Instant(BEGUN + 93 * DAY)
    desks.end_leases()
    left = [desks.on_server().count("BEGIN:VEVENT")]
    while desks.exchange("Imogen") != [(0, 0)]:
        left.append(desks.on_server().count("BEGIN:VEVENT"))
        assert left[-2] - left[-1] in (0, 1, 2), left
    assert _words(desks.on_server()) == ["Board three", "Merger three"], left
    assert [whole(desks, one) for one in MACHINES] == [[]] * 3


def image_of(desks: CalendarDesks, machine: str) -> Path:
    """Return an image of a machine as it is."""
    desks.open[machine].close()
    image = desks.folder / f"image of {machine} at {desks.now}"
    shutil.copytree(desks.machine(machine), image)
    desks.reopen(machine)
    return image


def put_back(desks: CalendarDesks, machine: str, image: Path) -> None:
    """Put a machine back from its image."""
    desks.open.pop(machine).close()
    shutil.rmtree(desks.machine(machine))
    shutil.move(image, desks.folder / machine)
    desks.reopen(machine)
