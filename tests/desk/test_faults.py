"""What goes wrong, as docs/shared-desk.md says it: real programs, a real server, real breaks."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from jointdesk.desk.refusals import ClockError, OutOfStepError, ServerError
from jointdesk.desk.run import exchange
from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import DeskFileError
from jointdesk.domain.items import Write
from jointdesk.operations.organisations import organisation_by_code
from jointdesk.store import changes
from jointdesk.store.changes import record
from jointdesk.store.integrity import check
from jointdesk.store.items import find_item
from jointdesk.store.membership import find_membership, put_membership
from jointdesk.store.moving import record_in_place
from tests.acceptance.wires import Wire
from tests.desk import chaos
from tests.desk.desks import PASSWORDS
from tests.desk.faulty_server import KilledError
from tests.desk.templates import MACHINES, Template, running_template
from tests.desk.worlds import World
from tests.postgres import running_postgres

LIMIT_S = 120
SHORT_S = 4
MANY = 400
ROOT = Path(__file__).parents[2]


@pytest.fixture
def world(template: Template, tmp_path: Path) -> Iterator[World]:
    """Imogen's, Tom's and Bridget's machines, all joined."""
    found = World(template, tmp_path, seed=0)
    found.skew = dict.fromkeys(found.machines, 0)
    yield found
    for desk in found.open.values():
        desk.close()


@pytest.fixture
def wire(template: Template, tmp_path: Path) -> Iterator[Wire]:
    """A way to the server that can be broken."""
    found = Wire(template.database.server.port, tmp_path / "wire")
    yield found
    found.close()


def lead_through(world: World, machine: str, wire: Wire) -> None:
    """Have a machine reach the server by that way alone."""
    address = f"host=127.0.0.1 port={wire.port} dbname={world.template.database.name}"
    known = find_membership(world.open[machine].connection)
    assert known is not None
    put_membership(world.open[machine], known._replace(address=address))


def say(world: World, machine: str, count: int = 1, text: str = "word", type_: str = "note") -> str:
    """Have a machine's person say so much in one action, and return its id."""
    desk = world.open[machine]
    membership = find_membership(desk.connection)
    assert membership is not None
    actor = Actor(membership.person_id, world.now(machine))
    writes = [Write(f"{text}{n}", type_, {"text": f"{text} {n}"}, "shared") for n in range(count)]
    return record(desk, actor, "Said", writes)


def program(
    world: World, machine: str, *args: str, now: str = "", **options: object
) -> "subprocess.Popen[str]":
    """Start the real program on a machine, as its person types it."""
    folder = world.folder / machine
    made = {
        "JOINTDESK_DATA": str(folder), "JOINTDESK_DESK": str(folder / "desk.jointdesk"),
        "JOINTDESK_NOW": now,
    }  # fmt: skip
    started = subprocess.Popen(
        [sys.executable, "-m", "jointdesk", *args], cwd=ROOT, env={**os.environ, **made},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        **options,  # type: ignore[call-overload]
    )  # fmt: skip
    assert started.stdin is not None
    started.stdin.write(PASSWORDS[MACHINES[machine]] + "\n")
    started.stdin.close()
    started.stdin = None
    return started


def there(world: World, action: str) -> int:
    """Return how many changes of an action the server has."""
    rows = world.template.run(
        f"SELECT count(*) FROM desk.payload WHERE body::json ->> 'action' = '{action}'"
    )
    return int(rows[0][0])


SYNC = ("desk", "sync", "--password-stdin")


@pytest.mark.parametrize("went", [3_000, 60_000])
def test_a_program_killed_while_it_sends_says_all_the_next_time(
    went: int, world: World, wire: Wire
) -> None:
    action = say(world, "Tom", MANY)
    lead_through(world, "Tom", wire)
    wire.stall_after(went=went)
    running = program(world, "Tom", *SYNC)
    assert wire.stalled.wait(LIMIT_S)
    running.kill()
    running.communicate(timeout=LIMIT_S)
    assert there(world, action) == 0
    wire.open()
    again = program(world, "Tom", *SYNC)
    said, _ = again.communicate(timeout=LIMIT_S)
    assert (again.returncode, said.split()[0]) == (0, str(MANY))
    assert there(world, action) == MANY


@pytest.mark.parametrize(("who", "way"), [("Tom", "went"), ("Bridget", "came")])
def test_a_line_cut_in_the_middle_loses_nothing_and_says_nothing_twice(
    who: str, way: str, world: World, wire: Wire
) -> None:
    action = say(world, "Tom", MANY)
    if who != "Tom":
        world.sync("Tom")
    lead_through(world, who, wire)
    wire.stall_after(**{way: 40_000})
    running = program(world, who, *SYNC)
    assert wire.stalled.wait(LIMIT_S)
    wire.cut()
    _, told = running.communicate(timeout=LIMIT_S)
    assert running.returncode
    assert "Nothing is lost" in told or "does not answer" in told
    assert "Traceback" not in told
    wire.open()
    for machine in ("Tom", "Bridget"):
        world.sync(machine)
    assert there(world, action) == MANY
    assert find_item(world.open["Bridget"].connection, f"word{MANY - 1}")


