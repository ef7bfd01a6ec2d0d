"""A new booking in one line, from a template or an invitation; its fields come after it."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from jointdesk.domain.items import Fields
from jointdesk.viewmodels.booking_actions import BookingActions
from jointdesk.viewmodels.booking_entry import BookingAhead, booking_ahead, orgs_offered
from jointdesk.viewmodels.bookings import BookingsModel
from jointdesk.widgets.controls import make_button
from jointdesk.widgets.flowing import FlowingRow
from jointdesk.widgets.fonts import Text
from jointdesk.widgets.forms import Choice, Problem
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look

_HINT = "What for, or a line: Fees 90 min by 8 Jan @Town Hall /CAL from Cllr Stott"


class NewBooking(QFrame):
    """Asks for a new booking; what the line comes to stands under it.

    Signals:
        left: the question was taken back.
        file_wanted: an invitation is to be opened.
    """

    left = Signal()
    file_wanted = Signal()

    def __init__(self, look: Look, model: BookingsModel, actions: BookingActions) -> None:
        """Begin hidden."""
        super().__init__()
        self._actions, self._model = actions, model
        self._is_wanted = False
        self._invited: Fields = {}
        self._given: Fields = {}
        """What an invitation said, with what a template says where that is blank."""
        self.ahead = BookingAhead()
        self.setProperty("kind", "well")
        self.setAccessibleName("New booking")
        self.line = QLineEdit()
        self.line.setPlaceholderText(_HINT)
        self.line.setAccessibleName("What the booking is for")
        self.line.setMaxLength(2000)
        self.orgs, self.template = Choice(), Choice()
        self.orgs.setAccessibleName("Whose booking it is")
        self.template.setAccessibleName("Template")
        self.preview = make_label(look, "", Text.DETAIL, colour=look.theme.ink2)
        self.problem = Problem(look)
        self.add_button = make_button(look, "Add the booking", kind="primary")
        self.file = make_button(look, "Open an invitation…", "upload")
        self.back = make_button(look, "Not now", kind="link")
        self._lay_out()
        self._connect()
        self.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        first = QHBoxLayout()
        first.addWidget(self.line, 1)
        column.addLayout(first)
        column.addWidget(self.preview)
        column.addWidget(self.problem)
        row = FlowingRow()
        for widget in (self.orgs, self.template, self.add_button, self.file, self.back):
            row.addWidget(widget)
        column.addLayout(row)

    def _connect(self) -> None:
        self.line.textChanged.connect(self.look_ahead)
        self.line.returnPressed.connect(self.add)
        self.orgs.activated.connect(self.look_ahead)
        self.template.activated.connect(self._on_template)
        self.add_button.clicked.connect(self.add)
        self.file.clicked.connect(self.file_wanted)
        self.back.clicked.connect(self.leave)
        self._model.read.connect(self._on_read)
        self._actions.drafts.invited.connect(self._on_invited)
        self._actions.failed.connect(self._on_failed)
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Escape"), self, context=context).activated.connect(self.leave)

    @Slot()
    def begin(self) -> None:
        """Ask for a booking, once the bookings are read; what was typed before is still there."""
        model = self._model
        self._is_wanted = model.bookings is None
        if model.bookings is None:
            return
        own = model.own_org()
        orgs: list[tuple[str, object]] = [*orgs_offered(model.bookings)]
        self.orgs.offer(orgs, None if not self.isHidden() else (own,) if own else None)
        templates: list[tuple[str, object]] = [("No template", "")]
        templates += [(one.label, one.name) for one in self._actions.drafts.templates]
        self.template.offer(templates)
        self.show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.look_ahead()

    @Slot()
    def _on_read(self) -> None:
        if self._is_wanted:
            self.begin()

    @Slot(object)
    def _on_invited(self, fields: Fields) -> None:
        """Ask for the booking that an invitation asks for."""
        self._invited = self._given = fields
        self.template.setCurrentIndex(0)
        self.line.setText(str(fields.get("title", "")))
        self.begin()

    @Slot()
    def _on_template(self) -> None:
        before = str(self._given.get("title", ""))
        name = str(self.template.currentData())
        self._given = self._actions.drafts.with_template(self._invited, name)
        if self.line.text().strip() in ("", before):
            self.line.setText(str(self._given.get("title", "")))
            self.line.selectAll()
        self.look_ahead()

    @Slot()
    def look_ahead(self) -> None:
        """Show what the line comes to."""
        desk = self._model.bookings
        if desk is None or self.isHidden():
            return
        orgs = self.orgs.currentData() or ()
        self.ahead = booking_ahead(self.line.text(), orgs, self._given, desk)
        self.preview.setText(self.ahead.words)
        self.preview.setVisible(bool(self.ahead.words))
        self.line.setAccessibleDescription(self.ahead.words)
        self.problem.say("")

    @Slot()
    def add(self) -> None:
        """Add the booking, if it makes sense."""
        self.look_ahead()
        self.problem.say(self.ahead.problem)
        if not self.ahead.problem:
            self._actions.add(self.ahead.fields)

    @Slot(str, str)
    def _on_failed(self, key: str, sentence: str) -> None:
        if key == "new" and not self.isHidden():
            self.problem.say(sentence)

    def close_form(self) -> None:
        """Ask for nothing any more."""
        self._invited = self._given = {}
        self.line.clear()
        self.template.setCurrentIndex(0)
        self.hide()

    @Slot()
    def leave(self) -> None:
        """Take the question back."""
        self.close_form()
        self.left.emit()
