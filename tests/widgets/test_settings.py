"""The settings page, driven by the keyboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from jointdesk.domain.organisations import OrganisationKind
from jointdesk.operations.organisations import add_organisation
from jointdesk.operations.people import add_person
from jointdesk.viewmodels.preferences import Preferences
from jointdesk.viewmodels.settings import Settings, SettingsModel
from jointdesk.viewmodels.theme import ThemeName
from jointdesk.viewmodels.undoing import UndoModel
from jointdesk.widgets.look import Look
from jointdesk.widgets.settings import SettingsPage
from jointdesk.widgets.settings_desk import DeskSection
from jointdesk.widgets.settings_organisations import OrganisationSection
from jointdesk.widgets.settings_people import PeopleSection
from jointdesk.widgets.settings_places import PlaceSection
from jointdesk.widgets.settings_rules import RuleSection
from tests.open_desk import OpenDesk


@pytest.fixture
def model(opened: OpenDesk) -> SettingsModel:
    return SettingsModel(opened.model, UndoModel(opened.model).undo)


@pytest.fixture
def page(
    qtbot: QtBot, opened: OpenDesk, model: SettingsModel, look: Look, tmp_path: Path
) -> SettingsPage:
    made = SettingsPage(look, model, Preferences(tmp_path), opened.diaries(), opened.sharing())
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    opened.settle()
    return made


def saved(model: SettingsModel) -> Settings:
    assert model.settings is not None
    return model.settings


def go_to(page: SettingsPage, number: int) -> None:
    page.choice.take(number)
    page.open_section(number)


def test_a_field_is_saved_at_return(
    qtbot: QtBot, opened: OpenDesk, model: SettingsModel, page: SettingsPage
) -> None:
    section = page.section
    assert isinstance(section, OrganisationSection)
    card = next(iter(section.cards.values()))
    card.opens.setText("9")
    qtbot.keyClick(card.opens, Qt.Key.Key_Return)
    opened.settle()
    assert saved(model).organisations[0].opens == 9 * 60
    assert card.opens.text() == "09:00"


def test_a_mistake_is_told_under_its_field_and_goes_when_it_is_mended(
    qtbot: QtBot, opened: OpenDesk, model: SettingsModel, page: SettingsPage
) -> None:
    section = page.section
    assert isinstance(section, OrganisationSection)
    card = next(iter(section.cards.values()))
    key = f"org:{saved(model).organisations[0].id}:share"
    card.share.setText("150")
    qtbot.keyClick(card.share, Qt.Key.Key_Return)
    assert section.problem(key) == "Write a whole number from 0 to 100, or nothing."
    assert card.share.property("problem") is True
    card.share.setText("45")
    qtbot.keyClick(card.share, Qt.Key.Key_Return)
    opened.settle()
    assert section.problem(key) == ""
    assert saved(model).organisations[0].share == 45


def test_escape_takes_back_what_was_typed(
    qtbot: QtBot, page: SettingsPage, opened: OpenDesk
) -> None:
    section = page.section
    assert isinstance(section, OrganisationSection)
    line = next(iter(section.cards.values())).name
    before = line.text()
    line.setText("Something else")
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == before


def test_a_journey_is_written_in_the_table(
    qtbot: QtBot, model: SettingsModel, page: SettingsPage
) -> None:
    go_to(page, 1)
    section = page.section
    assert isinstance(section, PlaceSection)
    section.table.setCurrentIndex(section.travel.index(0, 1))
    qtbot.keyClick(section.table, Qt.Key.Key_Return)
    editor = section.table.viewport().findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, "55")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    a, b = (site.id for site in saved(model).sites[:2])
    qtbot.waitUntil(lambda: saved(model).travel.minutes(a, b) == 55)


def test_a_place_is_added_and_removed(
    opened: OpenDesk, model: SettingsModel, page: SettingsPage
) -> None:
    go_to(page, 1)
    section = page.section
    assert isinstance(section, PlaceSection)
    count = len(saved(model).sites)
    section.name.setText("New Annexe")
    section.aliases.setText("NA, Annexe")
    section.name.returnPressed.emit()
    opened.settle()
    assert saved(model).sites[-1].aliases == ("NA", "Annexe")
    assert section.name.text() == ""
    assert len(section.rows) == count + 1


def test_a_hostile_name_stands_plainly_in_what_is_said(
    opened: OpenDesk, model: SettingsModel, page: SettingsPage
) -> None:
    go_to(page, 1)
    section = page.section
    assert isinstance(section, PlaceSection)
    section.name.setText("\u202e<b>x</b> " * 4000)
    section.name.returnPressed.emit()
    opened.settle()
    assert opened.said[-1].startswith("Added <b>x</b> <b>x</b>")
    assert len(opened.said[-1]) < 100


def test_a_person_gets_a_seat(opened: OpenDesk, model: SettingsModel, page: SettingsPage) -> None:
    go_to(page, 2)
    section = page.section
    assert isinstance(section, PeopleSection)
    tom = next(one for one in saved(model).people if one.name == "Tom Adeyemi")
    section.cards[tom.id].organisation.setCurrentIndex(1)
    section.cards[tom.id].add.click()
    opened.settle()
    assert len(saved(model).seats[tom.id]) == 2


def test_a_rule_must_set_something(
    opened: OpenDesk, model: SettingsModel, page: SettingsPage
) -> None:
    go_to(page, 3)
    section = page.section
    assert isinstance(section, RuleSection)
    count = len(saved(model).rules)
    section.title.setText("*Board*")
    section.title.returnPressed.emit()
    opened.settle()
    assert section.problem("rule:new").startswith("A rule must set something")
    section.tier.setCurrentIndex(1)
    section.title.returnPressed.emit()
    opened.settle()
    assert len(saved(model).rules) == count + 1
    assert saved(model).rules[-1].tier == 1


def test_a_theme_is_chosen_by_its_button(page: SettingsPage, tmp_path: Path) -> None:
    go_to(page, 7)
    section = page.section
    assert isinstance(section, DeskSection)
    section.themes[ThemeName.DARK].click()
    assert Preferences(tmp_path).theme is ThemeName.DARK


def test_nothing_on_the_page_is_markup(page: SettingsPage) -> None:
    for number in range(5):
        go_to(page, number)
    labels = [one for one in page.findChildren(QLabel) if one.pixmap().isNull()]
    assert {one.textFormat() for one in labels} == {Qt.TextFormat.PlainText}


def test_tab_goes_from_top_to_bottom(qtbot: QtBot, page: SettingsPage) -> None:
    section = page.section
    assert isinstance(section, OrganisationSection)
    first = next(iter(section.cards.values()))
    last = list(section.cards.values())[-1]
    first.name.setFocus()
    seen = []
    for _ in range(80):
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
        seen.append(page.focusWidget())
    order = [seen.index(one) for one in (first.kind, first.share, last.name)]
    assert order == sorted(order)
    assert page.focusWidget() is not None
    names = [one.accessibleName() for one in seen]
    assert names.index("Short code") > seen.index(last.name)


def test_a_person_is_removed_with_undo_but_never_the_director(
    opened: OpenDesk, model: SettingsModel, page: SettingsPage
) -> None:
    go_to(page, 2)
    section = page.section
    assert isinstance(section, PeopleSection)
    assert section.cards[saved(model).director].remove.isHidden()
    opened.model.act(lambda desk, actor: add_person(desk, actor, name="Ada New"), lambda _: None)
    opened.settle()
    before = saved(model)
    gone = before.people[-1]
    section.cards[gone.id].remove.click()
    opened.settle()
    assert gone not in saved(model).people
    assert gone.id not in section.cards
    undo = opened.notices[-1].act
    assert undo is not None
    undo()
    opened.settle()
    assert saved(model) == before


def test_an_organisation_that_is_used_is_not_removed_and_says_by_what(
    opened: OpenDesk, model: SettingsModel, page: SettingsPage
) -> None:
    section = page.section
    assert isinstance(section, OrganisationSection)
    first = saved(model).organisations[0]
    section.cards[first.id].remove.click()
    opened.settle()
    assert first in saved(model).organisations
    assert "still used by" in section.problem(f"org:{first.id}:name")


def test_an_organisation_that_nothing_uses_is_removed(
    opened: OpenDesk, model: SettingsModel, page: SettingsPage
) -> None:
    section = page.section
    assert isinstance(section, OrganisationSection)
    opened.model.act(
        lambda desk, actor: add_organisation(
            desk, actor, code="NEW", name="New Body", kind=OrganisationKind.OTHER
        ),
        lambda _: None,
    )
    opened.settle()
    made = saved(model).organisations[-1]
    section.cards[made.id].remove.click()
    opened.settle()
    assert made not in saved(model).organisations
    assert made.id not in section.cards
