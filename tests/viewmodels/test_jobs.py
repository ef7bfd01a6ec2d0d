"""Work is done one after another in the worker; what came of it arrives on the GUI's thread."""

import gc
import threading
import time

import pytest
from PySide6.QtCore import QObject, QThread, SignalInstance
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from jointdesk.viewmodels import jobs
from jointdesk.viewmodels.jobs import Job, JobRunner


def fail(error: Exception) -> None:
    raise error


def test_results_arrive_on_this_thread_in_order(qtbot: QtBot) -> None:
    runner = JobRunner()
    here = QThread.currentThread()
    got: list[tuple[int, bool, bool]] = []

    def done(number: int, elsewhere: bool) -> None:
        got.append((number, elsewhere, QThread.currentThread() is here))

    for number in range(5):
        runner.run(
            lambda _job, number=number: (number, QThread.currentThread() is not here),
            lambda result: done(*result),
            fail,
        )

    qtbot.waitUntil(lambda: len(got) == 5)
    assert got == [(number, True, True) for number in range(5)]
    assert not runner.is_busy
    runner.stop(lambda: None)


def test_no_garbage_is_looked_for_while_the_worker_works(qtbot: QtBot) -> None:
    runner = JobRunner()
    seen: list[bool] = []
    for _ in range(3):
        runner.run(lambda _job: gc.isenabled(), seen.append, fail)

    qtbot.waitUntil(lambda: len(seen) == 3)
    assert seen == [False] * 3
    assert gc.isenabled()
    runner.run(lambda _job: None, lambda _result: None, fail)
    runner.stop(lambda: None)
    assert gc.isenabled()


class Held:
    """Something that says in which thread it was taken apart."""

    def __init__(self, ended: list[threading.Thread]) -> None:
        self._ended = ended

    def __del__(self) -> None:
        self._ended.append(threading.current_thread())


