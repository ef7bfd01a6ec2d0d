"""The icon in the tray: opens the window, reads all diaries, quits, tells of new conflicts."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from jointdesk.widgets.look import Look

_SHOWN_MS = 10_000


class Tray(QObject):
    """One icon for as long as the program runs.

    Signals:
        open_requested, read_requested, quit_requested: what the person chose.
    """

    open_requested = Signal()
    read_requested = Signal()
    quit_requested = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        """Show the icon; `parent` is the window."""
        super().__init__(parent)
        self._menu = QMenu(parent)
        for words, signal in (
            ("Open JointDesk", self.open_requested),
            ("Read all diaries now", self.read_requested),
            ("Quit", self.quit_requested),
        ):
            self._menu.addAction(words).triggered.connect(signal)
        self._icon = QSystemTrayIcon(self)
        self._icon.setToolTip("JointDesk")
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._on_activated)
        self._icon.messageClicked.connect(self.open_requested)
        self.wear(look)
        self._icon.show()

    @staticmethod
    def is_available() -> bool:
        """True where the desktop has a tray."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def wear(self, look: Look) -> None:
        """Show the icon in another look."""
        theme = look.theme
        self._icon.setIcon(look.icons.icon("calendar-days", theme.accent, theme.accent, 22))

    @Slot(str)
    def tell(self, words: str) -> None:
        """Show a few words beside the tray; others may see them too."""
        if QSystemTrayIcon.supportsMessages():
            kind = QSystemTrayIcon.MessageIcon.Information
            self._icon.showMessage("JointDesk", words, kind, _SHOWN_MS)

    @Slot(QSystemTrayIcon.ActivationReason)
    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is not QSystemTrayIcon.ActivationReason.Context:
            self.open_requested.emit()
