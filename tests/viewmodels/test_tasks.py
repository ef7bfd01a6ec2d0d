"""The tasks of the demo desk in the window's model: reading, acting, and who sees what."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from jointdesk.domain.actors import Actor
from jointdesk.operations.sources import add_source
from jointdesk.operations.sync import sync_sources
from jointdesk.operations.undo import undo
from jointdesk.store.desk import Desk
from jointdesk.viewmodels.preferences import Preferences
from jointdesk.viewmodels.task_actions import TaskActions
from jointdesk.viewmodels.task_detail import (
    FreeHour,
    TaskLinks,
    choices,
    instant_of,
    related,
)
from jointdesk.viewmodels.task_rows import Grouping, Listing, TaskRow
from jointdesk.viewmodels.tasks import TasksModel
from tests.open_desk import OpenDesk, open_desk


def tasks_of(opened: OpenDesk, folder: Path) -> TasksModel:
    return TasksModel(opened.model, Preferences(folder, opened.model))


@pytest.fixture
def tasks(opened: OpenDesk, data_folder: Path) -> Iterator[TasksModel]:
    model = tasks_of(opened, data_folder)
    model.want()
    opened.settle()
    yield model
    opened.settle()


@pytest.fixture
def actions(tasks: TasksModel, opened: OpenDesk) -> TaskActions:
    return TaskActions(tasks, lambda: opened.model.act(undo))


def named(tasks: TasksModel, title: str) -> TaskRow:
    """Return the task whose title begins so."""
    assert tasks.tasks is not None
    return next(row for row in tasks.tasks.rows if row.title.startswith(title))


def test_before_the_page_is_opened_tasks_are_only_counted(
    opened: OpenDesk, data_folder: Path
) -> None:
    model = tasks_of(opened, data_folder)
    opened.settle()
    assert (model.number, model.tasks) == (27, None)


def test_the_list_is_a_sound_model(tasks: TasksModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(tasks.list)
    tasks.show(Listing(Grouping.OWNER))
    qtmodeltester.check(tasks.list)


def test_a_screen_reader_hears_the_place_in_the_list(tasks: TasksModel) -> None:
    from PySide6.QtCore import Qt

    place = tasks.list.place_of(named(tasks, "Winter funding return").id)
    assert place is not None
    spoken = tasks.list.index(place).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Winter funding return, Wexmere, due Friday 4 December")
    assert "problem: asked twice" in spoken
    assert spoken.endswith(" of 27")


def test_done_leaves_the_open_list_and_undo_brings_it_back(
    tasks: TasksModel, actions: TaskActions, opened: OpenDesk
) -> None:
    row = named(tasks, "Winter funding return (council copy)")
    actions.complete([row.id])
    opened.settle()
    assert opened.said[-1] == "Done: “Winter funding return (council copy)”."
    assert tasks.list.place_of(row.id) is None
    assert tasks.number == 26
    opened.notices[-1].act()  # type: ignore[misc]
    opened.settle()
    assert tasks.list.place_of(row.id) is not None


def test_done_twice_opens_again(tasks: TasksModel, actions: TaskActions, opened: OpenDesk) -> None:
    row = named(tasks, "Mirror leave")
    for _ in range(2):
        actions.complete([row.id])
        opened.settle()
    assert named(tasks, "Mirror leave").task.is_open
    assert opened.said[-1].startswith("Opened again:")


def test_several_are_deferred_and_given_away_at_once(
    tasks: TasksModel, actions: TaskActions, opened: OpenDesk
) -> None:
    assert tasks.tasks is not None
    callum = next(one.id for one in tasks.tasks.people if one.name == "Callum Reyes")
    ids = [named(tasks, "FOI: agency spend (c").id, named(tasks, "FOI: agency spend (I").id]
    actions.defer(ids, date(2026, 12, 21))
    actions.assign(ids, [callum])
    opened.settle()
    rows = [tasks.row(one) for one in ids]
    assert {(row.due, row.owner) for row in rows if row} == {("Mon 21 Dec", "Callum Reyes")}
    assert opened.said[-2:] == [
        "Deferred 2 tasks to Mon 21 Dec.", "Gave 2 tasks to Callum Reyes."
    ]  # fmt: skip


def test_a_refusal_is_told_and_belongs_to_its_field(
    tasks: TasksModel, actions: TaskActions, opened: OpenDesk, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(actions.failed) as refused:
        actions.edit([named(tasks, "Mirror leave").id], {"title": ""})
    assert refused.args == ["title", "A task needs a title."]


def test_kept_time_is_found_again_from_the_task(
    tasks: TasksModel, actions: TaskActions, opened: OpenDesk
) -> None:
    row = named(tasks, "Scrutiny briefing note")
    assert tasks.tasks is not None
    start = instant_of(date(2026, 12, 15), "12:30", tasks.tasks)
    assert start is not None
    actions.keep_time(row.id, start, 60)
    found: list[TaskLinks] = []
    actions.ask_links(row.task, found.append)
    opened.settle()
    kept = [link.words for link in found[0].links if link.what == "Time kept"]
    assert kept == ["Tue 15 Dec, 12:30–13:30"]


def test_the_next_free_hour_lies_in_working_hours(
    actions: TaskActions, opened: OpenDesk, tasks: TasksModel
) -> None:
    found: list[FreeHour | None] = []
    actions.ask_free(found.append)
    opened.settle()
    assert found
    assert found[0] is not None
    assert found[0].start % (5 * 60) == 0
    assert found[0].doubt == ""


def test_an_hour_is_not_called_free_on_old_diaries_without_saying_so(
    actions: TaskActions, opened: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JOINTDESK_NOW", "2026-12-16T09:20:00+00:00")
    found: list[FreeHour | None] = []
    actions.ask_free(found.append)
    opened.settle()
    assert found[0] is not None
    assert "diary “Imogen Farrant (ICB)” is out of date" in found[0].doubt


def test_a_task_leads_to_its_matter_and_decision(tasks: TasksModel) -> None:
    assert tasks.tasks is not None
    links = related(named(tasks, "Winter funding return"), tasks.tasks)
    assert [link.what for link in links] == ["Decision", "Matter"]


def test_names_offered_are_each_there_once_and_understood_again(tasks: TasksModel) -> None:
    assert tasks.tasks is not None
    for what in ("matter", "decision", "task"):
        names = choices(tasks.tasks, what)
        assert names.ids
        for name, id_ in names.ids.items():
            assert names.id_of(f" {name.upper()} ") in names.ids.values()
            assert names.name_of(id_) == name


def test_times_of_day_are_read_with_a_colon_or_a_point(tasks: TasksModel) -> None:
    assert tasks.tasks is not None
    day = date(2026, 12, 15)
    assert instant_of(day, "14.30", tasks.tasks) == instant_of(day, "14:30", tasks.tasks)
    assert instant_of(day, "25:00", tasks.tasks) is None
    assert instant_of(day, "noon", tasks.tasks) is None


@pytest.mark.parametrize(
    ("person", "sees"), [("", True), ("Bridget Lyall", True), ("Tom Adeyemi", False)]
)
def test_a_task_kept_to_one_body_is_seen_by_its_people_alone(
    qtbot: QtBot, demo_path: Path, data_folder: Path, person: str, sees: bool
) -> None:
    with open_desk(qtbot, demo_path, data_folder) as director:
        model = tasks_of(director, data_folder)
        model.want()
        director.settle()
        assert model.tasks is not None
        wexmere = next(one.id for one in model.tasks.organisations if one.code == "WEX")
        fields = {"orgs": [wexmere], "visibility": "own_org"}
        TaskActions(model, lambda: None).add("Settle the staff matter", fields)
        director.settle()
    with open_desk(qtbot, demo_path, data_folder, person) as someone:
        model = tasks_of(someone, data_folder)
        model.want()
        someone.settle()
        assert model.tasks is not None
        titles = [row.title for row in model.tasks.rows]
        assert ("Settle the staff matter" in titles) is sees
        assert model.number == 27 + sees


def test_how_a_person_lists_tasks_is_remembered(
    tasks: TasksModel, opened: OpenDesk, data_folder: Path
) -> None:
    tasks.show(Listing(Grouping.OWNER, is_mine=True, words="winter"))
    again = tasks_of(opened, data_folder)
    assert again.listing == Listing(Grouping.OWNER, is_mine=True)
    opened.settle()


LIST = """BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//Somebody//Tasks//EN\r
BEGIN:VTODO\r
UID:vaccines\r
DTSTAMP:20261210T090000Z\r
SUMMARY:Order the vaccines\r
DUE;VALUE=DATE:20261217\r
PRIORITY:1\r
END:VTODO\r
BEGIN:VTODO\r
UID:secret\r
DTSTAMP:20261210T090000Z\r
SUMMARY:Speak with occupational health\r
CLASS:PRIVATE\r
DUE;VALUE=DATE:20261218\r
END:VTODO\r
END:VCALENDAR\r
"""


def connect(opened: OpenDesk, file: Path) -> None:
    """Connect a file of tasks to the council, and read it."""
    file.write_bytes(LIST.encode())

    def work(desk: Desk, actor: Actor) -> None:
        source = add_source(desk, actor, org_code="CAL", address=str(file))
        sync_sources(desk, actor, [source])

    opened.model.act(work)
    opened.settle()


def test_a_connected_task_list_shows_up_and_what_changes_here_waits(
    tasks: TasksModel, actions: TaskActions, opened: OpenDesk, tmp_path: Path
) -> None:
    connect(opened, tmp_path / "tasks.ics")
    row = named(tasks, "Order the vaccines")
    assert (row.due, row.codes, row.details) == ("Thu 17 Dec", ("CAL",), ("High for CAL",))
    actions.complete([row.id])
    opened.settle()
    done = tasks.row(row.id)
    assert done is not None
    assert not done.task.is_open
    assert "waiting to be written" in done.spoken
    actions.remove([row.id])
    opened.settle()
    assert opened.said[-1].startswith("“Order the vaccines” is in a calendar")


@pytest.mark.parametrize(("person", "sees"), [("Tom Adeyemi", True), ("Bridget Lyall", False)])
def test_a_private_task_of_a_calendar_is_its_bodys_own(
    qtbot: QtBot, demo_path: Path, data_folder: Path, tmp_path: Path, person: str, sees: bool
) -> None:
    with open_desk(qtbot, demo_path, data_folder) as director:
        connect(director, tmp_path / "tasks.ics")
    with open_desk(qtbot, demo_path, data_folder, person) as someone:
        model = tasks_of(someone, data_folder)
        model.want()
        someone.settle()
        assert model.tasks is not None
        titles = [row.title for row in model.tasks.rows]
        assert "Order the vaccines" in titles
        assert ("Speak with occupational health" in titles) is sees
