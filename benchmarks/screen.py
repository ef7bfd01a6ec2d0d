"""Qt without a screen, for measures that paint."""

import os
from collections.abc import Callable

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

FRAMES = 40
"""How many frames a measure paints in a row."""


def application() -> QApplication:
    """The one application of this process."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    running = QApplication.instance()
    return running if isinstance(running, QApplication) else QApplication([])


def show(widget: QWidget) -> None:
    """Show a widget as large as a window usually is, and let it settle."""
    widget.resize(1280, 860)
    widget.show()
    QTest.qWait(50)


def scroll(view: QAbstractScrollArea) -> Callable[[], None]:
    """Return what scrolls through the view and paints every frame."""
    bar = view.verticalScrollBar()
    step = max(1, bar.maximum() // (FRAMES + 1))

    def frames() -> None:
        bar.setValue(0)
        for frame in range(FRAMES):
            bar.setValue(step * (frame + 1))
            view.viewport().repaint()

    return frames
