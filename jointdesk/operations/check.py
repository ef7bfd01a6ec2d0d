"""Is the desk sound: the file, the chains, and everything that follows from the facts?"""

from collections.abc import Callable

from jointdesk.derive.update import rebuild
from jointdesk.domain.moments import Instant
from jointdesk.operations.unreadable import odd_items, unreadable_sentence
from jointdesk.store import integrity
from jointdesk.store.changes import scrub
from jointdesk.store.derived import fingerprint
from jointdesk.store.desk import Desk


class _TakeBackError(Exception):
    """Raised to leave a transaction without keeping what it did."""


def check(
    desk: Desk, now: Instant, *, mend: bool = False, say: Callable[[str], None] = lambda _: None
) -> list[str]:
    """Return a sentence for everything that is wrong; an empty list if the desk is sound.

    With `mend`, what follows from the facts is made anew where it is wrong; a sound file is
    written anew, without any byte of what was erased. Facts that are damaged cannot be mended:
    the sentence says so.
    """
    say("Checking the file and the log…")
    found = integrity.check(desk)
    if mend and found:
        integrity.rebuild_items(desk)
    say("Making anew what follows, to compare…")
    wrong = _derived_differs(desk, now, keep=mend)
    if wrong:
        done = " It was made anew." if mend else " Run “check --repair” to make it anew."
        found.append(f"What follows from the calendars is not what it should be ({wrong}).{done}")
    if mend and not found:
        scrub(desk)
    return [*found, *map(unreadable_sentence, odd_items(desk))]


def _derived_differs(desk: Desk, now: Instant, *, keep: bool) -> str:
    """Rebuild, say what came out otherwise, and take the rebuilding back unless to be kept."""
    differing: list[str] = []
    try:
        with desk.transaction():
            before = fingerprint(desk.connection)
            rebuild(desk, now)
            after = fingerprint(desk.connection)
            differing = [name for name, value in before.items() if after[name] != value]
            if not (keep and differing):
                raise _TakeBackError
    except _TakeBackError:
        pass
    return ", ".join(differing)
