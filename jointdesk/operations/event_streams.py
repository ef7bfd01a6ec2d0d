"""In which stream an event made here stands, and what is said of one in a calendar."""

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


def adds_no_word(shown: Fields, said: Fields) -> bool:
    """True if neither what is shown of an event nor what an overlay is to say has a word."""
    wanted = {name: value for name, value in said.items() if not name.startswith(BASE)}
    return is_wordless(shown) and is_wordless({**shown, **wanted}) and TEXT_BEFORE not in said
