"""What is taken out of the diary is in the bin, and comes back; what is written is wanted back."""

import pytest

from jointdesk.domain.edits import EditScope
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.events import EVENT
from jointdesk.domain.items import DELETED, Fields, Write
from jointdesk.domain.pending import OVERLAY, ended_fields
from jointdesk.operations import events
from jointdesk.operations.check import check
from jointdesk.operations.event_bin import list_bin
from jointdesk.operations.undo import redo, undo
from jointdesk.store.changes import record
from jointdesk.store.items import find_item
from jointdesk.store.overlays import find_overlay, list_overlays
from tests.operations.event_desk import COUNCIL, NHS, EventDesk, diary

__all__ = ["diary"]


@pytest.fixture(autouse=True)
def _is_sound(diary: EventDesk) -> object:
    """After every test a rebuild comes to the same."""
    yield
    assert check(diary.desk, diary.now) == []


def remove(
    diary: EventDesk, event_id: str, scope: EditScope = EditScope.OCCURRENCE
) -> events.EventDone:
    return events.remove_event(diary.desk, diary.director, diary.audience(), event_id, scope)


def restore(diary: EventDesk, event_id: str) -> events.EventDone:
    return events.restore_event(diary.desk, diary.director, diary.audience(), event_id)


def add(diary: EventDesk, **fields: object) -> events.EventDone:
    values: Fields = {
        "org": diary.orgs["CAL"],
        "title": "New",
        "start": "2026-12-05T10:00",
        **fields,
    }  # type: ignore[dict-item]
    return events.add_event(diary.desk, diary.director, values)


def binned(diary: EventDesk, code: str = "") -> list[tuple[str, bool]]:
    return [(one.event.title, one.is_waiting) for one in list_bin(diary.desk, diary.audience(code))]


def without(text: str, uid: str) -> str:
    """Return a calendar's text without one event."""
    parts = text.split("BEGIN:VEVENT")
    return "BEGIN:VEVENT".join(one for one in parts if f"UID:{uid}\n" not in one)


def written(diary: EventDesk, code: str, text: str) -> None:
    """Let a calendar show what was wanted, and note that: as a sync does."""
    diary.source_says(code, text)
    writes = [
        Write(one.id, OVERLAY, ended_fields([each.field for each in one.pending]), one.stream)
        for one in list_overlays(diary.desk.connection)
    ]
    record(diary.desk, diary.director, "Written", writes, automatic=True)


class TestBin:
    def test_what_waits_to_be_removed_is_brought_back(self, diary: EventDesk) -> None:
        before = diary.agenda()
        done = remove(diary, diary.id("Budget talk"))
        assert binned(diary) == [("Budget talk", True)]
        (entry,) = list_bin(diary.desk, diary.audience())
        assert done.id.startswith(entry.id)
        restore(diary, entry.id)
        assert (binned(diary), diary.agenda()) == ([], before)

    def test_copies_go_and_come_together(self, diary: EventDesk) -> None:
        before = diary.agenda()
        remove(diary, diary.id("Joint board"))
        assert [one["title"] for one in diary.agenda("2026-12-03", "2026-12-04")] == ["Ward round"]
        (entry,) = list_bin(diary.desk, diary.audience())
        restore(diary, entry.id)
        assert diary.agenda() == before

    def test_one_of_a_series(self, diary: EventDesk) -> None:
        before = diary.agenda()
        done = remove(diary, diary.id("Ward round", "2026-12-01"))
        (entry,) = list_bin(diary.desk, diary.audience())
        assert (entry.id, entry.event.start) == (done.id, "2026-12-01T16:00")
        restore(diary, entry.id)
        assert diary.agenda() == before

    def test_an_event_made_here(self, diary: EventDesk) -> None:
        made = add(diary).id
        remove(diary, made)
        assert binned(diary) == [("New", False)]
        restore(diary, made)
        assert diary.made_here() == ["New"]
        undo(diary.desk, diary.director, 3)
        assert (binned(diary), diary.made_here()) == ([], [])

    def test_the_other_body_does_not_see_what_is_private(self, diary: EventDesk) -> None:
        key = diary.id("Hush")
        remove(diary, key)
        assert binned(diary, "CAL") == [("Hush", True)]
        assert binned(diary, "WEX") == []
        with pytest.raises(NotFoundError):
            events.restore_event(diary.desk, diary.people["WEX"], diary.audience("WEX"), key)

    def test_what_its_calendar_has_no_more_is_made_anew(self, diary: EventDesk) -> None:
        series_id = diary.id("Weekly call").rpartition("-")[0]
        remove(diary, diary.id("Weekly call"), EditScope.ALL)
        written(diary, "CAL", without(COUNCIL, "weekly"))
        assert binned(diary) == [("Weekly call", False)]
        restore(diary, series_id)
        assert diary.times("Weekly call") == ["2026-11-30T09:00", "2026-12-07T09:00"]
        assert diary.id("Weekly call").startswith(series_id)
        item = find_item(diary.desk.connection, series_id)
        assert item is not None
        assert item.fields["uid"] == "weekly"
        assert "X-OWN:kept too" in str(item.fields["text"])
        assert diary.meeting("Weekly call")["tags"] == ["pending"]
        assert binned(diary) == []
        # Once its calendar has it again it is read from there.
        diary.source_says("CAL", COUNCIL)
        assert diary.meeting("Weekly call")["tags"] == []

    def test_one_of_a_series_that_was_written_is_wanted_back(self, diary: EventDesk) -> None:
        before = diary.times("Ward round")
        key = diary.id("Ward round", "2026-12-01")
        remove(diary, key)
        gone = "RRULE:FREQ=DAILY;COUNT=4\nEXDATE;TZID=Europe/London:20261201T160000"
        written(diary, "WEX", NHS.replace("RRULE:FREQ=DAILY;COUNT=4", gone))
        assert binned(diary) == [("Ward round", False)]
        restore(diary, key)
        assert diary.times("Ward round") == before


