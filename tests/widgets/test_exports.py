"""The page of exports, driven by the keyboard, as its people see it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from jointdesk.exports.document import Column, Document, Kind, Paragraph, Table
from jointdesk.viewmodels.export_choices import What, Wish
from jointdesk.viewmodels.export_document import BlockTable
from jointdesk.viewmodels.exports import ExportModel, ExportStep
from jointdesk.widgets.export_document import DocumentView
from jointdesk.widgets.export_table import BlockTableView
from jointdesk.widgets.exports import ExportPage
from jointdesk.widgets.look import Look
from tests.exports.sample_documents import MADE_AT, register
from tests.open_desk import OpenDesk
from tests.viewmodels.test_export_document import entries


def open_page(qtbot: QtBot, opened: OpenDesk, look: Look) -> ExportPage:
    made = ExportPage(look, ExportModel(opened.model))
    qtbot.addWidget(made)
    made.resize(1224, 860)
    made.show()
    opened.settle()
    return made


@pytest.fixture
def page(qtbot: QtBot, opened: OpenDesk, look: Look) -> ExportPage:
    return open_page(qtbot, opened, look)


def model_of(page: ExportPage) -> ExportModel:
    return page._model  # noqa: SLF001 - what the page shows


def choose(page: ExportPage, opened: OpenDesk, **values: str) -> None:
    for name, value in values.items():
        choice = page.form.choices[name]
        choice.setCurrentIndex(choice.findData(value))
    opened.settle()


def preview(page: ExportPage, opened: OpenDesk, **values: str) -> None:
    choose(page, opened, **values)
    page.form.look_through.click()
    opened.settle()


def asked(page: ExportPage) -> list[str]:
    fields = page.form._fields  # noqa: SLF001
    return [name for name, field in fields.items() if field.isVisibleTo(page)]


# Choosing


def test_the_form_asks_for_what_each_kind_needs(page: ExportPage, opened: OpenDesk) -> None:
    assert asked(page) == ["kind", "org", "audience", "period", "format"]
    choose(page, opened, kind=What.NOTICE)
    assert asked(page) == ["kind", "decision", "audience", "format"]
    choose(page, opened, kind=What.ACTIONS)
    assert asked(page) == ["kind", "org", "audience", "period", "forum", "owner", "format"]
    assert page.form.open_only.isVisibleTo(page)
    choose(page, opened, kind=What.DIARY, period="typed")
    assert asked(page)[-2:] == ["first", "last"]
    choose(page, opened, kind=What.EVIDENCE)
    assert asked(page) == ["kind", "audience", "format"]


def test_only_formats_that_an_export_has_are_offered(page: ExportPage, opened: OpenDesk) -> None:
    formats = page.form.choices["format"]
    assert [formats.itemData(row) for row in range(formats.count())] == [
        "pdf", "docx", "xlsx", "csv", "ics"
    ]  # fmt: skip
    choose(page, opened, kind=What.JOINT)
    assert [formats.itemText(row) for row in range(formats.count())] == ["PDF", "Excel (.xlsx)"]


def test_tab_goes_through_the_form_in_its_order(page: ExportPage, opened: OpenDesk) -> None:
    choose(page, opened, kind=What.DIARY, period="typed")
    page.first_focus().setFocus()
    reached = []
    for _ in range(10):
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    form = page.form
    names = ("kind", "org", "audience", "period")
    assert reached == [
        *(form.choices[name] for name in names),
        form.first, form.last, form.choices["detail"], form.choices["beside"],
        form.choices["format"], form.look_through,
    ]  # fmt: skip


def test_every_control_has_a_name(page: ExportPage) -> None:
    for name, choice in page.form.choices.items():
        assert choice.accessibleName(), name
    assert page.form.choices["audience"].accessibleDescription().startswith("What CAL may have")


def test_a_day_that_is_none_is_refused_under_the_form(page: ExportPage, opened: OpenDesk) -> None:
    choose(page, opened, kind=What.DIARY, period="typed")
    page.form.first.setFocus()
    QTest.keyClicks(page.form.first, "31 Nov 2026")
    QTest.keyClick(page.form.first, Qt.Key.Key_Return)
    opened.settle()
    assert "November 2026 has 30 days" in page.form.problem.text
    page.form.first.clear()
    QTest.keyClicks(page.form.first, "14 Dec 2026")
    QTest.keyClick(page.form.first, Qt.Key.Key_Return)
    opened.settle()
    assert page.form.problem.text == ""
    assert model_of(page).step is ExportStep.PREVIEW


# Looking through


def test_the_preview_shows_the_document_and_nothing_else(
    page: ExportPage, opened: OpenDesk
) -> None:
    preview(page, opened, audience="joint")
    made = model_of(page).made
    assert made is not None
    assert page.document.shown is made.document
    words = [label.text() for label in page.document.paper.findChildren(QLabel)]
    assert words[0] == "OFFICIAL"
    assert words[1] == "Calderbourne Council: register of decisions"
    assert "• Amounts are in pounds." in words
    tables = page.document.paper.findChildren(QTableView)
    assert len(tables) == made.number + 1
    assert all(label.textFormat() is Qt.TextFormat.PlainText
               for label in page.document.paper.findChildren(QLabel))  # fmt: skip
    assert QApplication.focusWidget() is page.document.paper


def test_what_is_not_in_it_stands_beside_it(page: ExportPage, opened: OpenDesk) -> None:
    preview(page, opened, audience="public")
    told = page.side.omissions.text().splitlines()
    assert told[0].startswith("• ")
    assert told[0].endswith(" decisions are not taken yet and left out.")
    assert page.side.left_out.isVisibleTo(page)
    page.other.click()
    preview(page, opened, audience="director")
    assert "not published" not in page.side.omissions.text()


def test_a_public_edition_waits_for_the_tick_of_a_second_person(
    page: ExportPage, opened: OpenDesk
) -> None:
    preview(page, opened, audience="public")
    assert not page.save.isEnabled()
    assert "a public edition is checked by a second person" in page.save.toolTip()
    assert not page.side.tick.isEnabled()
    who = page.side.who
    assert who.findText("Imogen Farrant") < 0
    who.setCurrentIndex(who.findText("Tom Adeyemi"))
    assert page.side.tick.accessibleName() == "Tom Adeyemi has looked through it all"
    assert "Tom Adeyemi has not ticked" in page.save.toolTip()
    QTest.keyClick(page.side.tick, Qt.Key.Key_Space)
    assert page.save.isEnabled()
    who.setCurrentIndex(who.findText("Bridget Lyall"))
    assert not page.save.isEnabled()
    who.setCurrentIndex(0)
    assert page.side.checked_by == ""


def test_other_editions_need_no_second_person(page: ExportPage, opened: OpenDesk) -> None:
    preview(page, opened, audience="org:CAL")
    assert not page.side.check.isVisibleTo(page)
    assert page.save.isEnabled()
    labels = [label.text() for label in page.side.findChildren(QLabel)]
    assert any("cannot be undone" in text for text in labels)


def test_saving_asks_where_and_proposes_a_name_with_the_marking_first(
    page: ExportPage, opened: OpenDesk, tmp_path: Path
) -> None:
    preview(page, opened, audience="org:CAL", format="csv")
    made = model_of(page).made
    assert made is not None
    page.save.click()
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    assert Path(dialog.selectedFiles()[0]).name == (
        "OFFICIAL-SENSITIVE Calderbourne Council register of decisions.csv"
    )
    dialog.fileSelected.emit(str(tmp_path / "out.csv"))
    dialog.reject()
    opened.settle()
    assert opened.said[-1] == f"Saved “out.csv”, {made.counted}."
    assert (tmp_path / "out.csv").exists()
    assert model_of(page).step is ExportStep.CHOOSE
    assert page.log.table.model().rowCount() == 1
    page.log.table.selectRow(0)
    assert "SHA-256" in page.log.text.toPlainText()


def test_the_preview_is_given_up_by_choosing_something_else(
    page: ExportPage, opened: OpenDesk
) -> None:
    preview(page, opened)
    page.other.click()
    assert model_of(page).step is ExportStep.CHOOSE
    assert page.document.shown is None
    assert QApplication.focusWidget() is page.form.choices["kind"]


def test_escape_leads_back_to_choosing(page: ExportPage, opened: OpenDesk) -> None:
    page.activateWindow()
    preview(page, opened)
    QTest.keyClick(page.document.paper, Qt.Key.Key_Escape)
    assert model_of(page).step is ExportStep.CHOOSE
    assert QApplication.focusWidget() is page.form.choices["kind"]


@pytest.mark.parametrize("width", [968, 1224])
def test_the_preview_fits_in_any_width_and_theme(
    qtbot: QtBot, opened: OpenDesk, any_look: Look, width: int
) -> None:
    page = open_page(qtbot, opened, any_look)
    page.resize(width, 680)
    preview(page, opened, audience="joint")
    for one in (page.document, page.side, page.save):
        place = one.mapTo(page, one.rect().topLeft())
        assert page.rect().contains(place)
        assert place.x() + one.width() <= width


# Documents


@pytest.fixture
def view(qtbot: QtBot, look: Look) -> DocumentView:
    made = DocumentView(look)
    qtbot.addWidget(made)
    made.resize(700, 600)
    made.show()
    return made


def test_a_long_document_is_shown_part_by_part(view: DocumentView) -> None:
    view.show_document(entries(45))
    assert view.part_words == "Part 1 of 3"
    assert not view.earlier.isEnabled()
    view.later.click()
    view.later.click()
    assert view.part_words == "Part 3 of 3"
    assert not view.later.isEnabled()
    assert len(view.paper.findChildren(QTableView)) == 5
    assert view.paper.hasFocus()
    view.show_document(entries(2))
    assert view.part_words == ""
    assert not view.later.isVisibleTo(view)


def test_all_of_a_small_table_is_seen_at_once(view: DocumentView, qtbot: QtBot) -> None:
    text = "A sentence that is long enough to need some lines. " * 8
    columns = (Column("a", "A"), Column("b", "B", Kind.LONG))
    view.show_document(Document("T", MADE_AT, (Table("T", "c", columns, (("x", text),) * 3),)))
    (table,) = view.paper.findChildren(QTableView)
    qtbot.waitUntil(lambda: table.height() > 200)
    assert table.verticalScrollBar().maximum() == 0
    metrics = table.fontMetrics()
    room = table.columnWidth(1) - 16
    box = metrics.boundingRect(0, 0, room, 9999, int(Qt.TextFlag.TextWordWrap), text)
    assert table.rowHeight(0) >= box.height()


def test_markup_in_content_is_shown_as_it_stands(view: DocumentView) -> None:
    view.show_document(Document("<h1>x</h1>", MADE_AT, (Paragraph("<b>bold</b>"),)))
    words = [label.text() for label in view.paper.findChildren(QLabel)]
    assert words[:2] == ["<h1>x</h1>", "<b>bold</b>"]


def test_a_screen_reader_finds_tables_with_their_headers(view: DocumentView) -> None:
    view.show_document(register())
    (table,) = view.paper.findChildren(QTableView)
    face = QAccessible.queryAccessibleInterface(table)
    assert face.role() is QAccessible.Role.Table
    assert table.accessibleName() == "Decisions of the council, 3 rows"
    heads = [table.model().headerData(place, Qt.Orientation.Horizontal) for place in range(2)]
    assert heads == ["Reference", "Date of decision"]
    assert view.paper.accessibleName() == ("Preview of Calderbourne Council: register of decisions")


def test_the_whole_text_of_a_large_tables_cell_can_be_read(
    view: DocumentView, qtbot: QtBot
) -> None:
    columns = tuple(Column(f"c{one}", f"C{one}", Kind.LONG) for one in range(9))
    long = "word " * 300
    view.show_document(Document("T", MADE_AT, (Table("T", "c", columns, ((long,) * 9,) * 100),)))
    (block,) = view.paper.findChildren(BlockTableView)
    assert block.text.isVisibleTo(view)
    block.table.setFocus()
    QTest.keyClick(block.table, Qt.Key.Key_Right)
    QTest.keyClick(block.table, Qt.Key.Key_Down)
    assert block.text.toPlainText().endswith(long)
    assert block.text.toPlainText().startswith("C")
    view.grab()  # large cells are painted, cut short


def test_of_ten_thousand_rows_only_those_that_show_are_asked_for(
    view: DocumentView, monkeypatch: pytest.MonkeyPatch
) -> None:
    give = BlockTable.data
    rows = []

    def give_and_count(table: BlockTable, index: QModelIndex, role: int) -> object:
        rows.append(index.row())
        return give(table, index, role)

    monkeypatch.setattr(BlockTable, "data", give_and_count)
    columns = tuple(Column(f"c{one}", f"C{one}") for one in range(40))
    document = Document("T", MADE_AT, (Table("T", "c", columns, (("text",) * 40,) * 10_000),))
    view.show_document(document)
    view.grab()
    assert 0 < len(set(rows)) < 100


def test_no_button_of_the_page_is_nameless(page: ExportPage, opened: OpenDesk) -> None:
    preview(page, opened, audience="public")
    for button in page.findChildren(QPushButton):
        assert button.text() or button.accessibleName()
    for widget in page.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            face = QAccessible.queryAccessibleInterface(widget)
            assert face.text(QAccessible.Text.Name), widget


def test_a_wish_from_elsewhere_stands_in_the_form(page: ExportPage, opened: OpenDesk) -> None:
    model_of(page).begin_with(Wish(kind=What.DIARY, period="typed", first="2026-12-14"))
    assert page.form.first.text() == "2026-12-14"
    assert page.form.choices["kind"].currentData() == What.DIARY


def test_a_table_without_rows_says_so_in_the_preview(qtbot: QtBot, look: Look) -> None:
    view = DocumentView(look)
    qtbot.addWidget(view)
    table = Table("Papers", "Papers for these meetings", (Column("a", "Meeting"),))
    view.show_document(Document("Brief", MADE_AT, (table,)))
    words = [label.text() for label in view.paper.findChildren(QLabel)]
    assert "Papers for these meetings: No records." in words
    assert view.paper.findChildren(QTableView) == []


# Pages


def test_a_diary_is_looked_at_page_by_page_or_as_text(page: ExportPage, opened: OpenDesk) -> None:
    preview(page, opened, kind=What.DIARY)
    assert page.pages.isVisible()
    labels = page.pages.findChildren(QLabel)
    assert labels[0].accessibleName() == f"Page 1 of {len(labels)}, as a picture"
    assert not labels[0].pixmap().isNull()
    page.view.taken().setFocus()
    QTest.keyClick(page.view.taken(), Qt.Key.Key_Right)
    assert page.document.isVisible()
    assert page.document.findChildren(QTableView)


def test_a_register_is_looked_at_as_text_only(page: ExportPage, opened: OpenDesk) -> None:
    preview(page, opened)
    assert page.document.isVisible()
    assert not page.view.isVisible()
    assert not page.side.choices.isVisible()


def test_choices_beside_the_pages_change_them_and_keep_the_keyboard(
    page: ExportPage, opened: OpenDesk
) -> None:
    preview(page, opened, kind=What.DIARY)
    detail = page.side.choices.choices["detail"]
    assert detail.accessibleName() == "How much"
    detail.setFocus()
    before = model_of(page).made
    QTest.keyClick(detail, Qt.Key.Key_Down)
    opened.settle()
    made = model_of(page).made
    assert made is not before
    assert made is not None
    assert made.wish.detail == "titles"
    assert detail.hasFocus()
    assert page.save.isEnabled()
    later = page.side.choices.later
    assert later.accessibleName() == "Days after"
    later.click()
    opened.settle()
    assert model_of(page).made is not made
