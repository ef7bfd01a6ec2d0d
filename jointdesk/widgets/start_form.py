"""The card that begins an import: a head, what a kind of import asks for, the button to go on."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from jointdesk.domain.organisations import Organisation
from jointdesk.widgets.controls import make_button
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import Banner, Choice, soft_label
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look


class StartForm(QFrame):
    """Asks whose it is; a kind of it adds what else it asks for to `column`, then the foot.

    Signals:
        organisation_wanted: there is no organisation yet; the person wants to add one.
    """

    organisation_wanted = Signal()

    def __init__(self, look: Look, title: str, read: str) -> None:
        """Begin empty; `read` is what the button says."""
        super().__init__()
        self.setProperty("kind", "card")
        self.organisation = Choice()
        self.read = make_button(look, read, "import", "primary")
        self.nobody = Banner(look, "info", "info")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16 - REACH, 14, 16 - REACH, 16)
        self.column.setSpacing(10)
        head = make_label(look, title, Text.SECTION, Weight.SEMI_BOLD)
        head.setIndent(REACH)
        self.column.addWidget(head)
        add = make_button(look, "Add an organisation", kind="small")
        add.clicked.connect(self.organisation_wanted)
        self.nobody.row.addWidget(add)
        self.column.addWidget(self.nobody)

    def add_foot(self, look: Look) -> None:
        """End the card with the button to go on; Tab comes to it last."""
        foot = QHBoxLayout()
        foot.setContentsMargins(REACH, 2, REACH, 0)
        foot.setSpacing(12)
        foot.addWidget(self.read)
        foot.addWidget(soft_label(look, "Nothing is changed until you import."), 1)
        self.column.addLayout(foot)

    def offer(
        self, organisations: Sequence[Organisation], names: Mapping[str, str], question: str
    ) -> None:
        """Offer organisations by their names; what is chosen stays. Ask who it is without any."""
        has_any = bool(organisations)
        self.nobody.say(
            "" if has_any else question,
            "" if has_any else "Add the council and the NHS body in Settings.",
        )
        self.read.setEnabled(has_any)
        self.read.setToolTip("" if has_any else "There is no organisation yet")
        self.organisation.offer(
            [(f"{names[one.id]} ({one.code})", one.code) for one in organisations]
        )
