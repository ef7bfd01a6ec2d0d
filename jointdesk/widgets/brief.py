"""The page of a day's brief: what the printed one says, to be read on screen."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from jointdesk.viewmodels.brief import BriefModel
from jointdesk.widgets.controls import make_button, make_icon_button
from jointdesk.widgets.export_document import DocumentView
from jointdesk.widgets.forms import PageHead, make_rule, set_paper
from jointdesk.widgets.look import Look


class BriefPage(QFrame):
    """Shows the brief of one day, and turns to others.

    Signals:
        left: back to Today.
        print_requested(object): the brief of that day is to be printed.
    """

    left = Signal()
    print_requested = Signal(object)

    def __init__(self, look: Look, model: BriefModel) -> None:
        """Follow the model."""
        super().__init__()
        self._model = model
        set_paper(self)
        self._head = PageHead(look, "Brief")
        self.today = make_button(look, "Today")
        self.earlier = make_icon_button(look, "chevron-left", "Day before")
        self.later = make_icon_button(look, "chevron-right", "Day after")
        self.print = make_button(look, "Print…", "printer")
        self.print.setAccessibleName("Print this brief")
        self.back = make_button(look, "Back to Today", "chevron-left")
        self._head.add(self.today, self.earlier, self.later, self.print, self.back)
        self.document = DocumentView(look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(make_rule(look))
        column.addWidget(self.document, 1)
        self._connect()
        self._on_brief()

    def _connect(self) -> None:
        model = self._model
        self.today.clicked.connect(lambda: model.go_to(None))
        self.earlier.clicked.connect(lambda: model.turn(-1))
        self.later.clicked.connect(lambda: model.turn(1))
        self.print.clicked.connect(self._on_print)
        self.back.clicked.connect(self.left)
        escape = QShortcut(QKeySequence("Escape"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.left)
        for keys, step in (("Alt+Left", -1), ("Alt+Right", 1)):
            turning = QShortcut(QKeySequence(keys), self)
            turning.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            turning.activated.connect(lambda step=step: model.turn(step))
        model.brief_changed.connect(self._on_brief)

    def first_focus(self) -> QWidget:
        """What gets the keyboard when the page is opened."""
        return self.document.paper

    def areas(self) -> list[QWidget]:
        """The areas that F6 goes through."""
        return [self._head, self.document]

    @Slot()
    def _on_brief(self) -> None:
        shown = self._model.shown
        self._head.say(shown.title if shown is not None else "")
        self.print.setEnabled(shown is not None)
        self.document.show_document(shown.document if shown is not None else None)

    @Slot()
    def _on_print(self) -> None:
        if self._model.shown is not None:
            self.print_requested.emit(self._model.shown.day)

    def showEvent(self, event: QShowEvent) -> None:
        """Read it, and follow the desk."""
        super().showEvent(event)
        self._model.open()

    def hideEvent(self, event: QHideEvent) -> None:
        """Follow no more."""
        super().hideEvent(event)
        self._model.leave()
