"""Changes that were said again by an heir: each once, and old names mean what they meant."""

from jointdesk.domain.changes import Body, Change, Header, fold
from jointdesk.domain.heirs import Origin, heir_of, origin_of, resolved, told_apart
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
    item: str = "i",
) -> Change:
    header = Header("s", device, n, item, "note", 1, hlc, "p", "")
    body = Body("a", "Said", Instant(hlc), values, base or {}, restores=restores or {})
    return Change(header, body)


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


def test_an_heir_s_changes_name_each_other() -> None:
    changes = [said(HEIR, 1, {"x": 1}, hlc=1), said(HEIR, 2, {"x": 2}, {"x": ("d/5",)}, hlc=2)]
    assert base_of(resolved(changes)[1]) == {"x": (f"{HEIR}/1",)}
    state = fold(resolved(changes))
    assert state is not None
    assert (state.fields, state.collisions) == ({"x": 2}, ())


def test_what_was_said_before_the_branch_keeps_its_name() -> None:
    changes = [said("d", 4, {"x": 1}, hlc=1), said(HEIR, 1, {"x": 2}, {"x": ("d/4",)}, hlc=2)]
    assert base_of(resolved(changes)[1]) == {"x": ("d/4",)}


def test_others_who_named_it_before_still_name_it() -> None:
    changes = [
        said(HEIR, 1, {"x": 1}, hlc=1),
        said("e", 1, {"x": 2}, {"x": ("d/5",)}, hlc=2, restores={"x": ("d/5",)}),
    ]
    (_, after) = resolved(changes)
    assert base_of(after) == {"x": (f"{HEIR}/1",)}
    assert after.body is not None
    assert after.body.restores == {"x": (f"{HEIR}/1",)}


def test_a_name_that_two_have_had_means_the_first_to_who_knew_of_no_other() -> None:
    """The device's own machine was put back and used the number again."""
    changes = [
        said(HEIR, 1, {"x": 1}, hlc=1),
        said("d", 5, {"x": 3}, hlc=3),
        said("e", 1, {"x": 2}, {"x": ("d/5",)}, hlc=4),
    ]
    assert base_of(resolved(changes)[2]) == {"x": (f"{HEIR}/1",)}


def test_of_two_of_a_name_the_one_is_meant_that_gives_the_field_a_value() -> None:
    changes = [
        said("d", 5, {"y": 1}, hlc=1),
        said(HEIR, 1, {"x": 3}, hlc=3),
        said("e", 1, {"x": 2}, {"x": ("d/5",)}, hlc=4),
    ]
    assert base_of(resolved(changes)[2]) == {"x": (f"{HEIR}/1",)}


def test_of_two_of_a_name_a_machine_that_was_put_back_means_its_own_last() -> None:
    first, second = said(HEIR, 1, {"x": 1}, hlc=1), said("d", 5, {"x": 2}, hlc=2)
    again = said("d~6~0a0b0c0d0e0f", 1, {"x": 3}, {"x": ("d/5",)}, hlc=3)
    assert base_of(resolved([first, second, again])[2]) == {"x": ("d/5",)}
    early = said("d~6~0a0b0c0d0e0f", 1, {"x": 3}, {"x": ("d/5",)}, hlc=0)
    assert base_of(resolved([first, second, early])[2]) == {"x": ("d/5",)}


def test_who_knows_both_tells_them_apart() -> None:
    known = [said(HEIR, 1, {"x": 1}, hlc=1), said("d", 5, {"x": 3}, hlc=3)]
    base = told_apart({"x": ("d/5", f"{HEIR}/1"), "y": ("e/1",)}, known)
    assert base == {"x": ("d/5!", f"{HEIR}/1"), "y": ("e/1",)}
    said_then = said("e", 2, {"x": 2}, dict(base), hlc=4)
    assert base_of(resolved([*known, said_then])[2])["x"] == ("d/5", f"{HEIR}/1")


def test_where_nothing_was_said_again_nothing_is_told_apart() -> None:
    base = {"x": ("d/5",)}
    assert told_apart(base, [said("d", 5, {"x": 1})]) == base


def test_a_device_names_its_own() -> None:
    changes = [
        said(HEIR, 1, {"x": 1}, hlc=1),
        said("d", 5, {"x": 3}, hlc=1),
        said("d", 6, {"x": 4}, {"x": ("d/5",)}, hlc=2),
    ]
    assert base_of(resolved(changes)[2]) == {"x": ("d/5",)}


def test_an_heir_s_own_name_means_its_change() -> None:
    changes = [
        said(HEIR, 1, {"x": 1}, hlc=1),
        said("d", 5, {"x": 3}, hlc=3),
        said("f", 1, {"x": 4}, {"x": (f"{HEIR}/1",)}, hlc=4),
    ]
    assert base_of(resolved(changes)[2]) == {"x": (f"{HEIR}/1",)}


def test_a_name_of_nothing_that_is_here_stays() -> None:
    changes = [said(HEIR, 1, {"x": 1}), said("e", 1, {"x": 2}, {"x": ("d/9",)}, hlc=2)]
    assert base_of(resolved(changes)[1]) == {"x": ("d/9",)}


def test_what_came_twice_is_there_once() -> None:
    again = "d~4~0a0a0a0a0a0a"
    changes = [
        said(HEIR, 1, {"x": 1}, hlc=1),
        said(again, 2, {"x": 1}, hlc=1),
        said("e", 1, {"x": 2}, {"x": (f"{HEIR}/1",)}, hlc=2),
    ]
    found = resolved(changes)
    assert [change.dot for change in found] == [f"{again}/2", "e/1"]
    assert base_of(found[1]) == {"x": (f"{again}/2",)}


def test_other_words_under_one_name_are_both_there() -> None:
    changes = [said(HEIR, 1, {"x": 1}, hlc=1), said("d", 5, {"x": 2}, hlc=1)]
    assert resolved(changes) == changes


def test_what_was_erased_stays_as_it_is() -> None:
    erased = said(HEIR, 1, {})._replace(body=None)
    assert resolved([erased, said("e", 1, {"x": 1})]) == [erased, said("e", 1, {"x": 1})]


def test_items_are_apart() -> None:
    changes = [
        said(HEIR, 1, {"x": 1}, hlc=1, item="i"),
        said("e", 1, {"x": 2}, {"x": ("d/5",)}, hlc=2, item="j"),
    ]
    assert base_of(resolved(changes)[1]) == {"x": ("d/5",)}
