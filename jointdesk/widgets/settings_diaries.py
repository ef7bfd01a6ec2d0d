"""When diaries are read by themselves, how old each is, and what each reading did."""

from typing import NamedTuple

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from jointdesk.domain.moments import HOUR, MINUTE
from jointdesk.viewmodels.freshness import Freshness
from jointdesk.viewmodels.run_history import RunHistory
from jointdesk.viewmodels.schedule import INTERVALS
from jointdesk.viewmodels.settings import Settings, SettingsModel
from jointdesk.viewmodels.status import StatusModel
from jointdesk.viewmodels.syncing import SyncModel
from jointdesk.viewmodels.tray import TrayChoice
from jointdesk.widgets.controls import TagLabel, make_button
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import Choice, soft_label
from jointdesk.widgets.labels import make_icon, make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.refocusing import focused_name, refocus
from jointdesk.widgets.run_history import HistoryCard
from jointdesk.widgets.settings_section import Card, Section


class DiaryModels(NamedTuple):
    """What the section shows and changes."""

    sync: SyncModel
    status: StatusModel
    history: RunHistory
    tray: TrayChoice


class DiarySection(Section):
    """The background reading of this machine."""

    def __init__(self, look: Look, model: SettingsModel, models: DiaryModels) -> None:
        """Show and change what the models hold."""
        super().__init__(
            look,
            model,
            "Diaries",
            "How often this computer reads them is kept on this computer, not in the desk.",
        )
        self._models = models
        self._shown: tuple[Freshness, ...] = ()
        self.interval = Choice()
        self.tray = QCheckBox("Stay in the tray when the window is closed")
        self.column.addWidget(self._reading())
        self._list = Card()
        self.column.addWidget(self._list)
        self.history = HistoryCard(look, models.history)
        self.column.addWidget(self.history)
        models.status.status_changed.connect(self._on_status)
        models.sync.interval_changed.connect(self._on_interval)
        self._on_interval()
        self._on_status()

    def show_settings(self, settings: Settings) -> None:
        """Nothing here is in the desk."""

    def _reading(self) -> Card:
        card = Card()
        card.add_title(self.look, "Reading in the background")
        self.interval.offer([(interval_words(one), one or 0) for one in INTERVALS])
        self.interval.activated.connect(self._on_chosen)
        card.column.addWidget(self.add_field("interval", "Read every diary", self.interval))
        row = QHBoxLayout()
        row.setContentsMargins(REACH, 0, REACH, 0)
        row.addWidget(self.tray)
        row.addStretch(1)
        card.column.addLayout(row)
        self.tray.setChecked(self._models.tray.is_chosen)
        self.tray.setVisible(self._models.tray.is_available)
        self.tray.toggled.connect(self._models.tray.choose)
        return card

    @Slot(int)
    def _on_chosen(self, number: int) -> None:
        self._models.sync.choose_interval(INTERVALS[number])

    @Slot()
    def _on_interval(self) -> None:
        self.interval.setCurrentIndex(INTERVALS.index(self._models.sync.interval))

    @Slot()
    def _on_status(self) -> None:
        diaries = self._models.status.status.diaries
        if diaries == self._shown:
            return
        self._shown = diaries
        focused = focused_name(self._list)
        while (item := self._list.column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._list.add_title(self.look, "How old they are")
        for diary in diaries:
            row = self._row(diary)
            self._list.column.addWidget(row)
            row.show()  # at once, so that the keyboard can go back to where it was
        if not diaries:
            none = soft_label(self.look, "No diary is connected on this computer.")
            none.setIndent(REACH)
            self._list.column.addWidget(none)
        refocus(self._list, focused)

    def _row(self, diary: Freshness) -> QWidget:
        look, theme = self.look, self.look.theme
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(REACH, 2, REACH, 2)
        row.setSpacing(8)
        row.addWidget(TagLabel(look, diary.position, diary.code, diary.code))
        row.addWidget(make_label(look, diary.name, Text.BODY, Weight.MEDIUM), 1)
        if diary.is_stale:
            row.addWidget(make_icon(look, "triangle-alert", theme.amber, 14))
        colour = theme.amber if diary.is_stale else theme.ink2
        row.addWidget(make_label(look, diary.age, Text.BLOCK, colour=colour, wraps=False))
        read = make_button(look, "Read now", kind="small")
        read.setAccessibleName(f"Read {diary.name} now")
        read.clicked.connect(lambda: self._models.sync.read_one(diary.id))
        past = make_button(look, "History", kind="small")
        past.setAccessibleName(f"What readings of {diary.name} did")
        past.clicked.connect(lambda: self.show_history(diary.id))
        row.addWidget(read)
        row.addWidget(past)
        if not diary.why:
            return holder
        return self._with_reason(holder, diary.why)

    def _with_reason(self, row: QWidget, why: str) -> QWidget:
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(row)
        reason = soft_label(self.look, why)
        reason.setIndent(REACH)
        column.addWidget(reason)
        return both

    def show_history(self, source_id: str) -> None:
        """Show what the readings of a diary did."""
        for diary in self._shown:
            if diary.id == source_id:
                self._models.history.show(source_id, diary.name)


def interval_words(interval: int | None) -> str:
    """Return "Every 15 minutes", "Every hour", "Only when I ask (F5)"."""
    if interval is None:
        return "Only when I ask (F5)"
    if interval == HOUR:
        return "Every hour"
    return f"Every {interval // MINUTE} minutes"
