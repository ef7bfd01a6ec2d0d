"""The demo desk, built from the shipped files: exactly the expected conflicts, moved by weeks."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from jointdesk.derive.context import load_context
from jointdesk.derive.meetings import meetings_in
from jointdesk.derive.view import View, view
from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import DeskFileError, WrongUseError
from jointdesk.domain.moments import DAY, Instant, Span, local, local_day, midnight
from jointdesk.operations.audiences import audience_of, director_id, find_person
from jointdesk.operations.demo import build_demo, is_demo
from jointdesk.operations.desks import new_desk
from jointdesk.operations.undo import undo
from jointdesk.store.desk import Desk

EXPECTED = json.loads(
    (Path(__file__).parents[2] / "resources/demo/expected.json").read_text(encoding="utf-8")
)
FIRST, AFTER = (date.fromisoformat(EXPECTED[end]) for end in ("from", "to"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    (folder / "data").mkdir()
    return folder


@pytest.fixture(scope="module")
def demo(folder: Path) -> Iterator[Desk]:
    """The desk as it is shipped, on the morning of its own Monday; tests only read it."""
    now = midnight(FIRST, _london()) + 8 * 3600
    with build_demo(folder / "demo.desk", data_folder=folder / "data", now=now) as desk:
        yield desk


def _london() -> Any:
    from zoneinfo import ZoneInfo

    return ZoneInfo("Europe/London")


def seen(desk: Desk, first: date, after: date, now: Instant, person: str = "") -> View:
    """What the director, or another, sees between the days."""
    person_id = find_person(desk, person).id if person else director_id(desk)
    window = Span(midnight(first, desk.zone), midnight(after, desk.zone))
    context = load_context(desk.connection, desk.zone)
    return view(desk.connection, context, audience_of(desk, person_id), window, now)


@pytest.mark.parametrize("weeks", range(-1, 5))
@pytest.mark.parametrize("person", ["", "Tom Adeyemi"])
def test_the_first_picture_has_the_same_meetings_as_the_judged_view(
    demo: Desk, weeks: int, person: str
) -> None:
    first = FIRST + timedelta(weeks=weeks)
    after = first + timedelta(days=7)
    window = Span(midnight(first, demo.zone), midnight(after, demo.zone))
    context = load_context(demo.connection, demo.zone)
    looking = find_person(demo, person).id if person else director_id(demo)
    audience = audience_of(demo, looking)
    shown = seen(demo, first, after, window.start, person)
    assert meetings_in(demo.connection, context, audience, window) == shown.meetings


def found_in(desk: Desk, shown: View) -> Counter[Any]:
    meetings = {meeting.id: meeting for meeting in shown.meetings}
    found = []
    for conflict in (judged.conflict for judged in shown.conflicts):
        sides = [meetings[key] for key in conflict.participants if key in meetings]
        assert conflict.start is not None
        found.append(
            (
                conflict.code,
                conflict.severity.value,
                local_day(conflict.start, desk.zone).isoformat(),
                frozenset(
                    (copy.details.org_code, copy.details.uid)
                    for side in sides
                    for copy in side.copies
                ),
                conflict.minutes_short,
            )
        )
    return Counter(found)


def test_the_director_sees_exactly_the_expected_conflicts(demo, now):
    expected = Counter(
        (
            each["code"],
            each["severity"],
            each["date"],
            frozenset(pair for meeting in each["meetings"] for pair in meeting["copies"].items()),
            each.get("minutes_short"),
        )
        for each in EXPECTED["conflicts"]
    )
    assert found_in(demo, seen(demo, FIRST, AFTER, now)) == expected


def test_the_meetings_of_the_expected_conflicts_are_shown_at_their_times(demo, now):
    shown = {
        (meeting.preferred.details.title, f"{local(meeting.start, demo.zone):%Y-%m-%dT%H:%M}")
        for meeting in seen(demo, FIRST, AFTER, now).meetings
    }
    wanted = {(m["title"], m["start"]) for each in EXPECTED["conflicts"] for m in each["meetings"]}
    assert wanted <= shown


def test_nothing_in_the_shipped_calendars_is_rejected_or_noted(demo):
    problems = demo.connection.execute("SELECT count(*) FROM problem").fetchone()
    assert problems[0] == 0


def test_the_council_sees_no_more_than_the_time_of_the_other_body_s_private_items(demo, now):
    titles = {
        meeting.preferred.details.title
        for meeting in seen(demo, FIRST, AFTER, now, "Tom Adeyemi").meetings
    }
    assert "Occupational health appointment" in titles
    assert "Busy (WEX)" in titles
    assert not titles & {"Appraisal prep", "Finance catch-up", "Grievance meeting"}


@pytest.mark.parametrize("anchor", [date(2026, 7, 15), date(2027, 5, 2)])
def test_everything_moves_by_whole_weeks_with_its_wall_times(demo, folder, now, anchor):
    monday = anchor - timedelta(days=anchor.weekday())
    distance = monday - FIRST

    def wall_times(desk: Desk, away: timedelta) -> list[tuple[str, str]]:
        meetings = seen(desk, FIRST + away, AFTER + away, now).meetings
        return sorted(
            (
                meeting.preferred.details.title,
                f"{local(meeting.start, desk.zone).replace(tzinfo=None) - away}",
            )
            for meeting in meetings
        )

    path = folder / f"{anchor}.desk"
    with build_demo(path, data_folder=folder / "data", now=now, anchor=anchor) as moved:
        assert wall_times(moved, distance) == wall_times(demo, timedelta(0))


def test_without_an_anchor_it_is_this_week(folder, now):
    later = now + 17 * DAY
    with build_demo(folder / "later.desk", data_folder=folder / "data", now=later) as desk:
        monday = FIRST + timedelta(days=14)
        shown = seen(desk, monday, monday + timedelta(days=5), later)
    assert "DIA-06" in {judged.conflict.code for judged in shown.conflicts}


def test_nobody_s_undo_takes_it_apart(demo, now):
    with pytest.raises(WrongUseError):
        undo(demo, Actor(director_id(demo), now), 1)


def test_a_demo_desk_is_replaced_by_a_fresh_one(folder, now):
    path = folder / "again.desk"
    for _ in range(2):
        build_demo(path, data_folder=folder / "data", now=now).close()
        assert is_demo(path)


def test_a_desk_of_one_s_own_is_never_replaced(folder, now):
    path = folder / "own.desk"
    new_desk(path, name="Mine", zone="Europe/London", data_folder=folder / "data", now=now).close()
    before = path.read_bytes()
    with pytest.raises(WrongUseError, match="not a demo desk"):
        build_demo(path, data_folder=folder / "data", now=now)
    assert path.read_bytes() == before


def test_a_file_of_another_kind_is_never_replaced(folder, now):
    path = folder / "letter.txt"
    path.write_text("Dear Imogen", encoding="utf-8")
    with pytest.raises(DeskFileError):
        build_demo(path, data_folder=folder / "data", now=now)
    assert path.read_text(encoding="utf-8") == "Dear Imogen"
