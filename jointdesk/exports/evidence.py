"""The files of an evidence bundle (docs/evidence.md): chains, versions, a manifest, a verifier."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import Any, NamedTuple

from jointdesk.domain.canonical import canonical_json
from jointdesk.domain.changes import fields_hash, read_body
from jointdesk.store.chains import Link

FORMAT = 1

_SHIPPED = ("README.txt", "verify.py")
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
"""Entries carry no times of their own: the same evidence is the same file."""


class Bundle(NamedTuple):
    """The files of a bundle by name, how much is in it, and the SHA-256 of its manifest."""

    files: Mapping[str, bytes]
    changes: int
    versions: int
    digest: str


def bundle(
    found: Iterable[tuple[str, Link]],
    may_read: Callable[[str], bool],
    head: Mapping[str, Any],
    shipped: Mapping[str, bytes],
) -> Bundle:
    """Return the bundle of these links, which come chain by chain in order.

    `may_read` says of an item's id whether its texts are for the reader; `head` goes into the
    manifest as it is; `shipped` are README.txt and verify.py.
    """
    chains: list[dict[str, Any]] = []
    files: dict[str, bytes] = {name: shipped[name] for name in _SHIPPED}
    versions: list[dict[str, Any]] = []
    for (name, stream, device), group in groupby(found, key=_chain_of):
        links = [link if may_read(link.header.item_id) else _closed(link) for _, link in group]
        file = f"chain-{len(chains) + 1:03}.jsonl"
        files[file] = b"".join(map(_line, links))
        chains.append(
            {
                "file": file,
                "kind": name.partition(":")[0],
                "stream": stream,
                "device": device,
                "count": len(links),
                "head": links[-1].chain_hash.hex(),
            }
        )
        versions += [one for link in links if (one := _version(link))]
    files["versions.jsonl"] = b"".join(_json(one) + b"\n" for one in versions)
    digests = {name: _sha256(data) for name, data in files.items()}
    manifest = _sealed({"format": FORMAT, **head, "chains": chains, "files": digests})
    files["manifest.json"] = manifest
    changes = sum(one["count"] for one in chains)
    return Bundle(files, changes, len(versions), _sha256(manifest))


def _sealed(manifest: Mapping[str, Any]) -> bytes:
    """Return the manifest with the SHA-256 of itself, so that no value in it is altered unseen."""
    rest = {**manifest, "sha256": ""}
    return _json({**rest, "sha256": _sha256(canonical_json(rest).encode())}) + b"\n"


def _chain_of(found: tuple[str, Link]) -> tuple[str, str, str]:
    name, link = found
    return name, link.header.stream_id, link.header.device


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return the files as one ZIP archive."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _ZIP_DAY), files[name])
    return target.getvalue()


def _closed(link: Link) -> Link:
    return link._replace(salt=None, body=None)


def _line(link: Link) -> bytes:
    row = {
        "header": list(link.header),
        "body": link.body,
        "salt": link.salt.hex() if link.salt is not None else None,
        "body_hash": link.body_hash.hex(),
        "chain_hash": link.chain_hash.hex(),
    }
    return _json(row) + b"\n"


def _version(link: Link) -> dict[str, Any] | None:
    """A decision's version for reading; None for any other change."""
    body = read_body(link.body) if link.header.item_type == "decision_version" else None
    said: Any = body.values.get("fields") if body else None
    if body is None or not isinstance(said, dict):
        return None
    return {
        "decision": body.values.get("decision"),
        "version": link.header.item_id,
        "number": body.values.get("number"),
        "reason": body.values.get("reason"),
        "sha256": fields_hash(said),
        "fields": json.loads(canonical_json(said)),
    }


def _json(value: Any) -> bytes:
    """One line of JSON in ASCII, so that no reader breaks a line where there is none."""
    return json.dumps(value, separators=(",", ":")).encode()
