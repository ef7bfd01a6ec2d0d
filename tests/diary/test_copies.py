"""Which occurrences are copies of one meeting, which are possibly, and which are not."""

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.diary.copies import merge
from jointdesk.domain.meetings import Meeting, Pairing, PairScope
from jointdesk.domain.occurrences import Occurrence, PlaceKind, Reply, Status
from tests.diary.building import at, context, copy

CLERK, TOM = "clerk@cal.example", "tom@cal.example"
LATER = {"start": "2026-12-16 10:30", "end": "2026-12-16 11:30"}


def merged(*copies: Occurrence, **settings) -> list[Meeting]:
    return merge(copies, context(**settings))


def verdict(*copies: Occurrence, **settings) -> str:
    """ "one", "possible" or "two" meetings."""
    meetings = merged(*copies, **settings)
    if len(meetings) > 1:
        return "two"
    return "possible" if meetings[0].possible else "one"


class TestEvidence:
    def test_the_same_uid_at_the_same_time_is_one_meeting(self):
        assert verdict(copy("cal", uid="u"), copy("wex", uid="u")) == "one"

    def test_the_same_uid_is_one_meeting_whatever_it_is_called(self):
        assert verdict(copy("cal", uid="u"), copy("wex", "S75 board", uid="u")) == "one"

    def test_the_same_uid_moved_in_one_calendar_is_one_meeting(self):
        assert verdict(copy("cal", uid="u"), copy("wex", uid="u", **LATER)) == "one"

    def test_a_single_meeting_moved_to_another_day_is_one_meeting(self):
        other_day = copy("wex", uid="u", start="2026-12-17 10:00", end="2026-12-17 11:00")
        assert verdict(copy("cal", uid="u"), other_day) == "one"

    def test_an_occurrence_moved_in_one_calendar_is_found_by_its_original_day(self):
        original = at("2026-12-16 10:00")
        moved = copy(
            "wex",
            uid="u",
            start="2026-12-18 09:00",
            end="2026-12-18 10:00",
            day=copy("cal").day,
            recurring=True,
        )
        stayed = copy("cal", uid="u", recurring=True)
        (meeting,) = merged(stayed, moved)
        assert (meeting.start, meeting.drift) == (original, ("time",))

    def test_uid_alone_may_lie(self):
        assert verdict(copy("cal", uid="1"), copy("wex", "Lunch", uid="1", **LATER)) == "possible"

    def test_a_uid_repeated_across_a_series_pairs_day_by_day(self):
        days = ["2026-12-14", "2026-12-15", "2026-12-16"]
        copies = [
            copy(org, uid="u", start=f"{day} 10:00", end=f"{day} 11:00", series_id=f"{org}{day}")
            for org in ("cal", "wex")
            for day in days
        ]
        meetings = merged(*copies)
        assert [len(meeting.copies) for meeting in meetings] == [2, 2, 2]
        assert not any(meeting.drift for meeting in meetings)

    def test_empty_uids_are_not_the_same(self):
        assert verdict(copy("cal", uid=""), copy("wex", "Lunch", uid="")) == "two"

    def test_the_same_join_link_is_one_meeting(self):
        link = "https://zoom.us/j/91234567"
        ours = copy("cal", link=link + "?pwd=1", uid="a")
        theirs = copy("wex", "Other words", link=link, uid="b")
        assert verdict(ours, theirs) == "one"

    def test_one_room_used_again_an_hour_later_is_two(self):
        link = "https://zoom.us/my/imogen"
        later = copy("wex", "Other", link=link, **LATER)
        assert verdict(copy("cal", link=link), later) == "two"

    def test_the_same_link_title_and_day_but_another_time_is_possible(self):
        link = "https://zoom.us/j/91234567"
        assert verdict(copy("cal", link=link), copy("wex", link=link, **LATER)) == "possible"

    def test_the_same_organiser_start_and_title_is_one_meeting(self):
        same = {"organizer": CLERK, "people": frozenset((CLERK,))}
        longer = copy("wex", "FW: Boards", end="2026-12-16 12:00", **same)
        assert verdict(copy("cal", **same), longer) == "one"

    def test_the_director_as_organiser_is_no_evidence(self):
        same = {"organizer": "imogen@cal.example"}
        assert verdict(copy("cal", "Budget", **same), copy("wex", "Lunch", **same)) == "two"

    def test_two_meetings_of_one_organiser_are_two(self):
        same = {"organizer": CLERK, "people": frozenset((CLERK,))}
        assert verdict(copy("cal", "Budget", **same), copy("wex", "Team", **same)) == "two"

    def test_one_organiser_at_one_time_with_half_the_words_is_possible(self):
        same = {"organizer": CLERK, "people": frozenset((CLERK,))}
        longer = copy("wex", "Cabinet briefing (pre-meet)", **same)
        assert verdict(copy("cal", "Cabinet briefing", **same), longer) == "possible"

    def test_the_same_title_times_and_a_shared_attendee_is_one_meeting(self):
        ours = copy("cal", people=frozenset((TOM, CLERK)))
        assert verdict(ours, copy("wex", "RE: Board", people=frozenset((TOM,)))) == "one"

    def test_title_and_time_alone_are_only_possible(self):
        assert verdict(copy("cal"), copy("wex")) == "possible"

    def test_title_and_time_with_other_people_are_two(self):
        ours, theirs = copy("cal", people=frozenset((TOM,))), copy("wex", people=frozenset("x"))
        assert verdict(ours, theirs) == "two"

    @pytest.mark.parametrize(("minutes", "expected"), [(5, "possible"), (6, "two")])
    def test_starts_within_five_minutes_with_like_titles_and_a_shared_attendee(
        self, minutes, expected
    ):
        shared = {"people": frozenset((TOM,))}
        start = at("2026-12-16 10:00") + 60 * minutes
        later = copy("wex", "Boards", start=start, **shared)
        assert verdict(copy("cal", **shared), later) == expected

    def test_leave_with_the_same_title_and_times_is_one(self):
        assert verdict(copy("cal", "Leave", leave=True), copy("wex", "Leave", leave=True)) == "one"


