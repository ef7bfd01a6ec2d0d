"""Resources: exact texts version by version, runs that can be undone, nothing lost."""

import sqlite3
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jointdesk.domain.components import Problem
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.moments import DAY
from jointdesk.domain.resources import Outcome, Plan, ResourceState, ResourceText, StoredResource
from jointdesk.domain.sources import Connection
from jointdesk.store import versions
from jointdesk.store.connections import add_connection, find_connection
from jointdesk.store.desk import Desk, create_desk
from jointdesk.store.integrity import check
from jointdesk.store.resources import (
    Applied,
    Problems,
    apply_plan,
    current_text,
    erase_old_versions,
    problems,
    replace_problems,
    runs,
    stored_resources,
    texts,
    undo_run,
)
from jointdesk.store.versions import index_made_at_once
from tests.store.samples import (
    DIRECTOR,
    FEED,
    NOW,
    PA,
    changed,
    later,
    new,
    plan_of,
    resource_text,
)

PRESENT, MISSING, KEPT, UNPUBLISHED = ResourceState


def stored(desk: Desk) -> dict[str, StoredResource]:
    return {one.uid: one for one in stored_resources(desk, FEED)}


def states(desk: Desk) -> dict[str, ResourceState]:
    return {uid: one.state for uid, one in stored(desk).items()}


def run(desk: Desk, *writes: Any, **parts: Any) -> Applied:
    return apply_plan(desk, plan_of(writes, **parts), DIRECTOR)


def undo(desk: Desk, applied: Applied) -> Applied:
    assert applied.run_id is not None
    return undo_run(desk, applied.run_id, PA)


# A run


def test_what_is_new_is_stored_word_for_word(desk: Desk) -> None:
    text = resource_text("a@x", "Café\n \x00")._replace(href="work/a.ics", line=7, lines=(7, 19))
    applied = run(desk, new("a@x")._replace(text=text, twin=2, has_problems=True, end=None))
    assert applied == Applied(1, {1: text}, [])
    assert current_text(desk.connection, 1) == text
    assert dict(texts(desk)) == dict(texts(desk, [1])) == {1: text}
    [one] = stored_resources(desk, FEED)
    assert one == StoredResource(
        1, "a@x", 2, one.series_id, text.digest, PRESENT, False, True, None, "work/a.ics"
    )
    assert stored_resources(desk, "other") == []


def test_a_resource_that_is_not_there_is_named(desk: Desk) -> None:
    with pytest.raises(NotFoundError):
        current_text(desk.connection, 7)


def test_series_ids_are_random_and_kept(desk: Desk) -> None:
    run(desk, *[new(f"{number}@x") for number in range(50)])
    ids = {one.series_id for one in stored(desk).values()}
    assert len(ids) == 50
    assert all(len(id_) == 16 and id_.startswith("k") for id_ in ids)
    run(desk, changed(1, "0@x", "Other"), changed(2, "new@x", "Meeting"))
    after = stored(desk)
    assert {one.series_id for one in after.values()} == ids
    assert after["new@x"].id == 2  # a changed UID carries everything over
    run(desk, new("b@x")._replace(series_id="kept"))
    assert stored(desk)["b@x"].series_id == "kept"


def test_frames_are_stored_once(desk: Desk) -> None:
    other = new("c@x")._replace(text=resource_text("c@x", frame=b"another frame"))
    run(desk, new("a@x"), new("b@x"), other)
    run(desk, changed(1, "a@x", "Changed"))
    assert desk.connection.execute("SELECT count(*) FROM frame").fetchone() == (2,)
    assert current_text(desk.connection, 3).frame == b"another frame"


def test_what_changes_nothing_makes_no_run(desk: Desk) -> None:
    run(desk, new("a@x"))
    before = desk.connection.total_changes
    assert run(desk, unchanged=1) == Applied(None, {}, [])
    assert run(desk, missing=(1,), guard="Is that right?") == Applied(None, {}, [])
    assert desk.connection.total_changes == before
    assert len(runs(desk, FEED)) == 1


def test_runs_tell_what_they_did_newest_first(desk: Desk) -> None:
    run(desk, new("a@x"), new("b@x"))
    gone = changed(2, "b@x", "Gone", is_cancelled=True)._replace(outcome=Outcome.CANCELLED)
    run(desk, changed(1, "a@x", "Changed"), gone, new("c@x"), unchanged=4)
    last, first = runs(desk, FEED)
    assert (first.id, first.collection_id, first.at, first.person_id) == (1, FEED, NOW, "director")
    assert last.counts == {"new": 1, "changed": 1, "unchanged": 4, "cancelled": 1, "missing": 0}
    assert last.undone_at is None
    assert stored(desk)["b@x"].is_cancelled
    assert runs(desk, "other") == []


