"""Records that a search found, as lines under the name of their kind."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from jointdesk.domain.bookings import SAID
from jointdesk.domain.decision_words import STATUS_WORDS
from jointdesk.domain.organisations import Organisation
from jointdesk.domain.tasks import STATUSES
from jointdesk.domain.words import plain_line, short_day
from jointdesk.operations.search import Hit
from jointdesk.viewmodels.agenda import AgendaTexts
from jointdesk.viewmodels.blocks import Certainty

_KINDS = {
    "matter": ("Matters", "scale"),
    "decision": ("Decisions", "scale"),
    "task": ("Tasks", "list-checks"),
    "booking": ("Bookings", "calendar-clock"),
    "forum": ("Forums", "users"),
    "authority": ("Authority documents", "paperclip"),
    "delegation": ("Delegations", "paperclip"),
    "interest": ("Interests", "user-round"),
    "fund": ("Pooled funds", "link"),
    "office": ("Officers and members", "user-round"),
    "poll": ("Polls", "flag"),
}
"""Heading and icon of each kind, in the order in which they are listed."""

_GONE = frozenset(
    {"withdrawn", "superseded", "revoked", "lapsed", "void_ab_initio", "cancelled", "declined"}
)


def by_kind(hits: Sequence[Hit]) -> list[tuple[str, list[Hit]]]:
    """Return what was found under the heading of its kind."""
    return [
        (heading, found)
        for kind, (heading, _) in _KINDS.items()
        if (found := [hit for hit in hits if hit.type == kind])
    ]


def record_texts(hit: Hit, organisations: Mapping[str, Organisation]) -> AgendaTexts:
    """Return what the line of a record shows: when or where it stands, whose, and its name."""
    record = hit.record
    shown = [organisations[one] for one in _orgs(record) if one in organisations]
    status = str(getattr(record, "status", ""))
    return AgendaTexts(
        title=_name(record),
        times=_stands(hit, status),
        place="",
        codes=tuple(one.code for one in shown),
        positions=tuple(one.position for one in shown),
        icon=_KINDS[hit.type][1],
        certainty=Certainty.GONE if status in _GONE else Certainty.CERTAIN,
    )


def spoken_record(hit: Hit, texts: AgendaTexts, organisations: Mapping[str, Organisation]) -> str:
    """Return what a screen reader says of it."""
    whose = [organisations[one].name for one in _orgs(hit.record) if one in organisations]
    return ", ".join(filter(None, (hit.type, texts.title, *whose, texts.times)))


def _name(record: Any) -> str:
    title = next(
        (
            text
            for name in ("title", "name", "subject", "nature", "paragraph", "role")
            if (text := str(getattr(record, name, "") or ""))
        ),
        "Without a title",
    )
    ref = str(getattr(record, "ref", "") or "")
    return plain_line(f"{ref} {title}" if ref else title)


def _stands(hit: Hit, status: str) -> str:
    if hit.type == "decision":
        return STATUS_WORDS.get(status, "")
    if hit.type == "task":
        due: date | None = hit.record.due
        if hit.record.is_open:
            return f"Due {short_day(due)}" if due else "No date"
        return STATUSES.get(status, "")
    if hit.type == "booking":
        return SAID.get(status, "")
    return ""


def _orgs(record: Any) -> tuple[str, ...]:
    several = getattr(record, "orgs", None) or getattr(record, "required_orgs", None)
    org = getattr(record, "org", "")
    return tuple(several or ((org,) if org else ()))
