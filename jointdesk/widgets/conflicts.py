"""The page of conflicts: the list at the left, one conflict in full at the right."""

from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from jointdesk.viewmodels.conflict_detail import ConflictDetail
from jointdesk.viewmodels.conflict_list import Tab
from jointdesk.viewmodels.conflict_proposals import ProposeModel
from jointdesk.viewmodels.conflict_thread import ConflictThreadModel
from jointdesk.viewmodels.conflicts import ConflictsModel
from jointdesk.widgets.announcing import announce
from jointdesk.widgets.conflict_detail import ConflictPanel
from jointdesk.widgets.conflict_list import ConflictList
from jointdesk.widgets.conflict_propose import ProposeForm
from jointdesk.widgets.controls import SegmentedControl
from jointdesk.widgets.empty import EmptyState
from jointdesk.widgets.flowing import FlowingRow
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.labels import make_label, make_line
from jointdesk.widgets.look import Look
from jointdesk.widgets.search_button import SearchButton

_LIST = 404
_TABS = ("Open", "Assigned", "Settled")


class ConflictsPage(QFrame):
    """Lays out the page and connects it to its model.

    Signals:
        diary_requested(str, object): the id of a meeting and its day, to be shown in the diary.
        search_requested: the search everywhere is wanted.
    """

    diary_requested = Signal(str, object)
    search_requested = Signal()

    def __init__(
        self,
        look: Look,
        model: ConflictsModel,
        thread: ConflictThreadModel,
        proposing: ProposeModel,
    ) -> None:
        """Show what the models have, and follow them."""
        super().__init__()
        self._look = look
        self._model = model
        self._thread, self._proposing = thread, proposing
        self.proposal: ProposeForm | None = None
        self._shown: ConflictDetail | None = None
        self.tabs = SegmentedControl(_TABS, "Which conflicts")
        self.list = ConflictList(look, model.list)
        self.panel = ConflictPanel(look)
        self._empty = EmptyState(look, "")
        self._lay_out()
        self._connect()
        self._on_list_changed()
        self._on_detail_changed()
        self._on_history_changed()

    def first_focus(self) -> QWidget:
        """What gets the keyboard when the page is opened."""
        is_empty = bool(self._model.nothing()) and not self._model.list.lines
        return self.tabs.taken() if is_empty else self.list

    def areas(self) -> list[QWidget]:
        """The areas that F6 goes through."""
        return [self.list, self.panel]

    def _lay_out(self) -> None:
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._split = QWidget()
        row = QHBoxLayout(self._split)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._left = QWidget()
        inner = QVBoxLayout(self._left)
        inner.setContentsMargins(12, 0, 2, 0)
        inner.addWidget(self.list)
        row.addWidget(self._left)
        row.addWidget(make_line(self._look, is_upright=True))
        row.addWidget(self.panel, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._split)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._toolbar())
        column.addWidget(make_line(self._look))
        column.addWidget(self._stack, 1)

    def _toolbar(self) -> FlowingRow:
        look = self._look
        row = FlowingRow()
        row.setContentsMargins(20, 11, 16, 11)
        row.addWidget(make_label(look, "Conflicts", Text.PAGE, Weight.SEMI_BOLD, wraps=False))
        ink = look.theme.ink2
        row.addWidget(make_label(look, "next eight weeks", Text.PAGE, colour=ink, wraps=False))
        row.add_at_end(self.tabs)
        search = SearchButton(look)
        search.clicked.connect(self.search_requested)
        row.addWidget(search)
        return row

    def _connect(self) -> None:
        model, panel = self._model, self.panel
        model.list_changed.connect(self._on_list_changed)
        model.detail_changed.connect(self._on_detail_changed)
        model.history_changed.connect(self._on_history_changed)
        self.tabs.choice_changed.connect(lambda choice: model.set_tab(Tab(choice)))
        self.list.conflict_selected.connect(self._on_selected)
        self.list.way_requested.connect(panel.choose_way)
        self.list.assign_requested.connect(panel.choose_owner)
        self.list.mute_requested.connect(panel.ask_mute)
        self.list.entered.connect(self._on_entered)
        panel.way_taken.connect(self._on_way_taken)
        panel.settled.connect(self._on_settled)
        panel.owner_chosen.connect(model.assign)
        panel.occurrence_chosen.connect(model.select)
        panel.reopen_requested.connect(self._on_reopen)
        panel.diary_requested.connect(self._on_diary)
        panel.left.connect(self._to_list)
        # Later: it may take the line apart that tells it.
        panel.writing_changed.connect(model.hold, Qt.ConnectionType.QueuedConnection)
        for done in (panel.way_taken, panel.settled, panel.owner_chosen):
            done.connect(lambda *_: panel.writing_changed.emit(False))
        self._thread.thread_changed.connect(self._on_thread)
        self._proposing.opened.connect(self._on_proposing)

    # What the model says

    @Slot()
    def _on_list_changed(self) -> None:
        model = self._model
        for place, number in enumerate(model.counts()):
            is_counted = place != Tab.SETTLED
            self.tabs.rename(place, f"{_TABS[place]} {number:,}" if is_counted else _TABS[place])
        self.tabs.take(model.tab)
        self._empty.say(model.nothing())
        # Before anything was read there is a list, though nothing in it.
        has_rows = bool(model.list.lines) or not model.nothing()
        had_focus = self.list.hasFocus()
        self._stack.setCurrentWidget(self._split if has_rows else self._empty)
        if had_focus and not has_rows:
            self.tabs.taken().setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_detail_changed(self) -> None:
        detail = self._model.detail
        if detail is not None:
            self.list.show_selected(detail.id)
        if detail is None or detail != self._shown:
            self._shown = detail
            announce(self.panel, detail.meanwhile if detail else "")
            self.panel.show_detail(detail, self._model.people)
            talk = self.panel.talk
            talk.said.connect(self._thread.comment)
            talk.accepted.connect(self._thread.accept)
            talk.refused.connect(self._thread.refuse)
            talk.propose_requested.connect(self._proposing.begin)
            self._on_thread()
            self._on_proposing()

    @Slot()
    def _on_thread(self) -> None:
        """Show what was said; whoever has it before their eyes has seen it."""
        detail, thread = self._model.detail, self._thread.view
        if detail is not None and thread.conflict_id == detail.id:
            self.panel.talk.show_thread(thread, can_propose=self._proposing.can_begin)
            if self.isVisible():
                self._thread.see()

    @Slot()
    def _on_proposing(self) -> None:
        """Show the form of a proposal while there is one."""
        if self.proposal is not None and isValid(self.proposal):
            self.proposal.hide()
            self.proposal.deleteLater()
        self.proposal = None
        if self._proposing.side is None:
            return
        self.proposal = ProposeForm(self._look, self._proposing, self._model.people)
        self.panel.proposal_place.addWidget(self.proposal)
        self.proposal.show()
        self.proposal.setFocus(Qt.FocusReason.OtherFocusReason)
        self.panel.show_when_laid_out(self.proposal)

    def showEvent(self, event: QShowEvent) -> None:
        """What is shown now is seen."""
        super().showEvent(event)
        self._on_thread()

    @Slot()
    def _on_history_changed(self) -> None:
        self.panel.show_history(self._model.history)

    # What the person does

    @Slot(str)
    def _on_selected(self, conflict_id: str) -> None:
        shown = self._model.detail
        if shown is None or conflict_id not in shown.ids:
            self._model.select(conflict_id)

    @Slot(object, str, object)
    def _on_way_taken(self, way: object, reason: str, reach: object) -> None:
        self._to_list()
        self._model.take_way(way, reason, reach)  # type: ignore[arg-type]

    @Slot(object, str, object, object)
    def _on_settled(self, how: object, reason: str, reach: object, day: date | None) -> None:
        self._to_list()
        self._model.settle(how, reason, reach, day)  # type: ignore[arg-type]

    @Slot()
    def _on_entered(self) -> None:
        """Enter goes to the first thing that can be done."""
        target = self.panel.ways[0].button if self.panel.ways else self.panel.owner
        target.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _on_reopen(self) -> None:
        self._to_list()
        self._model.reopen()

    @Slot()
    def _on_diary(self) -> None:
        detail = self._model.detail
        if detail is not None and detail.meeting_id and detail.day is not None:
            self.diary_requested.emit(detail.meeting_id, detail.day)

    @Slot()
    def _to_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the list its width, less in a narrow window."""
        super().resizeEvent(event)
        self._left.setFixedWidth(min(self._look.fonts.px(_LIST), self.width() * 38 // 100))
