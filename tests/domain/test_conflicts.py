"""The ids of conflicts: the same for everybody, whichever copies of its meetings they see."""

from jointdesk.domain.conflicts import Conflict, Severity, conflict_id, known_as


def conflict(participants: tuple[str, ...], copies: set[str]) -> Conflict:
    return Conflict(
        id=conflict_id("DIA-01", participants), code="DIA-01", severity=Severity.RED,
        start=0, end=1, anchor=0, org_ids=(), participants=participants,
        copy_keys=frozenset(copies), series_ids=frozenset(), collection_ids=frozenset(),
        message="", fingerprint="",
    )  # fmt: skip


def test_a_conflict_of_single_copies_has_one_id() -> None:
    made = conflict(("a", "b"), {"a", "b"})
    assert known_as(made) == {made.id}


def test_who_sees_other_copies_knows_it_by_an_id_that_is_found_too() -> None:
    mine = conflict(("a", "b"), {"a", "a2", "b"})
    theirs = conflict(("a2", "b"), {"a2", "b"})
    assert theirs.id in known_as(mine)
    assert mine.id in known_as(mine)


def test_of_very_many_copies_no_ids_are_sought() -> None:
    made = conflict(("k1", "k2"), {f"k{n}" for n in range(40)})
    assert known_as(made) == {made.id}


def test_one_without_meetings_keeps_its_own() -> None:
    made = conflict(("a task",), set())
    assert known_as(made) == {made.id}
