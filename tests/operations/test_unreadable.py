"""What somebody's newer program, a collision or malice has left in items stops nobody's work."""

import shutil
from collections.abc import Iterable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jointdesk.cli.shapes import conflict_shape
from jointdesk.derive.pending import catch_up
from jointdesk.domain.actors import Actor
from jointdesk.domain.bookings import BOOKING
from jointdesk.domain.decision_fields import DECISION, DECISION_VERSION
from jointdesk.domain.events import EVENT
from jointdesk.domain.items import Fields, Json, Write
from jointdesk.domain.matters import MATTER
from jointdesk.domain.memberships import Membership
from jointdesk.domain.moments import DAY, Instant, Span
from jointdesk.domain.pending import BASE
from jointdesk.domain.placements import PLACEMENT
from jointdesk.domain.registers import REGISTERS
from jointdesk.domain.shapes import SHAPES
from jointdesk.domain.shared_desk import End, Hello, ServerStream
from jointdesk.domain.tasks import TASK
from jointdesk.operations.agenda import agenda
from jointdesk.operations.audiences import acting_person, audience_of
from jointdesk.operations.booking_lists import list_bookings
from jointdesk.operations.booking_slots import when_words
from jointdesk.operations.carrying import carry_calendars
from jointdesk.operations.check import check
from jointdesk.operations.conflicts import default_window, list_conflicts
from jointdesk.operations.desk_members import follow_seats
from jointdesk.operations.event_times import Times
from jointdesk.operations.naming import Names
from jointdesk.operations.proposals import times_told
from jointdesk.operations.rulebook import load_rulebook
from jointdesk.operations.sources import list_sources
from jointdesk.operations.standing import standings
from jointdesk.operations.sync import sync_sources
from jointdesk.operations.task_lists import TaskFilter, list_tasks
from jointdesk.operations.unreadable import (
    Unreadable,
    list_unreadable,
    unreadable_sentence,
    unreadable_summary,
)
from jointdesk.operations.worklist import list_worklist
from jointdesk.sources.protocol import never
from jointdesk.store.changes import record
from jointdesk.store.desk import Desk, open_desk
from jointdesk.store.items import list_items
from jointdesk.store.membership import put_membership
from jointdesk.store.mirrors import list_mirrors
from jointdesk.store.organisations import list_organisations
from jointdesk.store.overlays import list_overlays
from jointdesk.store.people import list_people
from jointdesk.sync.progress import Meter, silent
from tests.operations.event_desk import EventDesk
from tests.store.samples import OtherDevice

NOW = Instant(1_796_025_600)
TODAY = date(2026, 11, 30)
KINDS = (EVENT, TASK, MATTER, DECISION, DECISION_VERSION, BOOKING, PLACEMENT, *REGISTERS)
NAMES = {one.name: [field.name for field in one.fields] for one in KINDS}
for _type, _shape in SHAPES.items():
    _names = {*NAMES.get(_type, ()), *_shape.needed, *_shape.others}
    NAMES[_type] = sorted(_names | {BASE + name for name in _names if _type == "overlay"})


