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
from jointdesk.operations.organisations import organisation_by_code
from jointdesk.store.bundled import bundled
from jointdesk.store.chains import links
from jointdesk.store.changes import record
from jointdesk.store.decisions import list_versions
from jointdesk.store.desk import Desk
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.streams import stream_names

_FINAL = "An export cannot be undone: the bundle is written, and may have gone out."


class Evidence(NamedTuple):
    """What was written: how many changes and versions, and the manifest's SHA-256."""

    path: Path
    changes: int
    versions: int
    digest: str


class PreparedEvidence(NamedTuple):
    """A bundle as it would be written; `words` name its audience, as in the manifest."""

    reader: Audience
    words: str
    bundle: Bundle


def evidence_reader(desk: ReadableDesk, maker: Audience, text: str) -> tuple[Audience, str]:
    """Return who "joint", "org:CODE" or "director" means, and the words for them.

    It is never more than the acting person may read, and that for "".

    Raises:
        WrongUseError: it means nobody, or more than the acting person may hand on.
    """
    if not text:
        return maker, "director" if maker.is_director else f"person {maker.person_id}"
    if text == "joint":
        return Audience("", frozenset()), text
    if text == "director" and maker.is_director:
        return maker, text
    kind, _, code = text.partition(":")
    if kind == "org" and code:
        organisation = organisation_by_code(desk, code)
        if maker.sees(organisation.id):
            return Audience("", frozenset({organisation.id})), f"org:{organisation.code}"
        raise WrongUseError(f"What is {organisation.code}'s own is not yours to hand on.")
    if text == "director":
        raise WrongUseError("Only the director can hand on what the director alone may read.")
    if text == "public":
        raise WrongUseError(
            "Evidence is the log itself, with drafts and notes: it is not for the public. Use"
            " joint, org:CODE or director."
        )
    raise WrongUseError(f"“{text}” is no audience: use joint, org:CODE or director.")


def prepare_evidence(desk: Desk, actor: Actor, reader: Audience, words: str) -> PreparedEvidence:
    """Return the bundle that a reader may have; `words` name them in the manifest and in the log.

    The chains of every stream that the reader may read are in it from their beginning; texts that
    were erased, or are of things that the reader may not see, as hashes only.
    """
    return PreparedEvidence(reader, words, _bundle(desk, actor, reader, words))


def write_evidence(desk: Desk, actor: Actor, prepared: PreparedEvidence, path: Path) -> Evidence:
    """Write a bundle and log it: a .zip file, or else the files of a new folder.

    Raises:
        WrongUseError: the place is taken.
        ExportError: it cannot be written.
    """
    reader, words, found = prepared
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
