import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from jointdesk.domain.actors import Actor
from jointdesk.domain.decision_fields import DECISION
from jointdesk.domain.decisions import Decision
from jointdesk.domain.errors import StoppedError, WrongUseError
from jointdesk.domain.forums import FORUM
from jointdesk.domain.moments import Instant
from jointdesk.domain.organisations import OrganisationKind
from jointdesk.domain.people import Role
from jointdesk.governance.import_rows import State
from jointdesk.operations.audiences import audience_of, director_id
from jointdesk.operations.decision_imports import (
    Imported,
    Preview,
    Wanted,
    bring_in,
    find_sheet,
    preview,
    read_register,
)
from jointdesk.operations.desks import new_desk
from jointdesk.operations.naming import Names
from jointdesk.operations.organisations import add_organisation, organisation_by_code
from jointdesk.operations.people import add_person, add_seat
from jointdesk.operations.records import add_record
from jointdesk.operations.register_mappings import mapping_for, mappings_of, remember_mapping
from jointdesk.operations.undo import undo
from jointdesk.store.desk import Desk

HEADINGS = ["Ref", "Title", "Date of decision", "Decision"]


@pytest.fixture
def desk(tmp_path: Path, data_folder: Path, now: Instant) -> Iterator[Desk]:
    made = new_desk(
        tmp_path / "a.desk", name="Test", zone="Europe/London", data_folder=data_folder, now=now
    )
    actor = Actor(director_id(made), now)
    add_organisation(made, actor, code="CAL", name="Calder", kind=OrganisationKind.COUNCIL)
    add_organisation(made, actor, code="WEX", name="NHS Wexmere", kind=OrganisationKind.ICB)
    yield made
    made.close()


class Register:
    """A register on disk and what the desk makes of it."""

    def __init__(self, desk: Desk, folder: Path, now: Instant) -> None:
        self.desk = desk
        self.folder = folder
        self.actor = Actor(director_id(desk), now)
        self.audience = audience_of(desk, self.actor.person_id)

    def wanted(self, rows: list[list[Any]], org: str = "CAL", **more: Any) -> Wanted:
        path = self.folder / "log.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        return self.of(path, org, **more)

    def of(self, path: Path, org: str = "CAL", sheet: str = "", **more: Any) -> Wanted:
        organisation = organisation_by_code(self.desk, org)
        name, tables = read_register(path, self.desk.zone)
        read = [(one, mapping_for(self.desk, self.audience, organisation, one)) for one in tables]
        return Wanted(organisation, name, *find_sheet(read, sheet), **more)

    def look(self, wanted: Wanted) -> Preview:
        return preview(self.desk, self.audience, wanted, self.actor.at)

    def bring(self, wanted: Wanted) -> Imported:
        return bring_in(self.desk, self.actor, self.audience, wanted)

    @property
    def decisions(self) -> tuple[Decision, ...]:
        return Names(self.desk, self.audience).records.decisions

    @property
    def titles(self) -> list[str]:
        return [one.title for one in Names(self.desk, self.audience).records.matters]


@pytest.fixture
def register(desk: Desk, tmp_path: Path, now: Instant) -> Register:
    return Register(desk, tmp_path, now)


def states(found: Preview) -> list[str]:
    return [one.state.value for one in found.verdicts]


def test_looking_leaves_nothing_and_bringing_in_is_one_action(register: Register) -> None:
    wanted = register.wanted(
        [
            HEADINGS,
            ["C-1", "Fees", "12/10/2026", "Approved the fees"],
            ["C-2", "Beds", "31/4/2026", "Agreed"],
            ["C-3", "Falls", "", ""],
        ]
    )
    assert states(register.look(wanted)) == ["added", "refused", "added"]
    assert register.decisions == ()
    brought = register.bring(wanted)
    assert [(row, one.reason) for row, one in brought.preview.problems()] == [
        (3, "April 2026 has 30 days")
    ]
    fees, falls = register.decisions
    assert (fees.ref, fees.date_taken, fees.status) == ("C-1", date(2026, 10, 12), "recorded")
    assert (fees.outcome, fees.imported_from) == ("approve", "log.csv, row 2")
    assert falls.status == "draft"
    assert register.titles == ["Fees", "Falls"]
    assert undo(register.desk, register.actor).labels == (
        "Imported 2 decisions of CAL from log.csv",
    )
    assert (register.decisions, register.titles) == ((), [])