class Machine:
    """A member's machine, open, and a server that lets it speak for everything."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.person = acting_person(desk, "").id
        self.actor = Actor(self.person, NOW)
        rows = desk.connection.execute("SELECT id, kind, org_id FROM stream").fetchall()
        streams = tuple(ServerStream(*row, End(), "", {}) for row in rows)
        self.hello = Hello(
            desk.id, "", "Europe/London", 1, self.person, "active", True, True, False,
            NOW * 1000, streams,
        )  # fmt: skip

    def lease(self, device: str, names: Iterable[str]) -> frozenset[str]:
        return frozenset(names)

    def members(self) -> dict[str, frozenset[str]]:
        return {}

    def add_stream(self, stream: str, org_id: str) -> None: ...

    def set_member(self, person_id: str, streams: Iterable[str]) -> None: ...

    def exchange(self) -> None:
        """Do what an exchange does, all but sending and fetching."""
        with self.desk.transaction():
            catch_up(self.desk, NOW, {one.series_id for one in list_overlays(self.desk.connection)})
        follow_seats(self.desk, self, self.hello, NOW)
        carry_calendars(self.desk, self, self.hello, NOW, Meter(silent, never))

    def look(self) -> None:
        """Look at everything, as the director and as somebody else."""
        others = [one.id for one in list_people(self.desk.connection) if one.id != self.person]
        known = {one.id: one for one in list_organisations(self.desk.connection)}
        for person in (self.person, *others[:1]):
            audience, window = audience_of(self.desk, person), Span(NOW - 7 * DAY, NOW + 28 * DAY)
            agenda(self.desk, audience, window, NOW)
            window = default_window(self.desk, NOW)
            for one in list_conflicts(self.desk, audience, window, NOW):
                conflict_shape(one, known, self.desk.zone)
            names = Names(self.desk, audience)
            list_tasks(names, TaskFilter(), TODAY)
            standings(self.desk, names.records, load_rulebook(self.desk, NOW))
            list_bookings(self.desk, audience, NOW)
            list_worklist(self.desk, audience, NOW)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a desk on which there is something of every kind."""
    folder = tmp_path_factory.mktemp("home")
    made = EventDesk(folder, NOW)
    desk, org = made.desk, made.orgs["CAL"]
    times = {"start": "2026-12-01T10:00", "end": "2026-12-01T11:00"}
    series = desk.connection.execute("SELECT series_id FROM resource ORDER BY id").fetchone()[0]
    said: dict[str, Fields] = {
        "event": {"org": org, "title": "Made here", **times},
        "task": {"title": "Write", "orgs": [org], "due": "2026-12-01", "repeat": "FREQ=WEEKLY"},
        "matter": {"title": "Beds", "ref": "M1"},
        "decision": {"matter": "matter-1", "org": org, "title": "Buy", "status": "taken",
                     "date_taken": "2026-11-27", "taken_version": "decision_version-1"},
        "decision_version": {"decision": "decision-1", "number": 1, "fields": {"title": "Buy"}},
        "booking": {"title": "Visit", "orgs": [org], "status": "held", "asked_on": "2026-11-20"},
        "placement": {"kind": "hold", "booking": "booking-1", "event": "event-1", "org": org,
                      **times},
        "site": {"id": "hall", "name": "Hall", "aliases": ["Town Hall"]},
        "travel": {"a": "hall", "b": "room", "minutes": 20},
        "rule": {"title": "*", "tier": 2},
        "pairing": {"a": f"{series}-739587", "b": "x-739587", "verdict": "same"},
        "settlement": {"code": "DIA-01", "participants": [f"{series}-739587"], "fingerprint": "f",
                       "state": "resolved", "at": NOW, "series": []},
        "overlay": {"title": "Wanted", "base:title": "Joint board"},
    }  # fmt: skip
    ids = {"overlay": f"overlay:{series}"}
    writes = [Write(ids.get(type_, f"{type_}-1"), type_, one) for type_, one in said.items()]
    record(desk, made.director, "Said", writes)
    with desk.transaction():
        put_membership(desk, Membership("host=x dbname=x", "r", made.director.person_id))
    Machine(desk).exchange()
    assert list_mirrors(desk.connection)
    assert check(desk, NOW) == []
    desk.close()
    return folder


TIMES = ["", "T", "2026-12-01", "2026-12-01T10:00", "0001-01-01", "9999-12-31T23:59", "1E+9999",
         "2026-12-01 10:00", "2026W49T12", "FREQ=DAILY", "taken", "all", "own_org"]  # fmt: skip
NUMBERS = [0, 1, -1, 10**11 + 1, 2**62, -(2**63), 2**63, 10**30]
PLAIN = st.one_of(
    st.none(), st.booleans(), st.sampled_from(NUMBERS), st.integers(), st.sampled_from(TIMES),
    st.text(max_size=3),
)  # fmt: skip
JSON: st.SearchStrategy[Json] = st.recursive(
    PLAIN,
    lambda inner: st.one_of(
        st.lists(inner, max_size=2), st.dictionaries(st.text(max_size=2), inner, max_size=2)
    ),
    max_leaves=4,
)
ODD = st.sampled_from(sorted(NAMES)).flatmap(
    lambda type_: st.tuples(
        st.just(type_),
        st.integers(0, 9),
        st.dictionaries(st.sampled_from(NAMES[type_]), JSON, min_size=1, max_size=4),
    )
)


def say(desk: Desk, odd: Iterable[tuple[str, int, dict[str, Json]]]) -> None:
    """Have somebody write fields into items as they are, or into new ones."""
    for type_, which, fields in odd:
        known = list_items(desk.connection, type_)
        if which < len(known):
            write = Write(known[which].id, type_, fields, known[which].stream)
        else:
            write = Write(f"{type_}:new", type_, {**(known[0].fields if known else {}), **fields})
        record(desk, Actor("somebody", NOW), "Said", [write])


@settings(max_examples=10, deadline=None)
@given(odd=st.lists(ODD, min_size=8, max_size=16))
def test_no_value_in_any_field_of_any_item_stops_anybody(
    home: Path, tmp_path_factory: pytest.TempPathFactory, odd: list[tuple[str, int, dict[str, Any]]]
) -> None:
    folder = tmp_path_factory.mktemp("copy")
    shutil.copyfile(home / "a.desk", folder / "a.desk")
    with closing(open_desk(folder / "a.desk", data_folder=folder)) as desk:
        say(desk, odd)
        machine = Machine(desk)
        machine.look()
        list_sources(desk)
        machine.exchange()
        sync_sources(desk, machine.actor, allow_mass_delete=True)
        machine.exchange()
        machine.look()
        check(desk, NOW)