class TestUndoOfWhatIsWritten:
    def test_the_value_before_is_wanted_of_the_calendar(self, diary: EventDesk) -> None:
        edit = {"title": "Money talk", "place": "Room 4"}
        events.edit_event(
            diary.desk, diary.director, diary.audience(), diary.id("Budget talk"), edit
        )
        text = COUNCIL.replace("Budget talk", "Money talk").replace("Town Hall", "Room 4")
        written(diary, "CAL", text)
        assert undo(diary.desk, diary.director).labels == ("Changed “Budget talk”",)
        shown = diary.meeting("Budget talk")
        assert (shown["place"], shown["tags"]) == ("Town Hall", ["pending"])
        (overlay,) = list_overlays(diary.desk.connection)
        assert {one.field: (one.base, one.wanted) for one in overlay.pending} == {
            "title": ("Money talk", "Budget talk"), "place": ("Room 4", "Town Hall"),
        }  # fmt: skip
        redo(diary.desk, diary.director)
        assert diary.meeting("Money talk")["tags"] == []

    def test_and_redone_once_that_is_written_too(self, diary: EventDesk) -> None:
        edit = {"title": "Money talk"}
        events.edit_event(
            diary.desk, diary.director, diary.audience(), diary.id("Budget talk"), edit
        )
        written(diary, "CAL", COUNCIL.replace("Budget talk", "Money talk"))
        undo(diary.desk, diary.director)
        written(diary, "CAL", COUNCIL)
        redo(diary.desk, diary.director)
        assert diary.meeting("Money talk")["tags"] == ["pending"]
        written(diary, "CAL", COUNCIL.replace("Budget talk", "Money talk"))
        undo(diary.desk, diary.director)
        assert diary.meeting("Budget talk")["tags"] == ["pending"]

    def test_several_edits_go_back_one_after_the_other(self, diary: EventDesk) -> None:
        for title in ("B", "C"):
            key = next(one["id"] for one in diary.agenda() if one["start"][:13] == "2026-12-01T14")
            events.edit_event(diary.desk, diary.director, diary.audience(), key, {"title": title})
            written(diary, "CAL", COUNCIL.replace("Budget talk", title))
        undo(diary.desk, diary.director)
        assert diary.times("B") == ["2026-12-01T14:00"]
        undo(diary.desk, diary.director)
        assert diary.times("Budget talk") == ["2026-12-01T14:00"]

    def test_a_deletion_is_undone_by_making_it_anew(self, diary: EventDesk) -> None:
        before = diary.times("Budget talk")
        remove(diary, diary.id("Budget talk"))
        written(diary, "CAL", without(COUNCIL, "talk"))
        assert diary.times("Budget talk") == []
        assert undo(diary.desk, diary.director).labels == ("Removed “Budget talk” from the diary",)
        assert (diary.times("Budget talk"), diary.made_here()) == (before, ["Budget talk"])
        redo(diary.desk, diary.director)
        assert diary.times("Budget talk") == []

    def test_an_adding_is_undone_by_deleting_it_there(self, diary: EventDesk) -> None:
        made = add(diary).id
        self._arrives(diary, made)
        assert diary.times("New") == ["2026-12-05T10:00"]
        undo(diary.desk, diary.director)
        assert diary.times("New") == []
        overlay = find_overlay(diary.desk.connection, f"overlay:{made}")
        assert overlay is not None
        assert [(one.field, one.wanted) for one in overlay.pending] == [("deleted", True)]
        redo(diary.desk, diary.director)
        assert diary.times("New") == ["2026-12-05T10:00"]

    def test_an_edit_before_it_was_written_is_wanted_back(self, diary: EventDesk) -> None:
        made = add(diary).id
        events.edit_event(diary.desk, diary.director, diary.audience(), made, {"title": "Newer"})
        self._arrives(diary, made, "Newer")
        undo(diary.desk, diary.director)
        assert diary.times("New") == ["2026-12-05T10:00"]
        assert diary.meeting("New")["tags"] == ["pending"]

    def _arrives(self, diary: EventDesk, made: str, title: str = "New") -> None:
        """Let a calendar show an event made here, and take its item away, as a sync does."""
        there = (
            f"BEGIN:VEVENT\nUID:{made}\nDTSTART;TZID=Europe/London:20261205T100000\n"
            f"DTEND;TZID=Europe/London:20261205T110000\nSUMMARY:{title}\nEND:VEVENT\n"
        )
        diary.source_says("CAL", COUNCIL + there)
        with diary.desk.transaction():
            diary.desk.connection.execute(
                "UPDATE resource SET series_id = ? WHERE uid = ?", (made, made)
            )
        write = Write(made, EVENT.name, {DELETED: True})
        record(diary.desk, diary.director, "Written", [write], automatic=True)


