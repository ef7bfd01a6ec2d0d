"""Of whom find-a-time does not know all, with the ways to know more."""

from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtWidgets import QFrame, QMenu

from jointdesk.domain.words import listed
from jointdesk.viewmodels.find_time import FindTimeModel
from jointdesk.widgets.controls import make_button, plain_label
from jointdesk.widgets.file_dialogs import ask_file
from jointdesk.widgets.flowing import FlowingRow
from jointdesk.widgets.fonts import Text
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look

_FILES = ("Busy times (*.ifb *.vfb *.ics)", "All files (*)")


class UnknownLine(QFrame):
    """Names the people, and asks their servers or takes in a file; hidden where all is known."""

    def __init__(self, look: Look, model: FindTimeModel) -> None:
        """Follow a model."""
        super().__init__()
        self._model = model
        self.words = make_label(look, "", Text.BLOCK, colour=look.theme.ink2)
        self.ask = make_button(look, "Ask their calendar servers", kind="link")
        self.open = make_button(look, "Open busy times…", kind="link")
        row = FlowingRow(self, spacing=8)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self.words, self.ask, self.open):
            row.addWidget(widget)
        model.shown.connect(self._on_shown)
        model.busy_times.asking_changed.connect(self._on_asking)
        self.ask.clicked.connect(lambda: model.ask_others())
        self.open.clicked.connect(self._ask_whose)
        self._on_shown()

    @Slot()
    def _on_shown(self) -> None:
        picture = self._model.picture
        unknown = picture.unknown if picture and picture.pages else ()
        self.words.setText(f"Not known in full: {listed(one.name for one in unknown)}")
        self.setVisible(bool(unknown))
        self._on_asking(self._model.busy_times.is_asking)

    @Slot(bool)
    def _on_asking(self, is_asking: bool) -> None:
        words = "Asking their calendar servers…" if is_asking else "Ask their calendar servers"
        self.ask.setText(words)
        self.ask.setEnabled(not is_asking)

    @Slot()
    def _ask_whose(self) -> None:
        self.whose_menu().popup(self.open.mapToGlobal(QPoint(0, self.open.height())))

    def whose_menu(self) -> QMenu:
        """Return whose busy times a file may hold."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Whose the file says").triggered.connect(lambda: self._open_file(""))
        for one in self._model.picture.unknown if self._model.picture else ():
            action = menu.addAction(plain_label(one.name))
            action.triggered.connect(lambda _=False, of=one.email: self._open_file(of))
        return menu

    def _open_file(self, of: str) -> None:
        times = self._model.busy_times
        ask_file(self, "Open busy times", lambda path: times.read(Path(path), of), _FILES)
