"""`deadline`: an answer without a desk, in days for scripts and sentences for people."""

from pathlib import Path

import pytest

from jointdesk.cli.main import run
from tests.cli.conftest import Answer, Desk


@pytest.fixture
def ask(data_folder: Path, capsys: pytest.CaptureFixture[str]):
    """Run `deadline` where no desk exists."""

    def asked(*words: str) -> Answer:
        status = run(["deadline", *words], data_folder)
        printed = capsys.readouterr()
        return Answer(status, printed.out, printed.err)

    return asked


def test_the_answer_is_one_object(ask):
    answer = ask("DL7", "--on", "2024-09-13", "--set", "days=5", "--json")

    assert answer.status == 0
    assert answer.json == {
        "version": 1,
        "rule": "DL7",
        "dates": {"closes": "2024-09-20", "effective": "2024-09-21", "task_start": "2024-09-23"},
        "why": [
            "Call-in closes at the end of the 5th working day after publication.",
            "It takes effect on the calendar day after the close.",
            "Saturday 21 September 2024 is no working day (Saturday): tasks start on the next.",
        ],
    }


@pytest.mark.parametrize(
    ("rule", "names"),
    [
        ("DL1", "notice_by"),
        ("DL2", "first_notice_by second_notice_by"),
        ("DL3", "publish_by"),
        ("DL4", "notice_by"),
        ("DL5", "agree_by"),
        ("DL6", "nudge amber red"),
        ("DL7", "closes effective task_start"),
        ("DL8", "hearing_by reconsider_by"),
        ("DL9", "begins representations_by closes earliest_award"),
        ("DL10", "publish_by"),
        ("DL11", "notice_by begins ends"),
        ("DL12", "due"),
        ("DL13", "report_1 report_2 report_3 report_4 annual_report"),
        ("DL14", "keep_until"),
        ("DL15", "draft_by clearance_by final_by publish_by"),
    ],
)
def test_every_rule_answers_without_a_desk_and_names_its_days(ask, rule: str, names: str):
    answer = ask(rule, "--on", "2026-12-08", "--json")

    assert answer.status == 0
    assert answer.json.keys() == {"version", "rule", "dates", "why"}
    assert list(answer.json["dates"]) == names.split()
    assert answer.json["why"]


def test_people_get_sentences(ask):
    answer = ask("dl7", "--on", "2024-09-13")

    assert answer.status == 0
    assert answer.out.startswith("Call-in closes on Friday 20 September 2024\n")
    assert "\n  It takes effect on the calendar day after the close.\n" in answer.out


def test_several_settings_and_the_later_of_one(ask):
    words = ("--set", "days=5", "--set", "days=10", "--set", "unit=calendar")
    answer = ask("DL7", "--on", "2024-09-10", *words, "--json")

    assert answer.json["dates"]["closes"] == "2024-09-20"


def test_an_organisations_own_settings_lie_under_what_is_asked_for(cli: Desk):
    icb = cli("deadline", "DL7", "--on", "2024-09-13", "--org", "WEX", "--json")
    assert icb.json["dates"]["effective"] == "2024-09-13"  # no call-in of NHS decisions
    asked = ("--set", "n=3", "--set", "callable=yes")
    council = cli("deadline", "dl7", "--on", "2024-09-13", "--org", "cal", *asked, "--json")
    assert council.json["dates"]["closes"] == "2024-09-18"


def test_an_unknown_organisation(cli: Desk):
    answer = cli("deadline", "DL7", "--on", "2024-09-13", "--org", "XYZ")
    assert (answer.status, answer.out) == (2, "")
    assert "There is no organisation XYZ." in answer.err


def test_no_desk_is_made(ask, data_folder: Path):
    assert ask("DL3", "--on", "2026-12-08").status == 0
    assert not list(data_folder.glob("*.jointdesk"))


def test_help_says_what_the_date_is(ask):
    assert "DL12  reply to a freedom of information request (the day of receipt)" in ask("-h").out


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["DL99", "--on", "2026-12-08"], "There is no deadline rule “DL99”."),
        (["DL7", "--on", "2026-04-31"], "“2026-04-31” is not a day such as 2026-11-30."),
        (["DL7"], "the following arguments are required: --on"),
        (["DL7", "--on", "2026-12-08", "--set", "days"], "“days” is not KEY=VALUE, such as"),
        (["DL7", "--on", "2026-12-08", "--set", "x=1"], "DL7 has no setting “x”."),
        (["DL7", "--on", "2026-12-08", "--set", "days=x"], "takes a whole number from 1 to 400"),
        (["DL7", "--on", "2031-01-06"], "Tuesday 7 January 2031 is outside"),
        (["DL3", "--on", "2014-06-06"], "known from Thursday 1 January 2015"),
        (["DL14", "--on", "9999-12-31"], "is out of reach"),
    ],
)
def test_wrong_use_is_status_2_and_one_line(ask, words: list[str], complaint: str):
    answer = ask(*words)

    assert answer.status == 2
    assert answer.out == ""
    assert complaint in answer.err
    assert len(answer.err.strip().splitlines()) == 1
