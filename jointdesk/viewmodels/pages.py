"""The places one can be in the window, in the order of the navigation."""

from enum import StrEnum
from typing import NamedTuple


class Page(StrEnum):
    """A page of the window; search, help and what a page leads to have no row in the navigation."""

    TODAY = "today"
    DIARY = "diary"
    CONFLICTS = "conflicts"
    TASKS = "tasks"
    DECISIONS = "decisions"
    BOOKINGS = "bookings"
    DECISION_IMPORT = "decision import"
    EXPORT = "export"
    IMPORT = "import"
    SETTINGS = "settings"
    SEARCH = "search"
    NEWS = "news"
    TIME_SPLIT = "time split"
    BRIEF = "brief"
    OUTBOX = "outbox"
    HELP = "help"


class PageEntry(NamedTuple):
    """How a page stands in the navigation; `at_foot` puts it at the lower end."""

    page: Page
    name: str
    icon: str
    keys: str
    at_foot: bool = False


ENTRIES = (
    PageEntry(Page.TODAY, "Today", "sun", "Alt+1"),
    PageEntry(Page.DIARY, "Diary", "calendar-days", "Alt+2"),
    PageEntry(Page.CONFLICTS, "Conflicts", "triangle-alert", "Alt+3"),
    PageEntry(Page.TASKS, "Tasks", "list-checks", "Alt+4"),
    PageEntry(Page.DECISIONS, "Decisions", "scale", "Alt+5"),
    PageEntry(Page.BOOKINGS, "Bookings", "calendar-clock", "Alt+6"),
    PageEntry(Page.IMPORT, "Import", "import", "Ctrl+O", at_foot=True),
    PageEntry(Page.SETTINGS, "Settings", "settings", "Ctrl+,", at_foot=True),
)
