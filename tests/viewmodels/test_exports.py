"""An export from the wish to the logged file, as each of the three people."""

import csv
import hashlib
import io
import threading
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pikepdf
import pytest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from jointdesk.domain.actors import Actor
from jointdesk.domain.decision_fields import DECISION
from jointdesk.domain.decisions import Decision
from jointdesk.domain.items import Write
from jointdesk.domain.records import Records
from jointdesk.exports.document import tables_of
from jointdesk.operations.naming import Names
from jointdesk.store.changes import record
from jointdesk.store.desk import Desk
from jointdesk.viewmodels import export_making
from jointdesk.viewmodels.export_choices import What, Wish, diary_of
from jointdesk.viewmodels.export_days import TYPED
from jointdesk.viewmodels.exports import ExportModel, ExportStep
from jointdesk.viewmodels.notices import Tone
from tests.exports.searching import holds, page_text
from tests.open_desk import OpenDesk, open_desk


@pytest.fixture
def model(opened: OpenDesk) -> ExportModel:
    made = ExportModel(opened.model)
    opened.settle()
    return made


def look(opened: OpenDesk, model: ExportModel, wish: Wish) -> None:
    model.begin_with(wish)
    model.prepare()
    opened.settle()


def records(opened: OpenDesk) -> Records:
    """What the person sees, read in the worker."""
    found: list[Records] = []
    audience = opened.model.audience
    assert audience is not None
    opened.model.read(lambda reading: Names(reading, audience).records, found.append)
    opened.settle()
    return found[0]


def step_of(model: ExportModel) -> ExportStep:
    return model.step


# What the written files say to readers that know nothing of JointDesk


def told_by_pdf(data: bytes) -> str:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return " ".join(page_text(page) for page in pdf.pages)


