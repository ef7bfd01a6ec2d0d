"""Changes that were said again by an heir: each once, and old names mean what they meant."""

from jointdesk.domain.changes import Body, Change, Header, fold
from jointdesk.domain.heirs import Origin, heir_of, marked, origin_of, resolved
from jointdesk.domain.items import Fields
from jointdesk.domain.moments import Instant

HASH = bytes(range(32))
HEIR = "d~5~000102030405"


def said(
    device: str,
    n: int,
    values: Fields,
    base: dict[str, tuple[str, ...]] | None = None,
    hlc: int = 0,
    *,
    restores: dict[str, tuple[str, ...]] | None = None,
    hashes: dict[str, str] | None = None,
    item: str = "i",
    mark: str = "",
) -> Change:
    """A change; its mark is its values' text, as if each were said but once."""
    header = Header("s", device, n, item, "note", 1, hlc, "p", "")
    body = Body(
        "a", "Said", Instant(hlc), values, base or {}, hashes or {}, restores=restores or {}
    )
    return Change(header, body, mark or str(values))


def base_of(change: Change) -> dict[str, tuple[str, ...]]:
    assert change.body is not None
    return dict(change.body.base)


def test_an_heir_s_name_says_whose_changes_it_says_again_from_where_on() -> None:
    assert heir_of("d", 5, HASH) == HEIR
    assert origin_of(f"{HEIR}/1") == Origin("d", 5)
    assert origin_of(f"{HEIR}/3") == Origin("d", 7)


def test_an_heir_s_heir_says_the_first_one_s_changes() -> None:
    assert heir_of(HEIR, 3, HASH) == "d~7~000102030405"


def test_other_names_are_their_own_origin() -> None:
    assert origin_of("d/5") == Origin("d", 5)
    assert origin_of("d~x~y/5") == Origin("d~x~y", 5)
    assert origin_of("nonsense") == Origin("", 0)


def test_where_nothing_was_said_again_all_stays() -> None:
    changes = [said("d", 1, {"x": 1}), said("e", 1, {"x": 2}, {"x": ("d/1",)})]
    assert resolved(changes) == changes


def test_what_is_meant_is_known_by_its_hash() -> None:
    """The device's own machine was put back and used the number again."""
    first, second = said(HEIR, 1, {"x": 1}, hlc=1), said("d", 5, {"x": 3}, hlc=3)
    for meant in (first, second):
        named = {"x": ("d/5",)}
        after = said("e", 1, {"x": 2}, named, 4, restores=named, hashes={"d/5": meant.mark})
        body = resolved([first, second, after])[2].body
        assert body is not None
        assert body.base == body.restores == {"x": (meant.dot,)}


def test_an_heir_s_changes_name_each_other() -> None:
    changes = [
        said(HEIR, 1, {"x": 1}, hlc=1),
        said(HEIR, 2, {"x": 2}, {"x": ("d/5",)}, hlc=2, hashes={"d/5": "{'x': 1}"}),
    ]
    assert base_of(resolved(changes)[1]) == {"x": (f"{HEIR}/1",)}
    state = fold(resolved(changes))
    assert state is not None
    assert (state.fields, state.collisions) == ({"x": 2}, ())


def test_what_is_not_here_and_what_nobody_told_apart_keeps_its_name() -> None:
    named = {"x": ("d/4", "d/9")}
    changes = [
        said(HEIR, 1, {"x": 1}, hlc=1),
        said(HEIR, 2, {"x": 2}, named, hlc=2, hashes={"d/9": "another"}),
        said("e", 1, {"y": 2}),
    ]
    assert base_of(resolved(changes)[1]) == named
    assert resolved(changes)[2] == changes[2]


def test_what_came_twice_is_there_once() -> None:
    again = "d~4~0a0a0a0a0a0a"
    changes = [
        said(HEIR, 1, {"x": 1}, hlc=1),
        said(again, 2, {"x": 1}, hlc=1),
        said("e", 1, {"x": 2}, {"x": (f"{HEIR}/1",)}, hlc=2, hashes={f"{HEIR}/1": "{'x': 1}"}),
    ]
    found = resolved(changes)
    assert [change.dot for change in found] == [f"{again}/2", "e/1"]
    assert base_of(found[1]) == {"x": (f"{again}/2",)}


def test_what_came_twice_and_was_erased_is_there_once() -> None:
    erased = said(HEIR, 1, {"x": 1})._replace(body=None)
    again = said("d~4~0a0a0a0a0a0a", 2, {"x": 1})._replace(body=None)
    assert resolved([erased, again]) == [again]


def test_what_one_item_says_is_no_other_s() -> None:
    changes = [said(HEIR, 1, {"x": 1}), said("e", 1, {"x": 1}, item="j")]
    assert resolved(changes) == changes


def test_a_body_says_which_changes_it_means() -> None:
    known = [said(HEIR, 1, {"x": 1}), said("d", 5, {"x": 3}), said("e", 1, {"y": 3})]
    body = Body(
        "a", "Said", Instant(0), {}, {"x": ("d/5", f"{HEIR}/1")}, restores={"y": ("e/1", "f/1")}
    )
    hashes = {"d/5": "{'x': 3}", f"{HEIR}/1": "{'x': 1}", "e/1": "{'y': 3}"}
    assert marked(body, known) == body._replace(hashes=hashes)


def test_a_body_that_names_nothing_needs_no_hashes() -> None:
    body = Body("a", "Said", Instant(0), {"x": 1})
    assert marked(body, [said("d", 5, {"x": 1})]) is body
