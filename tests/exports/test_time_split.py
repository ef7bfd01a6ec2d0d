"""X9: the time-split report for both line managers."""

import io
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import openpyxl
import pytest

from jointdesk.diary.time_split import Days, Part, Report, Share
from jointdesk.domain.moments import HOUR
from jointdesk.exports.document import Document, SharePicture, Table, notes_of, tables_of
from jointdesk.exports.formats import render
from jointdesk.exports.time_split import time_split_document
from tests.exports.sample_content import CAL, MADE_AT, WEX

METHOD = ("Hours are those of the meetings.", "Work that is in no diary is not counted.")


def part(first: date, last: date, cal: float, wex: float, **more: int) -> Part:
    total = cal + wex
    percents = (round(100 * cal / total), round(100 * wex / total)) if total else (None, None)
    given = {"joint": 0, "travel": 0, "others": 0, **more}
    shares = (
        Share(CAL, cal * HOUR, percents[0], 50),
        Share(WEX, wex * HOUR, percents[1], 50),
    )
    return Part(Days(first, last), shares, **given)


WHOLE = part(date(2026, 12, 14), date(2026, 12, 28), 14, 11, joint=2 * HOUR, travel=HOUR)
PARTS = (
    part(date(2026, 12, 14), date(2026, 12, 21), 14, 11, joint=2 * HOUR, travel=HOUR),
    part(date(2026, 12, 21), date(2026, 12, 28), 0, 0),
)


def document(whole: Part = WHOLE, parts: tuple[Part, ...] = PARTS) -> Document:
    told = Report(whole, parts, False, "Calderbourne 56 per cent; Wexmere 44 per cent")
    return time_split_document(told, METHOD, "Imogen Farrant", MADE_AT, "CAL as of now")


def table(name: str, made: Document) -> Table:
    (found,) = [one for one in tables_of(made) if one.name == name]
    return found


def test_it_is_named_after_the_director_and_the_days() -> None:
    made = document()
    assert made.title == "Time of Imogen Farrant: 14 to 27 December 2026"
    assert (made.marking, made.footer) == ("OFFICIAL", "CAL as of now")


def test_hours_stand_by_organisation_beside_what_is_agreed() -> None:
    assert table("Shares", document()).rows == (
        (f"{CAL.name} (CAL)", 14.0, 56, 50, "6 points above"),
        (f"{WEX.name} (WEX)", 11.0, 44, 50, "6 points below"),
    )
    even = part(date(2026, 12, 14), date(2026, 12, 21), 1, 1)
    assert [row[-1] for row in table("Shares", document(even)).rows] == ["as agreed", "as agreed"]


def test_each_week_has_its_hours_and_one_without_time_no_per_cent() -> None:
    assert table("Parts", document()).rows == (
        ("14 to 20 Dec", 25.0, 14.0, 56, 11.0, 44, 2.0, 1.0),
        ("21 to 27 Dec", 0.0, 0.0, None, 0.0, None, 0.0, 0.0),
    )


def test_it_says_how_it_was_counted_and_what_was_joint_or_travel() -> None:
    told = " ".join(notes_of(document()))
    assert all(line in told for line in METHOD)
    assert "Of these 25.0 hours, 2.0 were for several bodies at once and 1.0 were travel." in told
    assert "other bodies alone" not in told
    more = part(date(2026, 12, 14), date(2026, 12, 21), 1, 1, others=3 * HOUR)
    assert "Beside them, 3.0 hours were for other bodies alone." in " ".join(
        notes_of(document(more))
    )


def test_the_bars_say_nothing_that_the_tables_do_not() -> None:
    (picture,) = [one for one in document().blocks if isinstance(one, SharePicture)]
    assert picture.codes == ("CAL", "WEX")
    assert picture.marks == (50,)
    assert [(bar.label, bar.parts) for bar in picture.bars] == [
        ("14 to 27 December 2026", (("CAL", 56), ("WEX", 44))),
        ("14 to 20 Dec", (("CAL", 56), ("WEX", 44))),
    ]


def test_without_any_time_it_says_so() -> None:
    empty = part(date(2026, 12, 14), date(2026, 12, 21), 0, 0)
    assert render(document(empty, (empty,)), "pdf").startswith(b"%PDF")


def test_hours_in_a_spreadsheet_are_numbers() -> None:
    book = openpyxl.load_workbook(io.BytesIO(render(document(), "xlsx")))
    assert [cell.value for cell in book["Shares"][4]] == [
        f"{CAL.name} (CAL)", 14, 56, 50, "6 points above"
    ]  # fmt: skip
    assert book["Shares"]["B4"].number_format == "#,##0.0"
    assert "Notes" in book.sheetnames


@pytest.mark.skipif(find_spec("pdfua") is None, reason="pdfua is not installed")
def test_the_checks_for_accessible_pdf_find_nothing(tmp_path: Path) -> None:
    import pdfua

    file = tmp_path / "split.pdf"
    file.write_bytes(render(document(), "pdf"))
    assert list(pdfua.validate(file).findings) == []
