"""How old what each calendar shows is: "NHS calendar: 3 h old"."""

from collections.abc import Iterable
from typing import NamedTuple

from jointdesk.domain.moments import DAY, HOUR, MINUTE, Instant
from jointdesk.domain.words import counted
from jointdesk.viewmodels.import_sources import SourceLine


class Freshness(NamedTuple):
    """How old one calendar is. `position` is its organisation's; `code` is its tag.

    It `is_stale` from a day on, and where it was never read. `why` says in a sentence what keeps
    it from being read, "" for nothing.
    """

    id: str
    name: str
    code: str
    position: int
    age: str
    is_stale: bool
    why: str

    @property
    def words(self) -> str:
        """Return "NHS calendar: 3 h old"."""
        return f"{self.name}: {self.age}"

    @property
    def spoken(self) -> str:
        """Return what a screen reader says: with what is wrong."""
        late = ", out of date" if self.is_stale else ""
        return f"{self.words}{late}. {self.why}".removesuffix(". ")


def freshness_of(sources: Iterable[SourceLine], now: Instant) -> tuple[Freshness, ...]:
    """Return how old each calendar is, the oldest first."""
    ordered = sorted(sources, key=lambda one: -1 if one.read_at is None else one.read_at)
    return tuple(_freshness(one, now) for one in ordered)


def _freshness(source: SourceLine, now: Instant) -> Freshness:
    read_at, organisation = source.read_at, source.organisation
    return Freshness(
        source.id,
        source.name,
        organisation.code,
        organisation.position,
        age_words(read_at, now),
        read_at is None or now - read_at > DAY,
        _why(source),
    )


def _why(source: SourceLine) -> str:
    if source.is_paused:
        return "Paused until it is read again by hand."
    if source.asked:
        return f"Its {source.asked} is kept nowhere. Give it on the import page."
    return source.error


def age_words(read_at: Instant | None, now: Instant) -> str:
    """Return "3 h old", or for what was read this minute "up to date"."""
    if read_at is None:
        return "not read yet"
    age = now - read_at
    if age < MINUTE:
        return "up to date"
    if age < HOUR:
        return f"{age // MINUTE} min old"
    if age < 2 * DAY:
        return f"{age // HOUR} h old"
    return f"{counted(age // DAY, 'day')} old"
