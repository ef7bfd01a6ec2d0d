"""The system's own dialogues that name a file or folder; none blocks the window."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

Taken = Callable[[str], object]
"""Called with the path that was chosen; not called where nothing was."""


def ask_file(parent: QWidget, title: str, take: Taken, kinds: Sequence[str] = ()) -> None:
    """Ask for a file that is there; `kinds` are as Qt writes them: "Calendars (*.ics)"."""
    dialog = _dialog(parent, title, take)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    if kinds:
        dialog.setNameFilters(kinds)
    dialog.open()


def ask_folder(parent: QWidget, title: str, take: Taken) -> None:
    """Ask for a folder."""
    dialog = _dialog(parent, title, take)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.open()


def ask_new_file(
    parent: QWidget,
    title: str,
    take: Taken,
    ending: str,
    *,
    kind: str = "",
    name: str = "",
    folder: str = "",
    may_replace: bool = True,
) -> None:
    """Ask where a file goes; one that is never replaced is refused later, with a reason."""
    dialog = _dialog(parent, title, take)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(ending)
    if kind:
        dialog.setNameFilter(f"{kind} (*.{ending})")
    if not may_replace:
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
    if folder:
        dialog.setDirectory(folder)
    if name:
        dialog.selectFile(name)
    dialog.open()


def _dialog(parent: QWidget, title: str, take: Taken) -> QFileDialog:
    dialog = QFileDialog(parent, title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(take)
    return dialog
