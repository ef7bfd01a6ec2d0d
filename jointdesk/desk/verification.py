"""Does the log prove what it says? Each hash again, and the server's order against the server."""

import sqlite3
from collections.abc import Iterator

from jointdesk.domain.shared_desk import End, Placed, server_hash
from jointdesk.store.streams import stream_names


def broken_order(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield a sentence for each stream whose order, as the server gave it, does not add up."""
    names = stream_names(connection)
    ends: dict[str, End] = {}
    broken: set[str] = set()
    rows = connection.execute(
        "SELECT o.stream_id, o.seq, o.uploader, o.how, o.received, o.server_hash, c.chain_hash"
        " FROM placed o LEFT JOIN change c ON c.stream_id = o.stream_id AND c.device = o.device"
        " AND c.n = o.n ORDER BY o.stream_id, o.seq"
    )
    for stream, seq, uploader, how, received, said, chained in rows:
        end = ends.get(stream, End())
        placed = Placed(seq, uploader, how, received, said)
        fits = chained is not None and server_hash(end.hash, placed, chained) == said
        if (seq != end.n + 1 or not fits) and stream not in broken:
            broken.add(stream)
            yield f"The server's order of “{names[stream]}” does not add up at number {seq}."
        ends[stream] = End(seq, said)


def count_placed(connection: sqlite3.Connection) -> int:
    """Return how many changes the server has confirmed."""
    return int(connection.execute("SELECT count(*) FROM placed").fetchone()[0])
