"""Three hundred random histories of a shared desk; `python -m tests.desk.histories` has more.

And planted faults, each of which the histories must find: a check that finds nothing proves
nothing.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jointdesk.desk import run
from jointdesk.desk.plan import Past
from jointdesk.domain import changes as domain
from jointdesk.domain.changes import fold
from jointdesk.store import changes, erasures, reissue, server_log
from jointdesk.store.guards import lifted
from tests.desk.histories import live_through
from tests.desk.templates import Template

WITHIN = 40
"""Histories in which a planted fault must show."""


@pytest.mark.parametrize("first", range(0, 300, 25))
def test_whatever_happens_the_machines_come_together(
    first: int, template: Template, tmp_path: Path
) -> None:
    for seed in range(first, first + 25):
        live_through(seed, template, tmp_path / "history")


@pytest.mark.parametrize("seed", [1399, 1431, 1586, 100058, 100348, 200031, 300248])
def test_what_longer_runs_found_is_mended(seed: int, template: Template, tmp_path: Path) -> None:
    live_through(seed, template, tmp_path / "history")


def all_has_arrived(hello: Any, device: str) -> dict[str, int]:
    """Everything is taken for sent."""
    return {one.id: 10**9 for one in hello.streams}


def forget(desk: Any, stream: str, device: str, since: int) -> int:
    """What a copy has said is thrown away."""
    with desk.transaction(), lifted(desk.connection, *reissue._GUARDS):
        for table in ("payload", "change"):
            desk.connection.execute(
                f"DELETE FROM {table} WHERE stream_id = ? AND device = ? AND n >= ?",
                (stream, device, since),
            )
        desk.change_device()
    return 0


def by_name(body: str) -> Any:
    """What an erasure names is gone by, whatever it means by now."""
    return ERASED(body)[0], frozenset()


def one_head(values: Any, state: Any) -> Any:
    """Of what collided only what is shown is named as replaced."""
    return {field: dots[-1:] for field, dots in BASE_OF(values, state).items()}


def last_arrival(known: Any) -> Any:
    """What came last is shown, whatever the clocks say."""
    return fold(
        change._replace(header=change.header._replace(hlc=n)) for n, change in enumerate(known, 1)
    )


def shown_alone(*_: Any) -> tuple[()]:
    """What collides with what is shown is listed nowhere."""
    return ()


BASE_OF, ERASED = changes.base_of, erasures.erased
FAULTS: dict[str, tuple[Any, str, Callable[..., Any]]] = {
    "the client believes itself on what has arrived": (run, "to_send", all_has_arrived),
    "a copied machine throws its own words away": (run, "branch_off", forget),
    "others' words are not brought back": (run, "to_bring_back", lambda *_: None),
    "the server's past is not compared": (run, "past_of", lambda *_: Past.SAME),
    "items are not made anew of what arrived": (server_log, "store_state", lambda *_: None),
    "what was erased stays on other machines": (server_log, "erased_here", lambda *_: ()),
    "clocks that are ahead stay so": (run, "turn_back_clock", lambda *_: 0),
    "words said again lose their old names": (changes, "resolved", list),
    "erasures go by names alone": (erasures, "erased", by_name),
    "erasures miss what was said again": (erasures, "_has_heirs", lambda _: False),
    "who replaces several names one": (changes, "base_of", one_head),
    "causes are ignored": (changes, "base_of", lambda *_: {}),
    "what came last is shown": (server_log, "fold", last_arrival),
    "what collides is hidden": (domain, "_collisions", shown_alone),
    "the server's count is not asked for again": (run._Exchange, "_greet_again", lambda _: None),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(
    fault: str, template: Template, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, name, instead = FAULTS[fault]
    monkeypatch.setattr(place, name, instead)
    with pytest.raises(AssertionError, match="seed"):
        _live_through_many(template, tmp_path / "history")


SERVER_FAULTS = {
    "every stream is everybody's": ("desk.my_streams(boolean)", "p.role = desk.me()", "true"),
    "erasures are not carried out": ("desk.erase(text,text,text)", "y.seq = ANY (named)", "false"),
}


@pytest.mark.parametrize("fault", SERVER_FAULTS)
def test_a_fault_planted_in_the_server_is_found(
    fault: str, template: Template, tmp_path: Path
) -> None:
    function, old, new = SERVER_FAULTS[fault]
    ((sound,),) = template.run(f"SELECT pg_get_functiondef('{function}'::regprocedure)")
    assert old in sound
    template.run(sound.replace(old, new))
    try:
        with pytest.raises(AssertionError, match="seed"):
            _live_through_many(template, tmp_path / "history")
    finally:
        template.run(sound)


def _live_through_many(template: Template, folder: Path) -> None:
    for seed in range(WITHIN):
        live_through(seed, template, folder)
