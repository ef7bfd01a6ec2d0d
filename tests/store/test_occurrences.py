"""Occurrences are packed into one integer each and come back as they went in."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.domain.moments import DAY, HOUR, MINUTE
from jointdesk.store.bundled import bundled
from jointdesk.store.occurrences import (
    OccurrenceRow,
    PackedOccurrences,
    component_of,
    delete_occurrences,
    exact_rows,
    insert_occurrences,
    plain_keys,
    start_of,
)

YEAR_1 = -62135596800
YEAR_9999 = 253402300799
UTC_DAY_OF_1970 = 719163


def utc_day(when: int) -> int:
    return when // DAY + UTC_DAY_OF_1970


def found_between(connection: sqlite3.Connection, start: int, end: int) -> list[OccurrenceRow]:
    """All that overlap, in start order; of what is stored in keys alone as its reader sees it."""
    durations = dict(connection.execute("SELECT id, duration FROM component").fetchall())
    found = exact_rows(connection, start, end)
    for key in plain_keys(connection, start, end):
        component, begin = component_of(key), start_of(key)
        finish = begin + durations[component]
        found.append(OccurrenceRow(begin, finish, utc_day(begin), 0, component))
    return sorted(
        one for one in found if one.start < end and (one.end > start or one.start >= start)
    )


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(new_tables()) as made:
        yield made


def new_tables() -> sqlite3.Connection:
    made = sqlite3.connect(":memory:")
    made.executescript(bundled("db", "sqlite", "0002_derived.sql").read_text("utf-8"))
    return made


def add_component(connection: sqlite3.Connection, number: int, duration: int) -> None:
    texts = ", ".join(["''"] * 13)
    connection.execute(
        "INSERT INTO component (id, resource_id, number, line, duration, all_day,"
        " recurrence_ordinal, transparent, sequence, last_modified, is_series, kind, zone, rule,"
        " summary, location, description, status, classification, busy_status, organizer,"
        f" attendees, categories, link) VALUES (?, 1, 0, 1, ?, 0, 0, 0, 0, 0, 0, {texts})",
        (number, duration),
    )


def store(connection: sqlite3.Connection, rows: list[OccurrenceRow], exact: bool) -> None:
    packed = PackedOccurrences([], [], [])
    for row in rows:
        packed.add(row, exact)
    insert_occurrences(connection, packed)


def row(start: int, length: int, ordinal: int = 0, component: int = 1) -> OccurrenceRow:
    return OccurrenceRow(start, start + length, utc_day(start), ordinal, component)


def test_a_plain_one_comes_back_from_its_key_and_its_component(
    connection: sqlite3.Connection,
) -> None:
    add_component(connection, 1, HOUR)
    store(connection, [row(10 * HOUR, HOUR)], exact=False)

    assert found_between(connection, 0, DAY) == [row(10 * HOUR, HOUR)]


def test_many_plain_ones_of_a_component_are_packed_at_once(
    connection: sqlite3.Connection,
) -> None:
    add_component(connection, 1, 2 * DAY)
    rows = [row(10 * HOUR, 2 * DAY), row(3 * DAY, 2 * DAY)]
    packed = PackedOccurrences([], [], [])
    packed.add_plain([one.start for one in rows], 2 * DAY, 1)
    insert_occurrences(connection, packed)

    assert found_between(connection, 2 * DAY, 4 * DAY) == rows


def test_seconds_and_ordinals_come_back_too(connection: sqlite3.Connection) -> None:
    add_component(connection, 1, 0)
    rows = [row(30, 7, ordinal=0), row(41, 7, ordinal=1)]
    store(connection, rows, exact=True)

    assert found_between(connection, 0, DAY) == rows


def test_a_window_is_half_open_and_takes_zero_length_by_its_start(
    connection: sqlite3.Connection,
) -> None:
    add_component(connection, 1, HOUR)
    add_component(connection, 2, 0)
    before, inside, after = row(9 * HOUR, HOUR), row(10 * HOUR, HOUR), row(11 * HOUR, HOUR)
    at_start, at_end = row(10 * HOUR, 0, component=2), row(11 * HOUR, 0, component=2)
    store(connection, [before, inside, after, at_start, at_end], exact=False)

    found = found_between(connection, 10 * HOUR, 11 * HOUR)

    assert found == sorted([inside, at_start])


def test_a_fortnight_is_found_on_its_last_day(connection: sqlite3.Connection) -> None:
    add_component(connection, 1, 14 * DAY)
    long = row(0, 14 * DAY)
    store(connection, [long], exact=False)

    assert found_between(connection, 13 * DAY, 13 * DAY + HOUR) == [long]
    assert found_between(connection, 14 * DAY, 15 * DAY) == []


def test_only_the_components_asked_for_are_deleted(connection: sqlite3.Connection) -> None:
    add_component(connection, 1, HOUR)
    add_component(connection, 2, HOUR)
    kept = row(5 * HOUR, HOUR, component=2)
    store(connection, [row(5 * HOUR, HOUR), kept, row(3 * DAY, HOUR)], exact=False)

    delete_occurrences(connection, [1], 5 * HOUR, None)

    assert found_between(connection, 0, 9 * DAY) == [kept]


@given(
    start=st.integers(YEAR_1 + DAY, YEAR_9999 - 2 * DAY),
    length=st.integers(0, 40 * DAY),
    component=st.integers(1, (1 << 29) - 1),
    ordinal=st.integers(0, 86399),
)
def test_any_second_of_ten_thousand_years_survives(
    start: int, length: int, component: int, ordinal: int
) -> None:
    with closing(new_tables()) as connection:
        add_component(connection, component, length)
        one = row(start, length, ordinal, component)
        plain = row(start // MINUTE * MINUTE, length, 0, component)
        store(connection, [one], exact=True)
        store(connection, [plain], exact=False)

        found = found_between(connection, start - DAY, start + DAY)

        assert found == sorted([one, plain])
