"""What was said of a meeting while it was open is kept with it once it is private."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from jointdesk.domain.actors import Actor
from jointdesk.domain.changes import Body
from jointdesk.domain.items import Write
from jointdesk.domain.meetings import PairScope
from jointdesk.domain.pending import OVERLAY
from jointdesk.operations.audiences import audience_of, director_id
from jointdesk.operations.booking_notes import note_booking
from jointdesk.operations.bookings import add_booking, edit_booking
from jointdesk.operations.carrying import is_all_carried
from jointdesk.operations.collisions import list_collisions
from jointdesk.operations.kept_words import keep_words
from jointdesk.operations.leavers import note_leaver
from jointdesk.operations.pairings import pair
from jointdesk.operations.undo import undo
from jointdesk.store.changes import append, record
from jointdesk.store.integrity import check
from jointdesk.store.items import find_item
from tests.desk.calendar_desks import MACHINES, CalendarDesks, calendar_desks
from tests.desk.desks import new_people
from tests.operations.test_carrying import AT_REST, NOW, PAST, PRIVATE, event
from tests.postgres import PostgresServer

AT = "20261201T100000Z"
MOVED = {"start": "2026-12-02T10:00", "end": "2026-12-02T11:00"}


@pytest.fixture
def desks(postgres: PostgresServer, tmp_path: Path) -> Iterator[CalendarDesks]:
    made = calendar_desks(tmp_path, postgres.new_database(), NOW)
    yield made
    made.close()


def begin(desks: CalendarDesks, *events: str) -> None:
    """Have the council's calendar hold these events, and all machines know of it."""
    desks.says("CAL", *events)
    desks.read()
    desks.exchange()


def test_what_was_said_of_it_goes_with_it(desks: CalendarDesks) -> None:
    begin(desks, event("a", "Budget Nightingale"))
    (board,) = desks.seen("Tom")
    desks.edit("Tom", board[0], {**MOVED, "notes": "On the Nightingale"})
    desks.exchange("Tom", "Imogen", "Bridget")
    assert b"On the Nightingale" in desks.bytes_of("Bridget")
    begin(desks, event("a", "Budget Nightingale", AT, PRIVATE))
    assert desks.titles("Bridget") == ["Busy (CAL)"]
    assert desks.seen("Bridget") == desks.seen("Imogen", "Bridget")
    assert desks.seen("Tom") == desks.seen("Imogen", "Tom")
    assert desks.seen("Tom")[0][4][0][1] == board[4][0][1] + 86_400  # it is moved still
    assert desks.exchange() == AT_REST
    desks.open["Bridget"].close()
    assert b"nightingale" not in desks.bytes_of("Bridget").lower()
    assert [check(desks.reopen(one)) for one in MACHINES] == [[]] * 3


def test_what_somebody_said_who_did_not_know_yet_goes_with_it_too(desks: CalendarDesks) -> None:
    begin(desks, event("a", "Budget Nightingale"))
    (board,) = desks.seen("Bridget")
    desks.edit("Bridget", board[0], {"title": "The Nightingale"})
    desks.says("CAL", event("a", "Budget Nightingale", AT, PRIVATE))
    desks.read()
    desks.exchange("Imogen", "Bridget", "Imogen", "Bridget", "Tom")
    assert desks.titles("Bridget") == ["Busy (CAL)"]
    assert desks.titles("Tom") == ["The Nightingale"]
    assert desks.exchange() == AT_REST
    desks.open["Bridget"].close()
    assert b"nightingale" not in desks.bytes_of("Bridget").lower()


def test_a_hold_says_no_word_and_stays_everybodys(desks: CalendarDesks) -> None:
    begin(desks, event("a", "HOLD"))
    (hold,) = desks.seen("Bridget")
    desks.edit("Bridget", hold[0], MOVED)
    desks.exchange("Bridget", "Imogen")
    begin(desks, event("a", "HOLD", AT, PRIVATE))
    rows = desks.open["Bridget"].connection.execute("SELECT 1 FROM item WHERE type = 'overlay'")
    assert rows.fetchall() == [(1,)]
    assert desks.seen("Bridget") == desks.seen("Imogen", "Bridget")


