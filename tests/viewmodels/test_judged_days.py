"""The diary is shown in two steps: meetings at once, and what is judged of them a moment later."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from jointdesk.domain.people import Audience
from jointdesk.operations.audiences import acting_person, audience_of
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.diary_days import DiaryDays, Mode, days_of, read_meetings
from jointdesk.viewmodels.judged_days import conflicts_of, read_days
from jointdesk.viewmodels.marks import marks_of

WEEKS = [date(2026, 11, 30) + timedelta(weeks=number) for number in range(4)]


@pytest.fixture
def reading(demo_path: Path) -> Iterator[Reading]:
    reading = Reading(demo_path)
    yield reading
    reading.close()


@pytest.fixture(params=["", "Tom Adeyemi"])
def audience(reading: Reading, request: pytest.FixtureRequest) -> Audience:
    return audience_of(reading, acting_person(reading, request.param).id)


@pytest.fixture(params=WEEKS, ids=str)
def week(request: pytest.FixtureRequest) -> tuple[date, ...]:
    return days_of(Mode.WEEK, request.param)


@pytest.fixture
def judged(reading: Reading, audience: Audience, week: tuple[date, ...]) -> DiaryDays:
    return read_days(reading, audience, week)


def test_the_second_step_only_adds(
    reading: Reading, audience: Audience, week: tuple[date, ...], judged: DiaryDays
) -> None:
    first = read_meetings(reading, audience, week)
    assert first.meetings == judged.meetings
    assert first == judged._replace(conflicts=(), marks=first.marks, journeys=(), stale=frozenset())


def test_marks_are_those_of_the_conflicts_one_reads(judged: DiaryDays) -> None:
    expected = marks_of(list(judged.conflicts), judged.zone)
    marks = judged.marks
    assert marks.severity == expected.severity
    assert dict(marks.sentences) == expected.sentences
    assert {day: Counter(found) for day, found in marks.days.items()} == {
        day: Counter(found) for day, found in expected.days.items()
    }


def test_the_conflicts_of_a_meeting_are_had_alone(judged: DiaryDays) -> None:
    for meeting in judged.meetings:
        assert conflicts_of(judged, meeting.id) == [
            one for one in judged.conflicts if meeting.id in one.conflict.participants
        ]
