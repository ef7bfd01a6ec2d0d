"""What would be sent to other people by writing something, and keeping it until somebody says so.

Where a server sends invitations by itself (RFC 6638), a new event is written so that nobody is
told. What would tell somebody all the same waits until a person has seen what goes to whom.
"""

import hashlib
import json

from jointdesk.domain.intents import IntentKind, Sent
from jointdesk.domain.invitations import Message, MessageKind
from jointdesk.domain.resources import ResourceText
from jointdesk.ical.scheduling import held_back, messages, released, with_organiser
from jointdesk.sync.cases import Case


def organised(case: Case, text: ResourceText | None) -> ResourceText | None:
    """Return a text with its organiser: where people are asked, the account itself."""
    return with_organiser(text, case.addresses[0]) if text and case.addresses else text


def told_by(
    case: Case, text: ResourceText | None, sent: tuple[Sent, ...]
) -> tuple[ResourceText | None, tuple[Message, ...], str]:
    """Return a text as it may be written now, what has to be said first, and its digest.

    What has to be said is nothing where nobody is told, or a person has said that they may be.
    """
    if not case.schedules:
        return text, (), ""
    own = case.mine.union(case.addresses)
    before = case.text if case.is_present else None
    if text is None:
        loud = messages(before, None, own)
        digest = consent_digest(case, IntentKind.DELETE, sent, loud)
        return None, () if digest == case.consent else loud, digest
    wanted = released(text)
    loud = messages(before, wanted, own)
    digest = consent_digest(case, IntentKind.CHANGE, sent, loud)
    is_reply = any(one.field == "reply" for one in sent) and all(
        one.kind is MessageKind.REPLY for one in loud
    )
    if is_reply or (loud and digest == case.consent):
        return wanted, (), digest
    quiet = held_back(before, text, own)
    return quiet, loud if messages(before, quiet, own) else (), digest


def consent_digest(
    case: Case, kind: IntentKind, sent: tuple[Sent, ...], told: tuple[Message, ...]
) -> str:
    """Return what tells this change, told to these people, from any other."""
    said = json.dumps([kind, case.clock, sent, told], ensure_ascii=False)
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()
