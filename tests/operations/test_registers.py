"""Registers: what is kept to one body leaves the stream that everybody reads."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from jointdesk.derive.records import load_records
from jointdesk.domain.actors import Actor
from jointdesk.domain.interests import INTEREST, Interest
from jointdesk.operations.audiences import audience_of, find_person
from jointdesk.operations.clock import now
from jointdesk.operations.records import stream_of
from jointdesk.operations.registers import edit_entry
from jointdesk.store.desk import Desk, open_desk
from jointdesk.store.history import history
from tests.demo_desk import demo_file, demo_path

__all__ = ["demo_file", "demo_path"]


@pytest.fixture
def desk(demo_path: Path, data_folder: Path) -> Iterator[Desk]:
    opened = open_desk(demo_path, data_folder=data_folder)
    yield opened
    opened.close()


def interests(desk: Desk, name: str) -> list[Interest]:
    audience = audience_of(desk, find_person(desk, name).id)
    return [*load_records(desk.connection, audience, desk.zone, now()).interests]


def test_an_interest_moves_to_the_body_it_is_kept_to_and_back(desk: Desk) -> None:
    spouse = next(one for one in interests(desk, "Imogen") if one.nature.startswith("Spouse"))
    actor = Actor(find_person(desk, "Imogen").id, now())
    edit_entry(desk, actor, INTEREST, spouse.id, {"visibility": "own_org"})
    assert stream_of(desk, INTEREST, spouse.id) == f"org:{spouse.declared_in[0]}"
    assert spouse.id not in [one.id for one in interests(desk, "Bridget")]
    assert spouse.id in [one.id for one in interests(desk, "Tom")]
    assert all(one.is_erased for one in history(desk, spouse.id) if one.stream == "shared")
    edit_entry(desk, actor, INTEREST, spouse.id, {"nature": "Spouse is a trustee"})
    assert stream_of(desk, INTEREST, spouse.id) != "shared"
    edit_entry(desk, actor, INTEREST, spouse.id, {"visibility": "all"})
    assert stream_of(desk, INTEREST, spouse.id) == "shared"
    found = next(one for one in interests(desk, "Bridget") if one.id == spouse.id)
    assert found.nature == "Spouse is a trustee"
