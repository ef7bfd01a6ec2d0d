"""Deadlines among the all-day items of the diary: which, how pressing, for whom, and when not."""

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from jointdesk.operations.audiences import acting_person, audience_of
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.allday import Band, DayNote, lay_out_band
from jointdesk.viewmodels.blocks import Naming, PlainWords, naming
from jointdesk.viewmodels.diary_deadlines import DiaryDeadlines, read_notes
from jointdesk.viewmodels.diary_model import DiaryModel
from jointdesk.viewmodels.marks import Marks
from jointdesk.viewmodels.preferences import Preferences
from tests.open_desk import OpenDesk

DAYS = tuple(date(2026, 12, day) for day in range(14, 21))


def told(day: int, title: str, tone: str = "amber") -> DayNote:
    return DayNote(date(2026, 12, day), title, tone, f"task/{title}", PlainWords(title, title))


def band(*notes: DayNote) -> Band:
    from datetime import UTC

    whose: Naming = naming(UTC, ())
    return lay_out_band((), DAYS, whose, Marks(), notes)


def test_the_most_pressing_stand_on_top_and_what_has_no_room_is_counted() -> None:
    found = band(
        told(14, "b"), told(14, "a", "ok"), told(14, "c", "red"), told(14, "d"), told(30, "far")
    )
    assert [(bar.title, bar.row) for bar in found.bars] == [("c", 0), ("b", 1)]
    assert [bar.title for bar in found.gathered[0]] == ["d", "a"]


def test_a_deadline_leads_to_its_record_and_is_no_meeting() -> None:
    (bar,) = band(told(15, "return")).bars
    assert (bar.record, bar.meeting_id, bar.icon) == ("task/return", "", "flag")


def notes_as(path: Path, person: str) -> dict[str, DayNote]:
    reading = Reading(path)
    try:
        who = acting_person(reading, person)
        found = read_notes(reading, audience_of(reading, who.id))
    finally:
        reading.close()
    return {note.title: note for note in found}


def test_decisions_and_tasks_of_the_demo_desk_have_their_days(demo_path: Path) -> None:
    found = notes_as(demo_path, "")
    assert found["FOI: agency spend (council)"].day == date(2026, 12, 15)
    assert found["FOI: agency spend (council)"].tone == "amber"
    assert found["Winter funding return"].tone == "red"
    assert any(note.record.startswith("decision/") for note in found.values())
    assert {note.tone for note in found.values()} == {"red", "amber", "ok"}


@pytest.mark.parametrize("person", ["Tom Adeyemi", "Bridget Lyall"])
def test_nobody_sees_the_deadline_of_what_is_kept_from_them(
    demo_path: Path, data_folder: Path, person: str
) -> None:
    from jointdesk.domain.actors import Actor
    from jointdesk.operations.clock import now
    from jointdesk.operations.naming import Names
    from jointdesk.operations.tasks import add_task
    from jointdesk.store.desk import open_desk

    desk = open_desk(demo_path, data_folder=data_folder)
    director = acting_person(desk, "")
    names = Names(desk, audience_of(desk, director.id))
    fields = {"title": "Staff matter", "visibility": "own_org", "due": "2026-12-16"}
    orgs = [names.id_of("organisation", "WEX")]
    add_task(desk, Actor(director.id, now()), names, {**fields, "orgs": orgs})
    desk.close()
    assert "Staff matter" in notes_as(demo_path, "")
    assert ("Staff matter" in notes_as(demo_path, person)) is (person == "Bridget Lyall")


def test_deadlines_come_after_the_days_and_are_remembered_as_hidden(
    opened: OpenDesk, qtbot: QtBot, data_folder: Path
) -> None:
    from zoneinfo import ZoneInfo

    diary = DiaryModel(opened.model, ZoneInfo("Europe/London"))
    diary.load()
    opened.settle()
    page = diary.page()
    assert page is not None
    assert not any(bar.tone for bar in page.band.bars)
    preferences = Preferences(data_folder, opened.model)
    DiaryDeadlines(opened.model, diary, preferences)
    opened.settle()
    page = diary.page()
    assert page is not None
    assert any(bar.tone for bar in page.band.bars)
    diary.want_notes(False)
    opened.settle()
    page = diary.page()
    assert page is not None
    assert not any(bar.tone for bar in page.band.bars)
    other = DiaryModel(opened.model, ZoneInfo("Europe/London"))
    DiaryDeadlines(opened.model, other, preferences)
    assert not other.has_notes
    opened.settle()
