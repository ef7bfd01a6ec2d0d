"""People edit meetings of both bodies' calendars: what is shown, what waits, what is told."""

import pytest

from jointdesk.domain.edits import EditScope
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.items import Fields
from jointdesk.operations import events
from jointdesk.operations.check import check
from jointdesk.operations.history import item_history
from jointdesk.operations.matters import VISIBILITY_IS_FINAL
from jointdesk.operations.people import change_person
from jointdesk.operations.undo import redo, undo
from jointdesk.store.items import list_items
from jointdesk.store.overlays import list_overlays
from tests.operations.event_desk import COUNCIL, EventDesk, diary

__all__ = ["diary"]

ALL, FOLLOWING = EditScope.ALL, EditScope.FOLLOWING


def edit(
    diary: EventDesk,
    event_id: str,
    scope: EditScope = EditScope.OCCURRENCE,
    *,
    copy: str = "",
    code: str = "",
    **fields: object,
) -> events.EventDone:
    actor = diary.people[code] if code else diary.director
    values: Fields = fields  # type: ignore[assignment]
    return events.edit_event(diary.desk, actor, diary.audience(code), event_id, values, scope, copy)


@pytest.fixture(autouse=True)
def _is_sound(diary: EventDesk) -> object:
    """After every test a rebuild comes to the same."""
    yield
    assert check(diary.desk, diary.now) == []


class TestOneMeeting:
    def test_new_words_are_shown_at_once_and_wait_for_the_calendar(self, diary: EventDesk) -> None:
        done = edit(diary, diary.id("Budget talk"), title="Money talk", place="Room 4")
        shown = diary.meeting("Money talk")
        assert (shown["id"], shown["place"], shown["tags"]) == (done.id, "Room 4", ["pending"])
        assert done.notes == ()
        (overlay,) = list_overlays(diary.desk.connection)
        assert {one.field: (one.base, one.wanted) for one in overlay.pending} == {
            "title": ("Budget talk", "Money talk"), "place": ("Town Hall", "Room 4"),
        }  # fmt: skip

    def test_undo_and_redo_are_one_step_each(self, diary: EventDesk) -> None:
        before = diary.agenda()
        edit(diary, diary.id("Budget talk"), title="Money talk", start="2026-12-01T16:00")
        after = diary.agenda()
        assert undo(diary.desk, diary.director).labels == ("Changed “Budget talk”",)
        assert diary.agenda() == before
        redo(diary.desk, diary.director)
        assert diary.agenda() == after

    def test_what_somebody_else_changed_since_is_left_and_named(self, diary: EventDesk) -> None:
        edit(diary, diary.id("Budget talk"), title="Money talk", place="Room 4")
        edit(diary, diary.id("Money talk"), title="Talk of money", code="CAL")
        undone = undo(diary.desk, diary.director)
        assert undone.left == (
            "Left alone, because of a later change: title of the calendar's entry Talk of money.",
        )
        assert diary.meeting("Talk of money")["place"] == "Town Hall"

    def test_moved_to_another_day_it_keeps_its_length_and_has_another_key(
        self, diary: EventDesk
    ) -> None:
        done = edit(diary, diary.id("Budget talk"), start="2026-12-02T09:00")
        shown = diary.meeting("Budget talk")
        assert (shown["id"], shown["start"], shown["end"]) == (
            done.id, "2026-12-02T09:00:00+00:00", "2026-12-02T10:00:00+00:00",
        )  # fmt: skip

    def test_days_become_times_and_times_days(self, diary: EventDesk) -> None:
        done = edit(diary, diary.id("Away day"), start="2026-12-04T10:00")
        assert diary.meeting("Away day")["end"] == "2026-12-04T11:00:00+00:00"
        edit(diary, done.id, start="2026-12-07")
        shown = diary.meeting("Away day")
        assert (shown["all_day"], shown["start"], shown["end"]) == (
            True, "2026-12-07", "2026-12-08",
        )  # fmt: skip

    def test_changed_back_it_waits_for_nothing(self, diary: EventDesk) -> None:
        before = diary.agenda()
        edit(diary, diary.id("Budget talk"), title="Money talk")
        edit(diary, diary.id("Money talk"), title="Budget talk")
        assert diary.agenda() == before
        same = edit(diary, diary.id("Joint board"), start="2026-12-03T10:00")
        assert (same.notes, diary.agenda()) == ((), before)

    def test_cancelled_it_stays_and_takes_no_time(self, diary: EventDesk) -> None:
        event_id = diary.id("Budget talk")
        events.cancel_event(diary.desk, diary.director, diary.audience(), event_id)
        shown = diary.meeting("Budget talk")
        assert (shown["status"], shown["busy"], shown["tags"]) == ("cancelled", False, ["pending"])

    def test_its_calendar_may_show_something_else_meanwhile(self, diary: EventDesk) -> None:
        edit(diary, diary.id("Budget talk"), title="Money talk")
        diary.source_says("CAL", COUNCIL.replace("Budget talk", "Third talk"))
        assert diary.meeting("Third talk")["tags"] == ["pending"]
        diary.source_says("CAL", COUNCIL.replace("Budget talk", "Money talk"))
        assert diary.meeting("Money talk")["tags"] == []

    def test_its_history_says_from_what_to_what(self, diary: EventDesk) -> None:
        edit(diary, diary.id("Budget talk"), place="Room 4")
        (change,) = item_history(diary.desk, diary.audience(), diary.id("Budget talk"))
        assert (change.before, change.after) == ({"place": "Town Hall"}, {"place": "Room 4"})


