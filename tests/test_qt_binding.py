"""The Qt binding itself: PySide6 6.12.0 dropped one reference to None at every void call.

On Python 3.10 and 3.11 the interpreter dies after some thousand of them ("none_dealloc").
"""

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

CALLS = 50


def lost_references(call: Callable[[], object]) -> int:
    """How many references to None the calls drop (below 0) or add."""
    call()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        call()
    return sys.getrefcount(None) - before


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_void_calls_keep_references_to_none(qtbot: QtBot) -> None:
    rect, pen, image, widget = QRect(), QPen(), QImage(8, 8, QImage.Format.Format_RGB32), QWidget()
    qtbot.addWidget(widget)
    with QPainter(image) as painter:
        calls: list[Callable[[], object]] = [
            lambda: rect.setWidth(3),
            lambda: pen.setColor(QColor("red")),
            lambda: painter.setPen(pen),
            lambda: painter.drawLine(0, 0, 4, 4),
            lambda: painter.fillRect(rect, QColor("blue")),
            lambda: widget.setToolTip("tip"),
            lambda: widget.update(),
        ]
        assert [lost_references(call) for call in calls] == pytest.approx([0] * len(calls), abs=5)
