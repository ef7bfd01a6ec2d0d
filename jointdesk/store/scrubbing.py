"""Scrub the desk's file of what was erased, where nobody else is at work on it just then."""

from contextlib import suppress

from jointdesk.domain.errors import DeskFileError
from jointdesk.store.changes import scrub
from jointdesk.store.desk import Desk
from jointdesk.store.faults import plain_faults


def scrub_or_later(desk: Desk) -> None:
    """Scrub the file; where it is busy or full now, the next exchange does, and says why not.

    Whoever erased has noted that in the same transaction: see `store.changes.note_erased`.
    """
    with suppress(DeskFileError), plain_faults(desk.path):
        scrub(desk)
