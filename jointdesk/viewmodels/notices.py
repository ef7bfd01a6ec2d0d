"""What the program says to the person: one notice at a time, with at most one way out."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """Done, for information, or a problem (which a screen reader announces at once)."""

    DONE = "done"
    INFO = "info"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence for the notice bar; `action` names the button, `act` is what it does."""

    text: str
    tone: Tone = Tone.DONE
    action: str = ""
    act: Callable[[], None] | None = None
