"""Five hundred random histories; `python -m tests.sync.outbox_histories` lives through more."""

from pathlib import Path

import pytest

from tests.sync.outbox_histories import live_through, new_template

pytestmark = pytest.mark.no_cover


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_template(tmp_path_factory.mktemp("template"))


@pytest.mark.parametrize("first", range(0, 500, 50))
def test_whatever_happens_both_sides_come_together_and_no_edit_is_lost(
    first: int, template: Path, tmp_path: Path
) -> None:
    for seed in range(first, first + 50):
        live_through(seed, template, tmp_path / "desk")


@pytest.mark.parametrize(
    "seed",
    [704397],  # an edit of a day that is no more was lost when all of it was put back
)
def test_what_a_longer_run_has_found_is_mended(seed: int, template: Path, tmp_path: Path) -> None:
    live_through(seed, template, tmp_path / "desk")