def test_nothing_automatic_is_undone(diary: EventDesk) -> None:
    add(diary)
    record(diary.desk, diary.director, "By itself", [Write("n", "note", {"a": 1})], automatic=True)
    assert undo(diary.desk, diary.director).labels == ("Added “New” to the diary",)


class TestNew:
    def test_it_goes_to_the_first_calendar_that_can_be_written(self, diary: EventDesk) -> None:
        add(diary)
        shown = diary.meeting("New")
        assert shown["copies"][0]["source"] == diary.sources["CAL"]
        assert shown["tags"] == ["pending"]

    def test_else_to_the_local_one(self, diary: EventDesk) -> None:
        add(diary, org=diary.orgs["WEX"])
        shown = diary.meeting("New")
        assert shown["copies"][0]["source"] == f"local:{diary.orgs['WEX']}"
        assert shown["tags"] == []

    def test_or_where_it_was_asked_for(self, diary: EventDesk) -> None:
        done = add(diary, org=diary.orgs["WEX"], collection=diary.sources["WEX"])
        assert "cannot be written from here" in done.notes[0]
        add(diary, title="Here", collection="local")
        assert diary.meeting("Here")["tags"] == []
        with pytest.raises(WrongUseError, match="another organisation's"):
            add(diary, collection=diary.sources["WEX"])
        with pytest.raises(NotFoundError, match="no calendar"):
            add(diary, collection="nowhere")

    def test_it_repeats_and_single_ones_change(self, diary: EventDesk) -> None:
        before = diary.agenda()
        add(diary, org=diary.orgs["WEX"], repeat="FREQ=DAILY;COUNT=3")
        key = diary.id("New", "2026-12-06")
        audience = diary.audience()
        events.edit_event(diary.desk, diary.director, audience, key, {"start": "2026-12-06T12:00"})
        remove(diary, diary.id("New", "2026-12-07"))
        assert diary.times("New") == ["2026-12-05T10:00", "2026-12-06T12:00"]
        scope = EditScope.ALL
        events.edit_event(diary.desk, diary.director, audience, key, {"title": "Newer"}, scope)
        assert diary.times("Newer") == ["2026-12-05T10:00", "2026-12-06T12:00"]
        events.edit_event(
            diary.desk, diary.director, audience, key, {"title": "Rest"}, EditScope.FOLLOWING
        )
        assert diary.times("Newer") == ["2026-12-05T10:00"]
        assert diary.times("Rest") == ["2026-12-06T12:00"]
        undo(diary.desk, diary.director, 5)
        assert diary.agenda() == before

    def test_people_are_asked(self, diary: EventDesk) -> None:
        made = add(diary, attendees=[{"email": "a@b.example", "name": "A", "role": "optional"}]).id
        found = events.find_event(diary.desk, diary.audience(), made, diary.now)
        assert [one.email for one in found.attendees] == ["a@b.example"]


class TestDuplicate:
    def test_it_is_like_the_first_at_another_time(self, diary: EventDesk) -> None:
        events.duplicate_event(
            diary.desk, diary.director, diary.audience(), diary.id("Weekly call", "2026-12-07"),
            {"start": "2026-12-09T10:00"},
        )  # fmt: skip
        assert diary.times("Weekly call") == [
            "2026-11-30T09:00", "2026-12-07T09:00", "2026-12-09T10:00",
        ]  # fmt: skip
        assert diary.meeting("Weekly call", "2026-12-09")["end"] == "2026-12-09T10:30:00+00:00"
        (made,) = events.list_events(diary.desk, diary.audience())
        assert "X-OWN:kept too" in made.text
        undo(diary.desk, diary.director)
        assert len(diary.times("Weekly call")) == 2

    def test_a_private_one_stays_private(self, diary: EventDesk) -> None:
        events.duplicate_event(
            diary.desk, diary.people["CAL"], diary.audience("CAL"), diary.id("Hush"), {}
        )
        titles = {one["title"] for one in diary.agenda(code="WEX")}
        assert "Hush" not in titles
