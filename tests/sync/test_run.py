"""Whole runs on a real desk: what comes in, what stays, and what a failure leaves behind."""

import random
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from jointdesk.domain.errors import StoppedError, WrongUseError
from jointdesk.domain.resources import Outcome, ResourceState
from jointdesk.sources.feeds import FeedSource
from jointdesk.sources.files import FileSource, FolderSource
from jointdesk.sources.memory import MemorySource
from jointdesk.sources.protocol import Part
from jointdesk.store.resources import runs, undo_run
from jointdesk.sync.drafting import draft_parts
from jointdesk.sync.preview import Preview
from jointdesk.sync.report import Report
from jointdesk.sync.run import carry_out, run
from tests.sync.making import calendar, event

Folder = Callable[..., Path]
THREE = calendar(event("a"), event("b"), event("c"))


def counts(report: Report) -> dict[str, int]:
    found = {outcome.value: getattr(report, outcome.value) for outcome in Outcome}
    return {name: count for name, count in found.items() if count}


def test_a_first_read_brings_everything_in(diary: Any) -> None:
    report = diary.read(THREE)
    assert counts(report) == {"new": 3}
    assert (report.id, report.org_id, report.stored, report.error) == ("wex", "o1", 3, "")
    assert report.run is not None
    assert diary.titles() == ["Meeting a", "Meeting b", "Meeting c"]
    assert diary.connection.read_at == diary.now


def test_reading_the_same_again_writes_nothing(diary: Any) -> None:
    diary.read(THREE)
    before = diary.rows()
    for data in (THREE, THREE.replace(b"20261101T", b"20261129T"), THREE + b"\r\n"):
        report = diary.read(data)
        assert counts(report) == {"unchanged": 3}
        assert (report.run, report.stored) == (None, 0)
        assert diary.rows() == before
    assert diary.connection.read_at == diary.now


def test_a_source_that_says_nothing_changed_is_not_looked_at(diary: Any) -> None:
    bad = event("bad", "SUMMARY:No end")[: -len("END:VEVENT\r\n")]
    source = MemorySource((Part("", calendar(event("a"), bad, event("b"))),), etag="7")
    first = diary.read(source)
    assert diary.connection.etag == "7"
    assert len(first.rejected) == 1
    again = diary.read(MemorySource((), etag="7"))
    assert counts(again) == {"unchanged": 2}
    assert (again.rejected, again.notes) == (first.rejected, first.notes)
    assert again.has_trouble


def test_one_change_is_one_change(diary: Any) -> None:
    diary.read(THREE)
    report = diary.read(THREE.replace(b"Meeting b", b"Board"))
    assert counts(report) == {"changed": 1, "unchanged": 2}
    assert report.stored == 1
    assert diary.titles() == ["Board", "Meeting a", "Meeting c"]


def test_one_change_among_many_costs_one_parse(diary: Any) -> None:
    events = [event(f"u{number}") for number in range(2000)]
    diary.read(calendar(*events))
    events[1000] = event("u1000", "SUMMARY:Board")
    draft = diary.draft(calendar(*events))
    assert len(draft.parsing.facts) == 1
    assert draft.plan.unchanged == 1999


