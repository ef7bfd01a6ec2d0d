"""The pages of a document as they will be printed: pictures one under another."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from jointdesk.widgets.look import Look

_GAP, _EDGE = 16, 20


class PagesView(QScrollArea):
    """Shows pages as wide as there is room; whoever cannot see them reads the text instead."""

    def __init__(self, look: Look) -> None:
        """Begin empty."""
        super().__init__()
        self._pictures: list[QPixmap] = []
        self._data: tuple[bytes, ...] = ()
        self._labels: list[QLabel] = []
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self._ground = look.theme.sunken.name()
        self._line = look.theme.line2.name()

    def show_pages(self, title: str, pages: tuple[bytes, ...]) -> None:
        """Show other pages from the first on; the same ones stay as they are."""
        if pages == self._data:
            return
        self._data = pages
        self._pictures = []
        for data in pages:
            picture = QPixmap()
            picture.loadFromData(data, "PNG")
            self._pictures.append(picture)
        paper = QWidget()
        paper.setObjectName("ground")
        paper.setStyleSheet(f"#ground {{ background: {self._ground}; }}")
        column = QVBoxLayout(paper)
        column.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        column.setSpacing(_GAP)
        self._labels = [self._page(number, paper) for number in range(1, len(pages) + 1)]
        for label in self._labels:
            column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.setWidget(paper)  # which ends the one before
        self.setAccessibleName(f"Pages of {title}")
        self.setAccessibleDescription("A picture of each page; “Text” says everything in them.")
        self._fit()

    def _page(self, number: int, paper: QWidget) -> QLabel:
        label = QLabel(paper)
        label.setStyleSheet(f"background: white; border: 1px solid {self._line};")
        label.setAccessibleName(f"Page {number} of {len(self._pictures)}, as a picture")
        return label

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the pages fill the width, but be no larger than they were drawn."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        ratio = self.devicePixelRatioF()
        room = self.viewport().width() - 2 * _EDGE - 2
        for label, picture in zip(self._labels, self._pictures, strict=True):
            width = min(round(max(room, 100) * ratio), picture.width())
            shown = picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
            shown.setDevicePixelRatio(ratio)
            label.setPixmap(shown)
