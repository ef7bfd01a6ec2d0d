"""Places and how long it takes from one to another."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from jointdesk.domain.sites import Site
from jointdesk.domain.words import plain_line, plain_name
from jointdesk.operations.sites import (
    add_site,
    change_site,
    forget_travel,
    remove_site,
    set_travel,
)
from jointdesk.viewmodels.settings import Settings, SettingsModel
from jointdesk.viewmodels.settings_values import new_site_id, read_list
from jointdesk.viewmodels.travel_table import TravelTable
from jointdesk.widgets.controls import make_button, make_icon_button
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import Choice, Field, Problem, soft_label
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.settings_section import Card, SavedLine, Section, remove_gone
from jointdesk.widgets.travel_table import TravelView

_ADD, _TRAVEL = "site:new", "travel"


class PlaceSection(Section):
    """A row for each site, one to add another, and the table of journeys."""

    def __init__(self, look: Look, model: SettingsModel) -> None:
        super().__init__(
            look,
            model,
            "Places and travel",
            "What a calendar calls a place is found by its name and its other names. A place that"
            " is not known never counts as no journey.",
        )
        self.rows: dict[str, _SiteRow] = {}
        self._settings: Settings | None = None
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        self._heads = self._make_heads()
        self.column.addWidget(self._heads)
        self.column.addLayout(self._list)
        self._add_form()
        self.column.addSpacing(12)
        self.column.addWidget(
            make_label(look, "Minutes from door to door", Text.SECTION, Weight.SEMI_BOLD)
        )
        note = "The same both ways. Type over a number; an empty field means that nobody knows."
        self.column.addWidget(soft_label(look, note))
        self.travel = TravelTable(self)
        self.table = TravelView(look, self.travel)
        self._travel_problem = Problem(look)
        self.column.addWidget(self.table)
        self.column.addWidget(self._travel_problem)
        self.travel.entered.connect(self._on_entered)
        self.travel.refused.connect(lambda sentence: self.say(_TRAVEL, sentence))

    def _make_heads(self) -> QWidget:
        """The names of the columns, once over all rows."""
        heads = QWidget()
        row = QHBoxLayout(heads)
        row.setContentsMargins(REACH, 0, REACH, 0)
        row.setSpacing(12)
        for name, share in (("Place", 2), ("Other names", 3), ("Belongs to", 2)):
            row.addWidget(soft_label(self.look, name), share)
        return heads

    def _add_form(self) -> None:
        look = self.look
        card = Card()
        card.add_title(look, "Add a place")
        self.name, self.aliases, self.whose = QLineEdit(), QLineEdit(), Choice()
        self.name.setPlaceholderText("Town Hall")
        self.aliases.setPlaceholderText("TH, Committee Room 1")
        add = make_button(look, "Add the place", "plus")
        add.clicked.connect(self._on_add)
        self.name.returnPressed.connect(self._on_add)
        row = QHBoxLayout()
        row.setSpacing(12 - 2 * REACH)
        row.addWidget(self.add_field(_ADD, "Name", self.name), 2)
        row.addWidget(Field(look, "Other names, with commas", self.aliases), 3)
        row.addWidget(Field(look, "Belongs to", self.whose), 2)
        card.column.addLayout(row)
        card.add_foot(add)
        self.column.addWidget(card)

    def show_settings(self, settings: Settings) -> None:
        """Show every site and journey."""
        self._settings = settings
        codes: list[tuple[str, object]] = [("Nobody", "")]
        codes += [(one.code, one.code) for one in settings.organisations]
        self.whose.offer(codes)
        for site in settings.sites:
            if site.id not in self.rows:
                self.rows[site.id] = _SiteRow(self, site)
                self._list.addWidget(self.rows[site.id])
            self.rows[site.id].show_site(site, codes, settings.code_of(site.org_id))
        remove_gone(self.rows, {site.id for site in settings.sites})
        self._heads.setVisible(bool(settings.sites))
        self.travel.show(settings.sites, settings.travel)
        self.table.fit()

    def say(self, key: str, sentence: str) -> None:
        """Say what is wrong; a new place that was saved empties its form."""
        super().say(key, sentence)
        if key == _TRAVEL:
            self._travel_problem.say(sentence)
            self.table.setAccessibleDescription(sentence)
        if key == _ADD and not sentence:
            self.name.clear()
            self.aliases.clear()

    def org_id_of(self, code: str) -> str | None:
        """Return the id of the organisation with that code, None for nobody's."""
        known = self._settings.organisations if self._settings else ()
        return next((one.id for one in known if one.code == code), None)

    @Slot()
    def _on_add(self) -> None:
        name, aliases = self.name.text().strip(), read_list(self.aliases.text())
        site_id = new_site_id(name, list(self.rows))
        code = str(self.whose.currentData() or "") or None
        self.model.save(
            _ADD,
            f"Added {plain_name(name)}.",
            lambda desk, actor: add_site(
                desk, actor, site_id=site_id, name=name, org_code=code, aliases=aliases
            ),
        )

    @Slot(str, str, object)
    def _on_entered(self, here: str, there: str, minutes: int | None) -> None:
        if minutes is None:
            said = "Saved: nobody knows how long this journey takes."
            self.model.save(
                _TRAVEL, said, lambda desk, actor: forget_travel(desk, actor, here, there)
            )
        else:
            said = f"Saved: the journey takes {minutes} minutes."
            self.model.save(
                _TRAVEL, said, lambda desk, actor: set_travel(desk, actor, here, there, minutes)
            )


class _SiteRow(QFrame):
    """One site: its name, its other names, whose it is."""

    def __init__(self, section: PlaceSection, site: Site) -> None:
        super().__init__()
        self._section = section
        self._site = site
        called = plain_line(site.name)
        self.name = SavedLine(f"Name of {called}")
        self.aliases = SavedLine(f"Other names of {called}", "no other names")
        self.whose = Choice()
        self.whose.setAccessibleName(f"{called} belongs to")
        remove = make_icon_button(section.look, "trash-2", f"Remove {called}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12 - 2 * REACH)
        row.addWidget(section.add_field(f"site:{site.id}", "", self.name), 2)
        row.addWidget(section.add_field(f"site:{site.id}:aliases", "", self.aliases), 3)
        row.addWidget(Field(section.look, "", self.whose, remove), 2)
        self.name.committed.connect(self._on_changed)
        self.aliases.committed.connect(self._on_changed)
        self.whose.activated.connect(self._on_changed)
        remove.clicked.connect(self._on_remove)

    def show_site(self, site: Site, codes: list[tuple[str, object]], code: str) -> None:
        """Show what is saved."""
        self._site = site
        self.name.show_value(site.name)
        self.aliases.show_value(", ".join(site.aliases))
        self.whose.offer(codes, code)

    @Slot()
    def _on_changed(self) -> None:
        section = self._section
        org_id = section.org_id_of(str(self.whose.currentData() or ""))
        site = Site(self._site.id, self.name.text().strip(), org_id, read_list(self.aliases.text()))
        section.model.save(
            f"site:{site.id}",
            f"Saved the place {plain_line(site.name)}.",
            lambda desk, actor: change_site(desk, actor, site),
        )

    @Slot()
    def _on_remove(self) -> None:
        site = self._site
        self._section.model.save(
            f"site:{site.id}",
            f"Removed the place {plain_line(site.name)}.",
            lambda desk, actor: remove_site(desk, actor, site.id),
        )
