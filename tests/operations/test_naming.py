"""Looking up one record among thousands: the same as looking among all of them."""

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from jointdesk.domain.actors import Actor
from jointdesk.domain.decision_fields import DECISION
from jointdesk.domain.decisions import Decision
from jointdesk.domain.errors import NotFoundError
from jointdesk.domain.items import DELETED, Fields, Write
from jointdesk.domain.matters import Matter
from jointdesk.domain.moments import midnight
from jointdesk.domain.people import Audience
from jointdesk.domain.records import Records
from jointdesk.operations.audiences import audience_of
from jointdesk.operations.decisions import add_decisions
from jointdesk.operations.demo import build_demo
from jointdesk.operations.matters import all_and_seen, around_and_seen
from jointdesk.operations.naming import Names
from jointdesk.operations.record_checks import codes_by_record
from jointdesk.operations.records import SHARED
from jointdesk.operations.rulebook import load_rulebook
from jointdesk.operations.standing import matter_standing, standing
from jointdesk.store.changes import record
from jointdesk.store.desk import Desk
from jointdesk.store.organisations import list_organisations
from jointdesk.store.people import list_people
from tests.operations.secret_desk import OTHER_PA, PA, build

NOW = midnight(date(2026, 11, 30), ZoneInfo("Europe/London")) + 8 * 3600


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("demo")
    with build_demo(folder / "demo.desk", data_folder=folder, now=NOW) as desk:
        yield desk


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("secret")
    with build(folder / "secret.desk", folder).desk as desk:
        yield desk


@pytest.fixture(params=["demo", "secret"])
def desk(request: pytest.FixtureRequest) -> Desk:
    found: Desk = request.getfixturevalue(request.param)
    return found


def audiences(desk: Desk) -> Iterator[Audience]:
    for person in list_people(desk.connection):
        yield audience_of(desk, person.id)


def named(records: Records) -> list[Decision | Matter]:
    return [*records.decisions, *records.matters]


def test_every_record_reads_and_stands_and_is_judged_alone_as_among_all(desk: Desk) -> None:
    rules = load_rulebook(desk, NOW)
    for audience in audiences(desk):
        names = Names(desk, audience)
        every = names.records
        codes = codes_by_record(desk, audience, every, NOW)
        for one in every.decisions:
            around = Names(desk, audience).around(one.id)
            found = around.decision_by_id[one.id]
            assert found == one
            assert standing(found, around, rules) == standing(one, every, rules)
            alone = codes_by_record(desk, audience, around, NOW)
            assert alone.get(one.id) == codes.get(one.id)
        for matter in every.matters:
            around = Names(desk, audience).around(matter.id)
            assert around.matter_by_id[matter.id] == matter
            assert around.decisions_by_matter.get(matter.id) == every.decisions_by_matter.get(
                matter.id
            )
            assert around.stubs_by_matter.get(matter.id) == every.stubs_by_matter.get(matter.id)
            assert matter_standing(matter, around, rules) == matter_standing(matter, every, rules)
            alone = codes_by_record(desk, audience, around, NOW)
            assert alone.get(matter.id) == codes.get(matter.id)


def test_what_somebody_may_not_see_is_not_seen_alone_either(desk: Desk) -> None:
    for audience in audiences(desk):
        every, seen = all_and_seen(desk, audience)
        shown = {one.id for one in named(seen)}
        for one in named(every):
            around, found = around_and_seen(desk, audience, one.id)
            assert {each.id for each in named(found)} <= shown
            assert one.id in {each.id for each in named(around)}
            if one.id not in shown:
                with pytest.raises(NotFoundError):
                    Names(desk, audience).id_of("decision", one.title)


def test_a_name_means_the_same_alone_and_among_all(demo: Desk) -> None:
    for audience in audiences(demo):
        every = Names(demo, audience)
        texts = {"no such thing"}
        for one in named(every.records):
            texts |= {one.id, one.ref, one.title.upper(), one.title}
        for type_ in ("decision", "matter"):
            for text in texts:
                assert meaning(Names(demo, audience), type_, text) == meaning(every, type_, text)


def meaning(names: Names, type_: str, text: str) -> str:
    try:
        return names.id_of(type_, text)
    except NotFoundError as error:
        return str(error)


def test_capitals_of_other_alphabets_do_not_matter(secret: Desk) -> None:
    (audience, *_) = audiences(secret)
    writes = [Write("d-é", DECISION.name, {"title": "Éclairs for Łódź", "ref": "STRAẞE"}, "shared")]
    record(secret, Actor("", NOW), "Added", writes)
    names = Names(secret, audience)
    assert names.id_of("decision", "éclairs FOR łódź") == "d-é"
    assert names.id_of("decision", "strasse") == "d-é"
    assert names.name_of("decision", "d-é") == "STRAẞE"


def test_a_reference_is_suggested_after_those_in_sight(secret: Desk) -> None:
    people = {one.name: one.id for one in list_people(secret.connection)}
    (calderbourne,) = (one for one in list_organisations(secret.connection) if one.code == "CAL")
    shown: Fields = {"ref": "cal-2031-004", "org": calderbourne.id}
    hidden: Fields = {"ref": "CAL-2031-009", "org": calderbourne.id, "visibility": "own_org"}
    gone: Fields = {"ref": "CAL-2031-011", "org": calderbourne.id, DELETED: True}
    for number, fields in enumerate((shown, hidden, gone)):
        record(
            secret, Actor("", NOW), "Added", [Write(f"r{number}", DECISION.name, fields, SHARED)]
        )
    row: Fields = {"org": calderbourne.id, "title": "Next", "decision_due": "2031-02-03"}
    for name, ref in ((OTHER_PA, "CAL-2031-005"), (PA, "CAL-2031-010")):
        audience = audience_of(secret, people[name])
        (made,) = add_decisions(secret, Actor(people[name], NOW), audience, [row])
        assert Names(secret, audience).name_of("decision", made) == ref
