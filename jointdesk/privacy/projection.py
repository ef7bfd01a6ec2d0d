"""The one place that decides who may see what of a calendar, before anything is merged or judged.

A hidden value is built from nothing, never by taking things away: a field that is added to the
vocabulary tomorrow is hidden until somebody decides otherwise here.
"""

from collections.abc import Iterable

from jointdesk.domain.occurrences import Details, Occurrence, Placed
from jointdesk.domain.people import Audience


def project(occurrences: Iterable[Occurrence], audience: Audience) -> list[Occurrence]:
    """Return what this audience may see, in the order given.

    A private item of an organisation whose private items the audience does not see keeps its
    key, time and organisation and becomes "Busy (CODE)". One that takes no time (free,
    cancelled, declined) is left out altogether: that it exists would be a secret told.
    """
    if audience.is_director:
        return list(occurrences)
    shown: dict[int, Details | None] = {}
    projected = []
    for occurrence in occurrences:
        details = occurrence.details
        try:
            seen = shown[id(details)]
        except KeyError:
            seen = shown[id(details)] = _shown(details, audience)
        if seen is details:
            projected.append(occurrence)
        elif seen is not None:
            start, end, day, ordinal, _ = occurrence
            projected.append(Occurrence(start, end, day, ordinal, seen))
    return projected


def _shown(details: Details, audience: Audience) -> Details | None:
    """Return the details as the audience sees them, None for what it may not know of."""
    if not details.private or audience.sees(details.org_id):
        return details
    return _masked(details) if details.busy else None


def _masked(details: Details) -> Details:
    """Return all that anyone may know of a private item.

    `series_id` is random and half of the occurrence's key; `collection_id` is never shown with
    it, but says which calendar's next reading a settlement waits for. That it is a block for a
    meeting in another diary is known to everybody who may know of that time there.
    """
    return Details(
        component_id=0,
        series_id=details.series_id,
        seen=details.seen,
        collection_id=details.collection_id,
        org_id=details.org_id,
        org_code=details.org_code,
        uid="",
        title=f"Busy ({details.org_code})",
        private=True,
        masked=True,
        all_day=details.all_day,
        placed=details.placed if details.is_block else Placed.NOT,
    )
