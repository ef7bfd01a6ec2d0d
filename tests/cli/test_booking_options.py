"""Times for a booking or for none, and who is busy, from the command line."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.calendar_servers import CalendarServer
from tests.cli.conftest import Answer, Desk

PYM = "\r\n".join(
    [
        "BEGIN:VCALENDAR", "METHOD:PUBLISH", "BEGIN:VFREEBUSY", "ORGANIZER:mailto:pym@cal.example",
        "DTSTART:20261130T000000Z", "DTEND:20261205T000000Z",
        "FREEBUSY:20261130T080000Z/20261203T120000Z", "END:VFREEBUSY", "END:VCALENDAR", "",
    ]
)  # fmt: skip
NOBODYS = PYM.replace("ORGANIZER:mailto:pym@cal.example\r\n", "")
WEEK = ("--from", "2026-11-30", "--by", "2026-12-04")


@pytest.fixture
def desk(cli: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The desk of two organisations with a site in each, on Monday 30 November 2026."""
    monkeypatch.setenv("JOINTDESK_NOW", "2026-11-30T08:00:00Z")
    cli("site", "add", "S1", "Town Hall", "--alias", "TH")
    cli("site", "add", "S2", "Wexmere House")
    cli("travel", "set", "S1", "S2", "30")
    for start, end in (("08:30", "12:00"), ("13:00", "17:30")):
        cli("event", "add", "Board", "--org", "CAL", "--set", f"start=2026-11-30T{start}",
            "--set", f"end=2026-11-30T{end}", "--set", "place=Town Hall")  # fmt: skip
    return cli


def slots(desk: Desk, *words: str, who: str = "") -> list[dict[str, Any]]:
    answer = desk("booking", "options", *words, "--json", who=who)
    assert answer.status == 0, answer.err
    found: list[dict[str, Any]] = answer.json["slots"]
    return found


def test_the_best_times_come_with_their_reasons(desk: Desk) -> None:
    found = slots(desk, *WEEK, "--minutes", "90", "--site", "th", "--limit", "3")
    assert [one["id"] for one in found] == ["1", "2", "3"]
    first = found[0]
    assert set(first) == {
        "id", "start", "end", "minutes", "site", "why", "warns", "busy_optional", "unknown",
        "stale",
    }  # fmt: skip
    assert (first["minutes"], first["site"], first["warns"]) == (90, "S1", [])
    assert first["why"][0] == "Free in CAL and WEX"
    text = desk("booking", "options", *WEEK, "--limit", "1").out
    assert "Free in CAL and WEX. An hour clear before and after." in text


def test_the_next_ones_come_in_order(desk: Desk) -> None:
    found = slots(desk, *WEEK, "--next", "--limit", "4")
    starts = [one["start"] for one in found]
    assert starts == sorted(starts)
    # Monday has more than seven hours of meetings already: its free hour is none without trouble.
    assert starts[0] == "2026-12-01T08:30:00+00:00"


def test_who_must_be_there_is_known_by_a_file_and_else_unknown(desk: Desk, tmp_path: Path) -> None:
    pym = ("--attendee", "Gareth Pym <PYM@cal.example>")
    assert slots(desk, *WEEK, *pym)[0]["unknown"] == ["Gareth Pym"]
    (tmp_path / "pym.ifb").write_text(PYM)
    read = desk("booking", "freebusy", str(tmp_path / "pym.ifb"), "--json").json["items"]
    assert [(one["email"], len(one["busy"])) for one in read] == [("pym@cal.example", 1)]
    found = slots(desk, *WEEK, *pym)
    assert found[0]["start"] > "2026-12-03T12"
    assert found[0]["why"][0] == "Everyone free"
    warned = [one for one in found if one["start"] < "2026-12-03"]
    assert all("Gareth Pym is busy" in one["warns"] for one in warned)
    people = desk("booking", "options", *WEEK, *pym, "--optional", "A. N. Other", "--json").json
    assert [(one["name"], one["role"], len(one["known"])) for one in people["people"]][1:] == [
        ("Gareth Pym", "required", 1),
        ("A. N. Other", "optional", 0),
    ]
    line = desk("booking", "freebusy").out
    assert "pym@cal.example: 1 busy time from Mon 30 Nov to Fri 4 Dec 2026, from a file" in line


