"""The register of decisions and what is opened from it: made when it is first wanted."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from jointdesk.viewmodels.decisions import DecisionsModel
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.pages import Page
from jointdesk.viewmodels.preferences import Preferences
from jointdesk.widgets.look import Look
from jointdesk.widgets.window import MainWindow

if TYPE_CHECKING:
    from jointdesk.app.parts import Parts
    from jointdesk.viewmodels.decision_editor import DecisionEditor
    from jointdesk.viewmodels.decision_imports import DecisionImportModel
    from jointdesk.viewmodels.matters import MatterModel
    from jointdesk.widgets.decisions import DecisionsPage


class DecisionParts:
    """The model and the page of decisions."""

    def __init__(
        self,
        look: Callable[[], Look],
        desk: DeskModel,
        window: MainWindow,
        data_folder: Path,
        parts: Callable[[], "Parts"],
        make_notice: Callable[[str], None],
    ) -> None:
        """Serve a window; `look` gives the look that it has by then, `parts` the other pages.

        `make_notice` begins the notice of a decision.
        """
        self._make_notice = make_notice
        self._look = look
        self._desk = desk
        self._window = window
        self._data_folder = data_folder
        self._parts = parts
        self._page: DecisionsPage | None = None

    @cached_property
    def register(self) -> DecisionsModel:
        """The matters and decisions that the person sees."""
        model = DecisionsModel(self._desk, Preferences(self._data_folder, self._desk))
        model.register_changed.connect(self.count)
        return model

    @cached_property
    def matter(self) -> "MatterModel":
        """The matter that is open."""
        from jointdesk.viewmodels.matters import MatterModel

        return MatterModel(self.register, self._undo)

    @cached_property
    def imports(self) -> "DecisionImportModel":
        """What brings registers of decisions in."""
        from jointdesk.viewmodels.decision_imports import DecisionImportModel

        return DecisionImportModel(self._desk, self._undo)

    @cached_property
    def editor(self) -> "DecisionEditor":
        """What saves the fields of the decision that is open."""
        from jointdesk.viewmodels.decision_editor import DecisionEditor

        return DecisionEditor(self.register, self._undo)

    def begin(self) -> None:
        """Read the register in the background, so that the navigation can count."""
        assert self.register is not None

    @Slot()
    def count(self) -> None:
        """Show in the navigation how many matters need work."""
        register = self.register.register
        if register is not None:
            self._window.navigation.show_count(Page.DECISIONS, register.counts()[0])

    def page(self) -> QWidget:
        """Make the page of decisions."""
        from jointdesk.widgets.decisions import DecisionsPage

        page = DecisionsPage(self._look(), self.register, self.matter, self.editor)
        page.conflict_requested.connect(self._show_conflict)
        page.search_requested.connect(self._window.open_search)
        page.import_requested.connect(lambda: self._window.open_page(Page.DECISION_IMPORT))
        page.notice_requested.connect(self._make_notice)
        page.export_requested.connect(self._window.export_requested)
        self._page = page
        return page

    def record_from(self, meeting_id: str) -> None:
        """Ask for what was decided in a meeting."""
        self._window.open_page(Page.DECISIONS)
        self.page_made().begin_from_meeting(meeting_id)

    def page_made(self) -> "DecisionsPage":
        """Return the page, which was opened before."""
        assert self._page is not None
        return self._page

    def show_matter(self, matter_id: str, decision_id: str = "") -> None:
        """Show a matter on its page, open at one of its decisions."""
        self._window.open_page(Page.DECISIONS)
        self.page_made().open_matter(matter_id, decision_id)

    def show_decision(self, decision_id: str) -> None:
        """Show a decision on the page of its matter; the register where it is not known."""
        matter_id = self.register.matter_of(decision_id)
        if matter_id:
            self.show_matter(matter_id, decision_id)
        else:
            self._window.open_page(Page.DECISIONS)

    def imports_page(self) -> QWidget:
        """Make the page that brings a register in."""
        from jointdesk.widgets.decision_imports import DecisionImportPage

        page = DecisionImportPage(self._look(), self.imports)
        page.left.connect(lambda: self._window.open_page(Page.DECISIONS))
        page.organisation_wanted.connect(lambda: self._window.open_page(Page.SETTINGS))
        return page

    def propose_file(self, path: str) -> None:
        """Begin an import with a register that was dropped on the window."""
        self._window.open_page(Page.DECISION_IMPORT)
        self.imports.propose(path)

    def _undo(self) -> None:
        self._parts().undoing.undo()

    @Slot(str)
    def _show_conflict(self, conflict_id: str) -> None:
        self._parts().show_conflict(conflict_id)
