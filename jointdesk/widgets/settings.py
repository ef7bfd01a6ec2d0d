"""The settings page: one section at a time, made when it is first opened."""

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from jointdesk.viewmodels.desk_sharing import DeskSharing
from jointdesk.viewmodels.preferences import Preferences
from jointdesk.viewmodels.settings import Settings, SettingsModel
from jointdesk.widgets.controls import SegmentedControl
from jointdesk.widgets.forms import PageHead, make_rule
from jointdesk.widgets.look import Look
from jointdesk.widgets.settings_desk import DeskSection
from jointdesk.widgets.settings_diaries import DiaryModels, DiarySection
from jointdesk.widgets.settings_governance import GovernanceSection
from jointdesk.widgets.settings_organisations import OrganisationSection
from jointdesk.widgets.settings_people import PeopleSection
from jointdesk.widgets.settings_places import PlaceSection
from jointdesk.widgets.settings_registers import RegisterSection
from jointdesk.widgets.settings_rules import RuleSection
from jointdesk.widgets.settings_section import Section
from jointdesk.widgets.settings_shared_desk import SharedDeskSection

_NAMES = (
    "Organisations",
    "Places and travel",
    "People",
    "Protection",
    "Registers",
    "Governance",
    "Diaries",
    "Appearance and copies",
    "Shared desk",
)


COPIES = _NAMES.index("Appearance and copies")
"""The number of the section that says where the desk lies, and opens another."""

DIARIES = _NAMES.index("Diaries")
"""The number of the section that says when diaries are read."""

SHARED_DESK = _NAMES.index("Shared desk")
"""The number of the section that says how the desk stands with those it is shared with."""


class SettingsPage(QFrame):
    """Chooses the section and hands on what was saved and what was not."""

    def __init__(
        self,
        look: Look,
        model: SettingsModel,
        preferences: Preferences,
        diaries: DiaryModels,
        sharing: DeskSharing,
        first: int = 0,
    ) -> None:
        """Show the section of that number first."""
        super().__init__()
        self._model = model
        self._makers: list[Callable[[], Section]] = [
            lambda: OrganisationSection(look, model),
            lambda: PlaceSection(look, model),
            lambda: PeopleSection(look, model),
            lambda: RuleSection(look, model),
            lambda: RegisterSection(look, model),
            lambda: GovernanceSection(look, model),
            lambda: DiarySection(look, model, diaries),
            lambda: DeskSection(look, model, preferences, sharing.desks),
            lambda: SharedDeskSection(look, model, sharing),
        ]
        self._sections: dict[int, Section] = {}
        self.choice = SegmentedControl(_NAMES, "Section of the settings")
        self._stack = QStackedWidget()
        self._head = PageHead(look, "Settings")
        self._lay_out(look)
        self.choice.choice_changed.connect(self.open_section)
        model.settings_changed.connect(self._on_changed)
        model.saved.connect(self._on_saved)
        model.failed.connect(self._on_failed)
        self.choice.take(first)
        self.open_section(first)
        model.refresh()

    def _lay_out(self, look: Look) -> None:
        self._head.add(self.choice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(make_rule(look))
        column.addWidget(self._stack, 1)

    def first_focus(self) -> QWidget:
        """What gets the keyboard when the page is opened."""
        return self.choice.taken()

    def areas(self) -> list[QWidget]:
        """The areas that F6 goes through."""
        return [self._head, self.section]

    @property
    def section(self) -> Section:
        """The section that is open."""
        return self._sections[self.choice.choice()]

    @Slot(int)
    def open_section(self, number: int) -> None:
        """Open a section."""
        if number not in self._sections:
            self._sections[number] = self._makers[number]()
            self._stack.addWidget(self._sections[number])
            if self._model.settings is not None:
                self._show(self._sections[number], self._model.settings)
        self._stack.setCurrentWidget(self._sections[number])

    @Slot()
    def _on_changed(self) -> None:
        if self._model.settings is not None:
            for section in self._sections.values():
                self._show(section, self._model.settings)

    def _show(self, section: Section, settings: Settings) -> None:
        section.show_settings(settings)
        section.order_tabs()

    @Slot(str)
    def _on_saved(self, key: str) -> None:
        for section in self._sections.values():
            section.say(key, "")

    @Slot(str, str)
    def _on_failed(self, key: str, sentence: str) -> None:
        self.section.say(key, sentence)
