"""Changes that were said again by another device, its heir, and what their old names mean then.

Where the server has another change under a device's number than a machine has, what the machine
has goes on as an heir's, byte for byte: a file was copied, or put back. What was said in sight of
it names it as before. An heir's name tells whose changes it says again, from which number on, and
what the first of them was: DEVICE~NUMBER~HASH. So every machine that holds them gives them the
same names, and reads the old ones alike. Pure.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import NamedTuple, TypeAlias

from jointdesk.domain.changes import Change, Dot, Dots
from jointdesk.domain.moments import Instant

MARK = "~"
EXACTLY = "!"
"""After a name that two changes have had: the one that has it now."""

_HASH_BYTES = 6
_LONGEST = 15

_Item: TypeAlias = tuple[str, str]
"""A stream and an item in it."""


class Origin(NamedTuple):
    """The device that said a change first, and its number there."""

    device: str
    n: int


def heir_of(device: str, n: int, hash_of_body: bytes) -> str:
    """Return who says a device's changes again from that number on; the hash is the first one's."""
    origin = origin_of(f"{device}/{n}")
    return f"{origin.device}{MARK}{origin.n}{MARK}{hash_of_body[:_HASH_BYTES].hex()}"


def origin_of(dot: Dot) -> Origin:
    """Return who said the change of that name first."""
    device, _, digits = dot.rpartition("/")
    n = int(digits) if _is_number(digits) else 0
    branch = _branch(device)
    return Origin(branch.device, branch.n + n - 1) if branch else Origin(device, n)


def resolved(changes: Iterable[Change]) -> list[Change]:
    """Return changes as if nothing had been said again: each once, named by its present name.

    Needs all changes of an item in a stream to know what a name means.
    """
    found = list(changes)
    if not any(MARK in change.header.device for change in found):
        return found
    items: dict[_Item, list[Change]] = {}
    for change in found:
        items.setdefault((change.header.stream_id, change.header.item_id), []).append(change)
    names = {item: _Names(known) for item, known in items.items()}
    return [
        names[change.header.stream_id, change.header.item_id].renamed(change)
        for change in found
        if not names[change.header.stream_id, change.header.item_id].is_repeated(change)
    ]


def told_apart(base: Dots, known: Collection[Change]) -> Dots:
    """Return what somebody names who knows these changes, so that no name means two of them."""
    devices = {change.header.device for change in known}
    if not any(MARK in device for device in devices):
        return base
    origins = Counter(origin_of(change.dot) for change in known)
    return {
        field: tuple(
            f"{dot}{EXACTLY}" if MARK not in dot and origins[origin_of(dot)] > 1 else dot
            for dot in dots
        )
        for field, dots in base.items()
    }


class _Names:
    """What names mean among the changes of one item in one stream."""

    def __init__(self, changes: Iterable[Change]) -> None:
        self._by_dot: dict[Dot, Change] = {}
        self._by_origin: dict[Origin, list[Change]] = {}
        self._repeated: dict[Dot, Dot] = {}
        for change in sorted(changes, key=lambda one: one.header.device):
            self._by_dot[change.dot] = change
            same = self._by_origin.setdefault(origin_of(change.dot), [])
            for one in same:
                if change.body is not None and one.body == change.body:
                    self._repeated[change.dot] = one.dot
                    break
            else:
                same.append(change)

    def is_repeated(self, change: Change) -> bool:
        """Return whether another of the changes says the same once more."""
        return change.dot in self._repeated

    def renamed(self, change: Change) -> Change:
        """Return the change with what it names under present names."""
        body = change.body
        if body is None or not (body.base or body.restores):
            return change
        base, restores = (self._all(named, change) for named in (body.base, body.restores))
        return change._replace(body=body._replace(base=base, restores=restores))

    def _all(self, named: Dots, change: Change) -> Dots:
        return {
            field: tuple(dict.fromkeys(self._meant(dot, field, change) for dot in dots))
            for field, dots in named.items()
        }

    def _meant(self, dot: Dot, field: str, by: Change) -> Dot:
        if dot.endswith(EXACTLY):
            dot = dot.removesuffix(EXACTLY)
        elif MARK not in dot or dot not in self._by_dot:
            dot = self._meant_then(dot, field, by)
        return self._repeated.get(dot, dot)

    def _meant_then(self, dot: Dot, field: str, by: Change) -> Dot:
        """Return what was meant by somebody who knew of no other change of that name."""
        origin, branch = origin_of(dot), _branch(by.header.device)
        if branch and branch.device == origin.device and branch.n <= origin.n:
            return f"{by.header.device}/{origin.n - branch.n + 1}"  # of its own branch
        if by.header.device == origin.device and dot in self._by_dot:
            return dot
        # What is named under a field gives the field a value.
        known = self._by_origin.get(origin, [])
        giving = [one for one in known if one.body is not None and field in one.body.values]
        if branch and branch.device == origin.device:
            # A machine that was put back knew what it had said last.
            before = [one for one in giving if one.rank < by.rank]
            return max(before, key=lambda one: one.rank).dot if before else dot
        # Others had the first: the second was said by a machine that was put back.
        first = min(giving or known, key=_said_at, default=None)
        return first.dot if first else dot


def _said_at(change: Change) -> tuple[Instant, tuple[int, str, int]]:
    """Order what one machine said by its own time: clocks may be logical for long."""
    return change.body.at if change.body else Instant(0), change.rank


def _branch(device: str) -> Origin | None:
    """Return what an heir's changes begin with; None where a device is no heir."""
    parts = device.split(MARK)
    if len(parts) != 3 or not _is_number(parts[1]):
        return None
    return Origin(parts[0], int(parts[1]))


def _is_number(text: str) -> bool:
    return text.isdecimal() and text.isascii() and len(text) <= _LONGEST