@pytest.mark.parametrize("name", ["Nightingale", "HOLD"])
def test_what_is_a_hold_by_now_and_had_words_takes_them_along(
    desks: CalendarDesks, name: str
) -> None:
    begin(desks, event("a", name))
    (hold,) = desks.seen("Tom")
    for said in ({"notes": "Nightingale"}, {"notes": ""}) if name == "HOLD" else ():
        desks.edit("Tom", hold[0], said)
    desks.edit("Tom", hold[0], MOVED)
    desks.exchange("Tom", "Bridget")
    begin(desks, event("a", "HOLD", AT, PRIVATE))
    assert desks.seen("Bridget") == desks.seen("Imogen", "Bridget")
    assert desks.exchange() == AT_REST
    desks.open["Bridget"].close()
    assert b"Nightingale" not in desks.bytes_of("Bridget")


def test_of_what_is_open_again_everybody_hears_again(desks: CalendarDesks) -> None:
    begin(desks, event("a", "Board", AT, PRIVATE))
    (board,) = desks.seen("Tom")
    for notes in ("Nightingale", ""):
        desks.edit("Tom", board[0], {"notes": notes})
    desks.exchange()
    begin(desks, event("a", "Board"))
    for place in ("Hall", "Room"):
        desks.edit("Tom", board[0], {"place": place})
        desks.exchange("Tom", "Bridget")
        assert desks.seen("Bridget") == desks.seen("Tom")
        assert desks.seen("Bridget")[0][4][0][4] == place
    desks.open["Bridget"].close()
    assert b"Nightingale" not in desks.bytes_of("Bridget")


def test_that_two_are_one_is_said_without_their_names(desks: CalendarDesks) -> None:
    begin(desks, event("a", "Nightingale", AT, PRIVATE), event("b", "Owl", PAST, PRIVATE))
    desk, actor = desks.open["Tom"], desks.actor("Tom")
    owl, nightingale = (one[0] for one in desks.seen("Tom"))
    audience = audience_of(desk, actor.person_id)
    pair(desk, actor, audience, nightingale, owl, PairScope.SERIES)
    desks.exchange("Tom", "Bridget")
    assert b"Nightingale" not in desks.bytes_of("Bridget")


def test_a_text_that_only_looks_private_leaves_nothing_to_do(desks: CalendarDesks) -> None:
    desks.exchange()
    desks.connect("Tom", "CAL", desks.collection("CAL"))
    desks.says("CAL", event("CLASS:SECRET", "Board"))
    desks.read("Imogen")
    desks.exchange("Imogen")
    desks.read("Tom")
    desks.exchange("Tom")  # which does not speak for the calendar
    assert is_all_carried(desks.open["Tom"])


def test_where_nothing_is_private_nothing_that_was_said_is_read(tmp_path: Path) -> None:
    desk = new_people(tmp_path, NOW)
    actor = Actor(director_id(desk), NOW)
    said = [Write(f"overlay:{n:012x}", OVERLAY, {"notes": "x"}) for n in range(3)]
    record(desk, actor, "x", said)
    read: list[str] = []
    desk.connection.set_trace_callback(read.append)
    keep_words(desk, actor)
    desk.connection.set_trace_callback(None)
    desk.close()
    assert not [one for one in read if "overlay" in one]


