"""What two people changed at once, as the window lists it, and a person saying which is right."""

from collections.abc import Callable, Mapping, Sequence
from os.path import commonprefix
from typing import NamedTuple
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal, Slot

from jointdesk.domain.errors import JointDeskError, NotFoundError
from jointdesk.domain.moments import Instant
from jointdesk.domain.people import Audience
from jointdesk.domain.words import counted, plain_line
from jointdesk.operations.clock import now
from jointdesk.operations.collisions import ItemCollision, Said, list_collisions, settle
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.collision_marks import marks_of
from jointdesk.viewmodels.decision_troubles import Trouble
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.notices import Notice, Tone
from jointdesk.viewmodels.sharing_words import moment_words
from jointdesk.viewmodels.status import Reminder
from jointdesk.viewmodels.words import button_name

_LONGEST_BUTTON = 40
_LONGEST_TOLD = 2000
"""Characters of a value that are laid out, from a few before the first that differs."""
_BEFORE = 40


class SaidLine(NamedTuple):
    """One of the values: its key, what it is, what it is called, who said it and when.

    It is called what it is (“Fees”), or where that is too long for a button, whose it is (Tom's).
    """

    key: str
    words: str
    name: str
    who: str
    is_theirs: bool = False

    @property
    def button(self) -> str:
        """The words of the button that takes it."""
        words = f"Take {self.name}" if self.is_theirs else self.name
        return words[:1].upper() + words[1:]


class TwiceLine(NamedTuple):
    """One part of an item that was changed twice at once; the value shown now is first."""

    item: str
    field: str
    title: str
    question: str
    said: tuple[SaidLine, ...]


class CollisionsModel(QObject):
    """Keeps the list in step with the desk, and tells once of each that concerns the person.

    `wanted` is the item whose lines somebody wants to be led to, "" for none.

    Signals:
        lines_changed: `lines` or `wanted` are others.
        show_requested: somebody wants to see them.
        marked(object): the marks of items, by item id.
    """

    marked = Signal(object)
    lines_changed = Signal()
    show_requested = Signal()

    def __init__(self, desk: DeskModel, undo: Callable[[], None]) -> None:
        """Follow a desk; `undo` reverses the person's last change."""
        super().__init__(desk)
        self.lines: tuple[TwiceLine, ...] = ()
        self.wanted = ""
        self._desk = desk
        self._undo = undo
        self._known: set[tuple[str, str]] | None = None
        self._settling: set[tuple[str, str]] = set()
        desk.changed.connect(self.load)

    @Slot()
    def load(self) -> None:
        """Read them in the worker."""
        audience = self._desk.audience
        if audience is None:
            return

        wanted = self.wanted

        def take(found: _Found) -> None:
            if audience is self._desk.audience:
                self.marked.emit(found.marks)
                self._take(found.collisions, found.zone, audience)
                if self.wanted == wanted:  # what is settled by now has no line, and is not awaited
                    self.wanted = ""

        self._desk.read(lambda reading: _read(reading, audience), take)

    def go_to(self, item_id: str) -> None:
        """Have the page lead to an item's lines; to those that are being read, once they are."""
        self.wanted = item_id
        if any(line.item == item_id for line in self.lines):
            self.lines_changed.emit()
        else:
            self.load()

    def take_wanted(self) -> str:
        """Return the wanted item once it is among the lines, "" while it is not."""
        if not any(line.item == self.wanted for line in self.lines):
            return ""
        found, self.wanted = self.wanted, ""
        return found

    def settle(self, line: TwiceLine, said: SaidLine) -> None:
        """Say that this value is the right one; a second press before that is done is none."""
        audience, part = self._desk.audience, (line.item, line.field)
        if audience is None or part in self._settling:
            return
        self._settling.add(part)

        def done(_result: object) -> None:
            self._settling.discard(part)
            self._desk.noticed.emit(Notice(f"Took {said.name}.", Tone.DONE, "Undo", self._undo))

        def fail(error: JointDeskError) -> None:
            self._settling.discard(part)
            is_settled = isinstance(error, NotFoundError)
            words = "Somebody else has settled this." if is_settled else str(error)
            self._desk.noticed.emit(Notice(words, Tone.INFO if is_settled else Tone.PROBLEM))
            self.load()

        self._desk.act(
            lambda desk, actor: settle(desk, actor, audience, line.item, line.field, said.key),
            done,
            failed=fail,
        )

    def _take(self, found: Sequence[ItemCollision], zone: ZoneInfo, audience: Audience) -> None:
        there = {(one.item, one.field) for one in found}
        own = [
            one
            for one in found
            if self._known is not None
            and (one.item, one.field) not in self._known
            and audience.person_id in {said.author for said in one.said}
        ]
        self._known = there
        lines = tuple(_line(one, zone, now()) for one in found)
        if lines != self.lines:
            self.lines = lines
            self.lines_changed.emit()
        if own:
            self._tell(own)

    def _tell(self, own: Sequence[ItemCollision]) -> None:
        titles = list(dict.fromkeys(plain_line(one.title) for one in own))
        what = f"“{titles[0]}” was" if len(titles) == 1 else f"{len(titles)} things were"
        words = f"{what} changed by you and by somebody else at once. Which one is right?"

        def show() -> None:
            self.show_requested.emit()
            self.go_to(own[0].item)

        self._desk.noticed.emit(Notice(words, Tone.INFO, "Look at it", show))


