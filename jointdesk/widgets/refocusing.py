"""Keeping the keyboard where it was when a part of a page is made anew."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget


def focused_name(area: QWidget) -> str:
    """Return what names the control in an area that has the keyboard, "" for none."""
    focused = QApplication.focusWidget()
    if focused is None or not area.isAncestorOf(focused):
        return ""
    return _name(focused)


def refocus(area: QWidget, name: str) -> None:
    """Give the keyboard to the control of that name, as long as there is one."""
    if not name:
        return
    for child in area.findChildren(QWidget):
        takes_keys = child.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes_keys and child.isVisibleTo(area) and _name(child) == name:
            child.setFocus(Qt.FocusReason.OtherFocusReason)
            return


def _name(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text
