"""An export made ready to be looked through, and saved as it was looked at: work for the worker."""

from datetime import timedelta
from pathlib import Path
from typing import NamedTuple, TypeAlias

from jointdesk.diary.time_split import Days, span_words
from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import JointDeskError, WrongUseError
from jointdesk.domain.people import Audience
from jointdesk.domain.words import plain_line
from jointdesk.exports.content import Period
from jointdesk.exports.diary import Detail
from jointdesk.exports.document import Column, Document, Heading, Kind, Paragraph, Table
from jointdesk.exports.formats import PERSONAL
from jointdesk.exports.saving import file_name
from jointdesk.exports.wording import Step
from jointdesk.operations.diary_exports import Layout
from jointdesk.operations.evidence import (
    PreparedEvidence,
    evidence_reader,
    prepare_evidence,
    write_evidence,
)
from jointdesk.operations.exports import Prepared, Request, finish, is_current, prepare, reader_of
from jointdesk.operations.upkeep import bring_up_to_date
from jointdesk.store.desk import Desk
from jointdesk.viewmodels.export_choices import COUNTED, FORMAT_WORDS, Offer, What, Wish, body_of
from jointdesk.viewmodels.export_days import TYPED, period_of

_DRAWN_BLOCKS = 60
"""So many blocks of a document are drawn as pages, which are twelve weeks; more is only told."""

_DOTS = 120
"""Dots an inch of the pictures of pages."""


class Made(NamedTuple):
    """An export as it would be saved: what is shown of it, and what is told about it.

    `number` counts what it holds, `left_out` are sentences, `name` is a name for the file.
    `pages` are pictures (PNG) of what is printed, () where nobody looks at it page by page.
    """

    wish: Wish
    prepared: Prepared | PreparedEvidence
    document: Document
    number: int
    name: str
    left_out: tuple[str, ...] = ()
    pages: tuple[bytes, ...] = ()

    @property
    def is_public(self) -> bool:
        """True for an edition that a second person has to look at."""
        return self.wish.audience == "public"

    @property
    def counted(self) -> str:
        """What it holds, such as "42 decisions"."""
        return told_number(self.wish.kind, self.number)


def told_number(kind: str, number: int) -> str:
    """Return a number with what it counts in a kind of export: "1,200 decisions"."""
    one, many = COUNTED.get(kind, ("record", "records"))
    return f"{number:,} {one if number == 1 else many}"


def period_in(offer: Offer, wish: Wish) -> Period:
    """Return the days that a wish means.

    Raises:
        WrongUseError: they are no days, or a diary, brief or time split without its first.
    """
    period = period_of(wish.period, offer.today, wish.first, wish.last)
    if wish.kind in PERSONAL and period.first is None:
        raise WrongUseError(f"Say on which day the {wish.kind.replace('-', ' ')} begins.")
    return period


def turned(offer: Offer, wish: Wish, step: int) -> Wish:
    """Return the same wish for as many days before or after; as it is where there are none."""
    try:
        first, last = period_in(offer, wish)
        if first is None:
            return wish
        days = (last or first + timedelta(days=1)) - first
        first += step * days
        end = first + days - timedelta(days=1)
        found = wish._replace(period=TYPED, first=first.isoformat(), last=end.isoformat())
        period_in(offer, found)
    except (JointDeskError, OverflowError):  # days that nobody can mean
        return wish
    return found


def days_words(offer: Offer, wish: Wish) -> str:
    """Return the days of a wish in words, "" for those that are not known."""
    try:
        first, last = period_in(offer, wish)
    except JointDeskError:
        return ""
    return span_words(Days(first, last)) if first and last else ""