class TestSeries:
    def test_one_occurrence_alone_moves(self, diary: EventDesk) -> None:
        done = edit(diary, diary.id("Weekly call", "2026-12-07"), start="2026-12-08T10:00")
        assert diary.times("Weekly call") == ["2026-11-30T09:00", "2026-12-08T10:00"]
        moved = diary.meeting("Weekly call", "2026-12-08")
        assert (moved["id"], moved["tags"]) == (done.id, ["pending"])
        assert diary.meeting("Weekly call", "2026-11-30")["tags"] == []

    def test_all_move_by_as_much(self, diary: EventDesk) -> None:
        done = edit(diary, diary.id("Weekly call", "2026-12-07"), ALL, start="2026-12-08T10:00")
        assert diary.times("Weekly call") == ["2026-12-01T10:00", "2026-12-08T10:00"]
        assert diary.id("Weekly call", "2026-12-08") == done.id

    def test_what_was_said_of_one_goes_with_it(self, diary: EventDesk) -> None:
        edit(diary, diary.id("Weekly call", "2026-12-07"), place="Room 9", start="2026-12-07T11:00")
        edit(diary, diary.id("Weekly call", "2026-11-30"), ALL, start="2026-12-01T10:00")
        assert diary.times("Weekly call") == ["2026-12-01T10:00", "2026-12-07T11:00"]
        assert diary.meeting("Weekly call", "2026-12-07")["place"] == "Room 9"
        undo(diary.desk, diary.director)
        assert diary.times("Weekly call") == ["2026-11-30T09:00", "2026-12-07T11:00"]

    def test_this_and_all_that_follow_become_a_series_of_their_own(self, diary: EventDesk) -> None:
        before = diary.agenda()
        done = edit(
            diary, diary.id("Ward round", "2026-12-02"), FOLLOWING, title="Late round",
            start="2026-12-02T18:00",
        )  # fmt: skip
        assert diary.times("Ward round") == ["2026-11-30T16:00", "2026-12-01T16:00"]
        assert diary.times("Late round") == ["2026-12-02T18:00", "2026-12-03T18:00"]
        assert diary.id("Late round", "2026-12-02") == done.id
        assert diary.made_here() == ["Late round"]
        undo(diary.desk, diary.director)
        assert diary.agenda() == before

    def test_from_the_first_on_it_is_all_of_it(self, diary: EventDesk) -> None:
        edit(diary, diary.id("Ward round", "2026-11-30"), FOLLOWING, title="Late round")
        assert len(diary.times("Late round")) == 4
        assert diary.made_here() == []

    def test_one_those_that_follow_or_all_are_removed(self, diary: EventDesk) -> None:
        def remove(day: str, scope: EditScope = EditScope.OCCURRENCE) -> None:
            key = diary.id("Ward round", day)
            events.remove_event(diary.desk, diary.director, diary.audience(), key, scope)

        remove("2026-12-01")
        assert [one[:10] for one in diary.times("Ward round")] == [
            "2026-11-30", "2026-12-02", "2026-12-03",
        ]  # fmt: skip
        remove("2026-12-03", FOLLOWING)
        assert [one[:10] for one in diary.times("Ward round")] == ["2026-11-30", "2026-12-02"]
        remove("2026-11-30", ALL)
        assert diary.times("Ward round") == []
        undo(diary.desk, diary.director, 3)
        assert len(diary.times("Ward round")) == 4

    def test_a_series_is_named_by_its_own_id_too(self, diary: EventDesk) -> None:
        series_id = diary.id("Weekly call").rpartition("-")[0]
        found = events.find_event(diary.desk, diary.audience(), series_id, diary.now)
        assert (found.start, found.repeat) == ("2026-11-02T09:00", "FREQ=WEEKLY")
        done = edit(diary, series_id, start="2026-11-02T08:00", end="2026-11-02T08:45")
        assert done.id == series_id
        assert diary.times("Weekly call") == ["2026-11-30T08:00", "2026-12-07T08:00"]

    def test_of_one_occurrence_it_cannot_be_said_that_it_repeats(self, diary: EventDesk) -> None:
        with pytest.raises(WrongUseError, match="--scope all"):
            edit(diary, diary.id("Weekly call"), repeat="FREQ=DAILY")
        edit(diary, diary.id("Weekly call"), repeat="FREQ=WEEKLY", place="Room 1")
        edit(diary, diary.id("Weekly call"), ALL, repeat="FREQ=DAILY;COUNT=31")
        assert len(diary.times("Weekly call")) == 3


