"""Reading a recurrence rule: what is said, what is refused, what is merely sloppy."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.ical.recurrence_rule import (
    ByDay,
    Freq,
    RecurrenceRule,
    RuleError,
    Skip,
    Until,
    UntilForm,
    parse_rule,
)

DAY = date(2026, 12, 31).toordinal()


def test_every_part_is_read() -> None:
    rule = parse_rule(
        "RSCALE=GREGORIAN;FREQ=YEARLY;INTERVAL=2;COUNT=10;WKST=SU;SKIP=FORWARD;BYMONTH=6,1;"
        "BYWEEKNO=20,-1;BYYEARDAY=366,-366;BYMONTHDAY=31,-31;BYDAY=TU,-1MO,+2WE;BYHOUR=23,0;"
        "BYMINUTE=59;BYSECOND=0;BYSETPOS=-1,1"
    )
    assert rule == RecurrenceRule(
        freq=Freq.YEARLY,
        interval=2,
        count=10,
        bymonth=(1, 6),
        byweekno=(-1, 20),
        byyearday=(-366, 366),
        bymonthday=(-31, 31),
        byday=(ByDay(-1, 0), ByDay(0, 1), ByDay(2, 2)),
        byhour=(0, 23),
        byminute=(59,),
        bysecond=(0,),
        bysetpos=(-1, 1),
        wkst=6,
        skip=Skip.FORWARD,
    )


def test_what_is_left_out_is_empty() -> None:
    assert parse_rule("FREQ=DAILY") == RecurrenceRule(Freq.DAILY)


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("20261231", Until(UntilForm.DATE, DAY, 0)),
        ("20261231T183005", Until(UntilForm.LOCAL, DAY, 66605)),
        ("20261231T183005Z", Until(UntilForm.UTC, DAY, 66605)),
        ("20261231T183005ZZ", Until(UntilForm.UTC, DAY, 66605)),
        ("20261231Z", Until(UntilForm.DATE, DAY, 0)),
        ("20261231T235960Z", Until(UntilForm.UTC, DAY, 86399)),
    ],
)
def test_until(text: str, until: Until) -> None:
    assert parse_rule(f"FREQ=DAILY;UNTIL={text}").until == until


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("FREQ=DAILY;", "FREQ=DAILY"),
        ("RRULE:FREQ=DAILY", "FREQ=DAILY"),
        ("exrule:freq=weekly;byday=mo", "FREQ=WEEKLY;BYDAY=MO"),
        (" FREQ=WEEKLY ; BYDAY=MO, TU\t", "FREQ=WEEKLY;BYDAY=MO,TU"),
        ("FREQ=WEEKLY;BYDAY=TU,MO,TU,", "FREQ=WEEKLY;BYDAY=MO,TU"),
        ("FREQ=WEEKLY;BYDAY=0MO", "FREQ=WEEKLY;BYDAY=MO"),
        ("FREQ=YEARLY;BYMONTH=10,BYMONTHDAY=10", "FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=10"),
        ("FREQ=MONTHLY;BYMONTHDAY=+05", "FREQ=MONTHLY;BYMONTHDAY=5"),
        ("FREQ=DAILY;COUNT=3;COUNT=3", "FREQ=DAILY;COUNT=3"),
        ("FREQ=DAILY;BYHOUR=", "FREQ=DAILY"),
        ("FREQ=DAILY;X-MADE-BY=somebody", "FREQ=DAILY"),
        ("FREQ=DAILY;SKIP=OMIT", "FREQ=DAILY"),
        ("FREQ=DAILY;BYSECOND=60", "FREQ=DAILY;BYSECOND=59"),
    ],
)
def test_sloppy_text_that_has_one_reading_is_read(text: str, plain: str) -> None:
    assert parse_rule(text) == parse_rule(plain)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "The rule has no FREQ"),
        ("COUNT=3", "The rule has no FREQ"),
        ("FREQ=FORTNIGHTLY", "FREQ is not one of YEARLY to SECONDLY"),
        ("FREQ=DAILY;INTERVAL=0", "INTERVAL=0 is less than 1"),
        ("FREQ=DAILY;INTERVAL=-2", "INTERVAL=-2 is less than 1"),
        ("FREQ=DAILY;INTERVAL=", "INTERVAL is not a number"),
        ("FREQ=DAILY;INTERVAL=1.5", "INTERVAL is not a number"),
        ("FREQ=DAILY;INTERVAL=1_0", "INTERVAL is not a number"),
        ("FREQ=DAILY;INTERVAL=" + "9" * 5000, "INTERVAL is not a number"),
        ("FREQ=DAILY;COUNT=-200", "COUNT=-200 is less than 1"),
        ("FREQ=DAILY;COUNT=0", "COUNT=0 is less than 1"),
        ("FREQ=DAILY;UNTIL=", "UNTIL is not a date or a date and time"),
        ("FREQ=DAILY;UNTIL=20260231", "UNTIL is not a date or a date and time"),
        ("FREQ=DAILY;UNTIL=20261231T250000", "UNTIL is not a date or a date and time"),
        ("FREQ=DAILY;UNTIL=00001231", "UNTIL is not a date or a date and time"),
        ("FREQ=YEARLY;BYMONTH=13", "BYMONTH=13 is out of range"),
        ("FREQ=YEARLY;BYMONTH=-1", "BYMONTH=-1 is out of range"),
        ("FREQ=YEARLY;BYMONTH=5L", "BYMONTH is not a number"),
        ("FREQ=YEARLY;BYWEEKNO=54", "BYWEEKNO=54 is out of range"),
        ("FREQ=YEARLY;BYWEEKNO=0", "BYWEEKNO=0 is out of range"),
        ("FREQ=YEARLY;BYYEARDAY=-367", "BYYEARDAY=-367 is out of range"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "BYMONTHDAY=0 is out of range"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY=32 is out of range"),
        ("FREQ=DAILY;BYHOUR=24", "BYHOUR=24 is out of range"),
        ("FREQ=DAILY;BYMINUTE=60", "BYMINUTE=60 is out of range"),
        ("FREQ=DAILY;BYSECOND=61", "BYSECOND=61 is out of range"),
        ("FREQ=DAILY;BYSECOND=-1", "BYSECOND=-1 is out of range"),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0", "BYSETPOS=0 is out of range"),
        ("FREQ=WEEKLY;BYDAY=55WE", "BYDAY=55WE is out of range"),
        ("FREQ=WEEKLY;BYDAY=XX", "BYDAY is not a list of weekdays"),
        ("FREQ=WEEKLY;BYDAY=MONDAY", "BYDAY is not a list of weekdays"),
        ("FREQ=WEEKLY;WKST=1", "WKST is not a weekday"),
        ("RSCALE=CHINESE;FREQ=YEARLY", "The rule reckons in another calendar than the Gregorian"),
        ("FREQ=DAILY;SKIP=UP", "SKIP is not one of OMIT, BACKWARD and FORWARD"),
        ("FREQ=DAILY;BYEASTER=1", "BYEASTER is not known to RFC 5545"),
        ("FREQ=DAILY;<b>=1", "A part of the rule is not known to RFC 5545"),
        ("FREQ=DAILY;COUNT", "COUNT has no value"),
        ("FREQ=DAILY;COUNT=3;COUNT=4", "The rule says COUNT twice"),
        ("D1 #10", "A part of the rule is not known to RFC 5545"),
        ("FREQ=DAILY;BYDAY=" + "MO," * 5000, "The rule is too long"),
    ],
)
def test_an_invalid_rule_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(RuleError) as refused:
        parse_rule(text)
    assert str(refused.value) == reason


PARTS = st.sampled_from(
    "FREQ= DAILY WEEKLY SECONDLY ; = , - + 0 1 31 366 MO 2TU UNTIL= 20261231 T Z COUNT= BYDAY= "
    "BYMONTH= BYSETPOS= SKIP= \u202e \u0661 é".split(" ")
)


@given(st.one_of(st.text(), st.lists(PARTS, max_size=12).map("".join)))
def test_any_text_is_read_or_refused_in_plain_words(text: str) -> None:
    reason = refusal(text)
    assert reason.isascii()
    assert reason.isprintable() or not reason
    assert len(reason) < 80


def refusal(text: str) -> str:
    try:
        parse_rule(text)
    except RuleError as error:
        return str(error)
    return ""
