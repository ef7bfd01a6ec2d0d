"""The floor of a start: one empty Qt window, painted once, its picture written, and out."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

app = QApplication(sys.argv)
app.setStyle("Fusion")
window = QMainWindow()
window.resize(1280, 860)
window.show()


def leave() -> None:
    """Write the picture just as `jointdesk` does with JOINTDESK_SCREENSHOT."""
    window.grab().save(sys.argv[1])
    app.quit()


QTimer.singleShot(0, leave)
sys.exit(app.exec())