def in_parts_of(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    """Let runs be planned and carried out in parts of so many texts."""
    monkeypatch.setattr("jointdesk.sync.run.draft_parts", partial(draft_parts, most=most))


def test_a_large_read_in_parts_is_one_run(diary: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    in_parts_of(monkeypatch, 3)
    odd = event("odd", "DURATION:PT1H", "SUMMARY:Odd", "RRULE:FREQ=DAILY;INTERVAL=0")
    bad = event("bad", start="20261399T090000Z")
    events = [odd, *(event(f"u{number}") for number in range(9)), bad]
    report = diary.read(calendar(*events))
    assert counts(report) == {"new": 10}
    assert [one.uid for one in (*report.notes, *report.rejected)] == ["odd", "bad"]
    assert (report.stored, len(diary.titles())) == (10, 10)
    [kept] = runs(diary.desk, "wex")
    assert (kept.id, kept.counts["new"]) == (report.run, 10)
    undo_run(diary.desk, kept.id, diary.actor)
    assert {one.state for one in diary.stored().values()} == {ResourceState.MISSING}


def test_a_change_in_the_last_part_counts_the_others(
    diary: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_parts_of(monkeypatch, 1)
    diary.read(THREE)
    report = diary.read(THREE.replace(b"Meeting c", b"Board"))
    assert counts(report) == {"changed": 1, "unchanged": 2}
    kept = runs(diary.desk, "wex")[0].counts
    assert {name: count for name, count in kept.items() if count} == counts(report)
    assert diary.titles() == ["Board", "Meeting a", "Meeting b"]


def test_all_uids_replaced_keep_their_series(diary: Any) -> None:
    diary.read(THREE)
    before = diary.stored()
    events = [event(f"{uid}-2", "DURATION:PT1H", f"SUMMARY:meeting  {uid}") for uid in "abc"]
    report = diary.read(calendar(*events))
    assert counts(report) == {"changed": 3}
    after = diary.stored()
    assert set(after) == {"a-2", "b-2", "c-2"}
    for uid in "abc":
        assert after[f"{uid}-2"].series_id == before[uid].series_id
    assert len(diary.titles()) == 3


def test_a_moved_series_keeps_its_id(diary: Any) -> None:
    weekly = ("RRULE:FREQ=WEEKLY;COUNT=5", "DURATION:PT1H", "SUMMARY:Weekly")
    diary.read(calendar(event("w", *weekly)))
    before = diary.stored()["w"]
    report = diary.read(calendar(event("w", *weekly, start="20261214T093000Z")))
    assert counts(report) == {"changed": 1}
    assert diary.stored()["w"].series_id == before.series_id


def test_a_cancelled_meeting_is_counted_once_and_stays(diary: Any) -> None:
    diary.read(THREE)
    off = event("b", "DURATION:PT1H", "SUMMARY:Meeting b", "STATUS:CANCELLED", "SEQUENCE:1")
    data = calendar(event("a"), off, event("c"))
    assert counts(diary.read(data)) == {"cancelled": 1, "unchanged": 2}
    assert counts(diary.read(data + b"\r\n")) == {"unchanged": 3}
    assert len(diary.titles()) == 3


def test_a_cancellation_by_method_wins_in_a_folder(diary: Any, folder: Folder) -> None:
    diary.read(FolderSource(folder(invitation=calendar(event("a"), method="REQUEST"))))
    off = event("a", "DURATION:PT1H", "SUMMARY:Meeting a", "SEQUENCE:1", "STATUS:CANCELLED")
    report = diary.read(FolderSource(folder(off=calendar(off, method="CANCEL"))))
    assert counts(report) == {"cancelled": 1}


def test_a_cancellation_without_start_leaves_the_time_it_cancels(
    diary: Any, folder: Folder
) -> None:
    diary.read(FolderSource(folder(invitation=calendar(event("a"), method="REQUEST"))))
    off = event("a", "SEQUENCE:1").replace("DTSTART:20261214T090000Z\r\n", "")
    report = diary.read(FolderSource(folder(off=calendar(off, method="CANCEL"))))
    assert counts(report) == {"cancelled": 1}
    rows = diary.desk.connection.execute("SELECT status, start IS NULL FROM component").fetchall()
    assert rows == [("CANCELLED", 0)]


# Absence


def test_what_is_gone_leaves_the_diary_and_comes_back_as_it_was(diary: Any) -> None:
    diary.read(THREE)
    before = diary.stored()
    report = diary.read(calendar(event("a"), event("b")))
    assert counts(report) == {"unchanged": 2, "missing": 1}
    assert (report.stored, report.error) == (1, "")
    assert diary.titles() == ["Meeting a", "Meeting b"]
    report = diary.read(THREE)
    assert counts(report) == {"unchanged": 2, "changed": 1}
    assert diary.titles() == ["Meeting a", "Meeting b", "Meeting c"]
    assert diary.stored() == before


def test_what_a_feed_no_longer_publishes_stays(diary: Any) -> None:
    old = [event(f"old{day}", start=f"2026100{day}T090000Z") for day in range(1, 6)]
    diary.read(calendar(*old, event("a")))
    report = diary.read(calendar(*old[3:], event("a")))
    assert counts(report) == {"unchanged": 3}
    assert report.stored == 3
    assert len(diary.titles()) == 6
    assert counts(diary.read(calendar(*old[3:], event("a")) + b"\n")) == {"unchanged": 3}
    assert diary.stored()["old1"].state is ResourceState.UNPUBLISHED


def test_a_shrunken_source_removes_nothing_until_a_person_says_so(diary: Any) -> None:
    events = [event(f"u{number:02}") for number in range(30)]
    diary.read(calendar(*events))
    less = MemorySource((Part("", calendar(*events[12:], event("new"))),), etag="less")
    report = diary.read(less)
    assert counts(report) == {"new": 1, "unchanged": 18, "missing": 12}
    assert report.error == (
        "This update would remove 12 of 30 meetings. Nothing was removed. Is that right?"
    )
    assert len(diary.titles()) == 31
    assert diary.connection.error == report.error
    # Asked again, the same source is looked at again: nothing is forgotten.
    assert counts(diary.read(less)) == {"unchanged": 19, "missing": 12}
    allowed = diary.read(less, allow_mass_delete=True)
    assert counts(allowed) == {"unchanged": 19, "missing": 12}
    assert allowed.error == ""
    assert len(diary.titles()) == 19
    assert counts(diary.read(less)) == {"unchanged": 19}


def test_an_empty_source_removes_nothing(diary: Any) -> None:
    diary.read(THREE)
    report = diary.read(calendar())
    assert counts(report) == {"missing": 3}
    assert report.error.startswith("This update is empty")
    assert report.stored == 0
    assert len(diary.titles()) == 3
    assert counts(diary.read(THREE)) == {"unchanged": 3}
    assert diary.connection.error == ""


def test_a_file_that_is_cut_off_removes_nothing(diary: Any) -> None:
    diary.read(THREE)
    report = diary.read(THREE[: THREE.index(b"BEGIN:VEVENT\r\nUID:c")])
    assert counts(report) == {"unchanged": 2, "missing": 1}
    assert report.error.startswith("This update breaks off")
    assert len(diary.titles()) == 3


def test_a_source_that_cannot_be_read_changes_nothing(diary: Any, tmp_path: Path) -> None:
    path = tmp_path / "wex.ics"
    path.write_bytes(THREE)
    diary.read(FileSource(path))
    before, read_at = diary.rows(), diary.connection.read_at
    path.unlink()
    report = diary.read(FileSource(path))
    assert report.error.startswith("The Wexmere diary could not be read (the file is not there).")
    assert "You see it as of 08:01." in report.error
    assert counts(report) == {}
    assert diary.rows() == before
    assert (diary.connection.read_at, diary.connection.error) == (read_at, report.error)
    path.write_bytes(b"Dear all,")
    assert "wex.ics is not a calendar file" in diary.read(FileSource(path)).error
    path.write_bytes(THREE)
    assert diary.read(FileSource(path)).error == ""
    assert diary.connection.error == ""


# Partly bad


def test_the_good_part_of_a_bad_file_comes_in(diary: Any) -> None:
    cut = event("bad", "SUMMARY:No end")[: -len("END:VEVENT\r\n")]
    report = diary.read(calendar(event("a"), cut, event("b", start="20261399T090000Z"), event("c")))
    assert diary.titles() == ["Meeting a", "Meeting c"]
    assert [(one.file, one.uid) for one in report.rejected] == [
        ("wex.ics", "bad"),
        ("wex.ics", "b"),
    ]
    assert [one.line for one in report.rejected] == [11, 16]


def test_a_meeting_that_turned_bad_stays_as_it_last_was(diary: Any) -> None:
    diary.read(THREE)
    bad = calendar(event("a"), event("b", start="20261399T090000Z"), event("c"))
    report = diary.read(bad)
    assert counts(report) == {"unchanged": 3}
    assert [one.uid for one in report.rejected] == ["b"]
    assert len(diary.titles()) == 3


def test_lines_of_notes_are_those_of_the_current_text(diary: Any) -> None:
    odd = event("a", "DURATION:PT1H", "SUMMARY:Odd", "RRULE:FREQ=DAILY;INTERVAL=0")
    first = diary.read(calendar(odd))
    [note] = first.notes
    assert (note.uid, note.file) == ("a", "wex.ics")
    second = diary.read(calendar(event("b"), odd))
    assert counts(second) == {"new": 1, "unchanged": 1}
    assert [one.line - note.line for one in second.notes] == [7]
    assert diary.read(calendar(event("b"), odd)).notes == second.notes


def test_a_series_that_comes_too_often_is_noted_each_time(diary: Any) -> None:
    often = event("a", "SUMMARY:Pulse", "RRULE:FREQ=MINUTELY")
    first = diary.read(calendar(often))
    [note] = first.notes
    assert (note.uid, note.file, note.line) == ("a", "wex.ics", 4)
    assert "too often" in note.reason
    assert counts(first) == {"new": 1}
    assert not first.has_trouble
    for more in (b"", b"\r\n"):
        again = diary.read(calendar(often) + more)
        assert (counts(again), again.notes) == ({"unchanged": 1}, first.notes)


def test_many_series_that_come_too_often_cost_no_more_than_a_few(
    diary: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jointdesk.sync.parsing.MOST_INSTANCES", 1000)
    busy = [event(f"busy{number}", "RRULE:FREQ=HOURLY") for number in range(3)]
    daily = event("daily", "RRULE:FREQ=DAILY")
    report = diary.read(calendar(*busy, daily, event("a")))
    assert [(one.uid, one.reason.split(":")[0]) for one in report.rejected] == [
        ("busy1", "Left out"),
        ("busy2", "Left out"),
    ]
    assert "BEGIN:VEVENT" in report.rejected[0].text
    assert sorted(diary.stored()) == ["a", "busy0", "daily"]


def test_a_folder_is_read_around_a_broken_file(diary: Any, folder: Folder) -> None:
    path = folder(a=calendar(event("a1"), event("a2")), b=calendar(event("b1")))
    assert counts(diary.read(FolderSource(path))) == {"new": 3}
    folder(a=b"\x00\x01 nothing of a calendar", b=calendar(event("b2")))
    report = diary.read(FolderSource(path))
    assert counts(report) == {"new": 1, "unchanged": 2, "missing": 1}
    assert [one.file for one in report.rejected] == ["a.ics"]
    assert diary.titles() == ["Meeting a1", "Meeting a2", "Meeting b2"]
    folder(a=None)
    assert counts(diary.read(FolderSource(path))) == {"unchanged": 1, "missing": 2}


def test_one_uid_twice_with_different_starts_is_two_meetings(diary: Any, folder: Folder) -> None:
    path = folder(
        a=calendar(event("x", "SUMMARY:At nine")),
        b=calendar(event("x", "SUMMARY:At ten", start="20261214T100000Z")),
    )
    assert counts(diary.read(FolderSource(path))) == {"new": 2}
    assert diary.titles() == ["At nine", "At ten"]
    folder(a=calendar(event("x", "SUMMARY:At nine, room 2")))
    assert counts(diary.read(FolderSource(path))) == {"changed": 1, "unchanged": 1}
    assert diary.titles() == ["At nine, room 2", "At ten"]


# All or nothing


def wish_after(steps: int) -> Callable[[], bool]:
    """The wish to stop, felt after being asked so many times."""
    left = iter([False] * steps)
    return lambda: next(left, True)


def test_stopping_anywhere_leaves_the_old_state(diary: Any) -> None:
    diary.read(THREE)
    before = diary.rows()
    new = calendar(*(event(f"u{number}") for number in range(500)))
    stops = 0
    while True:
        try:
            report = diary.read(new, allow_mass_delete=True, cancelled=wish_after(stops))
        except StoppedError:
            stops += 1
            assert diary.rows() == before
        else:
            break
        if stops > 40:
            pytest.fail("it never got through")
    assert stops >= 5
    assert counts(report) == {"new": 500, "missing": 3}


def test_a_failure_while_deriving_leaves_the_old_state(diary: Any) -> None:
    diary.read(THREE)
    before = diary.rows()

    def broken(*_: object) -> None:
        raise RuntimeError("no room")

    with pytest.raises(RuntimeError, match="no room"):
        diary.read(calendar(event("z")), allow_mass_delete=True, derive=broken)
    assert diary.rows() == before


def test_a_dry_run_says_what_a_run_would_do_and_does_nothing(diary: Any) -> None:
    diary.read(THREE)
    before, connection = diary.rows(), diary.connection
    report = diary.read(calendar(event("a", "SUMMARY:Board"), event("d")), dry_run=True)
    assert counts(report) == {"new": 1, "changed": 1, "missing": 2}
    assert (report.run, report.stored) == (None, 0)
    assert (diary.rows(), diary.connection) == (before, connection)


def test_an_undone_run_is_offered_again(diary: Any) -> None:
    report = diary.read(THREE)
    assert report.run is not None
    undo_run(diary.desk, report.run, diary.actor)
    again = diary.read(THREE)
    assert counts(again) == {"changed": 3}
    assert not diary.connection.paused


def test_what_is_undone_while_a_source_is_asked_stays_undone(diary: Any) -> None:
    first = diary.read(MemorySource((Part("", THREE),), etag="7"))

    def undo_once() -> bool:
        if not diary.connection.paused:
            undo_run(diary.desk, first.run, diary.actor)
        return False

    diary.read(MemorySource((), etag="7"), cancelled=undo_once)
    assert diary.connection.paused
    assert diary.connection.etag == ""
    assert counts(diary.read(THREE)) == {"changed": 3}


# Again and again


def test_reading_again_and_again_comes_to_the_same_as_reading_once(diary: Any) -> None:
    chance = random.Random(3)
    series: dict[str, str] = {}
    for _ in range(25):
        chosen = {f"u{n}": chance.choice("xyz") for n in range(12) if chance.random() < 0.7}
        events = [event(uid, f"SUMMARY:{uid} {word}") for uid, word in chosen.items()]
        chance.shuffle(events)
        report = diary.read(calendar(*events), allow_mass_delete=True)
        assert diary.titles() == sorted(f"{uid} {word}" for uid, word in chosen.items())
        assert report.new + report.changed + report.unchanged == len(chosen)
        present = {uid: one for uid, one in diary.stored().items() if uid in chosen}
        for uid, one in present.items():
            assert one.state is ResourceState.PRESENT
            assert series.setdefault(uid, one.series_id) == one.series_id


def test_a_feed_is_read_over_the_web(diary: Any, server: Any, answer: Any) -> None:
    server.paths["/wex.ics"] = answer(THREE, ETag='"1"')
    feed = FeedSource(server.url("/wex.ics?key=k3y"))
    assert counts(diary.read(feed)) == {"new": 3}
    server.paths["/wex.ics"] = answer(b"", 304)
    assert counts(diary.read(feed)) == {"unchanged": 3}
    assert server.requests[1][1]["if-none-match"] == '"1"'
    server.paths["/wex.ics"] = answer(b"", 500)
    report = diary.read(feed)
    assert "(the server has a fault (500); tell whoever runs it if it stays)" in report.error
    assert not any("k3y" in line for line in diary.desk.connection.iterdump())


# Looking first


def drafted(diary: Any, data: bytes) -> Preview:
    return Preview(diary.desk, diary.draft(data))


def test_a_preview_tells_old_from_new(diary: Any) -> None:
    diary.read(THREE)
    data = calendar(event("a", "SUMMARY:Board", "LOCATION:Room 1"), event("b"), event("d"))
    rows = drafted(diary, data)
    found = [rows.row(number) for number in range(len(rows))]
    assert [(row.outcome.value, row.title) for row in found] == [
        ("changed", "Board"),
        ("new", "Meeting d"),
        ("missing", "Meeting c"),
    ]
    assert [rows.outcome(number) for number in range(3)] == [row.outcome for row in found]
    told = {one.field: (one.old, one.new) for one in found[0].differences}
    assert told["summary"] == ("Meeting a", "Board")
    assert told["location"] == ("", "Room 1")
    assert set(told) == {"summary", "location", "end"}
    assert found[1].differences == found[2].differences == ()


def test_a_preview_shows_what_is_back_and_what_a_series_sets_apart(diary: Any) -> None:
    weekly = ("RRULE:FREQ=WEEKLY;COUNT=5", "DURATION:PT1H", "SUMMARY:Weekly", "CLASS:PRIVATE")
    diary.read(calendar(event("w", *weekly), event("a")))
    diary.read(calendar(event("w", *weekly)))
    moved = event("w", "RECURRENCE-ID:20261221T090000Z", "SUMMARY:Weekly", start="20261222T090000Z")
    rows = drafted(diary, calendar(event("w", *weekly), moved, event("a")))
    series, back = (rows.row(number) for number in range(len(rows)))
    assert (series.is_series, series.is_private) == (True, True)
    assert [(one.field, one.old, one.new) for one in series.differences] == [("overrides", 0, 1)]
    assert (back.title, back.outcome, back.is_back) == ("Meeting a", Outcome.CHANGED, True)


def test_a_read_that_does_not_fit_into_memory_comes_in_all_the_same(
    diary: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jointdesk.sync.parsing._MOST_KEPT", 1)
    assert counts(diary.read(THREE)) == {"new": 3}
    assert diary.titles() == ["Meeting a", "Meeting b", "Meeting c"]


def test_a_source_that_is_not_there_is_wrong_use(diary: Any) -> None:
    nowhere = replace(diary.connection, collection_id="nowhere")
    with pytest.raises(WrongUseError, match="no source nowhere"):
        run(diary.desk, nowhere, MemorySource(()), diary.actor)


def test_a_draft_is_carried_out_as_it_was_shown(diary: Any) -> None:
    diary.read(THREE)
    rows = drafted(diary, calendar(event("a", "SUMMARY:Board"), event("b"), event("d")))
    report = carry_out(diary.desk, rows.draft, diary.actor)
    assert counts(report) == {"new": 1, "changed": 1, "unchanged": 1, "missing": 1}
    assert diary.titles() == ["Board", "Meeting b", "Meeting d"]


def test_rows_can_be_left_out_and_are_offered_again(diary: Any) -> None:
    diary.read(THREE)
    data = calendar(event("a", "SUMMARY:Board"), event("b"), event("d"))
    rows = drafted(diary, data)
    report = carry_out(diary.desk, rows.chosen([0]), diary.actor)
    assert counts(report) == {"changed": 1, "unchanged": 1}
    assert diary.titles() == ["Board", "Meeting b", "Meeting c"]
    assert counts(diary.read(data)) == {"new": 1, "unchanged": 2}  # a person let c stay


def test_a_draft_that_is_out_of_date_is_not_carried_out(diary: Any) -> None:
    diary.read(THREE)
    rows = drafted(diary, calendar(event("a")))
    diary.read(calendar(event("a"), event("b")))
    with pytest.raises(WrongUseError, match="read meanwhile"):
        carry_out(diary.desk, rows.draft, diary.actor)
