"""Make an export for a reader: first what it would be, to be looked at, then the file and its log.

What was prepared is what is written: the bytes that a second person looked at are those whose
hash is logged.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from jointdesk.derive.records import load_records
from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.file_names import usable
from jointdesk.domain.items import DELETED, Fields, Write
from jointdesk.domain.moments import Instant
from jointdesk.domain.people import Audience
from jointdesk.exports import omissions
from jointdesk.exports.actions import Choice, action_log
from jointdesk.exports.content import Period
from jointdesk.exports.document import Document, tables_of
from jointdesk.exports.editions import Reader, audience_for
from jointdesk.exports.formats import PERSONAL, PRINTED, PUBLIC, check_format, render
from jointdesk.exports.joint_log import joint_log
from jointdesk.exports.journals import write_journals
from jointdesk.exports.notice import notice
from jointdesk.exports.registers import ORDINARY, register
from jointdesk.exports.saving import ExportError, about_to_save, file_name
from jointdesk.exports.wording import Step, silent
from jointdesk.operations.audiences import audience_of, find_person, person_by_id
from jointdesk.operations.brief_exports import brief_export
from jointdesk.operations.diary_exports import WHOLE, Layout, diary_export
from jointdesk.operations.export_content import load_content, mismatches
from jointdesk.operations.ids import new_id
from jointdesk.operations.naming import Names
from jointdesk.operations.organisations import organisation_by_code
from jointdesk.operations.rulebook import load_rulebook
from jointdesk.operations.time_split_exports import time_split_export
from jointdesk.store.changes import record
from jointdesk.store.desk import Desk
from jointdesk.store.items import find_item
from jointdesk.store.organisations import list_organisations
from jointdesk.store.reading import ReadableDesk

EXPORT = "export"
"""The item type of the log of exports."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is wanted: the kind of export, who reads it, and of which records; ids throughout.

    `kind` is one of `exports.formats.FORMATS`; `org` of a notice is that of its decision.
    """

    kind: str
    reader: Reader
    format: str
    org: str = ""
    decision: str = ""
    forum: str = ""
    owner: str = ""
    period: Period = Period()
    open_only: bool = False
    layout: Layout = WHOLE


@dataclass(frozen=True, slots=True)
class Prepared:
    """An export as it would be written.

    `count` is of decisions, matters, actions, diary entries or weeks. `document` is what a preview
    shows, `name` a name for the file; `left_out` says what its maker sees and it does not tell.
    """

    request: Request
    document: Document
    data: bytes
    count: int
    name: str
    left_out: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """The hash of the file, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


def reader_of(desk: ReadableDesk, maker: Audience, text: str) -> Reader:
    """Return the reader that "public", "org:CODE", "joint", "person:NAME" or "director" means.

    Raises:
        WrongUseError: it means none, or the acting person cannot make such an edition.
        NotFoundError: nobody, or more than one, has that name.
    """
    kind, _, name = text.strip().partition(":")
    if kind == "org" and name:
        return Reader("org", organisation_by_code(desk, name).id)
    if text.strip() in ("public", "joint"):
        return Reader(text.strip())
    if kind == "person" and name:
        found = reader_for(audience_of(desk, find_person(desk, name).id))
        if found.kind == "person":
            return found
    elif text.strip() != "director":
        raise WrongUseError(
            f"“{text}” is no audience: use public, org:CODE, joint, person:NAME or director."
        )
    if not maker.is_director:
        raise WrongUseError("Only the director can make an edition for the director.")
    return Reader("director")


def reader_for(audience: Audience) -> Reader:
    """Return a person as the reader of what they see themselves."""
    if audience.is_director:
        return Reader("director")
    return Reader("person", person=audience.person_id, orgs=audience.org_ids)


def prepare(
    desk: ReadableDesk, maker: Audience, request: Request, now: Instant, step: Step = silent
) -> Prepared:
    """Return the export as it would be written; nothing is written.

    `step` is told how far it is, and may raise to stop.

    Raises:
        WrongUseError: there is no such edition, or the acting person cannot make it.
        NotFoundError: what it is to be made of is not there, or not for this reader.
    """
    check_format(request.kind, request.format)
    _refuse_edition(maker, request)
    step(0, 1, "Reading the records")
    made = _made(desk, maker, request, now)
    document = made.document
    if request.format == "ics":
        data = made.calendar
    else:
        data = render(document, request.format, step)
    name = file_name(document.title, request.format, document.marking)
    return Prepared(request, document, data, made.number, name, made.left_out)


