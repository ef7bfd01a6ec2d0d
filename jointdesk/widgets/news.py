"""The page of what changed since the person last looked, from what to what."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from jointdesk.viewmodels.today import TodayModel
from jointdesk.viewmodels.today_needs import Need
from jointdesk.viewmodels.today_news import News
from jointdesk.widgets.controls import make_button
from jointdesk.widgets.empty import EmptyState
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import Column, PageHead, make_rule, set_paper
from jointdesk.widgets.labels import make_label, make_line
from jointdesk.widgets.look import Look
from jointdesk.widgets.refocusing import focused_name, refocus
from jointdesk.widgets.today_rows import LinkRow, need_row

_NOTHING = "Nothing has changed since you last looked."


class NewsPage(QFrame):
    """Shows all changes; each row leads to what it is about.

    Signals:
        followed(object): the `Target` of a row.
        left: back to Today.
    """

    followed = Signal(object)
    left = Signal()

    def __init__(self, look: Look, model: TodayModel) -> None:
        """Follow the model of Today."""
        super().__init__()
        self._look, self._model = look, model
        self._shown: News | None = None
        set_paper(self)
        self._head = PageHead(look, "Since you last looked")
        self.back = make_button(look, "Back to Today", "chevron-left")
        self.back.clicked.connect(self.left)
        self._head.add(self.back)
        self.rows = Column(look, "Changes")
        self.empty = EmptyState(look, _NOTHING)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(make_rule(look))
        column.addWidget(self.rows, 1)
        column.addWidget(self.empty, 1)
        model.today_changed.connect(self._on_today)
        self._on_today()

    def first_focus(self) -> QWidget:
        """What gets the keyboard when the page is opened."""
        rows = self.rows.findChildren(LinkRow)
        return rows[0] if rows else self.back

    def areas(self) -> list[QWidget]:
        """The areas that F6 goes through."""
        return [self._head, self.rows]

    @Slot()
    def _on_today(self) -> None:
        today = self._model.today
        news = today.news if today is not None else News()
        if news == self._shown:
            return
        self._shown = news
        self._head.say(news.since)
        is_empty = not (news.mine or news.moves or news.others)
        self.empty.setVisible(is_empty)
        self.rows.setVisible(not is_empty)
        focused = focused_name(self.rows)
        self._clear()
        self._add("For you", news.mine)
        self._add("In the diaries", news.moves)
        self._add("By others", news.others)
        refocus(self.rows, focused)

    def _clear(self) -> None:
        while (item := self.rows.column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _add(self, name: str, needs: Sequence[Need]) -> None:
        if not needs:
            return
        column = self.rows.column
        column.addWidget(make_label(self._look, name, Text.SECTION, Weight.SEMI_BOLD))
        for need in needs:
            row = need_row(self._look, need)
            row.followed.connect(self.followed)
            column.addWidget(row)
            row.show()  # at once, so that the keyboard can go back to where it was
            column.addWidget(make_line(self._look))
