"""`export evidence`: the log as a bundle that anybody can verify."""

import argparse
from pathlib import Path
from typing import Any

from jointdesk.cli.arguments import DONE, add_step
from jointdesk.cli.output import print_done
from jointdesk.cli.session import Session
from jointdesk.operations.evidence import evidence_reader, prepare_evidence, write_evidence


def configure_evidence(steps: Any) -> None:
    """Add `evidence --out FOLDER|FILE.zip [--audience …]` to the steps of `export`."""
    parser = add_step(steps, "evidence", _evidence, "the log, to be verified by anybody")
    parser.add_argument("--out", metavar="FOLDER|FILE.zip", required=True)
    parser.add_argument(
        "--audience", metavar="joint|org:CODE|director", default="",
        help="who reads it; without, what the acting person may read",
    )  # fmt: skip


def _evidence(session: Session, args: argparse.Namespace) -> int:
    desk, actor = session.desk, session.actor
    reader, words = evidence_reader(desk, session.audience, args.audience)
    prepared = prepare_evidence(desk, actor, reader, words)
    made = write_evidence(desk, actor, prepared, Path(args.out))
    fields = {
        "path": str(made.path),
        "audience": words,
        "changes": made.changes,
        "versions": made.versions,
        "sha256": made.digest,
    }
    sentence = (
        f"Wrote {made.changes} changes and {made.versions} versions to {made.path}."
        f" SHA-256 of its manifest, to be kept apart from it: {made.digest}"
    )
    print_done(session, fields, sentence)
    return DONE
