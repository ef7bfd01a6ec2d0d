"""A dozen random histories of carried calendars: `tests.desk.calendar_histories` has more.

And planted faults, each of which the histories must find.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jointdesk.operations import busy_times, kept_words, mirror_sources, mirrors, superseding
from jointdesk.store import undo_reading
from jointdesk.store.superseding import Superseded
from jointdesk.sync.mirrors import plan_busy
from tests.desk.calendar_histories import live_through
from tests.desk.templates import Template

WITHIN = 20
"""Histories in which a planted fault must show."""


def test_whatever_happens_each_sees_what_they_may(template: Template, tmp_path: Path) -> None:
    for seed in range(9):
        live_through(seed, template, tmp_path / "history")


@pytest.mark.parametrize("seed", [27, 46, 48, 333, 846])
def test_what_longer_runs_found_is_mended(seed: int, template: Template, tmp_path: Path) -> None:
    live_through(seed, template, tmp_path / "history")


def none_gone(*given: Any) -> Any:
    """No busy times are taken away."""
    return plan_busy(*given)._replace(gone=())


FAULTS: dict[str, tuple[Any, str, Callable[..., Any], int]] = {
    "what is private is handed to everybody":
        (mirrors, "private_resources", lambda *_: set(), 35),
    "series keep the ids that each machine gave them": (mirrors, "_be_known", lambda *_: None, 0),
    "busy times stay when their meeting is gone": (busy_times, "plan_busy", none_gone, 4),
    "what was read before is not forgotten": (mirror_sources, "_erase", lambda *_: False, 34),
    "what was said while it was open stays open": (kept_words, "_said", lambda *_: {}, 48),
    "what was replaced is kept for ever":
        (superseding, "find_superseded", lambda _, __, clock, ___: Superseded([], clock), 0),
    "what was said under another id is not undone":
        (undo_reading, "called_now", lambda *_: {}, 333),
}  # fmt: skip
"""Each with the first of the histories in which it must show."""


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(
    fault: str, template: Template, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, name, instead, first = FAULTS[fault]
    monkeypatch.setattr(place, name, instead)
    with pytest.raises(AssertionError, match="seed"):
        _live_through_many(first, template, tmp_path / "history")


def _live_through_many(first: int, template: Template, folder: Path) -> None:
    for seed in range(first, first + WITHIN):
        live_through(seed, template, folder)
