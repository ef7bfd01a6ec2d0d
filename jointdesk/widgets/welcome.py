"""The first page of all, where there is no desk yet."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from jointdesk.domain.organisations import OrganisationKind
from jointdesk.viewmodels.joining import is_invitation
from jointdesk.viewmodels.welcome import (
    KINDS,
    Answers,
    BodyAnswer,
    WelcomeModel,
    problems_of,
    suggested_code,
)
from jointdesk.widgets.controls import make_button
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import Choice, Column, Field, Problem, set_in, soft_label
from jointdesk.widgets.join_form import JoinForm
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look

_SIZE = (760, 800)
_INVITED = "I have an invitation to a shared desk"
_NO_PROTECTION = (
    "In one file JointDesk hides, it does not protect: whoever can open this file can read all"
    " of it, also what is private to one body."
)


class _BodyForm(QFrame):
    """The fields of one body."""

    def __init__(self, look: Look, title: str, kind: OrganisationKind) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.name, self.code, self.kind, self.share = QLineEdit(), QLineEdit(), Choice(), QSpinBox()
        self.name.setMaxLength(200)
        self.code.setMaxLength(8)
        self.kind.offer([*KINDS], kind)
        self.share.setRange(0, 100)
        self.share.setValue(50)
        self.share.setSuffix(" per cent")
        set_in(self.share)
        self._typed_code = False
        self.name.textEdited.connect(self._on_name)
        self.code.textEdited.connect(self._on_code)
        self.fields = {
            "name": Field(look, "Name", self.name),
            "code": Field(look, "Short name", self.code),
            "kind": Field(look, "Kind", self.kind),
            "share": Field(look, "Agreed share of your time", self.share),
        }
        for part, field in self.fields.items():
            name = {"name": "Name", "code": "Short name", "kind": "Kind", "share": "Share"}[part]
            field.control.setAccessibleName(f"{title}: {name}")
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        grid.addWidget(make_label(look, title, Text.SECTION, Weight.SEMI_BOLD), 0, 0, 1, 2)
        for place, field in enumerate(self.fields.values()):
            grid.addWidget(field, 1 + place // 2, place % 2)

    def answer(self) -> BodyAnswer:
        """Return what is filled in."""
        return BodyAnswer(
            self.name.text(),
            self.code.text(),
            OrganisationKind(self.kind.currentData()),  # Qt gives plain text back
            self.share.value(),
        )

    @Slot(str)
    def _on_name(self, name: str) -> None:
        if not self._typed_code:
            self.code.setText(suggested_code(name) if name.strip() else "")

    @Slot(str)
    def _on_code(self, code: str) -> None:
        self._typed_code = bool(code)


class WelcomeWindow(QMainWindow):
    """Asks what a desk begins with, and makes it, or joins one; `is_made` says whether it did.

    `password` is that of the shared desk where this computer has no safe place for it.
    """

    def __init__(
        self, look: Look, model: WelcomeModel, words: str = "", *, is_half_joined: bool = False
    ) -> None:
        """Ask for a desk to be made by a model; `words` are told above.

        Where the file `is_half_joined` only the invitation is asked for: no other desk fits there.
        """
        super().__init__()
        self._look = look
        self._model = model
        self._words = words
        self.is_made = False
        self.password = ""
        self._is_tried = False
        self.setWindowTitle("Welcome to JointDesk")
        self.setAcceptDrops(True)
        self.resize(*(look.fonts.px(length) for length in _SIZE))
        self.director, self.emails = QLineEdit(), QLineEdit()
        self.director.setMaxLength(200)
        self.emails.setMaxLength(1000)
        self.bodies = (
            _BodyForm(look, "First body", OrganisationKind.COUNCIL),
            _BodyForm(look, "Second body", OrganisationKind.ICB),
        )
        self._problem = Problem(look)
        self.make = make_button(look, "Make my desk", kind="primary")
        self.make.setDefault(True)
        self._fields = self._make_fields()
        self.invited = make_button(look, _INVITED, "users")
        self.alone = make_button(look, "I have no invitation")
        self.join = JoinForm(look, model.joining)
        self._asking = QWidget()
        self._lay_out()
        self._connect()
        self.director.setFocus(Qt.FocusReason.OtherFocusReason)
        if is_half_joined:
            self._ask_for_invitation(is_wanted=True)
            self.alone.hide()

    def _make_fields(self) -> dict[str, Field]:
        fields = {
            "director": Field(self._look, "Your name", self.director),
            "emails": Field(
                self._look,
                "Your e-mail addresses",
                self.emails,
                hint="All of them, in both bodies, with a comma between: they are one person.",
            ),
        }
        for place, body in enumerate(self.bodies):
            fields.update({f"{part} {place}": one for part, one in body.fields.items()})
        return fields

    def _connect(self) -> None:
        model = self._model
        self.invited.clicked.connect(lambda: self._ask_for_invitation(is_wanted=True))
        self.alone.clicked.connect(lambda: self._ask_for_invitation(is_wanted=False))
        model.joining.joined.connect(self._on_joined)
        model.joining.busy_changed.connect(lambda: self.alone.setEnabled(not model.joining.is_busy))
        self.make.clicked.connect(self._on_make)
        for line in self._asking.findChildren(QLineEdit):
            line.returnPressed.connect(self._on_make)
            line.textChanged.connect(self._on_changed)
        model.made.connect(self._on_made)
        model.failed.connect(self._on_failed)

    def _lay_out(self) -> None:
        look = self._look
        page = Column(look, "Welcome to JointDesk")
        column = page.column
        title = make_label(look, "Welcome to JointDesk", Text.DISPLAY, Weight.SEMI_BOLD)
        column.addWidget(title)
        if self._words:
            column.addWidget(make_label(look, self._words))
        for button in (self.invited, self.alone):
            row = QHBoxLayout()
            row.addWidget(button)
            row.addStretch(1)
            column.addLayout(row)
        self.alone.hide()
        column.addWidget(self.join)
        self.join.hide()
        column.addWidget(self._asking)
        self._lay_out_asking(QVBoxLayout(self._asking))
        self.setCentralWidget(page)

    def _lay_out_asking(self, column: QVBoxLayout) -> None:
        look = self._look
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        words = "One diary for the two bodies that you work for. Their calendars come next."
        column.addWidget(make_label(look, words, Text.SECTION))
        column.addWidget(self._fields["director"])
        column.addWidget(self._fields["emails"])
        for body in self.bodies:
            column.addWidget(body)
        column.addWidget(soft_label(look, _NO_PROTECTION))
        column.addWidget(soft_label(look, f"Your desk is kept in {self._model.path}."))
        column.addWidget(self._problem)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.make)
        column.addLayout(row)

    def _ask_for_invitation(self, *, is_wanted: bool) -> None:
        """Ask for an invitation in place of a desk of one's own, or the other way round."""
        self.join.setVisible(is_wanted)
        self.alone.setVisible(is_wanted)
        self._asking.setVisible(not is_wanted)
        self.invited.setVisible(not is_wanted)
        first = self.join.file if is_wanted else self.director
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept an invitation."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and is_invitation(urls[0].toLocalFile()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Join with it."""
        event.acceptProposedAction()
        self._ask_for_invitation(is_wanted=True)
        self.join.take_file(event.mimeData().urls()[0].toLocalFile())

    def answers(self) -> Answers:
        """Return what is filled in."""
        bodies = tuple(body.answer() for body in self.bodies)
        return Answers(self.director.text(), self.emails.text(), bodies)

    @Slot()
    def _on_make(self) -> None:
        self._is_tried = True
        problems = self._show_problems()
        if problems:
            first = next(name for name in self._fields if name in problems)
            self._fields[first].control.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.make.isEnabled():
            self.make.setEnabled(False)
            self._model.begin(self.answers())

    @Slot()
    def _on_changed(self) -> None:
        """Once something was wrong, say at once what still is."""
        if self._is_tried:
            self._show_problems()

    def _show_problems(self) -> dict[str, str]:
        problems = problems_of(self.answers())
        for name, field in self._fields.items():
            field.say(problems.get(name, ""))
        self._problem.say("")
        return problems

    @Slot(object, str)
    def _on_joined(self, _joined: object, password: str) -> None:
        self.password = password
        self._on_made()

    @Slot()
    def _on_made(self) -> None:
        self.is_made = True
        self.close()

    @Slot(str)
    def _on_failed(self, sentence: str) -> None:
        self.make.setEnabled(True)
        self._problem.say(sentence)
