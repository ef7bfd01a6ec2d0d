"""What is known of other people's time, as this machine keeps it."""

from pathlib import Path

import pytest

from jointdesk.domain.free_busy import BusyKind, BusyTime, FreeBusy
from jointdesk.domain.moments import Span
from jointdesk.store.desk import Desk, create_desk
from jointdesk.store.free_busy import (
    all_free_busy,
    forget_free_busy,
    list_free_busy,
    put_free_busy,
)

EVER = Span(0, 1000)


@pytest.fixture
def desk(tmp_path: Path):
    with create_desk(
        tmp_path / "a.desk", name="A", zone="Europe/London", data_folder=tmp_path
    ) as made:
        yield made


def said(start: int, end: int, *busy: BusyTime, email="a@x", source="file", read_at=1) -> FreeBusy:
    return FreeBusy(email, source, Span(start, end), busy, read_at)


def test_what_is_put_is_found_by_person_and_window(desk: Desk):
    one = said(100, 200, BusyTime(110, 120, BusyKind.AWAY))
    put_free_busy(desk, [one, said(100, 200, email="b@x")])
    assert list_free_busy(desk.connection, ["a@x"], EVER) == [one]
    assert list_free_busy(desk.connection, ["a@x"], Span(200, 300)) == []
    assert list_free_busy(desk.connection, [], EVER) == []
    assert [each.email for each in all_free_busy(desk.connection)] == ["a@x", "b@x"]


def test_the_same_source_is_believed_as_it_was_last_read(desk: Desk):
    put_free_busy(desk, [said(0, 100, BusyTime(10, 60))])
    put_free_busy(desk, [said(40, 70, BusyTime(50, 55), read_at=2)])
    found = list_free_busy(desk.connection, ["a@x"], EVER)
    assert [(one.covers, one.busy, one.read_at) for one in found] == [
        (Span(0, 40), (BusyTime(10, 40),), 1),
        (Span(40, 70), (BusyTime(50, 55),), 2),
        (Span(70, 100), (), 1),
    ]


def test_other_sources_stay_as_they_are(desk: Desk):
    put_free_busy(desk, [said(0, 100), said(0, 100, BusyTime(1, 2), source="c1")])
    assert len(all_free_busy(desk.connection)) == 2


def test_what_is_over_is_forgotten(desk: Desk):
    put_free_busy(desk, [said(0, 100), said(100, 300)])
    forget_free_busy(desk, 100)
    assert [one.covers for one in all_free_busy(desk.connection)] == [Span(100, 300)]
