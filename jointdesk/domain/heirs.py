"""Changes that were said again by another device, its heir, and what their old names mean then.

Where the server has another change under a device's number than a machine has, what the machine
has goes on as an heir's, byte for byte: a file was copied, or put back. What was said in sight of
it names it as before. An heir's name tells whose changes it says again, from which number on, and
what the first of them was: DEVICE~NUMBER~HASH. So every machine that holds them gives them the
same names, and reads the old ones alike. Pure.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from jointdesk.domain.changes import Body, Change, Dot, Dots

MARK = "~"
_SHORT_BYTES = 6
_LONGEST = 15


class Origin(NamedTuple):
    """The device that said a change first, and its number there."""

    device: str
    n: int


def heir_of(device: str, n: int, hash_of_body: bytes) -> str:
    """Return who says a device's changes again from that number on; the hash is the first one's."""
    origin = origin_of(f"{device}/{n}")
    return f"{origin.device}{MARK}{origin.n}{MARK}{short_hash(hash_of_body)}"


def short_hash(hash_of_body: bytes) -> str:
    """Return by what a change is known among those of its item: hexadecimal, from its body's hash.

    The hash is salted, and stays the same whoever says the change again.
    """
    return hash_of_body[:_SHORT_BYTES].hex()


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
    present: dict[tuple[str, str, str], Dot] = {}
    for change in sorted(found, key=lambda one: one.header.device):
        present.setdefault(_key(change, change.mark), change.dot)
    return [
        _renamed(change, present)
        for change in found
        if present[_key(change, change.mark)] == change.dot
    ]


def marked(body: Body, known: Iterable[Change]) -> Body:
    """Return a body that says which changes its names mean, of those its author knows."""
    named = {dot for dots in (*body.base.values(), *body.restores.values()) for dot in dots}
    if not named:
        return body
    marks = {change.dot: change.mark for change in known if change.dot in named}
    return body._replace(hashes=dict(sorted(marks.items())))


def _renamed(change: Change, present: Mapping[tuple[str, str, str], Dot]) -> Change:
    """Return the change with what it names under present names, as far as its author told which."""
    body = change.body
    if body is None or not body.hashes:
        return change

    def all_present(named: Dots) -> Dots:
        return {
            field: tuple(
                dict.fromkeys(
                    present.get(_key(change, body.hashes.get(dot, "")), dot) for dot in dots
                )
            )
            for field, dots in named.items()
        }

    base, restores = all_present(body.base), all_present(body.restores)
    return change._replace(body=body._replace(base=base, restores=restores))


def _key(change: Change, mark: str) -> tuple[str, str, str]:
    """Return by what a change of that mark is known: the stream, the item, the mark."""
    return change.header.stream_id, change.header.item_id, mark


def _branch(device: str) -> Origin | None:
    """Return what an heir's changes begin with; None where a device is no heir."""
    parts = device.split(MARK)
    if len(parts) != 3 or not _is_number(parts[1]):
        return None
    return Origin(parts[0], int(parts[1]))


def _is_number(text: str) -> bool:
    return text.isdecimal() and text.isascii() and len(text) <= _LONGEST
