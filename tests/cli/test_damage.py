"""A desk that is damaged, cut short or no desk: one sentence, never a traceback."""

import random

import pytest

from tests.cli.conftest import Desk, event

COMMANDS = (
    ("agenda", "--from", "2026-12-01", "--to", "2026-12-08"),
    ("conflicts",),
    ("org", "list"),
    ("search", "board"),
    ("check",),
    ("sync",),
    ("undo",),
)


@pytest.mark.parametrize("seed", range(12))
def test_overwritten_bytes_never_show_a_traceback(cli: Desk, seed: int) -> None:
    cli.connect("CAL", cli.write("a.ics", event("a", "20261201T090000", "20261201T100000")))
    chance = random.Random(seed)
    data = bytearray(cli.file.read_bytes())
    for _ in range(20):
        start = chance.randrange(100, len(data) - 200)
        data[start : start + 50] = chance.randbytes(50)
    cli.file.write_bytes(data)

    for words in COMMANDS:
        answer = cli.through_program(*words)
        assert answer.status in (0, 1, 2), (seed, words)
        assert "Traceback" not in answer.err


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0", b"BEGIN:VCALENDAR", b"\0" * 9000])
def test_what_is_no_desk_is_said_plainly(cli: Desk, content: bytes) -> None:
    other = cli.folder / "other.desk"
    other.write_bytes(content)
    stranger = Desk(other, cli.folder / "data", cli._capsys)

    answer = stranger("org", "list")

    assert answer.status == 2
    assert "other.desk" in answer.err
    assert other.read_bytes() == content