def test_what_is_missing_leaves_and_comes_back(desk: Desk) -> None:
    run(desk, new("a@x"), new("b@x"), new("c@x"))
    applied = run(desk, missing=(1, 2), unpublished=(3,))
    assert (applied.changed, applied.gone) == ({}, [1, 2])
    assert states(desk) == {"a@x": MISSING, "b@x": MISSING, "c@x": UNPUBLISHED}
    assert dict(texts(desk)).keys() == {3}
    applied = run(desk, changed(2, "b@x", "Back"), restored=(1,))
    assert applied.changed == {1: resource_text("a@x"), 2: resource_text("b@x", "Back")}
    assert states(desk) == {"a@x": PRESENT, "b@x": PRESENT, "c@x": UNPUBLISHED}


def test_the_guard_keeps_what_is_missing_and_lets_the_rest_in(desk: Desk) -> None:
    run(desk, new("a@x"), new("b@x"))
    applied = run(desk, new("c@x"), missing=(1, 2), guard="Is that right?")
    assert applied.gone == []
    assert set(states(desk).values()) == {PRESENT}
    assert runs(desk, FEED)[0].counts["missing"] == 0


def test_a_run_is_part_of_the_callers_transaction(desk: Desk) -> None:
    def fail_after_run() -> None:
        with desk.transaction():
            run(desk, new("a@x"))
            raise KeyError

    with pytest.raises(KeyError):
        fail_after_run()
    assert stored(desk) == {}
    assert runs(desk, FEED) == []


def test_one_uid_may_stand_twice_but_not_as_the_same(desk: Desk) -> None:
    run(desk, new("a@x"), new("a@x", "Twin", twin=1))
    with pytest.raises(sqlite3.IntegrityError):
        run(desk, new("a@x"))
    assert len(stored_resources(desk, FEED)) == 2


