"""What several pages read after one change: made once, and only anew where something changed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jointdesk.derive.records import load_records
from jointdesk.domain.actors import Actor
from jointdesk.domain.decisions import Status
from jointdesk.domain.items import Fields
from jointdesk.domain.people import Audience
from jointdesk.operations.audiences import audience_of, director_id, find_person
from jointdesk.operations.clock import now
from jointdesk.operations.decisions import add_decisions, advance, edit_decision
from jointdesk.operations.matters import edit_matter
from jointdesk.operations.naming import Names
from jointdesk.operations.organisations import change_organisation
from jointdesk.operations.rulebook import load_rulebook
from jointdesk.operations.standing import standings
from jointdesk.operations.tasks import add_task
from jointdesk.operations.undo import undo
from jointdesk.store.desk import Desk, open_desk
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.decision_register import Register, read_register
from jointdesk.viewmodels.diary_deadlines import read_notes
from jointdesk.viewmodels.task_rows import read_tasks
from jointdesk.viewmodels.today_reading import read_today


@pytest.fixture
def desk(demo_path: Path, data_folder: Path) -> Iterator[Desk]:
    with open_desk(demo_path, data_folder=data_folder) as opened:
        yield opened


@pytest.fixture
def reading(demo_path: Path) -> Iterator[Reading]:
    made = Reading(demo_path)
    yield made
    made.close()


def audience(desk: Desk, who: str = "") -> Audience:
    return audience_of(desk, find_person(desk, who).id if who else director_id(desk))


def decision_id(desk: Desk, ref: str) -> str:
    return Names(desk, audience(desk)).id_of("decision", ref)


def edit(desk: Desk, ref: str, fields: Fields, reason: str = "") -> None:
    actor = Actor(director_id(desk), now())
    edit_decision(desk, actor, audience(desk), decision_id(desk, ref), fields, reason)


def take(desk: Desk) -> None:
    actor = Actor(director_id(desk), now())
    advance(desk, actor, audience(desk), decision_id(desk, "WEX-2026-073"), Status.TAKEN)


def rename(desk: Desk) -> None:
    matter = read_register(Reading(desk.path), audience(desk)).entries[2].matter
    actor = Actor(director_id(desk), now())
    edit_matter(desk, actor, audience(desk), matter.id, {"title": "Another name"})


def add(desk: Desk) -> None:
    known = read_register(Reading(desk.path), audience(desk)).bodies[0]
    actor = Actor(director_id(desk), now())
    add_decisions(desk, actor, audience(desk), [{"org": known.id, "title": "New"}])


def task(desk: Desk) -> None:
    actor = Actor(director_id(desk), now())
    about: Fields = {"title": "Do it", "decision": decision_id(desk, "CAL-2026-116")}
    add_task(desk, actor, Names(desk, audience(desk)), about)


def rules(desk: Desk) -> None:
    change_organisation(
        desk, Actor(director_id(desk), now()), "CAL", settings={"key_threshold": "100000"}
    )


CHANGES: list[Callable[[Desk], object]] = [
    lambda desk: edit(desk, "CAL-2026-122", {"amount": 60000}),
    lambda desk: edit(desk, "CAL-2026-116", {"decision_text": "Else"}, "Typing error"),
    lambda desk: edit(desk, "CAL-2026-122", {"visibility": "own_org"}),
    take,
    rename,
    add,
    task,
    rules,
    lambda desk: undo(desk, Actor(director_id(desk), now())),
]


def said(register: Register) -> tuple[object, ...]:
    """Return all of a register that is compared by its values."""
    return (
        register.entries, register.troubles, register.deadlines, register.bodies, register.people,
    )  # fmt: skip


@pytest.mark.parametrize("who", ["", "Tom Adeyemi", "Bridget Lyall"])
def test_after_each_change_it_is_what_would_be_read_for_the_first_time(
    desk: Desk, reading: Reading, who: str
) -> None:
    seen = audience(desk, who)
    read_register(reading, seen)
    for change in CHANGES:
        change(desk)
        fresh = Reading(desk.path)
        assert said(read_register(reading, seen)) == said(read_register(fresh, seen))
        assert read_today(reading, seen) == read_today(fresh, seen)
        assert read_tasks(reading, seen).rows == read_tasks(fresh, seen).rows
        assert read_notes(reading, seen) == read_notes(fresh, seen)
        fresh.close()


def test_only_the_matter_that_changed_is_made_anew(desk: Desk, reading: Reading) -> None:
    before = read_register(reading, audience(desk))
    edit(desk, "CAL-2026-122", {"notes": "Ring them"})
    after = read_register(reading, audience(desk))
    changed = [
        new for old, new in zip(before.entries, after.entries, strict=True) if old is not new
    ]
    assert len(changed) == 1
    assert "CAL-2026-122" in [one.decision.ref for one in changed[0].standings]


def test_everybody_who_asks_after_one_change_has_the_same_records(
    desk: Desk, reading: Reading
) -> None:
    seen = audience(desk)
    edit(desk, "CAL-2026-122", {"notes": "Ring them"})
    register, tasks = read_register(reading, seen), read_tasks(reading, seen)
    assert register.records is tasks.records
    again = load_rulebook(reading, now())
    assert again is register.rules
    known = standings(reading, register.records, again)
    assert standings(reading, register.records, register.rules) is known


def test_another_person_has_their_own(desk: Desk, reading: Reading) -> None:
    edit(desk, "WEX-2026-075", {"visibility": "own_org"})
    mine = load_records(reading.connection, audience(desk), reading.zone, now())
    toms = load_records(reading.connection, audience(desk, "Tom Adeyemi"), reading.zone, now())
    assert len(toms.decisions) < len(mine.decisions)
