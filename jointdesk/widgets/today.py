"""The page of Today: the day in order at the left, what is asked of people at the right."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from jointdesk.viewmodels.today import TodayModel
from jointdesk.viewmodels.today_day import DayRow, MeetingRow
from jointdesk.viewmodels.today_needs import Need
from jointdesk.viewmodels.today_reading import Today
from jointdesk.widgets.controls import make_button
from jointdesk.widgets.empty import EmptyState
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import Column, PageHead, set_paper
from jointdesk.widgets.labels import make_icon, make_label, make_line
from jointdesk.widgets.look import Look
from jointdesk.widgets.refocusing import focused_name, refocus
from jointdesk.widgets.search_button import SearchButton
from jointdesk.widgets.today_rows import (
    LinkRow,
    TroubleCard,
    meeting_row,
    need_row,
    way_row,
)
from jointdesk.widgets.today_split import SplitCard

_EMPTY = (
    "No diary yet. Add the council’s or the NHS body’s calendar, or open a calendar file.",
    "Add a calendar",
)
_SIDE, _LEFT_WIDEST, _BESIDE_FROM = 384, 800, 860


class TodayPage(QFrame):
    """Shows Today and says where its rows lead.

    Signals:
        followed(object): the `Target` of a row.
        search_requested, import_requested: other pages are wanted.
        brief_requested: today's brief is to be printed.
        reading_requested: today's brief is to be read here.
        split_requested: more of the time split is wanted.
    """

    followed = Signal(object)
    brief_requested = Signal()
    reading_requested = Signal()
    split_requested = Signal()
    search_requested = Signal()
    import_requested = Signal()

    def __init__(self, look: Look, model: TodayModel) -> None:
        """Follow a model."""
        super().__init__()
        self._look = look
        self._model = model
        set_paper(self)
        self._head = PageHead(look, "Today")
        self.search = SearchButton(look)
        self.search.clicked.connect(self.search_requested)
        self.brief = make_button(look, "Print brief", "printer")
        self.brief.clicked.connect(self.brief_requested)
        self.read = make_button(look, "Brief")
        self.read.setAccessibleName("Read today's brief")
        self.read.clicked.connect(self.reading_requested)
        self._head.add(self.read, self.brief, self.search)
        self.empty = EmptyState(look, *_EMPTY)
        self.empty.asked.connect(self.import_requested)
        self.body = TodayBody(look)
        self.body.followed.connect(self.followed)
        self.body.split_requested.connect(self.split_requested)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.body)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(make_line(look))
        column.addWidget(self._stack, 1)
        model.today_changed.connect(self._on_today)
        self._on_today()

    def first_focus(self) -> QWidget:
        """What gets the keyboard when the page is opened."""
        if self._stack.currentWidget() is self.empty:
            return self.empty
        return self.body.first() or self.search

    def areas(self) -> list[QWidget]:
        """The areas that F6 goes through."""
        if self._stack.currentWidget() is self.empty:
            return [self._head, self.empty]
        return [self._head, self.body.left, self.body.right]

    @Slot()
    def _on_today(self) -> None:
        today = self._model.today
        if today is None:
            return
        self._head.say(today.date)
        self._stack.setCurrentWidget(self.empty if today.is_empty else self.body)
        focused = focused_name(self.body)
        had_focus = bool(focused) or self.search.hasFocus()
        self.body.show_today(today)
        refocus(self.body, focused)
        if had_focus and not self.body.has_focus() and self.isVisible():
            self.first_focus().setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Keep that the person looks."""
        super().showEvent(event)
        self._model.seen()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep that the person looked until now."""
        super().hideEvent(event)
        self._model.seen()


class TodayBody(Column):
    """Two columns that scroll together; one under the other where there is no room for two.

    Signals:
        followed(object): the `Target` of a row.
        split_requested: more of the time split is wanted.
    """

    followed = Signal(object)
    split_requested = Signal()

    def __init__(self, look: Look) -> None:
        """Begin empty."""
        super().__init__(look, "Today")
        self._look = look
        self.set_widest(look.fonts.px(_LEFT_WIDEST + _SIDE + 60))
        self.column.setContentsMargins(18, 16, 18, 24)
        self.left, self.right = QWidget(), QWidget()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(24)
        self.column.addLayout(self._sides)
        self._place()

    def show_today(self, today: Today) -> None:
        """Show everything anew."""
        for old in (self.left, self.right):
            self._sides.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.left, self.right = self._day(today), self._asked(today)
        self._place()

    def first(self) -> QWidget | None:
        """Return the first thing that one can go to."""
        for side in (self.left, self.right):
            cards = side.findChildren(TroubleCard)
            rows = side.findChildren(LinkRow)
            if rows or cards:
                return rows[0] if rows else cards[0].button
        return None

    def has_focus(self) -> bool:
        """Whether the keyboard is on something in it."""
        return bool(focused_name(self))

    # Laying out

    def _place(self) -> None:
        for side in (self.left, self.right):
            self._sides.removeWidget(side)
        self._sides.addWidget(self.left, 1)
        self._sides.addWidget(self.right, 0)
        for side in (self.left, self.right):
            side.show()  # at once, so that the keyboard can go back to where it was
        self._fit()

    def _fit(self) -> None:
        px = self._look.fonts.px
        is_beside = self.viewport().width() >= px(_BESIDE_FROM)
        ways = QBoxLayout.Direction
        self._sides.setDirection(ways.LeftToRight if is_beside else ways.TopToBottom)
        share = max(px(300), min(px(_SIDE), self.viewport().width() * 2 // 5))
        self.right.setMinimumWidth(share if is_beside else 0)
        self.right.setMaximumWidth(share if is_beside else px(_LEFT_WIDEST))
        self.left.setMaximumWidth(px(_LEFT_WIDEST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the sides beside or under each other."""
        super().resizeEvent(event)
        self._fit()

    def _day(self, today: Today) -> QWidget:
        look = self._look
        side, column = _side("The day")
        column.addWidget(_inset(make_label(look, today.headline, Text.DISPLAY, Weight.SEMI_BOLD)))
        if today.lead:
            lead = make_label(look, today.lead, Text.SECTION, colour=look.theme.ink2)
            lead.setMaximumWidth(look.fonts.px(640))
            column.addWidget(_inset(lead))
        column.addSpacing(8)
        column.addWidget(_heading(look, f"{today.whose} day", today.summary))
        self._add_rows(column, today.rows, "Nothing in the diary today.")
        if today.split is not None:
            column.addSpacing(8)
            whose = today.whose.lower() if today.whose == "Your" else today.whose
            card = SplitCard(look, f"Where {whose} time went", today.split)
            card.opened.connect(self.split_requested)
            column.addWidget(card)
        column.addSpacing(8)
        column.addWidget(_heading(look, "Tomorrow", today.tomorrow_note))
        self._add_rows(column, today.tomorrow, "Nothing in the diary tomorrow.")
        column.addStretch(1)
        return side

    def _add_rows(self, column: QVBoxLayout, rows: Sequence[DayRow], nothing: str) -> None:
        look = self._look
        if not rows:
            column.addWidget(_inset(make_label(look, nothing, colour=look.theme.ink2)))
        for row in rows:
            if isinstance(row, MeetingRow):
                link = meeting_row(look, row)
                link.followed.connect(self.followed)
                column.addWidget(link)
            elif row.severity is None:
                column.addWidget(way_row(look, row))
            else:
                card = TroubleCard(look, row)
                card.followed.connect(self.followed)
                holder = QHBoxLayout()
                holder.setContentsMargins(look.fonts.px(96) + 14, 3, 6, 3)
                holder.addWidget(card)
                column.addLayout(holder)

    def _asked(self, today: Today) -> QWidget:
        look = self._look
        side, column = _side("What is asked for")
        self._add_needs(column, "Decide today", today.decide, "Nothing is to be decided today.")
        if today.news.first:
            column.addSpacing(12)
            self._add_needs(column, f"Changed since {today.news.since}", today.news.first, "")
        column.addSpacing(12)
        self._add_needs(column, "Waiting for you", today.waiting, "Nothing waits for you.")
        if today.read:
            row = QHBoxLayout()
            row.setContentsMargins(6, 8, 6, 0)
            row.setSpacing(8)
            row.addWidget(make_icon(look, "refresh-cw", look.theme.ink2, 14))
            row.addWidget(make_label(look, today.read, Text.BLOCK, colour=look.theme.ink2), 1)
            column.addLayout(row)
        column.addStretch(1)
        return side

    def _add_needs(
        self, column: QVBoxLayout, name: str, needs: Sequence[Need], nothing: str
    ) -> None:
        look = self._look
        column.addWidget(_heading(look, name, ""))
        if not needs:
            column.addWidget(_inset(make_label(look, nothing, colour=look.theme.ink2)))
        for need in needs:
            link = need_row(look, need)
            link.followed.connect(self.followed)
            column.addWidget(link)
            column.addWidget(make_line(look))


def _side(name: str) -> tuple[QWidget, QVBoxLayout]:
    side = QWidget()
    side.setAccessibleName(name)
    column = QVBoxLayout(side)
    column.setContentsMargins(REACH, 0, REACH, REACH)
    column.setSpacing(4)
    return side, column


def _inset(widget: QWidget) -> QWidget:
    """Let a text begin where the rows' texts do."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(6, 0, 6, 0)
    row.addWidget(widget, 1000)
    row.addStretch(1)
    return holder


def _heading(look: Look, name: str, rest: str) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(6, 4, 6, 2)
    row.setSpacing(7)
    strong = make_label(look, name, Text.SECTION, Weight.SEMI_BOLD, wraps=False)
    row.addWidget(strong, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(make_label(look, rest, Text.SECTION, colour=look.theme.ink2), 1)
    return holder
