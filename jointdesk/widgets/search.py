"""The search everywhere: a field, and what was found below it."""

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent, QPalette, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from jointdesk.viewmodels.agenda import ROW_ROLE
from jointdesk.viewmodels.searching import HIT_ROLE, SearchModel
from jointdesk.widgets.agenda import AgendaDelegate
from jointdesk.widgets.controls import plain_label
from jointdesk.widgets.focus import OWN_RING
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.labels import make_label, make_line
from jointdesk.widgets.look import Look

_HINT = "Meetings, tasks, matters, decisions and registers. Enter opens what is chosen."


class _FoundDelegate(AgendaDelegate):
    """Paints records like meetings."""

    def is_heading(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        """True if the row stands over others."""
        return super().is_heading(index) and index.data(HIT_ROLE) is None


class SearchPage(QFrame):
    """Searches while one types.

    Signals:
        meeting_requested(str, object): the id of a meeting and its day.
        record_requested(str, str): the type and id of a record.
        left: Escape; the page before is wanted.
    """

    meeting_requested = Signal(str, object)
    record_requested = Signal(str, str)
    left = Signal()

    def __init__(self, look: Look, model: SearchModel) -> None:
        """Show what the model finds."""
        super().__init__()
        self._look = look
        self._model = model
        self.field = QLineEdit()
        self.field.setPlaceholderText("Search everything")
        self.field.setAccessibleName("Search everything")
        self.field.setMaxLength(200)
        self.field.installEventFilter(self)
        self.status = make_label(look, plain_label(_HINT), Text.BODY, colour=look.theme.ink2)
        self.list = QListView()
        self._prepare_list()
        self._lay_out()
        self.field.textChanged.connect(model.seek)
        self.field.returnPressed.connect(self._on_return)
        self.list.activated.connect(self._open)
        model.found_changed.connect(self._on_found)

    def first_focus(self) -> QWidget:
        """What gets the keyboard when the page is opened."""
        return self.field

    def areas(self) -> list[QWidget]:
        """The areas that F6 goes through."""
        return [self.field, self.list]

    def _prepare_list(self) -> None:
        view = self.list
        view.setModel(self._model.list)
        view.setItemDelegate(_FoundDelegate(self._look, view))
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setProperty(OWN_RING, True)
        view.setAccessibleName("What was found")
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setStyleSheet("QListView { border: none; border-radius: 0; }")

    def _lay_out(self) -> None:
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        look = self._look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(20, 14, 16, 10)
        head.setSpacing(8)
        head.addWidget(make_label(look, "Search", Text.PAGE, Weight.SEMI_BOLD))
        head.addWidget(self.field)
        head.addWidget(self.status)
        column.addLayout(head)
        column.addWidget(make_line(look))
        body = QVBoxLayout()
        body.setContentsMargins(8, 0, 4, 0)
        body.addWidget(self.list)
        column.addLayout(body, 1)

    def showEvent(self, event: QShowEvent) -> None:
        """Let new words replace those of the search before."""
        super().showEvent(event)
        self.field.selectAll()

    @Slot()
    def _on_found(self) -> None:
        model = self._model
        self.status.setText(model.status or _HINT)
        first = model.list.first()
        if first is not None:
            self.list.setCurrentIndex(model.list.index(first))
            self.list.scrollToTop()
        # A screen reader hears the outcome without leaving the field.
        self.status.setAccessibleName(model.status)
        event = QAccessibleEvent(self.status, QAccessible.Event.NameChanged)
        QAccessible.updateAccessibility(event)

    @Slot()
    def _on_return(self) -> None:
        self._open(self.list.currentIndex())

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        row, hit = index.data(ROW_ROLE), index.data(HIT_ROLE)
        if hit is not None:
            self.record_requested.emit(hit.type, hit.record.id)
        elif row is not None and row.meeting is not None:
            self.meeting_requested.emit(row.meeting.id, row.day)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Let the arrows choose a result while one types."""
        arrows = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        if (
            watched is self.field
            and event.type() is QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in arrows
        ):
            self.list.keyPressEvent(event)
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