def test_a_large_import_makes_its_index_at_once_and_keeps_its_promise(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(versions, "_MANY", 3)
    with pytest.raises(sqlite3.IntegrityError), desk.transaction():
        with index_made_at_once(desk.connection, 4):
            run(desk, *[new(uid) for uid in ("a@x", "b@x", "c@x", "a@x")])
    assert stored(desk) == {}
    with desk.transaction(), index_made_at_once(desk.connection, 4):
        run(desk, *[new(f"{number}@x") for number in range(4)])
    with pytest.raises(sqlite3.IntegrityError):
        run(desk, new("0@x"))
    assert check(desk) == []


def test_texts_cannot_be_altered_or_removed(desk: Desk) -> None:
    run(desk, new("a@x"))
    for statement in (
        "UPDATE resource_version SET text = x'00'",
        "UPDATE resource_version SET hash = x'00', text = NULL",
        "DELETE FROM resource_version",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="erased|append-only"):
            desk.connection.execute(statement)


# Undoing a run


def test_undoing_an_import_takes_it_out_of_the_diary(desk: Desk) -> None:
    applied = run(desk, new("a@x"), new("b@x"))
    assert undo(desk, applied) == Applied(1, {}, [1, 2])
    assert set(states(desk).values()) == {MISSING}
    [one] = runs(desk, FEED)
    assert one.undone_at == PA.at
    ids = {one.series_id for one in stored(desk).values()}
    run(desk, restored=(1, 2))
    assert {one.series_id for one in stored(desk).values()} == ids


def test_undoing_a_run_brings_back_what_it_replaced_and_took_away(desk: Desk) -> None:
    run(desk, *[new(f"{letter}@x") for letter in "abcde"])
    run(desk, missing=(4,), unpublished=(5,))
    before = stored_resources(desk, FEED)
    applied = run(
        desk,
        changed(1, "a@x", "Changed", is_cancelled=True, end=None, has_problems=True),
        changed(2, "b2@x", "New UID"),
        changed(4, "d@x", "Back"),
        new("f@x"),
        missing=(3,),
        restored=(5,),
    )
    undone = undo(desk, applied)
    assert stored_resources(desk, FEED)[:5] == before
    assert states(desk)["f@x"] is MISSING
    assert undone.gone == [4, 6]
    assert {id_: text.uid for id_, text in undone.changed.items()} == {
        1: "a@x", 2: "b@x", 3: "c@x", 5: "e@x",
    }  # fmt: skip
    assert undone.changed[1] == resource_text("a@x")
    assert check(desk) == []


def test_undoing_a_run_pauses_its_connection_which_then_looks_at_everything(desk: Desk) -> None:
    connection = Connection(
        FEED, "feed.ics", etag="e", last_modified="m", digest="d", read_at=NOW, error="x"
    )
    add_connection(desk, connection)
    add_connection(desk, Connection("other", "other.ics", etag="e"))
    undo(desk, run(desk, new("a@x")))
    paused = Connection(FEED, "feed.ics", read_at=NOW, error="x", paused=True)
    assert find_connection(desk.connection, FEED) == paused
    other = find_connection(desk.connection, "other")
    assert other is not None
    assert (other.etag, other.paused) == ("e", False)


def test_a_later_run_is_undone_first(desk: Desk) -> None:
    first, last = run(desk, new("a@x")), run(desk, new("b@x"))
    apply_plan(desk, Plan("other", (new("c@x"),)), DIRECTOR)
    with pytest.raises(WrongUseError, match="Run 2 of this source came later"):
        undo(desk, first)
    undo(desk, last)
    undo(desk, first)
    with pytest.raises(WrongUseError, match="Run 1 was undone before"):
        undo(desk, first)
    with pytest.raises(NotFoundError, match="no run 9"):
        undo_run(desk, 9, PA)


def test_a_uid_that_was_taken_meanwhile_comes_back_as_a_twin(desk: Desk) -> None:
    run(desk, new("a@x"))
    renamed = run(desk, changed(1, "b@x", "Meeting"))
    undo(desk, run(desk, new("a@x", "Another")))
    undo(desk, renamed)
    found = {one.id: (one.uid, one.twin, one.state) for one in stored_resources(desk, FEED)}
    assert found == {1: ("a@x", 1, PRESENT), 2: ("a@x", 0, MISSING)}


TITLES = st.sampled_from(["A", "B", "C"])
FEEDS = st.lists(st.dictionaries(st.sampled_from(["a@x", "b@x", "c@x"]), TITLES), max_size=5)


@settings(max_examples=20)
@given(FEEDS)
def test_undoing_all_runs_goes_back_through_the_same_states(feeds: list[dict[str, str]]) -> None:
    def in_diary(desk: Desk) -> list[ResourceText]:
        return sorted(text for _, text in texts(desk))

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        with create_desk(
            place / "a.desk", name="A", zone="Europe/London", data_folder=place
        ) as desk:
            seen: list[tuple[Applied, list[ResourceText]]] = []
            for feed in feeds:
                before = in_diary(desk)
                applied = apply_plan(desk, plan_for(desk, feed), DIRECTOR)
                expected = sorted(resource_text(uid, title) for uid, title in feed.items())
                assert in_diary(desk) == expected
                if applied.run_id:
                    seen.append((applied, before))
            for applied, before in reversed(seen):
                undo(desk, applied)
                assert in_diary(desk) == before
            assert check(desk) == []


def plan_for(desk: Desk, feed: dict[str, str]) -> Plan:
    """What planning would decide for a feed of these titles by UID."""
    known = stored(desk)
    wanted = {uid: resource_text(uid, title).digest for uid, title in feed.items()}
    same = [one for one in known.values() if wanted.get(one.uid) == one.digest]
    fresh = {uid: title for uid, title in feed.items() if uid not in {one.uid for one in same}}
    return plan_of(
        [
            changed(known[uid].id, uid, title) if uid in known else new(uid, title)
            for uid, title in fresh.items()
        ],
        restored=tuple(one.id for one in same if one.state is MISSING),
        missing=tuple(
            one.id for one in known.values() if one.uid not in feed and one.state is PRESENT
        ),
    )


# Keeping texts


def test_superseded_texts_are_erased_after_their_time_and_hashes_stay(desk: Desk) -> None:
    run(desk, new("a@x"), new("b@x"))
    apply_plan(desk, plan_of([changed(1, "a@x", "Second")]), later(DIRECTOR, 10 * DAY))
    last = apply_plan(desk, plan_of([changed(1, "a@x", "Third")]), later(DIRECTOR, 20 * DAY))
    assert erase_old_versions(desk, NOW + 99 * DAY) == 0
    assert erase_old_versions(desk, NOW + 101 * DAY) == 1
    assert erase_old_versions(desk, NOW + 101 * DAY) == 0
    kept = desk.connection.execute("SELECT text IS NULL, length(hash) FROM resource_version")
    assert kept.fetchall() == [(1, 32), (0, 32), (0, 32), (0, 32)]
    undo(desk, last)
    assert current_text(desk.connection, 1) == resource_text("a@x", "Second")
    with pytest.raises(WrongUseError, match="can no longer be undone"):
        undo_run(desk, 2, PA)
    assert erase_old_versions(desk, PA.at + 91 * DAY) == 1  # the third, which was undone
    assert dict(texts(desk)) == {1: resource_text("a@x", "Second"), 2: resource_text("b@x")}
    assert check(desk) == []


# Problems


def test_problems_describe_the_current_text(desk: Desk) -> None:
    rejected = [Problem("a.ics", 7, "a@x", "no start", "BEGIN:VEVENT"), Problem("", 1, "", "x")]
    notes = [Problem("a.ics", 9, "b@x", "unknown zone")]
    assert problems(desk, FEED) == Problems((), ())
    replace_problems(desk, FEED, rejected, notes)
    assert problems(desk, FEED) == Problems(tuple(rejected), tuple(notes))
    before = desk.connection.total_changes
    replace_problems(desk, FEED, rejected, notes)
    assert desk.connection.total_changes == before
    replace_problems(desk, FEED, [], notes)
    assert problems(desk, FEED) == Problems((), tuple(notes))
    assert problems(desk, "other") == Problems((), ())
