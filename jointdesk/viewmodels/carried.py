"""What can be carried over the diary's grid, and where it comes to lie."""

from typing import NamedTuple


class Load(NamedTuple):
    """A task for which time is to be kept, or an event made here that moves.

    `id` is the task's or the meeting's, `org` an organisation's. `grabbed` is how many minutes
    after its start the pointer holds it. `start` is the minute of the day at which an event
    lies, and `day` the index of its day on the page; a task lies nowhere yet.
    """

    id: str
    title: str
    org: str
    positions: tuple[int, ...]
    codes: tuple[str, ...]
    minutes: int
    is_task: bool
    grabbed: int = 0
    day: int = 0
    start: int = 0


class Place(NamedTuple):
    """Where it would lie: the index of the day on the page, and the minute of that day."""

    day: int
    start: int


class Foresight(NamedTuple):
    """What it would clash with there, in words, and the ids of those meetings."""

    words: str = ""
    meetings: frozenset[str] = frozenset()
