"""The registers and the governance settings, driven like a person does."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from jointdesk.domain.fields import Kind
from jointdesk.domain.organisations import Organisation
from jointdesk.viewmodels.preferences import Preferences
from jointdesk.viewmodels.registers import KINDS, EntryRow
from jointdesk.viewmodels.settings import SettingsModel
from jointdesk.viewmodels.undoing import UndoModel
from jointdesk.widgets.decision_fields import ChoiceControl, LineControl
from jointdesk.widgets.look import Look
from jointdesk.widgets.register_form import EntryForm
from jointdesk.widgets.settings import SettingsPage
from jointdesk.widgets.settings_governance import GovernanceSection
from jointdesk.widgets.settings_registers import RegisterSection
from jointdesk.widgets.settings_section import SavedLine
from tests.open_desk import OpenDesk

REGISTERS, GOVERNANCE = 4, 5


def made(look: Look, qtbot: QtBot, opened: OpenDesk, folder: Path, place: int) -> SettingsPage:
    model = SettingsModel(opened.model, UndoModel(opened.model).undo)
    page = SettingsPage(
        look, model, Preferences(folder, opened.model), opened.diaries(), opened.sharing(), place
    )
    qtbot.addWidget(page)
    page.resize(968, 640)
    page.show()
    opened.settle()
    return page


@pytest.fixture
def registers(
    qtbot: QtBot, look: Look, opened: OpenDesk, tmp_path: Path
) -> Iterator[RegisterSection]:
    page = made(look, qtbot, opened, tmp_path, REGISTERS)
    assert isinstance(page.section, RegisterSection)
    yield page.section
    opened.settle()


@pytest.fixture
def governance(
    qtbot: QtBot, look: Look, opened: OpenDesk, tmp_path: Path
) -> Iterator[GovernanceSection]:
    page = made(look, qtbot, opened, tmp_path, GOVERNANCE)
    assert isinstance(page.section, GovernanceSection)
    yield page.section
    opened.settle()


def place_of(name: str) -> int:
    return next(place for place, kind in enumerate(KINDS) if kind.name == name)


def rows(section: RegisterSection) -> list[EntryRow]:
    assert section.registers.registers is not None
    return section.registers.registers.rows(section.kind)


def entry(section: RegisterSection, title: str) -> Any:
    found = next(row for row in rows(section) if row.title == title)
    section.open_entry(found.id)
    return found


def form_of(section: RegisterSection) -> EntryForm:
    assert section.form is not None
    return section.form


def type_in(section: RegisterSection, name: str, text: str) -> None:
    control = form_of(section).controls[name]
    assert isinstance(control, LineControl)
    control.edit.setFocus()
    control.edit.clear()
    QTest.keyClicks(control.edit, text)
    QTest.keyClick(control.edit, Qt.Key.Key_Return)


def choose(section: RegisterSection, name: str, words: str) -> None:
    control = form_of(section).controls[name]
    assert isinstance(control, ChoiceControl)
    control.box.setCurrentIndex(control.box.findText(words))
    control.box.activated.emit(control.box.currentIndex())


def test_every_register_lists_what_the_desk_has(registers: RegisterSection) -> None:
    for place, kind in enumerate(KINDS):
        registers.open_register(place)
        assert rows(registers), kind.name
    registers.open_register(place_of("fund"))
    assert rows(registers)[0].spoken == (
        "Integrated commissioning pooled fund, CAL, £41,700,000, 2 contributions"
    )


def test_every_kind_of_field_has_a_control(registers: RegisterSection) -> None:
    for place, kind in enumerate(KINDS):
        registers.open_register(place)
        registers.begin_entry()
        assert form_of(registers).controls.keys() == {one.name for one in kind.fields}
        assert Kind.MAP not in {one.kind for one in kind.fields}


def test_an_entry_is_added_and_the_adding_undone(
    registers: RegisterSection, opened: OpenDesk
) -> None:
    registers.open_register(place_of("poll"))
    registers.begin_entry()
    assert QApplication.focusWidget() is form_of(registers).controls["name"].focus_target()
    type_in(registers, "name", "Mayoral election")
    type_in(registers, "day", "4 May 2028")
    choose(registers, "kind", "Local")
    form_of(registers).add.click()
    opened.settle()
    assert registers.form is None
    assert opened.said[-1] == "Added a poll."
    assert "Mayoral election, Thu 4 May 2028, Local" in [row.spoken for row in rows(registers)]
    undo = opened.notices[-1].act
    assert undo is not None
    undo()
    opened.settle()
    assert "Mayoral election" not in [row.title for row in rows(registers)]


def test_an_entry_without_what_makes_it_one_says_so(
    registers: RegisterSection, opened: OpenDesk
) -> None:
    registers.open_register(place_of("poll"))
    registers.begin_entry()
    type_in(registers, "name", "Mayoral election")
    form_of(registers).add.click()
    opened.settle()
    assert form_of(registers).problem() == "A poll needs: polling day."


def test_a_field_is_saved_when_it_is_left(registers: RegisterSection, opened: OpenDesk) -> None:
    registers.open_register(place_of("delegation"))
    found = entry(registers, "4.12, Contracts and grants, for the deputy")
    type_in(registers, "limit", "75k")
    opened.settle()
    assert opened.said[-1] == "Saved “Limit”."
    assert "£75,000" in next(row for row in rows(registers) if row.id == found.id).detail
    control = form_of(registers).controls["limit"]
    assert isinstance(control, LineControl)
    assert control.edit.text() == "£75,000"
    type_in(registers, "limit", "a lot")
    opened.settle()
    assert "is not an amount" in form_of(registers).problem("limit")


def test_an_entry_is_removed_and_comes_back(registers: RegisterSection, opened: OpenDesk) -> None:
    registers.open_register(place_of("interest"))
    before = len(rows(registers))
    remove = next(
        one
        for one in registers.findChildren(QPushButton)
        if one.accessibleName().startswith("Remove: Imogen Farrant, Joint director")
    )
    remove.click()
    opened.settle()
    assert len(rows(registers)) == before - 1
    undo = opened.notices[-1].act
    assert undo is not None
    undo()
    opened.settle()
    assert len(rows(registers)) == before


def test_a_table_comes_in_and_says_what_stayed_out(
    registers: RegisterSection, opened: OpenDesk, tmp_path: Path
) -> None:
    file = tmp_path / "offices.csv"
    file.write_text(
        "Organisation,Title,Name\nCAL,Head of law,A. Grant\nXYZ,Nobody,B. Low\n", "utf-8"
    )
    registers.open_register(place_of("office"))
    registers.bring_file(str(file))
    opened.settle()
    assert opened.said[-1] == "Added 1. 1 row left out."
    assert "Head of law" in [row.title for row in rows(registers)]
    assert registers.banner.text.startswith("1 row was left out. Row 3: ")
    registers.open_register(place_of("poll"))
    assert registers.banner.text == ""


def test_every_button_says_what_it_does(registers: RegisterSection) -> None:
    for button in registers.findChildren(QPushButton):
        assert button.accessibleName() or button.text().strip()


def own(section: GovernanceSection) -> dict[str, str]:
    organisation = section.chosen()
    assert isinstance(organisation, Organisation)
    return dict(organisation.settings)


def test_a_setting_is_changed_and_goes_back_to_the_default(
    governance: GovernanceSection, opened: OpenDesk
) -> None:
    line = governance.rows["key_threshold"]
    assert isinstance(line.control, SavedLine)
    assert line.control.placeholderText() == "500000"
    before = own(governance)
    line.control.setFocus()
    QTest.keyClicks(line.control, "1m")
    QTest.keyClick(line.control, Qt.Key.Key_Return)
    opened.settle()
    assert own(governance) == {**before, "key_threshold": "1000000.00"}
    assert line.back.isVisibleTo(governance)
    line.back.click()
    opened.settle()
    assert own(governance) == before
    assert not line.back.isVisibleTo(governance)


def test_a_value_that_is_not_for_a_setting_is_refused(
    governance: GovernanceSection, opened: OpenDesk
) -> None:
    line = governance.rows["orphan_days"]
    line.control.setFocus()
    QTest.keyClicks(line.control, "soon")
    QTest.keyClick(line.control, Qt.Key.Key_Return)
    opened.settle()
    assert "not a whole number" in governance.problem("gov:orphan_days")


def test_each_default_says_how_sure_it_is(governance: GovernanceSection) -> None:
    groups = governance.group
    for place in range(groups.count()):
        groups.setCurrentIndex(place)
        groups.activated.emit(place)
        assert governance.rows
        for line in governance.rows.values():
            assert any(f"({mark})" in line._default.text() for mark in ("V", "GK", "INF"))  # noqa: SLF001


def test_a_body_can_have_another_profile(governance: GovernanceSection, opened: OpenDesk) -> None:
    profile = governance.profile
    profile.setCurrentIndex(profile.findData("committee_system"))
    profile.activated.emit(profile.currentIndex())
    opened.settle()
    organisation = governance.chosen()
    assert organisation is not None
    assert organisation.profile == "committee_system"
    assert "Committee system" in governance.rows["governance_model"]._default.text()  # noqa: SLF001


@pytest.mark.parametrize("place", [REGISTERS, GOVERNANCE])
def test_it_is_painted_in_every_theme(
    any_look: Look, qtbot: QtBot, opened: OpenDesk, tmp_path: Path, place: int
) -> None:
    page = made(any_look, qtbot, opened, tmp_path, place)
    assert page.section.horizontalScrollBar().maximum() == 0
    assert not page.grab().isNull()
