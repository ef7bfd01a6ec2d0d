"""Find a time in the window: sought in the worker, shown while new ones are sought."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from jointdesk.domain.actors import Actor
from jointdesk.operations.audiences import director_id
from jointdesk.operations.bookings import add_booking, remove_booking
from jointdesk.operations.clock import now
from jointdesk.store.desk import open_desk as open_file
from jointdesk.store.organisations import list_organisations
from jointdesk.viewmodels.find_time import FindTimeModel
from tests.open_desk import OpenDesk, open_desk


@pytest.fixture
def opened(qtbot: QtBot, demo_path: Path, data_folder: Path) -> Iterator[OpenDesk]:
    with open_desk(qtbot, demo_path, data_folder) as found:
        yield found
        found.settle()


def booking(path: Path, data_folder: Path, **fields: object) -> str:
    """Add a booking to the desk's file and return its id."""
    with open_file(path, data_folder=data_folder) as desk:
        actor = Actor(director_id(desk), now())
        org = next(one.id for one in list_organisations(desk.connection) if one.code == "CAL")
        given = {"title": "Fees", "orgs": [org], "minutes": 90, "place": "Calderbourne Town Hall"}
        return add_booking(desk, actor, {**given, "by": "2027-01-08", **fields})


@pytest.fixture
def fees(opened: OpenDesk, demo_path: Path, data_folder: Path) -> str:
    return booking(demo_path, data_folder, after="2026-12-28")


@pytest.fixture
def model(opened: OpenDesk, fees: str) -> FindTimeModel:
    made = FindTimeModel(opened.model)
    made.show_booking(fees)
    opened.settle()
    return made


def test_the_best_times_are_shown_and_two_of_them_chosen(model: FindTimeModel) -> None:
    assert model.picture is not None
    assert [one.number for one in model.picture.best] == [1, 2, 3]
    assert (model.chosen, model.current) == ((1, 2), 1)
    assert model.page == model.picture.best[0].page
    assert model.days is not None
    assert model.days.lines[0].name == "Imogen Farrant"
    assert model.slots() == [one.slot for one in model.picture.best[:2]]


def test_pages_are_turned_as_far_as_there_are_days(model: FindTimeModel) -> None:
    model.turn(-10)
    model.page = 0
    assert not model.can_turn(-1)
    assert model.can_turn(1)
    model.turn(1)
    assert model.page == 1
    model.turn(1)
    assert model.page == 1


def test_times_are_looked_at_and_chosen(model: FindTimeModel) -> None:
    model.go_to(3)
    assert model.picture is not None
    assert (model.current, model.page) == (3, model.picture.best[2].page)
    model.toggle(3)
    assert model.chosen == (1, 2, 3)
    model.toggle(1)
    assert (model.chosen, model.current) == ((2, 3), 1)
    model.toggle(9)
    model.go_to(0)
    assert (model.chosen, model.current) == ((2, 3), 1)


def test_what_was_found_stays_while_new_times_are_sought(
    opened: OpenDesk, model: FindTimeModel
) -> None:
    before, said = model.picture, []
    model.loading_changed.connect(said.append)
    model.toggle(2)
    model.load()
    assert model.is_loading
    assert model.picture is before
    opened.settle()
    assert said == [True, False]
    assert model.picture is not before
    # The same times were found: what was chosen of them stays so.
    assert model.chosen == (1,)


def test_of_several_searches_the_last_one_counts(
    opened: OpenDesk, model: FindTimeModel, demo_path: Path, data_folder: Path
) -> None:
    other = booking(demo_path, data_folder, title="Other", minutes=30, by="2026-12-18")
    shown: list[str] = []
    model.shown.connect(lambda: shown.append(model.picture.title if model.picture else ""))
    model.load()
    model.show_booking(other)
    opened.settle()
    assert shown[0] == ""
    assert set(shown[1:]) == {"Other"}
    model.show_booking("")
    opened.settle()
    assert (model.picture, model.days, model.is_loading) == (None, None, False)


def test_nothing_is_sought_while_nobody_looks(opened: OpenDesk, model: FindTimeModel) -> None:
    shown: list[object] = []
    model.shown.connect(lambda: shown.append(model.picture))
    model.set_seen(False)
    model.load()
    opened.settle()
    assert shown == []
    model.set_seen(True)
    opened.settle()
    assert len(shown) == 1


def test_where_nothing_fits_shorter_or_further_is_sought(
    opened: OpenDesk, demo_path: Path, data_folder: Path
) -> None:
    long = booking(
        demo_path, data_folder, title="Long", minutes=300, after="2026-12-14", by="2026-12-15"
    )
    model = FindTimeModel(opened.model)
    model.shorten()
    model.look_further()
    model.show_booking(long)
    opened.settle()
    assert model.picture is not None
    assert model.picture.best == ()
    assert model.picture.nothing.startswith("No time fits before Tuesday 15 December. ")
    model.shorten()
    opened.settle()
    assert model.picture.best
    assert model.picture.minutes < 300
    pages = len(model.picture.pages)
    model.look_further()
    opened.settle()
    assert len(model.picture.pages) > pages


def test_what_cannot_be_sought_says_why(
    opened: OpenDesk, demo_path: Path, data_folder: Path
) -> None:
    model = FindTimeModel(opened.model)
    model.show_booking(booking(demo_path, data_folder, by="2026-12-01"))
    opened.settle()
    assert model.picture is not None
    assert model.picture.nothing.startswith("There is no day from")
    assert opened.said == []


def test_a_booking_that_is_gone_is_shown_no_more(
    opened: OpenDesk, model: FindTimeModel, fees: str
) -> None:
    audience = opened.model.audience
    assert audience is not None
    opened.model.act(lambda desk, actor: remove_booking(desk, actor, audience, fees))
    opened.settle()
    model.load()
    opened.settle()
    assert model.picture is None
