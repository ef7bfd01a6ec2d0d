"""The diary's keys. Letters act only here, never in fields, and can be switched off."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from jointdesk.viewmodels.carried import STEP

if TYPE_CHECKING:
    from jointdesk.widgets.diary import DiaryView

_K = Qt.Key
_PLAIN = Qt.KeyboardModifier.NoModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier

_ARROWS = {_K.Key_Up: (0, -1), _K.Key_Down: (0, 1), _K.Key_Left: (-1, 0), _K.Key_Right: (1, 0)}
_TAKEN = {
    *((key, modifier) for key in _ARROWS for modifier in (_PLAIN, _CTRL)),
    *((key, _PLAIN) for key in (_K.Key_Return, _K.Key_Enter, _K.Key_Space, _K.Key_Escape)),
    *((key, _PLAIN) for key in (_K.Key_PageUp, _K.Key_PageDown, _K.Key_Home)),
    *((key, _CTRL) for key in (_K.Key_T, _K.Key_I, _K.Key_Plus, _K.Key_Equal, _K.Key_Minus)),
}
_MOVE = Qt.KeyboardModifier.AltModifier | _SHIFT
_LENGTH = _CTRL | _SHIFT
_CARRIED = {
    *((key, _MOVE) for key in _ARROWS),
    (_K.Key_Up, _LENGTH),
    (_K.Key_Down, _LENGTH),
    (_K.Key_Delete, _PLAIN),
}
"""Keys that move, lengthen or take out a meeting."""
_MARKED = {(key, _SHIFT) for key in _ARROWS}
"""Keys that mark an empty time."""
_LETTERS = {(_K.Key_J, _PLAIN): 1, (_K.Key_J, _SHIFT): -1}


def is_ours(view: "DiaryView", event: QKeyEvent) -> bool:
    """Whether the diary takes a key before any shortcut of the window does."""
    chord = _chord(event)
    known = chord in _TAKEN or chord in _CARRIED or chord in _MARKED
    return known or (view.has_letter_keys and chord in _LETTERS)


def handle_key(view: "DiaryView", event: QKeyEvent) -> bool:
    """Do what a key asks for; False if it is not the diary's."""
    if not is_ours(view, event):
        return False
    chord = _chord(event)
    key, modifier = chord
    if chord in _LETTERS:
        if not view.selection.step_conflict(_LETTERS[chord]):
            view.conflict_requested.emit(_LETTERS[chord])
    elif chord in _CARRIED:
        return _carry(view, key, modifier)
    elif key in _ARROWS:
        _move(view, *_ARROWS[key], modifier)
    elif key in (_K.Key_PageUp, _K.Key_PageDown):
        view.page_requested.emit(-1 if key == _K.Key_PageUp else 1)
    elif key in (_K.Key_Home, _K.Key_T):
        view.today_requested.emit()
    elif key in (_K.Key_Plus, _K.Key_Equal, _K.Key_Minus):
        view.zoom_by(-1 if key == _K.Key_Minus else 1)
    elif key == _K.Key_I:
        view.pointer.tell()
    else:
        _act(view, key)
    return True


def _chord(event: QKeyEvent) -> tuple[Qt.Key, Qt.KeyboardModifier]:
    key = Qt.Key(event.key())
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if key == _K.Key_Plus:  # on many keyboards it is Shift and =
        modifiers &= ~_SHIFT
    return key, modifiers


def _move(view: "DiaryView", days: int, steps: int, modifier: Qt.KeyboardModifier) -> None:
    """Go to another meeting; with Ctrl to another empty time; with Shift mark more of it."""
    selection, now = view.selection, view.now_place()
    if modifier == _SHIFT:
        selection.stretch_slot(days, steps, now)
    elif modifier == _CTRL or selection.slot is not None:
        selection.step_slot(days, steps, now)
    elif selection.item is None:
        selection.start(now)
    elif days:
        selection.step_day(days)
    else:
        selection.step_time(steps)


def _carry(view: "DiaryView", key: Qt.Key, modifier: Qt.KeyboardModifier) -> bool:
    """Move what is selected by a quarter or a day; False if nothing is selected."""
    if key == _K.Key_Delete:
        return view.carrying.remove()
    days, steps = _ARROWS[key]
    if modifier == _LENGTH:
        return view.carrying.nudge(longer=steps * STEP)
    return view.carrying.nudge(days=days, minutes=steps * STEP)


def _act(view: "DiaryView", key: Qt.Key) -> None:
    """Enter opens, Space selects, Escape takes the text away, then the selection.

    On an empty time both make a meeting.
    """
    selection = view.selection
    if key == _K.Key_Escape:
        if view.carrying.load is not None:
            view.pointer.let_go()
        elif view.pointer.tip.isVisible():
            view.pointer.hide_tip()
        else:
            selection.take(None, by_keyboard=True)
    elif selection.slot is not None:
        view.carrying.put_down.emit(*selection.marked())
    elif selection.item is None:
        selection.start(view.now_place())
    elif key == _K.Key_Space:
        view.meeting_selected.emit(selection.item.meeting_id)
    else:
        view.open_item(selection.item)
