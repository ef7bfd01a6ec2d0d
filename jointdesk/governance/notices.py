"""DL1 to DL5: notices and papers that must be public so many clear days before a decision.

Clear days exclude both ends: the day of publication and the day of the decision. Sources: the
Local Authorities (Executive Arrangements) (Meetings and Access to Information) (England)
Regulations 2012, regulations 5, 6, 7, 9, 10 and 11. That the 28 days of a notice are calendar
days is general knowledge; that the 5 days of an agenda are working days is what councils do.
"""

from datetime import date

from jointdesk.domain.words import full_day
from jointdesk.governance import deadline_settings as of
from jointdesk.governance.deadline_rules import Deadline, DeadlineRule, Terms, of_days, skipped
from jointdesk.governance.deadline_settings import Mark, Setting
from jointdesk.governance.working_days import WorkingCalendar


def latest_notice(event: date, clear: int, calendar: WorkingCalendar) -> date:
    """Return the last day of the calendar that leaves so many clear days before the event."""
    return calendar.subtract(event, clear + 1)


def earliest_event(notice: date, clear: int, calendar: WorkingCalendar) -> date:
    """Return the first day of the calendar with so many clear days after the notice."""
    return calendar.add(notice, clear + 1)


def _clear_notice(
    on: date, terms: Terms, rule: str, key: str, event: str, unit: str = "unit"
) -> Deadline:
    """Reckon a notice before an event, and the event after a notice that is known."""
    calendar = terms.counting(unit)
    clear = terms.number("days")
    latest = latest_notice(on, clear, calendar)
    dates = {key: latest}
    why = [
        f"{of_days(clear, calendar, 'clear')} must lie between publication and the {event};"
        " neither of the two days counts.",
        *skipped(calendar, latest, on),
    ]
    notice = terms.day("notice")
    if notice:
        dates[f"earliest_{event}"] = earliest_event(notice, clear, calendar)
        why.append(_judged(calendar.clear_days(notice, on), clear, notice, on))
    return Deadline(rule, dates, tuple(why))


def _judged(left: int, needed: int, notice: date, event: date) -> str:
    leaves = f"Between {full_day(notice)} and {full_day(event)} there are {left}"
    if left >= needed:
        return f"{leaves}: enough."
    return f"{leaves}: {'one' if left == needed - 1 else needed - left} short."


def _key_decision(on: date, terms: Terms) -> Deadline:
    return _clear_notice(on, terms, "DL1", "notice_by", "decision", "notice_basis")


def _private_meeting(on: date, terms: Terms) -> Deadline:
    first, second = terms.counting("notice_basis"), terms.counting()
    clear, second_clear = terms.number("days"), terms.number("second_days")
    dates = {
        "first_notice_by": latest_notice(on, clear, first),
        "second_notice_by": latest_notice(on, second_clear, second),
    }
    why = (
        f"The first notice, with the reasons, needs {of_days(clear, first, 'clear')}.",
        *skipped(first, dates["first_notice_by"], on),
        f"The second, with reasons, representations and the response, needs"
        f" {of_days(second_clear, second, 'clear')}.",
        *skipped(second, dates["second_notice_by"], on),
        "Where there is no time for this, the scrutiny chair must agree (regulation 5(6)).",
    )
    return Deadline("DL2", dates, why)


def _agenda(on: date, terms: Terms) -> Deadline:
    return _clear_notice(on, terms, "DL3", "publish_by", "meeting")


def _general_exception(on: date, terms: Terms) -> Deadline:
    return _clear_notice(on, terms, "DL4", "notice_by", "decision")


def _special_urgency(on: date, terms: Terms) -> Deadline:
    why = ["The scrutiny chair must agree in writing before the decision is taken."]
    agreed = terms.day("agreed")
    if agreed and agreed > on:
        why.append(f"Agreed on {full_day(agreed)}: after the decision, which is too late.")
    why.append("A notice with the reasons follows as soon as reasonably practicable.")
    return Deadline("DL5", {"agree_by": on}, tuple(why))


_BASIS = Setting(
    "notice_basis",
    of.one_of("calendar", "working"),
    "calendar",
    "count the notice in calendar or working days",
    Mark.GK,
)
_NOTICE = of.day_of_case(
    "notice",
    "when the notice was or will be published: says whether that is enough, and the earliest day",
    Mark.INF,
    "published",
)
_COUNTING = (of.UNIT, of.calendar(), *of.OWN_DAYS)

KEY_DECISION = DeadlineRule(
    "DL1",
    "key decision notice",
    "the day of the decision",
    (
        of.days(28, "clear days between notice and decision", Mark.V),
        Setting(_BASIS.name, _BASIS.kind, _BASIS.default, _BASIS.words, _BASIS.mark, ("unit",)),
        _NOTICE,
        of.calendar(),
        *of.OWN_DAYS,
    ),
    {
        "notice_by": "Publish the key decision notice by",
        "earliest_decision": "Earliest decision after that notice on",
    },
    _key_decision,
)
PRIVATE_MEETING = DeadlineRule(
    "DL2",
    "notices of a private meeting",
    "the day of the meeting",
    (
        of.days(28, "clear days before the meeting, first notice", Mark.V),
        _BASIS,
        Setting("second_days", of.number(1, 400), "5", "the same, second notice", Mark.V),
        *_COUNTING,
    ),
    {
        "first_notice_by": "Publish the first notice by",
        "second_notice_by": "Publish the second notice by",
    },
    _private_meeting,
)
AGENDA = DeadlineRule(
    "DL3",
    "agenda and reports",
    "the day of the meeting",
    (of.days(5, "clear days between publication and meeting", Mark.V), _NOTICE, *_COUNTING),
    {
        "publish_by": "Publish agenda and reports by",
        "earliest_meeting": "Earliest meeting after that publication on",
    },
    _agenda,
)
GENERAL_EXCEPTION = DeadlineRule(
    "DL4",
    "general exception",
    "the day of the decision",
    (of.days(5, "clear days after the day of the notice", Mark.V), _NOTICE, *_COUNTING),
    {
        "notice_by": "Make the notice available by",
        "earliest_decision": "Earliest decision after that notice on",
    },
    _general_exception,
)
SPECIAL_URGENCY = DeadlineRule(
    "DL5",
    "special urgency",
    "the day of the decision",
    (of.day_of_case("agreed", "when the scrutiny chair agreed"),),
    {"agree_by": "Have the written agreement by"},
    _special_urgency,
)
