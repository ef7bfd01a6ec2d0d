"""Messages that a calendar server sends by itself to whoever is asked to an event (RFC 6638)."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from jointdesk.domain.words import counted, listed, plain_name

NO_WAY_BACK = "Sending cannot be undone."
"""Said before anything is sent."""


class MessageKind(StrEnum):
    """What a message says, in a person's words (RFC 5546 section 1.4)."""

    INVITATION = "invitation"
    UPDATE = "update"
    CANCELLATION = "cancellation"
    REPLY = "reply"


class Message(NamedTuple):
    """What a server would send, and the addresses that it goes to, each in lower case."""

    kind: MessageKind
    to: tuple[str, ...]


_ONE_OF = {
    MessageKind.INVITATION: "an invitation",
    MessageKind.UPDATE: "an update",
    MessageKind.CANCELLATION: "a cancellation",
    MessageKind.REPLY: "an answer",
}


def told_words(messages: Iterable[Message]) -> str:
    """Return who gets what: "an invitation to a@x.org and b@x.org and an update to c@x.org"."""
    return listed(
        f"{_ONE_OF[one.kind]} to {listed(plain_name(who) for who in one.to)}" for one in messages
    )


def count_words(messages: Iterable[Message]) -> str:
    """Return how many messages of each kind: "4 invitations and 1 update"."""
    numbers: dict[MessageKind, int] = {}
    for one in messages:
        numbers[one.kind] = numbers.get(one.kind, 0) + len(one.to)
    return listed(
        counted(number, kind.value, _MANY.get(kind, "")) for kind, number in numbers.items()
    )


_MANY = {MessageKind.REPLY: "replies"}


class Scheduling(NamedTuple):
    """Whether a server sends messages by itself, and the addresses that an account has there.

    Addresses are in lower case, without "mailto:".
    """

    schedules: bool = False
    addresses: tuple[str, ...] = ()
