"""Words on a page are plain, and none of them makes the page wider than its window."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from jointdesk.widgets.fonts import Fonts
from jointdesk.widgets.labels import apart, make_icon, make_label
from jointdesk.widgets.look import Look


def test_a_very_long_word_breaks_and_reads_as_it_was_given(qtbot: QtBot, look: Look) -> None:
    label = make_label(look, "W" * 300)
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() < 500
    label.setText(f"<b>{'M' * 100}</b> of 100")
    assert label.text() == f"<b>{'M' * 100}</b> of 100"
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.heightForWidth(400) > 2 * label.fontMetrics().height()


def test_words_of_an_ordinary_length_are_left_alone(qtbot: QtBot, look: Look) -> None:
    label = make_label(look, "Cholmondeley-Fetherston of Wexmere")
    qtbot.addWidget(label)
    assert QLabel.text(label) == label.text()


def test_words_from_right_to_left_do_not_turn_the_line_that_they_stand_in() -> None:
    line = f"{apart('مرحبا')}, Tom, 14:05"
    assert line[0] == "\u2068"
    assert line.partition("\u2069")[2] == ", Tom, 14:05"


def test_an_icon_grows_with_the_text(qtbot: QtBot, look: Look) -> None:
    large = replace(look, fonts=Fonts(2.0))
    sizes = []
    for one in (look, large):
        icon = make_icon(one, "info", look.theme.ink)
        qtbot.addWidget(icon)
        sizes.append(icon.sizeHint().width())
    assert sizes == [16, 32]