def collision_reminders(reading: Reading, audience: Audience) -> tuple[Reminder, ...]:
    """Read how much there is to settle: "1 thing was changed by two people at once"."""
    number = len({one.item for one in list_collisions(reading, audience)})
    if not number:
        return ()
    was = "was" if number == 1 else "were"
    words = f"{counted(number, 'thing')} {was} changed by two people at once"
    return (Reminder(words, is_urgent=True),)


class _Found(NamedTuple):
    collisions: list[ItemCollision]
    marks: Mapping[str, tuple[Trouble, ...]]
    zone: ZoneInfo


def _read(reading: Reading, audience: Audience) -> _Found:
    found = list_collisions(reading, audience)
    return _Found(found, marks_of(found), reading.zone)


def _line(one: ItemCollision, zone: ZoneInfo, at: Instant) -> TwiceLine:
    told = _apart([value.words for value in one.said])
    names = _names(one.said, zone, at)
    said = tuple(
        SaidLine(
            value.key,
            words,
            name or words,
            f"{plain_line(value.author_name) or 'somebody'}, {moment_words(value.at, zone, at)}"
            + ("" if place else ", shown now"),
            is_theirs=bool(name),
        )
        for place, (value, words, name) in enumerate(zip(one.said, told, names, strict=True))
    )
    label = plain_line(one.label)
    return TwiceLine(
        one.item, one.field, plain_line(one.title), f"{label}: which one is right?", said
    )


def _apart(texts: Sequence[str]) -> list[str]:
    """Return texts that are too long to be laid out from where they begin to differ."""
    if max(map(len, texts)) <= _LONGEST_TOLD:
        return [*texts]
    begin = max(0, len(commonprefix([*texts])) - _BEFORE)
    end = begin + _LONGEST_TOLD
    return [
        f"{'…' if begin else ''}{text[begin:end]}{'…' if len(text) > end else ''}" for text in texts
    ]


def _names(values: Sequence[Said], zone: ZoneInfo, at: Instant) -> list[str]:
    """Return whose the values are: "Tom's"; "" for all where a button has room for themselves."""
    words = {value.words for value in values}
    if len(words) == len(values) and all(len(one) <= _LONGEST_BUTTON for one in words):
        return [""] * len(values)
    names = [f"{button_name(value.author_name) or 'somebody'}'s" for value in values]
    return [
        name if names.count(name) == 1 else f"{name}, {moment_words(value.at, zone, at)}"
        for name, value in zip(names, values, strict=True)
    ]
