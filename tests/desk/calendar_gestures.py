"""What people do with the meetings that a shared desk carries, drawn at random."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from jointdesk.domain.bookings import BOOKING
from jointdesk.domain.conflicts import Resolution
from jointdesk.domain.edits import EditScope
from jointdesk.domain.errors import JointDeskError
from jointdesk.domain.moments import DAY
from jointdesk.operations.agenda import AgendaEntry, agenda
from jointdesk.operations.booking_holds import free_booking, hold_booking
from jointdesk.operations.booking_meetings import confirm_booking, decline_booking, move_booking
from jointdesk.operations.bookings import add_booking
from jointdesk.operations.comments import comment_on_conflict
from jointdesk.operations.conflicts import (
    Settle,
    list_conflicts,
    resolve_conflict,
    stream_of_conflict,
)
from jointdesk.operations.events import add_event, cancel_event, edit_event, remove_event
from jointdesk.operations.organisations import organisation_by_code
from jointdesk.operations.pairings import pair as pair_meetings
from jointdesk.operations.pairings import split as split_meeting
from jointdesk.operations.undo import redo as redo_last
from jointdesk.operations.undo import undo as undo_last
from jointdesk.store.records import list_records
from tests.desk.outside_calendars import NOBODYS, SECRETS
from tests.desk.templates import MACHINES
from tests.desk.worlds import MAY_HAVE

if TYPE_CHECKING:
    from tests.desk.calendar_worlds import CalendarWorld

_OWN = "own_org"


def _meetings(world: "CalendarWorld", machine: str) -> list[AgendaEntry]:
    """Return the meetings that somebody is shown, and may change."""
    desk = world.open[machine]
    found = agenda(desk, world.audience(machine), world.window, world.moment)
    return [one for one in found if not any(copy.details.masked for copy in one.meeting.copies)]


def _meeting(world: "CalendarWorld", machine: str) -> AgendaEntry:
    found = _meetings(world, machine)
    if not found:
        raise JointDeskError("there is nothing")
    return world.chance.choice(found)


def _slot(world: "CalendarWorld") -> str:
    at = datetime.fromtimestamp(world.moment + world.chance.randrange(1, 9) * DAY, UTC)
    return f"{at:%Y-%m-%d}T{world.chance.choice((9, 10, 11)):02}:00"


def _word(world: "CalendarWorld", codes: set[str]) -> str:
    """Return a new word, as secret as what it is said of."""
    begun = next(iter(codes)) if len(codes) == 1 else ""
    first = SECRETS.get(begun, "openword") if len(codes) < 2 else NOBODYS  # noqa: PLR2004
    return f"{first}{next(world.outside[0].numbers)}z"


class Titled(NamedTuple):
    """What somebody called an event of a calendar by: which one, by which action, and who."""

    collection: str
    uid: str
    action: str
    who: str


def _scope(world: "CalendarWorld", entry: AgendaEntry) -> EditScope:
    """Return how much of a series is meant; what is parted from it is an event of its own."""
    scope = world.chance.choice(tuple(EditScope))
    if scope is EditScope.FOLLOWING:
        world.parted |= {copy.details.title for copy in entry.meeting.copies}
    return scope


# On what calendars hold


def retitle(world: "CalendarWorld", machine: str) -> str:
    """Call a meeting otherwise."""
    entry = _meeting(world, machine)
    field = world.chance.choice(("title", "title", "notes", "place"))
    desk, scope = world.open[machine], _scope(world, entry)
    copy = world.chance.choice(entry.meeting.copies)
    # A place is said of every copy that says the same one.
    of = entry.meeting.copies if field == "place" else [copy]
    private = {one.details.org_code for one in of if one.details.private}
    if field == "place" and len(of) > 1 and private:
        raise JointDeskError("it would be everybody's")
    word = _word(world, private)
    edit_event(
        desk, world.actor(machine), world.audience(machine), entry.meeting.id, {field: word},
        scope, copy.details.collection_id,
    )  # fmt: skip
    if field == "title" and not copy.details.recurring:
        _note(world, machine, copy, word)
    return f"{entry.meeting.id} {field} {word} {scope}"


def _note(world: "CalendarWorld", machine: str, copy: Any, word: str) -> None:
    """Note that an event of a calendar was called so."""
    connection = world.open[machine].connection
    series = copy.key.rsplit("-", 1)[0]
    row = connection.execute(
        "SELECT collection_id, uid FROM resource WHERE series_id = ? AND state = 'present'",
        (series,),
    ).fetchone()
    said = connection.execute(
        "SELECT json_extract(body, '$.action') FROM payload WHERE instr(body, ?) LIMIT 1", (word,)
    ).fetchone()
    if row and said:
        world.titled[word] = Titled(*row, said[0], MACHINES[machine])


def move(world: "CalendarWorld", machine: str) -> str:
    """Move a meeting."""
    entry, slot = _meeting(world, machine), _slot(world)
    scope = _scope(world, entry)
    edit_event(
        world.open[machine], world.actor(machine), world.audience(machine), entry.meeting.id,
        {"start": slot}, scope,
    )  # fmt: skip
    return f"{entry.meeting.id} to {slot} {scope}"


def hide(world: "CalendarWorld", machine: str) -> str:
    """Keep a meeting to its organisation."""
    entry = _meeting(world, machine)
    to = _OWN
    edit_event(
        world.open[machine], world.actor(machine), world.audience(machine), entry.meeting.id,
        {"visibility": to}, EditScope.ALL,
    )  # fmt: skip
    return f"{entry.meeting.id} {to}"


def remove(world: "CalendarWorld", machine: str) -> str:
    """Take a meeting away, or cancel it."""
    entry = _meeting(world, machine)
    scope = _scope(world, entry)
    done = world.chance.choice((remove_event, cancel_event))
    desk, audience = world.open[machine], world.audience(machine)
    done(desk, world.actor(machine), audience, entry.meeting.id, scope)
    return f"{entry.meeting.id} {done.__name__} {scope}"


def add(world: "CalendarWorld", machine: str) -> str:
    """Make an event here, private or open."""
    desk = world.open[machine]
    code = world.chance.choice(MAY_HAVE[MACHINES[machine]])
    is_private = world.chance.random() < 0.5
    word, start = _word(world, {code} if is_private else set()), _slot(world)
    end = f"{datetime.fromisoformat(start) + timedelta(hours=1):%Y-%m-%dT%H:%M}"
    made = add_event(desk, world.actor(machine), {
        "title": word, "org": organisation_by_code(desk, code).id, "start": start, "end": end,
        "visibility": _OWN if is_private else "all",
        **({"repeat": "FREQ=WEEKLY;COUNT=3"} if world.chance.random() < 0.3 else {}),
    })  # fmt: skip
    return f"{made.id} {word}"


# On conflicts


def settle(world: "CalendarWorld", machine: str) -> str:
    """Settle a conflict, or say something about it."""
    desk, audience = world.open[machine], world.audience(machine)
    found = list_conflicts(desk, audience, world.window, world.moment)
    if not found:
        raise JointDeskError("there is nothing")
    conflict = world.chance.choice(found).conflict
    stream = stream_of_conflict(desk, audience, conflict, world.moment)
    codes = [one for one in SECRETS if stream == f"org:{organisation_by_code(desk, one).id}"]
    word = _word(world, {*SECRETS} if stream == "director" else {*codes})
    actor = world.actor(machine)
    if world.chance.random() < 0.3:
        comment_on_conflict(desk, actor, audience, conflict.id, word)
        return f"{conflict.id} {conflict.code} commented {word}"
    how = world.chance.choice((Resolution.ACCEPTED, Resolution.MUTED, Resolution.DECLINED))
    resolve_conflict(desk, actor, audience, conflict.id, Settle(how, word))
    return f"{conflict.id} {conflict.code} {how} {word}"


def pair(world: "CalendarWorld", machine: str) -> str:
    """Say that two meetings are one, or that one is two."""
    desk, audience = world.open[machine], world.audience(machine)
    one, other = _meeting(world, machine).meeting, _meeting(world, machine).meeting
    if len(one.copies) > 1:
        split_meeting(desk, world.actor(machine), audience, one.id)
    else:
        pair_meetings(desk, world.actor(machine), audience, one.id, other.id)
    return f"{one.id} {other.id}"


# Bookings


def ask(world: "CalendarWorld", machine: str) -> str:
    """Ask for a time, for one body or both, and hold some."""
    desk, actor = world.open[machine], world.actor(machine)
    mine = MAY_HAVE[MACHINES[machine]]
    codes = world.chance.choice(([mine[0]], ["CAL", "WEX"]))
    is_private = world.chance.random() < 0.4
    word = _word(world, {mine[0]} if is_private else set())
    made = add_booking(desk, actor, {
        "title": word, "orgs": [organisation_by_code(desk, mine[0]).id], "minutes": 60,
        "visibility": _OWN,
    } if is_private else {
        "title": word, "orgs": [organisation_by_code(desk, one).id for one in codes],
        "minutes": 60,
    })  # fmt: skip
    hold_booking(desk, actor, world.audience(machine), made, [_slot(world), _slot(world)])
    return f"{made} {word}"


def book(world: "CalendarWorld", machine: str) -> str:
    """Go on with a booking."""
    desk, audience = world.open[machine], world.audience(machine)
    found = list_records(desk.connection, BOOKING)
    if not found:
        raise JointDeskError("there is nothing")
    booking, slot, actor = world.chance.choice(found).id, _slot(world), world.actor(machine)
    roll = world.chance.random()
    if roll < 0.4:
        confirm_booking(desk, actor, audience, booking, slot)
    elif roll < 0.7:
        move_booking(desk, actor, audience, booking, slot)
    elif roll < 0.85:
        free_booking(desk, actor, audience, booking)
    else:
        decline_booking(desk, actor, audience, booking, "no time")
    return f"{booking} {roll:.2f} {slot}"


def undo(world: "CalendarWorld", machine: str) -> str:
    """Undo or redo what one did last."""
    done = world.chance.choice((undo_last, undo_last, redo_last))
    said = done(world.open[machine], world.actor(machine))
    who = MACHINES[machine]
    mine = {word: one for word, one in world.titled.items() if one.who == who}
    world.titled = {word: one for word, one in world.titled.items() if one.who != who}
    if done is redo_last or said.left:
        world.untitled = {word: one for word, one in world.untitled.items() if one.who != who}
    else:
        world.untitled |= _taken_back(world, machine, mine)
    return f"{said}"


def _taken_back(
    world: "CalendarWorld", machine: str, titled: dict[str, Titled]
) -> dict[str, Titled]:
    """Return which titles the last action on a machine took back, and that action."""
    row = (
        world.open[machine]
        .connection.execute(
            "SELECT json_extract(body, '$.undoes'), json_extract(body, '$.action') FROM change"
            " JOIN payload USING (stream_id, device, n) WHERE author = ?"
            " AND json_extract(body, '$.undoes') IS NOT NULL ORDER BY hlc DESC LIMIT 1",
            (world.actor(machine).person_id,),
        )
        .fetchone()
    )
    return {
        word: one._replace(action=row[1])
        for word, one in titled.items()
        if row is not None and one.action == row[0]
    }


GESTURES: tuple[Callable[["CalendarWorld", str], str], ...] = (
    *(retitle,) * 4, *(move,) * 2, *(settle,) * 3, *(pair,) * 2, *(add,) * 2, *(book,) * 2,
    *(undo,) * 2, remove, ask, hide,
)  # fmt: skip
