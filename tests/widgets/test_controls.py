"""The small controls: what they show, say and tell."""

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from jointdesk.domain.conflicts import Severity
from jointdesk.widgets.controls import (
    GAP,
    NavigationRow,
    SegmentedControl,
    Swatch,
    TagLabel,
    make_button,
    make_icon_button,
    plain_tip,
)
from jointdesk.widgets.focus import OWN_RING, REACH, FocusRing
from jointdesk.widgets.look import Look


def test_a_text_on_a_button_makes_no_shortcut(qtbot: QtBot, look: Look) -> None:
    button = make_button(look, "Use R&D in both")
    qtbot.addWidget(button)
    assert button.text() == "Use R&&D in both"
    assert button.shortcut().isEmpty()


@pytest.mark.parametrize(("kind", "height"), [("", 32), ("primary", 32), ("small", 26)])
def test_buttons_have_the_heights_of_the_design(
    qtbot: QtBot, look: Look, kind: str, height: int
) -> None:
    button = make_button(look, "Add", "plus", kind)  # type: ignore[arg-type]
    qtbot.addWidget(button)
    button.ensurePolished()
    assert button.sizeHint().height() == height


def test_a_tooltip_is_never_markup() -> None:
    assert plain_tip("<b>R&D</b>") == "<span>&lt;b&gt;R&amp;D&lt;/b&gt;</span>"


def test_an_icon_button_has_a_name_for_those_who_do_not_see_it(qtbot: QtBot, look: Look) -> None:
    button = make_icon_button(look, "chevron-left", "Week back")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Week back"
    assert button.sizeHint().width() >= 24


def test_a_segmented_control_tells_only_what_a_person_chose(qtbot: QtBot) -> None:
    control = SegmentedControl(["Day", "Week", "Agenda"], "View")
    qtbot.addWidget(control)
    heard: list[int] = []
    control.choice_changed.connect(heard.append)
    control.take(1)
    assert (control.choice(), heard) == (1, [])
    control._group.button(2).click()
    assert (control.choice(), heard) == (2, [2])


def test_a_navigation_row_says_its_count(qtbot: QtBot, look: Look) -> None:
    row = NavigationRow(look, "triangle-alert", "Conflicts")
    qtbot.addWidget(row)
    assert row.accessibleName() == "Conflicts"
    row.set_count(11, Severity.RED)
    assert row.accessibleName() == "Conflicts, 11 open"
    row.set_narrow(True)
    assert row.text() == ""
    assert row.toolTip() == plain_tip("Conflicts, 11 open")


def test_a_badge_has_the_colour_of_its_severity(qtbot: QtBot, any_look: Look) -> None:
    row = NavigationRow(any_look, "triangle-alert", "Conflicts")
    qtbot.addWidget(row)
    row.resize(198, 32)
    row.set_count(11, Severity.RED)
    image = row.grab().toImage()
    assert image.pixelColor(198 - 8 - 4, 16) == any_look.theme.red


def test_tags_and_swatches_are_painted_in_each_theme(qtbot: QtBot, any_look: Look) -> None:
    tag, swatch = TagLabel(any_look, 1, "WEX", "Wexmere"), Swatch(any_look, 0)
    qtbot.addWidget(tag)
    qtbot.addWidget(swatch)
    assert tag.accessibleName() == "Wexmere"
    colours = any_look.theme.organisation(1)
    assert tag.grab().toImage().pixelColor(3, 9) == colours.tint
    solid = any_look.theme.organisation(0)
    assert swatch.grab().toImage().pixelColor(6, 6) == solid.edge


class TestFocusRing:
    """The ring lies round whatever has the keyboard, and takes nobody down with it."""

    @pytest.fixture
    def window(self, qtbot: QtBot) -> QWidget:
        window = QWidget()
        layout = QVBoxLayout(window)
        layout.addWidget(QLineEdit())
        layout.addWidget(QLineEdit())
        qtbot.addWidget(window)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        return window

    @pytest.fixture
    def ring(self, qapp: QApplication, look: Look, qtbot: QtBot) -> FocusRing:
        ring = FocusRing(qapp, look.theme.accent)
        qtbot.addWidget(ring)
        return ring

    def test_it_follows_the_focus(self, window: QWidget, ring: FocusRing) -> None:
        first, second = window.findChildren(QLineEdit)
        first.setFocus()
        assert ring.isVisible()
        assert ring.geometry() == first.geometry().adjusted(-REACH, -REACH, REACH, REACH)
        second.setFocus()
        assert ring.geometry().center() == second.geometry().center()

    def test_it_follows_a_control_that_moves_or_hides(
        self, window: QWidget, ring: FocusRing
    ) -> None:
        first, second = window.findChildren(QLineEdit)
        second.setFocus()
        first.hide()
        QApplication.processEvents()
        assert ring.geometry().center() == second.geometry().center()
        second.hide()
        assert not ring.isVisible()

    def test_it_leaves_painted_views_alone(self, window: QWidget, ring: FocusRing) -> None:
        first, second = window.findChildren(QLineEdit)
        first.setFocus()
        second.setProperty(OWN_RING, True)
        second.setFocus()
        assert not ring.isVisible()

    def test_it_outlives_the_control(self, window: QWidget, ring: FocusRing) -> None:
        first, second = window.findChildren(QLineEdit)
        first.setFocus()
        first.setParent(None)
        first.deleteLater()
        QApplication.processEvents()
        second.setFocus(Qt.FocusReason.OtherFocusReason)
        assert ring.isVisible()

    def test_it_outlives_the_window(self, ring: FocusRing, qtbot: QtBot) -> None:
        window = QWidget()
        field = QLineEdit(window)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        field.setFocus()
        qtbot.waitUntil(field.hasFocus)
        assert ring.parentWidget() is window
        shiboken6.delete(window)
        ring.set_colour(ring._colour)
        assert not ring.isVisible()


def test_an_icon_stands_clear_of_the_text_beside_it(qtbot: QtBot, look: Look) -> None:
    beside = make_button(look, "New", "plus", "primary")
    alone = make_icon_button(look, "plus", "New")
    for button in (beside, alone):
        qtbot.addWidget(button)
    size, lone = beside.iconSize(), alone.iconSize()
    assert size.width() == size.height() + look.fonts.px(GAP)
    assert lone.width() == lone.height()
    image = beside.icon().pixmap(size).toImage()
    assert image.pixelColor(image.width() - 1, image.height() // 2).alpha() == 0
