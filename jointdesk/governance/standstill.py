"""DL9: the standstill between a notice that a contract will be awarded and the award.

Sources: regulation 12 of the Health Care Services (Provider Selection Regime) Regulations 2023
(begins the day after the notice; representations until midnight at the end of the 8th working
day after the day on which it begins), its Welsh counterpart (begins on the day of the notice),
and section 51 of the Procurement Act 2023 (8 working days beginning with the day of the notice;
there a bank holiday of any nation of the United Kingdom is no working day).
"""

from datetime import date, timedelta

from jointdesk.domain.words import full_day
from jointdesk.governance import deadline_settings as of
from jointdesk.governance.deadline_rules import Deadline, DeadlineRule, Terms, of_days, skipped
from jointdesk.governance.deadline_settings import Mark, Setting
from jointdesk.governance.working_days import WorkingCalendar

_DAY = timedelta(days=1)


def _standstill(on: date, terms: Terms) -> Deadline:
    if terms.text("route") == "s51":
        return _procurement_act(on, terms)
    return _provider_selection(on, terms)


def _procurement_act(on: date, terms: Terms) -> Deadline:
    working = terms.working(auto="UK")
    period = terms.number("days")
    closes = working.add(on - _DAY, period)
    why = (
        f"The standstill is {of_days(period, working)}, beginning with the day of the notice.",
        *skipped(working, on - _DAY, closes),
    )
    return _closed(terms, working, {"begins": on}, closes, why)


def _provider_selection(on: date, terms: Terms) -> Deadline:
    working = terms.working()
    period = terms.number("days")
    in_wales = terms.text("nation") == "Wales"
    begins = on if in_wales else on + _DAY
    until = working.add(begins, period)
    dates = {"begins": begins, "representations_by": until}
    why = (
        f"In {terms.text('nation')} the standstill begins on the day"
        f" {'of' if in_wales else 'after'} the notice.",
        f"Representations may be made until midnight at the end of {full_day(until)}:"
        f" {of_days(period, working)} after the day on which it begins.",
        *skipped(working, begins, until),
    )
    further = terms.day("further_decision")
    if further:
        more = terms.number("further_days")
        closes = max(until, working.add(further, more))
        why += (
            f"It stays open for {of_days(more, working)} after the further decision on"
            f" {full_day(further)}.",
            *skipped(working, further, closes),
        )
        return _closed(terms, working, dates, closes, why)
    if terms.is_on("representations"):
        why += ("Representations were made: it stays open until a further decision is made.",)
        return Deadline("DL9", dates, why)
    return _closed(terms, working, dates, until, why)


def _closed(
    terms: Terms,
    working: WorkingCalendar,
    dates: dict[str, date],
    closes: date,
    why: tuple[str, ...],
) -> Deadline:
    award = closes + _DAY
    if terms.text("effective_basis") == "next_working_day":
        award = working.on_or_after(award)
    why += _compared(terms.day("stated"), closes)
    return Deadline("DL9", {**dates, "closes": closes, "earliest_award": award}, why)


def _compared(stated: date | None, closes: date) -> tuple[str, ...]:
    """Say whether the end that the notice itself states agrees with the rule."""
    if stated is None or stated == closes:
        return ()
    if stated < closes:
        return (f"The notice states {full_day(stated)}, which is too early: keep the later day.",)
    return (f"The notice states {full_day(stated)}, later than the rule asks: keep to that.",)


STANDSTILL = DeadlineRule(
    "DL9",
    "procurement standstill",
    "the day of the notice",
    (
        Setting(
            "route",
            of.one_of("psr", "s51"),
            "psr",
            "Provider Selection Regime, or section 51 of the Procurement Act 2023",
            Mark.V,
            of_case=True,
        ),
        Setting("nation", of.one_of("England", "Wales"), "England", "whose regulations", Mark.V),
        of.days(8, "working days of the standstill", Mark.V),
        Setting(
            "representations",
            of.YES_NO,
            "no",
            "did a provider make any? (psr)",
            Mark.V,
            of_case=True,
        ),
        of.day_of_case("further_decision", "the decision after representations"),
        Setting("further_days", of.number(1, 400), "5", "working days after that", Mark.V),
        of.day_of_case("stated", "the end that the notice itself states"),
        Setting(
            "effective_basis",
            of.one_of("next_calendar_day", "next_working_day"),
            "next_calendar_day",
            "the earliest award, once it has closed",
            Mark.V,
        ),
        of.calendar("auto", "EW or UK bank holidays; auto: EW for psr, UK for s51"),
        *of.OWN_DAYS,
    ),
    {
        "begins": "The standstill begins on",
        "representations_by": "Representations may be made until the end of",
        "closes": "The standstill closes at the end of",
        "earliest_award": "Earliest award on",
    },
    _standstill,
)
