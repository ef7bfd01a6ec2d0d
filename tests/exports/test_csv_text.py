"""CSV: one header, ISO dates, plain numbers, and no field that a spreadsheet would run."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.exports.csv_text import harmless, write_csv
from jointdesk.exports.document import Column, Table
from tests.exports.sample_documents import COLUMNS, HOSTILE, ROWS


def table(*texts: str) -> Table:
    columns = (Column("text", "Text"), Column("other", "Other"))
    return Table("Texts", "Texts", columns, tuple((text, "x") for text in texts))


def rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_it_is_utf_8_with_a_mark_and_lines_end_as_the_standard_says() -> None:
    data = write_csv(Table("Decisions", "Decisions", COLUMNS, ROWS))  # type: ignore[arg-type]
    assert data.startswith(b"\xef\xbb\xbfref,date_taken,decision,amount,number\r\n")
    assert data.count(b"\r\n") == data.count(b"\n") == 4
    assert rows_of(data)[1:] == [
        ["CAL-2026-118", "2026-12-08", "Approved the reablement award.", "3200000", "3"],
        ["CAL-2026-121", "2026-11-26", "Agreed the variation.", "41700000.55", ""],
        ["CAL-2026-109", "", "", "", ""],
    ]


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", " =1", "\u00a0=1", "＝1", "\n=1"])
def test_what_could_be_a_formula_has_an_apostrophe_before_it(text: str) -> None:
    assert harmless(text) == f"'{text}"


def test_other_text_stays_as_it_is() -> None:
    assert [harmless(text) for text in ("a=1", "'", "", "£5", "CAL-1")] == [
        "a=1",
        "'",
        "",
        "£5",
        "CAL-1",
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_one_field(text: str) -> None:
    (_, row) = rows_of(write_csv(table(text)))
    assert len(row) == 2
    assert not row[0].lstrip(" \u00a0").startswith(tuple("=+-@\t\r"))


@given(st.lists(st.text(), min_size=1))
def test_any_texts_come_back_row_by_row(texts: list[str]) -> None:
    assert len(rows_of(write_csv(table(*texts)))) == len(texts) + 1


def test_writing_can_be_stopped() -> None:
    def stop(done: int, total: int, words: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_csv(table("a"), stop)