def test_older_words_of_who_did_not_know_replace_no_later_ones(desks: CalendarDesks) -> None:
    begin(desks, event("a", "Board"))
    (board,) = desks.seen("Tom")
    desks.edit("Tom", board[0], {"notes": "First"})
    desks.exchange("Tom", "Imogen", "Bridget")
    desks.edit("Bridget", board[0], {**MOVED, "place": "Hers", "notes": "Same"})
    desks.says("CAL", event("a", "Board", AT, PRIVATE))
    desks.read()
    desks.exchange("Imogen", "Tom")
    (board,) = desks.seen("Tom")
    start, end = "2026-12-03T10:00", "2026-12-03T11:00"
    desks.edit("Tom", board[0], {"start": start, "end": end, "place": "His", "notes": "Same"})
    desks.exchange("Tom", "Imogen", "Bridget", *MACHINES, *MACHINES)
    assert desks.exchange() == AT_REST
    for who in ("Imogen", "Tom"):
        desk = desks.open[who]
        found = list_collisions(desk, audience_of(desk, desks.actor(who).person_id))
        assert {
            one.field: {(said.author_name, said.words) for said in one.said} for one in found
        } == {
            "time": {
                ("", "Wed 2 Dec 10:00 to 11:00"),
                ("Tom", "Thu 3 Dec 10:00 to 11:00"),
            },
            "place": {("", "“Hers”"), ("Tom", "“His”")},
        }
    assert desks.seen("Imogen", "Tom") == desks.seen("Tom")
    desks.open["Bridget"].close()
    assert b"Hers" not in desks.bytes_of("Bridget")


HERE = {"start": "2026-12-08T10:00", "end": "2026-12-08T11:00", "visibility": "all"}


def test_what_is_said_of_a_thing_made_here_while_another_keeps_it_goes_with_it(
    desks: CalendarDesks,
) -> None:
    made = desks.add("Tom", {**HERE, "title": "Open first", "org": desks.org("CAL")})
    desks.add("Bridget", {**HERE, "title": "At the same time", "org": desks.org("WEX")})
    desks.exchange("Tom", "Bridget", "Imogen", "Tom", "Bridget")
    desks.edit("Tom", desks.event_key("Tom", made), {"visibility": "own_org"})
    (clash,) = desks.conflicts("Imogen", "DIA-01")
    desks.comment("Imogen", clash.conflict.id)
    desks.edit("Bridget", desks.event_key("Bridget", made), {"notes": "On the Sparrow"})
    desks.exchange("Imogen", "Bridget", "Tom", *MACHINES, *MACHINES)
    assert desks.exchange() == AT_REST
    for who in ("Imogen", "Tom"):
        assert b"Said of it" in desks.bytes_of(who)
        assert b"Sparrow" in desks.bytes_of(who)
    assert desks.seen("Imogen", "Tom") == desks.seen("Tom")
    assert desks.seen("Imogen", "Bridget") == desks.seen("Bridget")
    desks.open["Bridget"].close()
    for word in (b"Said of it", b"Sparrow", b"Open first"):
        assert word not in desks.bytes_of("Bridget")


def kept_booking(desks: CalendarDesks) -> str:
    """Have Tom ask openly for a time, and keep that to the council when all know of it."""
    tom, actor = desks.open["Tom"], desks.actor("Tom")
    made = add_booking(tom, actor, {"title": "Open wish", "orgs": [desks.org("CAL")]})
    desks.exchange("Tom", "Bridget", "Imogen")
    audience = audience_of(tom, actor.person_id)
    edit_booking(tom, actor, audience, made, {"visibility": "own_org"})
    return made


def note(desks: CalendarDesks, who: str, booking: str) -> None:
    """Have somebody say something of a booking."""
    desk, actor = desks.open[who], desks.actor(who)
    note_booking(desk, actor, audience_of(desk, actor.person_id), booking, "On the Sparrow")


def test_a_note_on_a_booking_goes_with_it_too(desks: CalendarDesks) -> None:
    note(desks, "Imogen", kept_booking(desks))
    desks.exchange("Imogen", "Bridget", "Tom", *MACHINES)
    assert desks.exchange() == AT_REST
    assert b"On the Sparrow" in desks.bytes_of("Tom")
    desks.open["Bridget"].close()
    for word in (b"Sparrow", b"Open wish"):
        assert word not in desks.bytes_of("Bridget")


