"""From a component as its calendar says it to what it means for this desk."""

import re
from collections.abc import Iterable
from fnmatch import translate
from functools import lru_cache
from typing import Any, NamedTuple

from jointdesk.diary import titles
from jointdesk.diary.context import Context
from jointdesk.domain.components import Attendee, Component
from jointdesk.domain.occurrences import Details, Placed, Reply, Status

_REPLIES = {
    "ACCEPTED": Reply.ACCEPTED,
    "TENTATIVE": Reply.TENTATIVE,
    "DECLINED": Reply.DECLINED,
    "DELEGATED": Reply.DECLINED,  # somebody else goes
}
_BEST = (Reply.ACCEPTED, Reply.TENTATIVE, Reply.DECLINED, Reply.NONE)
_OPTIONAL_ROLES = frozenset(("OPT-PARTICIPANT", "NON-PARTICIPANT"))
_LONGEST = 200
_SIGNS = frozenset(":;,|()[]-–—/")
_PARTS = re.compile(r"\s+[-–—/]\s+|\s*[:;,|()\[\]–—]\s*|\s+-|-\s+")


class _Ruled(NamedTuple):
    """What the desk's rules say about one component; None where they say nothing."""

    tier: int | None = None
    all_day: str | None = None
    counts: str | None = None


def details_of(
    component: Component,
    *,
    component_id: int,
    series_id: str,
    seen: int,
    collection_id: str,
    context: Context,
) -> Details:
    """Return what all occurrences of the component share, judged for this desk."""
    collection = context.collections[collection_id]
    org = context.organisations[collection.org_id]
    return Details(
        component_id=component_id,
        series_id=series_id,
        seen=seen,
        collection_id=collection_id,
        org_id=org.id,
        org_code=org.code,
        writable=collection_id in context.writable,
        free_busy_only=collection.free_busy_only,
        placed=context.ledger.placed.get(series_id, Placed.NOT),
        **_as_said(component),
        **_who_and_where(component, context),
        **_what_it_takes(component, collection_id, context),
    )


def _as_said(component: Component) -> dict[str, Any]:
    """Return the fields that are the source's own words."""
    return {
        "uid": component.uid,
        "title": component.summary,
        "place": component.location,
        "link": component.link,
        "description": component.description,
        "organizer": component.organizer,
        "attendees": component.attendees,
        "all_day": component.all_day,
        "zone": component.zone,
        "last_modified": component.last_modified,
        "sequence": component.sequence,
        "categories": component.categories,
    }


def _who_and_where(component: Component, context: Context) -> dict[str, Any]:
    """Return the fields by which copies are known and journeys worked out."""
    kind, site_id = context.places.resolve(component.location)
    people = {component.organizer, *(attendee.email for attendee in component.attendees)}
    return {
        "title_key": titles.normalise(component.summary),
        "place_kind": kind,
        "site_id": site_id,
        "people": frozenset(people - context.director_emails - {""}),
        "private": component.classification in ("PRIVATE", "CONFIDENTIAL"),
        "recurring": bool(component.rule) or component.recurrence_day is not None,
    }


def _what_it_takes(component: Component, collection_id: str, context: Context) -> dict[str, Any]:
    """Return the fields that say whether the director's time is taken, and how surely."""
    mine = [a for a in component.attendees if a.email in context.director_emails]
    reply, status = _reply(mine), _status(component)
    ruled = _ruled(component.summary, collection_id, context)
    gone = status is Status.CANCELLED or reply is Reply.DECLINED
    leave = not gone and _is_leave(component, ruled, context)
    return {
        "status": status,
        "reply": reply,
        "has_reply": bool(mine),
        "optional": bool(mine) and all(a.role in _OPTIONAL_ROLES for a in mine),
        "busy": not gone and (leave or _takes_time(component, ruled)),
        "counts": ruled.counts != "no",
        "leave": leave,
        "tier": ruled.tier or 3,
    }


def is_leave_text(text: str, context: Context, *, anywhere: bool = False) -> bool:
    """True if a title or category means absence by the desk's pattern.

    The pattern must be the whole text or a part set off by punctuation ("Annual leave - IF",
    "Farrant: A/L"), so that "Leave policy review" stays a meeting. With `anywhere`, meant for
    all-day items, it may stand among other words ("Imogen on annual leave").
    """
    text, words = text[:_LONGEST], context.leave_words
    parts = () if _SIGNS.isdisjoint(text) else _PARTS.split(text)
    if any(words.fullmatch(part.strip()) for part in (text, *parts)):
        return True
    return anywhere and any(
        _ends_words(text, found.start(), found.end()) for found in words.finditer(text)
    )


def _ends_words(text: str, start: int, end: int) -> bool:
    before, after = text[:start][-1:], text[end:][:1]
    return not (before.isalnum() or after.isalnum())


def _reply(mine: Iterable[Attendee]) -> Reply:
    """All addresses are one identity: the answer that commits most is the answer."""
    given = [_REPLIES.get(attendee.partstat, Reply.NONE) for attendee in mine]
    return min(given, key=_BEST.index, default=Reply.NONE)


def _status(component: Component) -> Status:
    if component.status == "CANCELLED" or titles.says_cancelled(component.summary):
        return Status.CANCELLED
    if titles.is_hold(component.summary):
        return Status.HOLD
    if component.status == "TENTATIVE" or component.busy_status == "tentative":
        return Status.TENTATIVE
    return Status.CONFIRMED


def _takes_time(component: Component, ruled: _Ruled) -> bool:
    """Whether the source, or a rule over it, says that the time is taken.

    Outlook's own word is more exact than the TRANSP it is exported with. An all-day item that
    says nothing is opaque (RFC 5545 section 3.8.2.7): Outlook, Google and Apple all write it
    out when an all-day item is free, so silence comes from elsewhere and is not ours to bend.
    "Working elsewhere" all day says where one is, not that one is busy.
    """
    if component.all_day and ruled.all_day is not None:
        return ruled.all_day == "busy"
    if component.busy_status == "workingelsewhere":
        return not component.all_day
    if component.busy_status:
        return component.busy_status != "free"
    return not component.transparent


def _is_leave(component: Component, ruled: _Ruled, context: Context) -> bool:
    """Absence: a rule says so, or Outlook does (OOF), or title or category in taken time."""
    if ruled.counts == "leave":
        return True
    if not _takes_time(component, ruled):
        return False
    if component.busy_status == "oof":
        return True
    if is_leave_text(component.summary, context, anywhere=component.all_day):
        return True
    return any(is_leave_text(category, context) for category in component.categories)


def _ruled(title: str, collection_id: str, context: Context) -> _Ruled:
    """Of several rules that match a later one wins, value by value."""
    ruled = _Ruled()
    if not context.rules:
        return ruled
    names = {title, titles.without_prefixes(title)}
    for rule in context.ordered_rules:
        if rule.collection_id not in (None, collection_id):
            continue
        if rule.title is not None and not any(_glob(rule.title).match(name) for name in names):
            continue
        ruled = _Ruled(
            ruled.tier if rule.tier is None else rule.tier,
            ruled.all_day if rule.all_day is None else rule.all_day,
            ruled.counts if rule.counts is None else rule.counts,
        )
    return ruled


@lru_cache(maxsize=256)
def _glob(pattern: str) -> re.Pattern[str]:
    return re.compile(translate(pattern), re.IGNORECASE)
