"""Values as a person reads them, and text that every format can hold."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.exports.document import Column, Table, Value
from jointdesk.exports.wording import clean, shown


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        (date(2026, 12, 8), "8 Dec 2026"),
        (Decimal(3200000), "£3,200,000"),
        (Decimal("85.5"), "£85.50"),
        (Decimal("-85.50"), "-£85.50"),
        (Decimal("0.125"), "£0.125"),
        (Decimal("1E+6"), "£1,000,000"),
        (Decimal("NaN"), "NaN"),
        (12, "12"),
        ("a\x00b", "a\ufffdb"),
    ],
)
def test_values_in_words(value: Value, words: str) -> None:
    assert shown(value) == words


def test_a_day_in_running_text_is_written_out() -> None:
    assert shown(date(2026, 12, 8), long=True) == "8 December 2026"


def test_line_ends_are_one_kind_and_deceivers_are_seen() -> None:
    assert clean("a\r\nb\rc\u2028d\x85e\x0bf") == "a\nb\nc\nd\ne\nf"
    assert clean("\ufeffa\u202eb\u2066c\x7f") == "a\ufffdb\ufffdc\ufffd"
    assert clean("tab\tstays, ŵ and 🎉 too") == "tab\tstays, ŵ and 🎉 too"


@given(st.text(st.characters()))
def test_clean_text_can_be_encoded_and_cleaning_it_again_changes_nothing(text: str) -> None:
    clean(text).encode()
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("name", "headers", "row"),
    [("not a name", "AB", "xy"), ("T", "Aa", "xy"), ("T", "AB", "x"), ("T", "", "")],
)
def test_a_table_that_cannot_be_written_rightly_is_a_bug(name: str, headers: str, row: str) -> None:
    columns = tuple(Column(header, header) for header in headers)
    with pytest.raises(ValueError, match=r"not a table|one header|does not fit"):
        Table(name, "Caption", columns, (tuple(row),))