def test_the_same_file_again_adds_nothing(register: Register) -> None:
    wanted = register.wanted(
        [HEADINGS, ["C-1", "Fees", "12/10/2026", "Yes"], ["", "Beds", "", "x"]]
    )
    register.bring(wanted)
    again = register.bring(wanted)
    assert states(again.preview) == ["already", "already"]
    assert again.action == ""
    other = register.wanted([HEADINGS, ["C-1", "Other", "12/10/2026", "Yes"]])
    assert states(register.look(other)) == ["refused"]
    same_ref_elsewhere = register.wanted([HEADINGS, ["C-1", "Other", "12/10/2026", "Y"]], "WEX")
    assert states(register.look(same_ref_elsewhere)) == ["added"]


def test_the_same_title_is_the_same_matter_within_an_organisation(register: Register) -> None:
    register.bring(
        register.wanted([HEADINGS, ["", "Fees", "1/9/2026", "a"], ["", "FEES!", "", "b"]])
    )
    assert register.titles == ["Fees"]
    register.bring(register.wanted([HEADINGS, ["", "Fees", "1/9/2026", "c"]], "WEX"))
    assert register.titles == ["Fees", "Fees"]


def test_across_organisations_only_where_somebody_says_so(register: Register) -> None:
    register.bring(register.wanted([HEADINGS, ["", "Fees", "1/9/2026", "a"]]))
    register.bring(register.wanted([HEADINGS, ["", "Fees", "", "c"]], "WEX", across=True))
    assert register.titles == ["Fees"]
    named = [["Matter", "Title"], ["fees", "Our part of it"]]
    register.bring(register.wanted(named, "WEX"))
    assert register.titles == ["Fees"]
    assert len({one.matter for one in register.decisions}) == 1


def test_names_become_ids_and_what_is_unknown_is_noted(register: Register) -> None:
    desk, actor = register.desk, register.actor
    person = add_person(desk, actor, name="Gareth Pym")
    forum = add_record(desk, actor, FORUM, {"name": "Cabinet"}, "Added")
    register.bring(
        register.wanted(
            [
                ["Title", "Date", "Forum", "Taken by", "Organisation", "Supersedes", "Ref"],
                ["Fees", "1/9/2026", "cabinet", "Gareth Pym, Director", "Calder", "", "C-1"],
                ["Beds", "", "Panel", "Ann Moss", "CAL", "c-1", "C-2"],
                ["Falls", "", "", "", "WEX", "", "C-3"],
                ["Notes", "", "", "", "", "X-9", "C-4"],
            ]
        )
    )
    fees, beds, notes = register.decisions
    assert fees.forum == forum
    assert fees.decision_makers[0].person == person
    assert (fees.superseded_by, beds.supersedes) == (beds.id, fees.id)
    assert (beds.notes, beds.decision_makers[0].name) == ("Forum: Panel", "Ann Moss")
    assert notes.notes == "Supersedes: X-9"


def test_what_was_taken_is_fixed_by_a_version_and_what_it_supersedes_ends(
    register: Register,
) -> None:
    head = ["Ref", "Title", "Date", "Supersedes"]
    register.bring(register.wanted([head, ["C-1", "Fees", "1/9/2026", ""]]))
    rows = [["C-2", "Fees", "1/10/2026", "C-1"], ["C-3", "Fees", "1/11/2026", "C-2"]]
    register.bring(register.wanted([head, *rows]))
    first, second, third = register.decisions
    assert all(one.taken_version and one.taken_hash for one in register.decisions)
    assert [one.status for one in register.decisions] == ["superseded", "superseded", "recorded"]
    assert first.ended_on == date(2026, 10, 1)
    assert (second.supersedes, second.superseded_by) == (first.id, third.id)


