"""New decisions, one for each body, on a new matter or a known one; also from a meeting."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout

from jointdesk.domain.items import Fields
from jointdesk.domain.words import plain_line
from jointdesk.viewmodels.decision_register import Register
from jointdesk.widgets.controls import Swatch, make_button, plain_label
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import Choice, Column, Field, set_paper, soft_label
from jointdesk.widgets.labels import make_label, make_line
from jointdesk.widgets.look import Look

_MOST = 200
"""How many matters are offered; more cannot be looked through."""

_OWN = ("decision_makers", "visibility")
"""What a meeting says of one body's decision alone."""


class _Body(NamedTuple):
    """One body's line: whether it decides, and how."""

    org: str
    decides: QCheckBox
    route: Choice


class NewMatterPage(QFrame):
    """Asks for what a matter begins with.

    Signals:
        confirmed(str, str, object): the title, the id of a matter that is there already or "",
            and the first fields of each body's decision.
        left: nothing is to be made.
    """

    confirmed = Signal(str, str, object)
    left = Signal()

    def __init__(self, look: Look) -> None:
        """Begin empty."""
        super().__init__()
        self._look = look
        self._bodies: list[_Body] = []
        self.title = QLineEdit()
        self.title.setMaxLength(300)
        self._field = Field(look, "Title", self.title, hint="What the decision is about")
        self.matter = Choice()
        self._matter = Field(look, "Matter", self.matter)
        self._seeds: dict[str, Fields] = {}
        self._grid = QGridLayout()
        set_paper(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._head())
        outer.addWidget(make_line(look))
        page = Column(look, "New matter")
        page.column.addWidget(self._matter)
        page.column.addWidget(self._field)
        page.column.addWidget(make_label(look, "Who decides", Text.SECTION, Weight.SEMI_BOLD))
        note = "Each body takes its own decision. The route says what its record needs."
        page.column.addWidget(soft_label(look, note, Text.BODY))
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(2, 1)
        page.column.addLayout(self._grid)
        page.column.addLayout(self._buttons())
        outer.addWidget(page, 1)
        self.title.returnPressed.connect(self.confirm)
        keys = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Escape"), self, context=keys).activated.connect(self.left)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(20, 11, 16, 11)
        row.addStrut(self._look.fonts.px(34))
        row.setSpacing(10)
        back = make_button(self._look, "Decisions", "chevron-left", "link")
        back.clicked.connect(self.left)
        row.addWidget(back)
        self._name = make_label(self._look, "", Text.PAGE, Weight.SEMI_BOLD, wraps=False)
        row.addWidget(self._name, 1)
        return row

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.button = make_button(self._look, "Add matter", "plus", "primary")
        self.button.clicked.connect(self.confirm)
        back = make_button(self._look, "Not now")
        back.clicked.connect(self.left)
        row.addWidget(self.button)
        row.addWidget(back)
        row.addStretch(1)
        return row

    def offer(self, register: Register, title: str = "", seeds: Sequence[Fields] = ()) -> None:
        """Begin anew: the bodies that the director works for are ticked.

        From a meeting, those are that have `seeds`: the first fields of their decisions.
        """
        self.title.setText(title)
        self._seeds = {str(row["org"]): row for row in seeds}
        self._matter.setVisible(bool(seeds))
        self._name.setText("Record a decision" if seeds else "New matter")
        self.button.setText("Add the decisions" if seeds else "Add matter")
        newest = sorted(register.records.matters, key=lambda one: -one.order)[:_MOST]
        known = [(plain_line(one.title), one.id) for one in newest]
        self.matter.offer([("A new matter", ""), *known], "")
        self._field.say("")
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self._bodies = []
        bodies = sorted(register.rules.organisations.values(), key=lambda one: one.position)
        for number, body in enumerate(bodies):
            box = QCheckBox(plain_label(body.name))
            seed = self._seeds.get(body.id, {})
            box.setChecked(bool(seed) if seeds else body.share is not None)
            route = Choice()
            profile = register.rules.profiles[body.id]
            routes = [(one.label, one.name) for one in profile.routes.values()]
            offered: list[tuple[str, object]] = [("Route not known yet", ""), *routes]
            route.offer(offered, str(seed.get("governance_route") or ""))
            route.setAccessibleName(f"Route of {body.name}")
            route.setMinimumContentsLength(26)
            route.setEnabled(box.isChecked())
            box.toggled.connect(route.setEnabled)
            self._grid.addWidget(Swatch(self._look, body.position), number, 0)
            self._grid.addWidget(box, number, 1)
            self._grid.addWidget(route, number, 2, Qt.AlignmentFlag.AlignLeft)
            self._bodies.append(_Body(body.id, box, route))

    def say(self, sentence: str) -> None:
        """Show why nothing was made."""
        self._field.say(sentence)

    @Slot()
    def confirm(self) -> None:
        """Ask for the matter, if it has a title."""
        title = self.title.text().strip()
        if not title and not self.matter.currentData():
            self._field.say("A matter needs a title.")
            self.title.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.confirmed.emit(title, str(self.matter.currentData() or ""), self._rows())

    def _rows(self) -> list[Fields]:
        rows: list[Fields] = []
        for body in self._bodies:
            if body.decides.isChecked():
                route = body.route.currentData() or None
                seed = self._seeds.get(body.org) or self._any_seed()
                rows.append({**seed, "org": body.org, "governance_route": route})
        return rows

    def _any_seed(self) -> Fields:
        """What a meeting says of any body's decision: its day, the meeting, the forum."""
        seed = next(iter(self._seeds.values()), {})
        return {name: value for name, value in seed.items() if name not in _OWN}
