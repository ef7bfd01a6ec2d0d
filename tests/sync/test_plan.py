"""What a run decides (design sections 3.2 and 10), on values made by hand."""

from collections import Counter
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.domain.components import Problem
from jointdesk.domain.moments import DAY
from jointdesk.domain.resources import (
    Outcome,
    Plan,
    ResourceState,
    ResourceText,
    StoredResource,
)
from jointdesk.sync.comparing import compare
from jointdesk.sync.facts import Facts
from jointdesk.sync.plan import Reading, plan
from tests.sync.making import NOW, facts, stored, text

MISSING, UNPUBLISHED = ResourceState.MISSING, ResourceState.UNPUBLISHED


def decide(
    known: Sequence[StoredResource],
    said: Sequence[ResourceText],
    *,
    told: Mapping[str, Facts] = {},  # noqa: B006
    signatures: Mapping[int, str] = {},  # noqa: B006
    allow_mass_delete: bool = False,
    **reading: object,
) -> Plan:
    """Plan a run; `told` has the facts of texts by UID where they matter."""
    comparison = compare(known, said)
    found = {one: told.get(one.uid, facts()) for one in comparison.to_parse()}
    whole = Reading(found, is_empty=not said)._replace(**reading)
    return plan("c1", comparison, whole, signatures, NOW, allow_mass_delete=allow_mass_delete)


def outcomes(found: Plan) -> dict[str, int]:
    return {outcome.value: found.count(outcome) for outcome in Outcome if found.count(outcome)}


def test_a_first_read_makes_everything_new() -> None:
    found = decide([], [text("a"), text("b")])
    assert outcomes(found) == {"new": 2}
    assert [(write.resource_id, write.series_id) for write in found.writes] == [(None, "")] * 2


def test_the_same_text_is_neither_parsed_nor_written() -> None:
    known, said = [stored(1, "a")], [text("a")]
    assert list(compare(known, said).to_parse()) == []
    assert decide(known, said) == Plan("c1", unchanged=1)


def test_another_text_of_a_known_uid_changes_it_and_keeps_its_series() -> None:
    [write] = decide([stored(7, "a")], [text("a", "moved")]).writes
    assert (write.outcome, write.resource_id, write.series_id) == (Outcome.CHANGED, 7, "s7")


def test_a_text_that_had_problems_is_read_again_for_its_lines() -> None:
    known, said = [stored(1, "a", has_problems=True)], [text("a")]
    assert list(compare(known, said).to_parse()) == said
    assert decide(known, said).unchanged == 1


def test_cancelled_is_counted_once() -> None:
    told = {"a": facts(is_cancelled=True)}
    assert outcomes(decide([stored(1, "a")], [text("a", "off")], told=told)) == {"cancelled": 1}
    again = [stored(1, "a", "off", is_cancelled=True)]
    assert outcomes(decide(again, [text("a", "off, noted")], told=told)) == {"changed": 1}
    assert outcomes(decide([], [text("a", "off")], told=told)) == {"new": 1}


def test_what_is_gone_from_inside_the_window_is_missing() -> None:
    found = decide([stored(1, "a"), stored(2, "b")], [text("a")])
    assert (found.missing, found.unpublished, found.unchanged) == ((2,), (), 1)


def test_what_ended_before_the_window_is_no_longer_published() -> None:
    known = [
        stored(1, "last month", end=NOW - 30 * DAY),
        stored(2, "last week", end=NOW - 7 * DAY),
        stored(3, "yesterday", end=NOW - DAY),
    ]
    found = decide(known, [text("last week")])
    assert (found.missing, found.unpublished, found.guard) == ((3,), (1,), "")


def test_a_window_begins_no_later_than_now() -> None:
    known = [stored(1, "a", end=NOW + 30 * DAY), stored(2, "b", end=NOW + DAY)]
    assert decide(known, [text("a")]).missing == (2,)


