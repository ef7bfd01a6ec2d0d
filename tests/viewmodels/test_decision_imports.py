"""Bringing a register in as the window does it: read, map, look, bring in, take back."""

import threading
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from jointdesk.operations.audiences import audience_of, find_person
from jointdesk.operations.naming import Names
from jointdesk.operations.organisations import organisation_by_code
from jointdesk.operations.register_mappings import mappings_of
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.decision_import_table import REMARK, STATE, TITLE
from jointdesk.viewmodels.decision_import_words import Kind
from jointdesk.viewmodels.decision_imports import DecisionImportModel
from jointdesk.viewmodels.import_steps import Step
from jointdesk.viewmodels.undoing import UndoModel
from tests.open_desk import OpenDesk

LOG = (
    "Ref,Title,Date of decision,Colour\n"
    "C-1,Fees,12/10/2026,green\n"
    "C-2,Beds,31 April 2026,red\n"
    "C-3,Falls,,red\n"
    "C-1,Fees,12 Oct 2026,green\n"
    ",,,A note\n"
)


@pytest.fixture
def model(opened: OpenDesk) -> DecisionImportModel:
    made = DecisionImportModel(opened.model, UndoModel(opened.model).undo)
    made.refresh()
    opened.settle()
    return made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "log.csv"
    path.write_text(LOG)
    return path


def look(model: DecisionImportModel, opened: OpenDesk, file: Path, org: str = "CAL") -> None:
    model.begin(str(file), org)
    opened.settle()


def texts(model: DecisionImportModel, column: int) -> list[str]:
    rows = model.mapping.rows
    return [rows.index(place, column).data() for place in range(rows.rowCount())]


def titles(opened: OpenDesk) -> set[str]:
    reading = Reading(opened.model.path)
    assert opened.model.audience is not None
    found = Names(reading, opened.model.audience).records
    reading.close()
    return {one.title for one in found.decisions}


def test_every_row_is_listed_with_what_becomes_of_it(
    model: DecisionImportModel, opened: OpenDesk, file: Path
) -> None:
    look(model, opened, file)
    QAbstractItemModelTester(model.mapping.rows)
    assert model.step is Step.PREVIEW
    assert texts(model, STATE) == ["New", "Refused", "To look at", "There already", "No record"]
    assert texts(model, TITLE) == ["Fees", "Beds", "Falls", "Fees", ""]
    assert texts(model, REMARK) == [
        "",
        "April 2026 has 30 days (Date of decision: 31 April 2026).",
        "No date of decision: it comes in as a draft.",
        "The same as row 2.",
        "A line on its own: “A note”.",
    ]
    assert model.mapping.rows.brought_in == 2


def test_one_kind_of_row_can_be_shown_alone(
    model: DecisionImportModel, opened: OpenDesk, file: Path
) -> None:
    look(model, opened, file)
    rows = model.mapping.rows
    rows.filter(Kind.REFUSED)
    assert texts(model, TITLE) == ["Beds"]
    assert rows.count(Kind.NEW) == 1
    column = next(at for at, one in enumerate(model.mapping.columns()) if one.field == "date_taken")
    model.mapping.map_column(column, None)
    opened.settle()
    assert rows.shown_kind is None
    assert len(texts(model, TITLE)) == 5


def test_columns_are_shown_with_values_and_their_field(
    model: DecisionImportModel, opened: OpenDesk, file: Path
) -> None:
    look(model, opened, file)
    ref, _, day, colour = model.mapping.columns()
    assert (ref.heading, ref.samples, ref.field) == ("Ref", ("C-1", "C-2", "C-3"), "ref")
    assert day.samples == ("12/10/2026", "31 April 2026", "12 Oct 2026")
    assert colour.field is None


def test_a_changed_mapping_is_judged_anew(
    model: DecisionImportModel, opened: OpenDesk, file: Path
) -> None:
    look(model, opened, file)
    model.mapping.map_column(3, "title")
    opened.settle()
    assert [one.field for one in model.mapping.columns()] == ["ref", None, "date_taken", "title"]
    assert texts(model, TITLE)[0] == "green"
    model.mapping.map_column(3, None)
    opened.settle()
    assert not model.mapping.is_mapped
    assert texts(model, TITLE) == []
    model.mapping.use_mapping("")
    opened.settle()
    assert texts(model, TITLE)[0] == "Fees"


def test_what_is_new_comes_in_and_undo_takes_it_away_again(
    model: DecisionImportModel, opened: OpenDesk, file: Path
) -> None:
    before = titles(opened)
    look(model, opened, file)
    model.import_all("Our log")
    opened.settle()
    assert opened.said[-1] == "Imported 2 decisions of Calderbourne."
    assert titles(opened) == before | {"Fees", "Falls"}
    assert model.step is Step.CHOOSE
    undo = opened.notices[-1].act
    assert undo is not None
    undo()
    opened.settle()
    assert titles(opened) == before