class TestCopies:
    def test_a_move_reaches_every_copy_and_tells_which_cannot_be_written(
        self, diary: EventDesk
    ) -> None:
        done = edit(diary, diary.id("Joint board"), start="2026-12-03T15:00")
        shown = diary.meeting("Joint board")
        assert [copy["start"][11:16] for copy in shown["copies"]] == ["15:00", "15:00"]
        assert done.notes == (
            "“Body WEX” (WEX) cannot be written from here: the change is on the worklist for"
            " somebody who can.",
        )
        assert undo(diary.desk, diary.director).labels == ("Moved “Joint board”",)
        assert list_items(diary.desk.connection, "overlay") != []
        assert [copy["start"][11:16] for copy in diary.meeting("Joint board")["copies"]] == [
            "10:00", "10:00",
        ]  # fmt: skip

    def test_words_reach_the_copy_that_can_be_written(self, diary: EventDesk) -> None:
        done = edit(diary, diary.id("Joint board"), notes="Bring tea")
        (overlay,) = list_overlays(diary.desk.connection)
        assert overlay.key.startswith(str(diary.meeting("Joint board")["id"]).split("-")[0])
        assert done.notes == ()

    def test_a_place_reaches_the_copies_that_had_the_same(self, diary: EventDesk) -> None:
        edit(diary, diary.id("Joint board"), place="Room 2")
        shown = diary.meeting("Joint board")
        assert [copy["place"] for copy in shown["copies"]] == ["Room 2", "Room 2"]

    def test_one_copy_can_be_chosen(self, diary: EventDesk) -> None:
        wex = diary.sources["WEX"]
        edit(diary, diary.id("Joint board"), copy=wex, place="Room 3")
        places = {one["source"]: one["place"] for one in diary.meeting("Joint board")["copies"]}
        assert places == {diary.sources["CAL"]: "Room 1", wex: "Room 3"}
        with pytest.raises(NotFoundError, match="no copy"):
            edit(diary, diary.id("Budget talk"), copy=wex, place="Room 3")