def test_nobody_keeps_a_decision_where_they_could_not_see_it(register: Register) -> None:
    desk, actor = register.desk, register.actor
    person = add_person(desk, actor, name="Bridget Lyall")
    add_seat(desk, actor, person_id=person, org_code="WEX", role=Role.PA)
    register.audience = audience_of(desk, person)
    found = register.look(register.wanted([["Title", "Who may see it"], ["Fees", "own_org"]]))
    assert [one.reason for _, one in found.problems()] == [
        "only CAL's own people can keep a decision to it"
    ]


def test_what_is_kept_back_joins_no_matter_that_everyone_sees(register: Register) -> None:
    head = ["Title", "Decision", "Who may see it"]
    register.bring(register.wanted([head, ["Fees", "a", ""], ["Fees", "b", "own_org"]]))
    assert register.titles == ["Fees", "Fees"]
    register.bring(register.wanted([head, ["Fees", "c", ""], ["Fees", "d", "own_org"]]))
    assert register.titles == ["Fees", "Fees"]


def test_a_row_of_another_organisation_is_refused(register: Register) -> None:
    found = register.look(register.wanted([["Title", "Organisation"], ["Fees", "WEX"]]))
    assert [one.reason for _, one in found.problems()] == [
        "not CAL: import it for its own organisation"
    ]


def test_what_is_kept_to_an_organisation_is_hidden_from_the_other_from_the_start(
    register: Register,
) -> None:
    desk, actor = register.desk, register.actor
    person = add_person(desk, actor, name="Bridget Lyall")
    add_seat(desk, actor, person_id=person, org_code="WEX", role=Role.PA)
    register.bring(
        register.wanted([["Title", "Decision", "Who may see it"], ["Restructure", "a", "own_org"]])
    )
    assert [one.visibility for one in register.decisions] == ["own_org"]
    seen = Names(desk, audience_of(desk, person)).records
    assert (seen.matters, seen.decisions, seen.stubs) == ((), (), ())


def test_a_mapping_is_remembered_by_name_and_found_by_its_columns(register: Register) -> None:
    organisation = organisation_by_code(register.desk, "CAL")
    wanted = register.wanted([["Title", "Colour"], ["Fees", "because"]])
    mapping = wanted.mapping.with_field(1, "reasons")
    desk, actor, audience = register.desk, register.actor, register.audience
    remember_mapping(desk, actor, audience, organisation, "Our log", mapping)
    again = register.wanted([["Colour", "Title", "New"], ["because", "Fees", "x"]])
    assert [one.field for one in again.mapping.columns] == ["reasons", "title", None]
    other = register.wanted([["Title", "Shade"], ["Fees", "red"]])
    assert [one.field for one in other.mapping.columns] == ["title", None]
    remember_mapping(desk, actor, audience, organisation, "OUR LOG", other.mapping)
    [known] = mappings_of(desk, audience, organisation)
    assert known.columns == {"Title": "title"}
    named = mapping_for(desk, audience, organisation, wanted.table, "our log")
    assert named.by_heading() == {"Title": "title"}


def test_a_mapping_is_for_the_organisations_own_people(register: Register) -> None:
    desk, actor = register.desk, register.actor
    organisation = organisation_by_code(desk, "CAL")
    mapping = register.wanted([["Title", "Ref"], ["Fees", "C-1"]]).mapping
    remember_mapping(desk, actor, register.audience, organisation, "HR log", mapping)
    person = add_person(desk, actor, name="Bridget Lyall")
    add_seat(desk, actor, person_id=person, org_code="WEX", role=Role.PA)
    other = audience_of(desk, person)
    assert mappings_of(desk, other, organisation) == []
    remember_mapping(desk, Actor(person, actor.at), other, organisation, "As I see it", mapping)
    assert [one.name for one in mappings_of(desk, other, organisation)] == ["As I see it"]
    assert len(mappings_of(desk, register.audience, organisation)) == 2


def test_the_history_names_no_file_of_what_is_kept_back(register: Register) -> None:
    register.bring(register.wanted([["Title", "Who may see it"], ["Fees", "own_org"]]))
    assert undo(register.desk, register.actor).labels == ("Imported 1 decision of CAL",)


