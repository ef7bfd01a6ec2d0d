"""What people said about a conflict, in lines: its history. Pure."""

from collections.abc import Sequence
from typing import NamedTuple
from zoneinfo import ZoneInfo

from jointdesk.domain.moments import Instant, local
from jointdesk.domain.words import plain_line, short_day
from jointdesk.operations.history import ItemChange
from jointdesk.viewmodels import words
from jointdesk.viewmodels.conflict_list import ConflictDesk, name_of

_CODES = ("DIA-", "WRK-", "DEC-", "TSK-")


class Told(NamedTuple):
    """One line of the history: when, and what was said."""

    when: str
    what: str


def history_of(changes: Sequence[ItemChange], desk: ConflictDesk) -> tuple[Told, ...]:
    """Return what people said about a conflict, the newest first, a line for each time."""
    lines: dict[tuple[Instant, str], dict[str, str]] = {}
    for change in changes:
        line = lines.setdefault((change.at, change.label), {"by": change.who})
        for name in ("owner", "reason"):
            value = change.after.get(name)
            if isinstance(value, str) and value:
                line[name] = value
    return tuple(
        Told(when_told(at, desk.zone), _told(label, line, desk))
        for (at, label), line in reversed(lines.items())
    )


def when_told(at: Instant, zone: ZoneInfo) -> str:
    """Return a moment that has been: "Fri 11 Dec 16:02"."""
    moment = local(at, zone)
    return f"{short_day(moment.date())} {words.clock_of(moment)}"


def _told(label: str, line: dict[str, str], desk: ConflictDesk) -> str:
    """Return for example "Assigned to Tom Adeyemi by Imogen Farrant: he knows them"."""
    owner = name_of(line.get("owner"), desk.people)
    told = without_codes(label)
    if owner:
        told += f" to {owner}"
    if line["by"]:
        told += f" by {line['by']}"
    reason = plain_line(line.get("reason", ""))
    return f"{told}: {reason}" if reason else told


def without_codes(label: str) -> str:
    """Return an action's label without the codes of conflicts, as it stands in a sentence."""
    kept = [part for part in label.split(" ") if not part.startswith(_CODES)]
    return " ".join(kept)
