"""Diaries are read in the background: when it is time, beside everything else, and told once."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from jointdesk.domain.moments import HOUR, MINUTE
from jointdesk.operations.clock import now
from jointdesk.operations.sources import Keep, add_source, list_sources
from jointdesk.store.connections import pause_connection
from jointdesk.store.desk import Desk
from jointdesk.sync.report import Report
from jointdesk.viewmodels.notices import Tone
from jointdesk.viewmodels.preferences import Preferences
from jointdesk.viewmodels.sync_notices import SyncNotices
from jointdesk.viewmodels.syncing import SyncModel
from tests.open_desk import OpenDesk


@contextmanager
def mute_server() -> Iterator[str]:
    """The address of a server that takes the request and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/calendar.ics"


class Reader:
    """A sync model on the demo desk, with a clock that the test turns."""

    def __init__(self, qtbot: QtBot, opened: OpenDesk, data_folder: Path) -> None:
        self.at = now() + HOUR
        self.opened = opened
        self.preferences = Preferences(data_folder, opened.model)
        self.model = SyncModel(opened.model, self.preferences, {}, lambda: self.at)
        self.model._timer.setInterval(10_000_000)  # this test says when time goes by
        self.read: list[str] = []
        self.model.read.connect(lambda report: self.read.append(report.id))
        self._qtbot = qtbot
        opened.settle()

    def begin(self) -> None:
        """Begin, and let the first look be taken."""
        self.model.begin()
        self.settle()

    def pass_by(self, seconds: int) -> None:
        """Let time go by in ticks of ten seconds, and all work be done."""
        for _ in range(seconds // 10):
            self.at += 10
            self.model.tick()
        self.settle()

    def settle(self) -> None:
        """Let everything end that was begun."""
        self._qtbot.waitUntil(lambda: not self.opened.model.runner.is_busy, timeout=30_000)

    def change(self, work: object) -> None:
        """Change the desk in the worker."""
        self.opened.model.act(lambda desk, actor: work(desk, actor))  # type: ignore[operator]
        self.settle()


@pytest.fixture
def reader(qtbot: QtBot, opened: OpenDesk, data_folder: Path) -> Iterator[Reader]:
    found = Reader(qtbot, opened, data_folder)
    yield found
    found.model.stop()


def test_all_is_read_after_the_start_and_then_every_quarter_of_an_hour(reader: Reader) -> None:
    reader.begin()
    assert reader.read == []  # the window comes first
    reader.pass_by(10)
    assert sorted(reader.read) == sorted(reader.model._sources)
    reader.pass_by(13 * MINUTE)
    assert len(reader.read) == 2
    reader.pass_by(4 * MINUTE)
    assert len(reader.read) == 4
    assert reader.opened.said == []  # nobody asked


def test_what_was_read_this_minute_is_not_read_at_the_start(reader: Reader) -> None:
    reader.at = now()
    reader.begin()
    reader.pass_by(10)
    assert reader.read == []


def test_a_gap_in_the_clock_is_a_sleep(reader: Reader) -> None:
    reader.begin()
    reader.pass_by(10)
    reader.at += 5 * MINUTE
    reader.model.tick()
    reader.settle()
    assert len(reader.read) == 4


def test_never_is_never_but_for_who_asks(reader: Reader) -> None:
    reader.model.choose_interval(None)
    reader.begin()
    reader.at += 24 * HOUR
    reader.pass_by(60)
    assert reader.read == []
    reader.model.read_all()
    reader.settle()
    assert len(reader.read) == 2
    assert reader.opened.said[-1].startswith("Both diaries were read")


def test_the_interval_is_kept_for_this_machine(reader: Reader) -> None:
    assert reader.model.interval == 15 * MINUTE
    reader.model.choose_interval(HOUR)
    other = SyncModel(reader.opened.model, reader.preferences, {})
    assert other.interval == HOUR
    other.choose_interval(None)
    assert SyncModel(reader.opened.model, reader.preferences, {}).interval is None


def test_a_failure_is_told_once_and_its_end_not_at_all(
    reader: Reader, demo_file: Path, tmp_path: Path
) -> None:
    file = tmp_path / "own.ics"
    text = next(demo_file.parent.glob("*-calendars/*.ics")).read_bytes()
    file.write_bytes(text)
    reader.change(
        lambda desk, actor: add_source(desk, actor, org_code="CAL", address=str(file), name="Own")
    )
    reader.begin()
    reader.pass_by(10)
    assert reader.opened.said == []
    file.unlink()
    reader.pass_by(4 * HOUR)
    (notice,) = reader.opened.notices
    assert (notice.tone, "Own" in notice.text) == (Tone.PROBLEM, True)
    file.write_bytes(text)
    reader.pass_by(HOUR)
    file.unlink()
    reader.pass_by(HOUR)
    assert len(reader.opened.notices) == 2


def test_one_that_does_not_answer_keeps_nobody_waiting_and_can_be_stopped(
    reader: Reader, qtbot: QtBot
) -> None:
    with mute_server() as address:
        reader.change(
            lambda desk, actor: add_source(
                desk, actor, org_code="WEX", address=address, name="Slow", keep=Keep.DESK
            )
        )
        reader.begin()
        reader.at += 10
        reader.model.tick()
        qtbot.waitUntil(lambda: len(reader.read) == 2, timeout=30_000)
        activity = reader.model.activity
        assert activity is not None
        assert activity.names == ("Slow",)
        seen: list[int] = []
        reader.opened.model.read(lambda reading: reading.version(), seen.append)
        qtbot.waitUntil(lambda: bool(seen), timeout=30_000)
        reader.model.stop()
        reader.settle()
    assert reader.model.activity is None
    assert reader.opened.said == []


def test_a_paused_one_is_left_alone_until_it_is_asked_for(reader: Reader) -> None:
    def pause(desk: Desk, _actor: object) -> None:
        pause_connection(desk, list_sources(desk)[0].collection.id)

    reader.change(pause)
    reader.begin()
    reader.pass_by(HOUR)
    paused = next(one for one in reader.model._sources.values() if one.is_paused)
    assert paused.id not in reader.read
    reader.model.read_one(paused.id)
    reader.settle()
    assert reader.read[-1] == paused.id
    assert "was read" in reader.opened.said[-1]
    reader.settle()
    assert not reader.model._sources[paused.id].is_paused


def test_what_waits_is_written_at_the_next_tick_unless_one_reads_by_hand(reader: Reader) -> None:
    reader.begin()
    reader.pass_by(10)
    first, second = reader.read
    reader.model.read_soon(frozenset({second, "gone"}))
    reader.pass_by(10)
    assert reader.read == [first, second, second]
    reader.model.choose_interval(None)
    reader.model.read_soon(frozenset({second}))
    reader.pass_by(60)
    assert len(reader.read) == 3


def test_what_became_of_changes_made_here_is_said_with_all_that_was_asked_for(
    reader: Reader,
) -> None:
    notices = SyncNotices(reader.opened.model, lambda _id: None)
    notices.tell_of_writing(["“Board” in Staff: it is put back."], is_asked=False)
    assert reader.opened.said == ["“Board” in Staff: it is put back."]
    reader.begin()
    sources = list(reader.model._sources.values())
    notices.take(Report(sources[0].id, "o", written=2), is_asked=True)
    notices.tell_of_writing(["“Talk” in Staff: it stays."], is_asked=True)
    notices.tell_of_all(sources)
    assert reader.opened.said[1:] == [
        f"The {sources[0].name} diary was read: 2 written. “Talk” in Staff: it stays."
    ]


def test_what_the_guard_held_back_can_be_looked_at(reader: Reader) -> None:
    looked: list[str] = []
    notices = SyncNotices(reader.opened.model, looked.append)
    held = Report("s", "o", missing=48, error="This update would remove 48 of 120 meetings.")
    notices.take(held, is_asked=False)
    notices.take(held, is_asked=True)
    notices.tell_of_all([])
    for notice in reader.opened.notices:
        assert (notice.text, notice.action) == (held.error, "Look at it")
        assert notice.act is not None
        notice.act()
    assert looked == ["s", "s"]