class TestVetoes:
    def test_different_join_links_are_two_meetings_whatever_else_is_the_same(self):
        ours = copy("cal", uid="u", link="https://zoom.us/j/91234567")
        theirs = copy("wex", uid="u", link="https://zoom.us/j/99999999")
        assert verdict(ours, theirs) == "two"

    def test_a_veto_holds_through_a_third_copy(self):
        ours = copy("cal", uid="u", link="https://zoom.us/j/91234567")
        theirs = copy("wex", uid="u", link="https://zoom.us/j/99999999")
        meetings = merged(ours, theirs, copy("esk", uid="u"))
        assert sorted(len(meeting.copies) for meeting in meetings) == [1, 2]

    def test_two_copies_in_one_collection_are_two_meetings(self):
        assert verdict(copy("cal", uid="u"), copy("cal", uid="u", series_id="again")) == "two"

    def test_copies_in_two_collections_of_one_organisation_are_one(self):
        assert verdict(copy("cal", uid="u"), copy("cal", uid="u", collection="cal2")) == "one"

    def test_one_collections_two_copies_do_not_meet_through_another(self):
        meetings = merged(
            copy("cal", uid="u"), copy("cal", uid="u", series_id="again"), copy("wex", uid="u")
        )
        assert sorted(len(meeting.copies) for meeting in meetings) == [1, 2]

    def test_a_masked_copy_is_never_merged(self):
        masked = copy("wex", "Busy (WEX)", masked=True, private=True, series_id="w")
        same = Pairing("p", copy("cal").key, masked.key, "same")
        assert verdict(copy("cal"), masked, pairings=(same,)) == "two"


