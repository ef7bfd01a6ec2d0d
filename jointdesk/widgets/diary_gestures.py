"""What is carried over the diary's grid, tied to what moves meetings, and the question it asks."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from jointdesk.viewmodels.carried import Grip, Load, Place
from jointdesk.viewmodels.changeable import ScopeAsk
from jointdesk.viewmodels.diary_events import DiaryEvents
from jointdesk.widgets.announcing import announce
from jointdesk.widgets.diary import DiaryView
from jointdesk.widgets.diary_geometry import on_view
from jointdesk.widgets.look import Look

if TYPE_CHECKING:
    from jointdesk.widgets.scope_popover import ScopePopover


class DiaryGestures(QObject):
    """Connects a grid with the events that it shows, for as long as the grid is there.

    Signals:
        marked(object): a meeting is wanted at a `Place`.
    """

    marked = Signal(object)

    def __init__(self, grid: DiaryView, look: Look, events: DiaryEvents) -> None:
        """Let meetings be moved at once; the question is made when it is first asked."""
        super().__init__(grid)
        self._grid, self._look, self._events = grid, look, events
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

            self._scope = ScopePopover(self._look, self._grid)
            self._scope.question.answered.connect(self._on_answered)
            self._scope.left.connect(self._on_taken_back)
        carrying = self._grid.carrying
        if self._carried is not None:
            carrying.stay(*self._carried)
        box, item = carrying.box(), self._grid.selection.find_meeting(ask.meeting_id)
        beside = self._grid.box_of(item) if item else self._grid.rect()
        self._scope.ask(ask, on_view(self._grid, box) if box else beside)

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
        self._grid.setFocus(Qt.FocusReason.OtherFocusReason)
