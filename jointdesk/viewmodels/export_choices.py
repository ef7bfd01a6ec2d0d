"""What can be chosen for an export, by whom: never more than the acting person may hand on."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

from jointdesk.derive.records import load_records
from jointdesk.domain.moments import Instant, local_day
from jointdesk.domain.organisations import Organisation
from jointdesk.domain.people import ACTING_FOR, Audience
from jointdesk.domain.words import plain_line
from jointdesk.exports.diary import Detail
from jointdesk.exports.formats import FORMATS, PERSONAL, PUBLIC
from jointdesk.operations.audiences import director_id
from jointdesk.operations.naming import Names
from jointdesk.store.organisations import list_organisations
from jointdesk.store.people import list_people, list_seats
from jointdesk.store.reading import ReadableDesk
from jointdesk.viewmodels.export_days import PERIODS, TYPED

Option: TypeAlias = tuple[str, str]
"""What a list shows, and the value behind it."""


class What(StrEnum):
    """The kinds of export, by the words of the command line."""

    REGISTER = "register"
    JOINT = "joint"
    NOTICE = "notice"
    ACTIONS = "actions"
    DIARY = "diary"
    BRIEF = "brief"
    TIME_SPLIT = "time-split"
    EVIDENCE = "evidence"


KINDS: tuple[Option, ...] = (
    ("Register of decisions", What.REGISTER),
    ("Joint log of both bodies' decisions", What.JOINT),
    ("Notice of one decision", What.NOTICE),
    ("Action log", What.ACTIONS),
    ("Diary", What.DIARY),
    ("Brief of a day", What.BRIEF),
    ("Time split", What.TIME_SPLIT),
    ("Evidence: the log of changes", What.EVIDENCE),
)

COUNTED: Mapping[str, Option] = MappingProxyType(
    {
        What.REGISTER: ("decision", "decisions"),
        What.JOINT: ("matter", "matters"),
        What.NOTICE: ("decision", "decisions"),
        What.ACTIONS: ("action", "actions"),
        What.DIARY: ("entry", "entries"),
        What.BRIEF: ("entry", "entries"),
        What.TIME_SPLIT: ("part", "parts"),
        What.EVIDENCE: ("change", "changes"),
    }
)
"""What the number of an export counts."""

FORMAT_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "pdf": "PDF",
        "docx": "Word (.docx)",
        "xlsx": "Excel (.xlsx)",
        "csv": "CSV",
        "ics": "Calendar file (.ics)",
        "zip": "ZIP archive",
        "folder": "Folder",
    }
)

DETAILS: tuple[Option, ...] = (
    ("Title, time and place", Detail.FULL),
    ("Title and time", Detail.TITLES),
    ("Busy only", Detail.BUSY),
)

SIDES: tuple[Option, ...] = (
    ("All diaries as one", ""),
    ("Each employer's by itself", "beside"),
)

_ANY = ("All", "")

_LATEST = 300
"""So many decisions can be chosen from a list; the others have their notice made on their page."""


class Offer(NamedTuple):
    """What an acting person can choose from; ids throughout, "" where there is no limit.

    `registers` are the bodies that have decisions, `decisions` those taken, newest first, each
    with its body in `bodies`. `assistants` are those for whom a diary can be made: the director's
    are all PAs and deputies, anybody else's themselves.
    """

    maker: Audience
    today: date
    organisations: tuple[Organisation, ...] = ()
    registers: tuple[str, ...] = ()
    decisions: tuple[Option, ...] = ()
    bodies: Mapping[str, str] = MappingProxyType({})
    forums: tuple[Option, ...] = ()
    people: tuple[Option, ...] = ()
    director: str = ""
    assistants: tuple[Option, ...] = ()


class Wish(NamedTuple):
    """What the form says: `audience` as on the command line, `first` and `last` as typed.

    `detail` and `beside` are asked of a diary: how much of each entry is told, and whether each
    employer's diary stands by itself ("beside").
    """

    kind: str = What.REGISTER
    org: str = ""
    decision: str = ""
    audience: str = ""
    format: str = ""
    forum: str = ""
    owner: str = ""
    period: str = ""
    first: str = ""
    last: str = ""
    open_only: bool = False
    detail: str = Detail.FULL
    beside: str = ""


def diary_of(first: date, last: date) -> Wish:
    """Return the wish for the diary of some days, both included."""
    return Wish(kind=What.DIARY, period=TYPED, first=first.isoformat(), last=last.isoformat())


def read_offer(desk: ReadableDesk, maker: Audience, now: Instant) -> Offer:
    """Return what a person can choose from."""
    records = load_records(desk.connection, maker, desk.zone, now)
    taken = [one for one in records.decisions if one.is_taken]
    taken.sort(key=lambda one: (one.date_taken or date.min, one.order), reverse=True)
    with_decisions = {one.org for one in records.decisions}
    with_decisions |= {one.org for one in records.stubs}
    employers = Names(desk, maker).employers()
    organisations = tuple(list_organisations(desk.connection))
    people = list_people(desk.connection)
    names = {one.id: plain_line(one.name) for one in people}
    return Offer(
        maker=maker,
        today=local_day(now, desk.zone),
        organisations=organisations,
        registers=tuple(
            one.id for one in organisations if one.id in with_decisions or one.id in employers
        ),
        decisions=tuple((_line(one.ref, one.title), one.id) for one in taken),
        bodies={one.id: one.org for one in taken},
        forums=tuple((plain_line(one.name or one.code), one.id) for one in records.forums),
        people=tuple((names[one.id], one.id) for one in people if names[one.id]),
        director=names.get(director_id(desk), ""),
        assistants=tuple((names[one], one) for one in _assistants(desk, maker) if names.get(one)),
    )


def _assistants(desk: ReadableDesk, maker: Audience) -> Iterable[str]:
    if not maker.is_director:
        return (maker.person_id,)
    acting = [one for one in list_seats(desk.connection) if one.role in ACTING_FOR]
    return dict.fromkeys(one.person_id for one in acting)


def _line(ref: str, title: str) -> str:
    return plain_line(f"{ref} {title}".strip()) or "Untitled"


def organisations_for(offer: Offer, wish: Wish) -> list[Option]:
    """Return whose records can be exported."""
    match wish.kind:
        case What.REGISTER:
            known = [one for one in offer.organisations if one.id in offer.registers]
            known.sort(key=lambda one: not offer.maker.sees(one.id))  # one's own body first
            return [_named(one) for one in known]
        case What.ACTIONS | What.DIARY:
            return [_ANY, *map(_named, offer.organisations)]
        case _:
            return []


def _named(organisation: Organisation) -> Option:
    return f"{plain_line(organisation.name)} ({organisation.code})", organisation.id


def body_of(offer: Offer, wish: Wish) -> str:
    """Return the id of the body whose records are exported, "" for all."""
    if wish.kind == What.NOTICE:
        return offer.bodies.get(wish.decision, "")
    return wish.org if wish.kind in (What.REGISTER, What.ACTIONS, What.DIARY) else ""


def audiences_for(offer: Offer, wish: Wish) -> list[Option]:
    """Return who an export can be for, the body itself first."""
    maker, body = offer.maker, body_of(offer, wish)
    bodies = sorted(
        offer.organisations, key=lambda one: (one.id != body, not maker.sees(one.id), one.position)
    )
    if wish.kind == What.EVIDENCE:
        bodies = [one for one in bodies if maker.sees(one.id)]
    found = [(_named(one)[0], f"org:{one.code}") for one in bodies]
    found.append(("The governance teams of all bodies", "joint"))
    if wish.kind in PERSONAL:
        of = [(f"{name}, what they see", f"person:{id_}") for name, id_ in offer.assistants]
        found = [*found, *of] if maker.is_director else [*of, *found]
    if maker.is_director:
        name = offer.director
        director = ("The director" if not name else f"{name}, the director", "director")
        is_whole = wish.kind in (*PERSONAL, What.EVIDENCE) and not body
        found.insert(0 if is_whole else len(found), director)
    if wish.kind in PUBLIC and body and maker.sees(body):
        found.append(("The public", "public"))
    return found


def formats_for(kind: str) -> list[Option]:
    """Return the formats of a kind of export, the usual one first."""
    formats = ("zip",) if kind == What.EVIDENCE else FORMATS[kind]
    return [(FORMAT_WORDS[one], one) for one in formats]


def periods_for(kind: str) -> list[Option]:
    """Return the spans of days that a kind of export can be limited to; none if it cannot."""
    return list(PERIODS.get(kind, ()))


_LISTS: tuple[tuple[str, Callable[[Offer, Wish], list[Option]]], ...] = (
    ("kind", lambda _offer, _wish: list(KINDS)),
    ("org", organisations_for),
    ("decision", lambda offer, wish: _decisions_for(offer, wish)),
    ("audience", audiences_for),
    ("format", lambda _offer, wish: formats_for(wish.kind)),
    ("detail", lambda _offer, wish: list(DETAILS) if wish.kind == What.DIARY else []),
    ("beside", lambda _offer, wish: list(SIDES) if wish.kind == What.DIARY else []),
    ("period", lambda _offer, wish: periods_for(wish.kind)),
    ("forum", lambda offer, wish: _limits(offer.forums, wish)),
    ("owner", lambda offer, wish: _limits(offer.people, wish)),
)
"""Each choice after those that it depends on."""


def _decisions_for(offer: Offer, wish: Wish) -> list[Option]:
    """Return the latest decisions, and the one that is wished, which may be older."""
    if wish.kind != What.NOTICE:
        return []
    latest, older = offer.decisions[:_LATEST], offer.decisions[_LATEST:]
    return [*latest, *(one for one in older if one[1] == wish.decision)]


def _limits(known: tuple[Option, ...], wish: Wish) -> list[Option]:
    return [_ANY, *known] if wish.kind == What.ACTIONS else []


class Form(NamedTuple):
    """A wish that can be granted, and by name what each of its choices offers; none: not asked."""

    wish: Wish
    options: Mapping[str, list[Option]]


def form_for(offer: Offer, wish: Wish) -> Form:
    """Return a wish with what cannot be chosen replaced by the first that can."""
    options = {}
    for name, list_of in _LISTS:
        found = list_of(offer, wish)
        options[name] = found
        values = [value for _, value in found]
        if getattr(wish, name) not in values:
            first: dict[str, Any] = {name: values[0] if values else ""}
            wish = wish._replace(**first)
    if wish.kind != What.ACTIONS:
        wish = wish._replace(open_only=False)
    return Form(wish, options)


def hint_for(wish: Wish) -> str:
    """Say in a sentence what a reader gets."""
    reader, _, code = wish.audience.partition(":")
    if reader == "public":
        return (
            "Published decisions only, naming nobody but decision makers and holders of public"
            " offices. A second person looks at it before it is saved."
        )
    if wish.kind == What.TIME_SPLIT:
        return "Hours, and no word of any meeting."
    if reader == "director":
        return "Everything that the director sees."
    if reader == "person":
        return "What they see in the program themselves, as far as you may see it too."
    if wish.kind in (What.DIARY, What.BRIEF):
        own = f"{code}'s own entries; of the others'" if code else "Of private entries"
        more = " No decisions of other bodies." if wish.kind == What.BRIEF else ""
        return f"{own} only that time is taken.{more}"
    if wish.kind == What.EVIDENCE:
        return "The log as far as they may read it; of everything else hashes only."
    if reader == "joint":
        return "What every body may have: nothing that is kept to one, no withheld text."
    return f"What {code} may have: of its own everything, of the others' no withheld text."
