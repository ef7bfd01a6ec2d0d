"""A row that goes on in the next line where there is no room for all of it.

Large text, long names and narrow windows then cost height and not the end of the row.
"""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowingRow(QLayout):
    """Lays out its widgets from left to right, line by line, each as wide as it likes to be.

    From the first one that was added with `add_at_end` on they stand at the right.
    """

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 8, lines: int = 6) -> None:
        """Leave pixels between neighbours, and between lines."""
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._end: QWidget | None = None
        self._lines = lines
        self.setSpacing(spacing)
        if parent is not None:
            parent.setLayout(self)

    def add_at_end(self, widget: QWidget) -> None:
        """Add a widget that stands at the right, as do all that are added after it."""
        self._end = self._end or widget
        self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802
        """Take an item; called by Qt."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """Return one item, None where there is none."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """Give an item back, None where there is none."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802
        """Take no more room than is given."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """It is taller where it is narrower."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Return how tall all lines are at a width."""
        return self._place(QRect(0, 0, width, 0), moves=False)

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802
        """Put everything in its place."""
        super().setGeometry(rect)
        self._place(rect, moves=True)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size of all in one line."""
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() for hint in hints) + self.spacing() * max(0, len(hints) - 1)
        height = max((hint.height() for hint in hints), default=0)
        return QSize(width, height).grownBy(self.contentsMargins())

    def minimumSize(self) -> QSize:  # noqa: N802
        """Return room for the widest of them."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size.grownBy(self.contentsMargins())

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _at_end(self) -> list[QLayoutItem]:
        widgets = [item.widget() for item in self._items]
        return self._items[widgets.index(self._end) :] if self._end in widgets else []

    def _place(self, rect: QRect, *, moves: bool) -> int:
        """Place everything in a rectangle, or only find out; return how tall it is."""
        margins = self.contentsMargins()
        room = rect.marginsRemoved(margins)
        top = room.y()
        lines = self._broken(room.width())
        # One line has all the height there is, to stand in its middle.
        least = room.height() if len(lines) == 1 else 0
        for line in lines:
            height = max(least, *(_height(item, width) for item, width in line))
            if moves:
                self._place_line(line, QRect(room.x(), top, room.width(), height))
            top += height + self._lines
        used = top - room.y() - (self._lines if lines else 0)
        return used + margins.top() + margins.bottom()

    def _broken(self, room: int) -> list[list[tuple[QLayoutItem, int]]]:
        """Return the lines: items with their widths."""
        lines: list[list[tuple[QLayoutItem, int]]] = []
        left = -1
        for item in self._shown():
            width = max(1, min(item.sizeHint().width(), room))
            if width + self.spacing() > left:
                lines.append([])
                left = room + self.spacing()
            lines[-1].append((item, width))
            left -= width + self.spacing()
        return lines

    def _place_line(self, line: list[tuple[QLayoutItem, int]], box: QRect) -> None:
        used = sum(width for _, width in line) + self.spacing() * (len(line) - 1)
        left, spare = box.x(), max(0, box.width() - used)
        ends = self._at_end()
        for item, width in line:
            if item in ends:
                left, spare = left + spare, 0
            height = min(_height(item, width), box.height())
            item.setGeometry(QRect(left, box.y() + (box.height() - height) // 2, width, height))
            left += width + self.spacing()


def _height(item: QLayoutItem, width: int) -> int:
    """Return how tall an item is at a width."""
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
