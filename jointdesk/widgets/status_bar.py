"""The line at the foot of the window: every diary's age, what is being read, what waits."""

from itertools import pairwise

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from jointdesk.viewmodels.freshness import Freshness
from jointdesk.viewmodels.shared_desk import SharedDeskModel
from jointdesk.viewmodels.sharing_words import SharingPart, part_of
from jointdesk.viewmodels.status import Reminder, StatusModel, activity_words
from jointdesk.viewmodels.syncing import SyncModel
from jointdesk.widgets.controls import GAP, make_icon_button, plain_label, set_icon, set_tip
from jointdesk.widgets.flowing import FlowingRow
from jointdesk.widgets.fonts import Text
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look

_ICON = 14


class StatusBar(QFrame):
    """Shows what is so; every part of it leads to where more is said.

    Signals:
        diary_requested(str): more of the diary with that id.
        waiting_requested: more of what waits.
        sharing_requested: more of the shared desk.
    """

    diary_requested = Signal(str)
    waiting_requested = Signal()
    sharing_requested = Signal()

    def __init__(
        self, look: Look, model: StatusModel, sync: SyncModel, sharing: SharedDeskModel
    ) -> None:
        """Follow the models."""
        super().__init__()
        self._look, self._model, self._sync, self._sharing = look, model, sync, sharing
        self.diaries: list[StatusPart] = []
        self.reminders: list[StatusPart] = []
        theme = look.theme
        self.setAccessibleName("Status")
        self.setStyleSheet(
            f"StatusBar {{ background: {theme.window.name()};"
            f" border-top: 1px solid {theme.line.name()}; }}"
        )
        self.again = make_icon_button(look, "refresh-cw", "Read all diaries now (F5)")
        self.again.clicked.connect(sync.read_all)
        small = f"min-width: {look.fonts.px(24)}px; min-height: {look.fonts.px(24)}px;"
        self.again.setStyleSheet(small)
        parts = QWidget()
        self._parts = FlowingRow(parts, spacing=4, lines=2)
        self.activity = make_label(look, "", Text.DETAIL, colour=theme.ink2, wraps=False)
        self.stop = make_icon_button(look, "x", "Stop reading")
        self.stop.setStyleSheet(small)
        self.stop.clicked.connect(sync.stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 8, 2)
        row.setSpacing(4)
        row.addWidget(self.again)
        row.addWidget(parts, 1)
        row.addWidget(self.activity)
        row.addWidget(self.stop)
        self.sharing = StatusPart(look)
        self.sharing.clicked.connect(self.sharing_requested)
        row.addWidget(self.sharing)
        model.status_changed.connect(self._on_status)
        sync.activity_changed.connect(self._on_activity)
        sharing.sharing_changed.connect(self._on_sharing)
        self._on_sharing()
        self._on_status()
        self._on_activity()

    @Slot()
    def _on_status(self) -> None:
        status = self._model.status
        wanted = (len(status.diaries), len(status.reminders))
        if wanted != (len(self.diaries), len(self.reminders)):
            self._make_parts(*wanted)
        for part, diary in zip(self.diaries, status.diaries, strict=True):
            part.show_diary(diary)
        for part, reminder in zip(self.reminders, status.reminders, strict=True):
            part.show_reminder(reminder)
        self._fit()

    def _fit(self) -> None:
        status, is_shared = self._model.status, self._sharing.sharing.is_shared
        self.setVisible(bool(status.diaries or status.reminders or is_shared))

    @Slot()
    def _on_sharing(self) -> None:
        part = part_of(self._sharing.sharing)
        self.sharing.setVisible(part is not None)
        if part is not None:
            self.sharing.show_sharing(part)
        self._fit()

    @Slot()
    def _on_activity(self) -> None:
        words = activity_words(self._sync.activity)
        if self.stop.hasFocus() and not words:
            self.again.setFocus()
        self.activity.setText(words)
        self.activity.setVisible(bool(words))
        self.stop.setVisible(bool(words))

    def _make_parts(self, diaries: int, reminders: int) -> None:
        """Have so many parts of each kind; those that stay keep the keyboard."""
        while self._parts.takeAt(0) is not None:
            pass
        for parts, number in ((self.diaries, diaries), (self.reminders, reminders)):
            for gone in parts[number:]:
                gone.hide()
                gone.deleteLater()
            del parts[number:]
            parts.extend(self._part(parts is self.diaries) for _ in range(number - len(parts)))
            for part in parts:
                self._parts.addWidget(part)
                part.show()
        ordered = (self.again, *self.diaries, *self.reminders, self.stop, self.sharing)
        for before, after in pairwise(ordered):
            QWidget.setTabOrder(before, after)

    def _part(self, is_diary: bool) -> "StatusPart":
        part = StatusPart(self._look)
        if is_diary:
            part.clicked.connect(lambda: self.diary_requested.emit(part.id))
        else:
            part.clicked.connect(self.waiting_requested)
        return part


class StatusPart(QPushButton):
    """One thing of the line; a click says more of it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.id = ""
        self.setFont(look.fonts.font(Text.DETAIL))

    def show_diary(self, diary: Freshness) -> None:
        """Show how old a diary is: in amber with a triangle, where that is too old."""
        theme = self._look.theme
        self.id = diary.id
        is_bad = diary.is_stale or bool(diary.why)
        self._wear(theme.amber if is_bad else theme.ink2, "triangle-alert" if is_bad else "")
        self._say(diary.words, diary.spoken)

    def show_reminder(self, reminder: Reminder) -> None:
        """Show what waits."""
        theme = self._look.theme
        self._wear(theme.amber if reminder.is_urgent else theme.accent, reminder.icon)
        self._say(reminder.words, reminder.words)

    def show_sharing(self, part: SharingPart) -> None:
        """Show how the shared desk stands: quietly, unless a person has to do something."""
        theme = self._look.theme
        self._wear(theme.amber if part.is_urgent else theme.ink2, part.icon)
        self._say(part.words, part.spoken)

    def _say(self, words: str, spoken: str) -> None:
        self.setText(plain_label(words))
        set_tip(self, spoken)
        self.setAccessibleName(spoken)

    def _wear(self, colour: QColor, icon: str) -> None:
        hover = self._look.theme.sunken.name()
        self.setStyleSheet(
            f"QPushButton {{ color: {colour.name()}; background: transparent; border: none;"
            f" border-radius: 4px; padding: 0 6px; min-height: {self._look.fonts.px(24)}px; }}"
            f"QPushButton:hover {{ background: {hover}; }}"
        )
        if icon:
            set_icon(self, self._look, icon, colour, _ICON, GAP // 2)
        else:
            self.setIcon(QIcon())
