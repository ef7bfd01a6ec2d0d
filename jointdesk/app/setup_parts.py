"""Importing, reading again and settings: made when they are first wanted."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from jointdesk.domain.desk_invitations import SUFFIX
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.desk_sharing import DeskSharing
from jointdesk.viewmodels.import_ahead import ImportAhead
from jointdesk.viewmodels.imports import ImportModel
from jointdesk.viewmodels.joining import is_invitation
from jointdesk.viewmodels.pages import Page
from jointdesk.viewmodels.preferences import Preferences
from jointdesk.viewmodels.settings import SettingsModel
from jointdesk.viewmodels.shared_desk import SharedDeskModel
from jointdesk.widgets.imports import ImportPage
from jointdesk.widgets.look import Look
from jointdesk.widgets.settings import COPIES, DIARIES, SHARED_DESK, SettingsPage
from jointdesk.widgets.settings_desk import DeskSection
from jointdesk.widgets.settings_diaries import DiaryModels
from jointdesk.widgets.window import MainWindow


class SetupParts:
    """The models and pages of what a desk is made of."""

    def __init__(
        self,
        desk: DeskModel,
        window: MainWindow,
        look: Callable[[], Look],
        data_folder: Path,
        preferences: Preferences,
        addresses: dict[str, str],
        diaries: Callable[[], DiaryModels],
        sharing: Callable[[], SharedDeskModel],
    ) -> None:
        """Serve a window; `look` gives the look that it has by then.

        `addresses` are those that are kept nowhere, for this session only, by source id.
        """
        self._desk = desk
        self._window = window
        self._look = look
        self._data_folder = data_folder
        self._addresses = addresses
        self._diaries = diaries
        self._exchanging = sharing
        self.preferences = preferences
        self._settings: SettingsModel | None = None
        self._page: SettingsPage | None = None
        self._section = 0

    @cached_property
    def imports(self) -> ImportModel:
        """What brings calendars in."""
        return ImportModel(self._desk, self._addresses)

    @cached_property
    def ahead(self) -> ImportAhead:
        """What says which conflicts an import would make."""
        return ImportAhead(self.imports, self._desk)

    @cached_property
    def sharing(self) -> DeskSharing:
        """What is done about the shared desk."""
        made = DeskSharing(self._desk, self._exchanging(), self._data_folder)
        made.person_changed.connect(lambda one: self._window.navigation.person_requested.emit(one))
        made.desks.next_requested.connect(self._window.next_requested)
        return made

    def imports_page(self) -> QWidget:
        """Make the page that brings calendars in."""
        page = ImportPage(self._look(), self.imports, self.ahead)
        page.organisation_wanted.connect(lambda: self._window.open_page(Page.SETTINGS))
        return page

    def settings_page(self, undo: Callable[[], None]) -> QWidget:
        """Make the page of the settings, at the section that was open; `undo` undoes a change."""
        if self._settings is None:
            self._settings = SettingsModel(self._desk, undo)
        page = SettingsPage(
            self._look(),
            self._settings,
            self.preferences,
            self._diaries(),
            self.sharing,
            self._section,
        )
        page.choice.choice_changed.connect(self._on_section)
        self._page = page
        return page

    def open_diaries(self) -> None:
        """Show when diaries are read, and what readings did."""
        self._open(DIARIES)

    def open_shared_desk(self) -> None:
        """Show how the desk stands with those it is shared with."""
        self._open(SHARED_DESK)

    def open_desks(self) -> None:
        """Show the other desks of this computer, and take the name of one's file."""
        self._open(COPIES)
        section = self._page.section if self._page is not None else None
        if isinstance(section, DeskSection):
            section.desks.file.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, section: int) -> None:
        self._section = section
        if self._page is not None:
            self._page.choice.take(section)
            self._page.open_section(section)
        self._window.open_page(Page.SETTINGS)

    def _on_section(self, number: int) -> None:
        self._section = number

    def propose_file(self, path: str) -> None:
        """Begin an import with a file that was dropped on the window.

        An invitation is taken, a desk's file opened in this one's place.
        """
        if is_invitation(path):
            self.open_shared_desk()
            self.sharing.file_requested.emit(path)
            return
        if Path(path).suffix.casefold() == SUFFIX:
            self.open_desks()
            self.sharing.desks.open(Path(path))
            return
        self._window.open_page(Page.IMPORT)
        self.imports.propose(path)
