"""What would be sent to other people by writing something, and keeping it until somebody says so.

Where a server sends invitations by itself (RFC 6638), a new event is written so that nobody is
told. What would tell somebody all the same waits until a person has seen what goes to whom.
"""

import hashlib
import json
from typing import NamedTuple

from jointdesk.domain.intents import IntentKind, Sent
from jointdesk.domain.invitations import Message, MessageKind
from jointdesk.domain.resources import ResourceText
from jointdesk.ical.scheduling import held_back, messages, released, with_organiser
from jointdesk.sync.cases import Case


class Telling(NamedTuple):
    """A text as it may be written now, and what its server would send with a person's word.

    `told` is what it `could_tell`, where nothing may be written before that word; else empty.
    `digest` is what the word is for.
    """

    text: ResourceText | None
    told: tuple[Message, ...] = ()
    could_tell: tuple[Message, ...] = ()
    digest: str = ""


def organised(case: Case, text: ResourceText | None) -> ResourceText | None:
    """Return a text with its organiser: where people are asked, the account itself."""
    return with_organiser(text, case.addresses[0]) if text and case.addresses else text


def telling(case: Case, text: ResourceText | None, sent: tuple[Sent, ...]) -> Telling:
    """Return how a text may be written, None for a deletion, and what values that stands for.

    An answer of one's own needs no other word: it was given to be sent.
    """
    if not case.schedules:
        return Telling(text)
    own = case.mine.union(case.addresses)
    before = case.text if case.is_present else None
    wanted = released(text) if text is not None else None
    loud = messages(before, wanted, own)
    kind = IntentKind.CHANGE if text is not None else IntentKind.DELETE
    digest = _digest(case, kind, sent, loud)
    fields = {one.field for one in sent}
    is_answer = "reply" in fields and all(one.kind is MessageKind.REPLY for one in loud)
    if is_answer or not loud or digest == case.consent:
        return Telling(wanted if is_answer or loud else text)
    quiet = held_back(before, text, own) if text is not None else None
    must_ask = "invite" in fields or messages(before, quiet, own)
    return Telling(quiet, loud if must_ask else (), loud, digest)


def _digest(case: Case, kind: IntentKind, sent: tuple[Sent, ...], told: tuple[Message, ...]) -> str:
    """Return what tells this change, told to these people, from any other."""
    said = json.dumps([kind, case.clock, sent, told], ensure_ascii=False)
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()