class TestWords:
    """What a person said on two copies."""

    def test_different_parts_what_everything_joins(self):
        ours, theirs = copy("cal", uid="u"), copy("wex", uid="u")
        said = Pairing("p", theirs.key, ours.key, "different")
        assert verdict(ours, theirs, pairings=(said,)) == "two"

    def test_same_joins_what_nothing_joins(self):
        ours, theirs = copy("cal"), copy("wex", "Lunch", **LATER)
        said = Pairing("p", ours.key, theirs.key, "same")
        assert verdict(ours, theirs, pairings=(said,)) == "one"

    def test_same_outranks_different_links(self):
        ours = copy("cal", link="https://zoom.us/j/91234567")
        theirs = copy("wex", link="https://zoom.us/j/99999999")
        said = Pairing("p", ours.key, theirs.key, "same")
        (meeting,) = merged(ours, theirs, pairings=(said,))
        assert meeting.drift == ("link",)

    def test_same_settles_a_possible_pair(self):
        said = Pairing("p", copy("cal").key, copy("wex").key, "same")
        assert verdict(copy("cal"), copy("wex"), pairings=(said,)) == "one"

    def test_the_word_on_a_series_holds_for_each_occurrence(self):
        copies = [
            copy(org, start=f"{day} 10:00", end=f"{day} 11:00", series_id=org)
            for org in ("cal", "wex")
            for day in ("2026-12-14", "2026-12-15")
        ]
        a, b = copies[0].key, copies[2].key
        series = PairScope.SERIES
        same = merged(*copies, pairings=(Pairing("p", a, b, "same", series),))
        assert [len(meeting.copies) for meeting in same] == [2, 2]
        assert not any(meeting.possible for meeting in same)
        parted = merged(*copies, pairings=(Pairing("p", a, b, "different", series),))
        assert len(parted) == 4

    def test_a_series_said_to_be_the_same_pairs_by_day_however_it_was_moved(self):
        copies = [copy("cal", series_id="c"), copy("wex", "Lunch", series_id="w", **LATER)]
        said = Pairing("p", copies[0].key, copies[1].key, "same", PairScope.SERIES)
        assert verdict(*copies, pairings=(said,)) == "one"

    def test_the_word_on_an_occurrence_outranks_that_on_its_series(self):
        ours, theirs = copy("cal", uid="u"), copy("wex", uid="u")
        said = (
            Pairing("p", ours.key, theirs.key, "different", PairScope.SERIES),
            Pairing("q", ours.key, theirs.key, "same"),
        )
        assert verdict(ours, theirs, pairings=said) == "one"

    def test_a_word_on_others_is_no_matter(self):
        ours, theirs = copy("cal", uid="u"), copy("wex", uid="u")
        said = Pairing("p", ours.key, copy("esk").key, "different")
        assert verdict(ours, theirs, pairings=(said,)) == "one"

    def test_the_last_word_counts(self):
        ours, theirs = copy("cal", uid="u"), copy("wex", uid="u")
        said = (
            Pairing("p", ours.key, theirs.key, "same"),
            Pairing("q", theirs.key, ours.key, "different"),
        )
        assert verdict(ours, theirs, pairings=said) == "two"


class TestBlocks:
    """A bare Busy block is a mirror only perhaps, and only where titles are written too."""

    TITLED = copy("wex", "Something else", start="2026-12-20 10:00", end="2026-12-20 11:00")

    def test_with_the_times_of_one_event_it_is_possibly_that(self):
        meetings = merged(copy("cal"), copy("wex", "Busy"), self.TITLED)
        assert [(len(each.copies), each.possible) for each in meetings] == [(2, True), (1, False)]

    def test_with_other_times_it_is_another_meeting(self):
        longer = copy("wex", "Busy", end="2026-12-16 11:30")
        assert len(merged(copy("cal"), longer, self.TITLED)) == 3

    def test_with_the_times_of_two_events_it_is_neither(self):
        others = copy("cal"), copy("esk", "Lunch")
        assert len(merged(*others, copy("wex", "Busy"), self.TITLED)) == 4

    def test_one_event_of_two_copies_is_one_event(self):
        two = copy("cal", uid="u"), copy("esk", uid="u")
        meetings = merged(*two, copy("wex", "Busy"), self.TITLED)
        assert [(len(each.copies), each.possible) for each in meetings] == [(3, True), (1, False)]

    def test_in_a_free_busy_only_collection_it_is_an_ordinary_event(self):
        block = copy("wex", "Busy", free_busy_only=True)
        assert len(merged(copy("cal"), block, self.TITLED)) == 3

    def test_there_even_the_same_uid_does_not_make_it_a_mirror(self):
        block = copy("wex", "Busy", uid="u", free_busy_only=True)
        assert len(merged(copy("cal", uid="u"), block)) == 2

    def test_two_blocks_at_one_time_are_two(self):
        titled = copy("cal", "Else", start="2026-12-20 12:00", end="2026-12-20 13:00")
        assert len(merged(copy("cal", "Busy"), copy("wex", "Busy"), self.TITLED, titled)) == 4

    def test_the_same_uid_makes_it_possible_no_more(self):
        meetings = merged(copy("cal", uid="u"), copy("wex", "Busy", uid="u"), self.TITLED)
        assert [each.possible for each in meetings] == [True, False]

    def test_a_person_can_confirm_it(self):
        block = copy("wex", "Busy")
        said = Pairing("p", copy("cal").key, block.key, "same")
        meetings = merged(copy("cal"), block, self.TITLED, pairings=(said,))
        assert [(len(each.copies), each.possible) for each in meetings] == [(2, False), (1, False)]


