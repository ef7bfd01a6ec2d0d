"""What is carried over the diary's grid, tied to what moves meetings, and the question it asks."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Qt, Signal, Slot

from jointdesk.viewmodels.carried import Grip, Load, Place
from jointdesk.viewmodels.changeable import ScopeAsk
from jointdesk.viewmodels.diary_events import DiaryEvents
from jointdesk.viewmodels.event_warnings import ScopeWords
from jointdesk.widgets.announcing import announce
from jointdesk.widgets.diary_area import DiaryArea
from jointdesk.widgets.diary_geometry import on_view
from jointdesk.widgets.look import Look

if TYPE_CHECKING:
    from jointdesk.widgets.scope_popover import ScopePopover


_BELOW = 120
"""How far below the top of the inspector its buttons are, about."""


class DiaryGestures(QObject):
    """Connects a diary's grid with the events that it shows, for as long as the grid is there.

    Signals:
        marked(object): a meeting is wanted at a `Place`.
    """

    marked = Signal(object)

    def __init__(self, area: DiaryArea, look: Look, events: DiaryEvents) -> None:
        """Let meetings be moved at once; the question is made when it is first asked."""
        super().__init__(area)
        self._area, self._look, self._events = area, look, events
        self._grid = grid = area.grid
        self._scope: ScopePopover | None = None
        self._carried: tuple[Load, Place] | None = None
        carrying = grid.carrying
        carrying.lifts = events.load_of_meeting
        carrying.moved.connect(self._on_moved)
        carrying.put_down.connect(self._on_put_down)
        carrying.removed.connect(events.remove)
        carrying.refused.connect(events.explain)
        carrying.told.connect(self._on_told)
        events.moved.connect(grid.select_meeting)
        events.asked.connect(self._on_asked)
        events.foretold.connect(self._on_foretold)
        events.actions.renamed.connect(self._on_renamed)
        grid.meeting_selected.connect(events.follow)
        grid.pointer.pressed.connect(self._on_pressed)

    # Carrying

    @Slot(object, object)
    def _on_moved(self, load: Load, place: Place) -> None:
        self._grid.carrying.say(self._events.foresee(load, place))

    @Slot(str)
    def _on_told(self, words: str) -> None:
        announce(self._grid, words)

    @Slot(object, object)
    def _on_put_down(self, load: Load, place: Place) -> None:
        if load.grip is Grip.NEW:
            self.marked.emit(place)
            return
        self._carried = load, place
        self._events.put(load, place)
        self._carried = None

    @Slot(str, str)
    def _on_renamed(self, shown: str, found: str) -> None:
        """Keep a meeting selected that is found under another id once it is written."""
        item = self._grid.selection.item
        if item is not None and item.meeting_id == shown != found:
            self._grid.select_meeting(found)

    # How much of a series is meant

    @Slot(object)
    def _on_asked(self, ask: ScopeAsk) -> None:
        """Ask beside the meeting, or beside where it would lie."""
        if self._scope is None:
            from jointdesk.widgets.scope_popover import ScopePopover

            self._scope = ScopePopover(self._look, self._area)
            self._scope.question.answered.connect(self._on_answered)
            self._scope.left.connect(self._on_taken_back)
        if self._carried is not None:
            self._grid.carrying.stay(*self._carried)
        self._scope.ask(ask, self._beside(ask.meeting_id))

    @Slot(object)
    def _on_foretold(self, words: ScopeWords) -> None:
        if self._scope is not None:
            self._scope.tell(words)

    def _beside(self, meeting_id: str) -> QRect:
        """Return where a meeting is, or would be, on the area; in a list, where it is inspected."""
        grid, panel = self._grid, self._area.side.panel
        if not grid.isVisible():
            edge = panel.geometry() if panel else self._area.rect()
            return QRect(edge.left(), edge.top() + self._look.fonts.px(_BELOW), 1, 1)
        box, item = grid.carrying.box(), grid.selection.find_meeting(meeting_id)
        found = grid.box_of(item) if item else grid.rect()
        found = on_view(grid, box) if box else found
        return QRect(grid.mapTo(self._area, found.topLeft()), found.size())

    @Slot(object)
    def _on_answered(self, scope: object) -> None:
        self._close_question()
        self._events.answer(scope)  # type: ignore[arg-type]

    @Slot()
    def _on_taken_back(self) -> None:
        self._close_question()
        self._events.take_back()

    @Slot()
    def _on_pressed(self) -> None:
        """Take back what was asked: the pointer went elsewhere."""
        if self._scope is not None and self._scope.isVisible():
            self._on_taken_back()

    def _close_question(self) -> None:
        self._grid.carrying.let_go()
        if self._scope is not None:
            self._scope.hide()
        self._area.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)
