"""Start JointDesk as a person does, and leave at once when its week is painted.

    python -m benchmarks.first_paint [--modules] [--desk FILE] …

With --modules it prints the names of all modules that were imported by then.
"""

import os
import sys
from typing import NoReturn

from PySide6.QtGui import QPaintEvent

from jointdesk.app.main import main
from jointdesk.widgets.diary import DiaryView

paint = DiaryView.paintEvent
wants_modules = "--modules" in sys.argv


def paint_and_leave(view: DiaryView, event: QPaintEvent) -> NoReturn:
    """Paint as ever, then end without tidying up, which is no part of a start."""
    paint(view, event)
    if wants_modules:
        print("\n".join(sorted(sys.modules)), flush=True)
    os._exit(0)


setattr(DiaryView, "paintEvent", paint_and_leave)  # noqa: B010 (types know it as a method)
main([word for word in sys.argv[1:] if word != "--modules"])
sys.exit("the diary was never painted")