class TestMeeting:
    def test_three_organisations_can_share_one(self):
        (meeting,) = merged(
            *(copy(org, uid="u", seen=n) for n, org in enumerate(("cal", "wex", "esk")))
        )
        assert meeting.org_ids == ("cal", "wex", "esk")

    def test_copies_stand_in_the_order_in_which_the_desk_saw_them(self):
        later, earlier = copy("cal", uid="u", seen=2), copy("wex", uid="u", seen=1)
        (meeting,) = merged(later, earlier)
        assert [each.details.org_id for each in meeting.copies] == ["wex", "cal"]
        assert meeting.id == earlier.key

    def test_a_second_copy_arriving_later_keeps_the_id(self):
        (alone,) = merged(copy("cal", uid="u", seen=1))
        (both,) = merged(copy("wex", uid="u", seen=2), copy("cal", uid="u", seen=1))
        assert both.id == alone.id

    def test_meetings_are_in_start_order(self):
        early, late = copy("cal", **LATER), copy("wex", "Lunch")
        assert [each.preferred for each in merged(early, late)] == [late, early]

    def test_every_occurrence_is_in_exactly_one_meeting(self):
        copies = [copy(org, uid="u", **LATER) for org in ("cal", "wex")] + [copy("cal", "Lunch")]
        kept = [each for meeting in merged(*copies) for each in meeting.copies]
        assert Counter(kept) == Counter(copies)


class TestPreferred:
    @pytest.mark.parametrize(
        ("better", "worse"),
        [
            ({"reply": Reply.ACCEPTED}, {"writable": True, "last_modified": 9}),
            ({"writable": True}, {"description": "agenda", "last_modified": 9}),
            ({"description": "agenda"}, {"last_modified": 9}),
            ({"last_modified": 9}, {"last_modified": 8, "sequence": 5}),
            ({"sequence": 2}, {"sequence": 1}),
            ({}, {"reply": Reply.ACCEPTED, "status": Status.CANCELLED}),
        ],
    )
    @pytest.mark.parametrize("org", ["cal", "wex"])
    def test_is_answered_then_writable_then_complete_then_new(self, better, worse, org):
        other = "wex" if org == "cal" else "cal"
        (meeting,) = merged(copy(org, uid="u", **better), copy(other, uid="u", **worse))
        assert meeting.preferred.details.org_id == org

    def test_of_equals_it_is_the_one_seen_first(self):
        (meeting,) = merged(copy("cal", uid="u", seen=2), copy("wex", uid="u", seen=1))
        assert meeting.preferred.details.org_id == "wex"

    def test_a_moved_meeting_stands_where_its_preferred_copy_is(self):
        between = copy("esk", "Lunch", start="2026-12-16 10:15", end="2026-12-16 10:20")
        moved = copy("wex", uid="u", reply=Reply.ACCEPTED, **LATER)
        meetings = merged(copy("cal", uid="u"), moved, between)
        assert [each.start for each in meetings] == [at("2026-12-16 10:15"), moved.start]


