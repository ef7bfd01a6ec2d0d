"""The page of what changed since the person last looked, from what to what."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from jointdesk.viewmodels.today import TodayModel
from jointdesk.viewmodels.today_needs import Need
from jointdesk.viewmodels.today_news import News
from jointdesk.widgets.look import Look
from jointdesk.widgets.row_page import RowPage
from jointdesk.widgets.today_rows import LinkRow, need_row

_NOTHING = "Nothing has changed since you last looked."


class NewsPage(RowPage):
    """Shows all changes; each row leads to what it is about.

    Signals:
        followed(object): the `Target` of a row.
    """

    followed = Signal(object)

    def __init__(self, look: Look, model: TodayModel) -> None:
        """Follow the model of Today."""
        super().__init__(look, "Since you last looked", "Changes", _NOTHING)
        self._model = model
        self._shown: News | None = None
        self.head.add(self.back)
        model.today_changed.connect(self._on_today)
        self._on_today()

    def first_focus(self) -> QWidget:
        """What gets the keyboard when the page is opened."""
        rows = self.rows.findChildren(LinkRow)
        return rows[0] if rows else self.back

    @Slot()
    def _on_today(self) -> None:
        today = self._model.today
        news = today.news if today is not None else News()
        if news == self._shown:
            return
        self._shown = news
        self.head.say(news.since)
        self.show_rows(
            (
                ("For you", self._rows(news.mine)),
                ("In the diaries", self._rows(news.moves)),
                ("By others", self._rows(news.others)),
            )
        )

    def _rows(self, needs: Sequence[Need]) -> list[QWidget]:
        rows: list[QWidget] = []
        for need in needs:
            row = need_row(self._look, need)
            row.followed.connect(self.followed)
            rows.append(row)
        return rows
