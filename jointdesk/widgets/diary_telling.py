"""What would be sent of meetings, beside the diary: under the inspector, or in its place."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from jointdesk.viewmodels.telling import Telling
from jointdesk.widgets.diary_area import DiaryArea
from jointdesk.widgets.look import Look
from jointdesk.widgets.tell_card import TellFoot, TellPanel


class DiaryTelling(QObject):
    """Connects a diary with what could be sent of its meetings, for as long as it is there."""

    def __init__(self, area: DiaryArea, look: Look, telling: Telling) -> None:
        """Let the inspector have a foot; a panel is made when it is first wanted."""
        super().__init__(area)
        self._area, self._look, self._telling = area, look, telling
        self._panel: TellPanel | None = None
        area.foot_maker = self._make_foot
        area.inspected.connect(telling.look_at)
        telling.wanted.connect(self._on_wanted)

    def _make_foot(self) -> QWidget:
        return TellFoot(self._look, self._telling)

    @Slot()
    def _on_wanted(self) -> None:
        """Show it at the right, unless the inspector does already."""
        area = self._area
        if area.is_inspecting:
            return
        if self._panel is None:
            self._panel = TellPanel(self._look, self._telling)
            area.side.adopt(self._panel, is_passing=True)
            self._panel.closed.connect(self._on_closed)
        area.side.show(self._panel)

    @Slot()
    def _on_closed(self) -> None:
        if self._area.side.panel is self._panel:
            self._area.close_inspector()
