"""The search everywhere: lines under their months, and words for every outcome."""

from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from jointdesk.viewmodels.agenda import ROW_ROLE, TEXTS_ROLE
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.searching import SearchModel, status_words
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
    titles = [line.texts.title for line in model.list.lines]
    assert titles[:2] == ["January 2027", "Section 75 Partnership Board"]
    assert model.list.lines[1].texts.times == "Tue 19, 14:00"
    first = model.list.index(model.list.first() or 0)
    assert first.data(ROW_ROLE).meeting is not None
    assert first.data(TEXTS_ROLE).codes == ("CAL", "WEX")


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
    assert status_words("board", 50) == "The newest 50 meetings. More words find fewer."
