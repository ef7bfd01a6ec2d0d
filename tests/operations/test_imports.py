"""Looking at a calendar leaves no trace; bringing it in does just what was chosen."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import StoppedError, WrongUseError
from jointdesk.domain.moments import Instant
from jointdesk.domain.organisations import OrganisationKind
from jointdesk.domain.resources import Outcome
from jointdesk.operations.imports import (
    Wanted,
    bring_back,
    bring_in,
    look,
    look_again,
    needs_keeping,
    remove_calendar,
    take_back,
)
from jointdesk.operations.organisations import add_organisation
from jointdesk.operations.sources import Keep, add_source, list_sources, remove_source
from jointdesk.operations.sync import sync_sources
from jointdesk.store.collections import list_collections
from jointdesk.store.desk import Desk
from jointdesk.store.resources import stored_resources
from jointdesk.store.secrets import Secrets

_EVENT = """BEGIN:VEVENT\r
UID:{uid}\r
SUMMARY:{title}\r
DTSTART:20261207T{hour:02d}0000Z\r
DTEND:20261207T{end:02d}0000Z\r
END:VEVENT\r
"""


def calendar(*events: tuple[str, str, int]) -> str:
    inside = "".join(
        _EVENT.format(uid=uid, title=title, hour=hour, end=hour + 1) for uid, title, hour in events
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{inside}END:VCALENDAR\r\n"


@pytest.fixture
def actor(desk: Desk, now: Instant) -> Actor:
    made = Actor("me", now)
    add_organisation(desk, made, code="WEX", name="NHS Wexmere ICB", kind=OrganisationKind.ICB)
    return made


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def written(*events: tuple[str, str, int], name: str = "wex.ics") -> Path:
        path = tmp_path / name
        path.write_text(calendar(*events), newline="")
        return path

    return written


def _titles(desk: Desk) -> int:
    return sum(len(stored_resources(desk, one.id)) for one in list_collections(desk.connection))


def _log_length(desk: Desk) -> int:
    return int(desk.connection.execute("SELECT count(*) FROM change").fetchone()[0])


def test_a_look_writes_nothing(desk: Desk, actor: Actor, write: Callable[..., Path]) -> None:
    before = _log_length(desk)
    looked = look(desk, Wanted("WEX", str(write(("a", "Board", 9)))), actor.at)
    assert [looked.preview.row(0).title, looked.is_new] == ["Board", True]
    assert not list_collections(desk.connection)
    assert _log_length(desk) == before


def test_a_look_that_is_stopped_writes_nothing(
    desk: Desk, actor: Actor, write: Callable[..., Path]
) -> None:
    wanted = Wanted("WEX", str(write(("a", "Board", 9))))
    with pytest.raises(StoppedError):
        look(desk, wanted, actor.at, cancelled=lambda: True)
    assert not list_sources(desk)


def test_what_is_brought_in_is_connected_and_can_be_taken_back_whole(
    desk: Desk, actor: Actor, write: Callable[..., Path]
) -> None:
    looked = look(desk, Wanted("WEX", str(write(("a", "Board", 9), ("b", "Lunch", 12)))), actor.at)
    report = bring_in(desk, actor, looked, range(2))
    assert (report.new, _titles(desk)) == (2, 2)
    assert list_sources(desk)[0].connection.read_at == actor.at
    take_back(desk, actor, looked, report)
    assert not list_sources(desk)


def test_only_the_chosen_rows_come_in_and_the_others_are_offered_again(
    desk: Desk, actor: Actor, write: Callable[..., Path]
) -> None:
    path = write(("a", "Board", 9), ("b", "Lunch", 12))
    report = bring_in(desk, actor, look(desk, Wanted("WEX", str(path)), actor.at), [1])
    assert report.new == 1
    again = look_again(desk, report.id, {}, actor.at)
    assert [again.preview.outcome(number) for number in range(len(again.preview))] == [Outcome.NEW]


def test_a_file_that_is_connected_already_is_the_same_calendar_again(
    desk: Desk, actor: Actor, write: Callable[..., Path]
) -> None:
    path = write(("a", "Board", 9))
    bring_in(desk, actor, look(desk, Wanted("WEX", str(path)), actor.at), [0])
    write(("a", "Board", 10))
    looked = look(desk, Wanted("WEX", str(path)), actor.at)
    assert not looked.is_new
    assert looked.preview.row(0).outcome is Outcome.CHANGED


def test_another_file_can_update_a_known_calendar(
    desk: Desk, actor: Actor, write: Callable[..., Path]
) -> None:
    first = look(desk, Wanted("WEX", str(write(("a", "Board", 9)))), actor.at)
    report = bring_in(desk, actor, first, [0])
    newer = str(write(("a", "Board", 11), name="wex-newer.ics"))
    looked = look(desk, Wanted("WEX", newer, collection_id=report.id), actor.at)
    changed = bring_in(desk, actor, looked, [0])
    assert (changed.id, changed.changed) == (report.id, 1)
    assert [row.connection.address for row in list_sources(desk)] == [newer]


def test_taking_another_file_back_reads_from_the_first_again(
    desk: Desk, actor: Actor, write: Callable[..., Path]
) -> None:
    path = str(write(("a", "Board", 9)))
    known = bring_in(desk, actor, look(desk, Wanted("WEX", path), actor.at), [0]).id
    for hour in (11, 9):  # with a change to take back, and without any
        newer = str(write(("a", "Board", hour), name=f"newer-{hour}.ics"))
        looked = look(desk, Wanted("WEX", newer, collection_id=known), actor.at)
        report = bring_in(desk, actor, looked, range(len(looked.preview)))
        take_back(desk, actor, looked, report)
        assert [row.connection.address for row in list_sources(desk)] == [path]
        assert not look_again(desk, known, {}, actor.at).preview


def test_taking_a_file_back_leaves_a_calendar_unconnected_that_was_so(
    desk: Desk, actor: Actor, write: Callable[..., Path]
) -> None:
    path = str(write(("a", "Board", 9)))
    known = bring_in(desk, actor, look(desk, Wanted("WEX", path), actor.at), [0]).id
    remove_source(desk, actor, known, keep=True)
    looked = look(desk, Wanted("WEX", path, collection_id=known), actor.at)
    take_back(desk, actor, looked, bring_in(desk, actor, looked, []))
    assert not list_sources(desk)
    assert [one.id for one in list_collections(desk.connection)] == [known]


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A keyring in memory: one of the system's own may not be written to by tests."""
    kept: dict[str, str] = {}
    monkeypatch.setattr(Secrets, "keep", lambda _, id_, secret: kept.__setitem__(id_, secret))
    monkeypatch.setattr(Secrets, "find", lambda _, id_: kept.get(id_))
    monkeypatch.setattr(Secrets, "forget", lambda _, id_: kept.pop(id_, None))
    return kept


