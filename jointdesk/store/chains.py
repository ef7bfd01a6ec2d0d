"""The change log as it is chained: every change of some streams, with its hashes."""

import sqlite3
from collections.abc import Container, Iterator
from typing import NamedTuple

from jointdesk.domain.changes import Header
from jointdesk.store.streams import stream_names


class Link(NamedTuple):
    """One change in its chain; `salt` and `body` are None where it was erased."""

    header: Header
    body_hash: bytes
    chain_hash: bytes
    salt: bytes | None
    body: str | None


def links(connection: sqlite3.Connection, streams: Container[str]) -> Iterator[tuple[str, Link]]:
    """Yield the changes of the streams with their stream's name, chain by chain, in order."""
    names = stream_names(connection)
    for link in all_links(connection):
        name = names[link.header.stream_id]
        if name in streams:
            yield name, link


def all_links(connection: sqlite3.Connection) -> Iterator[Link]:
    """Yield all changes, chain by chain, in order."""
    rows = connection.execute(
        "SELECT c.stream_id, c.device, c.n, c.item_id, c.item_type, c.schema, c.hlc, c.author,"
        " c.on_behalf_of, c.body_hash, c.chain_hash, p.salt, p.body FROM change c"
        " LEFT JOIN payload p ON p.stream_id = c.stream_id AND p.device = c.device AND p.n = c.n"
        " ORDER BY c.stream_id, c.device, c.n"
    )
    for row in rows:
        yield Link(Header(*row[:9]), *row[9:])
