"""Conflicts: found, settled, assigned, opened again; what people said stays."""

import pytest

from tests.cli.conftest import Desk, event


@pytest.fixture
def clash(cli: Desk) -> Desk:
    cli.connect(
        "CAL", cli.write("cal.ics", event("a", "20261201T100000", "20261201T110000", "Cabinet"))
    )
    cli.connect(
        "WEX", cli.write("wex.ics", event("b", "20261201T103000", "20261201T113000", "Board"))
    )
    return cli


def only(cli: Desk) -> dict[str, object]:
    (conflict,) = cli.conflicts("--code", "DIA-01")
    return conflict


def test_an_overlap_is_one_open_conflict(clash: Desk) -> None:
    conflict = only(clash)

    assert conflict["severity"] == "red"
    assert conflict["state"] == "open"
    assert conflict["orgs"] == ["CAL", "WEX"]
    assert len(conflict["meetings"]) == 2  # type: ignore[arg-type]
    assert "was" not in conflict


def test_accepting_holds_until_the_end_and_lapses(
    clash: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = str(only(clash)["id"])

    settled = clash("resolve", found, "--how", "accepted", "--reason", "Both agreed", "--json")

    assert settled.json["state"] == "accepted"
    assert only(clash)["state"] == "accepted"
    monkeypatch.setenv("JOINTDESK_NOW", "2026-12-01T18:00:00Z")
    (lapsed,) = clash.conflicts("--from", "2026-12-01", "--to", "2026-12-02", "--code", "DIA-01")
    assert (lapsed["state"], lapsed["was"]) == ("open", "accepted")


def test_a_changed_time_opens_it_again(clash: Desk) -> None:
    found = str(only(clash)["id"])
    clash("resolve", found, "--how", "accepted", "--reason", "Both agreed")

    clash.write("cal.ics", event("a", "20261201T101500", "20261201T110000", "Cabinet"))
    assert clash("sync").status == 0

    again = only(clash)
    assert again["id"] == found
    assert (again["state"], again["was"]) == ("open", "accepted")


def test_moved_shows_resolved_until_the_next_reading(
    clash: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = str(only(clash)["id"])
    clash("resolve", found, "--how", "moved", "--reason", "Asked the clerk")
    assert only(clash)["state"] == "resolved"

    monkeypatch.setenv("JOINTDESK_NOW", "2026-11-30T10:00:00Z")
    clash("sync")

    assert (only(clash)["state"], only(clash)["was"]) == ("open", "resolved")


def test_assign_reopen_undo_and_history(clash: Desk) -> None:
    tom = clash("person", "add", "Tom Adeyemi").id
    found = str(only(clash)["id"])

    clash("assign", found, "Tom")
    assert (only(clash)["state"], only(clash)["owner"]) == ("assigned", tom)

    clash("reopen", found)
    assert only(clash)["state"] == "open"

    assert clash("undo").status == 0
    assert only(clash)["state"] == "assigned"
    assert clash("redo").status == 0
    assert only(clash)["state"] == "open"
    changes = clash("history", found, "--json").json["changes"]
    assert "Assigned DIA-01" in [change["action"] for change in changes]


def test_a_muted_series_stays_muted_for_every_occurrence(cli: Desk) -> None:
    rule = "RRULE:FREQ=WEEKLY;COUNT=4"
    cli.connect(
        "CAL", cli.write("c.ics", event("a", "20261201T100000", "20261201T110000", "Team", rule))
    )
    cli.connect(
        "WEX", cli.write("w.ics", event("b", "20261201T103000", "20261201T113000", "Call", rule))
    )
    first = cli.conflicts("--code", "DIA-01")[0]["id"]

    cli("resolve", first, "--how", "muted", "--reason", "Known", "--scope", "series")

    assert [one["state"] for one in cli.conflicts("--code", "DIA-01")] == ["muted"] * 4
    assert cli.conflicts("--code", "DIA-01", "--state", "open") == []


def test_in_a_feed_of_nothing_but_busy_every_block_is_an_event(cli: Desk) -> None:
    days = [f"202612{day:02}" for day in range(1, 11)]
    board = [event(f"c{day}", f"{day}T100000", f"{day}T110000", "Board") for day in days]
    busy = [event(f"w{day}", f"{day}T100000", f"{day}T110000", "Busy") for day in days]
    cli.connect("CAL", cli.write("c.ics", *board))
    cli.connect("WEX", cli.write("w.ics", *busy))

    assert len(cli.conflicts("--code", "DIA-01")) == 10
    assert cli.conflicts("--code", "DIA-02") == []


def test_a_busy_block_beside_titled_events_may_be_a_mirror_in_any_window(cli: Desk) -> None:
    cli.connect(
        "CAL", cli.write("c.ics", event("a", "20261201T100000", "20261201T110000", "Board"))
    )
    titled = event("t", "20270601T100000", "20270601T110000", "Elsewhere, half a year later")
    block = event("b", "20261201T100000", "20261201T110000", "Busy")
    cli.connect("WEX", cli.write("w.ics", titled, block))

    for last in ("2026-12-02", "2027-07-01"):
        found = cli.conflicts("--from", "2026-12-01", "--to", last)
        assert [one["code"] for one in found if one["code"] in ("DIA-01", "DIA-02")] == ["DIA-02"]


def test_split_and_pair_are_remembered(cli: Desk) -> None:
    cli.connect("CAL", cli.write("c.ics", event("x", "20261201T100000", "20261201T110000", "S75")))
    cli.connect("WEX", cli.write("w.ics", event("x", "20261201T100000", "20261201T110000", "S75")))
    (meeting,) = cli.agenda("2026-12-01", "2026-12-02")

    assert cli("split", meeting["id"]).status == 0
    two = cli.agenda("2026-12-01", "2026-12-02")
    assert len(two) == 2
    assert only(cli)["state"] == "open"

    assert cli("pair", two[0]["id"], two[1]["id"]).status == 0
    assert len(cli.agenda("2026-12-01", "2026-12-02")) == 1
    assert cli("undo", "2").status == 0
    assert len(cli.agenda("2026-12-01", "2026-12-02")) == 1


def test_a_dry_run_tells_which_conflicts_it_would_make(cli: Desk) -> None:
    cli(
        "source", "add", "CAL", "ics", str(cli.write("cal.ics", _event("a", "Cabinet", "10", "12")))
    )
    cli("sync")
    board = cli.write("wex.ics", _event("b", "Board", "11", "13"))
    source = cli("source", "add", "WEX", "ics", str(board)).id

    dry = cli("sync", source, "--dry-run", "--json")

    assert dry.json["sources"][0]["conflicts"] == {"new": 1, "ended": 0}
    assert "would make 1 new conflict" in dry.err
    assert "Cabinet (CAL) and Board (WEX) overlap" in dry.err
    assert {one["code"] for one in cli.conflicts()} <= {"DIA-16"}
    assert "conflicts" not in cli("sync", source, "--json").json["sources"][0]


def _event(uid: str, title: str, start: str, end: str) -> str:
    lines = (f"UID:{uid}", f"SUMMARY:{title}", f"DTSTART:20261202T{start}0000Z")
    return "\r\n".join(("BEGIN:VEVENT", *lines, f"DTEND:20261202T{end}0000Z", "END:VEVENT"))