class TestPrivacy:
    def test_what_is_kept_to_the_other_body_cannot_be_edited(self, diary: EventDesk) -> None:
        key = diary.id("Hush")
        for change in (
            lambda: edit(diary, key, code="WEX", title="Known"),
            lambda: events.remove_event(
                diary.desk, diary.people["WEX"], diary.audience("WEX"), key
            ),
            lambda: events.find_event(diary.desk, diary.audience("WEX"), key, diary.now),
        ):
            with pytest.raises(WrongUseError, match="kept to CAL"):
                change()
        with pytest.raises(NotFoundError):
            edit(diary, key.rpartition("-")[0], code="WEX", title="Known")

    def test_what_is_said_of_it_stands_in_its_body_s_stream(self, diary: EventDesk) -> None:
        edit(diary, diary.id("Hush"), code="CAL", title="Hush hush")
        (overlay,) = list_overlays(diary.desk.connection)
        assert overlay.stream == f"org:{diary.orgs['CAL']}"
        assert diary.meeting("Busy (CAL)", code="WEX")["tags"] == []

    def test_made_private_it_leaves_the_shared_stream(self, diary: EventDesk) -> None:
        edit(diary, diary.id("Budget talk"), title="Money talk")
        done = edit(diary, diary.id("Money talk"), visibility="own_org")
        assert done.notes == (VISIBILITY_IS_FINAL,)
        (overlay,) = list_overlays(diary.desk.connection)
        assert overlay.stream == f"org:{diary.orgs['CAL']}"
        assert diary.meeting("Busy (CAL)", "2026-12-01", code="WEX")["private"] is True
        shared = diary.desk.connection.execute(
            "SELECT p.body FROM payload p JOIN stream s ON s.id = p.stream_id"
            " WHERE s.kind = 'shared'"
        )
        assert not any("Money talk" in body for (body,) in shared)
        assert undo(diary.desk, diary.director).left == (VISIBILITY_IS_FINAL,)
        assert diary.meeting("Money talk")["private"] is True

    def test_a_private_title_is_not_told_where_a_copy_is_open(self, diary: EventDesk) -> None:
        text = COUNCIL.replace("SUMMARY:Joint board", "SUMMARY:Joint board\nCLASS:PRIVATE")
        diary.source_says("CAL", text.replace("Joint board", "Joint secret", 1))
        edit(diary, diary.id("Joint secret"), start="2026-12-03T15:00")
        labels = [
            label
            for (label,) in diary.desk.connection.execute(
                "SELECT json_extract(p.body, '$.label') FROM payload p JOIN stream s"
                " ON s.id = p.stream_id WHERE s.kind = 'shared'"
            )
        ]
        assert not any("secret" in label for label in labels)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": ""}, "needs a title"),
        ({"start": "soon"}, "is not a time"),
        ({"end": "2026-12-01T13:00"}, "end before it starts"),
        ({"task": "t"}, "cannot be said of an event in a calendar"),
        ({"collection": "elsewhere"}, "no calendar elsewhere"),
        ({"org": "other"}, "duplicate it there and remove it here"),
        ({"repeat": "FREQ=NEVER"}, "no rule of repetition"),
        ({"status": "perhaps"}, "none of"),
    ],
)
def test_what_makes_no_sense_is_told_in_a_sentence(
    diary: EventDesk, fields: dict[str, object], sentence: str
) -> None:
    with pytest.raises(WrongUseError, match=sentence):
        edit(diary, diary.id("Budget talk"), **fields)
    assert list_overlays(diary.desk.connection) == []


class TestChangedAlone:
    """An occurrence that was changed by itself follows what is said of it and of all."""

    def test_what_is_said_of_all_reaches_it(self, diary: EventDesk) -> None:
        key = diary.id("Weekly call", "2026-12-07")
        edit(diary, key, title="Special", start="2026-12-07T11:00")
        edit(diary, key, ALL, title="Every week", start="2026-12-07T12:00")
        assert diary.times("Every week") == ["2026-11-30T10:00", "2026-12-07T12:00"]

    def test_and_what_is_said_of_all_that_follow(self, diary: EventDesk) -> None:
        key = diary.id("Ward round", "2026-12-02")
        edit(diary, key, title="Special", start="2026-12-02T11:00")
        edit(diary, key, FOLLOWING, title="Rest", start="2026-12-02T12:00")
        assert diary.times("Ward round") == ["2026-11-30T16:00", "2026-12-01T16:00"]
        assert diary.times("Rest") == ["2026-12-02T12:00", "2026-12-03T17:00"]


