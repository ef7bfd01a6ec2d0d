"""Bar 10: a desk with ten thousand decisions: read, read again, changed, filled and undone."""

import json
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path
from typing import NamedTuple

from benchmarks.calendars import NOW
from benchmarks.desks import BenchDesk, new_desk
from benchmarks.figures import Figure
from benchmarks.register import sample_records
from benchmarks.setting import Setting
from benchmarks.timing import cpu_median, cpu_of
from jointdesk.derive.governance import load_record_context
from jointdesk.derive.records import load_records
from jointdesk.domain.actors import Actor
from jointdesk.domain.decision_fields import DECISION
from jointdesk.domain.decisions import Decision, Status
from jointdesk.domain.items import Json, Write
from jointdesk.domain.matters import MATTER
from jointdesk.domain.moments import Instant, instant
from jointdesk.domain.people import Audience
from jointdesk.domain.records import Records
from jointdesk.domain.tasks import TASK, Task
from jointdesk.governance.checks import check_records
from jointdesk.operations.audiences import audience_of, director_id
from jointdesk.operations.decision_additions import with_version
from jointdesk.operations.decisions import add_decisions, advance, edit_decision
from jointdesk.operations.naming import Names
from jointdesk.operations.tasks import edit_tasks
from jointdesk.store.changes import record
from jointdesk.store.desk import Desk, open_desk
from jointdesk.store.organisations import list_organisations
from jointdesk.store.reading import Reading
from jointdesk.store.undo import undo

AT: Instant = instant(NOW)
_EDITS = 20
"""How many single changes a measure of one goes over."""


class _Open(NamedTuple):
    """A desk open for writing and for reading beside it, and the director."""

    desk: Desk
    reading: Reading
    actor: Actor
    audience: Audience


