"""`export evidence`: the log as a bundle that anybody can verify."""

import argparse
from pathlib import Path
from typing import Any

from jointdesk.cli.arguments import DONE, add_step
from jointdesk.cli.output import print_done
from jointdesk.cli.session import Session
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.people import Audience
from jointdesk.operations.evidence import write_evidence
from jointdesk.operations.organisations import organisation_by_code


def configure_evidence(steps: Any) -> None:
    """Add `evidence --out FOLDER|FILE.zip [--audience …]` to the steps of `export`."""
    parser = add_step(steps, "evidence", _evidence, "the log, to be verified by anybody")
    parser.add_argument("--out", metavar="FOLDER|FILE.zip", required=True)
    parser.add_argument(
        "--audience", metavar="joint|org:CODE|director", default="",
        help="who reads it; without, what the acting person may read",
    )  # fmt: skip


def _evidence(session: Session, args: argparse.Namespace) -> int:
    reader, words = _reader(session, args.audience)
    made = write_evidence(session.desk, session.actor, reader, words, Path(args.out))
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


def _reader(session: Session, text: str) -> tuple[Audience, str]:
    """Return who reads it, never more than the acting person may, and the words for them."""
    if not text:
        own = session.audience
        return own, "director" if own.is_director else f"person {session.person.id}"
    if text == "joint":
        return Audience("", frozenset()), text
    if text == "director" and session.audience.is_director:
        return session.audience, text
    kind, _, code = text.partition(":")
    if kind == "org" and code:
        organisation = organisation_by_code(session.desk, code)
        if session.audience.sees(organisation.id):
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
