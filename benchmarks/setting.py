"""What every measure is given: how large, how often, where, against whom."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.calendars import Pair, pair
from benchmarks.peers import Peers


@dataclass(frozen=True)
class Setting:
    """One run of the benchmarks.

    `small`, `middle` and `large` are numbers of events a calendar. `cache` outlives the run,
    `work` does not. A patient run also takes peers where they need minutes.
    """

    small: int
    middle: int
    large: int
    rounds: int
    patient: bool
    cache: Path
    work: Path
    peers: Peers
    say: Callable[[str], None]

    def calendars(self, events: int) -> Pair:
        """The two calendars of that size."""
        return pair(self.cache, events)
