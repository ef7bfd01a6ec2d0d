"""The JSON shapes of bookings, and their lines for people (docs/command-line.md)."""

from collections.abc import Iterator
from typing import Any

from jointdesk.cli.lines import moment_words
from jointdesk.cli.records import record_shape
from jointdesk.cli.session import Session
from jointdesk.domain.bookings import ANSWERS, BOOKING, STATES
from jointdesk.domain.comments import Comment
from jointdesk.domain.moments import iso, parse_instant
from jointdesk.domain.placements import KINDS, Placement
from jointdesk.domain.words import counted, listed, short_day
from jointdesk.operations.booking_lists import BookingDetail, BookingRow
from jointdesk.operations.booking_slots import when_words
from jointdesk.operations.event_times import Times
from jointdesk.operations.naming import Names

_MOVES = {"mine": "your move", "waiting": "waits for {}", "theirs": ""}


def booking_shape(session: Session, row: BookingRow, names: Names) -> dict[str, Any]:
    """Return a booking as a list shows it."""
    one, standing = row.booking, row.standing
    meeting = next((each.event for each in row.live if each.kind == "meeting"), None)
    held = {(each.start, each.end) for each in row.holds}
    slots = [
        {
            "id": str(number),
            "start": _instant(session, each.start),
            "end": _instant(session, each.end),
            "offered_on": each.offered_on.isoformat() if each.offered_on else None,
            "held": (each.start, each.end) in held,
        }
        for number, each in enumerate(one.options, 1)
    ]
    shape = record_shape(BOOKING, one, names)
    for answer in shape["answers"]:
        answer["start"] = _instant(session, answer.get("start", ""))
    return {
        **shape,
        "start": _instant(session, one.start),
        "end": _instant(session, one.end),
        "state": standing.state,
        "age_days": standing.age,
        "move": standing.move or None,
        "old": standing.is_old,
        "warnings": list(standing.warnings),
        "options": slots,
        "event": meeting,
        "diaries": [_placed(session, row, each, names) for each in row.live],
        "comments": row.comments,
        "unseen": row.unseen,
    }


def detail_shape(session: Session, detail: BookingDetail, names: Names) -> dict[str, Any]:
    """Return a booking with all that people said of it."""
    return {
        **booking_shape(session, detail.row, names),
        "thread": [_said(session, detail, one, names) for one in detail.comments],
        "seen_by": [
            {"person": names.name_of("person", one.person), "at": iso(one.at, session.desk.zone)}
            for one in detail.receipts
            if one.about == detail.row.booking.id
        ],
    }


def _placed(session: Session, row: BookingRow, one: Placement, names: Names) -> dict[str, Any]:
    return {
        "org": names.name_of("organisation", one.org),
        "kind": one.kind,
        "event": one.event,
        "start": _instant(session, one.start),
        "end": _instant(session, one.end),
        "in_diary": one.event not in row.waiting,
    }


def _said(session: Session, detail: BookingDetail, one: Comment, names: Names) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind,
        "text": one.text,
        "by": names.name_of("person", one.author),
        "to": names.name_of("person", one.to) if one.to else None,
        "at": iso(one.at, session.desk.zone),
        "seen_by": sorted(
            names.name_of("person", seen.person)
            for seen in detail.receipts
            if seen.at >= one.at and seen.person != one.author
            and seen.about in (one.id, detail.row.booking.id)
        ),
    }  # fmt: skip


def _instant(session: Session, text: str) -> str | None:
    zone = session.desk.zone
    return iso(parse_instant(text, zone), zone) if text else None


# Lines


def booking_line(row: BookingRow, names: Names) -> str:
    """Return a booking as one line of a list."""
    one, standing = row.booking, row.standing
    codes = ", ".join(names.name_of("organisation", each) for each in one.orgs)
    when = f", {when_words(Times(one.start, one.end))}" if one.start else ""
    asked = f" – {one.asked_by}" if one.asked_by else ""
    told = [_move(row, names), "getting old" if standing.is_old else "", *standing.warnings]
    notes = "; ".join(each for each in told if each)
    return (
        f"{one.id}  {STATES[standing.state]:16}  {one.title} ({codes}){when}{asked}"
        f"{f'  [{notes}]' if notes else ''}"
    )


def _move(row: BookingRow, names: Names) -> str:
    waits = names.name_of("person", row.booking.waiting_for or "")
    return _MOVES.get(row.standing.move, "").format(waits)


def detail_lines(session: Session, detail: BookingDetail, names: Names) -> Iterator[str]:
    """Yield all of a booking, line by line."""
    row = detail.row
    one = row.booking
    yield booking_line(row, names)
    for label, value in _sheet(detail, names):
        yield f"  {label}: {value}"
    held = {(each.start, each.end) for each in row.holds}
    for number, option in enumerate(one.options, 1):
        slot = option.start, option.end
        marks = [
            "held" if slot in held else "",
            f"offered {short_day(option.offered_on)}" if option.offered_on else "",
            *(f"{a.who}: {ANSWERS[a.answer]}" for a in one.answers if a.start == option.start),
        ]
        told = "; ".join(each for each in marks if each)
        yield f"  {number:>2}  {when_words(Times(*slot))}{f'  ({told})' if told else ''}"
    for answer in one.answers:
        if not answer.start:
            yield f"  {answer.who}: {ANSWERS[answer.answer]}"
    for each in row.live:
        where = names.name_of("organisation", each.org)
        state = "waits" if each.event in row.waiting else "in the diary"
        when = when_words(Times(each.start, each.end))
        yield f"  {where} {KINDS[each.kind].lower()}: {when}, {state}"
    for comment in detail.comments:
        shape = _said(session, detail, comment, names)
        to = f" to {shape['to']}" if shape["to"] else ""
        at = moment_words(comment.at, session.desk.zone)
        seen = f" (seen by {listed(shape['seen_by'])})" if shape["seen_by"] else ""
        yield f"  {at}  {shape['by']}{to}: {comment.text}{seen}"


def _sheet(detail: BookingDetail, names: Names) -> Iterator[tuple[str, str]]:
    one = detail.row.booking
    there = [each.name or each.email for each in one.attendees]
    knows = {True: "yes", False: "no", None: ""}[one.director_knows]
    for label, value in (
        ("Length", counted(one.minutes, "minute")),
        ("Where", one.place or ("online" if one.online else "")),
        ("Purpose", one.purpose),
        ("Papers", one.papers),
        ("The director knows", knows),
        ("Who must be there", ", ".join(there)),
        ("Not before", one.after.isoformat() if one.after else ""),
        ("By", one.by.isoformat() if one.by else ""),
        ("What may give way", one.may_give_way),
        ("Notes", one.notes),
        ("Worked on by", names.name_of("person", one.owner) if one.owner else ""),
        ("Why declined", one.declined_because),
    ):
        if value:
            yield label, value
