"""What one body marked private, the other body's PA never sees, by any command."""

import json

import pytest

from tests.cli.conftest import Desk, event

SECRET = "Disciplinary hearing"


@pytest.fixture
def desk(cli: Desk) -> Desk:
    tom = cli("person", "add", "Tom Adeyemi").id
    cli("seat", "add", tom, "--org", "CAL", "--role", "pa")
    bridget = cli("person", "add", "Bridget Lyall").id
    cli("seat", "add", bridget, "--org", "WEX", "--role", "pa")
    cli.connect(
        "WEX",
        cli.write(
            "w.ics",
            event(
                "secret@wex", "20261201T100000", "20261201T110000", SECRET, "CLASS:PRIVATE",
                "LOCATION:Room 101", "DESCRIPTION:About J. Smith", "CATEGORIES:HR",
            ),
            event(
                "free@wex", "20261201T140000", "20261201T150000", SECRET, "CLASS:PRIVATE",
                "TRANSP:TRANSPARENT",
            ),
        ),
    )  # fmt: skip
    cli.connect(
        "CAL", cli.write("c.ics", event("c", "20261201T103000", "20261201T113000", "Cabinet"))
    )
    return cli


def test_the_other_pa_sees_busy_and_nothing_more(desk: Desk) -> None:
    found = desk.agenda("2026-12-01", "2026-12-02", who="Tom")

    busy = next(one for one in found if one["private"])
    assert {key: value for key, value in busy.items() if key not in ("id", "conflicts")} == {
        "title": "Busy (WEX)",
        "start": "2026-12-01T10:00:00+00:00",
        "end": "2026-12-01T11:00:00+00:00",
        "all_day": False,
        "orgs": ["WEX"],
        "place": "",
        "status": "confirmed",
        "busy": True,
        "private": True,
        "tags": [],
        "notes": [],
        "copies": [],
    }
    assert len(found) == 2


def test_the_director_and_that_bodys_pa_see_it(desk: Desk) -> None:
    for who in ("", "Bridget"):
        titles = [one["title"] for one in desk.agenda("2026-12-01", "2026-12-02", who=who)]
        assert SECRET in titles


def test_no_command_gives_its_words_away(desk: Desk) -> None:
    settled = desk.conflicts("--code", "DIA-01")[0]["id"]
    desk("resolve", settled, "--how", "accepted", "--reason", f"{SECRET} cannot move")
    meeting = desk.agenda("2026-12-01", "2026-12-02")[0]["id"]
    days = ("--from", "2026-12-01", "--to", "2026-12-02")
    commands = [
        ("agenda", *days),
        ("conflicts", *days),
        ("search", "disciplinary"),
        ("search", "Smith"),
        ("history", settled),
        ("history", meeting),
        ("free", *days, "--minutes", "15"),
    ]

    for words in commands:
        for more in ((), ("--json",)):
            answer = desk(*words, *more, who="Tom")
            printed = answer.out + answer.err
            assert answer.status == 0, words
            # The words that were asked for are said back where nothing was found.
            printed = printed.replace(" ".join(words[1:]), "")
            for word in (SECRET, "Room 101", "Smith", "HR", "cannot move"):
                assert word not in printed, (words, word)


def test_the_clash_is_seen_without_what_it_is_with(desk: Desk) -> None:
    (conflict,) = desk.conflicts("--code", "DIA-01", who="Tom")

    assert "Busy (WEX)" in conflict["message"]
    assert SECRET not in json.dumps(conflict)


def test_a_settlement_holds_for_both_audiences(desk: Desk) -> None:
    (seen,) = desk.conflicts("--code", "DIA-01", who="Tom")
    desk("resolve", seen["id"], "--how", "accepted", "--reason", "Agreed", who="Tom")

    (full,) = desk.conflicts("--code", "DIA-01")
    assert full["state"] == "accepted"
