"""The tabs of a matter: the matter itself, each body's decision, another body."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QHBoxLayout, QMenu, QSizePolicy

from jointdesk.viewmodels.decision_words import Shade
from jointdesk.viewmodels.matter_detail import MatterDetail
from jointdesk.widgets.controls import make_button, plain_label
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.look import Look
from jointdesk.widgets.patterns import paint_swatch
from jointdesk.widgets.pills import paint_pill, pill_height, pill_width

_HEIGHT, _SWATCH = 40, 13


class MatterTab(QAbstractButton):
    """A tab: a swatch, a name, a pill, and a line under the one that is open."""

    def __init__(
        self,
        look: Look,
        name: str,
        position: int | None = None,
        pill: str = "",
        shade: Shade = Shade.PLAIN,
    ) -> None:
        """Show a name; with a position, that of a body's decision."""
        super().__init__()
        self._look, self._position, self._pill, self._shade = look, position, pill, shade
        self.setText(name)
        self.setAccessibleName(f"{name}, {pill}" if pill else name)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.toggled.connect(self._on_toggled)

    def _on_toggled(self, is_open: bool) -> None:
        """Let Tab stop at the open one; arrows lead to the others."""
        policy = Qt.FocusPolicy.StrongFocus if is_open else Qt.FocusPolicy.ClickFocus
        self.setFocusPolicy(policy)

    def sizeHint(self) -> QSize:
        """Return the room for swatch, name and pill."""
        metrics = self._look.fonts.metrics(Text.BODY, Weight.SEMI_BOLD)
        width = metrics.horizontalAdvance(self.text()) + 2
        if self._position is not None:
            width += self._look.fonts.px(_SWATCH) + 6
        if self._pill:
            width += pill_width(self._look, self._pill) + 8
        return QSize(round(width), self._look.fonts.px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the tab."""
        look, theme, fonts = self._look, self._look.theme, self._look.fonts
        weight = Weight.SEMI_BOLD if self.isChecked() else Weight.REGULAR
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            left, middle = 0.0, self.height() / 2
            if self._position is not None:
                size = fonts.px(_SWATCH)
                box = QRectF(left, middle - size / 2, size, size)
                paint_swatch(painter, look, box, self._position)
                left += size + 6
            painter.setFont(fonts.font(Text.BODY, weight))
            painter.setPen(theme.ink if self.isChecked() else theme.ink2)
            width = fonts.metrics(Text.BODY, weight).horizontalAdvance(self.text())
            box = QRectF(left, 0, width + 2, self.height())
            align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, align, self.text())
            if self._pill:
                at = QPointF(box.right() + 6, middle - pill_height(look) / 2)
                paint_pill(painter, look, at, self._pill, self._shade, 300)
            if self.isChecked():
                painter.fillRect(0, self.height() - 3, self.width(), 3, theme.accent)


class MatterTabs(QFrame):
    """All tabs of a matter.

    Signals:
        chosen(str): the id of a decision, "" for the matter itself.
        body_chosen(str): the id of a body that is to have a decision too.
    """

    chosen = Signal(str)
    body_chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        """Begin empty."""
        super().__init__()
        self._look = look
        self.setAccessibleName("Matter and decisions")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(24, 4, 24, 0)
        self._row.setSpacing(24)
        self.tabs: dict[str, MatterTab] = {}
        self._group = QButtonGroup(self)

    def show_detail(self, detail: MatterDetail, open_: str) -> None:
        """Show a tab for the matter and each decision, and mark the open one."""
        had_focus = any(tab.hasFocus() for tab in self.tabs.values())
        self.clear()
        self._add("", MatterTab(self._look, "Matter"))
        for half in detail.halves:
            name = half.ref if half.code in half.ref else f"{half.code} {half.ref}"
            tab = MatterTab(self._look, name, half.position, half.pill, half.shade)
            self._add(half.decision.id, tab)
        if detail.free and detail.matter.id:
            more = make_button(self._look, "Another body", "plus", "link")
            more.clicked.connect(lambda: self.body_menu(detail).exec(more.mapToGlobal(_UNDER)))
            self._row.addWidget(more)
        self._row.addStretch(1)
        tab = self.tabs.get(open_, self.tabs[""])
        tab.setChecked(True)
        if had_focus:
            tab.setFocus(Qt.FocusReason.OtherFocusReason)

    def body_menu(self, detail: MatterDetail) -> QMenu:
        """Return the menu of the bodies that have no decision on the matter."""
        menu = QMenu(self)
        for body in detail.free:
            action = menu.addAction(plain_label(body.name))
            action.triggered.connect(lambda _=False, id_=body.id: self.body_chosen.emit(id_))
        return menu

    def _add(self, key: str, tab: MatterTab) -> None:
        self.tabs[key] = tab
        self._group.addButton(tab)
        self._row.addWidget(tab)
        tab.clicked.connect(lambda: self.chosen.emit(key))

    def mark(self, key: str) -> None:
        """Mark another tab as open."""
        if key in self.tabs:
            self.tabs[key].setChecked(True)

    def clear(self) -> None:
        """Show no tabs any more."""
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for tab in self.tabs.values():
            self._group.removeButton(tab)
        self.tabs = {}


_UNDER = QPointF(0, 28).toPoint()
