"""DL11: the pre-election period, reckoned back from the day of the poll.

Sources: Local Elections (Principal Areas) (England and Wales) Rules 2006, schedule 3 (notice not
later than the 25th day before the poll; Saturdays, Sundays, Christmas Eve, Christmas Day, Good
Friday, bank holidays of England and Wales and days of thanksgiving or mourning disregarded);
Parliamentary election rules, schedule 1 to the Representation of the People Act 1983 (the same
days, with bank holidays of any nation); 18 published timetables from 2015 to 2026.
"""

from datetime import date

from jointdesk.domain.words import full_day
from jointdesk.governance import deadline_settings as of
from jointdesk.governance.deadline_rules import Deadline, DeadlineRule, Terms, of_days, skipped
from jointdesk.governance.deadline_settings import Mark, Setting
from jointdesk.governance.working_days import WorkingCalendar


def _pre_election(on: date, terms: Terms) -> Deadline:
    if terms.text("kind") == "general":
        return _general(on, terms)
    calendar = _election_days(on, terms, "EW")
    period = terms.number("days")
    notice_by = calendar.subtract(on, period)
    published, stored = terms.day("notice"), terms.day("begins")
    begins = stored or published or notice_by
    why = (
        f"Notice of election is published at the latest {of_days(period, calendar)} before the"
        " poll.",
        *skipped(calendar, notice_by, on),
        _start_words(begins, published, stored),
    )
    return Deadline("DL11", {"notice_by": notice_by, "begins": begins, "ends": on}, why)


def _general(on: date, terms: Terms) -> Deadline:
    calendar = _election_days(on, terms, "UK")
    period, notice_period = terms.number("days"), terms.number("notice_days")
    dates = {
        "dissolution": calendar.subtract(on, period),
        "notice_by": calendar.subtract(on, notice_period),
    }
    stored = terms.day("begins")
    why = (
        f"Parliament is dissolved {of_days(period, calendar)} before the poll.",
        f"Notice of election is published at the latest {of_days(notice_period, calendar)} before"
        " it.",
        *skipped(calendar, dates["dissolution"], on),
        _start_words(stored, None, stored)
        if stored
        else "When the pre-election period starts is decided locally: store it as “begins”.",
    )
    begins = {"begins": stored} if stored else {}
    return Deadline("DL11", {**dates, **begins, "ends": on}, why)


def _start_words(begins: date, published: date | None, stored: date | None) -> str:
    start = f"The pre-election period starts on {full_day(begins)}"
    if stored:
        return f"{start}, the day that was stored."
    return f"{start}, the day of the notice{' that was published' if published else ''}."


def _election_days(poll: date, terms: Terms, auto: str) -> WorkingCalendar:
    calendar = terms.working(auto)
    if not terms.is_on("exclude_christmas_eve"):
        return calendar
    eves = [date(year, 12, 24) for year in (poll.year - 1, poll.year)]
    return calendar.changed(closed=dict.fromkeys(eves, "Christmas Eve"))


PRE_ELECTION = DeadlineRule(
    "DL11",
    "pre-election period",
    "the day of the poll",
    (
        Setting(
            "kind",
            of.one_of("local", "mayoral", "pcc", "general"),
            "local",
            "local, mayoral or police and crime commissioner poll, or UK general election",
            Mark.V,
            of_case=True,
        ),
        of.days(25, "working days before the poll: notice; general: dissolution", Mark.V),
        Setting("notice_days", of.number(1, 400), "22", "the same for the notice, general", Mark.V),
        of.day_of_case("notice", "when the notice was in fact published: it wins"),
        of.day_of_case("begins", "when the period starts, if decided locally"),
        Setting("exclude_christmas_eve", of.YES_NO, "yes", "Christmas Eve does not count", Mark.GK),
        of.calendar("auto", "EW or UK bank holidays; auto: UK for general, else EW"),
        *of.OWN_DAYS,
    ),
    {
        "dissolution": "Parliament is dissolved on",
        "notice_by": "Notice of election is published by",
        "begins": "The pre-election period begins on",
        "ends": "The pre-election period ends with the poll on",
    },
    _pre_election,
)
