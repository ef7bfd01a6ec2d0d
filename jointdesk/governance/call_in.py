"""DL7 and DL8: when call-in closes, when the decision takes effect, when a call-in is heard.

Sources: section 9F of the Local Government Act 2000 gives the power; the periods are each
council's own. The defaults are what the published decisions of 41 councils show: 5 working days,
and effect on the calendar day after the close, even a Saturday or a bank holiday.
"""

from datetime import date, timedelta

from jointdesk.domain.words import full_day
from jointdesk.governance import deadline_settings as of
from jointdesk.governance.deadline_rules import (
    Deadline,
    DeadlineRule,
    Terms,
    of_days,
    ordinal,
    skipped,
)
from jointdesk.governance.deadline_settings import Mark, Setting
from jointdesk.governance.working_days import EVERY_DAY, WorkingCalendar


def _call_in(on: date, terms: Terms) -> Deadline:
    working = terms.working()
    if not terms.is_on("callable"):
        taken = terms.day("taken") or on
        why: tuple[str, ...] = ("Not open to call-in: it takes effect on the day it is taken.",)
        return Deadline("DL7", _effect(taken, working), why)
    counting = terms.counting()
    closes = counting.add(on, terms.number("days"))
    basis, offset = terms.text("effective_basis"), terms.number("offset")
    effective = working.add(_effective(closes, basis, working), offset)
    why = (
        _closing(terms, counting),
        *skipped(counting, on, closes),
        _BASES[basis] + (f", and {of_days(offset, working)} later" if offset else "") + ".",
    )
    if not working.is_working(effective):
        why += (
            f"{full_day(effective)} is no working day ({working.why_closed(effective)}):"
            " tasks start on the next.",
        )
    return Deadline("DL7", {"closes": closes, **_effect(effective, working)}, why)


def _effective(closes: date, basis: str, working: WorkingCalendar) -> date:
    if basis == "on_close":
        return closes
    following = closes + timedelta(days=1)
    return working.on_or_after(following) if basis == "next_working_day" else following


def _effect(effective: date, working: WorkingCalendar) -> dict[str, date]:
    return {"effective": effective, "task_start": working.on_or_after(effective)}


def _closing(terms: Terms, counting: WorkingCalendar) -> str:
    unit = "calendar" if counting is EVERY_DAY else "working"
    at = terms.text("close_time") or "the end"
    nth = ordinal(terms.number("days"))
    return f"Call-in closes at {at} of the {nth} {unit} day after publication."


def _hearing(on: date, terms: Terms) -> Deadline:
    counting = terms.counting()
    within, again = terms.number("days"), terms.number("reconsider_days")
    hearing_by = counting.add(on, within)
    heard = terms.day("heard") or hearing_by
    reconsider_by = counting.add(heard, again)
    why = (
        f"The call-in is heard within {of_days(within, counting)} of the day it was made.",
        *skipped(counting, on, hearing_by),
        f"The decision-maker thinks again within {of_days(again, counting)} of {full_day(heard)}.",
        *skipped(counting, heard, reconsider_by),
    )
    return Deadline("DL8", {"hearing_by": hearing_by, "reconsider_by": reconsider_by}, why)


_BASES = {
    "next_calendar_day": "It takes effect on the calendar day after the close",
    "next_working_day": "It takes effect on the first working day after the close",
    "on_close": "It takes effect on the day of the close",
}

CALL_IN = DeadlineRule(
    "DL7",
    "call-in",
    "the day of publication",
    (
        of.days(5, "days open to call-in after publication", Mark.V),
        of.UNIT,
        of.calendar(),
        Setting(
            "effective_basis",
            of.one_of(*_BASES),
            "next_calendar_day",
            "when the decision takes effect once call-in has closed",
            Mark.V,
        ),
        Setting("offset", of.number(0, 60), "0", "working days later than that", Mark.V),
        Setting("close_time", of.TIME, "", "when on the last day call-in closes", Mark.V),
        Setting("callable", of.YES_NO, "yes", "is the decision open to call-in?", Mark.V),
        of.day_of_case("taken", "the day taken, where not open to call-in"),
        *of.OWN_DAYS,
    ),
    {
        "closes": "Call-in closes on",
        "effective": "The decision takes effect on",
        "task_start": "Tasks may start on",
    },
    _call_in,
)
HEARING = DeadlineRule(
    "DL8",
    "call-in hearing",
    "the day on which the decision was called in",
    (
        of.days(10, "days within which the call-in is heard", Mark.V),
        Setting("reconsider_days", of.number(1, 400), "5", "days to think again", Mark.V),
        of.day_of_case("heard", "when it was heard, if that is known"),
        of.UNIT,
        of.calendar(),
        *of.OWN_DAYS,
    ),
    {"hearing_by": "Hear the call-in by", "reconsider_by": "Think again by"},
    _hearing,
)
