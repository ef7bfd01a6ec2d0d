"""What a screen reader finds in the diary: headings, bars, blocks, counts, the empty slot."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect

from jointdesk.viewmodels import words
from jointdesk.widgets.diary_geometry import on_view

if TYPE_CHECKING:
    from jointdesk.widgets.diary import DiaryView

_SLOT = "slot"


class DiaryPainting:
    """The diary's items by key, with the empty slot under the cursor as the last one."""

    def __init__(self, view: "DiaryView") -> None:
        """Speak for a view."""
        self._view = view

    def keys(self) -> Sequence[str]:
        """Return the keys of the page's items in reading order."""
        selection = self._view.selection
        keys = [item.key for item in selection.items]
        return [*keys, _SLOT] if selection.slot is not None else keys

    def name(self, key: str) -> str:
        """Return what is said of an item, of the page for ""."""
        selection = self._view.selection
        if key == _SLOT:
            return selection.spoken_slot()
        if not key:
            grid = self._view.grid
            days = [] if grid is None else grid.page.days
            span = words.day_span(days[0].heading.day, days[-1].heading.day) if days else ""
            nothing = "" if grid is None or not grid.page.is_empty else grid.page.nothing
            return words.joined(("Diary", span, nothing.rstrip(".").lower()))
        item = selection.find(key)
        return item.spoken if item else ""

    def box(self, key: str) -> QRect:
        """Return where an item lies in the view."""
        view = self._view
        slot, grid = view.selection.slot, view.grid
        if key == _SLOT and slot is not None and grid is not None:
            return on_view(view, grid.span(slot.day, slot.start, slot.start + slot.minutes))
        item = view.selection.find(key)
        return view.box_of(item) if item else QRect()

    def current(self) -> str:
        """Return the key of what is selected."""
        selection = self._view.selection
        if selection.slot is not None:
            return _SLOT
        return selection.item.key if selection.item else ""
