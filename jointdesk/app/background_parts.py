"""What goes on beside the pages: reading diaries, the line at the foot, the tray, the outbox."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QApplication, QWidget

from jointdesk.viewmodels.conflict_news import ConflictNews
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.left_out import LeftOutTeller
from jointdesk.viewmodels.outbox import OutboxModel
from jointdesk.viewmodels.overview import OverviewModel
from jointdesk.viewmodels.pages import Page
from jointdesk.viewmodels.personal_news import PersonalNewsTeller
from jointdesk.viewmodels.preferences import Preferences
from jointdesk.viewmodels.run_history import RunHistory
from jointdesk.viewmodels.shared_desk import SharedDeskModel
from jointdesk.viewmodels.status import StatusModel
from jointdesk.viewmodels.syncing import SyncModel
from jointdesk.viewmodels.today_day import Target
from jointdesk.viewmodels.tray import TrayChoice
from jointdesk.widgets.look import Look
from jointdesk.widgets.settings_diaries import DiaryModels
from jointdesk.widgets.status_bar import StatusBar
from jointdesk.widgets.tray import Tray
from jointdesk.widgets.window import MainWindow

if TYPE_CHECKING:
    from jointdesk.app.parts import Parts
    from jointdesk.app.setup_parts import SetupParts


class BackgroundParts:
    """The models of what goes on in the background, and where they are seen."""

    def __init__(
        self,
        look: Callable[[], Look],
        desk: DeskModel,
        window: MainWindow,
        data_folder: Path,
        preferences: Preferences,
        addresses: dict[str, str],
        parts: Callable[[], "Parts"],
        setup: Callable[[], "SetupParts"],
    ) -> None:
        """Serve a window; `addresses` are kept for this session only; the last two lead on."""
        self._look = look
        self._desk = desk
        self._window = window
        self._preferences = preferences
        self._parts = parts
        self._setup = setup
        self._tray: Tray | None = None
        self.outbox = OutboxModel(desk, lambda: parts().undoing.undo())
        self.sync = SyncModel(desk, preferences, addresses)
        self.sharing = SharedDeskModel(desk, data_folder)
        self.status = StatusModel(desk, addresses, self.outbox.reminders)
        self.models = DiaryModels(
            self.sync,
            self.status,
            RunHistory(desk),
            TrayChoice(preferences, is_available=Tray.is_available()),
        )

    def begin(self, overview: OverviewModel, follow: Callable[[Target], None]) -> None:
        """Begin to read and to show what goes on.

        `overview` knows the conflicts, `follow` shows what a person is told of.
        """
        news = ConflictNews(self._desk, overview, self._preferences)
        news.show_requested.connect(self._show_conflict)
        personal = PersonalNewsTeller(self._desk, self._preferences)
        personal.show_requested.connect(follow)
        self.sync.read.connect(news.after_reading)
        self.sync.read.connect(self.outbox.after_reading)
        self.outbox.write_requested.connect(self.sync.read_soon)
        for asking in (self.outbox, self.outbox.twice):
            asking.show_requested.connect(lambda: self._window.open_page(Page.OUTBOX))
        self.sync.look_requested.connect(self._look_at)
        self.attach()
        self.status.begin()
        self.sync.begin()
        self.sharing.show_requested.connect(lambda: self._setup().open_shared_desk())
        LeftOutTeller(self._desk, self.sharing)
        self.sharing.begin()
        choice = self.models.tray
        if choice.is_available:
            self._tray = Tray(self._look(), self._window)
            self._tray.open_requested.connect(self._open_window)
            self._tray.read_requested.connect(self.sync.read_all)
            self._tray.quit_requested.connect(QApplication.quit)
            news.told.connect(self._tray.tell)
            personal.told.connect(self._tray.tell)
            choice.chosen.connect(self._stay)
            self._stay(choice.is_chosen)

    def attach(self) -> None:
        """Put the line at the foot of the window; again whenever the look changes."""
        foot = StatusBar(self._look(), self.status, self.sync, self.sharing)
        foot.diary_requested.connect(self._show_diary)
        foot.waiting_requested.connect(lambda: self._window.open_page(Page.OUTBOX))
        foot.sharing_requested.connect(lambda: self._setup().open_shared_desk())
        self._window.set_foot(foot)
        if self._tray is not None:
            self._tray.wear(self._look())

    def watch_network(self) -> None:
        """Read, write and exchange when the system says that the network is back."""
        from jointdesk.viewmodels.network import watch_network

        watch_network(self._on_network, self._desk)

    def _on_network(self) -> None:
        self.sync.connected()
        self.sharing.connected()

    def show_collision(self, item_id: str) -> None:
        """Show where what two people changed in an item is settled."""
        self._window.open_page(Page.OUTBOX)
        self.outbox.twice.go_to(item_id)

    def outbox_page(self) -> QWidget:
        """Make the page of what waits."""
        from jointdesk.widgets.outbox import OutboxPage

        page = OutboxPage(self._look(), self.outbox, self.sync)
        page.left.connect(lambda: self._window.open_page(Page.TODAY))
        return page

    @Slot(bool)
    def _stay(self, is_chosen: bool) -> None:
        QApplication.setQuitOnLastWindowClosed(not is_chosen)

    @Slot()
    def _open_window(self) -> None:
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    @Slot(str)
    def _show_conflict(self, conflict_id: str) -> None:
        if conflict_id:
            self._parts().show_conflict(conflict_id)
        else:
            self._window.open_page(Page.CONFLICTS)

    @Slot(str)
    def _show_diary(self, source_id: str) -> None:
        self._setup().open_diaries()
        names = {one.id: one.name for one in self.status.status.diaries}
        self.models.history.show(source_id, names.get(source_id, ""))

    @Slot(str)
    def _look_at(self, source_id: str) -> None:
        """Show what a reading would do that was held back."""
        self._window.open_page(Page.IMPORT)
        self._setup().imports.look_at(source_id)
