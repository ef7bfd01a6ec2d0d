"""XML inside a workbook as a stream of events; a document type is refused.

Only expat is used and only what it reports by itself: no entity of the file's own is ever
resolved, because a file that declares any has a document type.
"""

from collections.abc import Iterator, Mapping
from typing import IO, NamedTuple
from xml.parsers.expat import ParserCreate

from jointdesk.sources.grids import UnreadableTableError

_BLOCK = 1 << 16


class Event(NamedTuple):
    """An element begins (`text` is None) or ends (`text` is what stood in it since).

    `tag` is the name without its namespace: Office writes one of two.
    """

    tag: str
    attributes: Mapping[str, str]
    text: str | None


def events(stream: IO[bytes]) -> Iterator[Event]:
    """Yield the document's events in order.

    Raises:
        UnreadableTableError: it has a document type.
        ExpatError: it is not XML.
    """
    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    found: list[Event] = []
    texts: list[str] = []

    def started(name: str, attributes: Mapping[str, str]) -> None:
        texts.clear()
        found.append(Event(name.rpartition(" ")[2], attributes, None))

    def ended(name: str) -> None:
        found.append(Event(name.rpartition(" ")[2], {}, "".join(texts)))
        texts.clear()

    def refused(*_: object) -> None:
        raise UnreadableTableError(
            "The workbook carries definitions of its own, which no spreadsheet program writes. "
            "It was not read."
        )

    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.CharacterDataHandler = texts.append
    parser.StartDoctypeDeclHandler = refused
    while block := stream.read(_BLOCK):
        parser.Parse(block)
        yield from found
        found.clear()
    parser.Parse(b"", True)
    yield from found