def is_current(desk: ReadableDesk, maker: Audience, prepared: Prepared) -> bool:
    """Return whether nothing has changed since in what the export says.

    Raises:
        JointDeskError: the acting person could not make it any more.
    """
    request, document = prepared.request, prepared.document
    made = _made(desk, maker, request, document.made_at)
    is_same = request.format != "ics" or made.calendar == prepared.data
    return is_same and made.document == document


def finish(desk: Desk, actor: Actor, prepared: Prepared, file: Path, checked_by: str = "") -> str:
    """Write the file, log the export, and return the id of its entry in the log.

    `checked_by` is the id of the person who looked at it: somebody else than who makes it.

    Raises:
        WrongUseError: a public edition that nobody else has looked at, or the desk's own file.
        ExportError: the file cannot be written; nothing was logged.
    """
    reader = prepared.request.reader
    if checked_by:
        checker = person_by_id(desk, checked_by)
        if checker.id == person_by_id(desk, actor.person_id).id:
            raise WrongUseError("Somebody else has to check an export than who makes it.")
    elif reader.is_public:
        raise WrongUseError(
            "A public edition is checked by a second person before it leaves: name them."
        )
    if usable(file).exists() and file.samefile(desk.path):
        raise WrongUseError("That is the desk's own file. Choose another name.")
    made = new_id()
    write = Write(made, EXPORT, _log_fields(desk, prepared, checked_by), _stream(prepared.request))
    try:
        with about_to_save(prepared.data, file):
            # First the log: a killed process leaves no file that is not in it.
            record(desk, actor, _label(prepared), [write], final=_FINAL)
    except ExportError:
        if find_item(desk.connection, made) is not None:
            gone = write._replace(fields={DELETED: True})
            record(desk, actor, f"{_label(prepared)}: could not be written", [gone], final=_FINAL)
        raise
    return made


_FINAL = "An export cannot be undone: the file is written, and may have gone out."


def _refuse_edition(maker: Audience, request: Request) -> None:
    if request.reader.kind == "person" and request.kind not in PERSONAL:
        raise WrongUseError("Only a diary, a brief and a time split are made for one person.")
    if not request.reader.is_public:
        return
    if request.kind not in PUBLIC:
        raise WrongUseError("Only registers and notices have a public edition.")
    if request.org and not maker.sees(request.org):
        raise WrongUseError("A public edition is made by somebody of the organisation it is of.")


def _log_fields(desk: ReadableDesk, prepared: Prepared, checked_by: str) -> Fields:
    request = prepared.request
    codes = {one.id: one.code for one in list_organisations(desk.connection)}
    reader = request.reader
    audience = f"org:{codes[reader.org]}" if reader.kind == "org" else reader.kind
    if reader.kind == "person":
        audience = f"person:{reader.person}"
    first, last = request.period
    given = {
        "kind": request.kind,
        "audience": audience,
        "format": request.format,
        "org": request.org,
        "decision": request.decision,
        "from": first.isoformat() if first else "",
        "to": last.isoformat() if last else "",
        "checked_by": checked_by,
        "sha256": prepared.sha256,
    }
    return {**{name: value for name, value in given.items() if value}, "count": prepared.count}


def _stream(request: Request) -> str:
    """Return where the log of an export belongs: with those who may read the export."""
    reader = request.reader
    if reader.kind == "director":
        return "director"
    if reader.kind == "org":
        return f"org:{reader.org}"
    if reader.kind == "person" and reader.orgs:
        (org, *others) = reader.orgs
        return "director" if others else f"org:{org}"
    return "shared"


def _label(prepared: Prepared) -> str:
    return f"Exported {_WORDS[prepared.request.kind]} as {prepared.request.format.upper()}"


_WORDS = {
    "register": "a register",
    "joint": "the joint log",
    "notice": "a notice",
    "actions": "an action log",
    "diary": "the diary",
    "brief": "a brief",
    "time-split": "a time split",
}


