"""What an import would do: six counts, what to beware of, the table, the text of what is left."""

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from jointdesk.domain.resources import Outcome
from jointdesk.domain.words import counted, diary_name, plain_line
from jointdesk.operations.imports import Looked
from jointdesk.viewmodels.import_ahead import ImportAhead, ahead_words
from jointdesk.viewmodels.import_words import Kind
from jointdesk.viewmodels.imports import ImportModel
from jointdesk.widgets.chips import Face
from jointdesk.widgets.controls import make_button
from jointdesk.widgets.forms import Banner, set_paper, soft_label
from jointdesk.widgets.import_cards import CountCard, release_others
from jointdesk.widgets.import_table import FACES, ImportTableView
from jointdesk.widgets.look import Look
from jointdesk.widgets.preview_head import PreviewHead

_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
_TEXT_HEIGHT = 150
_TABLE_HEIGHT = 120
_CARDS_IN_ROW = 6
_LONGEST_TEXT = 20_000
_CARDS = (Kind.NEW, Kind.CHANGED, Kind.CANCELLED, Kind.MISSING, Kind.REJECTED)
_UNCHANGED = Face("Unchanged", "equal")


class ImportPreview(QWidget):
    """Shows what the model looks at; a card filters the table to what it counts."""

    def __init__(self, look: Look, model: ImportModel, ahead: ImportAhead) -> None:
        super().__init__()
        self._look = look
        self._model = model
        self._ahead = ahead
        set_paper(self)
        self.head = PreviewHead(look)
        self.cards: dict[Kind | None, CountCard] = {
            kind: CountCard(look, FACES[kind]) for kind in _CARDS
        }
        self.cards[None] = CountCard(look, _UNCHANGED, has_rows=False)
        self.missing = Banner(look, "amber", "triangle-alert")
        self.guard = Banner(look, "red", "octagon-alert")
        self.notes = Banner(look, "info", "info")
        self.conflicts = Banner(look, "amber", "calendar-x")
        self.table = ImportTableView(look, model.rows)
        self.table.setMinimumHeight(look.fonts.px(_TABLE_HEIGHT))
        self.text = QPlainTextEdit()
        self.foot = soft_label(look, "")
        self._add_ways_on()
        self._lay_out()
        self._connect()

    def _add_ways_on(self) -> None:
        look = self._look
        self.show_missing = make_button(look, "Show them", kind="link")
        self.missing.row.addWidget(self.show_missing)
        self.keep_all = make_button(look, "Keep them", kind="small")
        self.remove_all = make_button(look, "Remove them", kind="small")
        self.guard.row.addWidget(self.keep_all)
        self.guard.row.addWidget(self.remove_all)
        self.show_notes = make_button(look, "Show them", kind="link")
        self.notes.row.addWidget(self.show_notes)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(look.fonts.px(_TEXT_HEIGHT))
        self.text.setAccessibleName("Text of the item as it stands in the file")
        self.text.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 16)
        column.setSpacing(10)
        column.addWidget(self.head)
        cards = QGridLayout()
        cards.setSpacing(10)
        in_row = _CARDS_IN_ROW // 2 if self._look.fonts.are_large else _CARDS_IN_ROW
        group = QButtonGroup(self)
        group.setExclusive(False)
        for number, card in enumerate(self.cards.values()):
            cards.addWidget(card, number // in_row, number % in_row)
            group.addButton(card)
        column.addSpacing(2)
        column.addLayout(cards)
        for banner in (self.guard, self.conflicts, self.missing, self.notes):
            column.addWidget(banner)
        column.addWidget(self.table, 1)
        column.addWidget(self.text)
        column.addWidget(self.foot)

    def _connect(self) -> None:
        for kind, card in self.cards.items():
            if kind is not None:
                card.toggled.connect(lambda on, one=kind: self._show_only(one if on else None))
        self._ahead.ahead_changed.connect(self._on_ahead)
        self.show_missing.clicked.connect(self.cards[Kind.MISSING].click)
        self.show_notes.clicked.connect(lambda: self._show_only(Kind.NOTE))
        self.keep_all.clicked.connect(lambda: self._answer(removes=False))
        self.remove_all.clicked.connect(lambda: self._answer(removes=True))
        self.table.selectionModel().currentRowChanged.connect(self._on_row)

    def show_looked(self, looked: Looked) -> None:
        """Show another preview."""
        plan, rows = looked.draft.plan, self._model.rows
        name = plain_line(looked.draft.collection.name)
        changes = len(looked.preview) - rows.count(Kind.MISSING)
        items = plan.unchanged + len(plan.writes) + len(plan.restored) + len(plan.rejected)
        self.head.say(
            f"{counted(changes, 'change')} to the {diary_name(name)}"
            if changes
            else f"Nothing is new in the {diary_name(name)}",
            f"Read from {counted(items, 'item')}. Nothing is changed until you import.",
        )
        self.head.show_organisation(looked.organisation)
        for kind, card in self.cards.items():
            card.setChecked(False)
            card.count(plan.count(Outcome.UNCHANGED) if kind is None else rows.count(kind))
        self._show_banners(looked)
        self.text.hide()
        self.foot.setText(self._foot(looked, name))
        self.table.scrollToTop()
        if rows.rowCount():
            self.table.setCurrentIndex(rows.index(0, 0))
        # The page may not be laid out yet when its table is to take the keyboard.
        QTimer.singleShot(0, self.table, self.table.setFocus)

    def _foot(self, looked: Looked, name: str) -> str:
        if looked.is_new:
            return f"After importing, one Undo takes the {diary_name(name)} away again."
        return f"After importing, one Undo puts the {diary_name(name)} back exactly as it was."

    def _show_banners(self, looked: Looked) -> None:
        rows, guard = self._model.rows, looked.draft.plan.guard
        missing, notes = rows.count(Kind.MISSING), rows.count(Kind.NOTE)
        first, _, question = guard.partition(". ")
        self.guard.say(f"{first}." if guard else "", question)
        self.remove_all.setText(f"Remove {missing:,}")
        gone = _told_missing(missing) if missing and not guard else ("", "")
        self.missing.say(*gone)
        said = counted(notes, "item was", "items were")
        self.notes.say(f"{said} read with a remark." if notes else "")

    @Slot()
    def _on_ahead(self) -> None:
        self.conflicts.say(*ahead_words(self._ahead.ahead))

    def _answer(self, *, removes: bool) -> None:
        """Answer the guard: the missing ones are ticked, or they stay."""
        self._model.rows.tick(Kind.MISSING, ticked=removes)
        missing = self._model.rows.count(Kind.MISSING)
        done = f"{counted(missing, 'meeting')} will be removed when you import."
        kept = f"{counted(missing, 'meeting')} will stay in the diary."
        self.foot.setText(done if removes else kept)
        self.guard.hide()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_only(self, kind: Kind | None) -> None:
        release_others(self.cards, kind)
        self._model.rows.filter(kind)
        self.text.hide()
        if self._model.rows.rowCount():
            self.table.setCurrentIndex(self._model.rows.index(0, 0))

    @Slot(object, object)
    def _on_row(self, *_: object) -> None:
        """Show the text of what was left out, as plain text, while its row is chosen."""
        problem = self._model.rows.problem_at(self.table.currentIndex().row())
        self.text.setVisible(problem is not None)
        if problem is not None:
            told = problem.text[:_LONGEST_TEXT] or "There is no text of it."
            hidden = "Its text is not shown: it may be private to another body."
            self.text.setPlainText(told if self._model.sees_texts() else hidden)


def _told_missing(count: int) -> tuple[str, str]:
    if count == 1:
        return (
            "One meeting is no longer in the file.",
            "It may have been deleted, or left out of the export."
            " It stays unless you tick it; the next look asks again.",
        )
    return (
        f"{_number(count)} meetings are no longer in the file.",
        "They may have been deleted, or left out of the export."
        " They stay unless you tick them; the next look asks again.",
    )


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"


def import_button_name(count: int, kept: int, *, is_new: bool) -> str:
    """Return what the button of the one main action says; `kept` missing ones would stay."""
    if not count and is_new:
        return "Connect the calendar"
    if not count:
        return f"Keep {counted(kept, 'meeting')}" if kept else "Nothing to import"
    return f"Import {counted(count, 'change')}"


def set_button(button: QPushButton, count: int, kept: int, *, is_new: bool) -> None:
    """Name the main button after what it would do."""
    button.setText(import_button_name(count, kept, is_new=is_new))
    button.setEnabled(bool(count or kept) or is_new)
    button.setToolTip("" if button.isEnabled() else "No row is ticked")
