"""Search finds every word, the newest first, private text only where it is asked for."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from jointdesk.domain.components import Component
from jointdesk.store.bundled import bundled
from jointdesk.store.components import ComponentRow
from jointdesk.store.search import find_components, index_components, unindex_components


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as made:
        made.executescript(bundled("db", "sqlite", "0002_derived.sql").read_text("utf-8"))
        yield made


def component(number: int, summary: str, start: int = 0, private: bool = False) -> ComponentRow:
    return ComponentRow(
        number,
        number,
        0,
        Component(
            "VEVENT", "u", 1, start, start + 60, False, "UTC", 719163, None, 0, "", summary,
            "Town Hall", "", "", False, "PRIVATE" if private else "", "", "", (), (), "", 0, 0,
        ),
        start,
        start + 60,
        False,
    )  # fmt: skip


def find(connection: sqlite3.Connection, words: str, private: bool = False) -> list[int]:
    return find_components(connection, words, private=private, limit=50)


def test_every_word_must_be_there_and_the_last_may_be_its_beginning(
    connection: sqlite3.Connection,
) -> None:
    index_components(connection, [component(1, "Budget review"), component(2, "Budget board")])

    assert find(connection, "budget") == [2, 1]
    assert find(connection, "budget rev") == [1]
    assert find(connection, "review nothing") == []


def test_the_newest_come_first(connection: sqlite3.Connection) -> None:
    index_components(connection, [component(1, "Board", 9000), component(2, "Board", 60)])

    assert find(connection, "board") == [1, 2]


def test_accents_and_case_do_not_matter(connection: sqlite3.Connection) -> None:
    index_components(connection, [component(1, "Café Zürich")])

    assert find(connection, "CAFE zurich") == [1]


def test_private_text_is_apart(connection: sqlite3.Connection) -> None:
    index_components(connection, [component(1, "Appraisal", private=True)])

    assert find(connection, "appraisal") == []
    assert find(connection, "appraisal", private=True) == [1]


def test_what_is_taken_out_is_found_no_more(connection: sqlite3.Connection) -> None:
    rows = [component(1, "Budget review"), component(2, "Budget board")]
    index_components(connection, rows)

    unindex_components(connection, rows[:1])

    assert find(connection, "budget") == [2]
    assert find(connection, "review") == []


@pytest.mark.parametrize(
    "typed", ['"', "*", "NEAR(", "a AND OR", "summary:x", "- -", "(", "^", "'; DROP TABLE search"]
)
def test_nothing_typed_is_an_operator(connection: sqlite3.Connection, typed: str) -> None:
    index_components(connection, [component(1, "Budget")])

    assert find(connection, typed) == []