def test_a_mapping_is_remembered_once_and_offered(
    model: DecisionImportModel, opened: OpenDesk, file: Path
) -> None:
    look(model, opened, file)
    model.mapping.map_column(3, "notes")
    opened.settle()
    model.import_all("Our log")
    opened.settle()
    look(model, opened, file)
    assert model.mapping.opened is not None
    assert model.mapping.opened.mappings == ("Our log",)
    assert model.mapping.columns()[3].field == "notes"
    model.mapping.map_column(3, None)
    model.mapping.use_mapping("Our log")
    opened.settle()
    assert model.mapping.columns()[3].field == "notes"
    model.import_all("Another name")
    opened.settle()
    assert opened.said[-1] == "There was nothing new to import."
    reading = Reading(opened.model.path)
    assert opened.model.audience is not None
    known = mappings_of(reading, opened.model.audience, organisation_by_code(reading, "CAL"))
    reading.close()
    assert [one.name for one in known] == ["Our log"]


def test_another_sheet_can_be_looked_at(
    model: DecisionImportModel, opened: OpenDesk, tmp_path: Path
) -> None:
    book = Workbook()
    for name, title in {"Cover": "Colour", "2025": "Title", "2026": "Title"}.items():
        sheet = book.create_sheet(name)
        sheet.append(["Ref", title])
        sheet.append(["C-1", f"Of {name}"])
    book.save(tmp_path / "log.xlsx")
    look(model, opened, tmp_path / "log.xlsx")
    assert model.mapping.sheet == 1
    model.mapping.choose_sheet(2)
    opened.settle()
    assert texts(model, TITLE) == ["Of 2026"]
    model.mapping.choose_sheet(0)
    opened.settle()
    assert not model.mapping.is_mapped


def test_joining_other_bodies_matters_is_asked_for(
    model: DecisionImportModel, opened: OpenDesk, file: Path
) -> None:
    look(model, opened, file, "WEX")
    model.mapping.join_across(True)
    opened.settle()
    assert model.mapping.wanted is not None
    assert model.mapping.wanted.across
    model.import_all()
    opened.settle()
    assert opened.said[-1] == "Imported 2 decisions of Wexmere."


def test_a_file_without_a_table_is_said_where_it_was_asked(
    qtbot: QtBot, model: DecisionImportModel, opened: OpenDesk, tmp_path: Path
) -> None:
    (tmp_path / "letter.csv").write_text("Dear Imogen")
    with qtbot.waitSignal(model.failed) as heard:
        model.begin(str(tmp_path / "letter.csv"), "CAL")
    assert "holds no table" in heard.args[0]
    assert model.step is Step.CHOOSE


def test_reading_that_ended_before_it_was_cancelled_goes_back_too(
    model: DecisionImportModel, opened: OpenDesk, file: Path
) -> None:
    model.begin(str(file), "CAL")
    assert opened.model.runner._pool.waitForDone(60_000)
    model.cancel()
    opened.settle()
    assert model.step is Step.CHOOSE


def test_cancelled_reading_goes_back_to_the_form(
    model: DecisionImportModel, opened: OpenDesk, file: Path
) -> None:
    model.begin(str(file), "CAL")
    assert model.step is Step.READING
    model.cancel()
    opened.settle()
    assert model.step is Step.CHOOSE
    assert opened.said == ["Stopped. Nothing was changed."]


def test_a_cancelled_import_stays_at_the_preview(
    model: DecisionImportModel, opened: OpenDesk, file: Path
) -> None:
    before = titles(opened)
    look(model, opened, file)
    go_on = threading.Event()
    opened.model.read(lambda _reading: go_on.wait(30), lambda _result: None)
    model.import_all()
    model.cancel()
    go_on.set()
    opened.settle()
    assert model.step is Step.PREVIEW
    assert titles(opened) == before


def test_giving_up_and_somebody_else_end_the_preview(
    model: DecisionImportModel, opened: OpenDesk, file: Path
) -> None:
    look(model, opened, file)
    model.leave()
    assert model.step is Step.CHOOSE
    look(model, opened, file)
    reading = Reading(opened.model.path)
    tom = find_person(reading, "Tom Adeyemi")
    audience = audience_of(reading, tom.id)
    reading.close()
    opened.model.adopt(tom, audience)
    opened.settle()
    assert model.step is Step.CHOOSE
    assert texts(model, TITLE) == []


def test_a_dropped_file_begins_anew(
    qtbot: QtBot, model: DecisionImportModel, opened: OpenDesk, file: Path
) -> None:
    look(model, opened, file)
    with qtbot.waitSignal(model.file_proposed) as heard:
        model.propose("/other.xlsx")
    assert heard.args == ["/other.xlsx"]
    assert model.step is Step.CHOOSE


@pytest.mark.parametrize("name", ["a\0b.csv", "half \ud83d.csv", "x" * 5000])
def test_what_can_be_no_name_of_a_file_is_told(
    model: DecisionImportModel, opened: OpenDesk, qtbot: QtBot, name: str
) -> None:
    with qtbot.waitSignal(model.failed, timeout=30_000) as told:
        model.begin(name, "CAL")
    assert told.args is not None
    assert "name of a file" in told.args[0]