def make_ready(desk: Desk, actor: Actor, offer: Offer, wish: Wish, step: Step) -> Made:
    """Return an export as it would be saved; nothing is written.

    Raises:
        JointDeskError: there is no such export, or the person stopped it.
    """
    if wish.kind == What.EVIDENCE:
        return _evidence(desk, actor, offer, wish)
    request = Request(
        kind=wish.kind,
        reader=reader_of(desk, offer.maker, wish.audience),
        format=wish.format,
        org=body_of(offer, wish),
        decision=wish.decision,
        forum=wish.forum,
        owner=wish.owner,
        period=period_in(offer, wish),
        open_only=wish.open_only,
        layout=Layout(Detail(wish.detail or Detail.FULL), bool(wish.beside)),
    )
    if wish.kind in PERSONAL:
        bring_up_to_date(desk, actor.at, lambda words: step(0, 0, words.rstrip("….")))
    made = prepare(desk, offer.maker, request, actor.at, step)
    left_out = made.left_out
    if wish.format == "csv":
        left_out = (*left_out, "A CSV file has the table only, without the words round it.")
    pages = _pages(wish, made.document, step)
    return Made(wish, made, made.document, made.count, made.name, left_out, pages)


def _pages(wish: Wish, document: Document, step: Step) -> tuple[bytes, ...]:
    """Return the pages as pictures, for what is looked at page by page."""
    if wish.format != "pdf" or wish.kind not in PERSONAL or len(document.blocks) > _DRAWN_BLOCKS:
        return ()
    from jointdesk.exports.pdf import draw_pages

    return draw_pages(document, step, _DOTS)


def _evidence(desk: Desk, actor: Actor, offer: Offer, wish: Wish) -> Made:
    reader, words = evidence_reader(desk, offer.maker, wish.audience)
    prepared = prepare_evidence(desk, actor, reader, words)
    found = prepared.bundle
    rows = tuple((name, len(data)) for name, data in sorted(found.files.items()))
    columns = (Column("file", "File", weight=4), Column("bytes", "Bytes", Kind.NUMBER))
    readme = found.files["README.txt"].decode("utf-8", errors="replace")
    document = Document(
        title=f"Evidence of {plain_line(desk.name)}",
        made_at=actor.at,
        blocks=(
            Paragraph(
                f"{told_number(wish.kind, found.changes)} and {found.versions:,} versions of"
                " decisions, each chained to the one before it."
            ),
            Heading("Files"),
            Table("Files", "What is in the bundle", columns, rows),
            Heading("How it is verified"),
            *(Paragraph(part.strip()) for part in readme.split("\n\n") if part.strip()),
        ),
    )
    name = file_name(document.title, "zip")
    return Made(wish, prepared, document, found.changes, name)


class Saved(NamedTuple):
    """What was written, and where; `text` says it to the person."""

    path: Path
    text: str


def save_made(
    desk: Desk, actor: Actor, maker: Audience, made: Made, path: Path, checked_by: str
) -> Saved:
    """Write what was looked at and log it.

    Raises:
        ChangedError: the records have changed since.
        JointDeskError: it cannot be written.
    """
    prepared = made.prepared
    if isinstance(prepared, PreparedEvidence):
        digest = write_evidence(desk, actor, prepared, path).digest
        kept = f" Keep the SHA-256 of its manifest apart from it: {digest}"
    else:
        if not is_current(desk, maker, prepared):
            raise ChangedError
        finish(desk, actor, prepared, path, checked_by)
        kept = ""
    return Saved(path, f"Saved “{plain_line(path.name)}”, {made.counted}.{kept}")


class ChangedError(WrongUseError):
    """What was looked at is no longer what would be saved."""

    def __init__(self) -> None:
        """Make the error with its sentences."""
        super().__init__(
            "The records have changed since this was prepared. Nothing was saved: look at it again."
        )


Told: TypeAlias = tuple[str, str]


def told(made: Made) -> list[Told]:
    """Return what is told of an export beside its preview: labels and values."""
    found = [
        ("Holds", made.counted),
        ("Format", FORMAT_WORDS[made.wish.format]),
        ("Marking", made.document.marking or "None"),
    ]
    if isinstance(made.prepared, Prepared):
        found.append(("SHA-256", made.prepared.sha256))
    return found