def test_what_a_thing_s_body_says_of_who_may_read_it_holds(desks: CalendarDesks) -> None:
    made = desks.add("Tom", {**HERE, "title": "Open first", "org": desks.org("CAL")})
    desks.exchange("Tom", "Bridget", "Imogen")
    desks.edit("Tom", desks.event_key("Tom", made), {"visibility": "own_org"})
    said = [Write(made, "event", {"visibility": "all", "place": "Hers"})]
    record(desks.open["Bridget"], desks.actor("Bridget"), "Said", said)
    desks.exchange("Bridget", "Tom", *MACHINES)
    assert desks.exchange() == AT_REST
    assert desks.titles("Bridget") == ["Busy (CAL)"]
    assert desks.titles("Tom") == desks.titles("Imogen") == ["Open first"]


def test_a_note_that_comes_later_than_what_it_is_about_goes_with_it(desks: CalendarDesks) -> None:
    made = kept_booking(desks)
    desks.exchange("Tom", "Imogen", "Tom", "Imogen")
    note(desks, "Bridget", made)
    desks.exchange("Bridget", "Imogen", "Tom", *MACHINES)
    assert desks.exchange() == AT_REST
    assert b"On the Sparrow" in desks.bytes_of("Imogen")
    desks.open["Bridget"].close()
    assert b"Sparrow" not in desks.bytes_of("Bridget")


def test_a_comment_that_comes_later_than_its_meeting_goes_with_it(desks: CalendarDesks) -> None:
    desks.says("WEX", event("w", "At the same time"))
    begin(desks, event("a", "Board"))
    (clash,) = desks.conflicts("Bridget", "DIA-01")
    desks.says("CAL", event("a", "Board", AT, PRIVATE))
    desks.read()
    desks.exchange("Imogen", "Tom", "Imogen", "Tom")
    desks.comment("Bridget", clash.conflict.id)
    desks.exchange("Bridget", "Imogen", "Tom", *MACHINES)
    assert desks.exchange() == AT_REST
    assert b"Said of it" in desks.bytes_of("Tom")
    desks.open["Bridget"].close()
    assert b"Said of it" not in desks.bytes_of("Bridget")


def test_a_hold_that_became_a_meeting_and_went_is_brought_back(desks: CalendarDesks) -> None:
    org, place = desks.org("CAL"), desks.collection("CAL")
    begin(desks)
    hold = {**HERE, "title": "HOLD", "visibility": "own_org", "org": org, "collection": place}
    held = [Write("e1", "event", hold, "shared")]
    record(desks.open["Imogen"], desks.actor("Imogen"), "Held", held)
    for title in ("HOLD", "Board"):
        begin(desks, event("e1", title, "20261208T100000Z", PRIVATE))
    desks.edit("Imogen", desks.event_key("Imogen", "e1"), {"deleted": True})
    begin(desks)
    assert desks.seen("Imogen") == []
    undo(desks.open["Imogen"], desks.actor("Imogen"))
    desks.exchange()
    assert desks.titles("Imogen") == desks.titles("Tom") == ["Board"]
    assert desks.titles("Bridget") == ["Busy (CAL)"]


@pytest.mark.parametrize("type_", ["task", "person", "desk"])
def test_nobody_has_another_machine_erase_what_the_desk_stands_on(
    desks: CalendarDesks, type_: str
) -> None:
    begin(desks)
    imogen, tom = desks.open["Imogen"], desks.actor("Tom")
    bridget = desks.actor("Bridget").person_id
    note_leaver(imogen, desks.actor("Imogen"), bridget, 0)
    desks.exchange()
    lasting = ["desk", bridget, desks.org("WEX"), f"leaver:{bridget}"]
    before = [find_item(imogen.connection, one, ("shared",)) for one in lasting]
    stream, claim = f"org:{desks.org('CAL')}", {"visibility": "own_org"}
    for one in lasting:  # as an altered program would write it
        said = Body("a1", "Said", NOW, claim)
        with desks.open["Tom"].transaction():
            append(desks.open["Tom"], tom, Write(one, type_, claim, stream), said)
    desks.exchange("Tom", "Imogen", "Tom", "Imogen")
    assert [find_item(imogen.connection, one, ("shared",)) for one in lasting] == before
    assert None not in before
