"""Evidence: what was recorded and when, in a bundle that anybody can verify without JointDesk."""

from pathlib import Path
from typing import NamedTuple

from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.items import Fields, Write
from jointdesk.domain.moments import iso
from jointdesk.domain.people import Audience
from jointdesk.exports.evidence import Bundle, bundle, zipped
from jointdesk.exports.saving import save
from jointdesk.operations.ids import new_id
from jointdesk.operations.matters import all_and_seen, ids_of
from jointdesk.store.bundled import bundled
from jointdesk.store.chains import links
from jointdesk.store.changes import record
from jointdesk.store.decisions import list_versions
from jointdesk.store.desk import Desk
from jointdesk.store.streams import stream_names

_FINAL = "An export cannot be undone: the bundle is written, and may have gone out."


class Evidence(NamedTuple):
    """What was written: how many changes and versions, and the manifest's SHA-256."""

    path: Path
    changes: int
    versions: int
    digest: str


def write_evidence(desk: Desk, actor: Actor, reader: Audience, words: str, path: Path) -> Evidence:
    """Write the bundle that a reader may have: a .zip file, or else the files of a new folder.

    `words` name the audience in the manifest and in the log. The chains of every stream that the
    reader may read are in it from their beginning; texts that were erased, or are of things that
    the reader may not see, as hashes only.

    Raises:
        WrongUseError: the place is taken.
        ExportError: it cannot be written.
    """
    found = _bundle(desk, actor, reader, words)
    if path.suffix.casefold() == ".zip":
        if path.exists():
            raise WrongUseError(f"{path.name} is there already. Choose another name.")
        save(zipped(found.files), path)
    else:
        _write_folder(found, path)
    fields: Fields = {
        "kind": "evidence",
        "audience": words,
        "format": "zip" if path.suffix.casefold() == ".zip" else "folder",
        "count": found.changes,
        "sha256": found.digest,
    }
    write = Write(new_id(), "export", fields, _log_stream(reader))
    record(desk, actor, "Exported evidence", [write], final=_FINAL)
    return Evidence(path, found.changes, found.versions, found.digest)


def _log_stream(reader: Audience) -> str:
    """Return where the log of the export belongs: with those who may read the bundle."""
    if reader.is_director:
        return "director"
    return f"org:{next(iter(reader.org_ids))}" if len(reader.org_ids) == 1 else "shared"


def _bundle(desk: Desk, actor: Actor, reader: Audience, words: str) -> Bundle:
    connection = desk.connection
    streams = {name for name in stream_names(connection).values() if reader.reads(name)}
    hidden = _hidden(desk, reader)
    head = {
        "desk": desk.id,
        "made_at": iso(actor.at, desk.zone),
        "made_by": actor.person_id,
        "audience": words,
    }
    shipped = {
        name: bundled("resources", "evidence", name).read_bytes()
        for name in ("README.txt", "verify.py")
    }
    return bundle(links(connection, streams), lambda item: item not in hidden, head, shipped)


def _hidden(desk: Desk, reader: Audience) -> frozenset[str]:
    """The ids of records that the reader may not see, wherever they are written."""
    everything, seen = all_and_seen(desk, reader)
    hidden = ids_of(everything) - ids_of(seen)
    versions = {
        version.id for version in list_versions(desk.connection) if version.decision in hidden
    }
    return hidden | versions


def _write_folder(found: Bundle, path: Path) -> None:
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise WrongUseError(f"{path.name} is there already and is no empty folder.")
    path.mkdir(parents=True, exist_ok=True)
    for name, data in found.files.items():
        save(data, path / name)
