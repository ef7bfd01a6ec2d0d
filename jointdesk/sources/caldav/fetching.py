"""The texts of a collection's members, many at a time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from jointdesk.domain.components import Problem
from jointdesk.sources.caldav.client import Client, RefusedError
from jointdesk.sources.caldav.hrefs import Members, canonical
from jointdesk.sources.caldav.multistatus import CALDAV, DAV, Response
from jointdesk.sources.caldav.quirks import BATCH, MULTIGET_REFUSED
from jointdesk.sources.caldav.requests import multiget
from jointdesk.sources.protocol import Part, Told

_DATA = f"{CALDAV}calendar-data"
_GONE = frozenset((404, 410))
_FAULT = 500
_REFUSED_ALONE = frozenset((403, 406, 409, 415, 422, 423, _FAULT))
_MOST_REFUSED = 20


@dataclass
class Texts:
    """What came of asking for members: their texts and versions, and what did not come.

    `listed` are the versions that were to come. `gone` were deleted since; `unread` are there
    but could not be read.
    """

    listed: Mapping[str, str]
    parts: list[Part] = field(default_factory=list)
    etags: dict[str, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    unread: list[Problem] = field(default_factory=list)

    def add(self, name: str, text: bytes, etag: str) -> None:
        """Add the text of a member."""
        self.parts.append(Part(name, with_crlf(text)))
        self.etags[name] = etag or self.listed[name]

    def miss(self, name: str, error: RefusedError) -> None:
        """Note that a member was refused; a server that refuses all of them is given up."""
        if len(self.unread) >= _MOST_REFUSED and not self.parts:
            raise error
        self.unread.append(Problem(name, 1, "", error.reason))
        self.etags[name] = ""


def fetch(client: Client, url: str, wanted: Mapping[str, str], told: Told) -> Texts:
    """Return the texts of members of the collection at a URL: `wanted` are names with versions.

    Raises:
        UnreadableError: the server does not answer, or not as one for calendars.
        StoppedError: somebody wished to stop.
    """
    texts = Texts(wanted)
    members = Members(url)
    names = list(wanted)
    has_multiget = True
    for start in range(0, len(names), BATCH):
        told(start, len(names))
        left = names[start : start + BATCH]
        if has_multiget:
            try:
                left = _many(client, url, members, left, texts)
            except RefusedError as error:
                if error.status not in MULTIGET_REFUSED:
                    raise
                has_multiget = error.status == _FAULT
        for name in left:
            _one(client, members, name, texts)
    return texts


def with_crlf(text: bytes) -> bytes:
    """Return the text with the line ends of RFC 5545, which XML takes out of it."""
    return text.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def _many(
    client: Client, url: str, members: Members, names: Sequence[str], texts: Texts
) -> list[str]:
    """Ask for some members at once; return the names of those that the answer leaves out."""
    waiting = {canonical(name): name for name in names}
    reply = client.report(url, multiget(map(members.path, names)))
    for response, name in _named(reply.multistatus().responses, members):
        wanted = waiting.get(canonical(name))
        if wanted is None:
            continue
        if response.status in _GONE:
            texts.gone.add(wanted)
        elif text := _text(response):
            texts.add(wanted, text, response.text(f"{DAV}getetag"))
        else:
            continue
        del waiting[canonical(name)]
    return list(waiting.values())


def _named(responses: Sequence[Response], members: Members) -> Iterator[tuple[Response, str]]:
    for response in responses:
        if name := members.name(response.href):
            yield response, name


def _text(response: Response) -> bytes:
    found = response.properties.get(_DATA)
    return (found.text or "").encode("utf-8", "replace") if found is not None else b""


def _one(client: Client, members: Members, name: str, texts: Texts) -> None:
    """Ask for one member by itself; one that is refused leaves the others alone."""
    try:
        reply = client.get(members.url(name))
    except RefusedError as error:
        if error.status in _GONE:
            texts.gone.add(name)
        elif error.status in _REFUSED_ALONE:
            texts.miss(name, error)
        else:
            raise
    else:
        texts.add(name, reply.body, reply.headers.get("etag", ""))
