"""Recurrence rules with expected results from other projects' test suites, judged as a whole.

ical.md says where the tables contradict each other or our reading; those cases are contested and
have to come out as its section 3 says. Of all others 99 % have to come out as their table says.
"""

import json
import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from jointdesk.ical.recurrence import hits_start, rule_instances
from jointdesk.ical.recurrence_rule import RuleError, parse_rule
from jointdesk.ical.recurrence_start import start_of
from jointdesk.ical.wall_clock import WallClock
from tests.corpora import corpora

Case = dict[str, Any]
Verdict = str | list[str]

REFUSED = "refused"

WRONG_BY_THEIR_TABLE = {
    "libical#80": "refused there, because libical cannot do BYWEEKNO with BYMONTHDAY; valid",
    "ical.js#55": "lists nothing, but 1 March 2015 is an odd Sunday",
    "ical.js#82": "stops at 31 January 2016 for no reason that the rule gives",
    "ical.js#89": "leaves out 20 August 2017, a third Sunday",
    "google-rfc-2445#17": "a date as UNTIL means its midnight there, the whole day here",
    "google-rfc-2445#60": "cuts week 1 at New Year; libical's tables and ours do not",
    "google-rfc-2445#67": "cuts the first week at DTSTART, which ical.md section 2 calls wrong",
    "google-rfc-2445#87": "WEEKLY;BYMONTHDAY keeps DTSTART's weekday; dateutil's tables do not",
    "google-rfc-2445#94": "cuts the first week at DTSTART, which ical.md section 2 calls wrong",
}
"""Not called contested for being wrong: these count against the 99 %."""


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    text = (corpora() / "recurrences.json").read_text(encoding="utf-8")
    loaded: list[Case] = json.loads(text)
    return loaded


@pytest.fixture(scope="module")
def contested(cases: list[Case]) -> dict[str, str]:
    """The id of every contested case, and why it is."""
    questions = defaultdict(list)
    for case in cases:
        if not case["error"]:
            questions[question(case)].append(case)
    reasons = {case["id"]: reason_of_contest(case, questions[question(case)]) for case in cases}
    return {key: reason for key, reason in reasons.items() if reason}


def test_99_of_100_uncontested_cases_come_out_as_their_table_says(
    cases: list[Case], contested: dict[str, str]
) -> None:
    judged = [case for case in cases if case["id"] not in contested]
    failed = [case["id"] for case in judged if not agrees(case, generated(case))]
    share = 1 - len(failed) / len(judged)
    assert share >= 0.99, f"{share:.2%} of {len(judged)}; wrong: {failed}"
    assert set(failed) - WRONG_BY_THEIR_TABLE.keys() == set()


def test_every_contested_case_comes_out_as_we_read_it(
    cases: list[Case], contested: dict[str, str]
) -> None:
    wrong = []
    for case in cases:
        if case["id"] in contested:
            got, reading = generated(case), READINGS[contested[case["id"]]]
            if got != reading(case, len(got)):
                wrong.append((contested[case["id"]], case["id"], got))
    assert wrong == []
    assert set(contested.values()) == READINGS.keys()


# What is contested, by ical.md, and our reading of it


def reason_of_contest(case: Case, twins: list[Case]) -> str:
    """Say which point of ical.md makes the case contested, "" for the great majority.

    `twins` are the cases that ask the same, itself included.
    """
    text = case["rrule"]
    if case["error"]:
        return ""
    if re.search(r"RSCALE=(?!GREGORIAN)", text):
        return "another calendar"
    parts = set(re.findall(r"(\w+)=", text))
    if "FREQ=YEARLY" in text and not parts & {"BYMONTH", "BYYEARDAY", "BYDAY", "BYSETPOS"}:
        if "BYWEEKNO" in parts:
            return "BYWEEKNO without BYDAY"
        if "BYMONTHDAY" in parts:
            return "BYMONTHDAY without BYMONTH"
    shortest = min(len(twin["expected"]) for twin in twins)
    if len({tuple(twin["expected"][:shortest]) for twin in twins}) > 1:
        return "two answers"
    if case["expected"][:1] == [case["dtstart"]]:
        start = start_of(moment(case["dtstart"]), zone(case))
        return "" if hits_start(start, parse_rule(text)) else "DTSTART missed"
    return ""


def question(case: Case) -> tuple[str, ...]:
    rule = ";".join(sorted(case["rrule"].split(";")))
    return case["dtstart"], rule, str(case["window"]), str(case["exdate"])


def refuse(case: Case, length: int) -> Verdict:
    """Section 3: other calendars are refused; the event stays with its first occurrence."""
    return REFUSED


