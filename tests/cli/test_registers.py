"""The registers on the command line: authority, delegation, forum, interest, fund, office, poll."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Desk


@pytest.fixture
def two(cli: Desk) -> Desk:
    """The desk of two organisations, with a PA in each."""
    cli("person", "add", "Tom Adeyemi")
    cli("person", "add", "Bridget Lyall")
    cli("seat", "add", "Tom Adeyemi", "--org", "CAL", "--role", "pa")
    cli("seat", "add", "Bridget Lyall", "--org", "WEX", "--role", "pa")
    return cli


def test_an_entry_is_added_shown_changed_and_removed(two: Desk) -> None:
    made = two("authority", "add", "--set", "org=CAL", "--set", "name=Scheme", "--set",
               "valid_from=2026-04-01").id  # fmt: skip
    shown = two("authority", "show", made, "--json").json
    assert (shown["org"], shown["valid_from"]) == ("CAL", "2026-04-01")
    assert two("authority", "edit", made, "--set", "name=Scheme of delegation").status == 0
    assert "name: Scheme of delegation" in two("authority", "show", made).out
    assert two("authority", "remove", made).status == 0
    assert two("authority", "list", "--json").json == {"version": 1, "items": []}
    assert two("undo").status == 0
    assert made in two("authority", "list").out


def test_entries_refer_to_one_another_by_name(two: Desk) -> None:
    document = two("authority", "add", "--set", "org=CAL", "--set", "name=Scheme").id
    two("delegation", "add", "--set", "authority=scheme", "--set", "paragraph=4.12", "--set",
        "limit=250k", "--set", "holder=Tom Adeyemi")  # fmt: skip
    (entry,) = two("delegation", "list", "--json").json["items"]
    assert (entry["authority"], entry["limit"]) == (document, "250000.00")


def test_an_entry_that_others_refer_to_stays(two: Desk) -> None:
    document = two("authority", "add", "--set", "org=CAL", "--set", "name=Scheme").id
    power = two("delegation", "add", "--set", "authority=scheme", "--set", "paragraph=4.12").id
    refused = two("authority", "remove", document)
    assert refused.status == 2
    assert "“Scheme” is still used by 1 delegation." in refused.err
    assert two("delegation", "remove", power).status == 0
    assert two("authority", "remove", document).status == 0


def test_a_forum_has_seats_and_a_quorum(two: Desk) -> None:
    two("forum", "add", "--set", "name=Board", "--set", "org=CAL,WEX", "--set",
        "quorum=CAL|1;WEX|1", "--set", "seats=Tom Adeyemi|CAL|attending")  # fmt: skip
    (entry,) = two("forum", "list", "--json").json["items"]
    assert entry["org"] == ["CAL", "WEX"]
    assert entry["quorum"] == [{"org": "CAL", "voters": 1}, {"org": "WEX", "voters": 1}]
    assert entry["seats"][0]["role"] == "attending"


def test_fields_come_from_a_file_or_standard_input_too(two: Desk, tmp_path: Path) -> None:
    file = tmp_path / "fund.json"
    shares = [{"org": "CAL", "year": "2026/27", "amount": 1000}]
    file.write_text(json.dumps({"name": "Pool", "shares": shares}), "utf-8")
    made = two("fund", "add", "--fields", str(file), "--set", "host=CAL").id
    shown = two("fund", "show", made, "--json").json
    assert (shown["host"], shown["shares"][0]["amount"]) == ("CAL", "1000.00")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["poll", "add", "--set", "name=X"], "A poll needs: polling day."),
        (["authority", "add"], "An authority document needs: organisation."),
        (["poll", "add", "--set", "day=31-2"], "is not a day for “Polling day”"),
        (["poll", "add", "--set", "day"], "“day” is not FIELD=VALUE."),
        (["poll", "show", "nowhere"], "There is no poll nowhere."),
        (["fund", "add", "--fields", "nowhere.json"], "cannot be read"),
        (["delegation", "add", "--set", "authority=x"], "There is no authority document “x”."),
        (["office", "import", "nowhere.csv"], "could not be read"),
    ],
)
def test_wrong_use_is_told_in_a_sentence(two: Desk, words: list[str], sentence: str) -> None:
    answer = two(*words)
    assert answer.status == 2
    assert sentence in answer.err


def test_an_entry_cannot_lose_what_makes_it_one(two: Desk) -> None:
    made = two("poll", "add", "--set", "name=Local", "--set", "day=2027-05-06").id
    assert two("poll", "edit", made, "--set", "day=").status == 2
    assert two("poll", "show", made, "--json").json["day"] == "2027-05-06"


def test_a_list_that_is_no_object_is_refused(two: Desk, tmp_path: Path) -> None:
    file = tmp_path / "list.json"
    file.write_text("[]", "utf-8")
    assert "not one JSON object" in two("fund", "add", "--fields", str(file)).err


TABLE = """Organisation,Title,Name,Kind,From
CAL,Chief executive,Rosalind Keane,Chief executive,2024-01-01
CAL,Leader,Cllr Stott,leader,
NOWHERE,Clerk,A. Body,,
"""


def test_a_table_is_brought_in_as_one_action(two: Desk, tmp_path: Path) -> None:
    file = tmp_path / "offices.csv"
    file.write_text(TABLE, "utf-8")
    answer = two("office", "import", str(file), "--json")
    assert answer.status == 1
    assert (answer.json["added"], answer.json["already"]) == (2, 0)
    assert answer.json["refused"][0]["row"] == 4
    assert "There is no organisation NOWHERE" in answer.json["refused"][0]["reason"]
    assert two("office", "import", str(file), "--json").json["already"] == 2
    assert two("undo").status == 0
    assert two("office", "list", "--json").json["items"] == []


def test_a_table_without_a_known_column_is_refused(two: Desk, tmp_path: Path) -> None:
    file = tmp_path / "other.csv"
    file.write_text("Colour,Size\nred,5\n", "utf-8")
    assert "has a column for any of" in two("poll", "import", str(file)).err


def test_an_interest_kept_to_one_body_is_not_shown_to_the_other(two: Desk) -> None:
    made = two("interest", "add", "--set", "person=Tom Adeyemi", "--set", "nature=Hush", "--set",
               "declared_in=CAL", "--set", "visibility=own_org").id  # fmt: skip
    assert "Hush" in two("interest", "list", who="Tom Adeyemi").out
    assert two("interest", "list", who="Bridget Lyall").out == ""
    assert two("interest", "show", made, who="Bridget Lyall").status == 2


def test_a_table_brought_in_again_adds_nothing_and_its_days_are_written_as_people_do(
    two: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "polls.csv"
    file.write_text(
        "Name,Kind,Polling day,Organisation\n"
        "Local,local,6 May 2027,CAL\nBy-election,local,6/5/27,CAL\nNever,local,31 April 2027,CAL\n",
        encoding="utf-8",
    )
    first = two("poll", "import", str(file), "--json").json
    assert (first["added"], first["already"]) == (2, 0)
    assert first["refused"] == [
        {"row": 4, "reason": "“31 April 2027” in “Polling day”: April 2027 has 30 days."}
    ]
    again = two("poll", "import", str(file), "--json").json
    assert (again["added"], again["already"]) == (0, 2)
    assert {one["day"] for one in two("poll", "list", "--json").json["items"]} == {"2027-05-06"}


def test_what_is_kept_from_who_imports_is_not_said_to_be_there(two: Desk, tmp_path: Path) -> None:
    file = tmp_path / "interests.csv"
    file.write_text(
        "Person,Category,Interest,Declared in,Who may see it\n"
        "Bridget Lyall,financial,Shares,WEX,own_org\n",
        encoding="utf-8",
    )
    import_it = ("interest", "import", str(file), "--json")
    assert two(*import_it, who="Bridget Lyall").json["added"] == 1
    assert two(*import_it, who="Bridget Lyall").json["already"] == 1
    assert two(*import_it, who="Tom Adeyemi").json["already"] == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ("authority", "org=CAL", "name=Scheme", "valid_from=2026-06-01", "valid_to=2026-05-01"),
            "“Until”, Friday 1 May 2026, is before “In force from”, Monday 1 June 2026.",
        ),
        (("fund", "name=Pool", "total=-5"), "“Total” cannot be below nothing"),
        (
            ("forum", "name=Board", "quorum=CAL|3", "seats=Tom Adeyemi|CAL|voting"),
            "A quorum of 3 voters cannot be reached with 1 voting seat",
        ),
    ],
)
def test_an_entry_that_makes_no_sense_is_refused(
    two: Desk, words: tuple[str, ...], sentence: str
) -> None:
    kind, *values = words
    given = [word for value in values for word in ("--set", value)]
    refused = two(kind, "add", *given)
    assert (refused.status, refused.out) == (2, "")
    assert sentence in refused.err
    assert two(kind, "list", "--json").json["items"] == []


def test_nor_may_it_come_to_make_none(two: Desk) -> None:
    made = two("office", "add", "--set", "org=CAL", "--set", "title=Leader", "--set",
               "starts=2026-06-01").id  # fmt: skip
    refused = two("office", "edit", made, "--set", "ends=2026-05-01")
    assert (refused.status, refused.out) == (2, "")
    assert "is before “From”" in refused.err
    assert two("office", "edit", made, "--set", "ends=2026-07-01").status == 0


def test_an_import_lists_the_rows_that_make_no_sense(two: Desk) -> None:
    table = two.folder / "polls.csv"
    table.write_text(
        "Poll,Polling day,Notice of election\n"
        "Local,2027-05-06,2027-03-31\n"
        "Wrong,2027-05-06,2027-06-01\n",
        encoding="utf-8",
    )
    answer = two("poll", "import", str(table), "--json")
    assert answer.status == 1
    assert answer.json["added"] == 1
    (refused,) = answer.json["refused"]
    assert refused["row"] == 3
    assert refused["reason"].startswith("“Polling day”, Thursday 6 May 2027, is before")