def test_a_long_series_does_not_stretch_the_window() -> None:
    """A feed of the last month that also holds a series of years publishes no old meetings."""
    known = [stored(1, "weekly since 2019", end=None), stored(2, "old", end=NOW - 60 * DAY)]
    found = decide(known, [text("weekly since 2019")])
    assert (found.missing, found.unpublished) == ((), (2,))


def test_a_series_without_end_or_a_thing_without_date_is_inside_every_window() -> None:
    found = decide([stored(1, "a"), stored(2, "b", end=None)], [text("a")])
    assert found.missing == (2,)


def test_what_was_gone_before_is_no_news() -> None:
    known = [stored(1, "a"), stored(2, "b", state=MISSING), stored(3, "c", state=UNPUBLISHED)]
    assert decide(known, [text("a")]) == Plan("c1", unchanged=1)


def test_what_is_back_unchanged_is_restored() -> None:
    known = [stored(1, "a", state=MISSING), stored(2, "b", state=UNPUBLISHED)]
    found = decide(known, [text("a"), text("b")])
    assert (found.restored, found.unchanged, found.writes) == ((1, 2), 0, ())


def test_what_is_back_and_changed_is_changed() -> None:
    [write] = decide([stored(1, "a", state=MISSING)], [text("a", "new words")]).writes
    assert (write.outcome, write.resource_id) == (Outcome.CHANGED, 1)


# Changed UIDs


def test_all_uids_replaced_keep_their_series() -> None:
    known = [stored(number, f"old-{number}") for number in range(40)]
    said = [text(f"new-{number}") for number in range(40)]
    told = {f"new-{number}": facts(f"meeting {number}") for number in range(40)}
    found = decide(known, said, told=told, signatures={n: f"meeting {n}" for n in range(40)})
    assert outcomes(found) == {"changed": 40}
    assert found.guard == ""
    for write in found.writes:
        number = write.text.uid.removeprefix("new-")
        assert (write.resource_id, write.series_id) == (int(number), f"s{number}")


def test_two_alike_are_not_told_apart_by_guessing() -> None:
    known = [stored(1, "old-1"), stored(2, "old-2"), stored(3, "old-3")]
    told = {"new-1": facts("call"), "new-2": facts("call"), "new-3": facts("board")}
    signatures = {1: "call", 2: "call", 3: "board"}
    found = decide(known, [text(uid) for uid in told], told=told, signatures=signatures)
    assert outcomes(found) == {"new": 2, "changed": 1, "missing": 2}


def test_nothing_is_inherited_from_what_is_still_there_or_was_gone_before() -> None:
    known = [stored(1, "a"), stored(2, "b", state=MISSING)]
    told = {"c": facts("call")}
    found = decide(known, [text("a"), text("c")], told=told, signatures={1: "call", 2: "call"})
    assert outcomes(found) == {"new": 1, "unchanged": 1}


def test_no_signature_matches_nothing() -> None:
    found = decide([stored(1, "a")], [text("b")], signatures={1: ""})
    assert outcomes(found) == {"new": 1, "missing": 1}


def test_an_heir_that_came_cancelled_is_cancelled() -> None:
    told = {"b": facts("call", is_cancelled=True)}
    [write] = decide([stored(1, "a")], [text("b")], told=told, signatures={1: "call"}).writes
    assert (write.outcome, write.series_id) == (Outcome.CANCELLED, "s1")


# Several of one UID


def test_twins_are_told_apart_by_their_text_first() -> None:
    known = [stored(1, "a", "nine"), stored(2, "a", "ten", twin=1)]
    found = decide(known, [text("a", "ten"), text("a", "nine, in room 2")])
    [write] = found.writes
    assert (write.resource_id, write.twin, found.unchanged) == (1, 0, 1)


def test_a_second_of_one_uid_gets_a_number_that_is_free() -> None:
    known = [stored(1, "a", "nine"), stored(2, "a", "gone", twin=1, state=MISSING)]
    found = decide(known, [text("a", "nine"), text("a", "x"), text("a", "y")])
    assert [(write.resource_id, write.twin) for write in found.writes] == [(2, 1), (None, 2)]


