"""A desk on which one body's things, open at first, become private: every word of them is planted.

A planted word begins with "zq". What the council's PA says of such a thing while it is open is
everybody's then; once it is private the other body's PA has none of it.
"""

import re
from collections.abc import Callable

from jointdesk.domain.actors import Actor
from jointdesk.domain.conflicts import Resolution
from jointdesk.domain.edits import EditScope
from jointdesk.domain.items import Fields
from jointdesk.domain.moments import DAY, Instant
from jointdesk.operations.audiences import audience_of
from jointdesk.operations.booking_holds import free_booking, hold_booking
from jointdesk.operations.booking_notes import note_booking
from jointdesk.operations.bookings import add_booking, edit_booking
from jointdesk.operations.comments import comment_on_conflict
from jointdesk.operations.conflicts import (
    Settle,
    default_window,
    list_conflicts,
    resolve_conflict,
)
from jointdesk.operations.decisions import add_decisions, edit_decision
from jointdesk.operations.events import add_event, edit_event, keep_time
from jointdesk.operations.naming import Names
from jointdesk.operations.proposals import Wish, propose
from jointdesk.operations.tasks import add_task, edit_tasks
from jointdesk.store.desk import Desk

OWN: Fields = {"visibility": "own_org"}


def planted(text: str | bytes) -> list[str]:
    """Return the planted words that a text has."""
    known = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return sorted({*re.findall(_PLANTED, known, re.IGNORECASE)})


_PLANTED = (
    "zq(?:asker|booking(?:note)?|comment|decided|decision|meeting|notes|once|place|proposal|reason"
    "|series|task(?:notes)?|title)"
)
"""Bytes that are not text, such as hashes, hold shorter ones by chance."""


def vevent(uid: str, title: str, *lines: str) -> str:
    """Return an hour's event of a calendar, on the first of December at ten."""
    start = "DTSTART:20261201T100000Z"
    return "\r\n".join((f"UID:{uid}", f"SUMMARY:{title}", start, "DURATION:PT1H", *lines))


class Turning:
    """What the council's PA says of things while they are open, and then has them kept."""

    def __init__(self, desk: Desk, actor: Actor, cal: str) -> None:
        self._desk = desk
        self._actor = actor
        self._cal = cal
        self._turns: list[Callable[[], object]] = []

    def talk(self) -> None:
        """Change the meeting that a calendar holds, and talk about its clash."""
        desk, actor = self._desk, self._actor
        audience = audience_of(desk, actor.person_id)
        window = default_window(desk, actor.at)
        (clash,) = [
            one.conflict
            for one in list_conflicts(desk, audience, window, actor.at)
            if one.conflict.code == "DIA-01"
        ]
        comment_on_conflict(desk, actor, audience, clash.id, "zqcomment")
        propose(desk, actor, audience, clash.id, Wish("remote", text="zqproposal"))
        settled = Settle(Resolution.ACCEPTED, "zqreason")
        resolve_conflict(desk, actor, audience, clash.id, settled)
        edit_event(desk, actor, audience, clash.participants[0], {"place": "zqplace"})

    def make(self) -> None:
        """Make things here that are open, and note how each becomes private."""
        self._series()
        self._booking()
        self._task()
        self._decision()

    def turn(self) -> None:
        """Have all that was made here kept to the council."""
        for turn in self._turns:
            turn()

    def _series(self) -> None:
        desk, actor = self._desk, self._actor
        audience = audience_of(desk, actor.person_id)
        fields: Fields = {
            "title": "zqseries", "org": self._cal, "start": "2026-12-08T10:00",
            "end": "2026-12-08T11:00", "repeat": "FREQ=WEEKLY;COUNT=3",
        }  # fmt: skip
        series = add_event(desk, actor, fields).id
        once: Fields = {"place": "zqonce", "notes": "zqnotes"}
        edit_event(desk, actor, audience, f"{series}-20261215", once)
        self._turns.append(lambda: edit_event(desk, actor, audience, series, OWN, EditScope.ALL))

    def _booking(self) -> None:
        desk, actor = self._desk, self._actor
        audience = audience_of(desk, actor.person_id)
        fields: Fields = {"title": "zqbooking", "asked_by": "zqasker", "orgs": [self._cal]}
        made = add_booking(desk, actor, fields)
        hold_booking(desk, actor, audience, made, ["2026-12-10T10:00"])
        note_booking(desk, actor, audience, made, "zqbookingnote")
        free_booking(desk, actor, audience, made)
        self._turns.append(lambda: edit_booking(desk, actor, audience, made, OWN))

    def _task(self) -> None:
        desk, actor = self._desk, self._actor
        audience = audience_of(desk, actor.person_id)
        fields: Fields = {"title": "zqtask", "orgs": [self._cal], "notes": "zqtasknotes"}
        made = add_task(desk, actor, Names(desk, audience), fields)
        keep_time(desk, actor, audience, made, Instant(actor.at + 3 * DAY))
        self._turns.append(lambda: edit_tasks(desk, actor, Names(desk, audience), [made], OWN))

    def _decision(self) -> None:
        desk, actor = self._desk, self._actor
        audience = audience_of(desk, actor.person_id)
        fields: Fields = {"title": "zqdecision", "org": self._cal, "decision_text": "zqdecided"}
        (made,) = add_decisions(desk, actor, audience, [fields])
        self._turns.append(lambda: edit_decision(desk, actor, audience, made, OWN))
