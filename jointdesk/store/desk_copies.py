"""Copies of a desk that this program has put beside it: does one hold what is nowhere else?"""

import glob
import sqlite3
from contextlib import closing
from pathlib import Path

from jointdesk.store.files import companions
from jointdesk.store.migrations import is_desk

COPY_ENDS = ("before-restore*", "version-*")
"""How the names of copies from before a restore or a new version go on after the desk's."""

_SAID = "SELECT c.body_hash FROM change c JOIN payload p USING (stream_id, device, n)"
_NOT_SENT = (
    " WHERE NOT EXISTS (SELECT 1 FROM placed o"
    " WHERE o.stream_id = c.stream_id AND o.device = c.device AND o.n = c.n)"
)


def desk_copies(path: Path) -> list[Path]:
    """Return the copies that lie beside a desk's file."""
    name = glob.escape(path.name)
    found = {one for end in COPY_ENDS for one in path.parent.glob(f"{name}.{end}")}
    return sorted(found - {beside for one in found for beside in companions(one)})


def holds_more(copy: Path, desk: sqlite3.Connection) -> bool:
    """True where a copy holds changes that neither the desk's file nor its server has.

    The server has what it had confirmed when the copy was made. A copy that cannot be read may
    hold anything, and so may another desk's.
    """
    try:
        if copy.stat().st_size == 0:
            return False
        with closing(_open(copy)) as opened:
            if not is_desk(opened) or _id_of(opened) != _id_of(desk):
                return True
            said = {hash_ for (hash_,) in opened.execute(_SAID + _unsent(opened))}
    except (OSError, sqlite3.Error):
        return True
    return bool(said) and not said <= {hash_ for (hash_,) in desk.execute(_KNOWN)}


_KNOWN = "SELECT body_hash FROM change"


def _open(copy: Path) -> sqlite3.Connection:
    """Open a copy for reading; where no log lies beside it nothing is put there."""
    alone = "" if companions(copy)[0].exists() else "&immutable=1"
    uri = f"{copy.resolve().as_uri()}?mode=ro{alone}"
    return sqlite3.connect(uri, uri=True, isolation_level=None)


def _id_of(connection: sqlite3.Connection) -> str:
    (found,) = connection.execute("SELECT id FROM desk").fetchone()
    return str(found)


def _unsent(connection: sqlite3.Connection) -> str:
    """Return what leaves out the changes that were sent; an older file knows of no server."""
    known = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'placed'"
    return _NOT_SENT if connection.execute(known).fetchone() else ""
