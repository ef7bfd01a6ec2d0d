"""When other people are busy, taken in by the window."""

from pathlib import Path

from jointdesk.domain.free_busy import BusyTime, FreeBusy
from jointdesk.domain.moments import Span
from jointdesk.operations.free_busy import FreeBusyRead
from jointdesk.viewmodels import busy_times
from jointdesk.viewmodels.busy_times import BusyTimes
from jointdesk.viewmodels.notices import Tone
from tests.open_desk import OpenDesk, opened

__all__ = ["opened"]

WINDOW = Span(0, 100)


def said(email: str) -> FreeBusy:
    return FreeBusy(email, "file", WINDOW, (BusyTime(1, 2),), 5)


def test_what_is_taken_in_is_told_with_what_was_left_out(opened: OpenDesk, monkeypatch) -> None:
    answers = iter(
        [
            FreeBusyRead((said("a@x"), said("b@x"), said("a@x"))),
            FreeBusyRead((said("a@x"),), ("A busy time is left out: it is odd",)),
            FreeBusyRead((), ("No server knows when a@x is busy",)),
        ]
    )
    monkeypatch.setattr(busy_times, "ask_free_busy", lambda *_, **__: next(answers))
    times = BusyTimes(opened.model)
    taken: list[bool] = []
    times.taken.connect(lambda: taken.append(True))
    for _ in range(3):
        times.ask(["a@x"], WINDOW)
        opened.settle()
    assert opened.said == [
        "Read when a@x and b@x are busy.",
        "Read when a@x is busy. A busy time is left out: it is odd.",
        "No server knows when a@x is busy.",
    ]
    assert [one.tone for one in opened.notices] == [Tone.DONE, Tone.INFO, Tone.INFO]
    assert taken == [True, True]
    times.ask([], WINDOW)
    assert not times.is_asking


def test_what_cannot_be_read_is_told(opened: OpenDesk, tmp_path: Path) -> None:
    BusyTimes(opened.model).read(tmp_path / "none.ifb")
    opened.settle()
    assert "cannot be read" in opened.said[-1]
    assert opened.notices[-1].tone is Tone.PROBLEM


def test_a_bug_is_not_taken_for_a_refusal(opened: OpenDesk, monkeypatch) -> None:
    crashed: list[Exception] = []
    opened.model.crashed.disconnect()
    opened.model.crashed.connect(crashed.append)
    monkeypatch.setattr(busy_times, "ask_free_busy", lambda *_, **__: 1 / 0)
    times = BusyTimes(opened.model, {"wex": "secret"})
    times.ask(["a@x"], WINDOW)
    opened.settle()
    assert isinstance(crashed[0], ZeroDivisionError)
    assert not times.is_asking