def test_a_server_that_crashes_while_it_takes_in_has_all_or_nothing(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for server in running_postgres():
        with running_template(tmp_path_factory.mktemp("crash"), server) as template:
            world = World(template, tmp_path, seed=0)
            wire = Wire(server.port, tmp_path / "wire")
            action = say(world, "Tom", MANY)
            lead_through(world, "Tom", wire)
            wire.stall_after(went=60_000)
            running = program(world, "Tom", *SYNC)
            assert wire.stalled.wait(LIMIT_S)
            server.stop("immediate")
            wire.open()
            _, told = running.communicate(timeout=LIMIT_S)
            assert "Nothing is lost" in told or "does not answer" in told
            server.start()
            again = program(world, "Tom", *SYNC)
            said, _ = again.communicate(timeout=LIMIT_S)
            assert (again.returncode, said.split()[0]) == (0, str(MANY))
            template.superuser.close()
            template.superuser = psycopg.connect(template.database.superuser, autocommit=True)
            assert there(world, action) == MANY
            wire.close()
            for desk in world.open.values():
                desk.close()


def test_a_full_disk_leaves_nothing_half(world: World) -> None:
    say(world, "Tom", MANY)
    world.sync("Tom")
    desk = world.open["Bridget"]
    before = desk.connection.execute("SELECT count(*) FROM change").fetchone()
    (pages,) = desk.connection.execute("PRAGMA page_count").fetchone()
    desk.connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(DeskFileError, match="no room left"):
        exchange(desk, world.template.links["Bridget"], world.now("Bridget"))
    assert desk.connection.execute("SELECT count(*) FROM change").fetchone() == before
    assert check(desk) == []
    desk.connection.execute(f"PRAGMA max_page_count = {pages * 100}")
    assert exchange(desk, world.template.links["Bridget"], world.now("Bridget")).received == MANY


def test_a_disk_that_takes_no_more_ends_the_program_with_a_sentence(world: World) -> None:
    resource = pytest.importorskip("resource")  # POSIX alone can limit a file
    say(world, "Tom", MANY)
    world.sync("Tom")
    file = world.folder / "Bridget" / "desk.jointdesk"
    world.open["Bridget"].close()
    limit = file.stat().st_size + 10_000
    limited = program(
        world, "Bridget", *SYNC,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )  # fmt: skip
    _, told = limited.communicate(timeout=LIMIT_S)
    assert limited.returncode
    assert "Nothing was changed" in told
    assert "Traceback" not in told
    world.reopen("Bridget")
    assert check(world.open["Bridget"]) == []
    world.sync("Bridget")
    assert find_item(world.open["Bridget"].connection, f"word{MANY - 1}")


@pytest.mark.parametrize(
    ("broken", "mended", "sentence"),
    [
        (
            "ALTER DATABASE {0} SET default_transaction_read_only = on",
            "ALTER DATABASE {0} RESET default_transaction_read_only",
            "it may only be read",
        ),
        (
            "CREATE FUNCTION desk.full() RETURNS trigger LANGUAGE plpgsql AS"
            " $$BEGIN RAISE 'no space left' USING ERRCODE = '53100'; END$$;"
            "CREATE TRIGGER is_full BEFORE INSERT ON desk.payload EXECUTE FUNCTION desk.full()",
            "DROP FUNCTION desk.full() CASCADE",
            "disk is full",
        ),
    ],
)
def test_a_server_that_takes_nothing_says_so(
    broken: str, mended: str, sentence: str, world: World
) -> None:
    action = say(world, "Tom", 2)
    name = world.template.database.name
    world.template.run(broken.format(name))
    try:
        refused = program(world, "Tom", *SYNC)
        _, told = refused.communicate(timeout=LIMIT_S)
        assert refused.returncode
        assert sentence in told
    finally:
        world.template.run(mended.format(name))
    world.sync("Tom")
    assert there(world, action) == 2


@pytest.mark.parametrize("now", ["2019-01-01T09:00:00Z", "2061-01-01T09:00:00Z"])
def test_a_clock_years_wrong_outranks_nobody(now: str, world: World) -> None:
    for args in (("task", "add", "Ring the clerk", "--org", "CAL"), SYNC):
        done = program(world, "Tom", *args, now=now)
        _, told = done.communicate(timeout=LIMIT_S)
        assert not done.returncode, told
    world.sync("Imogen")
    say(world, "Imogen", text="after")
    world.sync("Imogen")
    world.sync("Tom")
    latest = "SELECT item_id FROM change ORDER BY hlc DESC LIMIT 1"
    if now < "2020":
        assert world.open["Tom"].connection.execute(latest).fetchone() == ("after0",)
    rows = world.template.run("SELECT max(hlc >> 16) < extract(epoch FROM now()) * 1000 + 60000"
                              " FROM desk.change")  # fmt: skip
    assert rows == [(True,)]


def test_a_desk_brought_back_from_an_old_backup_loses_nothing(world: World) -> None:
    """With the program's own commands: what was sent comes from the server, the rest goes there."""
    first = say(world, "Tom", text="before")
    world.sync("Tom")
    keeping = program(world, "Tom", "backup", str(world.folder / "kept"))
    _, told = keeping.communicate(timeout=LIMIT_S)
    assert not keeping.returncode, told
    second = say(world, "Tom", text="sent")
    world.sync("Tom")
    world.open["Tom"].close()
    brought = program(world, "Tom", "restore", str(world.folder / "kept"))
    _, told = brought.communicate(timeout=LIMIT_S)
    assert not brought.returncode, told
    world.reopen("Tom")
    third = say(world, "Tom", text="since")
    world.sync("Tom")
    world.sync("Bridget")
    for text in ("before", "sent", "since"):
        assert find_item(world.open["Tom"].connection, f"{text}0"), text
        assert find_item(world.open["Bridget"].connection, f"{text}0"), text
    assert [there(world, one) for one in (first, second, third)] == [1, 1, 1]


def trouble(world: World, machine: str) -> str:
    """Return what the desk's state says is wrong on a machine."""
    known = find_membership(world.open[machine].connection)
    return known.trouble if known else ""


def test_a_program_that_is_too_old_goes_on_here_and_sends_nothing(world: World) -> None:
    world.grow_old(is_too_old=True)
    action = say(world, "Tom")
    done = program(world, "Tom", *SYNC)
    _, told = done.communicate(timeout=LIMIT_S)
    assert done.returncode
    assert "too old" in told
    assert there(world, action) == 0
    assert find_item(world.open["Tom"].connection, "word0")
    assert "too old" in trouble(world, "Tom")
    world.grow_old(is_too_old=False)
    world.sync("Tom")
    assert there(world, action) == 1
    assert trouble(world, "Tom") == ""


def test_what_a_newer_program_says_is_kept_shown_by_nobody_and_brought_back_untouched(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "SCHEMA", 7)
    action = say(world, "Imogen", text="seen", type_="hologram")
    monkeypatch.undo()
    world.back_up()
    world.sync("Imogen")
    world.sync("Bridget")
    bridget = world.open["Bridget"]
    assert check(bridget) == []
    as_said = bridget.connection.execute("SELECT * FROM change WHERE schema = 7").fetchall()
    assert len(as_said) == 1
    listed = program(world, "Bridget", "search", "seen")
    shown, told = listed.communicate(timeout=LIMIT_S)
    assert "seen 0" not in shown + told
    world.restore()
    assert there(world, action) == 0
    world.sync("Bridget")
    assert there(world, action) == 1
    rows = world.template.run("SELECT chain_hash FROM desk.change WHERE schema = 7")
    assert rows == [(as_said[0][-1],)]


def test_erased_bytes_go_with_the_next_exchange_where_the_program_was_killed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(world, "Tom", text="XYZZY-later-private")
    for machine in ("Tom", "Bridget"):
        world.sync(machine)
    tom = world.open["Tom"]
    membership = find_membership(tom.connection)
    assert membership is not None
    write = Write("XYZZY-later-private0", "note", {}, f"org:{organisation_by_code(tom, 'CAL').id}")
    record_in_place(tom, Actor(membership.person_id, world.now("Tom")), "Kept to CAL", [write])
    world.sync("Tom")
    monkeypatch.setattr("jointdesk.store.scrubbing.scrub", killed)
    with pytest.raises(KilledError):
        exchange(world.open["Bridget"], world.template.links["Bridget"], world.now("Bridget"))
    monkeypatch.undo()
    world.sync("Bridget")
    world.open["Bridget"].close()
    for path in (world.folder / "Bridget").rglob("*"):
        assert not path.is_file() or b"XYZZY-later-private 0" not in path.read_bytes()


@pytest.mark.parametrize("error", [OutOfStepError("Another copy spoke."), ClockError(0)])
def test_an_exchange_that_another_one_overtook_begins_once_more(
    error: ServerError, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    action = say(world, "Tom", 2)
    link = world.template.links["Tom"]
    push, refusals = link.push, [error]

    def overtaken(*args: Any) -> object:
        if refusals:
            raise refusals.pop()
        return push(*args)

    monkeypatch.setattr(link, "push", overtaken)
    assert exchange(world.open["Tom"], link, world.now("Tom")).sent == 2
    assert there(world, action) == 2


def killed(_: object) -> None:
    """The program ends here."""
    raise KilledError


def test_whatever_breaks_nothing_that_was_said_is_lost(tmp_path: Path) -> None:
    """A short form of `python -m tests.desk.chaos`."""
    for server in running_postgres():
        told = chaos.live(SHORT_S, 1, tmp_path, server)
    assert "none lost" in told
