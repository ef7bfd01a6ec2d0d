"""The form of a meeting: what is typed, and what that means."""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.domain.events import Event, Invited
from jointdesk.viewmodels.clock_words import read_time
from jointdesk.viewmodels.event_form import (
    EventForm,
    changed_fields,
    event_of,
    followed,
    form_of,
    new_form,
    read_form,
    read_invited,
    shown_invited,
)
from jointdesk.viewmodels.repeats import CUSTOM
from jointdesk.viewmodels.words import clock

LONDON = ZoneInfo("Europe/London")
TODAY = date(2026, 12, 14)
TUESDAY = date(2026, 12, 15)
BEGUN = replace(new_form("cal", TUESDAY, 14 * 60), title="Briefing")


def read(form: EventForm) -> dict[str, object]:
    found = read_form(form, TODAY, LONDON)
    assert not found.problems
    return dict(found.fields)


def problems(form: EventForm) -> dict[str, str]:
    return dict(read_form(form, TODAY, LONDON).problems)


@pytest.mark.parametrize(
    ("text", "minute"),
    [
        ("14:00", 840), ("14.30", 870), ("9", 540), ("1430", 870), ("2pm", 840), ("2.30 p.m.", 870),
        ("12am", 0), ("12 pm", 720), ("24:00", 1440), ("0:05", 5),
        ("", None), ("25:00", None), ("14:60", None), ("24:30", None), ("13pm", None),
        ("0am", None),
        ("noon", None), ("14:0", None),
    ],
)  # fmt: skip
def test_times_of_day_as_people_type_them(text: str, minute: int | None) -> None:
    assert read_time(text) == minute


@given(st.integers(0, 24 * 60))
def test_a_time_is_read_as_it_is_shown(minute: int) -> None:
    assert read_time(clock(minute)) == minute


def test_a_new_meeting_lasts_an_hour_and_wants_a_title() -> None:
    form = new_form("cal", TUESDAY, 14 * 60)
    assert (form.day, form.start, form.end_day, form.end) == (
        "Tue 15 Dec 2026", "14:00", "Tue 15 Dec 2026", "15:00",
    )  # fmt: skip
    assert problems(form) == {"title": "A meeting needs a title."}
    fields = read(BEGUN)
    assert (fields["start"], fields["end"]) == ("2026-12-15T14:00", "2026-12-15T15:00")


@given(st.integers(0, 95), st.integers(1, 200))
def test_any_marked_time_is_read_as_it_was_marked(quarter: int, quarters: int) -> None:
    fields = read(replace(new_form("cal", TUESDAY, quarter * 15, quarters * 15), title="x"))
    event = event_of(fields, "e")  # type: ignore[arg-type]
    from datetime import datetime

    begins, ends = (datetime.fromisoformat(text) for text in (event.start, event.end))
    assert begins.hour * 60 + begins.minute == quarter * 15
    assert (ends - begins).total_seconds() == quarters * 15 * 60


def test_every_problem_is_told_at_its_field() -> None:
    form = replace(
        BEGUN, org="", day="someday", start="later", end="25:00", repeat=CUSTOM, rule="FREQ=NO",
        attendees=(Invited("nobody"),),
    )  # fmt: skip
    assert problems(form) == {
        "org": "Say whose meeting it is.",
        "day": "“someday” is no day: not a date.",
        "rule": "FREQ is not one of YEARLY to SECONDLY.",
        "attendees": "“nobody” is no e-mail address.",
    }
    assert problems(replace(BEGUN, start="later", end="")) == {
        "start": "“later” is no time of day, such as 14:00.",
        "end": "Say when.",
    }
    assert problems(replace(BEGUN, end="13:00")) == {"end": "It would end before it starts."}
    assert problems(replace(BEGUN, day="", end_day="x")).keys() == {"day", "end_day"}
    ends = replace(BEGUN, repeat="FREQ=DAILY", until="whenever")
    assert problems(ends) == {"until": "“whenever” is neither a day nor a number of times."}


def test_without_an_end_it_lasts_an_hour() -> None:
    assert read(replace(BEGUN, end="", end_day=""))["end"] == "2026-12-15T15:00"


def test_all_day_has_its_last_day_inclusive() -> None:
    form = replace(BEGUN, all_day=True, end_day="17 Dec 2026")
    fields = read(form)
    assert (fields["start"], fields["end"]) == ("2026-12-15", "2026-12-18")
    assert problems(replace(form, end_day="14 Dec 2026")) == {
        "end_day": "It would end before it starts."
    }


STORED = Event(
    "e", org="cal", title="Board\u202e", start="2026-12-15T22:00", end="2026-12-16T01:00",
    place="Hall", status="tentative", notes="One\nTwo", repeat="FREQ=WEEKLY;COUNT=5",
    attendees=(Invited("ann@example.org", "Ann"),),
)  # fmt: skip