def test_one_of_two_gone_is_missing() -> None:
    known = [stored(1, "a", "nine"), stored(2, "a", "ten", twin=1)]
    found = decide(known, [text("a", "ten")])
    assert (found.missing, found.unchanged) == ((1,), 1)


# What could not be read


def test_a_text_of_which_nothing_came_in_leaves_the_last_good_one() -> None:
    told = dict.fromkeys("ab", facts(is_readable=False))
    found = decide([stored(1, "a")], [text("a", "broken"), text("b", "broken")], told=told)
    assert found == Plan("c1", unchanged=1)


def test_what_is_rejected_is_not_missing() -> None:
    found = decide(
        [stored(1, "a"), stored(2, "b")],
        [text("b")],
        rejected=(Problem("f.ics", 9, "a", "It is broken"),),
    )
    assert (found.missing, found.unchanged) == ((), 2)


def test_a_file_that_could_not_be_read_keeps_what_it_held() -> None:
    known = [stored(1, "a", href="a.ics"), stored(2, "b", href="b.ics"), stored(3, "c", href="c")]
    said = [text("a", href="a.ics")]
    found = decide(known, said, files=frozenset(("a.ics", "c")))
    assert (found.missing, found.unchanged) == ((3,), 2)


# The guard


def shrunken(size: int, gone: int, *, allow: bool = False) -> Plan:
    known = [stored(number, f"u{number}") for number in range(size)]
    said = [text(f"u{number}") for number in range(gone, size)]
    return decide(known, said, allow_mass_delete=allow)


@pytest.mark.parametrize(
    ("size", "gone", "is_guarded"),
    [(120, 48, True), (11, 10, False), (55, 11, False), (54, 11, True), (12, 11, True)],
)
def test_the_guard_holds_back_more_than_ten_and_more_than_a_fifth(
    size: int, gone: int, is_guarded: bool
) -> None:
    found = shrunken(size, gone)
    assert bool(found.guard) is is_guarded
    assert len(found.missing) == gone
    assert found.unchanged == size - gone


def test_the_guard_says_what_would_happen() -> None:
    assert shrunken(120, 48).guard == (
        "This update would remove 48 of 120 meetings. Nothing was removed. Is that right?"
    )
    assert shrunken(120, 48, allow=True).guard == ""


def test_the_guard_counts_neither_the_past_nor_what_was_gone() -> None:
    known = [stored(number, f"u{number}") for number in range(50)]
    known += [stored(100 + n, f"old{n}", end=NOW - DAY) for n in range(50)]
    known += [stored(200 + n, f"gone{n}", state=MISSING) for n in range(50)]
    found = decide(known, [text(f"u{number}") for number in range(11, 50)])
    assert found.guard.startswith("This update would remove 11 of 50 meetings.")
    assert found.unpublished == ()


def test_the_guard_lets_in_what_is_new_or_changed() -> None:
    known = [stored(number, f"u{number}") for number in range(20)]
    found = decide(known, [text("u0", "changed"), text("new")])
    assert outcomes(found) == {"new": 1, "changed": 1, "missing": 19}
    assert found.guard


def test_an_empty_source_removes_nothing_however_little_there_was() -> None:
    known = [stored(1, "a"), stored(2, "b", end=NOW - DAY)]
    found = decide(known, [])
    assert found.guard == (
        "This update is empty and would remove 1 of 1 meetings. Nothing was removed. Is that right?"
    )
    assert found.unpublished == ()
    allowed = decide(known, [], allow_mass_delete=True)
    assert (allowed.guard, allowed.missing, allowed.unpublished) == ("", (1,), (2,))


def test_an_empty_source_that_always_was_is_no_trouble() -> None:
    assert decide([], []) == Plan("c1")
    assert decide([stored(1, "a", state=MISSING)], []) == Plan("c1")


