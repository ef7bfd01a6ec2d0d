"""What a WebDAV server answers: a multistatus (RFC 4918 section 13) as values.

A document type is refused, so that no entity is ever resolved; so is what nests without end.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers.expat import ExpatError, ParserCreate

DAV = "{DAV:}"
CALDAV = "{urn:ietf:params:xml:ns:caldav}"
SERVER = "{http://calendarserver.org/ns/}"

_MOST_DEPTH = 100
# What texts may hold and XML may not, as it is or by its number (XML 1.0 section 2.2): servers
# pass it on (quirks.py).
_FORBIDDEN = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01])|x0*(?:[0-8bcefBCEF]"
    rb"|1[0-9a-fA-F]));"
)

_DELIVERED = ("request-status", "calendar-data")


class NotXmlError(Exception):
    """The body is no XML that a calendar server would send."""


class Response(NamedTuple):
    """What is said of one address: a status, or its properties that were found, by tag.

    `status` is 0 where none is given for the address as a whole.
    """

    href: str
    status: int
    properties: Mapping[str, Element]

    def text(self, tag: str) -> str:
        """Return the text of a property without blanks around it, "" where there is none."""
        found = self.properties.get(tag)
        return (found.text or "").strip() if found is not None else ""

    def tags(self, tag: str) -> frozenset[str]:
        """Return the tags of everything inside a property."""
        found = self.properties.get(tag)
        return frozenset(one.tag for one in found.iter()) if found is not None else frozenset()

    def hrefs(self, tag: str) -> list[str]:
        """Return the addresses inside a property."""
        found = self.properties.get(tag)
        listed = found.iter(f"{DAV}href") if found is not None else ()
        return [text for one in listed if (text := (one.text or "").strip())]


class Multistatus(NamedTuple):
    """An answer about several addresses, with the token of RFC 6578 where one was given."""

    responses: tuple[Response, ...]
    sync_token: str = ""


def read_multistatus(body: bytes) -> Multistatus:
    """Read the body of an answer with status 207.

    Raises:
        NotXmlError: it is none, is not whole, or has a document type.
    """
    root = _root(body, f"{DAV}multistatus")
    found = (one for element in root.iterfind(f"{DAV}response") for one in _responses(element))
    return Multistatus(tuple(found), (root.findtext(f"{DAV}sync-token") or "").strip())


class Delivered(NamedTuple):
    """What became of a scheduling message for one recipient (RFC 6638 section 10.2).

    `status` is as the server words it ("2.0;Success"), `data` the calendar text of an answer.
    """

    recipient: str
    status: str
    data: str


def read_schedule_response(body: bytes) -> list[Delivered]:
    """Read the answer of a scheduling outbox.

    Raises:
        NotXmlError: it is none, is not whole, or has a document type.
    """
    found = []
    for one in _root(body, f"{CALDAV}schedule-response").iterfind(f"{CALDAV}response"):
        whom = one.findtext(f"{CALDAV}recipient/{DAV}href") or one.findtext(f"{CALDAV}recipient")
        parts = (whom, *(one.findtext(f"{CALDAV}{name}") for name in _DELIVERED))
        found.append(Delivered(*((part or "").strip() for part in parts)))
    return found


def _root(body: bytes, tag: str) -> Element:
    try:
        root = _parse(body)
    except NotXmlError:
        root = _parse(_FORBIDDEN.sub(b"", body))
    if root.tag != tag:
        raise NotXmlError
    return root


def _responses(element: Element) -> Iterator[Response]:
    """Yield what is said of each address; one status may be said of several."""
    properties: dict[str, Element] = {}
    for group in element.iterfind(f"{DAV}propstat"):
        if _status(group) in (0, 200):
            for found in group.iterfind(f"{DAV}prop"):
                properties.update((one.tag, one) for one in found)
    for href in element.iterfind(f"{DAV}href"):
        yield Response((href.text or "").strip(), _status(element), properties)


def _status(element: Element) -> int:
    """Return the number in a status line such as "HTTP/1.1 404 Not Found", 0 without one."""
    words = (element.findtext(f"{DAV}status") or "").split()
    return int(words[1]) if len(words) > 1 and words[1].isascii() and words[1].isdigit() else 0


def _parse(body: bytes) -> Element:
    builder = TreeBuilder()
    depth = 0

    def started(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _MOST_DEPTH:
            raise NotXmlError
        builder.start(_clark(name), attributes)

    def ended(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_clark(name))

    def refused(*_: object) -> None:
        raise NotXmlError

    parser = ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refused
    try:
        parser.Parse(body, True)
    except ExpatError:
        raise NotXmlError from None
    return builder.close()


def _clark(name: str) -> str:
    """Return a name as "{namespace}name", the way ElementTree writes it."""
    return f"{{{name}" if "}" in name else name
