"""DL6 and DL14: recording an officer's decision in time, and how long records are kept.

Sources: the Openness of Local Government Bodies Regulations 2014, regulations 7 and 8 (record as
soon as reasonably practicable; decision records 6 years, background papers 4); section 100D of
the Local Government Act 1972; the NHS Records Management Code (board papers up to 20 years).
Periods of contracts and minor groups are general knowledge. Nothing is ever deleted by itself.
"""

import calendar
from datetime import date
from typing import cast

from jointdesk.domain.words import counted
from jointdesk.governance import deadline_settings as of
from jointdesk.governance.deadline_rules import Deadline, DeadlineRule, Terms, of_days, skipped
from jointdesk.governance.deadline_settings import Mark, Setting

_YEARS = {
    "officer_record": 6,
    "background_papers": 4,
    "committee_minutes": None,
    "board_papers": 20,
    "contract": 6,
    "minor_group": 6,
}
"""Years by kind of record, None where it is kept for good."""


def months_later(day: date, months: int) -> date:
    """Return the corresponding date so many months on, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def _officer_record(on: date, terms: Terms) -> Deadline:
    counting = terms.counting()
    steps = {step: terms.number(step) for step in ("nudge", "amber", "red")}
    dates = {step: counting.add(on, count) for step, count in steps.items()}
    why = (
        "The record is made as soon as reasonably practicable; no number of days is prescribed.",
        f"A reminder after {of_days(steps['nudge'], counting)}, amber after {steps['amber']}, red"
        f" after {steps['red']}.",
        *skipped(counting, on, max(dates.values())),
    )
    return Deadline("DL6", dates, why)


def _retention(on: date, terms: Terms) -> Deadline:
    kinds = cast(tuple[str, ...], terms.values["record"])
    own = terms.number("years")
    periods = {kind: own or _YEARS[kind] for kind in kinds}
    for_good = [kind for kind, years in periods.items() if years is None]
    why = [f"{_words(kind)}: {_length(years)}." for kind, years in periods.items()]
    if len(kinds) > 1:
        why.append("Of several kinds the longest period counts.")
    if "board_papers" in kinds:
        why.append("NHS board papers are then offered to the place of deposit.")
    why.append("Nothing is deleted by itself.")
    if for_good:
        return Deadline("DL14", {}, tuple(why))
    longest = max(years for years in periods.values() if years is not None)
    return Deadline("DL14", {"keep_until": months_later(on, 12 * longest)}, tuple(why))


def _words(kind: str) -> str:
    return kind.replace("_", " ").capitalize()


def _length(years: int | None) -> str:
    return "kept for good" if years is None else f"kept for {counted(years, 'year')}"


def _step(name: str, default: int) -> Setting:
    words = f"days after the decision until {name}, while no record is made"
    return Setting(name, of.number(1, 400), str(default), words, Mark.INF)


OFFICER_RECORD = DeadlineRule(
    "DL6",
    "record of an officer's decision",
    "the day of the decision",
    (
        _step("nudge", 2),
        _step("amber", 3),
        _step("red", 5),
        of.UNIT,
        of.calendar(),
        *of.OWN_DAYS,
    ),
    {
        "nudge": "Reminder to make the record on",
        "amber": "The record is late (amber) from",
        "red": "The record is late (red) from",
    },
    _officer_record,
)
RETENTION = DeadlineRule(
    "DL14",
    "retention",
    "the day from which it is kept: the decision; for a contract its end",
    (
        Setting("record", of.some_of(*_YEARS), "officer_record", "kinds of record", Mark.V),
        Setting("years", of.number(0, 200), "0", "years to keep; 0: as is usual", Mark.GK),
    ),
    {"keep_until": "Keep at least until"},
    _retention,
)
