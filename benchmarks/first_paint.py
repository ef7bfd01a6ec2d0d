"""Start JointDesk as a person does, and leave at once when its week is painted.

    python -m benchmarks.first_paint [--modules] [--marked] [--desk FILE] …

With --modules it prints the names of all modules that were imported by then. With --marked it
leaves only when the conflicts are marked too, which are read after the first picture.
"""

import os
import sys
from collections.abc import Sequence
from typing import Any

from jointdesk.app.main import main
from jointdesk.app.qt_imports import leave_sources_unread


def leave_when_painted(pages: int, *, tell_modules: bool) -> None:
    """End the process when the grid has been given so many pages and painted the last one."""
    leave_sources_unread()  # as the start does before it imports a widget
    from jointdesk.widgets.diary import DiaryView

    paint, show = DiaryView.paintEvent, DiaryView.show_page
    shown = 0

    def count_and_show(view: DiaryView, *given: Any) -> None:
        nonlocal shown
        shown += 1
        show(view, *given)

    def paint_and_leave(view: DiaryView, event: Any) -> None:
        paint(view, event)
        if shown >= pages:
            if tell_modules:
                print("\n".join(sorted(sys.modules)), flush=True)
            os._exit(0)  # tidying up is no part of a start

    # Types know both as methods, which nobody sets.
    setattr(DiaryView, "show_page", count_and_show)  # noqa: B010
    setattr(DiaryView, "paintEvent", paint_and_leave)  # noqa: B010


def start(words: Sequence[str]) -> None:
    """Start with these words of a command line."""
    own = {"--modules", "--marked"}
    leave_when_painted(2 if "--marked" in words else 1, tell_modules="--modules" in words)
    main([word for word in words if word not in own])
    sys.exit("the diary was never painted")


start(sys.argv[1:])
