"""Reading all connected calendars in the background, and saying what came of it."""

from PySide6.QtCore import QObject, Slot

from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import JointDeskError
from jointdesk.operations.clock import now
from jointdesk.operations.sync import sync_sources
from jointdesk.store.desk import Desk
from jointdesk.sync.report import Report
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.import_sources import Choices, SourceLine, read_choices, told_readings
from jointdesk.viewmodels.jobs import Job
from jointdesk.viewmodels.notices import Notice, Tone


class Refresher(QObject):
    """Reads every calendar that is not paused, once at a time."""

    def __init__(self, desk: DeskModel, addresses: dict[str, str]) -> None:
        """Read into a desk; `addresses` are those of this session that are kept nowhere."""
        super().__init__(desk)
        self._desk = desk
        self._addresses = addresses
        self._is_busy = False

    @Slot()
    def read_all(self) -> None:
        """Begin to read; nothing happens while it is going on already."""
        if self._is_busy:
            return
        self._is_busy = True
        given = tuple(self._addresses)
        self._desk.read(lambda reading: read_choices(reading, given, now()), self._read_each)

    def _read_each(self, choices: Choices) -> None:
        active = [one for one in choices.sources if not one.is_paused]
        ids = [one.id for one in active if not one.asked]
        asked = _told_asked([one for one in active if one.asked])
        names = {one.id: one.name for one in active}
        given = dict(self._addresses)
        if not ids:
            self._end(asked or "There is no diary to be read.", Tone.INFO)
            return

        def work(job: Job, desk: Desk, actor: Actor) -> list[Report]:
            return sync_sources(desk, actor, ids, secrets=given, cancelled=job.cancelled)

        def done(reports: list[Report]) -> None:
            told, has_trouble = told_readings(reports, names)
            tone = Tone.PROBLEM if has_trouble else Tone.DONE
            self._end(" ".join(filter(None, (told, asked))), tone)

        def failed(error: JointDeskError) -> None:
            self._end(str(error), Tone.PROBLEM)

        self._desk.work(work, done, lambda *_: None, failed=failed)

    def _end(self, text: str, tone: Tone) -> None:
        self._is_busy = False
        self._desk.noticed.emit(Notice(text, tone))


def _told_asked(sources: list[SourceLine]) -> str:
    if not sources:
        return ""
    what = " or ".join(sorted({one.asked for one in sources}))
    return (
        f"Not read, because the {what} is kept nowhere:"
        f" {', '.join(one.name for one in sources)}. Give it on the import page."
    )
