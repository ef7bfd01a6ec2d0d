"""Deciding what a run does, before anything is done: a pure function over frozen values.

The rules are those of design sections 3.2 (identity) and 10 (windows and the guard).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from jointdesk.domain.components import Problem
from jointdesk.domain.moments import Instant
from jointdesk.domain.resources import (
    Outcome,
    Plan,
    ResourceState,
    ResourceText,
    ResourceWrite,
    StoredResource,
)
from jointdesk.sync.comparing import Arrival, Comparison
from jointdesk.sync.facts import Facts

_GUARD_ITEMS = 10
_GUARD_PART = 5


class Reading(NamedTuple):
    """What one read of a source gave, beside the texts themselves.

    `facts` holds those of every text that was parsed. `rejected` and `notes` describe the whole
    current text. `files` names those that the read speaks of, None where it speaks of all;
    `unread` those of them that could not be read. `is_whole` is False where the source breaks
    off, so that absence proves nothing; `is_empty` is True where it has not a single component.
    `is_windowed` is False where the source says of each item that it is gone: there is then no
    earliest day before which it might only be published no longer.
    """

    facts: Mapping[ResourceText, Facts]
    rejected: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    files: frozenset[str] | None = None
    unread: frozenset[str] = frozenset()
    is_whole: bool = True
    is_empty: bool = False
    is_windowed: bool = True


class Expected(NamedTuple):
    """What may appear in a source because it was made or changed here.

    `uids` and `likenesses` (see `ical.series.likeness`) give the series ids of what was made
    here; `signatures` those that known series would have once their source shows what was
    changed here, by series id.
    """

    uids: Mapping[str, str] = {}
    likenesses: Mapping[str, str] = {}
    signatures: Mapping[str, str] = {}


NOTHING_EXPECTED = Expected()


def plan(
    collection_id: str,
    comparison: Comparison,
    reading: Reading,
    signatures: Mapping[int, str],
    now: Instant,
    *,
    expected: Expected = NOTHING_EXPECTED,
    allow_mass_delete: bool = False,
) -> Plan:
    """Decide what the run does to each resource.

    `signatures` are those of the vanished resources, by id (see `ical.series.signature`).
    `allow_mass_delete` says for a person that what the guard would hold back is right.
    """
    unseen = _unseen(comparison, reading)
    kept = len(comparison.vanished) - len(unseen)
    heirs = _all_heirs(unseen, comparison.arrivals, reading.facts, signatures, expected)
    gone = _without(unseen, heirs.values())
    changes = tuple(_changes(comparison, reading.facts))
    writes = (*changes, *_arrivals(comparison, reading.facts, heirs, expected))
    equal = [stored for stored, text in comparison.matches if stored.digest == text.digest]
    restored = [one.id for one in equal if one.state is not ResourceState.PRESENT]
    ends = [*(one.end for one in equal), *(one.end for one in writes)]
    start = _window_start(ends, now) if reading.is_windowed else None
    missing = [one.id for one in gone if not _ended_before(one, start)]
    inside = _count_inside(comparison, start)
    guard = _guard(reading, len(missing), inside) if gone and not allow_mass_delete else ""
    return Plan(
        collection_id=collection_id,
        writes=writes,
        unchanged=len(comparison.matches) - len(changes) - len(restored) + kept,
        missing=tuple(missing),
        unpublished=() if guard else tuple(one.id for one in gone if _ended_before(one, start)),
        restored=tuple(restored),
        moved=tuple(_moved(comparison)),
        rejected=reading.rejected,
        notes=reading.notes,
        guard=guard,
    )


def _unseen(comparison: Comparison, reading: Reading) -> list[StoredResource]:
    """Return the vanished resources without those about which the read says nothing.

    These stay as they are: what the source says of them is rejected, or the file that they came
    from may be one that could not be read.
    """
    rejected = {problem.uid for problem in reading.rejected}
    files = reading.files
    return [
        one
        for one in comparison.vanished
        if one.uid not in rejected
        and one.href not in reading.unread
        and (files is None or one.href in files)
    ]


def _all_heirs(
    gone: Sequence[StoredResource],
    arrivals: Sequence[Arrival],
    facts: Mapping[ResourceText, Facts],
    signatures: Mapping[int, str],
    expected: Expected,
) -> dict[tuple[str, int], StoredResource]:
    """Match UIDs that vanished with those that appeared: as they were, or as they are wanted."""
    heirs = _heirs(gone, arrivals, facts, signatures)
    wanted = {one.id: expected.signatures.get(one.series_id, "") for one in gone}
    others = [one for one in arrivals if (one.text.uid, one.twin) not in heirs]
    return heirs | _heirs(_without(gone, heirs.values()), others, facts, wanted)


def _heirs(
    gone: Sequence[StoredResource],
    arrivals: Sequence[Arrival],
    facts: Mapping[ResourceText, Facts],
    signatures: Mapping[int, str],
) -> dict[tuple[str, int], StoredResource]:
    """Match UIDs that vanished with UIDs that appeared, where both sides have just one.

    The result is by the new UID and twin.
    """
    if not gone:
        return {}
    old = Counter(signatures.get(one.id, "") for one in gone)
    new = Counter(facts[one.text].signature for one in arrivals)
    by_signature = {signatures.get(one.id, ""): one for one in gone}
    heirs = {}
    for arrival in arrivals:
        signature = facts[arrival.text].signature
        if signature and old[signature] == new[signature] == 1:
            heirs[arrival.text.uid, arrival.twin] = by_signature[signature]
    return heirs


def _without(
    resources: Iterable[StoredResource], others: Iterable[StoredResource]
) -> list[StoredResource]:
    ids = {one.id for one in others}
    return [one for one in resources if one.id not in ids]


def _changes(
    comparison: Comparison, facts: Mapping[ResourceText, Facts]
) -> Iterator[ResourceWrite]:
    """Yield the writes for known UIDs; a text of which nothing came in changes nothing."""
    for stored, text in comparison.matches:
        if stored.digest != text.digest and (found := facts[text]).is_readable:
            yield _write(stored, text, stored.twin, found)


def _moved(comparison: Comparison) -> Iterator[tuple[int, str]]:
    """Yield by id the hrefs of what is as it was, at another one."""
    for stored, text in comparison.matches:
        if stored.digest == text.digest and stored.href != text.href:
            yield stored.id, text.href


def _arrivals(
    comparison: Comparison,
    facts: Mapping[ResourceText, Facts],
    heirs: Mapping[tuple[str, int], StoredResource],
    expected: Expected,
) -> Iterator[ResourceWrite]:
    """Yield the writes for UIDs that are not stored: new ones, and old ones under a new UID.

    What was made here keeps its series id, which only one of them can have.
    """
    given: set[str] = set()
    for text, twin in comparison.arrivals:
        if not (found := facts[text]).is_readable:
            continue
        write = _write(heirs.get((text.uid, twin)), text, twin, found)
        if write.resource_id is None:
            series_id = expected.uids.get(text.uid) or expected.likenesses.get(found.likeness, "")
            if series_id not in given:
                given.add(series_id)
                write = write._replace(series_id=series_id)
        yield write


def _write(
    stored: StoredResource | None, text: ResourceText, twin: int, facts: Facts
) -> ResourceWrite:
    if stored is None:
        outcome = Outcome.NEW
    elif facts.is_cancelled and not stored.is_cancelled:
        outcome = Outcome.CANCELLED
    else:
        outcome = Outcome.CHANGED
    return ResourceWrite(
        outcome=outcome,
        resource_id=stored.id if stored else None,
        series_id=stored.series_id if stored else "",
        text=text,
        twin=twin,
        is_cancelled=facts.is_cancelled,
        has_problems=facts.has_problems,
        end=facts.end,
    )


def _window_start(ends: Sequence[Instant | None], now: Instant) -> Instant:
    """Return where the source's window begins: the earliest end among its items, or now.

    The end, not the start: a series that has gone on for years, or a long absence, says nothing
    about how far back single meetings are published.
    """
    return min((now, *(end for end in ends if end is not None)))


def _ended_before(resource: StoredResource, start: Instant | None) -> bool:
    return start is not None and resource.end is not None and resource.end < start


def _count_inside(comparison: Comparison, start: Instant | None) -> int:
    """Return how many resources in the diary reach into the window."""
    matched = (match.stored for match in comparison.matches)
    present = (one for one in matched if one.state is ResourceState.PRESENT)
    return sum(not _ended_before(one, start) for one in (*present, *comparison.vanished))


def _guard(reading: Reading, missing: int, known: int) -> str:
    """Return why nothing is removed, "" where nothing speaks against it."""
    would = f"would remove {missing} of {known} meetings. Nothing was removed. Is that right?"
    if reading.is_empty:
        return f"This update is empty and {would}"
    if missing and not reading.is_whole:
        return f"This update breaks off in the middle and {would}"
    if missing > _GUARD_ITEMS and missing * _GUARD_PART > known:
        return f"This update {would}"
    return ""