def test_what_is_stored_is_shown_and_read_again() -> None:
    form = form_of(STORED, LONDON)
    assert (form.title, form.repeat, form.until) == ("Board", "FREQ=WEEKLY;BYDAY=TU", "5 times")
    assert (form.end_day, form.end, form.status) == ("Wed 16 Dec 2026", "01:00", "tentative")
    fields = read(form)
    assert fields["end"] == STORED.end
    assert fields["attendees"] == [{"email": "ann@example.org", "name": "Ann", "role": "required"}]
    all_day = form_of(replace(STORED, start="2026-12-15", end="2026-12-17", repeat=""), LONDON)
    assert (all_day.all_day, all_day.start, all_day.end_day) == (True, "", "Wed 16 Dec 2026")
    own = form_of(replace(STORED, repeat="FREQ=MONTHLY;BYDAY=MO;BYSETPOS=2"), LONDON)
    assert (own.repeat, own.rule) == (CUSTOM, "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=2")


def test_what_a_calendar_holds_and_nobody_touched_is_no_problem() -> None:
    odd = replace(
        STORED, title="", repeat="FREQ=HOURLY", attendees=(Invited("room-4"), Invited("")),
    )  # fmt: skip
    begun = form_of(odd, LONDON)
    assert read_form(begun, TODAY, LONDON).problems.keys() == {"title", "rule", "attendees"}
    assert not read_form(begun, TODAY, LONDON, begun).problems
    more = replace(begun, attendees=(*begun.attendees, Invited("ann@example.org")), place="Hall")
    assert not read_form(more, TODAY, LONDON, begun).problems
    earlier = replace(begun, day="Friday", end_day="Monday 14 Dec 2026")
    assert read_form(earlier, TODAY, LONDON, begun).problems.keys() == {"end"}
    wrong = replace(begun, attendees=(*begun.attendees, Invited("nobody")), title=" ")
    assert read_form(wrong, TODAY, LONDON, begun).problems.keys() == {"title", "attendees"}


def test_the_end_follows_the_start() -> None:
    later = followed(BEGUN, replace(BEGUN, start="16:30"), TODAY)
    assert (later.end_day, later.end) == ("Tue 15 Dec 2026", "17:30")
    over = followed(BEGUN, replace(BEGUN, start="23:30"), TODAY)
    assert (over.end_day, over.end) == ("Wed 16 Dec 2026", "00:30")
    days = replace(BEGUN, all_day=True, end_day="16 Dec 2026")
    assert followed(days, replace(days, day="20 Dec 2026"), TODAY).end_day == "Mon 21 Dec 2026"


def test_what_lasts_all_day_no_more_begins_at_nine() -> None:
    days = form_of(replace(STORED, start="2026-12-15", end="2026-12-17", repeat=""), LONDON)
    timed = followed(days, replace(days, all_day=False), TODAY)
    assert read(timed)["start"] == "2026-12-15T09:00"
    assert read(timed)["end"] == "2026-12-15T10:00"


def test_a_plain_rule_follows_the_day() -> None:
    weekly = replace(BEGUN, repeat="FREQ=WEEKLY;BYDAY=TU")
    assert followed(weekly, replace(weekly, day="Thursday"), TODAY).repeat == (
        "FREQ=WEEKLY;BYDAY=TH"
    )


def test_nothing_follows_what_cannot_be_read_or_was_changed_too() -> None:
    for after in (
        replace(BEGUN, start="x"),
        replace(BEGUN, start="16:00", end="18:00"),
        replace(BEGUN, place="Hall"),
        replace(BEGUN, all_day=True, day="16 Dec 2026"),
    ):
        assert followed(BEGUN, after, TODAY) == after


def test_only_what_was_changed_is_written_and_times_together() -> None:
    before = read_form(BEGUN, TODAY, LONDON).fields
    after = read_form(replace(BEGUN, end="15:30", place="Hall"), TODAY, LONDON).fields
    assert changed_fields(before, before) == {}
    assert changed_fields(before, after) == {
        "start": "2026-12-15T14:00", "end": "2026-12-15T15:30", "place": "Hall",
    }  # fmt: skip


def test_somebody_is_meant_by_name_or_address() -> None:
    ann = Invited("ann@example.org", "Ann Smith")
    assert read_invited("ann smith", [ann]) == ann
    assert read_invited(shown_invited(ann), [ann]) == ann
    assert read_invited("Bob <bob@example.org>", [ann]) == Invited("bob@example.org", "Bob")
    assert read_invited("bob@example.org", []) == Invited("bob@example.org")
    assert read_invited("Bob", [ann]) is None
    assert read_invited("b ob@example.org", []) is None
    assert shown_invited(Invited("bob@example.org")) == "bob@example.org"
