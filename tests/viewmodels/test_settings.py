"""The settings: what is typed is read, saved at once, and can be undone."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.sites import Site, TravelMatrix
from jointdesk.operations.organisations import change_organisation
from jointdesk.viewmodels.preferences import Preferences
from jointdesk.viewmodels.settings import SettingsModel
from jointdesk.viewmodels.settings_values import (
    new_site_id,
    read_clock,
    read_day,
    read_list,
    read_minutes,
    read_share,
    shown_day,
)
from jointdesk.viewmodels.theme import ThemeName
from jointdesk.viewmodels.travel_table import TravelTable
from jointdesk.viewmodels.undoing import UndoModel
from tests.open_desk import OpenDesk


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("8", 480), ("08:30", 510), ("8.30", 510), ("24:00", 1440), (" 0:05 ", 5)],
)
def test_times_of_day(text: str, minutes: int) -> None:
    assert read_clock(text) == minutes


@pytest.mark.parametrize("text", ["", "25", "8:60", "24:01", "noon", "8:3", "-1"])
def test_what_is_no_time_of_day(text: str) -> None:
    with pytest.raises(WrongUseError):
        read_clock(text)


def test_shares_minutes_and_lists() -> None:
    assert [read_share(text) for text in ("50 %", "0", "")] == [50, 0, None]
    assert [read_minutes(text) for text in ("35 min", "0", " ")] == [35, 0, None]
    assert read_list("a, b; a\nc,,") == ("a", "b", "c")
    for read, text in ((read_share, "101"), (read_share, "½"), (read_minutes, "1441")):
        with pytest.raises(WrongUseError):
            read(text)


@pytest.mark.parametrize("text", ["31 March 2027", "31 mar 2027", "31/3/2027", "2027-03-31"])
def test_days(text: str) -> None:
    assert read_day(text) == date(2027, 3, 31)
    assert read_day(shown_day(date(2027, 3, 31))) == date(2027, 3, 31)


@pytest.mark.parametrize("text", ["31 April 2027", "tomorrow", "31/13/2027", "3 M 2027"])
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(WrongUseError):
        read_day(text)


def test_ids_of_new_sites_are_short_and_taken_once() -> None:
    assert new_site_id("Town Hall!", []) == "town-hall"
    assert new_site_id("Town Hall", ["town-hall", "town-hall-2"]) == "town-hall-3"
    assert new_site_id("……", []) == "site"


def test_a_change_is_saved_at_once_and_undone_from_its_notice(opened: OpenDesk) -> None:
    model = SettingsModel(opened.model, UndoModel(opened.model).undo)
    model.refresh()
    opened.settle()

    def share() -> int | None:
        assert model.settings is not None
        return model.settings.organisations[0].share

    before = share()
    model.save("k", "Saved.", lambda desk, actor: change_organisation(desk, actor, "CAL", share=40))
    opened.settle()
    assert share() == 40
    undo = opened.notices[-1].act
    assert undo is not None
    undo()
    opened.settle()
    assert share() == before


def test_what_is_wrong_is_told_to_the_field(qtbot: QtBot, opened: OpenDesk) -> None:
    model = SettingsModel(opened.model, UndoModel(opened.model).undo)
    with qtbot.waitSignal(model.failed) as heard:
        model.save(
            "org:x", "", lambda desk, actor: change_organisation(desk, actor, "CAL", name=" ")
        )
    assert heard.args == ["org:x", "An organisation needs a name."]
    assert opened.notices == []


@pytest.mark.parametrize("name", ["a\0b", "half \ud83d", "x" * 5000])
def test_a_copy_under_no_name_at_all_is_told_to_its_field(
    qtbot: QtBot, opened: OpenDesk, name: str
) -> None:
    model = SettingsModel(opened.model, lambda: None)
    with qtbot.waitSignal(model.failed, timeout=30_000) as told:
        model.back_up("backup", name)
    assert told.args is not None
    assert "name of a file" in told.args[1]


def test_a_copy_of_the_desk(qtbot: QtBot, opened: OpenDesk, tmp_path: Path) -> None:
    model = SettingsModel(opened.model, UndoModel(opened.model).undo)
    with qtbot.waitSignal(model.saved):
        model.back_up("backup", str(tmp_path / "copy.jointdesk"))
    assert opened.said == ["Copied to copy.jointdesk, and the copy is sound."]
    with qtbot.waitSignal(model.failed):
        model.back_up("backup", str(tmp_path / "copy.jointdesk"))


@pytest.fixture
def travel() -> TravelTable:
    table = TravelTable()
    sites = (Site("a", "Town Hall"), Site("b", "Wexmere House"), Site("c", "Hub"))
    table.show(sites, TravelMatrix({frozenset("ab"): 35}))
    return table


def test_journeys_are_the_same_both_ways_and_spoken_whole(travel: TravelTable) -> None:
    QAbstractItemModelTester(travel)
    assert [travel.index(*at).data() for at in ((0, 1), (1, 0), (0, 2), (1, 1))] == [
        "35", "35", "", "–",
    ]  # fmt: skip
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert travel.index(0, 1).data(spoken) == "Town Hall to Wexmere House, 35 minutes"
    assert travel.index(0, 2).data(spoken) == "Town Hall to Hub, not known"


def test_typed_minutes_are_handed_on_or_refused(qtbot: QtBot, travel: TravelTable) -> None:
    with qtbot.waitSignal(travel.entered) as entered:
        assert travel.setData(travel.index(0, 2), "20")
    assert entered.args == ["a", "c", 20]
    with qtbot.waitSignal(travel.entered) as entered:
        travel.setData(travel.index(0, 1), "")
    assert entered.args == ["a", "b", None]
    with qtbot.waitSignal(travel.refused):
        assert not travel.setData(travel.index(0, 2), "soon")
    assert not travel.setData(travel.index(1, 1), "3")


def test_the_theme_is_kept_for_the_next_time(qtbot: QtBot, tmp_path: Path) -> None:
    likes = Preferences(tmp_path)
    assert likes.theme is None
    with qtbot.waitSignal(likes.theme_changed):
        likes.choose_theme(ThemeName.HIGH_CONTRAST)
    assert Preferences(tmp_path).theme is ThemeName.HIGH_CONTRAST
    likes.choose_theme(None)
    assert Preferences(tmp_path).theme is None


def test_a_spoilt_file_of_likings_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "window.ini").write_text("[window]\ntheme=mauve\n")
    assert Preferences(tmp_path).theme is None
