"""The safety net itself: what it must catch, and what it must let through."""

import os
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

NOISY = """
import logging, threading, time, warnings
from PySide6 import QtCore

def test_logged_warning():
    logging.getLogger("x").warning("feed %s", 1)

def test_expected_warning(caplog):
    logging.getLogger("x").warning("looked at")

def test_python_warning():
    warnings.warn("old")

def test_qt_message():
    QtCore.qWarning("painter")

def test_slot(qtbot):
    QtCore.QTimer.singleShot(0, lambda: 1 / 0)
    qtbot.wait(20)

def test_thread():
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
"""


def test_the_network_is_out_of_reach() -> None:
    with pytest.raises(AssertionError, match=r"wanted to look up example\.org"):
        socket.create_connection(("example.org", 80))
    with (
        socket.socket() as client,
        pytest.raises(AssertionError, match=r"wanted to reach .*192\.0\.2\.1"),
    ):
        client.connect(("192.0.2.1", 80))
    with pytest.raises(AssertionError):
        urllib.request.urlopen("http://192.0.2.1/feed.ics")


def test_loopback_can_be_reached() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(("localhost", server.getsockname()[1])) as client,
    ):
        assert client.getpeername()[0] == "127.0.0.1"


def test_no_setting_of_this_machine_reaches_a_test() -> None:
    assert not [name for name in os.environ if name.startswith("JOINTDESK_")]


def test_noise_fails_a_test(tmp_path: Path) -> None:
    path = tmp_path / "test_noisy.py"
    path.write_text(NOISY, encoding="utf-8")
    settings = ("-c", "pyproject.toml", "-p", "tests.conftest", "-p", "no:cacheprovider")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", *settings, str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert "4 failed, 2 passed, 1 error" in run.stdout  # a logged warning shows at tear-down
    assert "WARNING x: feed 1" in run.stdout
    assert "UserWarning: old" in run.stdout
    assert "Qt messages with level WARNING" in run.stdout
    assert "Exceptions caught in Qt event loop" in run.stdout
    assert "PytestUnhandledThreadExceptionWarning" in run.stdout
