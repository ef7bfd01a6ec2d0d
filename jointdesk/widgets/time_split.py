"""The page of the time split: bars in the organisations' patterns, and tables that say the same."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from jointdesk.viewmodels.export_document import BlockTable
from jointdesk.viewmodels.time_split import PERIODS, Bar, SplitPage, TimeSplitModel
from jointdesk.widgets.controls import SegmentedControl, make_button, make_icon_button
from jointdesk.widgets.export_table import BlockTableView
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import Column, PageHead, make_rule, set_paper
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.refocusing import has_keyboard
from jointdesk.widgets.today_split import SplitBar

_WIDEST = 900


class TimeSplitPage(QFrame):
    """Shows a split, and turns to other days.

    Signals:
        left: back to Today.
        report_requested: the report of these days is to be made.
    """

    left = Signal()
    report_requested = Signal()

    def __init__(self, look: Look, model: TimeSplitModel) -> None:
        """Follow the model."""
        super().__init__()
        self._look, self._model = look, model
        self._body: QWidget | None = None
        set_paper(self)
        self._head = PageHead(look, "Time split")
        self.earlier = make_icon_button(look, "chevron-left", "Earlier")
        self.later = make_icon_button(look, "chevron-right", "Later")
        self.today = make_button(look, "Today")
        self.periods = SegmentedControl([each.value.capitalize() for each in PERIODS], "How long")
        self.report = make_button(look, "Report…", "file-output")
        self.report.setAccessibleName("Report for the line managers")
        self.back = make_button(look, "Back to Today", "chevron-left")
        self._head.add(self.today, self.earlier, self.later, self.periods, self.report, self.back)
        self.column = Column(look, "Time split")
        self.column.set_widest(look.fonts.px(_WIDEST))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head)
        layout.addWidget(make_rule(look))
        layout.addWidget(self.column, 1)
        self._connect()
        self._on_split()

    def _connect(self) -> None:
        model = self._model
        self.today.clicked.connect(model.go_to_today)
        self.earlier.clicked.connect(lambda: model.turn(-1))
        self.later.clicked.connect(lambda: model.turn(1))
        self.periods.choice_changed.connect(lambda index: model.set_period(PERIODS[index]))
        self.report.clicked.connect(self.report_requested)
        self.back.clicked.connect(self.left)
        for keys, step in (("PgUp", -1), ("PgDown", 1)):
            turning = QShortcut(QKeySequence(keys), self)
            turning.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            turning.activated.connect(lambda step=step: model.turn(step))
        escape = QShortcut(QKeySequence("Escape"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.left)
        model.split_changed.connect(self._on_split)

    def first_focus(self) -> QWidget:
        """What gets the keyboard when the page is opened."""
        return self.periods.taken()

    def areas(self) -> list[QWidget]:
        """The areas that F6 goes through."""
        return [self._head, self.column]

    @Slot()
    def _on_split(self) -> None:
        shown = self._model.shown
        self.periods.take(PERIODS.index(self._model.period))
        if shown is None:
            return
        self._head.say(shown.title)
        had_focus = self._body is not None and has_keyboard(self._body)
        if self._body is not None:
            self.column.column.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._body = _body(self._look, shown)
        self.column.column.addWidget(self._body)
        if had_focus:
            self.first_focus().setFocus()


def _body(look: Look, shown: SplitPage) -> QWidget:
    """Return everything under the head: the outcome, bars, tables, and how it is counted."""
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    column.addWidget(make_label(look, shown.headline, Text.DISPLAY, Weight.SEMI_BOLD))
    if shown.within:
        column.addWidget(make_label(look, shown.within, Text.BODY, colour=look.theme.ink2))
    if shown.bars:
        column.addLayout(_bars(look, shown.bars))
    for table in shown.tables:
        column.addWidget(BlockTableView(look, BlockTable(table)))
    column.addWidget(make_label(look, "How it is counted", Text.SECTION, Weight.SEMI_BOLD))
    for sentence in shown.method:
        column.addWidget(make_label(look, sentence, Text.BODY, colour=look.theme.ink2))
    return body


def _bars(look: Look, bars: tuple[Bar, ...]) -> QGridLayout:
    """Return a row for each stretch of time: what it is, its bar, and the shares in words."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(7)
    grid.setColumnStretch(1, 1)
    for row, bar in enumerate(bars):
        weight = Weight.REGULAR if row else Weight.SEMI_BOLD
        grid.addWidget(make_label(look, bar.label, Text.BLOCK, weight, wraps=False), row, 0)
        words = "Nothing in the diaries"
        if bar.split is not None:
            grid.addWidget(SplitBar(look, bar.split), row, 1)
            words = "  ".join(f"{part.code} {part.percent} %" for part in bar.split.parts)
        told = make_label(look, words, Text.BLOCK, weight, colour=look.theme.ink2, wraps=False)
        grid.addWidget(told, row, 2)
    return grid