def told_by_docx(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def told_by_xlsx(data: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(data))
    values = [cell for sheet in book for row in sheet.values for cell in row]
    return " ".join(str(value) for value in values if value is not None)


def told_by_csv(data: bytes) -> str:
    rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return " ".join(cell for row in rows for cell in row)


def told_by_ics(data: bytes) -> str:
    from icalendar import Calendar

    calendar = Calendar.from_ical(data)
    return " ".join(str(one.get("SUMMARY", "")) for one in calendar.walk())


def told_by_zip(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return " ".join(archive.namelist())


READERS: dict[str, Callable[[bytes], str]] = {
    "pdf": told_by_pdf,
    "docx": told_by_docx,
    "xlsx": told_by_xlsx,
    "csv": told_by_csv,
    "ics": told_by_ics,
    "zip": told_by_zip,
}


@pytest.mark.parametrize(
    ("wish", "says"),
    [
        *[(Wish(format=one, audience="joint"), "Falls pilot") for one in
          ("pdf", "docx", "xlsx", "csv", "ics")],
        *[(Wish(kind=What.JOINT, audience="joint", format=one), "Falls pilot") for one in
          ("pdf", "xlsx")],
        *[(Wish(kind=What.NOTICE, format=one), "CAL-2026-121") for one in ("pdf", "docx")],
        *[(Wish(kind=What.ACTIONS, format=one), "Winter funding return") for one in
          ("xlsx", "csv", "docx", "pdf")],
        *[(Wish(kind=What.DIARY, format=one), "Section 75 Partnership Board") for one in
          ("pdf", "ics")],
        (Wish(kind=What.EVIDENCE), "manifest.json"),
    ],
    ids=lambda value: f"{value.kind}-{value.format}" if isinstance(value, Wish) else "",
)  # fmt: skip
def test_every_export_is_saved_as_it_was_looked_at(
    opened: OpenDesk, model: ExportModel, tmp_path: Path, wish: Wish, says: str
) -> None:
    look(opened, model, wish)
    made = model.made
    assert made is not None
    ending = made.wish.format
    file = tmp_path / f"out.{ending}"
    model.save(file)
    opened.settle()
    assert says in READERS[ending](file.read_bytes())
    assert opened.said[-1].startswith(f"Saved “out.{ending}”, {made.counted}.")
    assert step_of(model) is ExportStep.CHOOSE
    assert model.log.rowCount() == 1
    if wish.kind != What.EVIDENCE:
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        assert digest in model.log.told(0)


def test_show_in_folder_stands_in_the_notice(opened: OpenDesk, tmp_path: Path) -> None:
    shown: list[Path] = []
    model = ExportModel(opened.model, shown.append)
    opened.settle()
    look(opened, model, Wish(format="csv"))
    model.save(tmp_path / "a.csv")
    opened.settle()
    notice = opened.notices[-1]
    assert notice.action == "Show in folder"
    assert notice.act is not None
    notice.act()
    assert shown == [tmp_path]


def test_what_is_looked_at_page_by_page_can_be_opened_to_print_it(
    opened: OpenDesk, tmp_path: Path
) -> None:
    shown: list[Path] = []
    model = ExportModel(opened.model, shown.append)
    opened.settle()
    look(opened, model, Wish(kind=What.DIARY))
    model.save(tmp_path / "week.pdf")
    opened.settle()
    notice = opened.notices[-1]
    assert notice.action == "Open it to print"
    assert notice.act is not None
    notice.act()
    assert shown == [tmp_path / "week.pdf"]


# A second person


def test_a_public_edition_is_not_saved_without_a_second_person(
    opened: OpenDesk, model: ExportModel, tmp_path: Path
) -> None:
    look(opened, model, Wish(audience="public", format="csv"))
    assert model.made is not None
    assert model.made.is_public
    assert "Imogen Farrant" not in [name for name, _ in model.checkers()]
    model.save(tmp_path / "a.csv")
    opened.settle()
    assert not (tmp_path / "a.csv").exists()
    assert "second person" in opened.said[-1]
    assert step_of(model) is ExportStep.PREVIEW
    tom = next(id_ for name, id_ in model.checkers() if name == "Tom Adeyemi")
    model.save(tmp_path / "a.csv", tom)
    opened.settle()
    assert (tmp_path / "a.csv").exists()
    assert "Checked by Tom Adeyemi" in model.log.told(0)


# What has changed since


def hide(desk: Desk, actor: Actor, decision: Decision) -> None:
    record(desk, actor, "Kept it", [Write(decision.id, DECISION.name, {"visibility": "own_org"})])


def test_what_was_hidden_after_it_was_looked_at_does_not_leave(
    opened: OpenDesk, model: ExportModel, tmp_path: Path
) -> None:
    look(opened, model, Wish(audience="joint", format="csv"))
    assert model.made is not None
    seen = model.made.number
    falls = next(one for one in records(opened).decisions if one.ref == "CAL-2026-116")
    opened.model.act(lambda desk, actor: hide(desk, actor, falls))
    opened.settle()
    model.save(tmp_path / "a.csv")
    opened.settle()
    assert not (tmp_path / "a.csv").exists()
    notice = opened.notices[-1]
    assert (notice.tone, notice.action) == (Tone.PROBLEM, "Look again")
    assert "changed since" in notice.text
    assert notice.act is not None
    notice.act()
    opened.settle()
    assert model.made is not None
    assert model.made.number == seen - 1
    assert any("kept from this reader" in one for one in model.made.left_out)
    model.save(tmp_path / "a.csv")
    opened.settle()
    assert not holds((tmp_path / "a.csv").read_bytes(), "Falls pilot")


# The people

FALLS = {"CAL": "116", "WEX": "070"}
"""The number of each body's decision on the falls pilot."""


@pytest.mark.parametrize(("person", "own", "other"), [("Tom", "CAL", "WEX"),
                                                      ("Bridget", "WEX", "CAL")])  # fmt: skip
def test_a_pa_exports_nothing_that_is_the_other_bodys_own(
    qtbot: QtBot, demo_path: Path, data_folder: Path, tmp_path: Path,
    person: str, own: str, other: str,
) -> None:  # fmt: skip
    with open_desk(qtbot, demo_path, data_folder) as director:
        every = records(director).decisions
        falls = next(one for one in every if one.ref == f"{other}-2026-{FALLS[other]}")
        director.model.act(lambda desk, actor: hide(desk, actor, falls))
        director.settle()
    with open_desk(qtbot, demo_path, data_folder, person) as opened:
        model = ExportModel(opened.model)
        opened.settle()
        seen = {one.id for one in records(opened).decisions}
        secrets = [one.decision_text for one in every if one.id not in seen and one.decision_text]
        assert falls.decision_text in secrets
        form = model.form
        assert form is not None
        orgs = {name.rpartition("(")[2][:-1]: id_ for name, id_ in form.options["org"]}
        for wish in (
            Wish(org=orgs[other], audience=f"org:{own}", format="csv"),
            Wish(org=orgs[other], audience=f"org:{other}", format="csv"),
            Wish(kind=What.JOINT, audience=f"org:{own}", format="xlsx"),
            Wish(kind=What.EVIDENCE, audience=f"org:{own}"),
        ):
            look(opened, model, wish)
            assert model.made is not None
            file = tmp_path / f"{person}.{model.made.wish.format}"
            file.unlink(missing_ok=True)
            model.save(file)
            opened.settle()
            for secret in secrets:
                assert not holds(file.read_bytes(), secret)


def test_another_person_does_not_see_what_was_looked_at(
    qtbot: QtBot, opened: OpenDesk, model: ExportModel
) -> None:
    from jointdesk.operations.audiences import acting_person, audience_of
    from jointdesk.store.reading import Reading

    look(opened, model, Wish(audience="director"))
    assert step_of(model) is ExportStep.PREVIEW
    reading = Reading(opened.model.path)
    bridget = acting_person(reading, "Bridget")
    audience = audience_of(reading, bridget.id)
    reading.close()
    opened.model.adopt(bridget, audience)
    opened.settle()
    assert step_of(model) is ExportStep.CHOOSE
    assert model.made is None
    assert model.form is not None
    assert "director" not in [value for _, value in model.form.options["audience"]]


# Going about


def test_a_long_export_can_be_stopped(
    opened: OpenDesk, model: ExportModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The wish to stop is heard at the next step, and nothing is shown or written."""
    make_ready = export_making.make_ready
    begun = threading.Event()

    def stopped(*given: Any) -> Any:
        begun.wait(60)  # the model knows its work once it has handed it on
        model.cancel()
        return make_ready(*given)

    monkeypatch.setattr("jointdesk.viewmodels.exports.make_ready", stopped)
    model.begin_with(Wish(format="xlsx"))
    model.prepare()
    begun.set()
    opened.settle()
    assert step_of(model) is ExportStep.CHOOSE
    assert model.made is None
    assert opened.said[-1] == "Stopped. Nothing was changed."


def test_progress_is_told(qtbot: QtBot, opened: OpenDesk, model: ExportModel) -> None:
    told: list[str] = []
    model.progressed.connect(lambda _done, _total, words: told.append(words))
    look(opened, model, Wish())
    assert "Reading the records" in told


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        (Wish(period=TYPED, first="32 Dec 2026"), "December 2026 has 31 days"),
        (Wish(kind=What.DIARY, period=TYPED, last="20 Dec 2026"), "Say on which day"),
    ],
)
def test_what_cannot_be_made_says_why(
    opened: OpenDesk, model: ExportModel, wish: Wish, why: str
) -> None:
    failed: list[str] = []
    model.failed.connect(failed.append)
    look(opened, model, wish)
    assert step_of(model) is ExportStep.CHOOSE
    assert why in failed[0]


def test_a_notice_and_a_week_can_be_begun_from_elsewhere(
    opened: OpenDesk, model: ExportModel
) -> None:
    decision = next(one for one in records(opened).decisions if one.ref == "CAL-2026-112")
    model.begin_with(Wish(kind=What.NOTICE, decision=decision.id))
    assert (model.wish.kind, model.wish.decision) == (What.NOTICE, decision.id)
    assert model.wish.audience == "org:CAL"
    model.begin_with(
        diary_of(date.fromisoformat("2026-12-14"), date.fromisoformat("2026-12-20")), prepares=True
    )
    assert (model.wish.kind, model.wish.first) == (What.DIARY, "2026-12-14")
    opened.settle()
    assert model.made is not None
    assert len(model.made.pages) > 1
    model.open_register()
    assert model.wish.kind == What.REGISTER


def test_the_brief_of_today_is_made_ready_at_once(opened: OpenDesk, model: ExportModel) -> None:
    model.begin_with(Wish(What.BRIEF), prepares=True)
    opened.settle()
    assert step_of(model) is ExportStep.PREVIEW
    assert model.made is not None
    assert model.made.name == "OFFICIAL Brief for Monday 14 December 2026.pdf"
    assert model.made.counted == "5 entries"
    assert model.wish.audience == "director"


def test_a_brief_can_be_for_days_that_are_typed(opened: OpenDesk, model: ExportModel) -> None:
    wish = Wish(What.BRIEF, period="typed", first="16 Dec 2026", last="17 Dec 2026", format="docx")
    look(opened, model, wish)
    assert model.made is not None
    assert "Wednesday 16 December 2026 to Thursday 17" in model.made.document.title


def test_the_log_is_a_sound_model(
    opened: OpenDesk, model: ExportModel, tmp_path: Path, qtmodeltester: ModelTester
) -> None:
    look(opened, model, Wish(format="csv"))
    assert model.made is not None
    counted = model.made.counted
    model.save(tmp_path / "a.csv")
    opened.settle()
    qtmodeltester.check(model.log, force_py=True)  # type: ignore[no-untyped-call]
    row = [model.log.data(model.log.index(0, place)) for place in range(6)]
    assert row == [
        "14 Dec 2026, 09:20", "Register of decisions, CAL", "CAL", counted,
        "Imogen Farrant", "",
    ]  # fmt: skip


def test_the_days_and_the_detail_change_in_place(opened: OpenDesk, model: ExportModel) -> None:
    model.begin_with(
        diary_of(date.fromisoformat("2026-12-14"), date.fromisoformat("2026-12-20")), prepares=True
    )
    opened.settle()
    assert model.days == "14 to 20 December 2026"
    before = model.made
    model.turn(1)
    assert model.made is before  # it stays in sight meanwhile
    model.remake(model.wish._replace(detail="busy"))  # asked for before the first is done
    opened.settle()
    made = model.made
    assert made is not None
    assert model.days == "21 to 27 December 2026"
    assert made.wish.detail == "busy"
    (table,) = tables_of(made.document)
    assert {row[2] for row in table.rows} <= {"Busy", "Travel"}


def test_days_are_turned_no_further_than_calendars_go(opened: OpenDesk, model: ExportModel) -> None:
    model.begin_with(
        diary_of(date.fromisoformat("2099-12-25"), date.fromisoformat("2099-12-30")), prepares=True
    )
    opened.settle()
    wish = model.wish
    model.turn(1)
    opened.settle()
    assert model.wish == wish
