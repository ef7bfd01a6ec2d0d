"""Which copy of a meeting speaks for it, and what differs between its copies."""

from collections.abc import Iterable, Sequence

from jointdesk.diary.links import link_key
from jointdesk.diary.places import normalise
from jointdesk.diary.titles import is_bare
from jointdesk.domain.holds import without_marks
from jointdesk.domain.occurrences import Details, Occurrence, Placed, PlaceKind, Reply, Status


def preferred_copy(copies: Sequence[Occurrence]) -> int:
    """Return the position of the copy whose values the card shows.

    The one with the director's own reply, then writable, then most complete, then newest; of
    equals the one this desk saw first. A copy that is still on goes before one that was called
    off, so that a cancellation known to one side only never hides a clash. A block never speaks
    for its meeting, nor what may not be read for what may.
    """
    return max(range(len(copies)), key=lambda i: _merit(copies[i].details))


def _merit(details: Details) -> tuple[bool, bool, bool, bool, bool, int, int, int]:
    return (
        not details.is_block,
        not details.masked,
        details.status is not Status.CANCELLED,
        details.reply is not Reply.NONE,
        details.writable,
        _completeness(details),
        details.last_modified,
        details.sequence,
    )


def _completeness(details: Details) -> int:
    told = (
        not is_bare(without_marks(details.title)),
        details.place,
        details.link,
        details.organizer,
        details.attendees,
        details.description,
    )
    return sum(map(bool, told))


def drift_of(copies: Sequence[Occurrence]) -> tuple[str, ...]:
    """Return what differs: any of "time", "place", "link", "cancelled", "reply", in this order.

    A copy that carries no more than title and time (many published feeds) says nothing about
    place and link. Replies differ only where the director is an attendee of both copies. A block
    says nothing but its time, and that only where it follows its meeting no more.
    """
    copies = [copy for copy in copies if copy.details.placed is not Placed.BLOCK]
    details = [copy.details for copy in copies if not copy.details.is_block]
    telling = [each for each in details if _tells(each)]
    invited = [each.reply for each in details if each.has_reply]
    checks = {
        "time": _differ((copy.start, copy.end, copy.details.all_day) for copy in copies),
        "place": _differ(map(_place, telling)),
        "link": _differ(link_key(each.link) for each in telling),
        "cancelled": _differ(each.status is Status.CANCELLED for each in details),
        "reply": _differ(invited),
    }
    return tuple(name for name, differs in checks.items() if differs)


def _differ(values: Iterable[object]) -> bool:
    return len(set(values)) > 1


def _place(details: Details) -> str:
    """Two words for an online meeting are one place; its link tells calls apart."""
    if details.place_kind is PlaceKind.VIRTUAL:
        return PlaceKind.VIRTUAL
    return details.site_id or normalise(details.place)


def _tells(details: Details) -> bool:
    return bool(
        details.place
        or details.link
        or details.description
        or details.organizer
        or details.attendees
    )
