"""Who may see what: masked before anything is merged or judged, and nothing gets out."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.diary.conflicts import find_conflicts
from jointdesk.diary.copies import merge
from jointdesk.diary.free import free_slots
from jointdesk.domain.components import Attendee
from jointdesk.domain.meetings import Pairing
from jointdesk.domain.moments import Span
from jointdesk.domain.occurrences import Details, Occurrence, PlaceKind, Reply, Status
from jointdesk.domain.people import Audience
from jointdesk.privacy.projection import project
from tests.diary.building import context, copy
from tests.diary.crowds import MONDAY, occurrences

DIRECTOR = Audience("imogen", frozenset(), is_director=True)
TOM = Audience("tom", frozenset(("cal",)))
STRANGER = Audience("nobody", frozenset())
WEEK = Span(MONDAY - 86400, MONDAY + 8 * 86400)
SECRET = "Ob-Scura"

HIDDEN = {
    "title": f"{SECRET} title",
    "title_key": f"{SECRET} key",
    "uid": f"{SECRET} uid",
    "place": f"{SECRET} place",
    "place_kind": PlaceKind.UNKNOWN,
    "link": f"https://{SECRET}",
    "description": f"{SECRET} body",
    "organizer": f"{SECRET}@x",
    "attendees": (Attendee(f"{SECRET}@x", SECRET, "ACCEPTED", "CHAIR"),),
    "people": frozenset((f"{SECRET}@x",)),
    "categories": (SECRET,),
    "status": Status.TENTATIVE,
    "reply": Reply.TENTATIVE,
    "has_reply": True,
    "optional": True,
    "leave": True,
    "counts": False,
    "tier": 1,
    "zone": SECRET,
    "recurring": True,
    "writable": True,
    "free_busy_only": True,
    "last_modified": 77,
    "sequence": 77,
    "component_id": 77,
}


def private(**fields) -> Occurrence:
    plain = copy("wex", private=True)
    return plain._replace(details=replace(plain.details, **(HIDDEN | fields)))


def test_the_director_sees_everything():
    copies = [private(), private(busy=False), copy()]
    assert project(copies, DIRECTOR) == copies


def test_an_organisations_own_people_see_its_private_items():
    bridget = Audience("bridget", frozenset(("wex",)))
    assert project([private()], bridget) == [private()]


def test_open_items_are_seen_by_all():
    assert project([copy("wex")], STRANGER) == [copy("wex")]


def test_others_see_time_and_organisation_only():
    (seen,) = project([private()], TOM)
    assert seen[:4] == private()[:4]
    assert seen.key == private().key
    assert seen.details == Details(
        component_id=0,
        series_id=private().details.series_id,
        seen=1,
        collection_id="wex",
        org_id="wex",
        org_code="WEX",
        uid="",
        title="Busy (WEX)",
        private=True,
        masked=True,
    )
    assert SECRET not in repr(seen)


def test_a_field_added_tomorrow_is_hidden():
    """Every field that is not listed here as known has the value of an empty item."""
    known = {
        "component_id", "series_id", "seen", "collection_id", "org_id", "org_code", "uid",
        "title", "private", "masked", "all_day",
    }  # fmt: skip
    (seen,) = project([private(all_day=True)], TOM)
    empty = Details(0, "", 0, "", "", "", "", "")
    for name in Details.__slots__:
        if name not in known:
            assert getattr(seen.details, name) == getattr(empty, name), name


@pytest.mark.parametrize("gone", [{"busy": False}, {"busy": False, "status": Status.CANCELLED}])
def test_a_private_item_that_takes_no_time_is_not_there(gone):
    assert project([private(**gone), copy()], TOM) == [copy()]


def test_the_details_of_a_series_are_masked_once():
    first = private()
    again = first._replace(start=first.start + 1)
    seen = project([first, again], TOM)
    assert seen[0].details is seen[1].details


def result(copies: list[Occurrence], audience: Audience) -> tuple:
    """Everything that can be computed for an audience from a calendar."""
    desk = context()
    meetings = merge(project(copies, audience), desk)
    return (
        meetings,
        find_conflicts(meetings, desk, WEEK),
        free_slots(meetings, desk, WEEK, 30, "s1"),
    )


def with_secrets(copies: list[Occurrence]) -> list[Occurrence]:
    return [
        each._replace(details=replace(each.details, **HIDDEN)) if each.details.private else each
        for each in copies
    ]


@given(occurrences(), st.sampled_from((TOM, STRANGER)))
def test_no_text_of_a_hidden_item_survives_anywhere(copies, audience):
    hidden = [each for each in with_secrets(copies) if not audience.sees(each.details.org_id)]
    seen = [each for each in copies if not each.details.private]
    assert SECRET not in repr(result(hidden + seen, audience))


@given(occurrences(), st.sampled_from((TOM, STRANGER)))
def test_altering_the_hidden_fields_changes_nothing(copies, audience):
    altered = [
        each if audience.sees(each.details.org_id) else changed
        for each, changed in zip(copies, with_secrets(copies), strict=True)
    ]
    assert result(altered, audience) == result(copies, audience)


@given(occurrences(), st.sampled_from((TOM, STRANGER)))
def test_private_items_that_take_no_time_change_nothing(copies, audience):
    def is_idle(each: Occurrence) -> bool:
        details = each.details
        return details.private and not details.busy and not audience.sees(details.org_id)

    kept = [each for each in copies if not is_idle(each)]
    assert result(copies, audience) == result(kept, audience)


@given(occurrences())
def test_no_private_item_of_others_stands_in_a_code_that_needs_its_place_title_or_tier(copies):
    meetings, conflicts, _ = result(copies, TOM)
    masked = {each.id for each in meetings if each.preferred.details.masked}
    for each in conflicts:
        if masked.intersection(each.participants):
            assert each.code in ("DIA-01", "DIA-03", "DIA-15"), each


def test_a_persons_word_on_a_masked_copy_does_not_tell_what_it_is():
    ours, theirs = copy("cal"), private()
    said = Pairing("p", ours.key, theirs.key, "same")
    meetings = merge(project([ours, theirs], TOM), context(pairings=(said,)))
    assert [len(each.copies) for each in meetings] == [1, 1]


def test_a_leak_is_told_to_those_who_may_see_the_private_side_only():
    secret = copy("wex", "HR hearing", private=True, uid="u")
    open_copy = copy("cal", "HR hearing", uid="u", seen=2)

    def codes(audience: Audience) -> list[str]:
        meetings = merge(project([secret, open_copy], audience), context())
        window = Span(secret.start - 86400, secret.end + 86400)
        return [each.code for each in find_conflicts(meetings, context(), window)]

    assert codes(DIRECTOR) == ["DIA-13"]
    assert codes(Audience("bridget", frozenset(("wex",)))) == ["DIA-13"]
    assert codes(TOM) == ["DIA-01"]
