"""Which source is read when: over simulated days, with a clock that only the test turns."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from jointdesk.domain.moments import DAY, HOUR, MINUTE
from jointdesk.viewmodels.schedule import INTERVALS, USUAL, Ended, Schedule

IDS = ("cal", "wex", "tho")
SHARES = st.floats(min_value=0, max_value=1)
SOME_INTERVALS = st.sampled_from([one for one in INTERVALS if one])


def begun_at(now: int, interval: int | None = USUAL) -> Schedule:
    """A schedule whose sources were all read at that moment."""
    return Schedule(interval).following(dict.fromkeys(IDS, now), now)


def test_a_new_source_is_due_once_it_was_not_read_for_the_interval() -> None:
    at = {"cal": None, "wex": 0, "tho": 10 * MINUTE}
    schedule = Schedule().following(at, 15 * MINUTE)
    assert set(schedule.due(15 * MINUTE)) == {"cal", "wex"}
    assert schedule.due(25 * MINUTE) == ["cal", "wex", "tho"]


def test_what_is_being_read_is_not_due_again() -> None:
    schedule = begun_at(0).asked({"cal"}, 0).begun("cal")
    assert schedule.due(DAY) == ["tho", "wex"]
    assert schedule.asked(set(IDS), 5).due(5) == ["tho", "wex"]


def test_who_is_gone_has_no_turn_and_may_still_end() -> None:
    schedule = begun_at(0).begun("cal").following({"wex": 0}, 0)
    assert schedule.ended("cal", Ended.WELL, 1, 0.5) == schedule
    assert schedule.due(DAY) == ["wex"]


@given(SOME_INTERVALS, SHARES)
def test_the_next_turn_comes_after_the_interval_more_or_less(interval: int, share: float) -> None:
    schedule = begun_at(0, interval).begun("cal").ended("cal", Ended.WELL, 0, share)
    at = schedule.turns["cal"].at
    assert at is not None
    assert 0.9 * interval - 1 <= at <= 1.1 * interval + 1


@given(SOME_INTERVALS, st.lists(SHARES, min_size=2, max_size=20))
def test_a_failing_source_is_tried_less_and_less_soon(interval: int, shares: list[float]) -> None:
    schedule, now, tries = begun_at(0, interval), 0, [0]
    for share in shares:
        schedule = schedule.begun("cal").ended("cal", Ended.FAILED, now, share)
        at = schedule.turns["cal"].at
        assert at is not None
        tries.append(now := at)
    gaps = [late - soon for soon, late in pairwise(tries)]
    assert gaps[0] <= 33
    assert max(gaps) <= 1.1 * interval + 1
    assert all(late >= 1.5 * soon for soon, late in pairwise(gaps) if late < 0.9 * interval)
    assert schedule.turns["wex"].failures == 0  # whom it does not delay


def test_once_one_that_failed_is_read_the_others_that_failed_are_tried_at_once() -> None:
    schedule, now = begun_at(0), 0
    for _ in range(6):
        for id_ in ("cal", "wex"):
            schedule = schedule.begun(id_).ended(id_, Ended.FAILED, now, 0.5)
        now += HOUR
    schedule = schedule.begun("cal").ended("cal", Ended.WELL, now, 0.5)
    assert "wex" in schedule.due(now)
    assert "cal" not in schedule.due(now)


def test_reading_one_that_never_failed_says_nothing_of_the_network() -> None:
    schedule = begun_at(0)
    for _ in range(6):
        schedule = schedule.begun("wex").ended("wex", Ended.FAILED, 0, 0.5)
    schedule = schedule.begun("cal").ended("cal", Ended.WELL, 0, 0.5)
    assert schedule.due(60) == []


def test_one_that_needs_a_person_is_not_asked_again_and_again() -> None:
    schedule = begun_at(0).begun("cal").ended("cal", Ended.REFUSED, 0, 0)
    assert schedule.due(13 * MINUTE) == []
    assert schedule.connected(13 * MINUTE).due(13 * MINUTE) == []
    assert schedule.asked({"cal"}, 60).due(60) == ["cal"]


def test_after_a_sleep_all_are_due_but_what_was_read_this_minute() -> None:
    read_at = {"cal": 0, "wex": DAY - 30, "tho": None}
    schedule = begun_at(DAY).woken(read_at, DAY)
    assert set(schedule.due(DAY)) == {"cal", "tho"}


def test_never_means_only_when_asked() -> None:
    schedule = Schedule(None).following(dict.fromkeys(IDS), 0)
    schedule = schedule.woken(dict.fromkeys(IDS), 0).connected(0)
    assert schedule.due(10 * DAY) == []
    schedule = schedule.asked({"cal"}, 0)
    assert schedule.due(0) == ["cal"]
    schedule = schedule.begun("cal").ended("cal", Ended.FAILED, 0, 0.5)
    assert schedule.due(10 * DAY) == []


@given(st.sampled_from(INTERVALS), SOME_INTERVALS)
def test_another_interval_holds_at_once(before: int | None, after: int) -> None:
    schedule = begun_at(0, before).every(after, 0)
    assert set(schedule.due(after)) == set(IDS)
    assert schedule.every(None, 0).due(DAY) == []


@given(
    SOME_INTERVALS,
    st.lists(st.tuples(st.sampled_from(Ended), SHARES, st.integers(1, 40)), min_size=30),
)
@settings(max_examples=50)
def test_over_a_day_nobody_is_forgotten_and_nobody_read_twice_at_once(
    interval: int, endings: list[tuple[Ended, float, int]]
) -> None:
    schedule, running = begun_at(0, interval), dict[str, tuple[int, Ended, float]]()
    last_begun, plan = dict.fromkeys(IDS, 0), iter(endings * 400)
    for now in range(0, 6 * HOUR, 15):
        for id_, (until, how, share) in list(running.items()):
            if until <= now:
                del running[id_]
                schedule = schedule.ended(id_, how, now, share)
        for id_ in schedule.due(now):
            assert id_ not in running
            how, share, took = next(plan)
            running[id_] = (now + took, how, share)
            schedule, last_begun[id_] = schedule.begun(id_), now
        assert all(now - at <= 1.1 * interval + 80 for at in last_begun.values())
