"""What every layer writes alike: foreign text made plain, days, lists and counts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.domain import words

TUESDAY = date(2026, 12, 15)


class TestForeignText:
    """Nothing that a calendar says can act on the text around it."""

    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("Board", "Board"),
            ("  two\r\n lines\tand more ", "two lines and more"),
            ("<b>bold</b> & more", "<b>bold</b> & more"),
            ("abc\u202edcba\u202c", "abcdcba"),
            ("\u2066isolated\u2069", "isolated"),
            ("bell\x07and\x00nul", "bell and nul"),
            ("escape\x1b[31m", "escape [31m"),
            ("half\ud800pair", "half pair"),
            ("private\ue000use", "private use"),
            ("line\u2028and\u2029paragraph", "line and paragraph"),
            ("zero\u200bwidth", "zerowidth"),
            ("family \U0001f468\u200d\U0001f469", "family \U0001f468\u200d\U0001f469"),
            ("Łódź, שלום", "Łódź, שלום"),
            ("", ""),
        ],
    )
    def test_it_becomes_one_plain_line(self, text: str, shown: str) -> None:
        assert words.plain_line(text) == shown

    @given(st.text(max_size=3000))
    def test_no_text_is_ever_long_broken_or_directed(self, text: str) -> None:
        line = words.plain_line(text)
        assert len(line) <= 500
        assert not set(line) & set("\n\r\t\v\f\x00\u2028\u2029\u202a\u202b\u202d\u202e\u2066\u2067")
        assert line == line.strip()

    @given(st.text(max_size=400))
    def test_a_plain_line_stays_as_it_is(self, text: str) -> None:
        line = words.plain_line(text)
        assert words.plain_line(line) == line

    def test_a_name_leaves_room_for_its_sentence(self) -> None:
        assert words.plain_name("Board\nSecret\tline") == "Board Secret line"
        assert words.plain_name("x" * 200) == "x" * 79 + "…"

    def test_a_line_for_a_terminal_keeps_its_blanks(self) -> None:
        assert words.plain("  10:00\x1b]0;title\x07  Board\u202e") == "  10:00 ]0;title   Board"


def test_days_have_short_and_long_names() -> None:
    assert words.short_day(TUESDAY) == "Tue 15 Dec"
    assert words.long_day(TUESDAY) == "Tuesday 15 December"
    assert words.full_day(TUESDAY) == "Tuesday 15 December 2026"


def test_lists_and_counts_read_as_prose() -> None:
    assert words.listed([]) == ""
    assert words.listed(["A"]) == "A"
    assert words.listed(name for name in ("A", "B", "C")) == "A, B and C"
    assert words.counted(1, "meeting") == "1 meeting"
    assert words.counted(2, "body", "bodies") == "2 bodies"
    assert words.counted(1200, "meeting") == "1,200 meetings"


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "a time"), (0, "no times"), (3, "three times"), (12, "12 times"), (1200, "1,200 times")],
)
def test_a_few_are_told_in_words(number: int, said: str) -> None:
    assert words.some(number, "time") == said
    assert words.some(1, "answer") == "an answer"
    assert words.some(2, "person", "people") == "two people"


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Wexmere", "Wexmere diary"),
        ("Chair's diary", "Chair's diary"),
        ("Board Calendar ", "Board Calendar "),
        ("", " diary"),
    ],
)
def test_a_diary_is_called_one_once(name: str, called: str) -> None:
    assert words.diary_name(name) == called


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Changed “Board”", "Changed something"),
        ("Gave “The “old” Board” to Tom", "Gave something to Tom"),
        ("“Board” stands in the diary", "Something stands in the diary"),
        ("Held time", "Held time"),
    ],
)
def test_what_an_action_says_may_leave_out_the_name(label: str, said: str) -> None:
    assert words.without_name(label) == said