def every_month(case: Case, length: int) -> Verdict:
    """Section 3: every month, as RFC 5545's table has it, and the dateutil family."""
    numbers = parse_rule(case["rrule"]).bymonthday

    def is_meant(day: date) -> bool:
        return day.day in numbers or day.day - 1 - monthrange(day.year, day.month)[1] in numbers

    return brute_force(case, length, is_meant)


def weekday_of_dtstart(case: Case, length: int) -> Verdict:
    """Section 3: DTSTART's weekday, as in all engines but dateutil."""
    rule, weekday = parse_rule(case["rrule"]), moment(case["dtstart"]).weekday()

    def is_meant(day: date) -> bool:
        number, weeks = week_number(day, rule.wkst)
        in_week = number in rule.byweekno or number - weeks - 1 in rule.byweekno
        return day.weekday() == weekday and in_week

    return brute_force(case, length, is_meant)


def without_numbers(case: Case, length: int) -> Verdict:
    """Section 2: one rule, two answers. Numbers in BYDAY mean nothing in MINUTELY or SECONDLY."""
    plain = re.sub(r"-?\d(?=[A-Z]{2}\b)", "", case["rrule"])
    assert plain != case["rrule"]
    return generated(case | {"rrule": plain})


def dtstart_counts(case: Case, length: int) -> Verdict:
    """Section 3: the rule alone does not add DTSTART; a series does, and COUNT includes it."""
    assert parse_rule(case["rrule"]).count == len(case["expected"])
    return [*case["expected"][1:], *generated(case)[-1:]]


READINGS: dict[str, Callable[[Case, int], Verdict]] = {
    "another calendar": refuse,
    "BYMONTHDAY without BYMONTH": every_month,
    "BYWEEKNO without BYDAY": weekday_of_dtstart,
    "two answers": without_numbers,
    "DTSTART missed": dtstart_counts,
}


def brute_force(case: Case, length: int, is_meant: Callable[[date], bool]) -> list[str]:
    """The first so many days from DTSTART on that are meant, at its time, up to UNTIL."""
    start, rule = moment(case["dtstart"]), parse_rule(case["rrule"])
    assert rule.interval == 1
    last = rule.until.day if rule.until else date.max.toordinal()
    found: list[str] = []
    for day in map(date.fromordinal, range(start.toordinal(), last + 1)):
        if len(found) == length:
            break
        if is_meant(day):
            found.append(f"{day:%Y%m%d}{case['dtstart'][8:]}")
    return found


def week_number(day: date, wkst: int) -> tuple[int, int]:
    """The number of the day's week, and how many weeks the year has that numbers it."""

    def week_one(year: int) -> int:
        fourth = date(year, 1, 4)
        return fourth.toordinal() - (fourth.weekday() - wkst) % 7

    years = (day.year + 1, day.year, day.year - 1)
    year = next(year for year in years if week_one(year) <= day.toordinal())
    weeks = (week_one(year + 1) - week_one(year)) // 7
    return (day.toordinal() - week_one(year)) // 7 + 1, weeks


# Judging


def generated(case: Case) -> Verdict:
    """What the rule generates, as the tables write it: all of it, or somewhat more than asked."""
    try:
        return list(_generated(case))
    except RuleError:
        return REFUSED


def _generated(case: Case) -> Iterator[str]:
    dtstart = moment(case["dtstart"])
    clock = WallClock(zone(case))
    begin, end = case["window"] or (None, None)
    first = moment(begin).toordinal() if begin else 1
    wanted = len(case["expected"] or ()) + 2
    found = rule_instances(dtstart, parse_rule(case["rrule"]), clock.zone, first=first)
    for instance in found:
        text = written(*clock.wall(instance.instant), has_time=isinstance(dtstart, datetime))
        if (end and text >= end) or wanted == 0:
            return
        if (not begin or text >= begin[: len(text)]) and text not in case["exdate"]:
            wanted -= 1
            yield text


def agrees(case: Case, got: Verdict) -> bool:
    if case["error"]:
        return got == REFUSED
    expected = case["expected"]
    return got == expected if case["complete"] else got[: len(expected)] == expected


def moment(text: str) -> date:
    when = datetime.fromisoformat(text)
    return when if "T" in text else when.date()


def written(day: int, second: int, *, has_time: bool) -> str:
    when = datetime.combine(date.fromordinal(day), time()) + timedelta(seconds=second)
    text = when.isoformat().replace("-", "").replace(":", "")
    return text if has_time else text[:8]


def zone(case: Case) -> ZoneInfo | None:
    return ZoneInfo(case["tz"]) if case["tz"] else None
