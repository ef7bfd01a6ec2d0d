"""The demo desk's decisions and tasks: exactly the conflicts they were seeded for."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from jointdesk.domain.conflicts import JudgedConflict
from jointdesk.domain.moments import Span, midnight
from jointdesk.operations.audiences import audience_of, director_id, find_person
from jointdesk.operations.conflicts import list_conflicts
from jointdesk.operations.demo import build_demo
from jointdesk.store.desk import Desk

DEMO = Path(__file__).parents[2] / "resources/demo"
RECORDS = json.loads((DEMO / "records.json").read_text(encoding="utf-8"))
LONDON = ZoneInfo("Europe/London")
NOW = midnight(date(2026, 11, 30), LONDON) + 8 * 3600

SEEDED = json.loads((DEMO / "expected.json").read_text(encoding="utf-8"))["records"]
"""Code, severity, and the records by key and name, as the field's description seeds them."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("demo")
    with build_demo(folder / "demo.desk", data_folder=folder, now=NOW) as desk:
        yield desk


def seen(demo: Desk, person: str) -> list[JudgedConflict]:
    person_id = find_person(demo, person).id if person else director_id(demo)
    window = Span(midnight(date(2026, 11, 30), LONDON), midnight(date(2027, 2, 1), LONDON))
    every = list_conflicts(demo, audience_of(demo, person_id), window, NOW)
    return [one for one in every if one.conflict.code.startswith(("DEC-", "TSK-", "WRK-02"))]


def keys() -> dict[str, str]:
    """The keys of the shipped records by what people call them."""
    named: dict[str, str] = {}
    # A decision without a reference is known by its title, as its matter may be.
    for kind, names in (("matter", ["title"]), ("decision", ["ref", "title"]), ("task", ["title"])):
        for row in RECORDS[kind]:
            named[next(row[name] for name in names if row.get(name))] = row["key"]
    return named


def test_the_director_sees_exactly_what_was_seeded(demo: Desk) -> None:
    found: Counter[Any] = Counter(
        (one.conflict.code, one.conflict.severity.value, frozenset(one.conflict.names))
        for one in seen(demo, "")
    )
    assert found == Counter(
        (each["code"], each["severity"], frozenset(record["name"] for record in each["records"]))
        for each in SEEDED
    )


def test_the_expected_records_are_those_that_are_shipped() -> None:
    named = keys()
    for record in (record for each in SEEDED for record in each["records"] if record["key"]):
        assert named[record["name"]] == record["key"]


@pytest.mark.parametrize("person", ["Tom Adeyemi", "Bridget Lyall"])
def test_both_pas_see_the_same_for_nothing_private_is_among_it(demo: Desk, person: str) -> None:
    mine, theirs = seen(demo, ""), seen(demo, person)
    assert [(one.conflict.id, one.conflict.fingerprint) for one in theirs] == [
        (one.conflict.id, one.conflict.fingerprint) for one in mine
    ]


def test_every_conflict_is_one_sentence_that_says_what_to_do(demo: Desk) -> None:
    for one in seen(demo, ""):
        message = one.conflict.message
        assert not message.endswith(".")
        assert ": " in message or "; " in message
        assert "\n" not in message
