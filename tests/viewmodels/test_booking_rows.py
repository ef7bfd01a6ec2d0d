"""Bookings as cards: what is said of each, under which heading, and which are listed. Pure."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from jointdesk.domain.bookings import Booking, Offer
from jointdesk.domain.organisations import Organisation, OrganisationKind
from jointdesk.domain.people import Person
from jointdesk.viewmodels.booking_rows import (
    BookingCard,
    BookingDesk,
    BookingFacts,
    Group,
    Listing,
    Whose,
    make_desk,
)
from jointdesk.viewmodels.decision_words import Shade

TODAY = date(2026, 12, 14)
CAL = Organisation("cal", "CAL", "Calderbourne Council", OrganisationKind.COUNCIL, position=0)
WEX = Organisation("wex", "WEX", "NHS Wexmere ICB", OrganisationKind.ICB, position=1)
PEOPLE = (Person("me", "Tom Adeyemi"), Person("she", "Bridget Lyall"))


def desk(*facts: BookingFacts) -> BookingDesk:
    return make_desk(facts, (WEX, CAL), PEOPLE, "me", TODAY, ZoneInfo("Europe/London"))


def facts(state: str = "asked", **more: Any) -> BookingFacts:
    names = BookingFacts._fields
    own = {name: value for name, value in more.items() if name in names}
    fields = {name: value for name, value in more.items() if name not in names}
    given = {"title": "Fees", "orgs": ("cal",), **fields}
    return BookingFacts(Booking(given.pop("id", "b1"), **given), state, **own)


def card(state: str = "asked", **more: Any) -> BookingCard:
    return desk(facts(state, **more)).cards[0]


def test_a_request_says_how_long_by_when_and_who_asks() -> None:
    found = card(minutes=90, by=date(2027, 1, 8), asked_by="Cllr Stott", age=4)
    assert found.lines == ("90 min, by 8 January", "Asked by Cllr Stott")
    assert (found.aside, found.shade) == ("4 days", None)
    assert found.group is Group.ASKED


def test_without_a_day_it_says_where() -> None:
    assert card(minutes=30, place="in person").lines[0] == "30 min, in person"
    assert card(minutes=45, online=True, place="").lines[0] == "45 min, online"


def test_held_times_are_named_as_near_as_they_are() -> None:
    options = (Offer("2026-12-14T15:00", "2026-12-14T16:00"), Offer("2026-12-17T13:00", ""),
               Offer("2027-01-12T10:00", ""))  # fmt: skip
    found = card("held", options=options, holds=3, hold_until=date(2026, 12, 16))
    assert found.lines[0] == "Today 15:00, or Thu 13:00, 1 more"
    assert (found.aside, found.shade) == ("3 slots", Shade.PLAIN)
    assert found.group is Group.HELD


def test_a_hold_that_ends_today_is_amber_and_one_that_ended_red() -> None:
    ends = card("held", holds=1, hold_until=TODAY, warning="Hold ends today 17:00")
    assert (ends.aside, ends.shade) == ("Today", Shade.AMBER)
    assert "Hold ends today 17:00" in ends.lines
    ended = card("held", holds=1, hold_until=date(2026, 12, 11), warning="Hold ended on Friday")
    assert (ended.aside, ended.shade) == ("Ended", Shade.RED)


def test_what_waits_for_the_person_stands_under_their_yes_however_far_it_is() -> None:
    assert card("offered", waiting_for="me").group is Group.YOURS
    assert card("held", waiting_for="me").group is Group.YOURS
    assert card("offered", waiting_for="she").group is Group.OFFERED
    assert card("confirmed", waiting_for="me").group is Group.CONFIRMED


def test_whom_it_waits_for_is_said_where_that_is_another() -> None:
    found = card(waiting_for="she", is_other=True)
    assert found.lines[-1] == "Waits for Bridget Lyall"


def test_a_confirmed_one_says_when_and_a_declined_one_why() -> None:
    assert card("in_diaries", start="2026-12-18T10:30").lines == ("Fri 18 Dec 10:30",)
    assert card("declined", declined_because="No time left").lines[-1] == "No time left"


def test_the_list_says_when_it_is_may_be_or_must_be() -> None:
    assert card("confirmed", start="2026-12-18T10:30").when == "Fri 18 Dec 10:30"
    assert card("held", options=(Offer("2027-01-12T10:00", ""),)).when == "Tue 12 Jan 10:00"
    assert card(by=date(2027, 1, 8)).when == "By Fri 8 Jan"
    assert card(by=date(2028, 1, 7)).when == "By Fri 7 Jan 2028"
    assert card().when == ""


def test_new_comments_are_counted() -> None:
    assert card(comments=3, unseen=2).lines[-1] == "2 new comments"


def test_hostile_text_is_one_plain_line() -> None:
    found = card(title="<b>A</b>\nB\u202eC", asked_by="x\r\ny")
    assert "\n" not in found.title
    assert "\u202e" not in found.title
    assert "\n" not in "".join(found.lines)


def test_a_screen_reader_hears_all_of_a_card() -> None:
    found = card(minutes=90, by=date(2027, 1, 8), asked_by="Cllr Stott", age=4, orgs=("cal", "wex"))
    assert found.spoken == (
        "Fees, Calderbourne, Wexmere, asked for, 4 days old, by Friday 8 January,"
        " 90 min, by 8 January, Asked by Cllr Stott"
    )


def test_only_those_wait_that_are_asked_for_or_need_a_yes() -> None:
    every = desk(
        facts(), facts("held"), facts("offered", waiting_for="me"), facts("confirmed"),
        facts("lapsed"),
    )  # fmt: skip
    assert every.waiting == 2


def test_headings_come_in_the_order_of_the_board() -> None:
    every = desk(
        facts("confirmed", id="a"), facts("held", id="b"), facts(id="c"),
        facts("offered", id="d", waiting_for="me"), facts("done", id="e"),
    )  # fmt: skip
    assert [one.name for one in every.sections(Listing())] == [
        "Asked for", "Needs your yes", "Held", "Confirmed"
    ]  # fmt: skip


def test_the_filters_list_mine_the_others_the_old_and_the_ended() -> None:
    every = desk(
        facts(id="mine", is_mine=True), facts(id="other", is_other=True),
        facts(id="old", is_old=True), facts("declined", id="no", is_mine=True),
        facts("lapsed", id="late"),
    )  # fmt: skip

    def listed(whose: Whose) -> list[str]:
        return [one.id for one in every.listed(Listing(whose))]

    assert listed(Whose.MINE) == ["mine"]
    assert listed(Whose.OTHER) == ["other"]
    assert listed(Whose.OLD) == ["old"]
    assert listed(Whose.ENDED) == ["late", "no"]
    assert listed(Whose.ALL) == ["mine", "old", "other", "late"]


def test_words_are_sought_in_title_codes_people_and_place() -> None:
    every = desk(facts(id="a", place="Town Hall"), facts(id="b", asked_by="Cllr Stott"))
    assert [one.id for one in every.listed(Listing(words="town cal"))] == ["a"]
    assert [one.id for one in every.listed(Listing(words="STOTT"))] == ["b"]


def test_the_most_pressing_of_a_group_comes_first() -> None:
    every = desk(
        facts(id="later", by=date(2027, 1, 8)), facts(id="sooner", by=date(2026, 12, 20)),
        facts(id="whenever"),
    )  # fmt: skip
    assert [one.id for one in every.listed(Listing())] == ["sooner", "later", "whenever"]