# The kinds


class _Made(NamedTuple):
    """A document, how many things are in it and what is not, and it as iCalendar if it can be."""

    document: Document
    number: int
    left_out: tuple[str, ...] = ()
    calendar: bytes = b""


def _made(desk: ReadableDesk, maker: Audience, request: Request, now: Instant) -> _Made:
    made = _KINDS[request.kind](desk, maker, request, now)
    if made.document.marking != ORDINARY or _marks_ordinary(desk, maker, request, now):
        return made
    return made._replace(document=replace(made.document, marking=""))


def _marks_ordinary(desk: ReadableDesk, maker: Audience, request: Request, now: Instant) -> bool:
    """Return whether a body whose records are exported marks them OFFICIAL; some do not (V18)."""
    profiles = load_rulebook(desk, now).profiles
    bodies = [request.org] if request.org else Names(desk, maker).employers()
    known = [profiles[one] for one in bodies if one in profiles]
    return not known or any(one.is_on("mark_official") for one in known)


def _register(desk: ReadableDesk, maker: Audience, request: Request, now: Instant) -> _Made:
    content = load_content(desk, audience_for(maker, request.reader, request.org), now)
    printed = request.format in PRINTED
    made = register(content, request.org, request.reader, request.period, printed=printed)
    known = load_records(desk.connection, maker, desk.zone, now)
    left_out = omissions.of_register(known, content, request.org, request.reader, request.period)
    if request.format != "ics":
        return _Made(made.document, len(made.links), left_out)
    journals = write_journals(made.document, made.links, content.code(request.org))
    return _Made(made.document, len(made.links), left_out, journals)


def _joint(desk: ReadableDesk, maker: Audience, request: Request, now: Instant) -> _Made:
    content = load_content(desk, audience_for(maker, request.reader), now)
    flags = mismatches(desk, content, request.reader, now)
    printed = request.format in PRINTED
    document, number = joint_log(content, request.reader, request.period, flags, printed=printed)
    left_out = omissions.of_joint_log(content, request.reader, request.period)
    return _Made(document, number, left_out)


def _notice(desk: ReadableDesk, maker: Audience, request: Request, now: Instant) -> _Made:
    content = load_content(desk, audience_for(maker, request.reader, request.org), now)
    decision = content.records.decision_by_id.get(request.decision)
    if decision is None or decision.org != request.org:
        raise NotFoundError("This reader may not have that decision.")
    left_out = omissions.of_notice(decision, request.reader)
    return _Made(notice(content, decision, request.reader), 1, left_out)


def _actions(desk: ReadableDesk, maker: Audience, request: Request, now: Instant) -> _Made:
    content = load_content(desk, audience_for(maker, request.reader), now)
    choice = Choice(request.org, request.forum, request.owner, request.period, request.open_only)
    document = action_log(content, request.reader, choice)
    known = load_records(desk.connection, maker, desk.zone, now)
    left_out = omissions.of_actions(known, content, choice)
    return _Made(document, sum(len(table.rows) for table in tables_of(document)), left_out)


def _diary(desk: ReadableDesk, maker: Audience, request: Request, now: Instant) -> _Made:
    audience = audience_for(maker, request.reader)
    made = diary_export(
        desk, audience, request.reader, request.org, request.period, now, request.layout
    )
    return _Made(made.document, made.number, made.left_out, made.calendar)


def _brief(desk: ReadableDesk, maker: Audience, request: Request, now: Instant) -> _Made:
    audience = audience_for(maker, request.reader)
    made = brief_export(desk, audience, request.reader, request.period, now)
    return _Made(made.document, made.number, made.left_out)


def _time_split(desk: ReadableDesk, maker: Audience, request: Request, now: Instant) -> _Made:
    audience = audience_for(maker, request.reader)
    made = time_split_export(desk, audience, request.reader, request.period, now)
    return _Made(made.document, made.number)


_KINDS: Mapping[str, Callable[[ReadableDesk, Audience, Request, Instant], _Made]] = {
    "register": _register,
    "joint": _joint,
    "notice": _notice,
    "actions": _actions,
    "diary": _diary,
    "brief": _brief,
    "time-split": _time_split,
}
