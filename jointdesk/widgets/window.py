"""The window: navigation, one page at a time, the notice bar."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from jointdesk.viewmodels.pages import ENTRIES, Page
from jointdesk.widgets.look import Look
from jointdesk.widgets.navigation import Navigation
from jointdesk.widgets.notice_bar import NoticeBar

_LEAST = (1024, 680)
_FIRST = (1440, 900)
_NARROW_UNDER = 1120


class MainWindow(QMainWindow):
    """Lays out the areas and moves between pages and areas; decides nothing.

    Signals:
        undo_requested, redo_requested, sync_requested: wishes of the keyboard.
        painted: the first picture stands.
        page_shown(object): the `Page` that is looked at from now on.
        closed: the window has been closed.
        file_dropped(str): the path of a file or folder that was dropped on the window.
        export_requested: what is open is to be printed or exported.
        booking_requested: a new booking is wanted.
        desks_requested: another desk is wanted.
        next_requested(object): what is to be shown in the place of this window.
    """

    export_requested = Signal()
    booking_requested = Signal()
    desks_requested = Signal()
    next_requested = Signal(object)
    undo_requested = Signal()
    redo_requested = Signal()
    sync_requested = Signal()
    painted = Signal()
    page_shown = Signal(object)
    closed = Signal()
    file_dropped = Signal(str)

    def __init__(
        self, look: Look, makers: Mapping[Page, Callable[[], QWidget]], title: str
    ) -> None:
        """Open the first page; each is made when it is first opened."""
        super().__init__()
        self.setWindowTitle(title)
        self.setMinimumSize(*_LEAST)
        self.setAcceptDrops(True)
        self.resize(*_FIRST)
        self._look = look
        self._makers = dict(makers)
        self._pages: dict[Page, QWidget] = {}
        self._before = Page.DIARY
        self._foot: QWidget | None = None
        self._right = QVBoxLayout()
        self._navigation_closed = self._is_painted = False
        self.navigation = Navigation(look)
        self.notices = NoticeBar(look)
        self._stack = QStackedWidget()
        self.setCentralWidget(self._lay_out())
        self.navigation.page_requested.connect(self.open_page)
        self._add_shortcuts()
        self.open_page(next(iter(makers)))

    def set_foot(self, foot: QWidget) -> None:
        """Put a line under everything but the navigation; in another look it is made anew."""
        self._foot = foot
        self._right.addWidget(foot)

    def wear(self, look: Look) -> None:
        """Make everything in the window anew in another look; the same page stays open."""
        page, self._look, self._foot = self.page, look, None
        self._pages.clear()
        self.navigation = Navigation(look)
        self.notices = NoticeBar(look)
        self._stack = QStackedWidget()
        self.setCentralWidget(self._lay_out())  # which ends the one before
        self.navigation.page_requested.connect(self.open_page)
        self._fit()
        self.open_page(page)

    def _lay_out(self) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._right = right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._stack, 1)
        right.addWidget(self.notices)
        row.addWidget(self.navigation)
        row.addLayout(right, 1)
        return whole

    def _add_shortcuts(self) -> None:
        wishes = {
            "Ctrl+Z": self.undo_requested,
            "Ctrl+Shift+Z": self.redo_requested,
            "Ctrl+Y": self.redo_requested,
            "F5": self.sync_requested,
            "Ctrl+P": self.export_requested,
            "Ctrl+B": self.booking_requested,
            "Ctrl+Shift+O": self.desks_requested,
        }
        for keys, signal in wishes.items():
            QShortcut(QKeySequence(keys), self).activated.connect(signal)
        pages = {"Ctrl+K": self.open_search, "F1": self.open_help, "Ctrl+?": self.open_help}
        for keys, open_it in pages.items():
            QShortcut(QKeySequence(keys), self).activated.connect(open_it)
        for entry in ENTRIES:
            shortcut = QShortcut(QKeySequence(entry.keys), self)
            shortcut.activated.connect(lambda page=entry.page: self.open_page(page))
        QShortcut(QKeySequence("F6"), self).activated.connect(lambda: self._next_area(1))
        QShortcut(QKeySequence("Shift+F6"), self).activated.connect(lambda: self._next_area(-1))
        QShortcut(QKeySequence("F9"), self).activated.connect(self._toggle_navigation)

    @property
    def page(self) -> Page:
        """The page that is open."""
        widget = self._stack.currentWidget()
        return next(page for page, one in self._pages.items() if one is widget)

    @Slot(object)
    def open_page(self, page: Page) -> None:
        """Open a page and give it the keyboard."""
        if page not in self._makers:
            return
        if page not in (Page.SEARCH, Page.HELP):
            self._before = page
        if page not in self._pages:
            self._pages[page] = self._makers[page]()
            self._stack.addWidget(self._pages[page])
        self._stack.setCurrentWidget(self._pages[page])
        self.navigation.take_page(page)
        self.page_shown.emit(page)
        self._first_focus(self._pages[page]).setFocus(Qt.FocusReason.OtherFocusReason)

    @staticmethod
    def _first_focus(page: QWidget) -> QWidget:
        """Return what a page names; a focus proxy instead would cut Tab off from its toolbar."""
        named = getattr(page, "first_focus", None)
        return named() if callable(named) else page

    @Slot()
    def open_search(self) -> None:
        """Open the search everywhere."""
        self.open_page(Page.SEARCH)

    @Slot()
    def open_help(self) -> None:
        """Open the list of all shortcuts."""
        self.open_page(Page.HELP)

    @Slot()
    def go_back(self) -> None:
        """Open the page before the search or the help."""
        self.open_page(self._before)

    def _areas(self) -> list[QWidget]:
        """The areas that F6 goes through: navigation, and those the page names."""
        page = self._stack.currentWidget()
        named = getattr(page, "areas", None)
        own = named() if callable(named) else [page]
        foot = [self._foot] if self._foot is not None else []
        return [area for area in [self.navigation, *own, *foot] if area.isVisible()]

    def _next_area(self, step: int) -> None:
        areas = self._areas()
        focused = QApplication.focusWidget()
        here = next(
            (
                number
                for number, area in enumerate(areas)
                if focused is not None and (area is focused or area.isAncestorOf(focused))
            ),
            0,
        )
        area = areas[(here + step) % len(areas)]
        target = area
        if area.focusPolicy() is Qt.FocusPolicy.NoFocus:
            inside = [
                child
                for child in area.findChildren(QWidget)
                if child.isVisible() and child.focusPolicy() & Qt.FocusPolicy.TabFocus
            ]
            target = inside[0] if inside else area
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def _toggle_navigation(self) -> None:
        self._navigation_closed = not self._navigation_closed
        self._fit()

    def _fit(self) -> None:
        self.navigation.setVisible(not self._navigation_closed)
        self.navigation.set_narrow(self.width() < self._look.fonts.px(_NARROW_UNDER))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell, once, that the first picture stands; what the window holds is painted with it."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shrink the navigation in a narrow window."""
        super().resizeEvent(event)
        self._fit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept one file or folder of this machine."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the path on."""
        event.acceptProposedAction()
        self.file_dropped.emit(event.mimeData().urls()[0].toLocalFile())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that the window closes."""
        super().closeEvent(event)
        self.closed.emit()
