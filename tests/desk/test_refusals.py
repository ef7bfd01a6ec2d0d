"""What a server refuses is a sentence that says what to do."""

import pytest

from jointdesk.desk.refusals import (
    ClockError,
    NoAnswerError,
    OldServerError,
    OutOfStepError,
    PasswordError,
    RemovedError,
    ServerError,
    refusal,
)


@pytest.mark.parametrize(
    ("state", "text", "kind"),
    [
        ("JD000", "", RemovedError),
        ("JD001", "", OutOfStepError),
        ("JD002", "", OutOfStepError),
        ("JD007", "", ServerError),
        ("JD010", "", ServerError),
        ("28P01", "", PasswordError),
        ("42883", "", OldServerError),
        ("57P01", "", NoAnswerError),
        ("08006", "", NoAnswerError),
        ("40001", "", NoAnswerError),
        ("XX000", "", ServerError),
        (None, 'FATAL:  password authentication failed for user "x"', PasswordError),
        (None, "FATAL:  SASL authentication failed", PasswordError),  # as pgbouncer says it
        (None, "SSL error: certificate verify failed", ServerError),
        (None, "server does not support SSL, but SSL was required", ServerError),
        (None, 'FATAL:  role "x" is not permitted to log in', RemovedError),
        (None, 'FATAL:  database "x" does not exist', ServerError),
        (None, 'FATAL:  no pg_hba.conf entry for host "::1", user "x"', ServerError),
        (None, 'FATAL:  permission denied for database "x"', ServerError),
        (None, "connection refused", NoAnswerError),
    ],
)
def test_each_refusal_is_of_its_kind(state: str | None, text: str, kind: type) -> None:
    error = refusal(state, text)
    assert type(error) is kind
    assert str(error).endswith(".")
    assert "x" not in str(error).split()


def test_a_clock_that_is_ahead_brings_the_server_s_time() -> None:
    error = refusal("JD003", "", "1700000000000")
    assert isinstance(error, ClockError)
    assert error.now_ms == 1_700_000_000_000


def test_what_is_too_large_is_named_where_it_is_known() -> None:
    assert str(refusal("JD010", "", "mirror 5f2a")).endswith("JointDesk (mirror 5f2a).")
    for detail in (None, "", "<b>5f2a</b>", "mirror 5f2a\nmore"):
        assert str(refusal("JD010", "", detail)).endswith("after JointDesk.")


@pytest.mark.parametrize("state", ["JD001", "JD002", "JD005", "JD006", "JD010", "54000", "22P05"])
def test_whoever_reads_a_refusal_knows_whom_to_tell(state: str) -> None:
    assert "whoever" in str(refusal(state, ""))


def test_no_sentence_repeats_what_the_driver_said() -> None:
    said = "connection to server at db.example failed: password=hunter2"
    assert "hunter2" not in str(refusal(None, said))
    assert "hunter2" not in str(refusal("XX000", said))
