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

RECORDS = json.loads(
    (Path(__file__).parents[2] / "resources/demo/records.json").read_text(encoding="utf-8")
)
LONDON = ZoneInfo("Europe/London")
NOW = midnight(date(2026, 11, 30), LONDON) + 8 * 3600

SEEDED = {
    ("DEC-01", "D04 D05"), ("DEC-02", "D06 D06b"), ("DEC-03", "D04"), ("DEC-03", "D09"),
    ("DEC-04", "D03"), ("DEC-05", "D02"), ("DEC-05", "D01 T13"), ("DEC-06", "D14"),
    ("DEC-07", "Spouse is a trustee of Riverside Community Trust"), ("DEC-08", "D22"),
    ("DEC-10", "D07"), ("DEC-11", "Mat-14"), ("DEC-12", "D10"), ("DEC-13", "D20"),
    ("DEC-14", "D21"), ("DEC-16", "D18"),
    ("TSK-01", "T05 T06"), ("TSK-03", "T20"), ("TSK-04", "T11 T12"), ("TSK-05", "T13"),
    ("TSK-06", "T25"),
}  # fmt: skip
"""Code and keys, as the field's description has them in its tables of tasks and decisions."""


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
    named = keys()
    found: Counter[Any] = Counter(
        (
            one.conflict.code,
            " ".join(sorted(named.get(name, name) for name in one.conflict.names)),
        )
        for one in seen(demo, "")
    )
    assert found == Counter(SEEDED)


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
