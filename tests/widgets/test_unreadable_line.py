"""The settings say how much of the desk cannot be read, and say nothing where all can."""

from contextlib import closing

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jointdesk.domain.actors import Actor
from jointdesk.domain.items import Fields, Write
from jointdesk.domain.people import Audience
from jointdesk.store.changes import record
from jointdesk.store.desk import Desk
from jointdesk.store.organisations import list_organisations
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.preferences import Preferences
from jointdesk.viewmodels.settings import SettingsModel
from jointdesk.viewmodels.unreadable import UnreadableModel
from jointdesk.widgets.look import Look
from jointdesk.widgets.settings_desk import DeskSection
from jointdesk.widgets.unreadable_line import UnreadableLine
from tests.open_desk import OpenDesk

ODD: dict[str, Fields] = {
    "odd-1": {"code": 7},
    "odd-2": {"id": "hall", "name": ["Hall"]},
}
TYPES = {"odd-1": "organisation", "odd-2": "site"}


def say_odd(opened: OpenDesk, item_id: str, stream: str = "shared") -> None:
    """Have somebody's program write what this one cannot read."""

    def work(desk: Desk, actor: Actor) -> None:
        record(desk, actor, "Said", [Write(item_id, TYPES[item_id], ODD[item_id], stream)])

    opened.model.act(work)
    opened.settle()


def test_the_line_is_there_while_something_cannot_be_read(
    qtbot: QtBot, look: Look, opened: OpenDesk
) -> None:
    line = UnreadableLine(look, UnreadableModel(opened.model))
    qtbot.addWidget(line)
    line.show()
    opened.settle()
    assert line.banner.text == ""
    say_odd(opened, "odd-1")
    assert line.banner.text.startswith("1 thing on this desk cannot be read in full. What cannot")
    say_odd(opened, "odd-2")
    assert line.banner.text.startswith("2 things")
    assert "jointdesk check" in line.banner.text
    line.hide()
    opened.model.act(lambda desk, actor: record(desk, actor, "Said", [
        Write("odd-1", "organisation", {"code": "ODD"}), Write("odd-2", "site", {"name": "Hall"}),
    ]))  # fmt: skip
    opened.settle()
    assert line.banner.text.startswith("2 things")  # nobody looks: nothing is gone through
    line.show()
    opened.settle()
    assert line.banner.text == ""


def test_what_somebody_may_not_see_is_not_counted_for_them(opened: OpenDesk) -> None:
    model = UnreadableModel(opened.model)
    audience = opened.model.audience
    assert audience is not None
    with closing(Reading(opened.model.path)) as reading:
        mine, theirs, *_ = (one.id for one in list_organisations(reading.connection))
    opened.model.audience = Audience(audience.person_id, frozenset({mine}))
    model.look(is_looking=True)
    say_odd(opened, "odd-1", f"org:{theirs}")
    assert (model.words, opened.said) == ("", [])
    say_odd(opened, "odd-2", f"org:{mine}")
    assert model.words.startswith("1 thing")


def test_it_stands_where_the_file_is_told_of(look: Look, opened: OpenDesk, qtbot: QtBot) -> None:
    settings = SettingsModel(opened.model, lambda: None)
    section = DeskSection(
        look, settings, Preferences(opened._data_folder, opened.model), opened.sharing().desks
    )
    qtbot.addWidget(section)
    section.show()
    opened.settle()
    QApplication.processEvents()
    (line,) = section.findChildren(UnreadableLine)
    assert not line.banner.isVisible()
    say_odd(opened, "odd-1")
    assert line.banner.isVisible()
