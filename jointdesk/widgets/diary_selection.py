"""What is selected in the diary: a thing on the page, or an empty slot."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from jointdesk.viewmodels import cursor
from jointdesk.viewmodels.blocks import MINUTES_A_DAY
from jointdesk.viewmodels.carried import NEW_MINUTES, Grip, Load, Place
from jointdesk.viewmodels.cursor import Slot
from jointdesk.viewmodels.diary import DiaryPage
from jointdesk.widgets.diary_items import Item


class Selection(QObject):
    """Keeps the selected item, or the slot under the cursor, of the page that is shown.

    Signals:
        changed(bool): another item or slot is selected; True if the keyboard chose it.
    """

    changed = Signal(bool)

    def __init__(self, parent: QObject) -> None:
        """Start with nothing selected."""
        super().__init__(parent)
        self.items: Sequence[Item] = ()
        self.item: Item | None = None
        self.slot: Slot | None = None
        self._page: DiaryPage | None = None
        self._meeting_id = ""

    def show(self, page: DiaryPage, items: Sequence[Item]) -> None:
        """Take the items of a page; what was selected stays so if it is still there."""
        self._page, self.items = page, items
        key = self.item.key if self.item else ""
        self.item = self.find(key) or self.find_meeting(self._meeting_id)
        if self.slot is not None and self.slot.day >= len(page.days):
            self.slot = None

    def take(self, item: Item | None, by_keyboard: bool = False) -> None:
        """Select an item, or nothing."""
        if item is self.item and self.slot is None:
            return
        self.item, self.slot = item, None
        self._meeting_id = item.meeting_id if item else ""
        self.changed.emit(by_keyboard)

    def take_meeting(self, meeting_id: str) -> bool:
        """Select a meeting, or the count that stands for it; False if it is not on the page.

        It will be selected on the next page that has it.
        """
        item = self.find_meeting(meeting_id)
        if item is not None:
            self.take(item)
        elif meeting_id:
            self.slot = None
        self._meeting_id = meeting_id
        return item is not None

    def start(self, now: tuple[int, int] | None) -> None:
        """Select what to begin with, if nothing is."""
        if self.item is None and self.slot is None:
            self._go(cursor.first_stop(self._stops(), now))

    def step_time(self, step: int) -> None:
        """Go to the next or previous item in reading order."""
        if self.item is not None:
            self._go(cursor.by_time(self._stops(), self.item.key, step))

    def step_day(self, step: int) -> None:
        """Go to what is nearest in time on the next or previous day."""
        if self.item is not None:
            self._go(cursor.by_day(self._stops(), self.item.key, step))

    def step_conflict(self, step: int) -> bool:
        """Go to the next or previous item in trouble; False if there is none left."""
        key = cursor.by_conflict(self._stops(), self.item.key if self.item else None, step)
        self._go(key)
        return key is not None

    def step_slot(self, days: int, steps: int, now: tuple[int, int] | None) -> None:
        """Go to another empty slot; the first time, to the one after what is selected."""
        if self._page is None:
            return
        if self.slot is None:
            day, minute = now or (0, self._page.days[0].opens)
            if self.item is not None:
                day, minute = self.item.day, max(0, self.item.start)
            self.slot = cursor.first_slot(self._page, day, minute)
        else:
            self.slot = cursor.next_slot(self._page, self.slot, days, steps)
        self.item, self._meeting_id = None, ""
        self.changed.emit(True)

    def stretch_slot(self, days: int, steps: int, now: tuple[int, int] | None) -> None:
        """Mark more or less of the empty time under the cursor, or the same on another day."""
        if self._page is None:
            return
        if self.slot is None:
            self.step_slot(0, 0, now)
            return
        self.mark(cursor.stretched(self._page, self.slot, days, steps))

    def mark(self, slot: Slot) -> None:
        """Put the cursor on an empty time."""
        self.slot, self.item, self._meeting_id = slot, None, ""
        self.changed.emit(True)

    def marked(self) -> tuple[Load, Place]:
        """Return the empty time under the cursor as something to be made a meeting of."""
        slot = self.slot or Slot(0, 0)
        minutes = slot.minutes if slot.is_marked else max(slot.minutes, NEW_MINUTES)
        place = Place(slot.day, slot.start, min(minutes, MINUTES_A_DAY - slot.start))
        return Load(day=slot.day, start=slot.start, grip=Grip.NEW), place

    def spoken_slot(self) -> str:
        """Return what is said of the slot under the cursor, "" without one."""
        if self.slot is None or self._page is None:
            return ""
        return cursor.spoken_slot(self._page, self.slot)

    def _stops(self) -> list[cursor.Stop]:
        return [item.stop for item in self.items if item.is_stop]

    def _go(self, key: str | None) -> None:
        item = self.find(key or "")
        if item is not None:
            self.take(item, by_keyboard=True)

    def find(self, key: str) -> Item | None:
        """Return the item with that key, None for "" and for what is not on the page."""
        return next((item for item in self.items if item.key == key), None) if key else None

    def find_meeting(self, meeting_id: str) -> Item | None:
        """Return the first item of a meeting, else the count that stands for it."""
        if not meeting_id:
            return None
        for item in self.items:
            if item.is_stop and item.meeting_id == meeting_id:
                return item
        for item in self.items:
            if any(choice.meeting_id == meeting_id for choice in item.choices):
                return item
        return None
