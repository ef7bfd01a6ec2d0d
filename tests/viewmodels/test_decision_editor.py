"""The form of a decision and what saves its fields."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from jointdesk.domain.decisions import Decision
from jointdesk.viewmodels.decision_editor import AMENDMENT, DecisionEditor
from jointdesk.viewmodels.decision_form import Form, Line
from jointdesk.viewmodels.decisions import DecisionsModel
from jointdesk.viewmodels.preferences import Preferences
from jointdesk.viewmodels.undoing import UndoModel
from tests.open_desk import OpenDesk


@pytest.fixture
def editor(opened: OpenDesk, tmp_path: Path) -> Iterator[DecisionEditor]:
    """No decision open yet, as the director has it."""
    register = DecisionsModel(opened.model, Preferences(tmp_path, opened.model))
    opened.settle()
    yield DecisionEditor(register, UndoModel(opened.model).undo)
    opened.settle()


def open_ref(editor: DecisionEditor, ref: str) -> Form:
    register = editor._register.register  # noqa: SLF001 - what is known of the desk
    assert register is not None
    editor.open(next(one.id for one in register.records.decisions if one.ref == ref))
    assert editor.form is not None
    return editor.form


def line(editor: DecisionEditor, name: str) -> Line:
    assert editor.form is not None
    found = editor.form.line(name)
    assert found is not None
    return found


def decision(editor: DecisionEditor) -> Decision:
    assert editor.decision is not None
    return editor.decision


# The form


def test_the_first_group_begins_with_the_five_lines_of_an_operational_decision(
    editor: DecisionEditor,
) -> None:
    form = open_ref(editor, "CAL-2026-122")
    names = [one.name for one in form.groups[0].lines]
    assert names[:5] == [
        "decision_text",
        "reasons",
        "governance_route",
        "date_taken",
        "decision_makers",
    ]


def test_the_route_says_what_stands_open_and_which_rule_asks(
    editor: DecisionEditor, opened: OpenDesk
) -> None:
    open_ref(editor, "CAL-2026-122")
    asked = line(editor, "express_authorisation")
    assert asked.is_missing
    assert asked.is_required
    assert asked.why == "2014 regulation 7(2): express or general authority"
    editor.save("governance_route", "operational")
    opened.settle()
    assert not line(editor, "express_authorisation").is_missing


def test_routes_are_those_of_the_body(editor: DecisionEditor) -> None:
    open_ref(editor, "WEX-2026-073")
    values = [option.value for option in line(editor, "governance_route").options]
    assert "officer_SoRD" in values
    assert "full_council" not in values


def test_what_the_steps_keep_is_not_in_the_form(editor: DecisionEditor) -> None:
    form = open_ref(editor, "CAL-2026-116")
    for name in ("status", "org", "taken_version", "superseded_by"):
        assert form.line(name) is None


# Saving


@pytest.mark.parametrize(
    ("name", "typed", "stored", "shown"),
    [
        ("amount", "3.2m", Decimal("3200000.00"), "£3,200,000"),
        ("decision_due", "8 dec 2026", date(2026, 12, 8), "Tue 8 Dec 2026"),
        ("decision_due", "08/12/2026", date(2026, 12, 8), "Tue 8 Dec 2026"),
        ("is_key_decision", "yes", True, "Yes"),
        ("wards", "Riverside; Old Town", ("Riverside", "Old Town"), "Riverside; Old Town"),
        ("conditions", "If the ICB agrees", "If the ICB agrees", "If the ICB agrees"),
    ],
)
def test_what_is_typed_generously_is_understood_and_can_be_read_back(
    editor: DecisionEditor, opened: OpenDesk, name: str, typed: str, stored: object, shown: str
) -> None:
    open_ref(editor, "CAL-2026-122")
    editor.save(name, typed)
    opened.settle()
    assert getattr(decision(editor), name) == stored
    assert line(editor, name).text == shown
    editor.save(name, shown)  # what is shown means the same
    opened.settle()
    assert getattr(decision(editor), name) == stored


def test_each_field_is_saved_by_itself_and_can_be_undone(
    editor: DecisionEditor, opened: OpenDesk
) -> None:
    open_ref(editor, "CAL-2026-122")
    before = decision(editor).reasons
    editor.save("reasons", "Another reason")
    opened.settle()
    assert opened.said[-1] == "Saved “Reasons for the decision”."
    undo = opened.notices[-1].act
    assert undo is not None
    undo()
    opened.settle()
    assert decision(editor).reasons == before


@pytest.mark.parametrize(
    ("name", "typed", "part"),
    [("date_taken", "31 April 2026", "30 days"), ("amount", "a lot", "is not an amount")],
)
def test_what_cannot_be_understood_is_said_of_its_field(
    editor: DecisionEditor, qtbot: QtBot, name: str, typed: str, part: str
) -> None:
    open_ref(editor, "CAL-2026-122")
    with qtbot.waitSignal(editor.failed) as failed:
        editor.save(name, typed)
    assert failed.args[0] == name
    assert part in failed.args[1]


def test_none_is_an_answer_and_blank_is_not(editor: DecisionEditor, opened: OpenDesk) -> None:
    open_ref(editor, "CAL-2026-122")
    editor.save("alternatives", "")
    opened.settle()
    assert decision(editor).alternatives is None
    assert not line(editor, "alternatives").is_none
    editor.save("alternatives", [])
    opened.settle()
    assert decision(editor).alternatives == ()
    assert line(editor, "alternatives").is_none


def test_rows_are_saved_with_their_days(editor: DecisionEditor, opened: OpenDesk) -> None:
    open_ref(editor, "CAL-2026-122")
    editor.save("consulted", [{"who": "Cllr Stott", "on": "3 December 2026"}])
    opened.settle()
    found = decision(editor).consulted
    assert found is not None
    assert (found[0].who, found[0].on) == ("Cllr Stott", date(2026, 12, 3))


def test_a_forum_fills_in_the_route_and_who_decides_but_takes_nothing_away(
    editor: DecisionEditor, opened: OpenDesk
) -> None:
    open_ref(editor, "CAL-2027-011")
    editor.save("governance_route", "")
    editor.save("decision_makers", "")
    opened.settle()
    cabinet = next(one for one in line(editor, "forum").options if one.words == "Cabinet")
    editor.save("forum", cabinet.value)
    opened.settle()
    assert decision(editor).governance_route == "exec_meeting"
    open_ref(editor, "CAL-2026-122")
    editor.save("forum", cabinet.value)
    opened.settle()
    assert decision(editor).governance_route == "nonexec_officer"


# Amending


def test_the_text_of_a_taken_decision_changes_only_by_a_version_with_a_reason(
    editor: DecisionEditor, opened: OpenDesk, qtbot: QtBot
) -> None:
    open_ref(editor, "CAL-2026-116")
    before = decision(editor)
    assert line(editor, "decision_text").is_locked
    editor.save("decision_text", "Agreed more")
    opened.settle()
    assert decision(editor).decision_text == before.decision_text
    editor.begin_amending()
    editor.save("decision_text", "Agreed more")
    editor.save("amount", "70k")
    with qtbot.waitSignal(editor.failed) as failed:
        editor.amend("  ")
    assert failed.args == [AMENDMENT, "Give a reason: it stays on the record."]
    editor.amend("The amount was misprinted")
    opened.settle()
    after = decision(editor)
    assert (after.decision_text, after.amount) == ("Agreed more", Decimal("70000.00"))
    assert after.taken_version != before.taken_version
    assert not editor.is_amending
    assert opened.notices[-1].act is None  # a version stays


def test_what_is_not_fixed_is_saved_at_once_also_of_a_taken_decision(
    editor: DecisionEditor, opened: OpenDesk
) -> None:
    open_ref(editor, "CAL-2026-116")
    editor.save("published_url", "https://example.org/116")
    opened.settle()
    assert decision(editor).published_url == "https://example.org/116"


def test_another_decision_is_not_amended_with_it(editor: DecisionEditor) -> None:
    open_ref(editor, "CAL-2026-116")
    editor.begin_amending()
    editor.save("amount", "70k")
    open_ref(editor, "WEX-2026-070")
    assert not editor.is_amending
    assert editor.gathered == {}


def test_who_may_see_it_cannot_be_undone_and_says_so_first(
    editor: DecisionEditor, opened: OpenDesk
) -> None:
    open_ref(editor, "CAL-2026-122")
    assert line(editor, "visibility").note == "Who may see it cannot be undone: set it again."
    editor.save("visibility", "own_org")
    opened.settle()
    assert decision(editor).visibility == "own_org"
    assert opened.notices[-1].act is None


def test_a_decision_moves_to_another_matter(editor: DecisionEditor, opened: OpenDesk) -> None:
    open_ref(editor, "CAL-2026-122")
    other = next(one for one in line(editor, "matter").options if one.words == "Falls pilot")
    editor.save("matter", other.value)
    opened.settle()
    assert decision(editor).matter == other.value
    assert editor.form is not None
