"""Keeping the keyboard where it was when a part of a page is made anew."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget


def has_keyboard(area: QWidget) -> bool:
    """True where the keyboard is in an area, or will be once its window is the active one.

    A widget that is asked for its own `focusWidget` names what had the keyboard in it last, also
    while another page has it.
    """
    focused = area.window().focusWidget()
    return focused is not None and (focused is area or area.isAncestorOf(focused))


def focused_name(area: QWidget) -> str:
    """Return what names the control in an area that has the keyboard, "" for none."""
    focused = area.window().focusWidget()
    return _name(focused) if focused is not None and area.isAncestorOf(focused) else ""


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
    """Return what a control is known by: the name of its own, or what it is called."""
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.objectName() or widget.accessibleName() or text
