"""The card of one time that may be chosen: framed, with its parts in a row."""

from PySide6.QtWidgets import QFrame, QHBoxLayout

from jointdesk.widgets.look import Look


class TimeCard(QFrame):
    """A framed row; its edge is the accent's where it is marked."""

    def __init__(self, look: Look, name: str, spoken: str, *, is_marked: bool) -> None:
        """Make the frame; `name` is the object's own, `spoken` what a screen reader says."""
        super().__init__()
        self._look = look
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        edge = look.theme.accent if is_marked else look.theme.line
        self.setStyleSheet(
            f"#{name} {{ background: {look.theme.surface.name()};"
            f" border: 1px solid {edge.name()}; border-radius: 8px; }}"
        )
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 8, 10, 8)
        self._row.setSpacing(10)