def test_a_file_in_place_of_a_secret_feed_forgets_its_address_until_it_is_taken_back(
    desk: Desk, actor: Actor, write: Callable[..., Path], keyring: dict[str, str]
) -> None:
    secret = "https://example.org/k3y.ics"
    known = add_source(desk, actor, org_code="WEX", address=secret)
    before = list_sources(desk)
    wanted = Wanted("WEX", str(write(("a", "Board", 9))), collection_id=known)
    looked = look(desk, wanted, actor.at)
    report = bring_in(desk, actor, looked, [0])
    assert not keyring
    take_back(desk, actor, looked, report)
    assert keyring == {known: secret}
    (after,) = list_sources(desk)
    assert replace(after.connection, paused=False) == before[0].connection


class TestMissing:
    """What is gone from a file stays while a person says so."""

    @pytest.fixture
    def source(self, desk: Desk, actor: Actor, write: Callable[..., Path]) -> str:
        path = str(write(("a", "Board", 9), ("b", "Lunch", 12), ("c", "Visit", 15)))
        report = bring_in(desk, actor, look(desk, Wanted("WEX", path), actor.at), range(3))
        write(("a", "Board", 9))
        return report.id

    def states(self, desk: Desk, source: str) -> dict[str, str]:
        return {one.uid: one.state.value for one in stored_resources(desk, source)}

    def test_unticked_it_stays_through_every_later_run(
        self, desk: Desk, actor: Actor, source: str
    ) -> None:
        looked = look_again(desk, source, {}, actor.at)
        assert looked.preview.would_keep([0]) == 1
        report = bring_in(desk, actor, looked, [0])
        assert (report.missing, report.stored) == (1, 2)
        assert self.states(desk, source) == {"a": "present", "b": "missing", "c": "kept"}
        (again,) = sync_sources(desk, actor)
        assert (again.missing, again.stored, again.run) == (0, 0, None)
        assert self.states(desk, source)["c"] == "kept"

    def test_the_next_look_asks_again_and_can_remove_it(
        self, desk: Desk, actor: Actor, source: str
    ) -> None:
        bring_in(desk, actor, look_again(desk, source, {}, actor.at), [])
        looked = look_again(desk, source, {}, actor.at)
        outcomes = [looked.preview.outcome(number) for number in range(len(looked.preview))]
        assert outcomes == [Outcome.MISSING, Outcome.MISSING]
        assert looked.preview.would_keep([]) == 0  # that has been said already
        bring_in(desk, actor, looked, range(2))
        assert self.states(desk, source) == {"a": "present", "b": "missing", "c": "missing"}

    def test_once_it_is_back_in_the_file_it_is_as_any_other(
        self, desk: Desk, actor: Actor, source: str, write: Callable[..., Path]
    ) -> None:
        bring_in(desk, actor, look_again(desk, source, {}, actor.at), [])
        write(("a", "Board", 9), ("b", "Lunch", 12), ("c", "Visit", 15))
        sync_sources(desk, actor)
        write(("a", "Board", 9))
        (gone,) = sync_sources(desk, actor)
        assert gone.missing == 2

    def test_undo_lets_it_be_missing_again(self, desk: Desk, actor: Actor, source: str) -> None:
        looked = look_again(desk, source, {}, actor.at)
        take_back(desk, actor, looked, bring_in(desk, actor, looked, []))
        assert set(self.states(desk, source).values()) == {"present"}
        (gone,) = sync_sources(desk, actor, [source])
        assert gone.missing == 2


def test_a_calendar_that_was_removed_comes_back_connected(
    desk: Desk, actor: Actor, write: Callable[..., Path]
) -> None:
    looked = look(desk, Wanted("WEX", str(write(("a", "Board", 9)))), actor.at)
    report = bring_in(desk, actor, looked, [0])
    before = list_sources(desk)
    removed = remove_calendar(desk, actor, report.id)
    assert not list_sources(desk)
    bring_back(desk, actor, removed)
    assert list_sources(desk) == before


def test_which_addresses_are_secrets() -> None:
    assert needs_keeping("https://example.org/secret.ics")
    assert needs_keeping("webcal://example.org/secret.ics")
    assert needs_keeping("http://me:word@localhost/a.ics")
    assert not needs_keeping("http://localhost:8080/a.ics")
    assert not needs_keeping("/home/me/a.ics")
    with pytest.raises(WrongUseError):
        needs_keeping("ftp://example.org/a.ics")


def test_an_address_kept_nowhere_is_given_to_the_session(desk: Desk, actor: Actor) -> None:
    """The feed itself is not read here: only where its address would go."""
    from jointdesk.operations.sources import kept_address

    assert kept_address("https://example.org/a.ics", Keep.NOWHERE) == ("", "asked")
