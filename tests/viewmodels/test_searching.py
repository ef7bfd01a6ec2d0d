"""The search everywhere: lines under their months, and words for every outcome."""

from zoneinfo import ZoneInfo

from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from jointdesk.domain.tasks import Task
from jointdesk.operations.search import Hit
from jointdesk.viewmodels.agenda import ROW_ROLE, TEXTS_ROLE
from jointdesk.viewmodels.blocks import Certainty, naming
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.searching import HIT_ROLE, Found, SearchModel, status_words
from tests.demo_desk import wait_until_idle


def search_for(qtbot: QtBot, desk: DeskModel, sought: str) -> SearchModel:
    model = SearchModel(desk)
    with qtbot.waitSignal(model.found_changed):
        model.seek(sought)
    return model


def test_what_is_found_stands_under_its_month_the_newest_first(
    qtbot: QtBot, demo_model: DeskModel, qtmodeltester: ModelTester
) -> None:
    model = search_for(qtbot, demo_model, "section 75")
    qtmodeltester.check(model.list)
    lines = [line for line in model.list.lines if line.hit is None]
    january = next(i for i, line in enumerate(lines) if line.texts.title == "January 2027")
    assert lines[january + 1].texts.title == "Section 75 Partnership Board"
    assert lines[january + 1].texts.times == "Tue 19, 14:00"
    first = model.list.index(model.list.lines.index(lines[january + 1]))
    assert first.data(ROW_ROLE).meeting is not None
    assert first.data(TEXTS_ROLE).codes == ("CAL", "WEX")


def test_records_stand_under_their_kind_before_the_meetings(
    qtbot: QtBot, demo_model: DeskModel, qtmodeltester: ModelTester
) -> None:
    model = search_for(qtbot, demo_model, "falls pilot")
    qtmodeltester.check(model.list)
    shown = [(line.texts.title, line.texts.times, line.texts.codes) for line in model.list.lines]
    assert shown == [
        ("Matters", "", ()),
        ("Mat-10 Falls pilot", "", ("CAL", "WEX")),
        ("Decisions", "", ()),
        ("WEX-2026-070 Falls pilot", "In effect", ("WEX",)),
        ("CAL-2026-116 Falls pilot", "In effect", ("CAL",)),
        ("Tasks", "", ()),
        ("Evaluate falls pilot", "No date", ("CAL", "WEX")),
    ]
    spoken = model.list.lines[3].spoken
    assert spoken == (
        "decision, WEX-2026-070 Falls pilot, NHS Wexmere Integrated Care Board, In effect"
    )
    assert model.status == "4 records"
    hit = model.list.index(1).data(HIT_ROLE)
    assert (hit.type, hit.record.title) == ("matter", "Falls pilot")


def test_a_decision_that_ended_is_struck_out(qtbot: QtBot, demo_model: DeskModel) -> None:
    model = search_for(qtbot, demo_model, "CAL-2026-103")
    (line,) = (line for line in model.list.lines if line.hit is not None)
    assert (line.texts.certainty, line.texts.times) == (Certainty.GONE, "Revoked")


def test_nothing_found_says_what_was_not_searched(qtbot: QtBot, demo_model: DeskModel) -> None:
    model = search_for(qtbot, demo_model, "zebra crossing")
    assert model.list.lines == []
    assert model.status == (
        "Nothing found for “zebra crossing”. Private items of other bodies are not searched."
    )


def test_no_words_find_nothing_and_say_nothing(qtbot: QtBot, demo_model: DeskModel) -> None:
    model = search_for(qtbot, demo_model, "   ")
    assert (model.list.lines, model.status) == ([], "")


def test_only_the_last_words_typed_are_shown(qtbot: QtBot, demo_model: DeskModel) -> None:
    model = SearchModel(demo_model)
    model.seek("board")
    with qtbot.waitSignal(model.found_changed):
        model.seek("cabinet")
    wait_until_idle(qtbot, demo_model)
    assert all("abinet" in line.texts.title for line in model.list.lines if line.row.meeting)


def test_many_results_ask_for_more_words() -> None:
    told = naming(ZoneInfo("Europe/London"), ())
    found = Found((), told, (Hit("task", Task("t")),) * 50)
    assert status_words("board", found) == (
        "The newest 50 of what was found. More words find fewer."
    )


def test_a_few_results_are_counted(qtbot: QtBot, demo_model: DeskModel) -> None:
    assert search_for(qtbot, demo_model, "extra care").status == "3 records and 1 meeting"
