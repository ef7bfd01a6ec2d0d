"""The Lucide icons, in any colour and size, crisp at every pixel ratio, painted once each."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QImageReader, QPainter, QPixmap

SIZE = 16
_STROKE = b'stroke-width="1.9"'


class Icons:
    """Icons by their Lucide names. Pixmaps are kept, so that asking again costs nothing."""

    def __init__(self, folder: Path) -> None:
        """Take the folder of the SVG files."""
        self._folder = folder
        self._pixmaps: dict[tuple[str, int, int, float], QPixmap] = {}

    def pixmap(self, name: str, colour: QColor, size: int = SIZE, ratio: float = 1.0) -> QPixmap:
        """Return one icon, `size` device-independent pixels square.

        Raises:
            OSError: there is no such icon.
        """
        key = (name, colour.rgb(), size, ratio)
        pixmap = self._pixmaps.get(key)
        if pixmap is None:
            pixmap = self._pixmaps[key] = self._paint(name, colour, size, ratio)
        return pixmap

    def icon(
        self, name: str, colour: QColor, disabled: QColor, size: int = SIZE, gap: int = 0
    ) -> QIcon:
        """Return one icon for a control, sharp on every screen that is connected.

        `gap` pixels at its right stay empty: beside a text Qt leaves 4 and no more.
        """
        icon = QIcon()
        ratios = {screen.devicePixelRatio() for screen in QGuiApplication.screens()}
        for ratio in sorted(ratios):
            normal, greyed = (self.pixmap(name, one, size, ratio) for one in (colour, disabled))
            icon.addPixmap(_with_gap(normal, gap), QIcon.Mode.Normal)
            icon.addPixmap(_with_gap(greyed, gap), QIcon.Mode.Disabled)
        return icon

    def _paint(self, name: str, colour: QColor, size: int, ratio: float) -> QPixmap:
        # Qt's image plug-in draws SVG; importing PySide6.QtSvg would cost 15 ms at the start.
        svg = (self._folder / f"{name}.svg").read_bytes()
        svg = svg.replace(b"currentColor", colour.name().encode())
        svg = svg.replace(b'stroke-width="2"', _STROKE)
        buffer = QBuffer()
        buffer.setData(svg)
        reader = QImageReader(buffer, b"svg")
        pixels = round(size * ratio)
        reader.setScaledSize(QSize(pixels, pixels))
        image = reader.read()
        if image.isNull():
            raise OSError(f"The icon {name} cannot be drawn: {reader.errorString()}")
        pixmap = QPixmap.fromImage(image, Qt.ImageConversionFlag.NoFormatConversion)
        pixmap.setDevicePixelRatio(ratio)
        return pixmap


def _with_gap(pixmap: QPixmap, gap: int) -> QPixmap:
    """Return a pixmap with so many empty device-independent pixels at its right."""
    if not gap:
        return pixmap
    ratio = pixmap.devicePixelRatio()
    wider = QPixmap(pixmap.width() + round(gap * ratio), pixmap.height())
    wider.setDevicePixelRatio(ratio)
    wider.fill(Qt.GlobalColor.transparent)
    with QPainter(wider) as painter:
        painter.drawPixmap(0, 0, pixmap)
    return wider
