"""The desk of secrets with all that people do together on it: each private word is of one body.

A private word of the council begins with "zqcal", one of the ICB with "zqwex"; `leaked` finds
those that the other body's PA must never see.
"""

import re
from pathlib import Path

from jointdesk.domain.actors import Actor
from jointdesk.domain.items import Fields
from jointdesk.domain.people import Audience
from jointdesk.operations.audiences import actor_of, audience_of
from jointdesk.operations.booking_holds import hold_booking
from jointdesk.operations.booking_meetings import decline_booking
from jointdesk.operations.booking_notes import note_booking
from jointdesk.operations.bookings import add_booking
from jointdesk.operations.comments import comment_on_conflict
from jointdesk.operations.conflicts import assign_conflict, default_window, list_conflicts
from jointdesk.operations.events import add_event, edit_event, remove_event
from jointdesk.operations.proposals import Wish, meetings_of, propose, refuse
from tests.operations.secret_desk import NOW, SecretDesk, build, word

CODES = ("cal", "wex")
_KEPT = {"cal": "private|free|todo|own|hush", "wex": "private|free|todo|own(?!task)|hush"}
"""How private words go on; a task of the ICB is owned by the council's PA, who sees it."""


def leaked(text: str, of: str) -> list[str]:
    """Return the private words of a body ("cal", "wex") that a text has."""
    return sorted({*re.findall(rf"zq{of}(?:{_KEPT[of]})\w*?qz", text)})


def hush(of: str, what: str) -> str:
    """Return the private word of a body for a thing."""
    return word(f"{of}hush", what)


PLANTED = (
    "event", "place", "notes", "edited", "removed", "comment", "note", "proposal", "refusal",
    "booking", "asker", "purpose", "bookingnote", "why", "guest",
)  # fmt: skip
"""What is planted of each body; all of it is seen by somebody who may."""


def build_hushed(path: Path, data_folder: Path) -> SecretDesk:
    """Build it."""
    made = build(path, data_folder)
    for code in CODES:
        _add_events(made, code)
    for code in CODES:
        _talk(made, code)
        _book(made, code)
    return made


def acting(made: SecretDesk, code: str) -> tuple[Actor, Audience]:
    """Return a body's PA, or the director for ""."""
    person = {"": made.director, "cal": made.cal_pa, "wex": made.wex_pa}[code]
    return actor_of(made.desk, person, NOW), audience_of(made.desk, person)


def _org(made: SecretDesk, code: str) -> str:
    return made.cal if code == "cal" else made.wex


def _add_events(made: SecretDesk, code: str) -> None:
    """Add private events that clash with open ones of the other body, one edited, one removed."""
    actor, audience = acting(made, code)
    private: Fields = {"org": _org(made, code), "visibility": "own_org"}
    hour = 10 if code == "cal" else 12
    fields = {
        "title": hush(code, "event"), "place": hush(code, "place"), "notes": hush(code, "notes"),
        "start": f"2026-12-17T{hour}:00", "end": f"2026-12-17T{hour + 1}:00",
        "attendees": [{"email": "x@y.example", "name": hush(code, "guest"), "role": "required"}],
    }  # fmt: skip
    add_event(made.desk, actor, {**private, **fields})
    other = "wex" if code == "cal" else "cal"
    clash = {"start": f"2026-12-17T{hour}:30", "end": f"2026-12-17T{hour + 1}:30"}
    add_event(
        made.desk, acting(made, other)[0],
        {"org": _org(made, other), "title": f"Open beside {hour}", **clash},
    )  # fmt: skip
    more = {**private, "start": f"2026-12-18T{hour}:00"}
    edited, removed = (
        add_event(made.desk, actor, {**more, "title": hush(code, what)}).id
        for what in ("edited", "removed")
    )
    edit_event(made.desk, actor, audience, edited, {"place": hush(code, "place")})
    remove_event(made.desk, actor, audience, removed)


def _talk(made: SecretDesk, code: str) -> None:
    """Talk about the clash with the body's private event, and propose something there."""
    actor, audience = acting(made, code)
    other = "wex" if code == "cal" else "cal"
    window = default_window(made.desk, NOW)
    (conflict,) = [
        one.conflict
        for one in list_conflicts(made.desk, audience, window, NOW)
        if hush(code, "event") in one.conflict.message and one.conflict.code == "DIA-01"
    ]
    desk = made.desk
    comment_on_conflict(desk, actor, audience, conflict.id, hush(code, "comment"))
    them, theirs = acting(made, other)
    busy = next(
        one.id for one in meetings_of(desk, theirs, conflict) if one.preferred.details.masked
    )
    asked = propose(desk, them, theirs, conflict.id, Wish("give_way", busy))
    refuse(desk, actor, audience, asked.id, hush(code, "refusal"))
    mine = next(one.id for one in meetings_of(desk, audience, conflict) if one.id == busy)
    propose(desk, actor, audience, conflict.id, Wish("remote", mine, text=hush(code, "proposal")))
    assign_conflict(desk, actor, audience, conflict.id, them.person_id, hush(code, "note"))


def _book(made: SecretDesk, code: str) -> None:
    """Keep two bookings to a body: one with times held in every diary, one declined."""
    actor, audience = acting(made, code)
    fields: Fields = {
        "title": hush(code, "booking"), "asked_by": hush(code, "asker"),
        "purpose": hush(code, "purpose"), "orgs": [_org(made, code)], "visibility": "own_org",
        "place": hush(code, "place"), "owner": actor.person_id,
    }  # fmt: skip
    held = add_booking(made.desk, actor, fields)
    day = 21 if code == "cal" else 22
    hold_booking(made.desk, actor, audience, held, [f"2026-12-{day}T10:00"])
    note_booking(made.desk, actor, audience, held, hush(code, "bookingnote"))
    declined = add_booking(made.desk, actor, fields)
    decline_booking(made.desk, actor, audience, declined, hush(code, "why"))
