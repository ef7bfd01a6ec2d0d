"""DIA-16: a calendar that was not read for too long; decided when asked, for time passes."""

from collections.abc import Mapping

from jointdesk.diary import words
from jointdesk.diary.context import Context, works_on
from jointdesk.domain.conflicts import Conflict, Severity, conflict_id
from jointdesk.domain.moments import HOUR, Instant, local_day
from jointdesk.domain.words import plain_name


def stale_feeds(
    read_at: Mapping[str, Instant | None], context: Context, now: Instant
) -> list[Conflict]:
    """Return a conflict for every calendar last read more than 24 hours ago.

    `read_at` has the connected collections by id, None for one never read. Only on a working
    day of its organisation is a calendar missed: nothing is said at weekends and on holidays.
    Such a conflict has no time of its own, and is found again by its collection.
    """
    today = local_day(now, context.zone)
    found = []
    for collection_id, read in read_at.items():
        collection = context.collections[collection_id]
        org = context.organisations[collection.org_id]
        works = works_on(org, today) and today not in context.holidays
        if not works or (read is not None and now - read <= context.stale_hours * HOUR):
            continue
        named = f"The {org.code} diary “{plain_name(collection.name)}”"
        told = f"was last read on {words.moment(read, context.zone)}" if read else "was never read"
        found.append(
            Conflict(
                id=conflict_id("DIA-16", (collection_id,)),
                code="DIA-16",
                severity=Severity.AMBER,
                start=None,
                end=None,
                anchor=None,
                org_ids=(org.id,),
                participants=(collection_id,),
                copy_keys=frozenset((collection_id,)),
                series_ids=frozenset(),
                collection_ids=frozenset((collection_id,)),
                message=f"{named} {told}",
                fingerprint=str(read),
            )
        )
    return sorted(found, key=lambda conflict: conflict.participants)
