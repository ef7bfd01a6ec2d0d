"""When which source is read by itself: pure, so that a day of readings is tested in no time.

A source is read every so often, not all at the same second; one that failed is tried again
sooner, and less and less soon. When one that had failed is read again the network is back, and
the others that failed are tried at once. One that a person has to look after is left in peace:
asking a server again and again with a password that it refused would lock the account.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import NamedTuple

from jointdesk.domain.moments import HOUR, MINUTE, Instant

INTERVALS: tuple[int | None, ...] = (5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, None)
"""Every how many seconds sources can be read; None is never by itself."""

USUAL = 15 * MINUTE

_FIRST_RETRY = 30
_JITTER = 0.1
_JUST_READ = MINUTE


class Ended(Enum):
    """How reading a source ended."""

    WELL = auto()
    FAILED = auto()
    """It may answer the next time."""
    REFUSED = auto()
    """A person has to do something first."""
    STOPPED = auto()
    """The person wished to stop."""


class Turn(NamedTuple):
    """When a source is to be read next, None for not by itself; `failures` are those in a row."""

    at: Instant | None
    failures: int = 0
    is_running: bool = False


@dataclass(frozen=True, slots=True)
class Schedule:
    """The turns of all sources, by their ids. `interval` is in seconds, None for never."""

    interval: int | None = USUAL
    turns: Mapping[str, Turn] = field(default_factory=dict)

    def due(self, now: Instant) -> list[str]:
        """Return the sources whose time has come, the one that has waited longest first."""
        waiting = [
            (turn.at, id_)
            for id_, turn in self.turns.items()
            if turn.at is not None and turn.at <= now and not turn.is_running
        ]
        return [id_ for _, id_ in sorted(waiting)]

    def following(self, read_at: Mapping[str, Instant | None], now: Instant) -> "Schedule":
        """Return it for these sources, with when each was last read, None for never.

        A new one has its turn once it was not read for the interval; who is gone has none.
        """
        turns = {
            id_: self.turns.get(id_) or Turn(self._first(when, now))
            for id_, when in read_at.items()
        }
        return replace(self, turns=turns)

    def _first(self, read_at: Instant | None, now: Instant) -> Instant | None:
        if self.interval is None:
            return None
        return now if read_at is None else min(read_at, now) + self.interval

    def every(self, interval: int | None, now: Instant) -> "Schedule":
        """Return it with another interval, at once: nobody waits for longer than it says."""
        turns = {
            id_: turn._replace(at=_sooner(turn.at, now + interval) if interval else None)
            for id_, turn in self.turns.items()
        }
        return replace(self, interval=interval, turns=turns)

    def woken(self, read_at: Mapping[str, Instant | None], now: Instant) -> "Schedule":
        """Return it after a start or a sleep: all are due that were not read this very minute."""
        if self.interval is None:
            return self
        late = {id_ for id_, when in read_at.items() if when is None or now - when > _JUST_READ}
        return self.asked(late & self.turns.keys(), now)

    def connected(self, now: Instant) -> "Schedule":
        """Return it once the network is back: those that failed are due."""
        if self.interval is None:
            return self
        return self.asked({id_ for id_, turn in self.turns.items() if turn.failures}, now)

    def asked(self, ids: set[str], now: Instant) -> "Schedule":
        """Return it with these due now, whatever the interval: somebody asked for them."""
        turns = {
            id_: turn._replace(at=_sooner(turn.at, now)) if id_ in ids else turn
            for id_, turn in self.turns.items()
        }
        return replace(self, turns=turns)

    def begun(self, id_: str) -> "Schedule":
        """Return it while a source is being read: it is not due again before that has ended."""
        return self._with(id_, self.turns[id_]._replace(is_running=True))

    def ended(self, id_: str, how: Ended, now: Instant, share: float) -> "Schedule":
        """Return it after a source was read; `share` from 0 to 1 is where its next turn falls.

        One that is gone meanwhile has no next turn.
        """
        turn = self.turns.get(id_)
        if turn is None:
            return self
        failures = turn.failures + 1 if how is Ended.FAILED else 0
        after = self._with(id_, Turn(self._next(failures, now, share), failures))
        is_back = how is Ended.WELL and turn.failures > 0
        return after.connected(now) if is_back else after

    def _next(self, failures: int, now: Instant, share: float) -> Instant | None:
        if self.interval is None:
            return None
        delay = self.interval
        if failures:
            delay = min(delay, _FIRST_RETRY * 2 ** min(failures - 1, 16))
        return now + round(delay * (1 - _JITTER + 2 * _JITTER * share))

    def _with(self, id_: str, turn: Turn) -> "Schedule":
        return replace(self, turns={**self.turns, id_: turn})


def _sooner(at: Instant | None, other: Instant) -> Instant:
    return other if at is None else min(at, other)
