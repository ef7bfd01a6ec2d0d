"""The organisations: what they are called, the agreed share of time, hours, days, an end."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit

from jointdesk.domain.actors import Actor
from jointdesk.domain.organisations import Organisation, OrganisationKind
from jointdesk.domain.words import DAYS, plain_line, plain_name
from jointdesk.operations.organisations import (
    add_organisation,
    change_organisation,
    remove_organisation,
)
from jointdesk.store.desk import Desk
from jointdesk.viewmodels.settings import Settings, SettingsModel
from jointdesk.viewmodels.settings_values import (
    read_clock,
    read_day,
    read_share,
    shown_clock,
    shown_day,
)
from jointdesk.widgets.controls import TagLabel, make_button, make_icon_button
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import Choice, Field
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.settings_section import Card, SavedLine, Section, remove_gone

KINDS = {
    OrganisationKind.COUNCIL: "Council",
    OrganisationKind.ICB: "NHS integrated care board",
    OrganisationKind.TRUST: "NHS trust",
    OrganisationKind.DISTRICT: "District council",
    OrganisationKind.OTHER: "Other body",
}
"""What each kind is called."""

_ADD = "org:new"


class OrganisationSection(Section):
    """A card for each organisation, and one to add another."""

    def __init__(self, look: Look, model: SettingsModel) -> None:
        super().__init__(
            look,
            model,
            "Organisations",
            "The bodies that the director works for, and partners. Their order gives colour and"
            " pattern.",
        )
        self.cards: dict[str, OrganisationCard] = {}
        self._new = _NewCard(self)
        self.column.addWidget(self._new)

    def show_settings(self, settings: Settings) -> None:
        """Show every organisation."""
        for organisation in settings.organisations:
            if organisation.id not in self.cards:
                self.cards[organisation.id] = OrganisationCard(self, organisation)
                place = self.column.indexOf(self._new)
                self.column.insertWidget(place, self.cards[organisation.id])
            self.cards[organisation.id].show_organisation(organisation)
        remove_gone(self.cards, {one.id for one in settings.organisations})

    def say(self, key: str, sentence: str) -> None:
        """Say what is wrong; a new organisation that was saved empties its form."""
        super().say(key, sentence)
        if key == _ADD and not sentence:
            self._new.clear()


class OrganisationCard(Card):
    """One organisation; every field is saved when it is left."""

    def __init__(self, section: OrganisationSection, organisation: Organisation) -> None:
        super().__init__()
        self._section = section
        self._code = organisation.code
        self._key = f"org:{organisation.id}"
        who = plain_line(organisation.name)
        self.name = SavedLine(f"Name of {who}")
        self.kind = Choice()
        self.kind.offer([(name, kind.value) for kind, name in KINDS.items()])
        self.share = SavedLine(f"Agreed share of {who} in per cent", "none")
        self.opens = SavedLine(f"Working hours of {who} from", "08:30")
        self.closes = SavedLine(f"Working hours of {who} to", "17:30")
        self.ends = SavedLine(f"First day on which {who} is no more", "never")
        self.days = [QCheckBox(day[:3]) for day in DAYS]
        for box, day in zip(self.days, DAYS, strict=True):
            box.setAccessibleName(f"{day} is a working day of {who}")
        self._title = make_label(section.look, "", Text.SECTION, Weight.SEMI_BOLD)
        self.remove = make_icon_button(section.look, "trash-2", f"Remove {who}")
        self._lay_out(organisation)
        self._connect()

    def _lay_out(self, organisation: Organisation) -> None:
        look, section, key = self._section.look, self._section, self._key
        head = QHBoxLayout()
        head.setContentsMargins(REACH, 0, REACH, 0)
        head.addWidget(TagLabel(look, organisation.position, organisation.code, organisation.name))
        head.addWidget(self._title, 1)
        head.addWidget(self.remove)
        self.column.addLayout(head)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12 - 2 * REACH)
        grid.setVerticalSpacing(6)
        grid.addWidget(section.add_field(f"{key}:name", "Name", self.name), 0, 0, 1, 2)
        grid.addWidget(section.add_field(f"{key}:kind", "Kind", self.kind), 0, 2, 1, 2)
        fields = (
            ("share", "Agreed share, %", self.share),
            ("opens", "Works from", self.opens),
            ("closes", "to", self.closes),
            ("ends", "Ends on", self.ends),
        )
        for number, (part, name, line) in enumerate(fields):
            grid.addWidget(section.add_field(f"{key}:{part}", name, line), 1, number)
            grid.setColumnStretch(number, 1)
        self.column.addLayout(grid)
        days = QHBoxLayout()
        days.setContentsMargins(REACH, 0, REACH, 0)
        days.setSpacing(14)
        days.addWidget(make_label(look, "Works on", Text.DETAIL, Weight.MEDIUM, look.theme.ink2))
        for box in self.days:
            days.addWidget(box)
        days.addStretch(1)
        self.column.addLayout(days)

    def _connect(self) -> None:
        self.name.committed.connect(lambda text: self._save("name", lambda: text.strip()))
        self.kind.activated.connect(
            lambda _: self._save("kind", lambda: OrganisationKind(self.kind.currentData()))
        )
        self.share.committed.connect(lambda text: self._save("share", lambda: read_share(text)))
        self.opens.committed.connect(lambda text: self._save("opens", lambda: read_clock(text)))
        self.closes.committed.connect(lambda text: self._save("closes", lambda: read_clock(text)))
        self.ends.committed.connect(lambda text: self._save("ends", lambda: read_day(text)))
        for box in self.days:
            box.clicked.connect(self._on_days)
        self.remove.clicked.connect(self._on_remove)

    def show_organisation(self, organisation: Organisation) -> None:
        """Show what is saved."""
        self._title.setText(plain_line(organisation.name))
        self.name.show_value(organisation.name)
        self.kind.setCurrentIndex(list(KINDS).index(organisation.kind))
        self.share.show_value("" if organisation.share is None else str(organisation.share))
        self.opens.show_value(shown_clock(organisation.opens))
        self.closes.show_value(shown_clock(organisation.closes))
        self.ends.show_value(shown_day(organisation.ends))
        for number, box in enumerate(self.days):
            box.setChecked(number in organisation.days)

    def _save(self, part: str, read: Callable[[], object]) -> None:
        """Save one field, read from what was typed."""

        def prepare() -> Callable[[Desk, Actor], None]:
            values: dict[str, Any] = {part: read()}
            return lambda desk, actor: change_organisation(desk, actor, self._code, **values)

        said = f"Saved what is known of {self._code}."
        self._section.model.try_save(f"{self._key}:{part}", said, prepare)

    @Slot()
    def _on_days(self) -> None:
        chosen = frozenset(number for number, box in enumerate(self.days) if box.isChecked())
        self._save("days", lambda: chosen)

    @Slot()
    def _on_remove(self) -> None:
        self._section.model.save(
            f"{self._key}:name",
            f"Removed {self._code}.",
            lambda desk, actor: remove_organisation(desk, actor, self._code),
        )


class _NewCard(Card):
    """The form that adds an organisation."""

    def __init__(self, section: OrganisationSection) -> None:
        super().__init__()
        self._section = section
        look = section.look
        self.code, self.name, self.kind = QLineEdit(), QLineEdit(), Choice()
        self.code.setPlaceholderText("CAL")
        self.name.setPlaceholderText("Calderbourne Council")
        self.kind.offer([(name, kind.value) for kind, name in KINDS.items()])
        add = make_button(look, "Add the organisation", "plus")
        self.add_title(look, "Add an organisation")
        row = QHBoxLayout()
        row.setSpacing(12 - 2 * REACH)
        row.addWidget(section.add_field(_ADD, "Short code", self.code), 1)
        row.addWidget(Field(look, "Name", self.name), 2)
        row.addWidget(Field(look, "Kind", self.kind), 2)
        self.column.addLayout(row)
        self.add_foot(add)
        add.clicked.connect(self._on_add)
        self.name.returnPressed.connect(self._on_add)

    def clear(self) -> None:
        """Empty the form."""
        self.code.clear()
        self.name.clear()

    @Slot()
    def _on_add(self) -> None:
        code, name = self.code.text().strip(), self.name.text().strip()
        kind = OrganisationKind(self.kind.currentData())
        self._section.model.save(
            _ADD,
            f"Added {plain_name(name or code.upper())}.",
            lambda desk, actor: add_organisation(desk, actor, code=code, name=name, kind=kind),
        )
