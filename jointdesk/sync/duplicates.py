"""Several texts of one UID in one read: which of them counts.

Files in a folder, and calendars in a file, may repeat each other, or say in pieces what belongs
together, as invitations saved from mail do. Of texts with the same DTSTART the highest SEQUENCE,
then the latest LAST-MODIFIED wins (design section 10); with different ones all are kept.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence

from jointdesk.domain.moments import Instant
from jointdesk.domain.resources import ResourceText
from jointdesk.sync.facts import Facts


def settle_duplicates(
    texts: Sequence[ResourceText], facts_of: Callable[[ResourceText], Facts]
) -> list[ResourceText]:
    """Return the texts that count, in their order; facts are asked for only where UIDs repeat."""
    if len({(text.uid, text.kind) for text in texts}) == len(texts):
        return list(texts)
    groups: dict[tuple[str, str], list[ResourceText]] = {}
    for text in texts:
        groups.setdefault((text.uid, text.kind), []).append(text)
    found: list[ResourceText] = []
    for group in groups.values():
        found += group if len(group) == 1 else _settled(group, facts_of)
    return found


def _settled(
    group: Iterable[ResourceText], facts_of: Callable[[ResourceText], Facts]
) -> list[ResourceText]:
    different = list({text.digest: text for text in group}.values())
    if len(different) == 1:
        return different
    told = [(text, facts_of(text)) for text in different]
    readable = [(text, facts) for text, facts in told if facts.is_readable]
    masters: dict[Instant | None, tuple[ResourceText, Facts]] = {}
    overrides = []
    for text, facts in readable:
        if not facts.has_master:
            overrides.append(text)
        elif facts.start not in masters or _rank(facts) >= _rank(masters[facts.start][1]):
            masters[facts.start] = text, facts
    if not masters:
        return [_joined(overrides)] if overrides else different[:1]
    masters = _with_cancellation(masters)
    first, *others = (text for text, _ in masters.values())
    return [_joined([first, *overrides]), *others]


def _rank(facts: Facts) -> tuple[int, Instant]:
    return facts.sequence, facts.last_modified


def _with_cancellation(
    masters: dict[Instant | None, tuple[ResourceText, Facts]],
) -> dict[Instant | None, tuple[ResourceText, Facts]]:
    """Let a cancellation without DTSTART (RFC 5546 section 3.2.5) cancel what is older."""
    if len(masters) == 1 or None not in masters or not masters[None][1].is_cancelled:
        return masters
    cancellation, of_it = masters[None]
    return {
        start: (_cancelled_by(text, cancellation), facts)
        if _rank(facts) <= _rank(of_it)
        else (text, facts)
        for start, (text, facts) in masters.items()
        if start is not None
    }


def _cancelled_by(text: ResourceText, cancellation: ResourceText) -> ResourceText:
    """Return the text as if it stood in the cancellation's calendar, with its METHOD."""
    head = cancellation.frame.partition(b"BEGIN:VTIMEZONE")[0]
    digest = _digest([cancellation, text])
    return text._replace(frame=head + _zones(text), digest=digest)


def _joined(texts: Sequence[ResourceText]) -> ResourceText:
    """Return one text of a master and of overrides that stood elsewhere.

    Of their calendars only the zones come along: a METHOD there was not meant for the master.
    """
    first, *others = texts
    if not others:
        return first
    zones = (_zones(text) for text in others if text.frame != first.frame)
    return first._replace(
        frame=b"".join((first.frame, *zones)),
        text=b"".join(text.text.rstrip(b"\r\n") + b"\r\n" for text in texts),
        digest=_digest(texts),
        lines=tuple(line for text in texts for line in text.lines or (text.line,)),
    )


def _zones(text: ResourceText) -> bytes:
    _, begin, rest = text.frame.partition(b"BEGIN:VTIMEZONE")
    return begin + rest


def _digest(texts: Iterable[ResourceText]) -> bytes:
    joined = b"".join(text.digest for text in texts)
    return hashlib.sha1(joined, usedforsecurity=False).digest()
