"""In which stream an event made here stands, and what is said of one in a calendar."""

from zoneinfo import ZoneInfo

from jointdesk.domain.events import EVENT, Event, is_wordless
from jointdesk.domain.items import Fields
from jointdesk.domain.pending import BASE, TEXT_BEFORE
from jointdesk.operations.records import SHARED, stream_for


def stream_of(event: Event) -> str:
    """Return where an event's item is written: its organisation's own stream where it is private.

    One without words stands in the shared stream whatever it is, so that those who may not read
    the other body's stream can hold its time, move it and free it.
    """
    if is_wordless(EVENT.stored(event)):
        return SHARED
    return stream_for(event.visibility, event.org)


def has_words(event: Fields, zone: ZoneInfo) -> bool:
    """Return whether an event says more than when; one put back has the text of its calendar."""
    from jointdesk.ical.carrying import carried_resource  # few events have a text
    from jointdesk.ical.editing import shown_fields

    shown: Fields = {}
    if said := str(event.get("text") or ""):
        text = carried_resource(said)
        found = shown_fields(text, None, 0, zone) if text is not None else None
        if found is None:
            return True
        shown = found
    given = {name: value for name, value in event.items() if name != "text"}
    return not is_wordless({**given, **shown})


def adds_no_word(shown: Fields, said: Fields) -> bool:
    """True if neither what is shown of an event nor what an overlay is to say has a word."""
    wanted = {name: value for name, value in said.items() if not name.startswith(BASE)}
    return is_wordless(shown) and is_wordless({**shown, **wanted}) and TEXT_BEFORE not in said