def test_a_file_that_does_not_say_whose_it_is(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "a.ifb"
    file.write_text(NOBODYS)
    refused = desk("booking", "freebusy", str(file))
    assert (refused.status, "--of E-MAIL" in refused.err) == (2, True)
    assert desk("booking", "freebusy", str(file), "--of", "nonsense").status == 2
    assert "b@x.example" in desk("booking", "freebusy", str(file), "--of", "B@x.example").out


@pytest.mark.parametrize("text", ["", "hello", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"])
def test_what_is_no_busy_time_is_refused(desk: Desk, tmp_path: Path, text: str) -> None:
    file = tmp_path / "a.ifb"
    file.write_text(text)
    assert desk("booking", "freebusy", str(file)).status == 2
    assert desk("booking", "freebusy", str(tmp_path / "nothing")).status == 2
    assert "Nobody's busy times are known." in desk("booking", "freebusy").out


def test_what_was_left_out_is_told_on_standard_error(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "a.ifb"
    file.write_text(PYM.replace("/20261203", "/20261203T130000Z,nonsense/20261203"))
    read = desk("booking", "freebusy", str(file))
    assert read.status == 0
    assert "left out" in read.err


def test_nothing_fits_and_what_comes_nearest(desk: Desk) -> None:
    day = ("--from", "2026-11-30", "--to", "2026-12-01")
    told = desk("booking", "options", *day, "--minutes", "90").out
    assert "No time fits until Monday 30 November 2026." in told
    assert "Monday 30 November 2026 at 12:00 works for 60 minutes instead of 90." in told
    weekend = ("--from", "2026-12-05", "--to", "2026-12-07")
    answer = desk("booking", "options", *weekend, "--json").json
    assert (answer["slots"], answer["shorter"]) == ([], None)
    assert answer["later"]["start"].startswith("2026-12-07T")
    assert "The next is Monday 7 December 2026" in desk("booking", "options", *weekend).out
    assert desk("booking", "options", *weekend, "--minutes", "1440").out.count("\n") == 1


def test_a_bookings_own_times_are_kept_and_its_holds_give_way(desk: Desk) -> None:
    made = desk("booking", "add", "Fees", "--set", "org=CAL", "--set", "minutes=60",
                "--set", "by=2026-12-01", "--set", "place=Online")  # fmt: skip
    found = slots(desk, made.id, "--limit", "2")
    assert [one["id"] for one in found] == ["1", "2"]
    shown = desk("booking", "show", made.id, "--json").json
    assert len(shown["options"]) == 2
    assert desk("booking", "hold", made.id, "1").status == 0
    again = slots(desk, "Fees", "--limit", "2")
    assert found[0]["start"] in [one["start"] for one in again]
    assert not any("hold" in word for one in again for word in one["warns"])


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--minutes", "0"), "Give the length"),
        (("--minutes", "x"), "whole number"),
        (("--by", "2020-01-01"), "There is no day"),
        (("--by", "soon"), "is not a day"),
        (("--site", "Mars"), "There is no site"),
        (("--org", "XXX"), "There is no organisation"),
        (("--limit", "many"), "whole number"),
        (("nobody",), "nobody"),
        (("--site", "S1", "--online"), "not allowed"),
    ],
)
def test_wrong_use_is_told_in_a_sentence(desk: Desk, words: tuple[str, ...], why: str) -> None:
    answer = desk("booking", "options", *words)
    assert (answer.status, answer.out) == (2, "")
    assert why in answer.err


def test_servers_are_asked_by_name_and_by_address(
    desk: Desk, radicale: CalendarServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = radicale.new_account()
    url = account.make_calendar("work").url
    monkeypatch.setattr("jointdesk.operations.servers.can_keep", lambda: False)

    def said(text: str, *words: str) -> Answer:
        monkeypatch.setattr("sys.stdin", io.StringIO(text))
        return desk(*words)

    added = said("", "source", "add", "CAL", "caldav", url, "--user", account.user, "--no-keyring")
    secrets = json.dumps({added.id: account.password})
    asked = ("--of", "pym@x.org", "--source", added.id, "--secrets-stdin", "--json")
    (found,) = said(secrets, "booking", "freebusy", url, *asked).json["items"]
    assert (found["email"], found["busy"], found["source"]) == ("pym@x.org", [], added.id)
    assert found["start"] == "2026-11-30T00:00:00+00:00"
    nobody = desk("booking", "freebusy", "--ask", "pym@x.org")
    assert (nobody.status, "No connected server" in nobody.err) == (2, True)
    wrong = said("nonsense", "booking", "freebusy", "--ask", "pym@x.org", "--secrets-stdin")
    assert (wrong.status, "JSON object" in wrong.err) == (2, True)
