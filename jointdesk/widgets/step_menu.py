"""The menu of the steps that a decision may take."""

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget

from jointdesk.domain.decisions import ENDED, Status
from jointdesk.viewmodels.decision_words import STEP_WORDS
from jointdesk.viewmodels.matter_detail import Half


def step_menu(parent: QWidget, half: Half, chosen: Callable[[Status], None]) -> QMenu:
    """Return a menu of every step but the first, those that end a decision apart."""
    menu = QMenu(parent)
    was_ending = False
    for step in half.steps[1:]:
        is_ending = step in ENDED or step in (Status.DEFERRED, Status.WITHDRAWN)
        if is_ending and not was_ending:
            menu.addSeparator()
        was_ending = is_ending
        action = menu.addAction(STEP_WORDS[step])
        action.triggered.connect(lambda _=False, one=step: chosen(one))
    return menu
