"""Work that nobody can interrupt: whoever waits for it may go away."""

import subprocess
import sys
from threading import Event

import pytest

from jointdesk.exports.pdf import write_pdf
from jointdesk.exports.setting import set_beside
from tests.exports.sample_documents import register


class StopError(Exception):
    """What somebody raises who does not want to wait any longer."""


def test_what_the_work_gives_is_returned() -> None:
    assert set_beside(lambda: 6 * 7, lambda: None) == 42


def test_what_the_work_raises_is_raised_here() -> None:
    with pytest.raises(ZeroDivisionError):
        set_beside(lambda: 1 // 0, lambda: None)


def test_who_stops_waiting_is_free_while_the_work_goes_on_and_is_thrown_away() -> None:
    free, ended = Event(), Event()

    def work() -> int:
        assert free.wait(60)
        ended.set()
        return 1

    def ask() -> None:
        raise StopError

    with pytest.raises(StopError):
        set_beside(work, ask)
    assert not ended.is_set()
    free.set()
    assert ended.wait(60)


def test_pages_can_be_set_again_while_those_given_up_are_still_being_set() -> None:
    rows = tuple((f"CAL-{number}", None, "Approved. " * 20, None, number) for number in range(2000))
    asked = []

    def stop(done: int, _total: int, _words: str) -> None:
        asked.append(done)
        if len(asked) > 3:
            raise StopError

    with pytest.raises(StopError):
        write_pdf(register(rows), stop)
    assert write_pdf(register()) == write_pdf(register())


def test_a_program_may_end_while_pages_are_being_set() -> None:
    program = (
        "from tests.exports.sample_documents import register\n"
        "from jointdesk.exports.pdf import write_pdf\n"
        "rows = tuple((f'CAL-{n}', None, 'Approved. ' * 30, None, n) for n in range(2000))\n"
        "calls = []\n"
        "def stop(done, total, words):\n"
        "    calls.append(done)\n"
        "    if len(calls) > 3:\n"
        "        raise KeyboardInterrupt\n"
        "try:\n"
        "    write_pdf(register(rows), stop)\n"
        "except KeyboardInterrupt:\n"
        "    print('stopped', flush=True)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=300, check=False
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "stopped\n", "")
