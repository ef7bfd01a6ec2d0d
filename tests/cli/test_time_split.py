"""`time-split` and its report, as scripts use them."""

from pathlib import Path

import pytest

from tests.cli.conftest import Desk, event

WEEK = ("--period", "week", "--at", "2026-12-02")


@pytest.fixture
def desk(cli: Desk) -> Desk:
    """Three hours for CAL, a private one for WEX, and two PAs."""
    cal = cli.write("cal.ics", event("a", "20261202T090000", "20261202T120000", "Budget"))
    secret = event("b", "20261203T090000", "20261203T100000", "Quiet talk", "CLASS:PRIVATE")
    wex = cli.write("wex.ics", secret)
    cli.connect("CAL", cal)
    cli.connect("WEX", wex)
    for name, org in (("Tom Adeyemi", "CAL"), ("Bridget Lyall", "WEX")):
        assert cli("person", "add", name).status == 0
        assert cli("seat", "add", name, "--org", org, "--role", "pa").status == 0
    return cli


def test_hours_shares_and_differences(desk: Desk) -> None:
    found = desk("time-split", *WEEK, "--json").json
    assert (found["period"], found["start"], found["end"]) == ("week", "2026-11-30", "2026-12-07")
    assert found["hours"] == 4.0
    assert [(one["org"], one["hours"], one["percent"]) for one in found["organisations"]] == [
        ("CAL", 3.0, 75), ("WEX", 1.0, 25)
    ]  # fmt: skip
    assert [part["start"] for part in found["parts"]][:3] == [
        "2026-11-30", "2026-12-01", "2026-12-02"
    ]  # fmt: skip
    assert found["parts"][2]["hours"] == 3.0
    assert found["method"]


def test_each_pa_gets_the_hours_and_no_word_of_a_meeting(desk: Desk) -> None:
    for who in ("Tom", "Bridget"):
        answer = desk("time-split", *WEEK, who=who)
        assert answer.status == 0
        assert "75 per cent" in answer.out
        assert "Quiet talk" not in answer.out
        assert "Budget" not in answer.out


def test_months_and_quarters_are_told_by_their_weeks(desk: Desk) -> None:
    month = desk("time-split", "--at", "2026-12-02", "--json").json
    assert (month["start"], month["end"], len(month["parts"])) == ("2026-12-01", "2027-01-01", 5)
    quarter = desk("time-split", "--period", "quarter", "--at", "2026-12-02", "--json").json
    assert (quarter["start"], quarter["end"]) == ("2026-10-01", "2027-01-01")
    assert sum(part["hours"] for part in quarter["parts"]) == 4.0


def test_lines_for_people_stand_in_columns(desk: Desk) -> None:
    lines = desk("time-split", *WEEK).out.splitlines()
    assert lines[0].startswith("30 November to 6 December 2026: ")
    assert lines[1].split() == ["hours", "CAL", "(50)", "WEX", "(50)", "joint", "travel"]
    assert len(lines[1]) == len(lines[2])


@pytest.mark.parametrize("wrong", ["31 April", "2026-02-30", "9999-12-31", "0001-01-01"])
def test_a_day_that_is_none_or_too_far_away_is_refused(desk: Desk, wrong: str) -> None:
    answer = desk("time-split", "--at", wrong)
    assert answer.status == 2
    assert answer.err.count("\n") == 1


def test_the_report_is_written_for_both_line_managers(desk: Desk) -> None:
    for name in ("report.pdf", "report.xlsx"):
        file = desk.folder / name
        days = ("--from", "2026-11-30", "--to", "2026-12-14")
        answer = desk(
            "export", "time-split", *days, "--audience", "joint", "--out", str(file), "--json"
        )
        assert answer.status == 0, answer.err
        assert answer.json["count"] == 2
        assert Path(file).stat().st_size > 1000


def test_a_report_of_more_than_a_year_is_refused(desk: Desk) -> None:
    file = desk.folder / "report.pdf"
    days = ("--from", "2020-01-01", "--to", "2026-12-14")
    answer = desk("export", "time-split", *days, "--audience", "joint", "--out", str(file))
    assert answer.status == 2
    assert "a year at most" in answer.err
    assert not file.exists()


def test_only_what_is_of_days_is_made_for_one_person(desk: Desk) -> None:
    file = desk.folder / "report.pdf"
    words = ("--audience", "person:Tom", "--out", str(file))
    assert desk("export", "time-split", *words).status == 0
    refused = desk("export", "register", "--org", "CAL", *words)
    assert refused.status == 2
    assert "one person" in refused.err
    director = desk("person", "list", "--json").json["items"][0]["id"]
    hidden = desk(
        "export", "diary", "--audience", f"person:{director}", "--out", str(file), who="Tom"
    )
    assert hidden.status == 2
