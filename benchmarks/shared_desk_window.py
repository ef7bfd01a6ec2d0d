"""One window of `shared_desk_windows`: it adds the tasks it is told of, or says when it has one."""

import sys
import threading
import time
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from jointdesk.app.assembly import Assembly
from jointdesk.app.main import _use_own_zone_data
from jointdesk.domain.actors import Actor
from jointdesk.domain.entry import entered
from jointdesk.domain.tasks import TASK
from jointdesk.operations.audiences import audience_of
from jointdesk.operations.naming import Names
from jointdesk.operations.tasks import add_task
from jointdesk.store.desk import Desk
from jointdesk.viewmodels.pages import Page
from jointdesk.viewmodels.theme import ThemeName


class Told(QObject):
    """Hands what is typed to the window's own thread; an empty line ends it.

    Signals:
        line(str): a title, "" for the end.
    """

    line = Signal(str)

    def listen(self) -> None:
        """Read until the end."""
        for line in sys.stdin:
            self.line.emit(line.strip())


def say(words: str) -> None:
    """Tell the benchmark."""
    print(words, flush=True)


def add(desk: Desk, actor: Actor, title: str) -> float:
    """Add a task and return when it was committed."""
    names = Names(desk, audience_of(desk, actor.person_id))
    add_task(desk, actor, names, entered(TASK, {"title": title, "orgs": "CAL"}, names.id_of))
    return time.time()


def main(file: Path, part: str, password: str) -> None:
    """Show the window until an empty line comes."""
    _use_own_zone_data()
    application = QApplication([])
    opened = Assembly(application, file, "", file.parent, ThemeName.LIGHT)
    tasks, sharing = opened.rooms.tasks.tasks, opened.rooms.background.sharing
    known: set[str] = set()

    def on_tasks() -> None:
        titles = {row.task.title for row in tasks.tasks.rows} if tasks.tasks else set()
        if part == "see" and known and titles - known:
            say(str(time.time()))
        known.update(titles)

    def on_line(title: str) -> None:
        if not title:
            application.quit()
        else:
            opened.desk.act(lambda desk, actor: add(desk, actor, title), lambda at: say(str(at)))

    def ready() -> None:
        sharing.exchanged.disconnect(ready)
        say("ready")

    told = Told()
    told.line.connect(on_line)
    tasks.read.connect(on_tasks)
    sharing.password.know(password)
    sharing.exchanged.connect(ready)
    opened.window.show()
    opened.begin()
    opened.window.open_page(Page.TASKS)
    threading.Thread(target=told.listen, daemon=True).start()
    application.exec()
    opened.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
