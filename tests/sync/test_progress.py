import pytest

from jointdesk.domain.errors import StoppedError
from jointdesk.sync.progress import Meter


def test_progress_is_passed_on_at_most_twenty_times_a_second() -> None:
    said: list[tuple[int, int, str]] = []
    seconds = iter(number / 1000 for number in range(100_000))
    meter = Meter(lambda *step: said.append(step), lambda: False, lambda: next(seconds))
    for done in range(500):
        meter.step(done, 500, "Reading")
    assert said[0] == (0, 500, "Reading")
    assert 5 <= len(said) <= 20


def test_each_thing_comes_once_and_in_order() -> None:
    meter = Meter(lambda *_: None, lambda: False)
    assert list(meter.each("abc", 3, "Reading", every=2)) == ["a", "b", "c"]


def test_a_wish_to_stop_ends_the_work_at_the_next_step() -> None:
    meter = Meter(lambda *_: None, iter((False, True)).__next__)
    done: list[int] = []
    with pytest.raises(StoppedError):
        done.extend(meter.each(range(10), 10, "Reading", every=3))
    assert done == [0, 1, 2]
