"""What a register would bring: its counts, its columns beside its rows, each row's remarks."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from jointdesk.domain.words import counted
from jointdesk.viewmodels.decision_import_words import Kind
from jointdesk.viewmodels.decision_mapping import MappingModel
from jointdesk.widgets.controls import SegmentedControl, make_button
from jointdesk.widgets.decision_columns import ColumnPanel
from jointdesk.widgets.decision_import_table import FACES, DecisionImportTableView
from jointdesk.widgets.forms import Banner, set_paper, soft_label
from jointdesk.widgets.import_cards import CountCard, release_others
from jointdesk.widgets.look import Look
from jointdesk.widgets.preview_head import PreviewHead

_TEXT_HEIGHT = 84
_TABLE_HEIGHT = 190
_NARROW_UNDER = 880


class DecisionImportPreview(QWidget):
    """Shows what the model looks at; a card filters the table to what it counts."""

    def __init__(self, look: Look, model: MappingModel) -> None:
        super().__init__()
        self._look = look
        self._model = model
        set_paper(self)
        self.head = PreviewHead(look)
        self.cards = {kind: CountCard(look, FACES[kind]) for kind in Kind}
        self.unmapped = Banner(look, "amber", "triangle-alert")
        self.refused = Banner(look, "red", "octagon-alert")
        self.notes = Banner(look, "info", "info")
        self.show_refused = make_button(look, "Show them", kind="link")
        self.refused.row.addWidget(self.show_refused)
        self.columns = ColumnPanel(look, model)
        self.table = DecisionImportTableView(look, model.rows)
        self._rows = QWidget()
        self.parts = SegmentedControl(("Rows", "Columns"), "What is shown")
        self.text = QPlainTextEdit()
        self.foot = soft_label(look, "")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 16)
        column.setSpacing(10)
        column.addWidget(self.head)
        cards = QHBoxLayout()
        cards.setSpacing(10)
        group = QButtonGroup(self)
        group.setExclusive(False)
        for card in self.cards.values():
            cards.addWidget(card, 1)
            group.addButton(card)
        column.addSpacing(2)
        column.addLayout(cards)
        for banner in (self.unmapped, self.refused, self.notes):
            column.addWidget(banner)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(self._look.fonts.px(_TEXT_HEIGHT))
        self.text.setAccessibleName("Everything to be known of the row")
        self.text.hide()
        rows = QVBoxLayout(self._rows)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(10)
        self.table.setMinimumHeight(self._look.fonts.px(_TABLE_HEIGHT))
        rows.addWidget(self.table, 1)
        rows.addWidget(self.text)
        rows.addWidget(self.foot)
        column.addWidget(self.parts)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addWidget(self.columns)
        both.addWidget(self._rows, 1)
        column.addLayout(both, 1)

    def _connect(self) -> None:
        for kind, card in self.cards.items():
            card.toggled.connect(lambda on, one=kind: self._show_only(one if on else None))
        self.show_refused.clicked.connect(lambda: self.cards[Kind.REFUSED].setChecked(True))
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self._model.opened_changed.connect(self._on_opened)
        self._model.judged.connect(self._on_judged)
        self.parts.choice_changed.connect(self._fit)
        self._on_opened()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show columns and rows side by side, or one of them where there is no room for both."""
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        is_narrow = self.width() < self._look.fonts.px(_NARROW_UNDER)
        shows_rows = self.parts.choice() == 0
        self.parts.setVisible(is_narrow)
        self._rows.setVisible(not is_narrow or shows_rows)
        self.columns.setVisible(not is_narrow or not shows_rows)
        self.columns.fill(is_alone=is_narrow)

    @Slot()
    def _on_opened(self) -> None:
        """Show another file or sheet."""
        opened, wanted = self._model.opened, self._model.wanted
        if opened is None or wanted is None:
            return
        self.head.show_organisation(opened.organisation)
        self.notes.say("", " ".join(wanted.table.notes))
        self._on_judged()

    @Slot()
    def _on_judged(self) -> None:
        """Show what becomes of the rows now."""
        opened, wanted, rows = self._model.opened, self._model.wanted, self._model.rows
        if opened is None or wanted is None:
            return
        added, refused = rows.brought_in, rows.count(Kind.REFUSED)
        read = counted(len(wanted.table.rows) + len(wanted.table.skipped), "row")
        self.head.say(
            self._told_title(added, opened.short_name),
            f"Read from {read}. Nothing is changed until you import.",
        )
        for kind, card in self.cards.items():
            card.count(rows.count(kind))
            if card.isChecked() and rows.shown_kind is not kind:
                card.setChecked(False)
        self._show_banners(refused)
        self.foot.setText(_foot(added))
        if rows.rowCount() and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(rows.index(0, 0))
        self._on_row()

    def _told_title(self, added: int, name: str) -> str:
        if not self._model.is_judged:
            return f"The register of {name}"
        return f"{counted(added, 'decision')} for {name}" if added else f"Nothing new for {name}"

    def _show_banners(self, refused: int) -> None:
        is_unmapped = not self._model.is_mapped
        self.unmapped.say(
            "Which column says what was decided?" if is_unmapped else "",
            "Give one column the field “Title” or “Decision”." if is_unmapped else "",
        )
        were = "row is" if refused == 1 else "rows are"
        self.refused.say(
            f"{refused:,} {were} refused." if refused else "",
            "Put them right in the file and import it again: nothing comes in twice."
            if refused
            else "",
        )

    def _show_only(self, kind: Kind | None) -> None:
        """Filter the table; a second card leaves the first."""
        if kind is not None:
            release_others(self.cards, kind)
        self._model.rows.filter(kind)
        if self._model.rows.rowCount():
            self.table.setCurrentIndex(self._model.rows.index(0, 0))

    @Slot()
    def _on_row(self) -> None:
        """Show all remarks of the chosen row where its line has no room for them."""
        told = self._model.rows.told_at(self.table.currentIndex().row())
        self.text.setPlainText("\n".join(told.remarks) if told else "")
        self.text.setVisible(told is not None and bool(told.remarks))


def _foot(added: int) -> str:
    """Say what follows."""
    return "After importing, one Undo takes all of it away again." if added else ""