def test_a_source_that_breaks_off_removes_nothing() -> None:
    found = decide([stored(1, "a"), stored(2, "b")], [text("a")], is_whole=False)
    assert found.guard.startswith("This update breaks off in the middle and would remove 1 of 2")
    assert decide([stored(1, "a")], [text("a")], is_whole=False).guard == ""


# Properties

words = st.sampled_from(["", "x", "y"])
uids = st.sampled_from("abcdef")
said_lists = st.lists(st.builds(text, uids, words), max_size=8)


@st.composite
def known_lists(draw: st.DrawFn) -> list[StoredResource]:
    twins: dict[str, int] = {}
    known = []
    for number, uid in enumerate(draw(st.lists(uids, max_size=8))):
        twin = twins[uid] = twins.get(uid, -1) + 1
        state = draw(st.sampled_from(ResourceState))
        end = draw(st.sampled_from([None, NOW - DAY, NOW + DAY]))
        known.append(stored(number, uid, draw(words), twin=twin, state=state, end=end))
    return known


@given(known_lists(), said_lists, st.booleans())
def test_every_resource_has_exactly_one_outcome(
    known: list[StoredResource], said: list[ResourceText], allow: bool
) -> None:
    told = {uid: facts(uid if uid in "abc" else "call") for uid in "abcdef"}
    signatures = {one.id: "abc"[one.id % 3] for one in known}
    found = decide(known, said, told=told, signatures=signatures, allow_mass_delete=allow)
    written = [write.resource_id for write in found.writes if write.resource_id is not None]
    touched = [*written, *found.missing, *found.unpublished, *found.restored]
    assert len(touched) == len(set(touched))
    states = {one.id: one.state for one in known}
    for number in (*found.missing, *found.unpublished):
        assert states[number] is ResourceState.PRESENT
    for number in found.restored:
        assert states[number] is not ResourceState.PRESENT
    assert len(said) == len(found.writes) + len(found.restored) + found.unchanged
    keys = {(one.uid, one.twin) for one in known if one.id not in written}
    for write in found.writes:
        assert (write.text.uid, write.twin) not in keys
        keys.add((write.text.uid, write.twin))


@given(known_lists(), said_lists)
def test_a_second_run_finds_nothing_to_do(
    known: list[StoredResource], said: list[ResourceText]
) -> None:
    found = decide(known, said, allow_mass_delete=True)
    after = {one.id: one for one in known}
    for number in found.missing:
        after[number] = after[number]._replace(state=MISSING)
    for number in found.unpublished:
        after[number] = after[number]._replace(state=UNPUBLISHED)
    for number in found.restored:
        after[number] = after[number]._replace(state=ResourceState.PRESENT)
    for new, write in enumerate(found.writes, start=1000):
        number = new if write.resource_id is None else write.resource_id
        after[number] = StoredResource(
            number, write.text.uid, write.twin, f"s{number}", write.text.digest,
            ResourceState.PRESENT, write.is_cancelled, write.has_problems, write.end,
        )  # fmt: skip
    assert decide(list(after.values()), said) == Plan("c1", unchanged=len(said))


@given(known_lists(), said_lists, st.integers(1, 4))
def test_planning_part_by_part_comes_to_the_same(
    known: list[StoredResource], said: list[ResourceText], size: int
) -> None:
    comparison = compare(known, said)
    reading = Reading({one: facts() for one in comparison.to_parse()}, is_empty=not said)
    whole = plan("c1", comparison, reading, {}, NOW)
    parts = [plan("c1", part, reading, {}, NOW) for part in comparison.parts(size)]
    writes = Counter(write for part in parts for write in part.writes)
    assert writes == Counter(whole.writes)
    counts: Counter[str] = Counter()
    for part in parts:
        counts.update(part.done_counts())
    assert counts == whole.done_counts()
    assert [one for part in parts for one in part.restored] == list(whole.restored)
