"""Importing as the window does it: look, choose, bring in, take back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from jointdesk.domain.actors import Actor
from jointdesk.domain.items import Write
from jointdesk.domain.sources import Collection, Connection
from jointdesk.operations.audiences import audience_of, find_person
from jointdesk.operations.clock import now
from jointdesk.operations.imports import Wanted
from jointdesk.operations.organisations import organisation_by_code
from jointdesk.operations.servers import FoundOnServer
from jointdesk.operations.servers import connect as connect_found
from jointdesk.operations.sources import Keep, add_source, list_sources
from jointdesk.sources.caldav.discovery import FoundCollection
from jointdesk.sources.caldav.login import Login
from jointdesk.store.changes import record
from jointdesk.store.collections import ITEM_TYPE, collection_fields
from jointdesk.store.connections import add_connection
from jointdesk.store.desk import Desk
from jointdesk.store.reading import Reading
from jointdesk.viewmodels import imports
from jointdesk.viewmodels.import_sources import read_choices
from jointdesk.viewmodels.import_steps import Step
from jointdesk.viewmodels.import_table import DIFFERENCE, KIND_ROLE, MEETING, TICK
from jointdesk.viewmodels.import_words import Kind
from jointdesk.viewmodels.imports import ImportModel
from tests.calendar_servers import Answered, CalendarServer, Meddler
from tests.open_desk import OpenDesk, open_desk
from tests.operations.test_imports import calendar

BROKEN = "BEGIN:VEVENT\r\nUID:x\r\nSUMMARY:Broken\r\nDTSTART:never\r\nEND:VEVENT\r\n"


@pytest.fixture
def model(opened: OpenDesk) -> ImportModel:
    return ImportModel(opened.model, {})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "new.ics"
    text = calendar(("a", "Board", 9), ("b", "Lunch", 12))
    path.write_text(text.replace("END:VCALENDAR", f"{BROKEN}END:VCALENDAR"), newline="")
    return path


def look(model: ImportModel, opened: OpenDesk, file: Path, known: str = "") -> None:
    model.begin(Wanted("WEX", str(file), "Wexmere team", collection_id=known))
    opened.settle()


def connected(opened: OpenDesk) -> list[str]:
    reading = Reading(opened.model.path)
    names = [row.collection.name for row in list_sources(reading)]
    reading.close()
    return names


def texts(model: ImportModel, opened: OpenDesk, column: int) -> list[str]:
    rows = model.rows
    for _ in range(2):
        found = [rows.index(place, column).data() for place in range(rows.rowCount())]
        opened.settle()
    return found


def test_a_preview_has_a_row_for_every_meeting_and_every_item_left_out(
    model: ImportModel, opened: OpenDesk, file: Path
) -> None:
    look(model, opened, file)
    QAbstractItemModelTester(model.rows)
    assert model.step is Step.PREVIEW
    assert texts(model, opened, MEETING) == ["Board", "Lunch", "Item at line 16"]
    assert "Left out, the rest is imported." in texts(model, opened, DIFFERENCE)[2]
    problem = model.rows.problem_at(2)
    assert problem is not None
    assert "SUMMARY:Broken" in problem.text
    assert model.rows.ticked() == {0, 1}


def test_what_is_ticked_comes_in_and_undo_takes_it_away_again(
    model: ImportModel, opened: OpenDesk, file: Path
) -> None:
    before = connected(opened)
    look(model, opened, file)
    model.rows.toggle([0])
    model.import_ticked()
    opened.settle()
    assert opened.said[-1] == "Imported 1 change to the Wexmere team diary."
    assert connected(opened) == [*before, "Wexmere team"]
    undo = opened.notices[-1].act
    assert undo is not None
    undo()
    opened.settle()
    assert connected(opened) == before


def test_giving_a_preview_up_leaves_no_trace(
    model: ImportModel, opened: OpenDesk, file: Path
) -> None:
    before = connected(opened)
    look(model, opened, file)
    model.leave()
    assert model.step is Step.CHOOSE
    assert model.rows.rowCount() == 0
    assert connected(opened) == before


def test_reading_that_ended_before_it_was_cancelled_goes_back_too(
    model: ImportModel, opened: OpenDesk, file: Path
) -> None:
    model.begin(Wanted("WEX", str(file)))
    assert opened.model.runner._pool.waitForDone(60_000)
    model.cancel()
    opened.settle()
    assert model.step is Step.CHOOSE
    assert opened.said == ["Stopped. Nothing was changed."]


def test_cancelled_reading_goes_back_to_the_form(
    model: ImportModel, opened: OpenDesk, file: Path
) -> None:
    model.begin(Wanted("WEX", str(file)))
    assert model.step is Step.READING
    model.cancel()
    opened.settle()
    assert model.step is Step.CHOOSE
    assert opened.said == ["Stopped. Nothing was changed."]


def test_a_file_that_is_no_calendar_is_said_where_it_was_asked(
    qtbot: QtBot, model: ImportModel, opened: OpenDesk, tmp_path: Path
) -> None:
    (tmp_path / "letter.ics").write_text("Dear Imogen")
    with qtbot.waitSignal(model.failed) as heard:
        model.begin(Wanted("WEX", str(tmp_path / "letter.ics")))
    assert "not a calendar" in heard.args[0]
    assert model.step is Step.CHOOSE


def test_missing_ones_are_not_ticked_and_can_be_shown_alone(
    model: ImportModel, opened: OpenDesk, file: Path
) -> None:
    model.refresh()
    opened.settle()
    assert model.choices is not None
    source = next(one for one in model.choices.sources if one.organisation.code == "WEX")
    look(model, opened, file, source.id)
    missing = model.rows.count(Kind.MISSING)
    assert missing > 10
    assert model.looked is not None
    assert "Is that right?" in model.looked.draft.plan.guard
    assert len(model.rows.ticked()) == 2
    model.rows.filter(Kind.MISSING)
    assert model.rows.rowCount() == missing
    assert Kind(model.rows.index(0, TICK).data(KIND_ROLE)) is Kind.MISSING
    model.rows.tick(Kind.MISSING, ticked=True)
    assert len(model.rows.ticked()) == 2 + missing


def test_without_a_keyring_a_secret_address_asks_where_to_be_kept(
    qtbot: QtBot, model: ImportModel, opened: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "has_keyring", lambda: False)
    with qtbot.waitSignal(model.keyring_missing):
        model.begin(Wanted("WEX", "https://example.org/secret.ics"))
    assert model.step is Step.CHOOSE


def test_a_removed_calendar_comes_back(model: ImportModel, opened: OpenDesk) -> None:
    before = connected(opened)
    model.refresh()
    opened.settle()
    assert model.choices is not None
    model.remove(model.choices.sources[0].id)
    opened.settle()
    assert connected(opened) == before[1:]
    undo = opened.notices[-1].act
    assert undo is not None
    undo()
    opened.settle()
    assert sorted(connected(opened)) == sorted(before)


def test_reading_all_says_what_came_of_it(opened: OpenDesk) -> None:
    refresher = opened.reader()
    refresher.read_all()
    refresher.read_all()
    opened.settle()
    assert opened.said == ["Both diaries were read: nothing has changed."]


def test_texts_of_another_body_are_not_shown(
    qtbot: QtBot, demo_path: Path, data_folder: Path, file: Path
) -> None:
    with open_desk(qtbot, demo_path, data_folder, "Tom Adeyemi") as opened:
        model = ImportModel(opened.model, {})
        look(model, opened, file)
        assert not model.sees_texts()


def test_somebody_else_who_looks_does_not_see_the_preview(
    model: ImportModel, opened: OpenDesk, file: Path
) -> None:
    look(model, opened, file)
    reading = Reading(opened.model.path)
    tom = find_person(reading, "Tom Adeyemi")
    audience = audience_of(reading, tom.id)
    reading.close()
    opened.model.adopt(tom, audience)
    opened.settle()
    assert model.step is Step.CHOOSE
    assert model.rows.rowCount() == 0


def test_an_address_kept_nowhere_is_asked_for(opened: OpenDesk, file: Path) -> None:
    address = "http://me:word@localhost:9/a.ics"

    def connect(desk: Desk, actor: Actor) -> str:
        return add_source(
            desk, actor, org_code="WEX", address=address, name="Team", keep=Keep.NOWHERE
        )

    opened.model.act(connect)
    addresses: dict[str, str] = {}
    model = ImportModel(opened.model, addresses)
    model.refresh()
    opened.settle()
    assert model.choices is not None
    team = next(one for one in model.choices.sources if one.name == "Team")
    assert (team.asked, team.place) == ("address", "Address kept nowhere")
    opened.reader(addresses).read_all()
    opened.settle()
    assert "the address is kept nowhere: Team" in opened.said[-1]
    model.look_at(team.id, address)
    opened.settle()
    assert addresses == {}  # nobody answers there, so it is asked for again
    model.look_at(team.id, str(file))
    opened.settle()
    assert addresses == {team.id: str(file)}
    assert model.choices is not None
    assert next(one for one in model.choices.sources if one.id == team.id).asked == ""
    assert not any("word" in said for said in opened.said)


@pytest.fixture
def door() -> Iterator[Meddler]:
    """A server that answers nothing but what a test says; there is no other behind it."""
    made = Meddler(CalendarServer([], 0, ""))
    yield made
    made.close()


@pytest.mark.parametrize(("status", "kept"), [(503, True), (403, True), (401, False)])
def test_a_password_is_kept_for_the_session_until_a_server_refuses_it(
    opened: OpenDesk, door: Meddler, status: int, kept: bool
) -> None:
    def connect(desk: Desk, actor: Actor) -> None:
        org = organisation_by_code(desk, "WEX")
        fields = collection_fields(Collection("team", org.id, "Team", "caldav"))
        record(desk, actor, "Add a source", [Write("team", ITEM_TYPE, fields)])
        url = door.url("http://host/team/")
        add_connection(desk, Connection("team", url, "asked", user="me"))

    opened.model.act(connect)
    given: dict[str, str] = {}
    model = ImportModel(opened.model, given)
    model.refresh()
    opened.settle()
    door.meddle = lambda _, __: Answered(503, {}, b"")
    model.look_at("team", "word")
    opened.settle()
    assert given == {"team": "word"}  # nobody has said that it is wrong
    door.meddle = lambda _, __: Answered(status, {}, b"")
    model.look_at("team")
    opened.settle()
    assert (given == {"team": "word"}) is kept
    assert model.choices is not None
    asked = next(one.asked for one in model.choices.sources if one.id == "team")
    assert asked == ("" if kept else "password")


def test_a_password_never_goes_into_the_file(
    qtbot: QtBot, model: ImportModel, opened: OpenDesk
) -> None:
    address = "http://me:word@localhost:9/a.ics"
    with qtbot.waitSignal(model.failed) as heard:
        model.begin(Wanted("WEX", address, keep=Keep.DESK), is_keep_chosen=True)
    assert "Let it be kept nowhere" in heard.args[0]


def test_a_calendar_on_a_server_says_where_and_what_is_missing(opened: OpenDesk) -> None:
    def connect(desk: Desk, actor: Actor) -> None:
        found = FoundCollection("https://dav.example/w/", "Work", ("VEVENT",), can_write=False)
        body = organisation_by_code(desk, "WEX")
        on_server = FoundOnServer(body, Login("anna", "s3cret"), (found,), is_account=False)
        connect_found(desk, actor, on_server, on_server.new, Keep.NOWHERE)

    opened.model.act(connect)
    opened.settle()
    reading = Reading(opened.model.path)
    choices = read_choices(reading, (), now())
    *_, line = choices.sources
    *_, given = read_choices(reading, (line.id,), now()).sources
    reading.close()
    assert (line.name, line.place) == ("Work", "anna on dav.example")
    assert (line.asked, given.asked) == ("password", "")
    assert line.id not in {one.id for one in choices.calendars_of("WEX")}
    opened.reader().read_all()
    opened.settle()
    assert "the password is kept nowhere: Work" in opened.said[-1]
