"""Days so full of overlaps that nobody could read them one by one."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.diary import crowds
from jointdesk.diary.conflicts import Survey
from jointdesk.domain.conflicts import Severity
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import DAY, Span
from tests.diary.building import at, conflicts, context, meeting
from tests.hanging import does_not_hang

WEDNESDAY = Span(at("2026-12-16"), at("2026-12-17"))


def crowd(count: int, day: str = "2026-12-16") -> list[Meeting]:
    return [
        meeting("cal" if n % 2 else "wex", f"M{n}", f"{day} 10:00", f"{day} 12:00")
        for n in range(count)
    ]


def test_what_is_left_out_is_one_red_finding_that_counts_it() -> None:
    found = conflicts(*crowd(100))
    told = [one for one in found if one.code == "DIA-01"]
    (more,) = [one for one in told if not one.series_ids]
    assert more.severity is Severity.RED
    assert set(more.org_ids) == {"cal", "wex"}
    listed = len(told) - 1
    assert listed <= crowds.MOST_A_DAY
    assert more.message == (
        f"{4950 - listed:,} more overlaps on Wed 16 Dec, too many to list one by one"
    )


def test_an_ordinary_full_day_is_listed_whole() -> None:
    told = [one for one in conflicts(*crowd(20)) if one.code == "DIA-01"]
    assert len(told) == 190
    assert all(one.series_ids for one in told)


def test_other_days_lose_nothing_beside_a_crowded_one() -> None:
    found = conflicts(*crowd(100), *crowd(2, "2026-12-17"))
    (other,) = [one for one in found if "Thu 17" in one.message and one.code == "DIA-01"]
    assert "overlap for 2 hours on Thu 17 Dec at 10:00" in other.message


def test_ten_thousand_at_one_time_are_judged_at_once() -> None:
    meetings = crowd(10_000)
    with does_not_hang():
        survey = Survey(meetings, context(), WEDNESDAY)
        assert len(survey) < 300
        assert survey.conflicts()


@given(
    times=st.lists(st.tuples(st.integers(0, 70), st.integers(1, 30)), max_size=12),
    cuts=st.lists(st.integers(0, 71), max_size=3),
)
def test_windows_compose_however_few_are_told(
    times: list[tuple[int, int]], cuts: list[int]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crowds, "MOST_A_DAY", 5)
        start = at("2026-12-16")
        hour = 3600
        meetings = [
            meeting("cal", f"M{n}", "2026-12-16 10:00", "2026-12-16 11:00")
            for n in range(len(times))
        ]
        meetings = [
            Meeting((copy,), copy)
            for one, (begin, length) in zip(meetings, times, strict=True)
            for copy in [
                one.preferred._replace(
                    start=start + begin * hour, end=start + (begin + length) * hour
                )
            ]
        ]
        edges = sorted({start, start + 3 * DAY, *(start + cut * hour for cut in cuts)})
        whole = _told(meetings, Span(edges[0], edges[-1]))
        parts = [_told(meetings, Span(*pair)) for pair in zip(edges, edges[1:], strict=False)]
        assert sorted(one for part in parts for one in part) == sorted(whole)
        pairs = sum(a.start < b.end and b.start < a.end for a, b in combinations(meetings, 2))
        told = [number for _, number in whole]
        assert sum(told) == pairs  # nothing is left out without a word


def _told(meetings: list[Meeting], window: Span) -> list[tuple[int, int]]:
    """The anchors of the overlaps in a window, and how many each stands for."""
    found = [one for one in Survey(meetings, context(), window) if one.code == "DIA-01"]
    return [(one.anchor, int(one.facts[0]) if not one.meetings else 1) for one in found]
