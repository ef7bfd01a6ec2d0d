"""`event add "…"`: one typed line as an event."""

import pytest

from tests.cli.conftest import Desk


@pytest.fixture
def desk(cli: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The desk of two organisations with a site, on Monday 30 November 2026."""
    monkeypatch.setenv("JOINTDESK_NOW", "2026-11-30T09:00:00Z")
    assert cli("site", "add", "wx", "Wexmere House", "--org", "WEX").status == 0
    return cli


LINE = "ICB exec Thu 2-3.30pm @Wexmere House /WEX !hold"
SAID = "“ICB exec”: Thu 3 Dec 2026 14:00–15:30, Wexmere House, WEX, hold."


def test_a_line_is_added_and_what_was_understood_is_said(desk: Desk) -> None:
    answer = desk("event", "add", LINE)
    assert SAID in answer.err
    shown = desk("event", "show", answer.id, "--json").json
    assert (shown["title"], shown["org"], shown["place"], shown["status"]) == (
        "ICB exec", "WEX", "Wexmere House", "hold",
    )  # fmt: skip
    assert (shown["start"], shown["end"]) == ("2026-12-03T14:00", "2026-12-03T15:30")
    assert desk("undo").status == 0
    assert desk.agenda("2026-12-03", "2026-12-04") == []


def test_a_repeat_stands_in_the_diary_as_often_as_was_said(desk: Desk) -> None:
    desk("event", "add", "1:1 with Priya every other Tuesday 9.30 to 11 until Christmas /CAL")
    found = desk.agenda("2026-11-30", "2027-02-01")
    assert [one["start"][:10] for one in found] == ["2026-12-01", "2026-12-15"]


def test_a_dry_run_shows_it_and_adds_nothing(desk: Desk) -> None:
    assert desk("event", "add", LINE, "--dry-run").out == SAID + "\n"
    shown = desk("event", "add", LINE, "--dry-run", "--json").json
    assert (shown["id"], shown["understood"], shown["org"]) == (None, SAID, "WEX")
    assert desk("event", "list", "--json").json["items"] == []


def test_the_fields_stand_beside_the_id(desk: Desk) -> None:
    made = desk("event", "add", "Weekly talk Thu 2pm", "--org", "CAL", "--json").json
    assert desk("event", "show", made["id"], "--json").json["title"] == "Weekly talk"
    assert (made["org"], made["start"], made["repeat"]) == ("CAL", "2026-12-03T14:00", None)
    assert made["notes"] == ["“Weekly” is left in the title; “every …” makes it repeat."]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["Exec Thu at 7 /CAL"], "write 07:00 or 19:00. Nearest: 19:00."),
        (["Exec Thu 2pm"], "Say whose it is: /CAL or /WEX."),
        (["Exec Thu 2pm /CAL @Wexmere"], "Nearest: @Wexmere House."),
        (["Exec Thu 2pm", "--org", "CAL", "--set", "place=Here", "--dry-run"], "typed line"),
    ],
)
def test_what_is_not_clear_is_said_and_nothing_is_added(
    desk: Desk, words: list[str], sentence: str
) -> None:
    answer = desk("event", "add", *words)
    assert answer.status == 2
    assert sentence in answer.err
    assert desk("event", "list", "--json").json["items"] == []


def test_beside_given_fields_a_title_stays_a_title(desk: Desk) -> None:
    made = desk(
        "event", "add", "Exec Thu 2pm /WEX", "--org", "CAL", "--set", "start=2026-12-01T10:00"
    ).id
    shown = desk("event", "show", made, "--json").json
    assert (shown["title"], shown["org"], shown["start"]) == (
        "Exec Thu 2pm /WEX", "CAL", "2026-12-01T10:00",
    )  # fmt: skip
