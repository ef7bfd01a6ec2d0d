"""People: their names, e-mail addresses and seats."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from jointdesk.domain.people import Person, Role, Seat
from jointdesk.domain.words import plain_line, plain_name
from jointdesk.operations.people import (
    add_person,
    add_seat,
    change_person,
    remove_person,
    remove_seat,
)
from jointdesk.viewmodels.settings import Settings, SettingsModel
from jointdesk.viewmodels.settings_values import read_list
from jointdesk.viewmodels.who import ROLE_WORDS
from jointdesk.widgets.controls import make_button, make_icon_button
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.fonts import Text
from jointdesk.widgets.forms import Choice, Field
from jointdesk.widgets.labels import make_icon, make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.settings_section import Card, SavedLine, Section, remove_gone

_ADD = "person:new"


class PeopleSection(Section):
    """A card for each person, and one to add another."""

    def __init__(self, look: Look, model: SettingsModel) -> None:
        super().__init__(
            look,
            model,
            "People",
            "All e-mail addresses of one person count as one identity. A seat lets a person see"
            " what is private to that body. In one file JointDesk hides, it does not protect:"
            " whoever can open the file can read it.",
        )
        self.cards: dict[str, PersonCard] = {}
        self._new = Card()
        self.name, self.emails = QLineEdit(), QLineEdit()
        self._build_form()
        self.column.addWidget(self._new)

    def _build_form(self) -> None:
        look = self.look
        self.name.setPlaceholderText("Bridget Nolan")
        self.emails.setPlaceholderText("bridget@wexmere.example, b.nolan@calderbourne.example")
        add = make_button(look, "Add the person", "plus")
        add.clicked.connect(self._on_add)
        self.name.returnPressed.connect(self._on_add)
        self._new.add_title(look, "Add a person")
        row = QHBoxLayout()
        row.setSpacing(12 - 2 * REACH)
        row.addWidget(self.add_field(_ADD, "Name", self.name), 1)
        row.addWidget(Field(look, "E-mail addresses, with commas", self.emails), 2)
        self._new.column.addLayout(row)
        self._new.add_foot(add)

    def show_settings(self, settings: Settings) -> None:
        """Show everyone."""
        for person in settings.people:
            if person.id not in self.cards:
                self.cards[person.id] = PersonCard(self, person)
                self.column.insertWidget(self.column.indexOf(self._new), self.cards[person.id])
            self.cards[person.id].show_person(person, settings)
        remove_gone(self.cards, {person.id for person in settings.people})

    def say(self, key: str, sentence: str) -> None:
        """Say what is wrong; a new person who was saved empties the form."""
        super().say(key, sentence)
        if key == _ADD and not sentence:
            self.name.clear()
            self.emails.clear()

    @Slot()
    def _on_add(self) -> None:
        name, emails = self.name.text().strip(), read_list(self.emails.text())
        self.model.save(
            _ADD,
            f"Added {plain_name(name)}.",
            lambda desk, actor: add_person(desk, actor, name=name, emails=emails),
        )


class _SeatRow(QWidget):
    """One seat in words, with the button that takes it away."""

    def __init__(self, look: Look, words: str) -> None:
        super().__init__()
        self.words = words
        self.remove = make_icon_button(look, "x", f"Take away: {words}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        icon = make_icon(look, "user-round", look.theme.ink2, 14)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(make_label(look, words, Text.BODY, wraps=False))
        row.addWidget(self.remove)
        row.addStretch(1)


class PersonCard(Card):
    """One person with their seats."""

    def __init__(self, section: PeopleSection, person: Person) -> None:
        super().__init__()
        self._section = section
        self._person = person
        self._key = f"person:{person.id}"
        called = plain_line(person.name) or "the director"
        self.name = SavedLine(f"Name of {called}", "The director has no name yet")
        self.emails = SavedLine(f"E-mail addresses of {called}", "none")
        self.organisation, self.role = Choice(), Choice()
        self.organisation.setAccessibleName(f"Organisation of a new seat of {called}")
        self.role.offer([(words, role.value) for role, words in ROLE_WORDS.items()], Role.PA.value)
        self.role.setAccessibleName(f"Role of a new seat of {called}")
        self.add = make_button(section.look, "Add the seat", "plus", "small")
        self.remove = make_icon_button(section.look, "trash-2", f"Remove {called}")
        self._seats = QVBoxLayout()
        self._lay_out()
        self.name.committed.connect(self._on_changed)
        self.emails.committed.connect(self._on_changed)
        self.add.clicked.connect(self._on_add)
        self.remove.clicked.connect(self._on_remove_person)

    def _lay_out(self) -> None:
        section = self._section
        row = QHBoxLayout()
        row.setSpacing(12 - 2 * REACH)
        row.addWidget(section.add_field(self._key, "Name", self.name), 1)
        emails = section.add_field(
            f"{self._key}:emails", "E-mail addresses", self.emails, self.remove
        )
        row.addWidget(emails, 2)
        self.column.addLayout(row)
        self._seats.setContentsMargins(REACH, 0, REACH, 0)
        self._seats.setSpacing(2)
        self.column.addLayout(self._seats)
        field = section.add_field(
            f"{self._key}:seat", "Another seat", self.organisation, self.role, self.add
        )
        field.setMaximumWidth(section.look.fonts.px(520))
        self.column.addWidget(field)

    def show_person(self, person: Person, settings: Settings) -> None:
        """Show what is saved."""
        self._person = person
        self.name.show_value(person.name)
        self.emails.show_value(", ".join(person.emails))
        self.organisation.offer([(one.code, one.code) for one in settings.organisations])
        self.add.setEnabled(bool(settings.organisations))
        self.remove.setVisible(person.id != settings.director)
        while (item := self._seats.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for seat in settings.seats.get(person.id, []):
            self._seats.addWidget(self._seat(seat, settings.code_of(seat.org_id)))

    def _seat(self, seat: Seat, code: str) -> _SeatRow:
        row = _SeatRow(self._section.look, f"{ROLE_WORDS[seat.role]}, {code}")
        called = plain_line(self._person.name) or "the director"
        row.remove.setAccessibleName(f"Take away: {row.words}, {called}")
        row.remove.clicked.connect(lambda: self._on_remove(seat, row.words))
        return row

    @Slot()
    def _on_changed(self) -> None:
        person_id, name = self._person.id, self.name.text().strip()
        emails = read_list(self.emails.text())
        self._section.model.save(
            self._key,
            f"Saved what is known of {plain_line(name)}.",
            lambda desk, actor: change_person(desk, actor, person_id, name=name, emails=emails),
        )

    @Slot()
    def _on_add(self) -> None:
        person_id, code = self._person.id, str(self.organisation.currentData())
        role = Role(self.role.currentData())
        self._section.model.save(
            f"{self._key}:seat",
            f"Added a seat: {ROLE_WORDS[role]}, {code}.",
            lambda desk, actor: add_seat(
                desk, actor, person_id=person_id, org_code=code, role=role
            ),
        )

    @Slot()
    def _on_remove_person(self) -> None:
        person = self._person
        self._section.model.save(
            self._key,
            f"Removed {plain_line(person.name)}.",
            lambda desk, actor: remove_person(desk, actor, person.id),
        )

    def _on_remove(self, seat: Seat, words: str) -> None:
        self._section.model.save(
            f"{self._key}:seat",
            f"Took a seat away: {words}.",
            lambda desk, actor: remove_seat(desk, actor, seat.id),
        )
