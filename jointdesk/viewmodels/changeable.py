"""Whether a meeting can be changed here, which copies that reaches, and what is asked. Pure."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from jointdesk.domain.edits import EditScope
from jointdesk.domain.events import LOCAL
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.occurrences import Details
from jointdesk.domain.words import listed, plain_line

SCOPES: tuple[tuple[EditScope, str], ...] = (
    (EditScope.OCCURRENCE, "This one"),
    (EditScope.FOLLOWING, "This and following"),
    (EditScope.ALL, "All"),
)


class Changeable(NamedTuple):
    """What changing a meeting comes to.

    `refusal` says why it cannot be changed, "" where it can. `here` and `by_hand` are the
    organisations whose copies are changed from here, and those where a person must: their
    change goes on the worklist. `waiting` are the codes of those that do not show yet what was
    changed. `own` is the one in whose copy all else than times and places is changed.
    """

    refusal: str = ""
    here: tuple[str, ...] = ()
    by_hand: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    is_series: bool = False
    own: str = ""

    @property
    def told(self) -> str:
        """What an editor says before anything is changed, "" where that goes without saying."""
        if len(self.here) + len(self.by_hand) < 2:
            return self.reach
        every = f"New times reach every copy, the rest that of {self.own}."
        return f"{self.reach} {every}".strip()

    @property
    def reach(self) -> str:
        """Which copies a change reaches, in a sentence; "" where that goes without saying."""
        if self.refusal or not self.by_hand:
            return ""
        one = len(self.by_hand) == 1
        read_only = f"{listed(self.by_hand)} {'is' if one else 'are'} read only here"
        if not self.here:
            return f"{read_only}: a change goes on the worklist."
        return f"{listed(self.here)} can be changed from here. {read_only}: worklist."


class CopyChoice(NamedTuple):
    """One of the copies that can be changed alone, or all: the collection's id, "" for all."""

    id: str
    words: str
    change: Changeable


class ChosenCopy:
    """Which copy of a meeting is to be changed, as long as that meeting is selected."""

    def __init__(self) -> None:
        """Mean every copy."""
        self._series: frozenset[str] = frozenset()
        self._id = ""

    def choose(self, meeting: Meeting, collection_id: str) -> None:
        """Mean one copy of a meeting from now on, or all for ""."""
        self._series, self._id = _series(meeting), collection_id

    def of(self, meeting: Meeting) -> str:
        """Return the id of the collection whose copy is meant, "" for every copy."""
        there = any(copy.details.collection_id == self._id for copy in meeting.copies)
        return self._id if there and self._series & _series(meeting) else ""

    def follow(self, meeting: Meeting | None) -> None:
        """Mean every copy again where another meeting is selected."""
        if meeting is None or not self._series & _series(meeting):
            self._series, self._id = frozenset(), ""


def _series(meeting: Meeting) -> frozenset[str]:
    return frozenset(copy.details.series_id for copy in meeting.copies)


class ScopeAsk(NamedTuple):
    """What is asked before a series is changed: how much of it is meant."""

    meeting_id: str
    question: str
    choices: tuple[tuple[EditScope, str], ...] = SCOPES


def copy_choices(meeting: Meeting, names: Mapping[str, str]) -> tuple[CopyChoice, ...]:
    """Return what can be chosen of a meeting with several copies; nothing of any other."""
    shown = [copy.details for copy in meeting.told if not copy.details.masked]
    ids = list(dict.fromkeys(one.collection_id for one in shown))
    if len(ids) < 2:
        return ()
    codes = {one.collection_id: plain_line(one.org_code) for one in shown}
    every = "In both" if len(ids) == 2 else f"In all {len(ids)}"
    choices = [CopyChoice("", every, changeable(meeting, names))]
    for id_ in ids:
        same = [one for one in ids if codes[one] == codes[id_]]
        number = f" {same.index(id_) + 1}" if len(same) > 1 else ""
        words = f"{codes[id_]} copy{number}"
        choices.append(CopyChoice(id_, words, changeable(meeting, names, id_)))
    return tuple(choices)


def _shown(meeting: Meeting) -> list[Details]:
    return [copy.details for copy in meeting.copies if not copy.details.masked]


def changeable(meeting: Meeting, names: Mapping[str, str], copy: str = "") -> Changeable:
    """Return what changing a meeting comes to; `names` are short names of organisations by id.

    With `copy` that collection's copy alone is changed.
    """
    shown = [one for one in _shown(meeting) if copy in ("", one.collection_id)]
    if not shown:
        code = plain_line(meeting.preferred.details.org_code)
        return Changeable(f"This is private to {code}. Only its own people can change it.")
    if all(one.free_busy_only for one in shown):
        return Changeable("This diary only says when somebody is busy. Ask whose it is.")
    here = _named([one for one in shown if _can_write(one)], names)
    preferred = meeting.preferred.details
    first = min(shown, key=lambda one: (not _can_write(one), one is not preferred))
    others = [one for one in shown if not _can_write(one)]
    return Changeable(
        here=here,
        by_hand=tuple(name for name in _named(others, names) if name not in here),
        waiting=_named([one for one in shown if one.pending], {}),
        is_series=any(one.recurring for one in shown),
        own=_named([first], names)[0],
    )


def _can_write(details: Details) -> bool:
    return details.writable or details.collection_id.startswith(f"{LOCAL}:")


def _named(copies: Sequence[Details], names: Mapping[str, str]) -> tuple[str, ...]:
    told = (names.get(one.org_id) or plain_line(one.org_code) for one in copies)
    return tuple(dict.fromkeys(told))
