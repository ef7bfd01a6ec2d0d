"""What each of the three people can choose to export, and which days a choice means."""

from datetime import date
from pathlib import Path

import pytest

from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.moments import instant
from jointdesk.domain.people import Audience
from jointdesk.exports.content import Period
from jointdesk.operations.audiences import acting_person, audience_of
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.export_choices import (
    KINDS,
    Form,
    Offer,
    What,
    Wish,
    form_for,
    hint_for,
    read_offer,
)
from jointdesk.viewmodels.export_days import PERIODS, TYPED, period_of
from tests.demo_desk import SHOWN

MONDAY = date(2026, 12, 14)


def offer(path: Path, person: str) -> Offer:
    reading = Reading(path)
    maker = audience_of(reading, acting_person(reading, person).id)
    found = read_offer(reading, maker, instant(SHOWN))
    reading.close()
    return found


def values(form: Form, name: str) -> list[str]:
    return [value for _, value in form.options[name]]


def org(found: Offer, code: str) -> str:
    return next(one.id for one in found.organisations if one.code == code)


def test_the_director_begins_with_the_first_bodys_register_for_itself(demo_path: Path) -> None:
    found = offer(demo_path, "")
    form = form_for(found, Wish())
    assert form.wish.org == org(found, "CAL")
    assert (form.wish.audience, form.wish.format) == ("org:CAL", "pdf")
    assert values(form, "audience") == [
        "org:CAL", "org:WEX", "org:ESK", "org:THO", "joint", "director", "public"
    ]  # fmt: skip
    assert values(form, "kind") == [value for _, value in KINDS]


@pytest.mark.parametrize(("person", "own", "other"), [("Tom", "CAL", "WEX"),
                                                      ("Bridget", "WEX", "CAL")])  # fmt: skip
def test_a_pa_makes_public_editions_of_their_own_body_only(
    demo_path: Path, person: str, own: str, other: str
) -> None:
    found = offer(demo_path, person)
    of_own = form_for(found, Wish(org=org(found, own)))
    of_other = form_for(found, Wish(org=org(found, other), audience="public"))
    assert form_for(found, Wish()).wish.org == org(found, own)
    assert "public" in values(of_own, "audience")
    assert "public" not in values(of_other, "audience")
    assert of_other.wish.audience == f"org:{other}"
    assert "director" not in values(of_own, "audience")


def test_a_pa_hands_on_no_evidence_but_of_their_own_body(demo_path: Path) -> None:
    form = form_for(offer(demo_path, "Bridget"), Wish(kind=What.EVIDENCE, audience="org:CAL"))
    assert values(form, "audience") == ["org:WEX", "joint"]
    assert form.wish.audience == "org:WEX"
    assert values(form, "format") == ["zip"]


def test_a_pa_is_offered_no_decision_that_they_may_not_see(demo_path: Path) -> None:
    director = offer(demo_path, "")
    bridget = offer(demo_path, "Bridget")
    assert set(bridget.decisions) < set(director.decisions)


def test_of_thousands_of_decisions_the_latest_and_the_wished_one_are_offered() -> None:
    decisions = tuple((f"CAL-{number}", str(number)) for number in range(10_000))
    bodies = {id_: "cal" for _, id_ in decisions}
    found = Offer(Audience("", frozenset()), MONDAY, decisions=decisions, bodies=bodies)
    form = form_for(found, Wish(kind=What.NOTICE, decision="9999"))
    assert form.wish.decision == "9999"
    assert values(form, "decision") == [*map(str, range(300)), "9999"]


def test_the_whole_diary_is_for_the_director_first(demo_path: Path) -> None:
    found = offer(demo_path, "")
    whole = form_for(found, Wish(kind=What.DIARY))
    assert whole.wish.audience == "director"
    of_wex = form_for(found, Wish(kind=What.DIARY, org=org(found, "WEX")))
    assert of_wex.wish.audience == "org:WEX"
    assert values(whole, "format") == ["pdf", "ics"]
    assert "public" not in values(whole, "audience")


@pytest.mark.parametrize("kind", list(What))
def test_every_kind_can_be_wished_and_stays_what_it_is(demo_path: Path, kind: What) -> None:
    found = offer(demo_path, "")
    form = form_for(found, Wish(kind=kind))
    assert form.wish.kind == kind
    assert form_for(found, form.wish) == form
    for name, options in form.options.items():
        assert getattr(form.wish, name) in [value for _, value in options] or not options
    assert hint_for(form.wish).endswith(".")


def test_what_cannot_be_chosen_with_a_kind_gives_way(demo_path: Path) -> None:
    found = offer(demo_path, "")
    wish = Wish(kind=What.JOINT, org="x", decision="y", format="csv", forum="z", open_only=True)
    form = form_for(found, wish)
    assert (form.wish.org, form.wish.decision, form.wish.forum) == ("", "", "")
    assert form.wish.format == "pdf"
    assert not form.wish.open_only


# Days


@pytest.mark.parametrize(
    ("name", "period"),
    [
        ("", Period()),
        ("week", Period(date(2026, 12, 14), date(2026, 12, 21))),
        ("next week", Period(date(2026, 12, 21), date(2026, 12, 28))),
        ("month", Period(date(2026, 12, 1), date(2027, 1, 1))),
        ("last month", Period(date(2026, 11, 1), date(2026, 12, 1))),
        ("year", Period(date(2026, 4, 1), date(2027, 4, 1))),
        ("last year", Period(date(2025, 4, 1), date(2026, 4, 1))),
    ],
)
def test_a_named_span_means_its_days(name: str, period: Period) -> None:
    assert period_of(name, MONDAY) == period


def test_a_financial_year_begins_on_the_first_of_april() -> None:
    assert period_of("year", date(2027, 3, 31)).first == date(2026, 4, 1)
    assert period_of("year", date(2027, 4, 1)).first == date(2027, 4, 1)


def test_every_named_span_is_known() -> None:
    for options in PERIODS.values():
        for _, name in options:
            assert name in ("", TYPED) or period_of(name, MONDAY) != Period()


def test_typed_days_are_both_included() -> None:
    assert period_of(TYPED, MONDAY, "14 Dec 2026", "Friday 18/12/2026") == Period(
        date(2026, 12, 14), date(2026, 12, 19)
    )
    assert period_of(TYPED, MONDAY, "", "2026-12-18") == Period(None, date(2026, 12, 19))


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        ("31 Nov 2026", "", "November 2026 has 30 days"),
        ("soon", "", "not a date"),
        ("18 Dec 2026", "14 Dec 2026", "before the first"),
    ],
)
def test_what_is_no_span_is_refused_with_its_reason(first: str, last: str, why: str) -> None:
    with pytest.raises(WrongUseError, match=why):
        period_of(TYPED, MONDAY, first, last)
