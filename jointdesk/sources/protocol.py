"""What reading any outside system looks like: one read gives named parts of raw text.

A source knows nothing of the store. It is handed what is known from the last read (`Known`) and
answers with bytes; what they mean is decided by whoever reads them. Some sources give all they
hold at once (a file, a feed), others keep parts that come and go one by one (a server) and may
then give what has changed since the last read, and what is gone.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType
from typing import NamedTuple, Protocol, TypeAlias, runtime_checkable

from jointdesk.domain.components import Problem
from jointdesk.domain.errors import SourceError
from jointdesk.domain.invitations import Scheduling

Cancelled: TypeAlias = Callable[[], bool]
"""Asked now and then while reading; True once the person wishes to stop."""


Told: TypeAlias = Callable[[int, int], None]
"""Told now and then how many parts of how many have come."""


def never() -> bool:
    """Nobody wishes to stop."""
    return False


def unheard(done: int, total: int) -> None:
    """Nobody wishes to know."""


_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,120}")


class Known(NamedTuple):
    """What the last read said about itself, so that the next may leave out what is known.

    `etag` and `last_modified` serve a conditional request (RFC 9110 section 13). `token` is
    where a source that tells changes left off; only the source understands it. `etags` are the
    versions of the parts that were read, by name, "" for one that has to be read again.
    """

    etag: str = ""
    last_modified: str = ""
    token: str = ""
    etags: Mapping[str, str] = MappingProxyType({})


NOTHING_KNOWN = Known()
"""Before the first read."""


class Part(NamedTuple):
    """One piece of what a source holds. `name` is fit to be shown; it is never followed."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Fetched:
    """What one read gave.

    `not_modified` says that nothing changed since the read that `Known` describes; there are no
    parts then. `whole` is False where absence from the parts proves nothing. `unread` lists
    parts that exist and could not be read; what they held before must not be given up.

    Where parts come and go one by one, `etags` are the versions of those given, by name, ""
    for those to be read again; None where all come together. `gone` then names the known parts
    that the source has no more, and parts that are not given stand as they were; None where
    the parts are all there is. `token` is handed to the next read. `can_write` says whether the
    source would take changes, `scheduling` what its server sends by itself; both are None where
    this read did not ask.
    """

    parts: tuple[Part, ...] = ()
    etag: str = ""
    last_modified: str = ""
    not_modified: bool = False
    whole: bool = True
    unread: tuple[Problem, ...] = ()
    token: str = ""
    etags: Mapping[str, str] | None = None
    gone: frozenset[str] | None = None
    can_write: bool | None = None
    scheduling: Scheduling | None = None


SIGN_IN_FAILED = frozenset((401, 403))
"""Answers of a server that knows the user or the address for no one who may read."""


class UnreadableError(SourceError):
    """A source gave no answer, or none that can be used.

    `reason` is a few words for brackets, without the source's address: "no answer from the
    server". Whoever knows the source's name says it in a sentence of their own. It
    `needs_person` where asking again would get the same answer until somebody does something.
    `retry_after` is for how many seconds the server asks to be left alone, 0 for no such wish.
    """

    def __init__(self, reason: str, *, needs_person: bool = False, retry_after: int = 0) -> None:
        """Make the error for a reason such as "the file is not there"."""
        super().__init__(f"The calendar could not be read ({reason}).")
        self.reason = reason
        self.needs_person = needs_person
        self.retry_after = retry_after


class ChangedThereError(SourceError):
    """Nothing was written: what was to be replaced is no longer what was read."""

    def __init__(self) -> None:
        """Make the error with its sentences."""
        super().__init__(
            "Somebody has changed it on the server meanwhile. Nothing was written there."
        )


class NotWritableError(SourceError):
    """Nothing was written: the server does not take it; `reason` says why in a few words."""

    def __init__(self, reason: str) -> None:
        """Make the error for a reason such as "this user may only read it"."""
        super().__init__(f"The server did not take the change ({reason}). Nothing was written.")
        self.reason = reason


class Source(Protocol):
    """One calendar outside, ready to be read."""

    def read(
        self, known: Known = NOTHING_KNOWN, cancelled: Cancelled = never, told: Told = unheard
    ) -> Fetched:
        """Read the source once.

        A source whose account of the changes since `known` has a gap gives all there is, or
        works out the changes itself; it need not be asked again.

        Raises:
            UnreadableError: nothing came that can be used.
            StoppedError: `cancelled` said so.
        """


def new_name(uid: str) -> str:
    """Return the name of a part to be made for a UID, the same for every attempt."""
    if _PLAIN_NAME.fullmatch(uid):
        return f"{uid}.ics"
    return f"{sha256(uid.encode('utf-8', 'replace')).hexdigest()[:32]}.ics"


class Member(NamedTuple):
    """A part of a server's collection as it stands there after it was written, read again."""

    name: str
    data: bytes
    etag: str


@runtime_checkable
class WritableSource(Source, Protocol):
    """A source whose parts come and go one by one and may be changed, one at a time.

    Where no usable answer comes (`UnreadableError`) nobody knows whether the change arrived:
    read before writing again.
    """

    def put(self, name: str, data: bytes, etag: str, cancelled: Cancelled = never) -> Member:
        """Write a part in place of the version `etag`, or with "" one that is not there yet.

        Raises:
            ChangedThereError: another version is there, none, or one where none was to be.
            NotWritableError: the server does not take it.
            UnreadableError: whether it was written is not known.
            StoppedError: `cancelled` said so; whether it was written is not known.
        """

    def delete(self, name: str, etag: str, cancelled: Cancelled = never) -> None:
        """Take the version `etag` of a part away; one that is gone already is no trouble.

        Raises what `put` raises.
        """
