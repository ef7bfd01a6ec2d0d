"""Changes the text of a resource as somebody wants it, and says what it shows of what can be.

Only the properties that change are written anew; what this program does not know survives. The
text that the diary shows and the text that goes to a server are made by the same function.
"""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from jointdesk.domain.edits import Edit
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.items import Json
from jointdesk.domain.moments import Instant
from jointdesk.domain.resources import ResourceText
from jointdesk.ical.content_lines import text_line
from jointdesk.ical.editing_changes import Editing
from jointdesk.ical.editing_draft import Draft
from jointdesk.ical.editing_occurrences import find_occurrence
from jointdesk.ical.editing_restored import lacks_exceptions, lacks_override
from jointdesk.ical.editing_shown import shown_values
from jointdesk.ical.editing_splitting import tail_of
from jointdesk.ical.editing_values import checked_fields

__all__ = [
    "checked_fields",
    "edited",
    "lacks_exceptions",
    "lacks_override",
    "shown_fields",
    "split_series",
]

_NOBODY: frozenset[str] = frozenset()


def shown_fields(
    text: ResourceText,
    day: int | None,
    ordinal: int,
    zone: ZoneInfo,
    mine: frozenset[str] = _NOBODY,
) -> dict[str, Json]:
    """Return what a text shows: the values of `domain.pending.EVENT_FIELDS` or `TASK_FIELDS`.

    Of the series where `day` is None, else of that occurrence; {} where there is none. `start`
    and `end` are on the clock of the desk's `zone`. `repeat` is in one spelling, and is the
    series' alone. `deleted` and `ends_before` are never shown: there or not there shows.

    Args:
        text: an event's or a task's.
        day: the occurrence's, as in its key.
        ordinal: the occurrence's, as in its key.
        zone: the desk's.
        mine: the director's addresses, in lower case: without them no `reply` is shown.
    """
    return shown_values(Draft(text, zone), day, ordinal, mine)


def edited(
    text: ResourceText,
    edits: Sequence[Edit],
    zone: ZoneInfo,
    now: Instant,
    mine: frozenset[str] = _NOBODY,
) -> ResourceText:
    """Return the text with new values for some fields.

    The edits are done one after the other, each on what the last one made. One of an occurrence
    makes an override of it if it has none. One of the series reaches the overrides too, field by
    field, where they say the same as the series. What is no value, or names no occurrence, does
    nothing: use `checked_fields` to tell somebody. Without a change the very text is returned;
    taken away as a whole, it is empty.

    Args:
        text: an event's or a task's.
        edits: fields as `shown_fields` gives them.
        zone: the desk's, for times on its clock.
        now: for DTSTAMP and LAST-MODIFIED.
        mine: the director's addresses, in lower case: without them no `reply` is written.
    """
    draft = Draft(text, zone)
    editing = Editing(draft, now, mine)
    for edit in edits:
        editing.apply(edit)
    return draft.finished(now) if draft.is_changed else text


def split_series(
    text: ResourceText, day: int, ordinal: int, zone: ZoneInfo, new_uid: str
) -> ResourceText:
    """Return what a series is from an occurrence on, as a series of its own with that UID.

    Its COUNT is what is left; dates and overrides before it go.

    Raises:
        NotFoundError: it makes no such occurrence.
        WrongUseError: it has an EXRULE.
    """
    draft = Draft(text, zone)
    series = draft.series
    found = find_occurrence(series, day, ordinal) if series else None
    if series is None or found is None or found.slot is None or found.is_deleted:
        raise NotFoundError("This occurrence is not there any more.")
    if any(part.first("EXRULE") for part in draft.parts):
        # It counts from DTSTART, and the tail has another (RFC 2445 section 4.8.5.2).
        raise WrongUseError(
            "This series leaves occurrences out by a rule of an old kind (EXRULE), so it cannot be"
            " parted in two. Change its occurrences one by one."
        )
    draft.drop_superseded()
    tail_of(draft, series, found.slot)
    for part in draft.parts:
        part.put("UID", text_line("UID", new_uid))
        part.remove("SEQUENCE")
    return draft.finished(None)._replace(uid=new_uid, href="")
