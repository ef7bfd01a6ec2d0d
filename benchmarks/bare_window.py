"""The floor of a start: one empty Qt window, and out when it is painted."""

import os
import sys

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


class Window(QMainWindow):
    """An empty window that ends the process once it is painted."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the background, and leave without tidying up."""
        super().paintEvent(event)
        os._exit(0)


app = QApplication(sys.argv)
app.setStyle("Fusion")
window = Window()
window.resize(1280, 860)
window.show()
app.exec()
sys.exit("the window was never painted")
