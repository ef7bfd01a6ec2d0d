"""A document in parts, and its tables as models."""

from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from jointdesk.exports.document import (
    Column,
    Document,
    Heading,
    LabelledFields,
    Paragraph,
    Table,
    WeekPicture,
)
from jointdesk.viewmodels.export_document import BlockTable, parts_of, picture_words
from tests.exports.sample_documents import MADE_AT, register


def entries(number: int) -> Document:
    """A register as it is printed: so many entries, each under a heading."""
    blocks: list[Heading | LabelledFields | Paragraph] = [Paragraph("All of them.")]
    for one in range(number):
        blocks.append(Heading(f"Decision {one}"))
        blocks.append(LabelledFields(f"Decision_{one}", "Record", (("Reference", str(one)),)))
    return Document("Register", MADE_AT, tuple(blocks))


def test_a_short_document_is_one_part() -> None:
    document = register()
    assert parts_of(document) == (document.blocks,)
    assert parts_of(Document("Empty", MADE_AT, ())) == ((),)


def test_a_long_one_has_all_its_blocks_in_parts_that_begin_with_a_heading() -> None:
    document = entries(45)
    parts = parts_of(document)
    assert len(parts) == 3
    assert tuple(block for part in parts for block in part) == document.blocks
    assert all(isinstance(part[0], Heading) for part in parts[1:])


def test_cells_read_as_on_paper_and_are_spoken_with_their_header(
    qtmodeltester: ModelTester,
) -> None:
    table = next(block for block in register().blocks if isinstance(block, Table))
    model = BlockTable(table)
    qtmodeltester.check(model, force_py=True)  # type: ignore[no-untyped-call]
    row = [model.data(model.index(0, place)) for place in range(model.columnCount())]
    assert row == [
        "CAL-2026-118", "8 Dec 2026", "Approved the reablement award.", "£3,200,000", "3"
    ]  # fmt: skip
    assert model.told(model.index(1, 3)) == "Value\n£41,700,000.55"
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert model.data(model.index(0, 1), spoken) == "Date of decision: 8 Dec 2026"
    assert model.data(model.index(2, 1), spoken) == "Date of decision: nothing"


def test_what_would_deceive_the_eye_is_made_visible() -> None:
    table = Table("T", "c", (Column("a", "A"),), (("left\u202eright",),))
    model = BlockTable(table)
    assert model.data(model.index(0, 0)) == "left\ufffdright"


def test_labels_and_values_are_a_table_too() -> None:
    model = BlockTable(LabelledFields("D", "Record", (("Reference", "CAL-1"), ("Reasons", None))))
    assert (model.rowCount(), model.columnCount()) == (2, 2)
    assert not model.is_large


def test_many_rows_or_columns_make_a_table_large() -> None:
    columns = tuple(Column(f"c{one}", f"C{one}") for one in range(9))
    assert BlockTable(Table("T", "c", columns)).is_large
    assert BlockTable(Table("T", "c", columns[:2], (("a", "b"),) * 61)).is_large
    assert not BlockTable(Table("T", "c", columns[:2], (("a", "b"),) * 60)).is_large


def test_a_drawn_week_is_named() -> None:
    picture = WeekPicture(("Mon 14 Dec", "Fri 18 Dec"), 7, 20, ((), ()), ())
    assert picture_words(picture).startswith("A drawing of Mon 14 Dec to Fri 18 Dec stands here")
