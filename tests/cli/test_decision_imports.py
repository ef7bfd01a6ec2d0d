import csv
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tests.cli.conftest import Desk

HEADINGS = ["Ref", "Title", "Date of decision", "Decision", "Value (£)"]


def write(cli: Desk, *rows: list[Any], name: str = "log.csv") -> str:
    path = cli.folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return str(path)


def decisions(cli: Desk, who: str = "") -> list[str]:
    answer = cli("decision", "list", "--json", who=who)
    return [row["ref"] or row["title"] for row in answer.json["items"]]


def test_every_row_is_in_or_listed_with_its_reason(cli: Desk) -> None:
    file = write(
        cli,
        ["Calderbourne Council", "", "", "", ""],
        HEADINGS,
        ["C-1", "Fees", "12/10/2026", "Approved", "£4.8m pa"],
        ["C-2", "Beds", "31 April 2026", "Agreed", "420k"],
        ["C-1", "Falls", "13/10/2026", "Agreed", ""],
        ["C-1", "Fees", "12 Oct 26", "Approved", "£4.8m pa"],
        ["", "", "", "", "Total"],
    )
    answer = cli("decision", "import", file, "--org", "CAL", "--json")
    assert answer.status == 1
    assert answer.json == {
        "version": 1,
        "added": 1,
        "already": 1,
        "refused": [
            {
                "row": 4,
                "column": "Date of decision",
                "value": "31 April 2026",
                "reason": "April 2026 has 30 days",
            },
            {
                "row": 5,
                "column": "Ref",
                "value": "C-1",
                "reason": "row 3 has the same reference",
            },
        ],
        "warnings": [
            {
                "row": 7,
                "column": None,
                "value": None,
                "reason": "no record: a total",
            },
            {
                "row": 3,
                "column": "Value (£)",
                "value": "£4.8m pa",
                "reason": "the words beside the amount are kept in the notes",
            },
        ],
        "mapping": {
            "Ref": "ref",
            "Title": "title",
            "Date of decision": "date_taken",
            "Decision": "decision_text",
            "Value (£)": "financial.amount",
        },
    }
    assert decisions(cli) == ["C-1"]
    assert cli("check").status == 0
    assert cli("undo").status == 0
    assert decisions(cli) == []
    assert cli("matter", "list", "--json").json["items"] == []


def test_a_row_with_several_faults_is_listed_once(cli: Desk) -> None:
    file = write(cli, HEADINGS, ["C-1", "Fees", "31/4/2026", "Agreed", "1,23"])
    [row] = cli("decision", "import", file, "--org", "CAL", "--json").json["refused"]
    assert (row["row"], row["column"]) == (2, "Date of decision")
    assert row["also"] == [
        {
            "column": "Value (£)",
            "value": "1,23",
            "reason": "not an amount that can be read",
        }
    ]


def test_a_dry_run_says_the_same_and_changes_nothing(cli: Desk) -> None:
    file = write(cli, HEADINGS, ["C-1", "Fees", "12/10/2026", "Approved", ""])
    dry = cli("decision", "import", file, "--org", "CAL", "--dry-run", "--json")
    assert dry.json["added"] == 1
    assert decisions(cli) == []
    assert cli("decision", "import", file, "--org", "CAL", "--json").json == dry.json
    assert decisions(cli) == ["C-1"]
    assert cli("decision", "import", file, "--org", "CAL", "--json").json["already"] == 1


def test_a_mapping_gets_a_name_and_is_used_by_it(cli: Desk) -> None:
    file = write(cli, ["Title", "Colour"], ["Fees", "red"])
    assert cli("decision", "import", file, "--org", "CAL", "--mapping", "Ours").status == 0
    other = write(cli, ["Title", "Decision"], ["Beds", "Agreed"])
    answer = cli("decision", "import", other, "--org", "CAL", "--mapping", "ours", "--json")
    assert answer.json["mapping"] == {"Title": "title"}
    assert decisions(cli) == ["Fees", "Beds"]
    assert cli("undo").status == 0
    assert decisions(cli) == ["Fees"]


def test_people_read_it_in_lines(cli: Desk) -> None:
    file = write(
        cli, HEADINGS, ["C-1", "Fees", "31/4/2026", "", ""], ["C-2", "\x1b[2JBeds", "", "", ""]
    )
    answer = cli("decision", "import", file, "--org", "CAL", "--dry-run")
    assert answer.out.splitlines() == [
        "Ref -> ref",
        "Title -> title",
        "Date of decision -> date_taken",
        "Decision -> decision_text",
        "Value (£) -> financial.amount",
        "Would add 1 decision; 0 were there already.",
        "Refused row 2: Date of decision: “31/4/2026”: April 2026 has 30 days",
        "Look at row 3: no date of decision: it comes in as a draft",
    ]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["nowhere.csv", "--org", "CAL"], "The file could not be read (the file is not there)."),
        (["log.xlsx", "--org", "XYZ"], "There is no organisation XYZ."),
        (
            ["log.xlsx", "--org", "CAL"],
            "“2025” and “2026”. Choose one with --sheet.",
        ),
        (["log.xlsx", "--org", "CAL", "--sheet", "2027"], "There is no sheet “2027”."),
        (["log.csv", "--org", "CAL"], "No column of this table is known to hold a title"),
    ],
)
def test_wrong_use_is_one_sentence(cli: Desk, words: list[str], sentence: str) -> None:
    book = Workbook()
    for name in ("2025", "2026"):
        sheet = book.create_sheet(name)
        sheet.append(HEADINGS)
        sheet.append(["C-1", "Fees", "12/10/2026", "Approved", 5])
    book.save(cli.folder / "log.xlsx")
    write(cli, ["Colour", "Shape"], ["red", "round"])
    answer = cli("decision", "import", str(cli.folder / words[0]), *words[1:])
    assert answer.status == 2
    assert answer.out == ""
    assert answer.err.count("\n") == 1
    assert sentence in answer.err


def test_one_sheet_is_chosen_by_name(cli: Desk) -> None:
    book = Workbook()
    for name in ("2025", "2026"):
        sheet = book.create_sheet(name)
        sheet.append(HEADINGS)
        sheet.append([name, f"Fees {name}", "12/10/2026", "Approved", 5])
    path = Path(cli.folder / "log.xlsx")
    book.save(path)
    assert cli("decision", "import", str(path), "--org", "CAL", "--sheet", "2026").status == 0
    assert decisions(cli) == ["2026"]
