"""After a change the page that is looked at is read first, and the others once."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from jointdesk.viewmodels.jobs import Job, JobRunner
from jointdesk.viewmodels.page_reading import PageReading
from jointdesk.viewmodels.pages import Page


class Pages(QObject):
    """Three pages, of which it is noted when each is read."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = JobRunner(self)
        self.pages = PageReading(self.runner, self)
        self.begun: list[Page] = []
        for page in (Page.DIARY, Page.TASKS, Page.TODAY):
            self.pages.follow(page, self._reading(page))

    def _reading(self, page: Page) -> Callable[[], None]:
        def load() -> None:
            self.begun.append(page)
            self.work()

        return load

    def work(self) -> Job:
        """Keep the worker busy for a moment."""
        return self.runner.run(lambda _job: None, lambda _: None, self.fail)

    def fail(self, error: Exception) -> None:
        raise error


@pytest.fixture
def pages(qtbot: QtBot) -> Pages:
    return Pages()


def rest(qtbot: QtBot, pages: Pages) -> None:
    qtbot.waitUntil(lambda: not pages.runner.is_busy, timeout=30_000)


def test_until_a_page_is_shown_all_are_read_at_once(pages: Pages, qtbot: QtBot) -> None:
    pages.pages.read()
    assert pages.begun == [Page.DIARY, Page.TASKS, Page.TODAY]
    rest(qtbot, pages)
    assert len(pages.begun) == 3


def test_what_is_looked_at_comes_first_and_the_rest_when_the_worker_rests(
    pages: Pages, qtbot: QtBot
) -> None:
    pages.pages.show(Page.TASKS)
    pages.pages.read()
    assert pages.begun == [Page.TASKS]
    rest(qtbot, pages)
    assert pages.begun == [Page.TASKS, Page.DIARY, Page.TODAY]


def test_several_changes_are_read_once_where_nobody_looks(pages: Pages, qtbot: QtBot) -> None:
    pages.pages.show(Page.TASKS)
    for _ in range(5):
        pages.pages.read()
    rest(qtbot, pages)
    assert pages.begun == [*[Page.TASKS] * 5, Page.DIARY, Page.TODAY]


def test_a_page_that_is_shown_is_read_at_once_where_it_is_due(pages: Pages, qtbot: QtBot) -> None:
    pages.pages.show(Page.TASKS)
    pages.pages.read()
    pages.pages.show(Page.TODAY)
    assert pages.begun == [Page.TASKS, Page.TODAY]
    rest(qtbot, pages)
    assert pages.begun == [Page.TASKS, Page.TODAY, Page.DIARY]
    pages.pages.show(Page.DIARY)
    assert len(pages.begun) == 3  # nothing has changed since


def test_what_is_closed_reads_no_more(pages: Pages, qtbot: QtBot) -> None:
    pages.pages.show(Page.TASKS)
    pages.pages.read()
    pages.pages.forget()
    rest(qtbot, pages)
    pages.pages.read()
    pages.pages.show(Page.TODAY)
    assert pages.begun == [Page.TASKS]