def measure(setting: Setting) -> Iterator[Figure]:
    """Reading against SQLite and the standard library's JSON alone on the same rows."""
    number = setting.middle
    made = _full(setting.work, number)
    what = f"{number:,} decisions"
    with open_desk(made.path, data_folder=made.home) as desk:
        person = director_id(desk)
        reading = Reading(made.path)
        known = _Open(desk, reading, Actor(person, AT), audience_of(desk, person))
        yield from _read(setting, known, what)
        yield from _changed(known, what)
        yield from _filled(known, max(number // 10, 10), what)
        reading.close()
    for words in (("decision", "edit", "CAL-SAMPLE-1"), ("task", "edit", "task-1")):
        spent = [made.run(*words, "--set", f"notes=Note {n}").cpu for n in range(setting.rounds)]
        yield Figure(10, f"{what}: “{' '.join(words[:2])}”, a whole process", min(spent), "s")


def _read(setting: Setting, known: _Open, what: str) -> Iterator[Figure]:
    connection = known.desk.connection

    def rows() -> None:
        for (fields,) in connection.execute("SELECT fields FROM item"):
            json.loads(fields)

    floor = cpu_median(setting.rounds, rows, as_worker=True)
    first = cpu_median(setting.rounds, partial(_load, known, connection), as_worker=True)
    yield Figure(
        10, f"{what}: read for the first time", first, "s", "rows and json.loads", floor, most=4
    )
    records = _load(known, connection)
    organisations = {one.id: one for one in list_organisations(connection)}
    context = load_record_context(connection, organisations, known.desk.zone, AT)
    judged = cpu_median(setting.rounds, lambda: check_records(records, context), as_worker=True)
    yield Figure(10, f"{what}: all checks", judged, "s", "rows and json.loads", floor, most=4)
    _load(known, known.reading.connection)
    edits = iter(_ids(records))

    def again() -> float:
        edit_decision(*_who(known), next(edits).id, {"notes": "A note"})
        return cpu_of(partial(_load, known, known.reading.connection), as_worker=True)[0]

    seconds = sorted(again() for _ in range(setting.rounds))[setting.rounds // 2]
    yield Figure(10, f"{what}: read again after one edit", seconds, "s", "first", first, most=0.25)


def _changed(known: _Open, what: str) -> Iterator[Figure]:
    records = _load(known, known.desk.connection)
    numbers = count()
    drafts = [one for one in _ids(records) if one.status == Status.DRAFT]
    tasks = iter(records.tasks)

    def edit(one: Decision) -> None:
        edit_decision(*_who(known), one.id, {"notes": f"Note {next(numbers)}"})

    def take(one: Decision) -> None:
        advance(*_who(known), one.id, Status.TAKEN)

    def task(_one: Decision) -> None:
        desk, actor, audience = _who(known)
        fields = {"notes": f"Note {next(numbers)}"}
        edit_tasks(desk, actor, Names(desk, audience), [next(tasks).id], fields)

    def named(one: Decision) -> None:
        Names(known.desk, known.audience).id_of("decision", one.ref.lower())

    steps: tuple[tuple[str, Callable[[Decision], None], float], ...] = (
        ("one edited", edit, 50),
        ("one taken", take, 50),
        ("one task edited", task, 150),
        ("one found by its reference", named, 20),
    )
    for words, step, most in steps:
        some = drafts[:_EDITS]

        def each(step: Callable[[Decision], None] = step, some: list[Decision] = some) -> None:
            for one in some:
                step(one)

        seconds = cpu_of(each, as_worker=True)[0] / max(len(some), 1)
        yield Figure(10, f"{what}: {words}", seconds * 1e3, "ms", most=most)


def _filled(known: _Open, number: int, what: str) -> Iterator[Figure]:
    """Many at once, held against the hashes and rows that each of them cannot do without."""
    one = next(one for one in _load(known, known.desk.connection).decisions if one.is_taken)
    kept = ("org", "title", "status", "decision_text", "reasons", "date_taken", "decision_makers")
    row = {name: value for name, value in DECISION.stored(one).items() if name in kept}
    added, _ = cpu_of(lambda: add_decisions(*_who(known), [row] * number), as_worker=True)
    taken_back, _ = cpu_of(lambda: undo(known.desk, known.actor), as_worker=True)
    yield Figure(10, f"{what}: one of {number:,} more", added / number * 1e3, "ms", most=2)
    yield Figure(10, "  undone as one, each", taken_back / number * 1e3, "ms", most=2)


def _who(known: _Open) -> tuple[Desk, Actor, Audience]:
    return known.desk, known.actor, known.audience


def _load(known: _Open, connection: object) -> Records:
    return load_records(connection, known.audience, known.desk.zone, AT)  # type: ignore[arg-type]


def _ids(records: Records) -> list[Decision]:
    """Decisions that nothing was done with yet, one from everywhere."""
    return list(records.decisions[:: max(len(records.decisions) // 2_000, 1)])


def _full(work: Path, number: int) -> BenchDesk:
    """Return a desk with that many decisions, two a matter, and a fifth as many tasks."""
    folder = work / f"records-{number}"
    shutil.rmtree(folder, ignore_errors=True)
    made = new_desk(folder)
    with open_desk(made.path, data_folder=made.home) as desk:
        organisations = list_organisations(desk.connection)
        ids = {letter: one.id for letter, one in zip("ab", organisations, strict=True)}
        actor = Actor(director_id(desk), AT)
        record(desk, actor, "Filled", _writes(sample_records(number), ids, number // 5))
    return made


def _writes(records: Records, orgs: dict[str, str], tasks: int) -> Iterator[Write]:
    for matter in records.matters:
        said: dict[str, Json] = {**MATTER.stored(matter), "required_orgs": [*orgs.values()]}
        yield Write(matter.id, MATTER.name, said, "shared")
    for place, one in enumerate(records.decisions):
        said = {**DECISION.stored(one), "org": orgs[one.org]}
        if place == 0:
            said["ref"] = "CAL-SAMPLE-1"
        yield from with_version(Write(one.id, DECISION.name, said, "shared"))
    for place in range(tasks):
        about = records.decisions[place]
        task = Task(f"task-{place}", title=f"See to {about.title}", decision=about.id)
        said = {**TASK.stored(task), "orgs": [orgs[about.org]]}
        yield Write(task.id, TASK.name, said, "shared")
