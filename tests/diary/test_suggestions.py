"""Find a time: what is suggested, in which order, and what each suggestion says."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jointdesk.diary.attendance import Attendance
from jointdesk.diary.conflicts import NEAR_RULES, Survey
from jointdesk.diary.free import free_slots
from jointdesk.diary.suggestions import Ask, Known, Rank, Search, Suggestion
from jointdesk.diary.trials import wanted_meeting
from jointdesk.domain.bookings import Wanted
from jointdesk.domain.conflicts import Conflict, Severity
from jointdesk.domain.free_busy import BusyTime, FreeBusy
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import DAY, MINUTE, Instant, Span
from jointdesk.domain.occurrences import PlaceKind, Status
from jointdesk.domain.sites import TravelMatrix
from tests.diary.building import (
    LONDON,
    ORGANISATIONS,
    SITES,
    TRAVEL,
    all_day,
    at,
    context,
    meeting,
)

WEDNESDAY = Span(at("2026-12-16"), at("2026-12-17"))
WEEK = Span(at("2026-12-14"), at("2026-12-19"))
LONG_AGO = at("2026-12-01")


def search(
    *meetings: Meeting,
    minutes: int = 60,
    window: Span = WEDNESDAY,
    now: Instant = LONG_AGO,
    known: Known | None = None,
    changes: dict | None = None,
    **asked,
) -> Search:
    ask = Ask(minutes, window, **{"orgs": ("cal",), **asked})
    ordered = sorted(meetings, key=lambda one: one.start)
    return Search(ordered, context(**(changes or {})), ask, now, known)


def best(*meetings: Meeting, limit: int = 10, **asked) -> list[Suggestion]:
    return search(*meetings, **asked).best(limit)


def clock(when: Instant) -> str:
    from jointdesk.domain.moments import local

    return f"{local(when, LONDON):%a %H:%M}"


def starts(found: list[Suggestion]) -> list[str]:
    return [clock(one.start) for one in found]


def taken(clocks: str, day: str = "2026-12-16", org: str = "cal", title: str = "", **fields):
    first, last = clocks.split("-")
    return meeting(org, title or f"Taken {clocks}", f"{day} {first}", f"{day} {last}", **fields)


def filled(*free: str, day: str = "2026-12-16") -> list[Meeting]:
    """A day in which all of the working hours is taken but for these stretches."""
    edges = ["08:30", *(edge for one in free for edge in one.split("-")), "17:30"]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return [taken(f"{a}-{b}", day) for a, b in pairs if a != b]


# What is suggested at all


def test_times_start_on_quarter_hours_in_working_hours_and_do_not_overlap():
    found = best(minutes=120)
    assert len(found) == 4
    assert all(one.start % (15 * MINUTE) == 0 for one in found)
    spans = sorted((one.start, one.end) for one in found)
    assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False))
    assert spans[0][0] >= at("2026-12-16 08:30")
    assert spans[-1][1] <= at("2026-12-16 17:30")


def test_a_gap_without_a_quarter_hour_is_used_from_its_beginning():
    assert starts(best(*filled("10:05-11:05"))) == ["Wed 10:05"]


def test_what_is_over_is_not_suggested():
    assert starts(best(*filled("09:00-10:00", "14:00-15:00"), now=at("2026-12-16 09:01"))) == [
        "Wed 14:00"
    ]
    assert starts(best(*filled("14:00-15:10"), now=at("2026-12-16 14:02"))) == ["Wed 14:02"]
    assert best(*filled("14:00-15:00"), now=at("2026-12-16 14:02")) == []


@pytest.mark.parametrize(
    "kept",
    [
        {},
        {"org": "wex", "masked": True, "private": True},
        {"tier": 1},
        {"tier": 1, "status": Status.TENTATIVE},
        {"leave": True},
        {"masked": True, "tier": 4},
    ],
)
def test_what_must_stay_is_never_suggested_over(kept):
    assert best(taken("08:30-17:00", **kept)) == []


@pytest.mark.parametrize(
    ("yielding", "said"),
    [
        ({"status": Status.TENTATIVE}, "Over Review (CAL, tentative)"),
        ({"status": Status.HOLD}, "Over Review (CAL, hold)"),
        ({"optional": True}, "Over Review (CAL, optional)"),
        ({"tier": 4}, "Over Review (CAL), which can move"),
    ],
)
def test_what_may_give_way_is_said(yielding, said):
    (found,) = best(taken("08:30-17:30", title="Review", **yielding), limit=1)
    assert said in found.warns
    assert found.score[0] == 2


def test_what_gives_way_comes_after_what_is_free():
    found = best(taken("08:30-12:00", tier=4))
    is_over = [one.start < at("2026-12-16 12:00") for one in found]
    assert is_over == sorted(is_over)
    assert [bool(one.warns) for one in found] == is_over


def test_bank_holidays_weekends_and_days_on_which_nobody_works_are_left_out():
    assert best(changes={"holidays": {date(2026, 12, 16): "Boxing Day"}}) == []
    assert best(window=Span(at("2026-12-19"), at("2026-12-21"))) == []
    ended = {key: replace(org, ends=date(2026, 12, 1)) for key, org in ORGANISATIONS.items()}
    assert best(changes={"organisations": ended}) == []


def test_a_time_in_the_hours_of_one_body_alone_is_said_to_be():
    hours = {
        **ORGANISATIONS,
        "wex": replace(ORGANISATIONS["wex"], opens=8 * 60, closes=16 * 60),
    }
    day = taken("08:30-16:00", leave=True)
    (found,) = best(day, changes={"organisations": hours}, limit=1)
    assert clock(found.start) in ("Wed 16:00", "Wed 16:30")
    assert found.warns == ("Outside WEX working hours",)
    # Never half in the one's and half in the other's hours.
    apart = {
        **ORGANISATIONS,
        "cal": replace(ORGANISATIONS["cal"], closes=12 * 60),
        "wex": replace(ORGANISATIONS["wex"], opens=11 * 60),
    }
    assert all(
        one.end <= at("2026-12-16 12:00") or one.start >= at("2026-12-16 11:00")
        for one in best(changes={"organisations": apart}, minutes=90)
    )
    nonsense = {"cal": replace(ORGANISATIONS["cal"], opens=800, closes=700)}
    assert best(changes={"organisations": nonsense}) == []


def test_the_way_to_the_site_is_kept_free_and_said():
    here = taken("09:00-10:00", site_id="s3")
    there = taken("12:00-13:00", site_id="s2")
    found = best(here, there, taken("13:00-17:30"), site_id="s1")
    assert starts(found) == ["Wed 10:45"] or starts(found) == ["Wed 10:35"]
    (one,) = found
    assert "You arrive from Wexmere House at 10:30, no break" in one.why or (
        "30 min from Wexmere House" in one.why
    )
    assert "Leave for Civic Annexe by 11:40" in one.why


def test_somebody_arriving_with_time_to_spare_reads_how_far_it_is():
    day = taken("09:00-10:00", site_id="s3"), *filled("08:30-14:00", "14:00-15:00")
    (found,) = best(*day, taken("10:00-14:00"), site_id="s1", limit=1)
    assert "30 min from Wexmere House" in found.why


def test_an_unknown_way_is_not_said_to_be_short():
    found = best(
        taken("08:30-09:00", site_id="s4"), taken("17:00-17:30", site_id="s4"), site_id="s5"
    )
    assert found
    assert not any("Health Centre" in word for one in found for word in one.why)


def test_what_the_rules_call_red_is_never_suggested():
    # Two sites of one name: calendars mean the first, which is far from where one is.
    double = {**SITES, "s9": replace(SITES["s5"], id="s9", name="Town Hall")}
    travel = TravelMatrix({**TRAVEL.pairs, frozenset(("s9", "s3")): 1})
    changes = {"sites": double, "travel": travel}
    day = taken("08:30-14:00", leave=True), taken("14:00-15:00", site_id="s3")
    found = best(*day, changes=changes, site_id="s9", minutes=120)
    assert starts(found) == ["Wed 15:30"]
    assert found[0].warns == ("5 minutes too short for the way from Taken 14:00-15:00 (CAL)",)


# Ranking, in its order


def test_no_trouble_comes_before_everything_else():
    # Straight after an online meeting there is no time to change over: DIA-05, for information.
    online = taken("08:30-10:00", place_kind=PlaceKind.VIRTUAL)
    found = best(online, taken("11:00-14:15", leave=True), taken("16:00-17:30"))
    assert starts(found) == ["Wed 14:30", "Wed 10:00"]
    assert found[1].warns == ("Straight after Taken 08:30-10:00 (CAL)",)
    day = taken("08:30-14:25", leave=True), taken("15:35-17:30", place_kind=PlaceKind.VIRTUAL)
    assert best(*day)[0].warns == ("5 minutes before Taken 15:35-17:30 (CAL)",)


def test_who_must_be_there_comes_second():
    busy = Attendance(
        Wanted("Gareth Pym", "g@cal.example"),
        [said("g@cal.example", WEDNESDAY, (at("2026-12-16 09:00"), at("2026-12-16 12:00")))],
    )
    found = best(known=Known((busy,)), minutes=120)
    assert found[0].start >= at("2026-12-16 12:00")
    assert found[0].why[0] == "Everyone free"
    assert "Gareth Pym is busy" in found[-1].warns


def said(email: str, covers: Span, *busy: tuple[int, int]) -> FreeBusy:
    return FreeBusy(email, "file", covers, tuple(BusyTime(*one) for one in busy), LONG_AGO)


def test_who_may_be_there_is_told_and_never_assumed_free():
    optional = Attendance(
        Wanted("Callum Reyes", "c@cal.example", "optional"),
        [said("c@cal.example", WEDNESDAY, WEDNESDAY)],
    )
    nobody_knows = Attendance(Wanted("Anil Thackeray", "a@wex.example"))
    (found,) = best(known=Known((optional, nobody_knows)), limit=1)
    assert found.busy_optional == ("Callum Reyes",)
    assert found.unknown == ("Anil Thackeray",)
    assert "Callum Reyes is busy (optional)" in found.why
    assert "It is not known whether Anil Thackeray is free" in found.why
    assert found.warns == ()


def test_several_who_are_busy_or_unknown_stand_in_one_sentence():
    both = [
        Attendance(Wanted(name, email), [said(email, WEDNESDAY, WEDNESDAY)])
        for name, email in (("A", "a@x.example"), ("B", "b@x.example"))
    ]
    (found,) = best(known=Known(both), limit=1)
    assert found.warns == ("A and B are busy",)
    unknown = [Attendance(Wanted(name)) for name in ("A", "B")]
    (found,) = best(known=Known(unknown), limit=1)
    assert found.why[0] == "It is not known who is free"
    (found,) = best(known=Known([*unknown, both[0]]), limit=1)
    assert found.why[0] == "It is not known whether A and B are free"


def test_of_one_day_the_further_ones_come_later():
    found = best(window=WEEK, limit=6)
    assert len({clock(one.start)[:3] for one in found[:5]}) == 5


def test_least_travel_and_the_right_site_come_before_a_clear_hour():
    far = taken("11:00-12:00", "2026-12-15", site_id="s3")
    near = taken("11:00-12:00", "2026-12-16", site_id="s1")
    found = best(far, near, window=Span(at("2026-12-15"), at("2026-12-17")), site_id="s1")
    assert starts(found)[0].startswith("Wed")
    assert "You are at Town Hall all day: no journey" in found[0].why


def test_one_is_told_that_one_is_there_already():
    found = best(
        taken("08:30-09:30", site_id="s1"),
        taken("16:00-17:30", site_id="s3"),
        site_id="s1",
        limit=1,
    )
    assert "You are at Town Hall before it: no journey there" in found[0].why
    assert "Leave for Wexmere House by 15:25" in found[0].why


def test_a_body_that_is_short_gets_the_earlier_week():
    first = [taken("08:30-16:00", f"2026-12-{day}", "wex") for day in (14, 15, 16, 17, 18)]
    second = [taken("08:30-16:00", f"2026-12-{day}", "cal") for day in (21, 22)]
    window = Span(at("2026-12-14"), at("2026-12-23"))
    found = best(*first, *second, window=window, minutes=90)
    assert found[0].start < at("2026-12-19")
    assert "CAL is short that week: 0 per cent, 50 agreed" in found[0].why
    other = best(*first, *second, window=window, minutes=90, orgs=("wex",))
    assert other[0].start > at("2026-12-19")


def test_lunch_is_left_where_it_can_be():
    day = filled("12:00-13:00", "16:30-17:30")
    assert starts(best(*day)) == ["Wed 16:30", "Wed 12:00"]
    assert "No half hour is left for lunch" in best(*day)[1].why


def test_an_hour_clear_is_better_and_said():
    found = best(taken("09:00-10:00"), taken("12:30-13:00"), limit=1)
    assert "An hour clear before and after" in found[0].why
    assert starts(best(*filled("10:00-13:00"), minutes=60))[0] == "Wed 11:00"


def test_the_full_and_the_half_hour_come_before_the_quarters_and_earlier_before_later():
    found = best(minutes=30, limit=1)
    assert starts(found) == ["Wed 08:30"]
    assert starts(best(*filled("15:15-16:45"), minutes=60, limit=1)) == ["Wed 15:30"]


def test_what_is_said_of_a_day_makes_it_come_later():
    known = Known(days={date(2026, 12, 14): "In the pre-election period before the poll (CAL)"})
    found = best(window=WEEK, known=known, limit=100)
    assert not found[0].warns
    on_monday = [one for one in found if clock(one.start).startswith("Mon")]
    assert on_monday
    assert all(one.warns == (known.days[date(2026, 12, 14)],) for one in on_monday)


def test_a_day_that_is_full_already_is_said_to_be():
    full = [taken("08:30-12:30", place_kind=PlaceKind.NONE), taken("13:00-16:15")]
    (found,) = best(*full, minutes=30, limit=1)
    assert any("of meetings" in word for word in found.warns)
    assert found.score[0] == 2


def test_stale_diaries_are_said_with_each_time():
    known = Known(stale=("The WEX diary is from Fri 11 Dec at 17:00",))
    (found,) = best(known=known, limit=1)
    assert found.why[-1] == "The WEX diary is from Fri 11 Dec at 17:00"


def test_more_rules_are_asked_about_what_would_be_chosen():
    def also(wanted: Meeting) -> list[Conflict]:
        if wanted.start >= at("2026-12-16 12:00"):
            return []
        return [
            Conflict(
                "c1", "DIA-11", Severity.AMBER, None, None, None, (), (), frozenset(), frozenset(),
                frozenset(), "There are 30 minutes free to prepare Cabinet", "",
            )
        ]  # fmt: skip

    found = best(known=Known(also=also), limit=8)
    assert found[0].start >= at("2026-12-16 12:00")
    assert found[-1].warns == ("There are 30 minutes free to prepare Cabinet",)
    assert found[-1].score[0] == 2


# The next one, and the nearest


def test_the_next_free_time_is_the_first_without_trouble():
    day = [*filled("09:00-10:00", "12:00-13:00", "15:00-17:00")]
    assert starts(search(*day).next()) == ["Wed 09:00"]
    assert starts(search(*day).next(3)) == ["Wed 09:00", "Wed 12:00", "Wed 15:00"]


def test_where_nothing_fits_the_greatest_shorter_length_is_told():
    wanted = search(*filled("12:00-13:10"), minutes=90)
    assert wanted.best() == []
    found = wanted.shorter()
    assert found is not None
    assert found.end - found.start == 60 * MINUTE
    assert search(*filled()).shorter() is None


def test_online_and_unknown_places_are_judged_as_events_there_would_be():
    online = taken("08:30-12:00", place_kind=PlaceKind.VIRTUAL)
    (found,) = best(online, taken("13:00-17:30"), online=True, site_id="s1")
    assert found.warns
    (nowhere,) = best(
        taken("08:30-12:00", site_id="s1"), *filled("12:00-13:00")[1:], place="Their office"
    )
    assert any("Their office" in word for word in nowhere.warns)
    by_default = best(orgs=(), limit=1)
    assert by_default[0].why[0] == "Free in CAL and WEX"


def test_rank_compares_in_its_order():
    assert [*Rank._fields][:4] == ["trouble", "busy", "unsure", "again"]


# Properties

QUARTERS = st.integers(min_value=0, max_value=5 * 96 - 1)


@st.composite
def diaries(draw: st.DrawFn) -> list[Meeting]:
    """A week with up to a dozen meetings of all sorts."""
    found = []
    for number in range(draw(st.integers(0, 12))):
        start = (
            WEEK.start + draw(QUARTERS) * 15 * MINUTE + draw(st.sampled_from((0, 0, 5 * MINUTE)))
        )
        end = start + draw(st.sampled_from((15, 30, 60, 90, 180, 420))) * MINUTE
        site = draw(st.sampled_from(("", "", "s1", "s2", "s3", "s4")))
        kind = draw(
            st.sampled_from(
                (
                    {},
                    {},
                    {"status": Status.TENTATIVE},
                    {"status": Status.HOLD},
                    {"tier": 1},
                    {"tier": 4},
                    {"optional": True},
                    {"leave": True},
                    {"masked": True, "private": True},
                    {"place_kind": PlaceKind.VIRTUAL},
                    {"place": "TBC", "place_kind": PlaceKind.UNKNOWN},
                )
            )
        )
        place = {"site_id": site} if site and not {"place_kind", "masked"} & kind.keys() else {}
        org = draw(st.sampled_from(("cal", "wex")))
        found.append(meeting(org, f"Meeting {number}", start, end, seen=number, **kind, **place))
    return sorted(found, key=lambda one: one.start)


SITES_ASKED = st.sampled_from((None, "s1", "s3", "s5"))


@settings(deadline=None, max_examples=60)
@given(diaries(), SITES_ASKED, st.sampled_from((30, 60, 90)), st.booleans())
def test_a_time_without_warnings_raises_no_conflict_when_a_meeting_is_put_there(
    meetings, site, minutes, online
):
    known = context()
    found = best(*meetings, window=WEEK, site_id=site, minutes=minutes, online=online)
    place = "Online" if online else known.sites[site].name if site else ""
    for one in found:
        wanted = wanted_meeting(Span(one.start, one.end), "cal", place, known)
        near = Span(one.start - DAY, one.end + DAY)
        own = [
            finding
            for finding in Survey([*meetings, wanted], known, near, NEAR_RULES)
            if wanted.id in [side.id for side in finding.meetings] and len(finding.meetings) < 3
        ]
        clashes = [finding.code for finding in own if finding.code != "WRK-03"]
        assert bool(clashes) <= bool(one.warns), clashes
        assert "DIA-08" not in clashes


@settings(deadline=None, max_examples=60)
@given(diaries(), SITES_ASKED, st.sampled_from((30, 45, 60, 90)))
def test_find_a_time_and_free_never_disagree(meetings, site, minutes):
    free = free_slots(meetings, context(), WEEK, minutes, site)
    wanted = search(*meetings, window=WEEK, site_id=site, minutes=minutes)
    for one in wanted.best(20):
        if not one.warns:
            assert any(slot.start <= one.start and one.end <= slot.end for slot in free)
    if free:
        assert wanted.best(1)


@settings(deadline=None, max_examples=40)
@given(diaries(), SITES_ASKED)
def test_the_best_is_the_best_of_all_that_are_judged(meetings, site):
    """Looking closely only at what would be chosen finds what looking at everything would."""
    wanted = search(*meetings, window=WEEK, site_id=site)
    every = wanted.best(1000)
    few = wanted.best(3)
    assert few == every[:3]
    firsts = [one.score for one in every if one.score[Rank._fields.index("again")] == 0]
    assert firsts == sorted(firsts)
    spans = sorted((one.start, one.end) for one in every)
    assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False))


def test_a_whole_day_of_somebody_elses_leave_does_not_hide_other_days():
    found = best(all_day("cal", "Leave", "2026-12-14", 2, leave=True), window=WEEK)
    assert min(one.start for one in found) >= at("2026-12-16")
    week_off = all_day("cal", "Leave", "2026-12-10", 20, leave=True)
    assert best(week_off, window=WEEK) == []