def test_an_occurrence_that_was_moved_far_is_found_by_its_key(diary: EventDesk) -> None:
    done = edit(diary, diary.id("Weekly call", "2026-12-07"), start="2027-03-01T09:00")
    edit(diary, done.id, title="Far away")
    there = {one["title"] for one in diary.agenda("2027-03-01", "2027-03-02")}
    assert there == {"Weekly call", "Far away"}


def test_the_director_s_own_reply_waits_too(diary: EventDesk) -> None:
    invited = (
        "BEGIN:VEVENT\nUID:ask\nDTSTART:20261204T090000Z\nDTEND:20261204T100000Z\nSUMMARY:Asked\n"
        "ORGANIZER:mailto:chair@body.example\n"
        "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:me@body.example\nEND:VEVENT\n"
    )
    change_person(
        diary.desk, diary.director, diary.director.person_id, name="D", emails=("me@body.example",)
    )
    diary.source_says("CAL", COUNCIL + invited)
    edit(diary, diary.id("Asked"), reply="accepted")
    shown = diary.meeting("Asked")
    assert (shown["copies"][0]["reply"], shown["tags"]) == ("accepted", ["pending"])


class TestSeriesOfAnotherKind:
    """Series that come on several weekdays, or whose days are those of another zone."""

    @staticmethod
    def says(diary: EventDesk, start: str, rule: str, zone: str = "Europe/London") -> None:
        diary.source_says(
            "CAL",
            f"{COUNCIL}BEGIN:VEVENT\nUID:other\nDTSTART;TZID={zone}:{start}\nDURATION:PT1H\n"
            f"SUMMARY:Other\nRRULE:{rule}\nEND:VEVENT\n",
        )

    def test_a_new_rule_may_end_the_key_but_not_the_answer(self, diary: EventDesk) -> None:
        self.says(diary, "20261130T090000", "FREQ=DAILY;COUNT=5")
        key = diary.id("Other", "2026-12-02")
        done = edit(diary, key, ALL, repeat="FREQ=WEEKLY;COUNT=2")
        assert done.id == key.rpartition("-")[0]
        assert diary.times("Other") == ["2026-11-30T09:00", "2026-12-07T09:00"]

    def test_all_do_not_move_by_a_weekday_that_is_not_the_first_ones(
        self, diary: EventDesk
    ) -> None:
        self.says(diary, "20261130T090000", "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4")
        before = diary.agenda()
        with pytest.raises(WrongUseError, match="comes on several days"):
            edit(diary, diary.id("Other", "2026-12-02"), ALL, start="2026-12-03T09:00")
        assert diary.agenda() == before
        edit(diary, diary.id("Other", "2026-12-02"), ALL, start="2026-12-02T10:00")
        assert [one[11:] for one in diary.times("Other")] == ["10:00"] * 4

    def test_what_was_said_of_another_weekday_stays_there(self, diary: EventDesk) -> None:
        self.says(diary, "20261130T090000", "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4")
        edit(diary, diary.id("Other", "2026-12-02"), place="Room 9")
        edit(diary, diary.id("Other", "2026-11-30"), ALL, start="2026-12-01T09:00")
        assert diary.meeting("Other", "2026-12-02")["place"] == "Room 9"

    def test_keys_go_by_the_days_of_the_series_own_zone(self, diary: EventDesk) -> None:
        self.says(diary, "20261130T090000", "FREQ=DAILY;COUNT=4", "America/New_York")
        edit(diary, diary.id("Other", "2026-12-02"), place="Room 9")
        edit(diary, diary.id("Other", "2026-11-30"), ALL, start="2026-11-30T04:00")
        places = {one["start"][:10]: one["place"] for one in diary.agenda()
                  if one["title"] == "Other"}  # fmt: skip
        assert [day for day, place in places.items() if place == "Room 9"] == ["2026-12-02"]
