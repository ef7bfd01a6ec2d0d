"""A row that goes on in the next line where there is no room for all of it."""

import pytest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from jointdesk.widgets.flowing import FlowingRow


class Flowing:
    """Three boxes of 100 by 20 pixels, the last of which stands at the right."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        column = QVBoxLayout(self.window)
        column.setContentsMargins(0, 0, 0, 0)
        self.row = FlowingRow(spacing=10, lines=5)
        column.addLayout(self.row)
        column.addStretch(1)
        self.boxes = [QLabel() for _ in range(3)]
        for box in self.boxes:
            box.setFixedSize(100, 20)
        self.row.addWidget(self.boxes[0])
        self.row.addWidget(self.boxes[1])
        self.row.add_at_end(self.boxes[2])

    def at(self, width: int) -> list[tuple[int, int]]:
        """Return where the boxes are in a window of a width."""
        self.window.resize(width, 200)
        self.window.show()
        return [(box.x(), box.y()) for box in self.boxes if not box.isHidden()]


@pytest.fixture
def flowing(qtbot: QtBot) -> Flowing:
    return Flowing(qtbot)


def test_where_there_is_room_it_is_one_line_with_its_end_at_the_right(flowing: Flowing) -> None:
    assert flowing.at(500) == [(0, 0), (110, 0), (400, 0)]
    assert flowing.row.sizeHint().width() == 320


def test_where_it_is_narrow_it_goes_on_below(flowing: Flowing) -> None:
    assert flowing.at(250) == [(0, 0), (110, 0), (150, 25)]
    assert flowing.at(120) == [(0, 0), (0, 25), (20, 50)]
    assert flowing.row.heightForWidth(120) == 70


def test_it_can_become_as_narrow_as_its_widest(flowing: Flowing) -> None:
    assert flowing.row.minimumSize().width() == 100


def test_what_is_hidden_takes_no_room(flowing: Flowing) -> None:
    flowing.boxes[1].hide()
    assert flowing.at(250) == [(0, 0), (150, 0)]


def test_items_can_be_taken_out(flowing: Flowing) -> None:
    assert flowing.row.count() == 3
    assert flowing.row.takeAt(0) is not None
    assert flowing.row.takeAt(7) is None
    assert flowing.row.itemAt(7) is None
    assert flowing.row.count() == 2