class TestDrift:
    def drift(self, ours: dict, theirs: dict) -> tuple[str, ...]:
        (meeting,) = merged(copy("cal", uid="u", **ours), copy("wex", uid="u", **theirs))
        return meeting.drift

    def test_like_copies_have_none(self):
        assert self.drift({}, {}) == ()

    def test_start_or_end(self):
        assert self.drift({}, LATER) == ("time",)
        assert self.drift({}, {"end": "2026-12-16 12:00"}) == ("time",)

    def test_place(self):
        assert self.drift({"site_id": "s1"}, {"site_id": "s2"}) == ("place",)
        tbc = {"place": "TBC", "place_kind": PlaceKind.UNKNOWN}
        assert self.drift({"site_id": "s1"}, tbc) == ("place",)

    def test_an_alias_is_the_same_place(self):
        assert self.drift({"site_id": "s1"}, {"site_id": "s1", "place": "TH"}) == ()

    def test_a_copy_of_title_and_time_alone_says_nothing_on_place_and_link(self):
        ours = {"site_id": "s1", "link": "https://zoom.us/j/91234567"}
        assert self.drift(ours, {}) == ()

    def test_a_link_on_one_side_only(self):
        told = {"description": "agenda"}
        link = {"link": "https://zoom.us/j/91234567"}
        assert self.drift(told | link, told) == ("link",)

    def test_cancelled_on_one_side_only(self):
        assert self.drift({"status": Status.CANCELLED, "busy": False}, {}) == ("cancelled",)

    def test_answered_on_one_side_only(self):
        ours = {"has_reply": True, "reply": Reply.ACCEPTED}
        assert self.drift(ours, {"has_reply": True}) == ("reply",)

    def test_a_copy_to_which_the_director_is_not_invited_needs_no_answer(self):
        assert self.drift({"has_reply": True, "reply": Reply.ACCEPTED}, {}) == ()


def crowd(seed: int, size: int) -> list[Occurrence]:
    """A few days of meetings that share titles, times, people, links and UIDs by chance."""
    chance = random.Random(seed)
    copies = []
    for number in range(size):
        start = at("2026-12-14 09:00") + chance.choice((0, 300, 900, 1800, 86400, 88200))
        org, collection = chance.choice(
            [("cal", "cal"), ("cal", "cal2"), ("wex", "wex"), ("esk", "esk")]
        )
        copies.append(
            copy(
                org,
                chance.choice(("Board", "FW: Board", "Boards", "Busy", "Lunch", "")),
                start,
                start + chance.choice((1800, 3600)),
                collection=collection,
                series_id=f"s{number}",
                seen=chance.randrange(size),
                uid=chance.choice(("", "u", "v", f"own{number}")),
                people=frozenset(chance.sample("abc", chance.randrange(3))),
                link=chance.choice(("", "", "https://zoom.us/j/91234567", "https://zoom.us/j/9")),
                recurring=chance.random() < 0.5,
                masked=chance.random() < 0.1,
            )
        )
    return copies


@given(st.integers(), st.integers(1, 30), st.randoms(use_true_random=False))
def test_the_order_of_the_input_is_no_matter(seed, size, shuffler):
    copies = crowd(seed, size)
    expected = merge(copies, context())
    shuffler.shuffle(copies)
    assert merge(copies, context()) == expected


@given(st.integers(), st.integers(1, 30))
def test_meetings_divide_the_occurrences_and_keep_the_vetoes(seed, size):
    copies = crowd(seed, size)
    meetings = merge(copies, context())
    assert Counter(each for one in meetings for each in one.copies) == Counter(copies)
    assert [one.start for one in meetings] == sorted(one.start for one in meetings)
    for one in meetings:
        collections = [each.details.collection_id for each in one.copies]
        assert len(collections) == len(set(collections))
        assert one.preferred in one.copies
        if len(one.copies) > 1:
            assert not any(each.details.masked for each in one.copies)
