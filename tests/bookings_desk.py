"""The demo desk on its first morning, when its bookings are young and none of its holds ended."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from jointdesk.operations.undo import undo
from jointdesk.viewmodels.booking_actions import BookingActions
from jointdesk.viewmodels.booking_rows import BookingCard
from jointdesk.viewmodels.booking_sheet import Sheet
from jointdesk.viewmodels.bookings import BookingsModel
from jointdesk.viewmodels.find_time import FindTimeModel
from jointdesk.viewmodels.preferences import Preferences
from tests.open_desk import OpenDesk, open_desk

MORNING = "2026-11-30T09:20:00+00:00"


class Booked:
    """The bookings of an open desk, with what acts on them."""

    def __init__(self, opened: OpenDesk, folder: Path) -> None:
        self.opened = opened
        self.model = BookingsModel(opened.model, Preferences(folder, opened.model))
        self.actions = BookingActions(self.model, self._take_back)
        self.finding = FindTimeModel(opened.model)
        self.refused: list[tuple[str, str]] = []
        self.actions.failed.connect(lambda *told: self.refused.append(told))

    def _take_back(self) -> None:
        self.opened.model.act(undo)

    def settle(self) -> None:
        """Wait until the worker has nothing left to do."""
        self.opened.settle()

    def card(self, title: str) -> BookingCard:
        """Return the card of the booking whose title begins so."""
        assert self.model.bookings is not None
        return next(one for one in self.model.bookings.cards if one.title.startswith(title))

    def sheet(self, title: str) -> Sheet:
        """Return the sheet of the booking whose title begins so."""
        found: list[Sheet | None] = []
        self.actions.ask_sheet(self.card(title).id, found.append)
        self.settle()
        assert found[0] is not None
        return found[0]

    @property
    def said(self) -> list[str]:
        """The sentences of all notices so far."""
        return self.opened.said

    def undo(self) -> None:
        """Press Undo in the last notice."""
        act = self.opened.notices[-1].act
        assert act is not None
        act()
        self.settle()


@contextmanager
def open_bookings(
    qtbot: QtBot, path: Path, data_folder: Path, person: str = ""
) -> Iterator[Booked]:
    """Open the bookings of a desk as a person, "" for its director."""
    with open_desk(qtbot, path, data_folder, person) as opened:
        booked = Booked(opened, data_folder)
        booked.model.want()
        booked.settle()
        yield booked
        booked.settle()


@pytest.fixture
def morning(demo_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A demo desk of one's own on its first morning."""
    monkeypatch.setenv("JOINTDESK_NOW", MORNING)
    return demo_path


@pytest.fixture
def booked(qtbot: QtBot, morning: Path, data_folder: Path) -> Iterator[Booked]:
    """The bookings as the director has them open."""
    with open_bookings(qtbot, morning, data_folder) as found:
        yield found
