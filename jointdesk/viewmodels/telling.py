"""What a calendar's server would send of the event at hand: shown first, sent with a word.

Nobody is told of anything unless the person says so. What was put off stays on the page of what
waits.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import JointDeskError
from jointdesk.domain.invitations import NO_WAY_BACK, count_words, told_words
from jointdesk.domain.occurrences import Occurrence
from jointdesk.domain.people import Audience
from jointdesk.domain.words import plain_line
from jointdesk.operations.clock import now
from jointdesk.store.desk import Desk
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.diary_model import DiaryModel
from jointdesk.viewmodels.event_actions import EventActions
from jointdesk.viewmodels.notices import Notice

if TYPE_CHECKING:
    from jointdesk.operations.sendable import Sendable

SENT = "It is sent when it is written, at the next reading (F5)."


class Part(NamedTuple):
    """One series, and what would be sent of it in words."""

    series_id: str
    told: str


class Tellable(NamedTuple):
    """What could be sent: of what, who would get what, and what the button says; all "" for none.

    Merged meetings have a part for each copy whose calendar's server would send something.
    """

    title: str = ""
    words: str = ""
    send: str = ""
    parts: tuple[Part, ...] = ()


class Telling(QObject):
    """Holds what could be sent of the event that was written last, or that is looked at.

    Signals:
        changed: `tellable` is another.
        wanted: of what was written just now something could be sent: show it.
    """

    changed = Signal()
    wanted = Signal()

    def __init__(self, diary: DiaryModel, actions: EventActions) -> None:
        """Follow what a person does with the meetings of a diary."""
        super().__init__(actions)
        self.tellable = Tellable()
        self._diary, self._desk = diary, diary.desk
        self._put_off: set[Part] = set()
        self._looks = 0
        self._looked_at: tuple[frozenset[str], tuple[Occurrence, ...]] = (frozenset(), ())
        self._whose: Audience | None = None
        self._desk.changed.connect(self._on_desk_changed)
        actions.written.connect(self._on_written)

    @Slot(str)
    def look_at(self, meeting_id: str) -> None:
        """Show what could be sent of a meeting of the shown days."""
        days = self._diary.days
        found = (one for one in (days.meetings if days else ()) if one.id == meeting_id)
        meeting = next(found, None)
        self._read((), meeting.copies if meeting is not None else (), is_fresh=False)

    @Slot(object)
    def _on_written(self, series_ids: frozenset[str]) -> None:
        self._put_off.clear()
        self._read(series_ids, (), is_fresh=True)

    @Slot()
    def _on_desk_changed(self) -> None:
        """Show what could be sent by now: nothing once it was undone, or somebody else looks."""
        if self._desk.audience is not self._whose:
            self._put_off.clear()
            self._show(Tellable())
        elif self.tellable.parts:
            ids, copies = self._looked_at
            self._read(ids, copies, is_fresh=False)

    def _read(
        self, series_ids: Iterable[str], copies: tuple[Occurrence, ...], *, is_fresh: bool
    ) -> None:
        audience = self._desk.audience
        if audience is None:
            return
        self._looks += 1
        look, ids = self._looks, frozenset(series_ids)
        self._looked_at, self._whose = (ids, copies), audience

        def take(found: list["Sendable"]) -> None:
            is_wanted = look == self._looks or is_fresh
            if is_wanted and audience is self._desk.audience:
                self._take(_tellable(found), is_fresh=is_fresh)

        def read(reading: Reading) -> list["Sendable"]:
            from jointdesk.operations.sendable import list_sendable  # with it comes ical

            return list_sendable(reading, audience, ids, copies, now())

        self._desk.read(read, take)

    def _take(self, tellable: Tellable, *, is_fresh: bool) -> None:
        if self._put_off.issuperset(tellable.parts):
            tellable = Tellable()
        self._show(tellable)
        if is_fresh and tellable.parts:
            self.wanted.emit()

    def _show(self, tellable: Tellable) -> None:
        if tellable != self.tellable:
            self.tellable = tellable
            self.changed.emit()

    @Slot()
    def not_now(self) -> None:
        """Send nothing now; it is not offered again until something else is written."""
        self._put_off.update(self.tellable.parts)
        self._show(Tellable())

    @Slot()
    def send(self) -> None:
        """Send what is shown, and nothing else."""
        audience, parts = self._desk.audience, self.tellable.parts
        if audience is None or not parts:
            return
        self._put_off.update(parts)
        self._show(Tellable())

        def failed(error: JointDeskError) -> None:
            self._put_off.difference_update(parts)
            self._desk.fail(error)

        self._desk.act(
            lambda desk, actor: _send(desk, actor, audience, parts),
            lambda _: self._desk.noticed.emit(Notice(SENT)),
            failed=failed,
        )


def _send(desk: Desk, actor: Actor, audience: Audience, parts: tuple[Part, ...]) -> None:
    from jointdesk.operations.sendable import send_seen

    with desk.transaction():
        for one in parts:
            send_seen(desk, actor, audience, one.series_id, one.told)


def _tellable(found: list["Sendable"]) -> Tellable:
    if not found:
        return Tellable()
    told = [told_words(one.could_tell) for one in found]
    messages = [message for one in found for message in one.could_tell]
    return Tellable(
        plain_line(found[0].title) or "No title",
        f"Nobody was told yet. Would be sent: {'; '.join(told)}. {NO_WAY_BACK}",
        f"Send {count_words(messages)}",
        tuple(Part(one.series_id, words) for one, words in zip(found, told, strict=True)),
    )