def test_what_cannot_be_read_is_left_out_and_said(home: Path, tmp_path: Path) -> None:
    shutil.copyfile(home / "a.desk", tmp_path / "a.desk")
    with closing(open_desk(tmp_path / "a.desk", data_folder=tmp_path)) as desk:
        first, second = list_organisations(desk.connection)
        somebody = Actor("somebody", NOW)
        odd: Fields = {"opens": "early", "days": [7], "share": 60}
        record(desk, somebody, "Said", [Write(first.id, "organisation", odd)])
        record(desk, somebody, "Said", [Write(second.id, "organisation", {"code": None})])
        (left,) = list_organisations(desk.connection)
        assert (left.opens, left.days, left.share) == (510, frozenset(range(5)), 60)
        assert [one.split(":")[0] for one in check(desk, NOW)] == [
            f"The organisation {first.id} cannot be read in full (days, opens)",
            f"The organisation {second.id} cannot be read in full (code)",
        ]
        record(desk, somebody, "Said", [Write(second.id, "organisation", {"code": "WEX"})])
        assert len(list_organisations(desk.connection)) == 2


def test_a_record_with_values_of_other_kinds_is_named_where_they_stand(
    home: Path, tmp_path: Path
) -> None:
    shutil.copyfile(home / "a.desk", tmp_path / "a.desk")
    with closing(open_desk(tmp_path / "a.desk", data_folder=tmp_path)) as desk:
        odd: Fields = {"date_taken": "soon", "title": 7}
        record(desk, Actor("somebody", NOW), "Said", [Write("decision-1", "decision", odd)])
        (said,) = check(desk, NOW)
        assert said.startswith("The decision decision-1 cannot be read in full (date_taken, title)")


def test_a_change_that_says_nothing_is_named_with_its_place_in_the_log(
    home: Path, tmp_path: Path
) -> None:
    shutil.copyfile(home / "a.desk", tmp_path / "a.desk")
    with closing(open_desk(tmp_path / "a.desk", data_folder=tmp_path)) as desk:
        other = OtherDevice(desk)
        dots = tuple(
            other.say("decision-1", {}, text=text, type_="decision") for text in ("{}", "nonsense")
        )
        other.say("mirror-1", {}, text="[]", type_="mirror")  # its calendar is read again
        assert check(desk, NOW) == []
        odd: Fields = {"due": "soon"}
        record(desk, Actor("somebody", NOW), "Said", [Write("task-1", "task", odd)])
        found = list_unreadable(desk)
        assert found == [
            Unreadable("task", "task-1", ("due",)),
            Unreadable("decision", "decision-1", (), dots),
        ]
        assert unreadable_sentence(found[1]).startswith(
            f"The decision decision-1 cannot be read in full (change {dots[0]}, change {dots[1]}):"
        )


def test_however_much_it_is_one_sentence_says_so() -> None:
    found = [Unreadable("fund", f"f{number}\n") for number in range(5)]
    assert unreadable_summary([]) == ""
    assert "it found, and shows none of that: The fund f0." in unreadable_summary(found[:1])
    assert "The fund f0; The fund f1; The fund f2; and 2 others." in unreadable_summary(found)


@pytest.mark.parametrize("is_connected", [True, False])
def test_a_meeting_taken_away_here_and_changed_there_stops_nobody(
    home: Path, tmp_path: Path, is_connected: bool
) -> None:
    """Of two machines that were connected one took its text away, and the other kept it there."""
    shutil.copyfile(home / "a.desk", tmp_path / "a.desk")
    with closing(open_desk(tmp_path / "a.desk", data_folder=tmp_path)) as desk:
        if not is_connected:
            desk.connection.execute("UPDATE connection SET secret = 'desk'")
        before = list_mirrors(desk.connection)
        gone = Write(before[0].id, "mirror", {"text": None}, before[0].stream)
        record(desk, Actor("somebody", NOW), "Said", [gone])
        assert list_mirrors(desk.connection) == before[1:]
        machine = Machine(desk)
        machine.exchange()
        machine.look()
        assert list_mirrors(desk.connection) == (before if is_connected else before[1:])


def test_a_decision_of_a_body_that_is_not_there_is_listed_all_the_same(
    home: Path, tmp_path: Path
) -> None:
    shutil.copyfile(home / "a.desk", tmp_path / "a.desk")
    with closing(open_desk(tmp_path / "a.desk", data_folder=tmp_path)) as desk:
        said: Fields = {"org": "gone", "status": "taken", "date_taken": "2026-11-26"}
        record(desk, Actor("somebody", NOW), "Said", [Write("d2", "decision", said)])
        Machine(desk).look()


def test_a_time_that_is_not_there_is_unknown() -> None:
    assert when_words(Times("2026-12-01T10:00", "")) == "an unknown time"
    assert times_told("", "") == "an unknown time"
