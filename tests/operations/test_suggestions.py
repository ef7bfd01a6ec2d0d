"""Find a time on a real desk: the same rules as everywhere, and nothing that one may not see."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from jointdesk.derive.context import load_context
from jointdesk.derive.meetings import meetings_between
from jointdesk.diary.suggestions import Ask
from jointdesk.domain.bookings import Wanted
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.events import Event
from jointdesk.domain.free_busy import BusyTime, FreeBusy
from jointdesk.domain.moments import DAY, HOUR, Instant, Span, iso, local, parse_instant
from jointdesk.domain.people import Audience
from jointdesk.operations.audiences import acting_person, audience_of
from jointdesk.operations.events_ahead import conflicts_ahead
from jointdesk.operations.free import free
from jointdesk.operations.suggestions import Found, emails_of, find_later, find_times
from jointdesk.store.desk import Desk, open_desk
from jointdesk.store.free_busy import put_free_busy
from jointdesk.store.organisations import list_organisations
from jointdesk.store.people import list_people
from tests.demo_desk import demo_file, demo_path

__all__ = ["demo_file", "demo_path"]


@pytest.fixture
def desk(demo_path: Path, tmp_path: Path) -> Iterator[Desk]:
    opened = open_desk(demo_path, data_folder=tmp_path)
    yield opened
    opened.close()


def at(desk: Desk, text: str) -> Instant:
    return parse_instant(text, desk.zone)


def now(desk: Desk) -> Instant:
    return at(desk, "2026-12-14T09:20")


def director(desk: Desk, name: str = "") -> Audience:
    return audience_of(desk, acting_person(desk, name).id)


def find(
    desk: Desk, first="2026-12-14", last="2027-01-09", who: str = "", limit=10, **asked
) -> Found:
    window = Span(at(desk, f"{first}T00:00"), at(desk, f"{last}T00:00"))
    more = {name: asked.pop(name) for name in ("ranked", "without") if name in asked}
    ask = Ask(window=window, **{"minutes": 60, **asked})
    return find_times(desk, director(desk, who), ask, now(desk), limit, **more)


def org_id(desk: Desk, code: str) -> str:
    return next(one.id for one in list_organisations(desk.connection) if one.code == code)


@pytest.mark.parametrize("site", ["S01", "S03", None])
def test_a_time_without_warnings_clashes_with_nothing_when_an_event_is_put_there(desk, site):
    context = load_context(desk.connection, desk.zone)
    place = context.sites[site].name if site else ""
    wide = Span(at(desk, "2026-12-01T00:00"), at(desk, "2027-02-01T00:00"))
    meetings = meetings_between(desk.connection, context, director(desk), wide)
    found = find(desk, site_id=site, limit=40)
    assert len(found.suggestions) > 10
    calm = [one for one in found.suggestions if not one.warns]
    assert calm
    for one in calm:
        start, end = (f"{local(when, desk.zone):%Y-%m-%dT%H:%M}" for when in (one.start, one.end))
        org = org_id(desk, "CAL")
        event = Event("new", org=org, title="This meeting", start=start, end=end, place=place)
        assert conflicts_ahead(event, meetings, context) == []


@pytest.mark.parametrize("who", ["", "Tom Adeyemi", "Bridget Lyall"])
def test_free_never_disagrees(desk, who):
    found = find(desk, site_id="S01", who=who, limit=60)
    slots = free(desk, director(desk, who), found.ask.window, now(desk), minutes=60, site_id="S01")
    for one in found.suggestions:
        if not one.warns:
            assert any(slot.start <= one.start and one.end <= slot.end for slot in slots)


def test_nothing_private_of_one_body_reaches_the_others_pa(desk):
    for who, theirs in (("Tom Adeyemi", "WEX"), ("Bridget Lyall", "CAL")):
        everything = find(desk, "2026-11-30", "2027-01-30", limit=100, site_id="S01")
        found = find(desk, "2026-11-30", "2027-01-30", who=who, limit=100, site_id="S01")
        context = load_context(desk.connection, desk.zone)
        wide = Span(found.ask.window.start - 10 * DAY, found.ask.window.end + 10 * DAY)
        hidden = {
            copy.details.title
            for meeting in meetings_between(desk.connection, context, director(desk), wide)
            for copy in meeting.copies
            if copy.details.private and copy.details.org_code == theirs
        }
        assert hidden
        said = repr((found, found.rows(found.ask.window)))
        # What leaks into their own calendar (DIA-13) is told by that calendar; holds and blocks
        # of bookings say nothing.
        open_to_all = {"HR hearing: case 26/114", "HOLD", "Busy"}
        assert [title for title in hidden - open_to_all if title in said] == []
        taken = [
            (one.start, one.end)
            for one in found.rows(found.ask.window)[0].busy
            if one.kind != "travel"
        ]
        every = [
            (one.start, one.end)
            for one in everything.rows(found.ask.window)[0].busy
            if one.kind != "travel"
        ]
        assert set(every) <= set(taken)


def test_the_picture_has_a_row_for_everyone_and_days_with_hours(desk):
    pym = Wanted("Gareth Pym", "g.pym@cal.example")
    covers = Span(at(desk, "2027-01-04T00:00"), at(desk, "2027-01-06T00:00"))
    nine = covers.start + 9 * HOUR
    said = FreeBusy("g.pym@cal.example", "file", covers, (BusyTime(nine, nine + HOUR),), 5)
    put_free_busy(desk, [said])
    found = find(desk, "2027-01-04", attendees=(pym, Wanted("Nobody knows")))
    rows = found.rows(found.ask.window)
    assert [row.role for row in rows] == ["director", "required", "required"]
    assert rows[0].name == "Imogen Farrant"
    assert rows[1].known == (covers,)
    assert rows[2].known == ()
    assert [day.date.day for day in found.days] == [4, 5, 6, 7, 8]
    assert all(
        one.unknown == ("Nobody knows",) or len(one.unknown) == 2 for one in found.suggestions
    )
    assert found.suggestions[0].start < covers.end
    assert not any(one.start < nine + HOUR and one.end > nine for one in found.suggestions[:3])
    assert found.stale == ("When Gareth Pym is busy was read on Thu 1 Jan at 01:00",)


def test_bank_holidays_are_shown_and_never_suggested(desk):
    found = find(desk, "2026-12-24", "2027-01-05", limit=100)
    holidays = [day.date for day in found.days if day.holiday]
    assert holidays == [date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)]
    assert not any(local(one.start, desk.zone).date() in holidays for one in found.suggestions)


def test_the_pre_election_period_is_said(desk):
    found = find(desk, "2027-04-05", "2027-04-17", orgs=(org_id(desk, "CAL"),))
    assert any("pre-election" in day.said for day in found.days)
    assert all(any("pre-election" in word for word in one.warns) for one in found.suggestions)


def test_what_gives_way_may_be_named(desk):
    context = load_context(desk.connection, desk.zone)
    day = Span(at(desk, "2026-12-14T00:00"), at(desk, "2026-12-19T00:00"))
    meetings = meetings_between(desk.connection, context, director(desk), day)
    every = frozenset(copy.details.series_id for one in meetings for copy in one.copies)
    assert len(find(desk, last="2026-12-19", without=every, limit=100).suggestions) > len(
        find(desk, last="2026-12-19", limit=100).suggestions
    )


def test_where_nothing_fits_the_nearest_is_told(desk):
    found = find(desk, last="2026-12-16", minutes=300, site_id="S01")
    assert found.suggestions == ()
    assert found.shorter is not None
    away = find(desk, "2026-12-25", "2026-12-26", minutes=60)
    assert (away.suggestions, away.shorter) == ((), None)
    later = find_later(desk, director(desk), away.ask, now(desk))
    assert later is not None
    assert later.start > away.ask.window.end
    never = replace(away.ask, minutes=24 * 60)
    assert find_later(desk, director(desk), never, now(desk)) is None


def test_people_on_the_desk_are_known_by_any_of_their_addresses(desk):
    assert emails_of(desk, Wanted("", "X@y.example")) == {"x@y.example"}
    known = next(one for one in list_people(desk.connection) if one.emails)
    assert emails_of(desk, Wanted("", known.emails[0].upper())) == set(known.emails)
    assert emails_of(desk, Wanted(known.name.upper())) == set(known.emails)
    assert emails_of(desk, Wanted("Nobody knows")) == set()


def test_the_next_ones_come_in_order(desk):
    found = find(desk, ranked=False, limit=5)
    starts = [one.start for one in found.suggestions]
    assert starts == sorted(starts)
    assert starts[0] >= now(desk)
    assert iso(starts[0], desk.zone).startswith("2026-12-1")


def test_how_old_the_diaries_are_is_told(desk):
    found = find(desk)
    assert found.read_at is not None
    window = Span(found.ask.window.end, found.ask.window.end + 7 * DAY)
    later = find_times(
        desk, director(desk), replace(found.ask, window=window), now(desk) + 22 * DAY, 3
    )
    assert later.stale[0].startswith("The CAL diary is from ")
    assert all(later.stale[0] in one.why for one in later.suggestions)


@pytest.mark.parametrize("wrong", [{"minutes": 0}, {"minutes": 24 * 60 + 1}])
def test_a_length_must_make_sense(desk, wrong):
    with pytest.raises(WrongUseError, match="Give the length"):
        find(desk, **wrong)


def test_days_and_site_must_make_sense(desk):
    with pytest.raises(WrongUseError, match="Give days"):
        find(desk, "2026-12-14", "2026-12-14")
    with pytest.raises(WrongUseError, match="Give days"):
        find(desk, "2026-12-14", "2028-12-14")
    with pytest.raises(NotFoundError):
        find(desk, site_id="nowhere")
