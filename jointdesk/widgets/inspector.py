"""The right side: everything about the selected meeting, every copy and what differs."""

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from jointdesk.domain.conflicts import Severity
from jointdesk.viewmodels.inspector import ConflictLine, Fact, Inspection
from jointdesk.widgets.compare import CompareTable
from jointdesk.widgets.controls import TagLabel, make_button, make_icon_button
from jointdesk.widgets.event_buttons import EventButtons
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.look import Look

_WIDTH = 328
_LONG, _PIECES = re.compile(r"\S{25,}"), re.compile(r"\S{1,12}")
_BREAK = "\u200b"
"""A blank of no width (Unicode: ZERO WIDTH SPACE)."""
_SEVERITY_ICONS = {
    Severity.RED: "octagon-alert",
    Severity.AMBER: "triangle-alert",
    Severity.INFO: "info",
}


def breakable(text: str) -> str:
    """Return a text whose longest words, such as links, may go on in the next line."""
    return _LONG.sub(lambda word: _BREAK.join(_PIECES.findall(word[0])), text)


class Inspector(QFrame):
    """Shows one meeting.

    Signals:
        closed: the person closed it.
        conflict_requested: the id of a conflict to be shown.
        split_requested: the id of a meeting whose copies are different ones.
        same_requested: the id of a meeting whose possible copies are one.
        decision_requested: the id of a meeting in which something was decided.
        event_requested(str, str): "edit", "duplicate", "cancel" or "remove", and the meeting's id.
        copy_chosen(str, str): a meeting's id, and that of the collection whose copy is to be
            changed, "" for every copy.
    """

    closed = Signal()
    conflict_requested = Signal(str)
    split_requested = Signal(str)
    same_requested = Signal(str)
    decision_requested = Signal(str)
    event_requested = Signal(str, str)
    copy_chosen = Signal(str, str)

    def __init__(self, look: Look) -> None:
        """Begin empty."""
        super().__init__()
        self._look = look
        self.setProperty("kind", "inspector")
        self.setAccessibleName("Inspector")
        self.setFixedWidth(look.fonts.px(_WIDTH))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self._scroll, 1)

    def add_foot(self, foot: QWidget) -> None:
        """Put something under it that stays in sight."""
        column = self.layout()
        if column is not None:
            column.addWidget(foot)

    def show_meeting(self, inspection: Inspection) -> None:
        """Show a meeting in place of the one before."""
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(18, 14, 18, 20)
        column.setSpacing(10)
        column.addLayout(self._head(inspection))
        column.addWidget(self._label(inspection.title, Text.TITLE, Weight.SEMI_BOLD))
        column.addLayout(self._tags(inspection))
        for fact in inspection.facts:
            column.addLayout(self._fact(fact))
        column.addWidget(self._event_buttons(inspection))
        if inspection.conflicts:
            column.addWidget(self._section("Conflicts"))
        for line in inspection.conflicts:
            column.addWidget(self._conflict(line))
        if inspection.compare:
            column.addWidget(self._section(f"{len(inspection.copy_codes)} copies"))
            column.addWidget(CompareTable(self._look, inspection))
            column.addLayout(self._pair_buttons(inspection))
        if inspection.can_record:
            column.addLayout(self._record_button(inspection.meeting_id))
        self._add_texts(column, inspection)
        column.addStretch(1)
        self._scroll.setWidget(body)

    def _add_texts(self, column: QVBoxLayout, inspection: Inspection) -> None:
        if inspection.people:
            column.addWidget(self._section("People"))
            column.addWidget(self._label("\n".join(inspection.people), Text.DETAIL))
        if inspection.description:
            column.addWidget(self._section("Text"))
            column.addWidget(self._label(inspection.description, Text.DETAIL))

    def _head(self, inspection: Inspection) -> QHBoxLayout:
        row = QHBoxLayout()
        theme = self._look.theme
        severity = inspection.severity
        if inspection.headline:
            icon = _SEVERITY_ICONS[severity] if severity else "info"
            colour = theme.severity(severity) if severity else theme.info
            mark = QLabel()
            mark.setPixmap(self._look.icons.pixmap(icon, colour, 16, self.devicePixelRatioF()))
            headline = self._label(inspection.headline, Text.BODY, Weight.SEMI_BOLD)
            headline.setStyleSheet(f"color: {colour.name()};")
            row.addWidget(mark)
            row.addWidget(headline, 1)
        else:
            row.addStretch(1)
        close = make_icon_button(self._look, "x", "Close the inspector")
        close.clicked.connect(self.closed)
        row.addWidget(close)
        return row

    def _tags(self, inspection: Inspection) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        for position, code, name in zip(
            inspection.positions, inspection.codes, inspection.names, strict=True
        ):
            row.addWidget(TagLabel(self._look, position, code, name))
        row.addWidget(self._label(inspection.standing, Text.BODY, soft=True), 1)
        return row

    def _fact(self, fact: Fact) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        icon = QLabel()
        icon.setPixmap(
            self._look.icons.pixmap(fact.icon, self._look.theme.ink2, 16, self.devicePixelRatioF())
        )
        icon.setAlignment(Qt.AlignmentFlag.AlignTop)
        text = self._label(fact.text, Text.BODY)
        text.setAccessibleName(f"{fact.name}: {fact.text}")
        row.addWidget(icon)
        row.addWidget(text, 1)
        return row

    def _conflict(self, line: ConflictLine) -> QWidget:
        theme = self._look.theme
        frame = QFrame()
        tint, ink = theme.severity_tint(line.severity), theme.severity(line.severity)
        frame.setStyleSheet(f"QFrame {{ background: {tint.name()}; border-radius: 8px; }}")
        row = QHBoxLayout(frame)
        row.setContentsMargins(10, 8, 6, 8)
        icon = QLabel()
        icon.setPixmap(
            self._look.icons.pixmap(
                _SEVERITY_ICONS[line.severity], ink, 16, self.devicePixelRatioF()
            )
        )
        state = "" if line.state == "open" else f" ({line.state})"
        show = make_button(self._look, "Settle", kind="small")
        show.setAccessibleName(f"Settle: {line.message}")
        show.clicked.connect(lambda: self.conflict_requested.emit(line.id))
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._label(line.message + state, Text.DETAIL), 1)
        row.addWidget(show, 0, Qt.AlignmentFlag.AlignTop)
        return frame

    def _event_buttons(self, inspection: Inspection) -> EventButtons:
        meeting_id = inspection.meeting_id
        buttons = EventButtons(
            self._look,
            inspection.change,
            is_cancelled=inspection.is_cancelled,
            choices=inspection.choices,
            chosen=inspection.chosen,
        )
        buttons.copy_chosen.connect(lambda id_: self.copy_chosen.emit(meeting_id, id_))
        buttons.asked.connect(lambda what: self.event_requested.emit(what, meeting_id))
        return buttons

    def _pair_buttons(self, inspection: Inspection) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        meeting_id = inspection.meeting_id
        if inspection.is_possible:
            same = make_button(self._look, "The same", "check", "primary")
            same.clicked.connect(lambda: self.same_requested.emit(meeting_id))
            row.addWidget(same)
        split = make_button(self._look, "Not the same", "split")
        split.clicked.connect(lambda: self.split_requested.emit(meeting_id))
        row.addWidget(split)
        return row

    def _record_button(self, meeting_id: str) -> QHBoxLayout:
        row = QHBoxLayout()
        record = make_button(self._look, "Record a decision", "scale")
        record.clicked.connect(lambda: self.decision_requested.emit(meeting_id))
        row.addWidget(record)
        row.addStretch(1)
        return row

    def _section(self, name: str) -> QLabel:
        label = self._label(name, Text.MICRO, Weight.SEMI_BOLD, soft=True)
        label.setContentsMargins(0, 8, 0, 0)
        return label

    def _label(
        self, words: str, text: Text, weight: int = Weight.REGULAR, *, soft: bool = False
    ) -> QLabel:
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setText(breakable(words))
        label.setWordWrap(True)
        label.setFont(self._look.fonts.font(text, weight))
        if soft:
            label.setStyleSheet(f"color: {self._look.theme.ink2.name()};")
        return label
