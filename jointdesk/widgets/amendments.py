"""The card of proposed amendments over a decision's form: each ticked, accepted or set aside."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from jointdesk.governance.step_plans import AMENDMENT_IS_FINAL
from jointdesk.viewmodels.amendments import AmendmentsModel, Proposal
from jointdesk.widgets.controls import make_button, plain_label
from jointdesk.widgets.flowing import FlowingRow
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import Field, soft_label
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look

_WHY = (
    "Somebody who had not seen that it was taken gave other values. The text stays as it was"
    " taken until they are accepted."
)


class AmendmentsCard(QFrame):
    """Shows what a model has, and is hidden while that is nothing."""

    def __init__(self, look: Look, model: AmendmentsModel) -> None:
        """Follow a model."""
        super().__init__()
        self._look = look
        self._model = model
        self.boxes: dict[str, QCheckBox] = {}
        self.reason = QLineEdit()
        self.reason.setMaxLength(2000)
        self.accept = make_button(look, "Accept as a new version", kind="primary")
        self.aside = make_button(look, "Set aside")
        self._lay_out()
        model.changed.connect(self._on_changed)
        model.failed.connect(self.field.say)
        self.accept.clicked.connect(self._on_accept)
        self.reason.returnPressed.connect(self._on_accept)
        self.aside.clicked.connect(self._on_aside)
        self._on_changed()

    def _lay_out(self) -> None:
        look = self._look
        self.setProperty("kind", "well")
        self.setAccessibleName("Proposed amendments")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(6)
        column.addWidget(make_label(look, "Proposed amendments", Text.SECTION, Weight.SEMI_BOLD))
        column.addWidget(soft_label(look, _WHY))
        self._rows = QWidget()
        column.addWidget(self._rows)
        self._place = column
        self.field = Field(look, "Reason for the new version", self.reason, hint=AMENDMENT_IS_FINAL)
        column.addWidget(self.field)
        row = FlowingRow(spacing=8)
        row.setContentsMargins(REACH, 0, REACH, REACH)
        row.addWidget(self.accept)
        row.addWidget(self.aside)
        column.addLayout(row)

    @Slot()
    def _on_changed(self) -> None:
        """Show what is proposed by now; what was unticked stays so."""
        proposals = self._model.proposals
        left = {name for name, box in self.boxes.items() if not box.isChecked()}
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        self.boxes = {}
        for number, one in enumerate(proposals):
            self._add(grid, 4 * number, one, is_ticked=one.name not in left)
        self._place.replaceWidget(self._rows, made)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = made
        self.setVisible(bool(proposals))
        if not proposals:
            self.reason.clear()
            self.field.say("")

    def _add(self, grid: QGridLayout, row: int, one: Proposal, *, is_ticked: bool) -> None:
        look = self._look
        box = QCheckBox(plain_label(one.label))
        box.setFont(look.fonts.font(Text.BODY, Weight.SEMI_BOLD))
        box.setChecked(is_ticked)
        box.setAccessibleName(f"{one.label}, proposed by {one.told}")
        box.setAccessibleDescription(f"Now: {one.now}. Proposed: {one.proposed}")
        grid.addWidget(box, row, 0, 1, 2)
        said = (("Now", one.now), ("Proposed", one.proposed), ("By", one.told))
        for below, (name, words) in enumerate(said, 1):
            label = make_label(look, name, Text.DETAIL, colour=look.theme.ink2, wraps=False)
            label.setContentsMargins(24, 0, 0, 0)
            grid.addWidget(label, row + below, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(make_label(look, words, Text.BODY), row + below, 1)
        self.boxes[one.name] = box

    def _ticked(self) -> list[str]:
        return [name for name, box in self.boxes.items() if box.isChecked()]

    @Slot()
    def _on_accept(self) -> None:
        self.field.say("")
        self._model.accept(self._ticked(), self.reason.text())

    @Slot()
    def _on_aside(self) -> None:
        self.field.say("")
        self._model.set_aside(self._ticked())
