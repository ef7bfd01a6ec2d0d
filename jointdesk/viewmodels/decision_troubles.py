"""What is wrong with matters and decisions: their open conflicts, by the records that take part."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from jointdesk.domain.conflicts import JudgedConflict, Severity
from jointdesk.domain.moments import Instant
from jointdesk.domain.people import Audience
from jointdesk.domain.records import Records
from jointdesk.operations.record_checks import unsettled
from jointdesk.store.reading import ReadableDesk
from jointdesk.viewmodels.record_titles import RECORD_TITLES

_RANK = {Severity.RED: 0, Severity.AMBER: 1, Severity.INFO: 2}


class Trouble(NamedTuple):
    """One conflict: its id and code, how bad it is, two or three words, a sentence."""

    id: str
    code: str
    severity: Severity
    words: str
    message: str


Troubles = Mapping[str, tuple[Trouble, ...]]
"""The troubles of each matter by its id, the worst first."""


def read_troubles(
    desk: ReadableDesk, audience: Audience, records: Records, at: Instant
) -> Troubles:
    """Return what is wrong with these records."""
    return troubles_by_matter(unsettled(desk, audience, records, at), records)


def troubles_by_matter(conflicts: Iterable[JudgedConflict], records: Records) -> Troubles:
    """Return conflicts of decisions, tasks and matters, under their matters."""
    found: dict[str, dict[str, Trouble]] = defaultdict(dict)
    for judged in conflicts:
        conflict = judged.conflict
        title = RECORD_TITLES.get(conflict.code)
        words = title.short if title else conflict.message
        trouble = Trouble(conflict.id, conflict.code, conflict.severity, words, conflict.message)
        for matter in matters_of(conflict.participants, records):
            found[matter][conflict.id] = trouble
    return {
        matter: tuple(sorted(each.values(), key=lambda one: (_RANK[one.severity], one.code)))
        for matter, each in found.items()
    }


def matters_of(participants: Iterable[str], records: Records) -> set[str]:
    """Return the ids of the matters that matters, decisions and tasks belong to."""
    matters = set()
    for one in participants:
        decision = records.decision_by_id.get(one)
        task = records.task_by_id.get(one)
        if one in records.matter_by_id:
            matters.add(one)
        elif decision is not None:
            matters.add(decision.matter)
        elif task is not None:
            of_task = records.decision_by_id.get(task.decision or "")
            matters.add(task.matter or (of_task.matter if of_task else ""))
    return matters - {""}
