"""Whether the program stays in the tray when its window is closed; kept for this machine."""

from PySide6.QtCore import QObject, Signal

from jointdesk.viewmodels.preferences import Preferences

_STAY = "window/stay in tray"


class TrayChoice(QObject):
    """What the person chose; it holds only where there is a tray.

    Signals:
        chosen(bool): another choice was made.
    """

    chosen = Signal(bool)

    def __init__(self, preferences: Preferences, *, is_available: bool) -> None:
        """Keep the choice with the preferences."""
        super().__init__(preferences)
        self.is_available = is_available
        self._preferences = preferences

    @property
    def is_chosen(self) -> bool:
        """True where closing the window leaves the program in the tray."""
        return self.is_available and self._preferences.text(_STAY) == "yes"

    def choose(self, is_chosen: bool) -> None:
        """Stay in the tray from now on, or not."""
        self._preferences.keep_text(_STAY, "yes" if is_chosen else "")
        self.chosen.emit(self.is_chosen)
