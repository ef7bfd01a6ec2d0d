"""The dates of one decision, one under another: what was done, what is ahead, what is late."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from jointdesk.governance.timeline import Milestone, MilestoneState
from jointdesk.viewmodels.matter_detail import MILESTONE_ICONS
from jointdesk.widgets.controls import set_tip
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.labels import make_icon, make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.pills import shade_colours


def add_milestones(
    look: Look, column: QVBoxLayout, milestones: Sequence[Milestone], unknown: Sequence[str]
) -> None:
    """Add a line for each milestone, with its reasons on hover, and what cannot be known."""
    column.setSpacing(3)
    if not milestones and not unknown:
        words = "Nothing yet: say when it is due or taken."
        column.addWidget(make_label(look, words, Text.DETAIL, colour=look.theme.ink2))
    for milestone in milestones:
        icon, shade, state = MILESTONE_ICONS[milestone.state]
        row = QHBoxLayout()
        row.setSpacing(7)
        ink = shade_colours(look.theme, shade)[0]
        row.addWidget(make_icon(look, icon, ink, 14), 0, Qt.AlignmentFlag.AlignVCenter)
        words = f"{milestone.words[0].upper()}{milestone.words[1:]}"
        is_late = milestone.state is MilestoneState.LATE
        weight = Weight.SEMI_BOLD if milestone.state is MilestoneState.DUE else Weight.REGULAR
        label = make_label(look, words, Text.DETAIL, weight, ink if is_late else None)
        label.setAccessibleName(f"{words}, {state}")
        why = " ".join((*milestone.why, f"({milestone.rule})" if milestone.rule else ""))
        set_tip(label, why.strip())
        row.addWidget(label, 1)
        column.addLayout(row)
    for sentence in unknown:
        column.addWidget(make_label(look, sentence, Text.DETAIL, colour=look.theme.amber))
