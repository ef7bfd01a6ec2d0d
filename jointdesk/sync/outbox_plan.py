"""Deciding what becomes of values that wait for a source: pure functions over one case.

Every value is judged by what the source shows now (`domain.pending.Standing`), after a request
without an answer too: what shows as our own text would show has arrived. So nothing is sent
twice blindly, and whatever was interrupted is taken up by looking.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from enum import Enum, auto
from typing import NamedTuple
from zoneinfo import ZoneInfo

from jointdesk.derive.overlays import lay_over
from jointdesk.domain.events import EVENT
from jointdesk.domain.intents import Intent, IntentKind, IntentState, Sent
from jointdesk.domain.items import Fields, Json
from jointdesk.domain.moments import Instant
from jointdesk.domain.pending import (
    Overlay,
    Pending,
    Standing,
    ended_fields,
    key_of,
    overlay_id,
    wanted_fields,
)
from jointdesk.sync.cases import Case
from jointdesk.sync.sight import DELETED, Sight, is_same

_TIMES = ("start", "end")
_COMPARED = ("title", "start", "end", "place", "repeat")
"""What of an event made here is looked for in one that somebody else has put there."""

KEPT_THERE = "It was to be deleted, but somebody has changed it there: it stays"
MADE_ANEW = "Somebody has deleted it there, but it was changed here: it is put back"
KEPT_OTHERWISE = "Its calendar did not keep all as it was given: "


class Want(NamedTuple):
    """A value that is wanted of the thing that an overlay is about."""

    overlay_id: str
    pending: Pending

    @property
    def is_end(self) -> bool:
        """True if the whole series is to be deleted."""
        return self.is_deletion and key_of(self.overlay_id).day is None

    @property
    def is_deletion(self) -> bool:
        """True if the series or the occurrence is to be deleted."""
        return self.pending.field == DELETED and bool(self.pending.wanted)


class Collided(NamedTuple):
    """A field that was changed here and there: what it was, what is wanted, what is there."""

    overlay_id: str
    field: str
    base: Json
    mine: Json
    theirs: Json


class Settled(NamedTuple):
    """What is to be recorded of a case, and what is left of it then.

    `fields` are to be written, by overlay id. `removes_event` says that the event made here
    stands in its calendar now. `ends` is how the open intent ends, None where it does not.
    `told` are sentences without full stop for whoever reads the report.
    """

    fields: Mapping[str, Fields]
    waiting: tuple[Want, ...]
    collided: tuple[Collided, ...]
    removes_event: bool = False
    ends: IntentState | None = None
    told: tuple[str, ...] = ()


class _Verdict(Enum):
    WAITS = auto()
    ENDS = auto()
    COLLIDED = auto()
    DROPPED = auto()
    LEFT = auto()
    """Nothing is said of it: the thing itself is to be deleted."""


_VERDICTS = {
    Standing.WAITING: _Verdict.WAITS,
    Standing.DONE: _Verdict.ENDS,
    Standing.COLLIDED: _Verdict.COLLIDED,
}


class _Judged(NamedTuple):
    """A want and what is to become of it; `is_new` where its overlay does not have it so yet."""

    want: Want
    verdict: _Verdict
    is_new: bool = False


def settle(case: Case, zone: ZoneInfo, now: Instant) -> Settled:
    """Judge all that is wanted of a case."""
    sight = Sight(case, zone)
    judged = [_judge(case, sight, *one) for one in _standings(case, zone, now)]
    later = [*_adopted(case, sight), *_taken_back(case, sight)]
    judged = _with_deletions([*judged, *(_Judged(one, _Verdict.WAITS, True) for one in later)])
    judged = _with_times(sight, judged)
    removes_event = case.event is not None and case.is_present
    waiting = tuple(one.want for one in judged if one.verdict is _Verdict.WAITS)
    return Settled(
        fields=_recorded(judged),
        waiting=waiting,
        collided=tuple(_collided(sight, judged)),
        removes_event=removes_event,
        ends=_end_of(
            case.intent,
            has_arrived=removes_event or any(map(sight.has_arrived, _sent(case))),
            is_waiting=bool(waiting) or (case.event is not None and not removes_event),
        ),
        told=tuple(_told(case, sight, judged)),
    )


def overlays_waiting(case: Case, settled: Settled) -> tuple[Overlay, ...]:
    """Return the overlays of a case with the values that wait, and with no others."""
    found: dict[str, list[Pending]] = {}
    for want in settled.waiting:
        found.setdefault(want.overlay_id, []).append(want.pending)
    known = {one.id: one for one in case.overlays}
    return tuple(
        replace(known.get(id_) or _overlay(id_), pending=tuple(pending))
        for id_, pending in found.items()
    )


def _overlay(id_: str) -> Overlay:
    key = key_of(id_)
    return Overlay(id_, key.key, key.series_id, key.day, key.ordinal, "", {}, ())


# Judging


def _standings(case: Case, zone: ZoneInfo, now: Instant) -> Iterator[tuple[Want, Standing]]:
    """Yield the values that overlays hold, with how each stands to what the source shows.

    Where there is no source's text to go by all of them wait.
    """
    if case.text is not None and (case.event is None or case.is_present):
        for one in lay_over(
            case.text, _without_ends(case.overlays), zone, now, mine=case.mine
        ).judged:
            yield Want(one.overlay.id, one.pending), one.standing
        for overlay in case.overlays:
            for pending in overlay.pending:
                if _is_of_whole(overlay, pending):
                    yield Want(overlay.id, pending), pending.standing(not case.is_present)
    else:
        for overlay in case.overlays:
            for pending in overlay.pending:
                yield Want(overlay.id, pending), Standing.WAITING


def _without_ends(overlays: Iterable[Overlay]) -> list[Overlay]:
    """Return the overlays without wishes to delete the series as a whole, or to put it back."""
    return [
        replace(one, pending=tuple(p for p in one.pending if not _is_of_whole(one, p)))
        for one in overlays
    ]


def _is_of_whole(overlay: Overlay, pending: Pending) -> bool:
    return overlay.day is None and pending.field == DELETED


def _sent(case: Case) -> tuple[Sent, ...]:
    """Return the values that may have arrived."""
    intent = case.intent
    return intent.sent if intent is not None and intent.is_unanswered else ()


def _judge(case: Case, sight: Sight, want: Want, standing: Standing) -> _Judged:
    """Judge a value by how it stands, and by what was on its way."""
    id_, pending = want
    for sent in _sent(case):
        if (sent.item_id, sent.field) == (id_, pending.field) and sight.has_arrived(sent):
            if _is_put_back(case) and pending.field != DELETED and sight.is_gone(id_):
                break  # the series stands again, but not the occurrence that this was said of
            shown = sight.value(id_, pending.field)
            if is_same(pending.wanted, sent.wanted) or is_same(pending.wanted, shown):
                return _Judged(want, _Verdict.ENDS)
            later = Want(id_, Pending(pending.field, shown, pending.wanted))
            return _Judged(later, _Verdict.WAITS, is_new=True)
    if want.is_deletion:
        if standing is Standing.WAITING and sight.is_changed(id_):
            return _Judged(want, _Verdict.DROPPED)
    elif pending.field != DELETED and case.is_present and sight.is_gone(id_):
        if (id_, DELETED) not in _known(case):  # an occurrence that is no more, and not put back
            return _Judged(want, _Verdict.COLLIDED)
    return _Judged(want, _VERDICTS[standing])


def _is_put_back(case: Case) -> bool:
    """True if what its calendar had was made there anew."""
    return case.event is None and case.intent is not None and case.intent.kind is IntentKind.CREATE


def _adopted(case: Case, sight: Sight) -> Iterator[Want]:
    """Yield what was changed of an event made here since it was sent to where it stands now."""
    event = case.event
    if event is None or not case.is_present:
        return
    sent = {one.field: one.wanted for one in _sent(case) if one.item_id == event.id}
    stored = EVENT.stored(event)
    if sent:
        now = {name: stored.get(name) for name in sent}
        changed = {name: value for name, value in now.items() if not is_same(value, sent[name])}
    elif case.text is not None and case.text.uid == (event.uid or event.id):
        said = sight.said_here(event)
        changed = {name: said.get(name) for name in _COMPARED}
    else:  # somebody else has made it there, in words of their own
        changed = {}
    if event.status == "cancelled":  # they put it there before they could know
        changed = {**changed, "status": event.status}
    item, known = overlay_id(case.series_id), _known(case)
    for name, value in changed.items():
        shown = sight.value(item, name)
        if (item, name) not in known and not is_same(value, shown):
            yield Want(item, Pending(name, shown, value))


def _known(case: Case) -> set[tuple[str, str]]:
    return {(one.id, pending.field) for one in case.overlays for pending in one.pending}


def _taken_back(case: Case, sight: Sight) -> Iterator[Want]:
    """Yield what has to be undone there: it had arrived when it was taken back here."""
    series, known = overlay_id(case.series_id), _known(case)
    if (series, DELETED) in known:
        return
    if _is_removed(case):
        if sight.is_ours(series):
            yield Want(series, Pending(DELETED, None, wanted=True))
        return
    for sent in _sent(case):
        is_wanted = (sent.item_id, sent.field) in known or sent.item_id == case.series_id
        if not is_wanted and sight.has_arrived(sent):
            shown = sight.value(sent.item_id, sent.field)
            if not is_same(shown, sent.base):
                yield Want(sent.item_id, Pending(sent.field, shown, sent.base))


def _is_removed(case: Case) -> bool:
    """True if it was made here, and removed while it was on its way to where it stands now."""
    is_made = any(one.item_id == case.series_id for one in _sent(case))
    return is_made and case.event is None and case.is_present


def _with_deletions(judged: list[_Judged]) -> list[_Judged]:
    """Let a deletion stand for all else that is wanted of the same thing.

    Where it is done the rest ends; while it waits the rest is left.
    """
    over = {one.want.overlay_id: one.verdict for one in judged if one.want.is_deletion}
    whole = next((one.verdict for one in judged if one.want.is_end), None)
    found = []
    for one in judged:
        verdict = None if one.want.is_deletion else over.get(one.want.overlay_id)
        if whole in (_Verdict.ENDS, _Verdict.WAITS) and not one.want.is_end:
            verdict = whole
        if verdict is _Verdict.ENDS:
            found.append(one._replace(verdict=_Verdict.ENDS))
        elif verdict is _Verdict.WAITS:
            found.append(one._replace(verdict=_Verdict.LEFT))
        else:
            found.append(one)
    return found


def _with_times(sight: Sight, judged: list[_Judged]) -> list[_Judged]:
    """Let start and end collide together: one's own start makes no sense with another's end."""
    times: dict[str, dict[str, _Judged]] = {}
    for one in judged:
        if one.want.pending.field in _TIMES and one.verdict in (_Verdict.WAITS, _Verdict.COLLIDED):
            times.setdefault(one.want.overlay_id, {})[one.want.pending.field] = one
    apart = {id_ for id_, found in times.items() if _are_apart(sight, id_, found)}
    return [
        one._replace(verdict=_Verdict.COLLIDED)
        if one.want.overlay_id in apart
        and one.want.pending.field in _TIMES
        and one.verdict is _Verdict.WAITS
        else one
        for one in judged
    ]


def _are_apart(sight: Sight, overlay: str, times: Mapping[str, _Judged]) -> bool:
    """True if not both times can be written, or not with the one that stays as it is."""
    if any(one.verdict is _Verdict.COLLIDED for one in times.values()):
        return True
    start, end = (
        str(
            (times[name].want.pending.wanted if name in times else sight.value(overlay, name)) or ""
        )
        for name in _TIMES
    )
    return bool(start and end) and (end < start or ("T" in start) != ("T" in end))


def _recorded(judged: Iterable[_Judged]) -> dict[str, Fields]:
    """Return what the overlays are to say now, by their ids; nothing of what stays."""
    fields: dict[str, dict[str, Json]] = {}
    for one in judged:
        pending, said = one.want.pending, fields.setdefault(one.want.overlay_id, {})
        if one.verdict in (_Verdict.ENDS, _Verdict.DROPPED):
            said |= ended_fields((pending.field,))
        elif one.is_new:
            said |= wanted_fields({pending.field: (pending.base, pending.wanted)})
    return {id_: said for id_, said in fields.items() if said}


def _collided(sight: Sight, judged: Iterable[_Judged]) -> Iterator[Collided]:
    for one in judged:
        if one.verdict is _Verdict.COLLIDED:
            id_, pending = one.want
            theirs = sight.value(id_, pending.field)
            yield Collided(id_, pending.field, pending.base, pending.wanted, theirs)


def _end_of(intent: Intent | None, *, has_arrived: bool, is_waiting: bool) -> IntentState | None:
    if intent is None:
        return None
    if has_arrived:
        return IntentState.DONE
    return None if is_waiting else IntentState.CANCELLED


def _is_back(case: Case) -> bool:
    """True if what was gone there has just been put back."""
    intent = case.intent
    is_made = case.has_arrived and intent is not None and intent.kind is IntentKind.CREATE
    return is_made and not any(one.item_id == case.series_id for one in _sent(case))


def _told(case: Case, sight: Sight, judged: Iterable[_Judged]) -> Iterator[str]:
    verdicts = {one.verdict for one in judged}
    is_kept = _is_removed(case) and not sight.is_ours(overlay_id(case.series_id))
    if _Verdict.DROPPED in verdicts or is_kept:
        yield KEPT_THERE
    if (case.has_gone and _Verdict.WAITS in verdicts) or _is_back(case):
        yield MADE_ANEW
    if case.has_arrived and case.is_present:
        others = [one.field for one in _sent(case) if not sight.is_kept(one)]
        if others:
            yield KEPT_OTHERWISE + ", ".join(dict.fromkeys(others)).replace("_", " ")
