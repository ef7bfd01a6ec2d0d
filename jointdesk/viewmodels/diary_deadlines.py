"""Deadlines in the diary: those of decisions, and the days on which tasks are due.

They are read once for all days, after everything else stands, and again when the desk changes.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from PySide6.QtCore import QObject, Slot

from jointdesk.derive.records import load_records
from jointdesk.domain.people import Audience
from jointdesk.domain.records import Records
from jointdesk.domain.words import listed, long_day, plain_line
from jointdesk.governance.timeline import Milestone, MilestoneKind, MilestoneState
from jointdesk.operations.clock import now
from jointdesk.operations.rulebook import Rulebook, load_rulebook
from jointdesk.operations.standing import Standing, standings
from jointdesk.operations.upcoming import Upcoming, milestones_between
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.allday import DayNote
from jointdesk.viewmodels.blocks import PlainWords
from jointdesk.viewmodels.decision_deadlines import milestone_name
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.diary_model import DiaryModel
from jointdesk.viewmodels.preferences import Preferences

_BEFORE, _AFTER = timedelta(days=92), timedelta(days=550)
"""How far back and ahead deadlines are shown."""
_KEY = "diary/deadlines"


def read_notes(reading: Reading, audience: Audience) -> tuple[DayNote, ...]:
    """Read the deadlines of everything that the audience may see."""
    at = now()
    records = load_records(reading.connection, audience, reading.zone, at)
    rules = load_rulebook(reading, at)
    return notes_of(standings(reading, records, rules).values(), records, rules)


def notes_of(stand: Iterable[Standing], records: Records, rules: Rulebook) -> tuple[DayNote, ...]:
    """Return the deadlines of these records, by day; what is the same on a day is there once."""
    first, last = rules.today - _BEFORE, rules.today + _AFTER
    found = milestones_between(stand, records, rules, first, last)
    notes = [_of_decision(one, records, rules) for one in found]
    notes += _of_tasks(records, rules, first, last)
    by_key = {(note.day, note.record, note.title): note for note in notes}
    return tuple(sorted(by_key.values(), key=lambda note: (note.day, note.title)))


def _of_decision(one: Upcoming, records: Records, rules: Rulebook) -> DayNote:
    decision, milestone = one.standing.decision, one.milestone
    matter = records.matter_by_id.get(decision.matter)
    title = plain_line((matter.title if matter else "") or decision.title)
    what = milestone_name(milestone)
    tone = _tone(milestone, rules.today)
    name = f"{what}: {title}"
    if milestone.kind is MilestoneKind.EFFECT:
        name = f"{plain_line(decision.ref) or title} takes effect"
    told = _told(
        name, milestone.day, (rules.code(decision.org),), tone, plain_line(milestone.words)
    )
    return DayNote(milestone.day, name, tone, f"decision/{decision.id}", told)


def _tone(milestone: Milestone, today: date) -> str:
    """Return how pressing a milestone is: red is late or today, amber to come."""
    if milestone.state is MilestoneState.LATE:
        return "red"
    if milestone.kind is MilestoneKind.EFFECT or milestone.state is not MilestoneState.DUE:
        return "ok"
    return "red" if milestone.day == today else "amber"


def _of_tasks(records: Records, rules: Rulebook, first: date, last: date) -> Iterator[DayNote]:
    """Yield the days on which open tasks are due."""
    for task in records.tasks:
        if task.is_open and task.due is not None and first <= task.due <= last:
            tone = "red" if task.due <= rules.today else "amber"
            title = plain_line(task.title) or "No title"
            told = _told(f"Task due: {title}", task.due, map(rules.code, task.orgs), tone)
            yield DayNote(task.due, title, tone, f"task/{task.id}", told)


def _told(title: str, day: date, codes: Iterable[str], tone: str, words: str = "") -> PlainWords:
    whose = listed(filter(None, codes))
    state = {"red": "must act", "amber": "to come"}.get(tone, "")
    lines = (title, whose, long_day(day), words, "Enter opens it")
    spoken = ("Deadline", title, whose, long_day(day), state)
    return PlainWords("\n".join(filter(None, lines)), ", ".join(filter(None, spoken)))


class DiaryDeadlines(QObject):
    """Keeps the deadlines of a diary in step with the desk, where they are wanted."""

    def __init__(self, desk: DeskModel, diary: DiaryModel, preferences: Preferences) -> None:
        """Give a diary its deadlines from now on; whether they are shown is remembered."""
        super().__init__(desk)
        self._desk, self._diary, self._preferences = desk, diary, preferences
        self._audience: Audience | None = None
        diary.want_notes(preferences.text(_KEY) != "hidden")
        diary.notes_wanted.connect(self._on_wanted)
        desk.changed.connect(self.load)
        self.load()

    @Slot()
    def load(self) -> None:
        """Read the deadlines in the worker."""
        audience = self._desk.audience
        if audience is not self._audience:
            self._audience = audience
            self._diary.take_notes(())  # nobody sees another person's
        if audience is None or not self._diary.has_notes:
            return

        def take(notes: tuple[DayNote, ...]) -> None:
            if audience is self._desk.audience:  # else they are another person's by now
                self._diary.take_notes(notes)

        self._desk.read(lambda reading: read_notes(reading, audience), take)

    @Slot(bool)
    def _on_wanted(self, is_wanted: bool) -> None:
        self._preferences.keep_text(_KEY, "" if is_wanted else "hidden")
        self.load()