def test_what_only_a_job_still_holds_is_let_go_of_here(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The worker is kept from letting go of its job until this thread is done with it.
    said = jobs._Gate.emit

    def emit_and_linger(gate: jobs._Gate, signal: SignalInstance, *values: object) -> None:
        said(gate, signal, *values)
        time.sleep(0.05)

    monkeypatch.setattr(jobs._Gate, "emit", emit_and_linger)
    runner = JobRunner()
    ended: list[threading.Thread] = []
    for_work, for_done = Held(ended), Held(ended)
    runner.run(lambda _job, held=for_work: None, lambda _, held=for_done: None, fail)
    del for_work, for_done

    qtbot.waitUntil(lambda: len(ended) == 2)
    assert ended == [threading.main_thread()] * 2
    runner.stop(lambda: None)


class Asking(QObject):
    """Something of Qt's that waits for an answer."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[object] = []

    def take(self, answer: object) -> None:
        self.told.append(answer)


def test_who_is_gone_is_told_nothing(qtbot: QtBot) -> None:
    runner = JobRunner()
    there, gone = Asking(), Asking()
    delete(gone)
    for one in (gone, there):
        runner.run(lambda _job: 1, one.take, fail)
    qtbot.waitUntil(lambda: not runner.is_busy)
    assert (there.told, gone.told) == ([1], [])
    runner.stop(lambda: None)


def test_nothing_begins_once_it_was_stopped(qtbot: QtBot) -> None:
    runner = JobRunner()
    runner.stop(lambda: None)
    begun: list[str] = []
    job = runner.run(lambda _job: begun.append("work"), begun.append, fail)
    qtbot.wait(20)
    assert (begun, runner.is_busy, job.cancelled(), gc.isenabled()) == ([], False, True, True)


def test_a_failure_is_handed_on(qtbot: QtBot) -> None:
    runner = JobRunner()
    caught: list[Exception] = []
    runner.run(lambda _job: 1 // 0, lambda _result: None, caught.append)

    qtbot.waitUntil(lambda: len(caught) == 1)
    assert isinstance(caught[0], ZeroDivisionError)
    runner.stop(lambda: None)


def test_progress_comes_back_and_the_wish_to_stop_goes_there(qtbot: QtBot) -> None:
    runner = JobRunner()
    heard: list[tuple[int, int, str]] = []
    ended: list[str] = []

    def work(job: Job) -> str:
        while not job.cancelled():
            job.report(1, 2, "half")
            QThread.msleep(1)
        return "stopped"

    job = runner.run(work, ended.append, fail, lambda *values: heard.append(values))
    qtbot.waitUntil(lambda: len(heard) > 1)
    job.cancel()

    qtbot.waitUntil(lambda: ended == ["stopped"])
    assert heard[0] == (1, 2, "half")
    runner.stop(lambda: None)


def test_work_that_ends_after_its_runner_says_nothing(
    qtbot: QtBot, capfd: pytest.CaptureFixture[str]
) -> None:
    runner = JobRunner()
    go_on, begun = threading.Event(), threading.Event()
    told: list[str] = []

    def work(job: Job) -> str:
        begun.set()
        go_on.wait(60)
        job.report(2, 2, "late")
        return "late"

    runner.run(work, told.append, fail, lambda *_: told.append("late"))
    assert begun.wait(60)
    runner.stop(lambda: None, wait_ms=10)
    go_on.set()
    runner.deleteLater()

    qtbot.wait(100)
    gc.enable()  # as the end of the program would have it no more
    assert told == []
    assert capfd.readouterr().err == ""


def test_what_waits_beside_the_worker_keeps_nobody_waiting(qtbot: QtBot) -> None:
    runner = JobRunner()
    here, told = threading.Event(), list[str]()
    slow = [
        runner.run(lambda _job: here.wait(60), lambda _: told.append("slow"), fail, is_beside=True)
        for _ in range(2)
    ]
    runner.run(lambda _job: None, lambda _: told.append("quick"), fail)

    qtbot.waitUntil(lambda: told == ["quick"])
    assert (runner.is_busy, runner.is_worker_busy, gc.isenabled()) == (True, False, False)
    here.set()
    qtbot.waitUntil(lambda: told == ["quick", "slow", "slow"])
    assert (runner.is_busy, gc.isenabled(), len(slow)) == (False, True, 2)
    runner.stop(lambda: None)


def test_who_stops_waits_for_what_is_beside_the_worker_too(qtbot: QtBot) -> None:
    runner = JobRunner()
    begun, ended = threading.Event(), list[bool]()

    def work(job: Job) -> None:
        begun.set()
        while not job.cancelled():
            time.sleep(0.001)
        ended.append(True)

    runner.run(work, fail, fail, is_beside=True)
    assert begun.wait(60)
    runner.stop(lambda: None, wait_ms=60_000)
    assert ended == [True]
    assert gc.isenabled()


def test_what_a_person_did_is_done_although_the_end_has_come(qtbot: QtBot) -> None:
    runner = JobRunner()
    begun, go_on = threading.Event(), threading.Event()
    done: list[str] = []

    def slow(_job: Job) -> None:
        begun.set()
        go_on.wait(60)

    runner.run(slow, fail, fail)
    runner.run(lambda _job: done.append("read"), fail, fail)
    runner.run(lambda _job: done.append("written"), fail, fail, is_kept=True)
    assert begun.wait(60)
    threading.Timer(0.05, go_on.set).start()
    assert runner.stop(lambda: done.append("closed"))
    assert done == ["written", "closed"]


def test_who_stops_does_not_wait_for_ever_for_a_server(qtbot: QtBot) -> None:
    runner = JobRunner()
    begun, answered = threading.Event(), threading.Event()

    def work(_job: Job) -> None:
        begun.set()
        answered.wait(60)

    runner.run(work, fail, fail, is_beside=True)
    assert begun.wait(60)
    assert not runner.stop(lambda: None, wait_beside_ms=10)
    answered.set()
    assert runner._beside.waitForDone(60_000)
    gc.enable()  # as the end of the program would have it no more
