from pathlib import Path

from tests.sync.killing import survive


def test_a_process_killed_while_reading_leaves_one_version_or_the_other(tmp_path: Path) -> None:
    assert survive(10, tmp_path) == {0, 1}
