"""Windows of several people on one shared desk, each on a machine of its own."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jointdesk.app.assembly import Assembly
from jointdesk.domain.actors import Actor
from jointdesk.domain.entry import entered
from jointdesk.domain.tasks import TASK
from jointdesk.operations.audiences import audience_of
from jointdesk.operations.naming import Names
from jointdesk.operations.tasks import add_task
from jointdesk.store.desk import Desk
from jointdesk.viewmodels.shared_desk import SharedDeskModel
from jointdesk.viewmodels.theme import ThemeName
from tests.desk.desks import PASSWORDS, SharedDesks


@dataclass
class SharedWindows:
    """The desks, and the windows that are open on them."""

    qtbot: QtBot
    application: QApplication
    desks: SharedDesks
    open: dict[str, Assembly] = field(default_factory=dict)

    def show(self, who: str) -> Assembly:
        """Open the window on somebody's machine, and wait until it has exchanged."""
        folder = self.desks.machine(who)
        path = folder / "desk.jointdesk"
        made = Assembly(self.application, path, "", folder, ThemeName.LIGHT)
        self.qtbot.addWidget(made.window)
        made.window.show()
        self.open[who] = made
        sharing = self.sharing(who)
        with self.qtbot.waitSignal(sharing.exchanged):
            made.begin()
            sharing.use_password(PASSWORDS[who])
        self.settle(who)
        return made

    def sharing(self, who: str) -> SharedDeskModel:
        """What exchanges in somebody's window."""
        return self.open[who].rooms.background.sharing

    def settle(self, who: str) -> None:
        """Let the worker finish, and what its results lead to."""
        runner = self.open[who].desk.runner
        self.qtbot.waitUntil(lambda: not runner.is_busy)

    def titles(self, who: str) -> list[str]:
        """The tasks that somebody's window lists."""
        tasks = self.open[who].rooms.tasks.tasks.tasks
        return [row.task.title for row in tasks.rows] if tasks else []

    def wait_for(self, condition: Callable[[], bool]) -> None:
        """Wait for something to be so, without doing anything in any window."""
        self.qtbot.waitUntil(condition)

    def close(self) -> None:
        """Close every window."""
        for one in self.open.values():
            one.close()


def task(desks: SharedDesks, who: str, title: str) -> str:
    """Have a person add a task on their own machine, by another program than the window."""
    desk, actor = desks.open[who], desks.actor(who)
    names = names_of(desk, actor)
    fields = entered(TASK, {"title": title, "orgs": "CAL"}, names.id_of)
    return add_task(desk, actor, names, fields)


def names_of(desk: Desk, actor: Actor) -> Names:
    """The names that a person sees."""
    return Names(desk, audience_of(desk, actor.person_id))
