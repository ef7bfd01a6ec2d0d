"""A document as it would be written: headings, texts and tables, all of it plain text."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from jointdesk.exports.document import (
    NO_RECORDS,
    Block,
    Document,
    Heading,
    LabelledFields,
    Notes,
    PageBreak,
    Paragraph,
    SharePicture,
    Table,
    WeekPicture,
)
from jointdesk.exports.wording import clean
from jointdesk.viewmodels.export_document import BlockTable, parts_of, picture_words
from jointdesk.widgets.controls import make_button
from jointdesk.widgets.export_table import BlockTableView
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import make_rule, set_paper, soft_label
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look

_HEADINGS = {1: Text.TITLE, 2: Text.SECTION, 3: Text.BODY}


class DocumentView(QFrame):
    """Shows a document, part by part where it is long."""

    def __init__(self, look: Look) -> None:
        """Begin empty."""
        super().__init__()
        set_paper(self)
        self._look = look
        self._document: Document | None = None
        self._parts: tuple[tuple[Block, ...], ...] = ()
        self._part = 0
        self.paper = QScrollArea()
        self.paper.setWidgetResizable(True)
        self.paper.setFrameShape(QFrame.Shape.NoFrame)
        self.paper.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.paper.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.earlier = make_button(look, "Earlier part", "chevron-left", "small")
        self.later = make_button(look, "Next part", "chevron-right", "small")
        self._place = soft_label(look, "")
        self._turning = QWidget()
        row = QHBoxLayout(self._turning)
        row.setContentsMargins(20, 6, 16, 6)
        row.addWidget(self._place, 1)
        row.addWidget(self.earlier)
        row.addWidget(self.later)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        inside = QVBoxLayout()  # with room for the ring of the focus
        inside.setContentsMargins(REACH, REACH, REACH, REACH)
        inside.addWidget(self.paper)
        column.addLayout(inside, 1)
        column.addWidget(self._turning)
        self._turning.hide()
        self.earlier.clicked.connect(lambda: self._turn(-1))
        self.later.clicked.connect(lambda: self._turn(1))

    @property
    def shown(self) -> Document | None:
        """The document that is shown."""
        return self._document

    @property
    def part_words(self) -> str:
        """Which part is shown, "" for a document of one."""
        return self._place.text()

    def show_document(self, document: Document | None) -> None:
        """Show a document from its beginning, or nothing."""
        if document is self._document:
            return
        self._document = document
        self._parts = parts_of(document) if document else ()
        self._show_part(0)

    @Slot(int)
    def _turn(self, step: int) -> None:
        self._show_part(self._part + step)
        self.paper.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_part(self, part: int) -> None:
        self._part = part
        page = QWidget()
        set_paper(page)
        column = QVBoxLayout(page)
        column.setContentsMargins(28, 20, 28, 24)
        column.setSpacing(8)
        if self._document is not None:
            self._fill(column, self._document, self._parts[part])
        column.addStretch(1)
        self.paper.setWidget(page)  # which ends the one before
        title = clean(self._document.title) if self._document else ""
        self.paper.setAccessibleName(f"Preview of {title}")
        number = len(self._parts)
        self._place.setText(f"Part {part + 1} of {number}" if number > 1 else "")
        self._turning.setVisible(number > 1)
        self.earlier.setEnabled(part > 0)
        self.later.setEnabled(part + 1 < number)

    def _fill(self, column: QVBoxLayout, document: Document, blocks: tuple[Block, ...]) -> None:
        look = self._look
        around = " · ".join(filter(None, (document.marking, document.header)))
        if around:
            column.addWidget(make_label(look, clean(around), Text.BLOCK, Weight.BOLD))
        column.addWidget(make_label(look, clean(document.title), Text.DISPLAY, Weight.SEMI_BOLD))
        for block in blocks:
            for widget in self._widgets(block):
                column.addWidget(widget)
        column.addSpacing(8)
        column.addWidget(make_rule(look))
        foot = " · ".join(filter(None, (document.marking, document.footer)))
        column.addWidget(soft_label(look, clean(foot)))

    def _widgets(self, block: Block) -> list[QWidget]:
        """Return what shows a block; content is never anything but plain text."""
        look = self._look
        match block:
            case Heading(text, level):
                return [make_label(look, clean(text), _HEADINGS[level], Weight.SEMI_BOLD)]
            case Paragraph(text):
                return [make_label(look, clean(text))]
            case Notes(lines):
                return [make_label(look, f"• {clean(line)}") for line in lines]
            case Table(rows=()):
                return [make_label(look, f"{clean(block.caption)}: {NO_RECORDS}")]
            case Table() | LabelledFields():
                return [BlockTableView(look, BlockTable(block))]
            case PageBreak():
                return [make_rule(look)]
            case WeekPicture() | SharePicture():
                return [soft_label(look, picture_words(block))]
