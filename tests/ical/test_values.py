"""Values: what is a date, a duration, a text, and what comes out of hostile text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.ical.values import (
    FIRST_DAY,
    LAST_DAY,
    Duration,
    LocalTime,
    block_text,
    line_text,
    parse_duration,
    parse_integer,
    parse_local_time,
    parse_offset,
    short,
    split_list,
    unescape,
)

MONDAY = 739950  # 2026-11-30


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20261130", LocalTime(MONDAY, None, False)),
        ("20261130T093000", LocalTime(MONDAY, 34200, False)),
        ("20261130T093000Z", LocalTime(MONDAY, 34200, True)),
        (" 20261130t093000z ", LocalTime(MONDAY, 34200, True)),
        ("20261130T235960", LocalTime(MONDAY, 86399, False)),
        ("00010101", LocalTime(FIRST_DAY, None, False)),
        ("99991231T235959", LocalTime(LAST_DAY, 86399, False)),
    ],
)
def test_dates_and_times(text: str, expected: LocalTime) -> None:
    assert parse_local_time(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Next Year",
        "2026-11-30",
        "20261331",
        "20260229",
        "00000101",
        "20261130T2500",
        "20261130T250000",
        "20261130T096000",
        "20261130T090061",
        "20261130T090000+0100",
        "２０２６1130",
    ],
)
def test_what_is_no_date_says_so(text: str) -> None:
    with pytest.raises(ValueError, match="is not a"):
        parse_local_time(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PT1H30M", Duration(0, 5400)),
        ("P1D", Duration(1, 0)),
        ("P2W", Duration(14, 0)),
        ("P1DT12H", Duration(1, 43200)),
        ("-PT15M", Duration(0, -900)),
        ("+pt90s", Duration(0, 90)),
    ],
)
def test_durations(text: str, expected: Duration) -> None:
    assert parse_duration(text) == expected


@pytest.mark.parametrize("text", ["", "P", "PT", "1H", "P1M", "PT1.5H", "P999999999999W"])
def test_what_is_no_duration_says_so(text: str) -> None:
    with pytest.raises(ValueError, match="duration"):
        parse_duration(text)


@pytest.mark.parametrize(
    ("text", "seconds"), [("+0100", 3600), ("-0330", -12600), ("+01:00", 3600), ("+000115", 75)]
)
def test_offsets(text: str, seconds: int) -> None:
    assert parse_offset(text) == seconds


@pytest.mark.parametrize("text", ["", "0100", "+1", "+2400", "+0160"])
def test_what_is_no_offset_says_so(text: str) -> None:
    with pytest.raises(ValueError, match="offset"):
        parse_offset(text)


def test_numbers() -> None:
    assert parse_integer(" 7 ") == 7
    with pytest.raises(ValueError, match="number"):
        parse_integer("1234567890")


def test_text_is_unescaped_once() -> None:
    assert unescape(r"a\, b\; c\nd\Ne \\n C:\temp") == "a, b; c\nd\ne \\n C:\\temp"


def test_lists_are_split_at_bare_commas() -> None:
    assert split_list(r"Board,Finance\, audit,\\,x") == ["Board", r"Finance\, audit", r"\\", "x"]
    assert split_list("a,b\\") == ["a", "b\\"]


def test_a_title_is_one_line_whatever_it_holds() -> None:
    hostile = "Board\r\n\x07meet\u202eing\u2066\u200f\\nnow\x1b[31m\u2028!\ttab\x85"
    assert line_text(hostile) == "Board meeting now [31m ! tab"


def test_a_description_keeps_its_lines() -> None:
    assert block_text("a\\nb\tc\u202e\x00d\x9f") == "a\nb\tc d "


def test_other_languages_and_signs_stay() -> None:
    text = "Zoë 会議 👩‍💻 {england} שלום\u00a0½"
    assert line_text(text) == text
    assert block_text(text) == text


def test_markup_is_only_text() -> None:
    assert line_text("<b>x</b> &amp; <img src=x>") == "<b>x</b> &amp; <img src=x>"


def test_what_is_quoted_in_a_sentence_is_short() -> None:
    assert short("x" * 50) == '"' + "x" * 40 + '…"'


@given(st.text(max_size=100))
def test_no_text_has_control_or_direction_characters(text: str) -> None:
    forbidden = {*map(chr, range(32)), "\x7f", *map(chr, range(0x202A, 0x202F)), "\u2028"}
    assert not forbidden & set(line_text(text))
    assert not (forbidden - {"\n", "\t"}) & set(block_text(text))