def test_the_one_sheet_that_is_a_register_is_taken(register: Register) -> None:
    book = Workbook()
    for name, headings in {"Cover": ["Colour", "Shape"], "Log": HEADINGS}.items():
        sheet = book.create_sheet(name)
        sheet.append(headings)
        sheet.append(["a"] * len(headings))
    path = register.folder / "log.xlsx"
    book.save(path)
    assert register.of(path).table.name == "Log"
    assert register.of(path, sheet="cover").table.name == "Cover"
    with pytest.raises(WrongUseError, match="no sheet “Old”. There are: “Cover” and “Log”"):
        register.of(path, sheet="Old")
    with pytest.raises(WrongUseError, match="No column of this table .* Colour, Shape"):
        register.look(register.of(path, sheet="Cover"))
    book["Cover"]["A1"] = "Title"
    book.save(path)
    with pytest.raises(WrongUseError, match="several tables: “Cover” and “Log”"):
        register.of(path)


def test_journals_of_a_calendar_are_decisions(register: Register) -> None:
    path = register.folder / "log.ics"
    path.write_bytes(
        b"BEGIN:VCALENDAR\r\nBEGIN:VJOURNAL\r\nUID:1\r\nSUMMARY:Fees\r\n"
        b"DTSTART;VALUE=DATE:20261126\r\nDESCRIPTION:Agreed\\, in full\r\nSTATUS:FINAL\r\n"
        b"CATEGORIES:CAL\r\nCLASS:PRIVATE\r\nEND:VJOURNAL\r\nEND:VCALENDAR\r\n"
    )
    register.bring(register.of(path))
    [fees] = register.decisions
    assert (fees.title, fees.decision_text, fees.status) == ("Fees", "Agreed, in full", "recorded")
    assert (fees.date_taken, fees.visibility) == (date(2026, 11, 26), "own_org")


def test_stopping_changes_nothing(register: Register) -> None:
    wanted = register.wanted([HEADINGS, *[["", f"T{n}", "", "x"] for n in range(50)]])
    asked = iter([False] * 3)
    with pytest.raises(StoppedError):
        bring_in(
            register.desk,
            register.actor,
            register.audience,
            wanted,
            cancelled=lambda: next(asked, True),
        )
    assert register.decisions == ()


def test_progress_is_said(register: Register) -> None:
    said: list[tuple[int, int, str]] = []
    wanted = register.wanted([HEADINGS, ["", "Fees", "", "x"]])
    preview(
        register.desk,
        register.audience,
        wanted,
        register.actor.at,
        progress=lambda *what: said.append(what),
    )
    assert said == [(0, 1, "Reading rows")]


def test_of_hundreds_of_rotten_rows_every_one_is_in_or_listed(register: Register) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Calderbourne Council: officer decisions"])
    sheet.append([])
    sheet.append([*HEADINGS, "Value"])
    for n in range(400):
        sheet.append(
            [
                f"CAL-2026-{n % 300:03}",
                f"Decision {n}" if n % 23 else None,
                ["12/10/2026", date(2026, 10, 12), "31 April 2026", "TBC", None, 46054][n % 6],
                "Approved" if n % 11 else None,
                ["£3.2m", "420k", "1,23", "#N/A", None][n % 5],
            ]
        )
        if n % 50 == 0:
            sheet.append([*HEADINGS, "Value"])
    sheet.append(["End of the register"])
    sheet.merge_cells("A1:E1")
    sheet.merge_cells("C20:C24")
    path = register.folder / "log.xlsx"
    book.save(path)
    wanted = register.of(path)
    brought = register.bring(wanted).preview
    listed = {row for row, _ in brought.problems()} | {one.number for one in wanted.table.skipped}
    already = {one.number for one in brought.verdicts if one.state is State.ALREADY}
    added = {one.number for one in brought.verdicts if one.state is State.ADDED}
    assert listed | already | added == set(range(4, sheet.max_row + 1))
    assert len(listed) + len(already) + len(added) == 400 + 8 + 1
    assert len(register.decisions) == len(added) > 100
    refs = Counter(one.ref for one in register.decisions)
    assert set(refs.values()) == {1}
    assert all(DECISION.stored(one)["imported_from"] for one in register.decisions)
