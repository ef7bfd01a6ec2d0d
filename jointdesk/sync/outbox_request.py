"""What is to be asked of a source for one case: a pure function."""

from typing import NamedTuple
from zoneinfo import ZoneInfo

from jointdesk.derive.overlays import lay_over
from jointdesk.domain.events import EVENT, Event
from jointdesk.domain.intents import IntentKind, Sent
from jointdesk.domain.invitations import Message
from jointdesk.domain.moments import Instant
from jointdesk.domain.pending import EVENT_FIELDS
from jointdesk.domain.resources import ResourceText
from jointdesk.ical.writing import event_text
from jointdesk.sources.protocol import new_name
from jointdesk.sync.cases import Case
from jointdesk.sync.outbox_consent import organised, telling
from jointdesk.sync.outbox_plan import Settled, overlays_waiting

_SENT = sorted(EVENT_FIELDS.intersection(field.name for field in EVENT.fields))
"""What of an event made here goes to its calendar."""


class Request(NamedTuple):
    """What is to be asked of a source; `text` is None for a deletion.

    It waits for a person's word where `told` is not empty: its server would send that to other
    people. With a word it `could_tell` them; `digest` is what that is for.
    """

    kind: IntentKind
    href: str
    etag: str
    text: ResourceText | None
    sent: tuple[Sent, ...]
    told: tuple[Message, ...] = ()
    could_tell: tuple[Message, ...] = ()
    digest: str = ""


def request_of(case: Case, settled: Settled, zone: ZoneInfo, now: Instant) -> Request | None:
    """Return what is to be asked of the source, None for nothing.

    What has to be read again first is left until then, and what moves until it stands where it is
    to stand. Whether it may be asked now is for
    others to say, unless other people would be told (`Request.told`).
    """
    request = _wanted_request(case, settled, zone, now)
    if request is None or (case.is_awaited and request.kind is IntentKind.DELETE):
        return None
    how = telling(case, organised(case, request.text), request.sent)
    return request._replace(**how._asdict())


def _wanted_request(case: Case, settled: Settled, zone: ZoneInfo, now: Instant) -> Request | None:
    sent = tuple(
        Sent(one.overlay_id, one.pending.field, one.pending.base, one.pending.wanted)
        for one in settled.waiting
    )
    if case.event is not None and not settled.removes_event:
        text = wanted_text(case, settled, zone, now)
        return _create(case, text, (*_sent_of(case.event), *sent))
    if not sent or case.text is None or case.etag == "":
        return None
    if not case.is_present:
        return _create(case, wanted_text(case, settled, zone, now), sent)
    href, etag = case.text.href, case.etag or ""
    if any(one.is_end for one in settled.waiting):
        return Request(IntentKind.DELETE, href, etag, None, sent)
    text = wanted_text(case, settled, zone, now)
    return Request(IntentKind.CHANGE, href, etag, text, sent)


def wanted_text(case: Case, settled: Settled, zone: ZoneInfo, now: Instant) -> ResourceText | None:
    """Return the text as it is wanted, made as the diary shows it; None where it is to go."""
    text, is_ours = case.text, False
    if case.event is not None and not case.is_present:
        text, is_ours = event_text(case.event, zone, now), True
    if text is None:
        return None
    overlays = overlays_waiting(case, settled)
    return lay_over(text, overlays, zone, now, is_ours=is_ours, mine=case.mine).text


def _create(case: Case, text: ResourceText | None, sent: tuple[Sent, ...]) -> Request | None:
    if text is None:
        return None
    return Request(IntentKind.CREATE, _new_name(case, text), "", text, sent)


def _sent_of(event: Event) -> tuple[Sent, ...]:
    stored = EVENT.stored(event)
    return tuple(Sent(event.id, name, None, stored.get(name)) for name in _SENT)


def _new_name(case: Case, text: ResourceText) -> str:
    """Return the name of a member to be made: where it was before, else made from the UID."""
    if case.text is not None and case.text.href and not case.is_shared:
        return case.text.href
    return new_name(text.uid)
