"""What Today tells the director and each PA, on the day that the design draws."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from jointdesk.domain.conflicts import Severity
from jointdesk.domain.moments import DAY
from jointdesk.operations.audiences import acting_person, audience_of
from jointdesk.operations.clock import now
from jointdesk.operations.naming import Names
from jointdesk.operations.tasks import complete_tasks
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.pages import Page
from jointdesk.viewmodels.preferences import Preferences
from jointdesk.viewmodels.today import TodayModel
from jointdesk.viewmodels.today_day import MeetingRow, WayRow
from jointdesk.viewmodels.today_reading import Today, read_today
from tests.open_desk import OpenDesk, open_desk

Read = Callable[..., Today]


@pytest.fixture
def read(demo_path: Path) -> Read:
    def today(person: str = "", since: int | None = None) -> Today:
        reading = Reading(demo_path)
        try:
            who = acting_person(reading, person)
            return read_today(reading, audience_of(reading, who.id), since)
        finally:
            reading.close()

    return today


def test_the_headline_counts_what_must_be_done_today(read: Read) -> None:
    today = read()
    assert today.date == "Monday 14 December"
    assert today.headline == "Two things need you today."
    assert today.lead == (
        "You cannot reach Wexmere House, ICB HQ in time after Corporate Leadership Team."
        " Today is the last day for the key decision notice on “Care home fees 2027/28”."
    )
    assert today.number == 2


def test_the_day_is_told_in_order_with_its_journey(read: Read) -> None:
    today = read()
    assert today.summary == "5 meetings, 5 h 45, one journey"
    rows = [row.headline if isinstance(row, WayRow) else row.title for row in today.rows]
    assert rows == [
        "System pressures call",
        "Corporate Leadership Team",
        "20 minutes short",
        "ICB Executive Committee",
        "Appraisal prep",
        "HOLD: Care home fees, Cllr Stott",
    ]
    first, now_on = (row for row in today.rows[:2] if isinstance(row, MeetingRow))
    assert first.is_quiet  # it is over
    assert now_on.detail == "Calderbourne Town Hall, now"
    way = today.rows[2]
    assert isinstance(way, WayRow)
    assert way.target is not None
    assert way.target.page is Page.CONFLICTS


def test_tomorrow_says_where_the_diaries_do_not_agree(read: Read) -> None:
    today = read()
    assert today.tomorrow_note == (
        "Tuesday 15 December, leave for Riverside Integrated Hub by 13:45"
    )
    board = today.tomorrow[-1]
    assert isinstance(board, MeetingRow)
    assert (board.title, board.times) == ("Section 75 Partnership Board", "14:00 or 14:30")
    assert board.codes == ("CAL", "WEX")
    assert board.mark is not None
    assert board.mark.words == "Copies differ"


def test_what_is_to_be_decided_leads_to_where_it_is_done(read: Read) -> None:
    notice, drift, *_ = read().decide
    assert notice.title == "Care home fees 2027/28: key decision notice"
    assert notice.lines == (
        "Today is the last day for a decision on 12 January.",
        "Task of Tom Adeyemi, 3 days late.",
    )
    assert (notice.target.page, notice.severity) == (Page.DECISIONS, Severity.RED)
    assert drift.title == "Tomorrow: Copies differ: Section 75 Partnership Board"
    assert drift.target.page is Page.CONFLICTS
    titles = [one.title for one in read().decide]
    assert "3 decisions due and not recorded as taken" in titles


def test_a_screen_reader_hears_how_bad_it_is_and_whose(read: Read) -> None:
    spoken = read().decide[0].spoken
    assert spoken.startswith("Must act, Care home fees 2027/28: key decision notice, Calderbourne")


def test_a_pa_hears_of_the_director_and_of_nothing_private(read: Read) -> None:
    today = read("Tom")
    assert today.headline == "Two things need Imogen today."
    assert today.whose == "Imogen’s"
    hidden = [row for row in today.rows if isinstance(row, MeetingRow) and row.is_private]
    assert [(row.title, row.detail) for row in hidden] == [("Busy (WEX)", "Private to Wexmere")]
    assert "Appraisal" not in str(today)
    assert "Appraisal prep" in str(read("Bridget"))


def test_each_person_sees_what_waits_for_them(read: Read) -> None:
    bridget = read("Bridget").waiting
    assert [one.title for one in bridget] == ["Winter funding return", "Union meeting"]
    assert bridget[1].lines == ("Needs your yes.", "Hold ended on Mon 30 Nov.")
    director = read().waiting
    assert director[0].title == "Decision to take: Reablement award"
    assert director[0].lines == ("Finance & Investment Committee, Wednesday 16 December",)
    assert director[1].lines == ("Was due Mon 30 Nov, 14 days late",)


def test_the_time_is_split_over_four_weeks(read: Read) -> None:
    split = read().split
    assert split is not None
    assert [part.code for part in split.parts] == ["CAL", "WEX"]
    assert sum(part.percent for part in split.parts) == 100
    assert split.note == "Four weeks to 13 December, agreed 50 : 50"
    assert split.spoken.startswith("Time split: Calderbourne")


def test_changes_are_told_only_to_who_has_looked_before(read: Read, demo_path: Path) -> None:
    assert read().news.first == ()
    told = read(since=now() - 3 * DAY)
    assert told.news.since == "Friday 09:20"
    assert [one.title for one in told.news.first] == [
        "Wexmere diary was read",
        "Calderbourne diary was read",
    ]
    assert [one.codes for one in read("Tom", now() - DAY).news.first] == [("CAL",)]
    assert read(since=now() + DAY).news.first == ()


def test_the_model_follows_the_desk(opened: OpenDesk, tmp_path: Path, qtbot: QtBot) -> None:
    model = TodayModel(opened.model, Preferences(tmp_path, opened.model))
    opened.settle()
    assert model.today is not None
    task = next(one for one in model.today.waiting if one.target.page is Page.TASKS)
    audience = opened.model.audience
    assert audience is not None
    with qtbot.waitSignal(model.today_changed):
        opened.model.act(
            lambda desk, actor: complete_tasks(desk, actor, Names(desk, audience), [task.target.id])
        )
    assert model.today is not None
    assert task.title not in [one.title for one in model.today.waiting]


def test_when_one_looked_is_kept_for_the_next_time(
    qtbot: QtBot, demo_path: Path, data_folder: Path, tmp_path: Path
) -> None:
    with open_desk(qtbot, demo_path, data_folder) as first:
        model = TodayModel(first.model, Preferences(tmp_path, first.model))
        first.settle()
        assert model.today is not None
        assert model.today.news.since == ""
        model.seen()
        model.load()
        first.settle()
        assert model.today.news.since == ""  # it counts from before this window was opened
    with open_desk(qtbot, demo_path, data_folder) as again:
        model = TodayModel(again.model, Preferences(tmp_path, again.model))
        again.settle()
        assert model.today is not None
        assert model.today.news.since == "09:20"
