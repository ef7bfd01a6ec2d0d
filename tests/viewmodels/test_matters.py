"""One matter in full, and the steps of its decisions."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from jointdesk.domain.decisions import Status
from jointdesk.viewmodels.decisions import DecisionsModel
from jointdesk.viewmodels.matter_detail import Half, MatterDetail
from jointdesk.viewmodels.matters import MatterModel
from jointdesk.viewmodels.preferences import Preferences
from jointdesk.viewmodels.undoing import UndoModel
from tests.open_desk import OpenDesk, open_desk


@pytest.fixture
def model(opened: OpenDesk, tmp_path: Path) -> Iterator[MatterModel]:
    """No matter open yet, as the director has it."""
    yield made(opened, tmp_path)
    opened.settle()


def made(opened: OpenDesk, folder: Path) -> MatterModel:
    register = DecisionsModel(opened.model, Preferences(folder, opened.model))
    opened.settle()
    return MatterModel(register, UndoModel(opened.model).undo)


def show(model: MatterModel, opened: OpenDesk, title: str) -> MatterDetail:
    """Open a matter by the beginning of its title."""
    register = model.register.register
    assert register is not None
    model.open(next(e.matter.id for e in register.entries if e.matter.title.startswith(title)))
    opened.settle()
    assert model.detail is not None
    return model.detail


def half(model: MatterModel, ref: str) -> Half:
    assert model.detail is not None
    return next(one for one in model.detail.halves if one.ref == ref)


def test_a_matter_says_who_must_decide_and_when_it_has_effect(
    model: MatterModel, opened: OpenDesk
) -> None:
    facts = dict(show(model, opened, "Reablement award").facts)
    assert facts["Must decide"] == "Calderbourne and Wexmere"
    assert facts["Effective"] == "Only when Calderbourne and Wexmere have decided"
    assert facts["Value"] == "£3.2m over 3 years"
    facts = dict(show(model, opened, "Section 75").facts)
    assert facts["Effective"] == "Only when Wexmere has decided too"
    facts = dict(show(model, opened, "Falls pilot").facts)
    assert facts["Effective"] == "Since Friday 20 November 2026"


def test_what_differs_between_the_bodies_is_marked(model: MatterModel, opened: OpenDesk) -> None:
    same = {one.name: one.differs for one in show(model, opened, "Falls pilot").compared}
    assert not any(same.values())
    decision = half(model, "WEX-2026-070").decision
    register = model.register.register
    assert register is not None
    from dataclasses import replace
    from decimal import Decimal

    from jointdesk.viewmodels.matter_detail import detail_of

    entry = register.entry_of(decision.matter)
    assert entry is not None
    standings = tuple(
        one._replace(decision=replace(one.decision, amount=Decimal(1)))
        if one.decision.id == decision.id
        else one
        for one in entry.standings
    )
    found = detail_of(entry._replace(standings=standings), register)
    assert [one.name for one in found.compared if one.differs] == ["Amount"]


def test_the_dates_of_each_decision_are_there(model: MatterModel, opened: OpenDesk) -> None:
    show(model, opened, "Care home fees")
    words = [one.words for one in half(model, "CAL-2027-004").milestones]
    assert words[0].startswith("draft by")
    assert "notice by Mon 14 Dec" in words
    assert "decision due Tue 12 Jan" in words


def test_a_simple_step_can_be_undone(model: MatterModel, opened: OpenDesk) -> None:
    show(model, opened, "Reablement award")
    decision = half(model, "WEX-2026-073").decision
    model.advance(decision.id, Status.CLEARED)
    opened.settle()
    assert opened.said[-1] == "WEX-2026-073: cleared."
    assert half(model, "WEX-2026-073").pill == "Cleared"
    undo = opened.notices[-1].act
    assert undo is not None
    undo()
    opened.settle()
    assert half(model, "WEX-2026-073").pill == "Draft"


def test_a_decision_that_was_taken_offers_no_undo(model: MatterModel, opened: OpenDesk) -> None:
    show(model, opened, "Equipment hub")
    decision = half(model, "CAL-2026-117").decision
    model.advance(decision.id, Status.TAKEN, date(2026, 12, 4))
    opened.settle()
    assert opened.said[-1].startswith("CAL-2026-117: taken.")
    assert opened.notices[-1].act is None
    assert half(model, "CAL-2026-117").decision.date_taken == date(2026, 12, 4)


def test_revoking_needs_a_reason(model: MatterModel, opened: OpenDesk, qtbot: QtBot) -> None:
    show(model, opened, "Falls pilot")
    decision = half(model, "CAL-2026-116").decision
    with qtbot.waitSignal(model.failed) as failed:
        model.advance(decision.id, Status.REVOKED)
    assert failed.args[0] == "step"
    assert "reason" in failed.args[1]
    model.advance(decision.id, Status.REVOKED, reason="The pilot moved")
    opened.settle()
    assert half(model, "CAL-2026-116").pill == "Revoked"


def test_another_decision_of_the_body_takes_its_place(model: MatterModel, opened: OpenDesk) -> None:
    show(model, opened, "Discharge-to-assess")
    old, new = half(model, "WEX-2026-061"), half(model, "WEX-2026-068")
    assert old.others[0][0] == new.decision.id  # the one on the same matter is offered first
    model.supersede(old.decision.id, new.decision.id, "Decided again")
    opened.settle()
    assert half(model, "WEX-2026-061").pill == "Superseded"


def test_a_new_matter_has_one_decision_for_each_body(
    model: MatterModel, opened: OpenDesk, qtbot: QtBot
) -> None:
    register = model.register.register
    assert register is not None
    rows = [{"org": body.id, "governance_route": "operational"} for body in register.bodies]
    with qtbot.waitSignal(model.opened) as shown:
        model.add_matter("Winter beds", "", rows)
    model.open(shown.args[0])
    opened.settle()
    assert model.detail is not None
    assert [one.ref for one in model.detail.halves] == ["CAL-2026-125", "WEX-2026-077"]
    assert all(one.decision.counterpart_required for one in model.detail.halves)
    undo = opened.notices[-1].act
    assert undo is not None
    undo()
    opened.settle()
    assert model.detail is None


def test_a_decision_of_another_body_can_be_added(model: MatterModel, opened: OpenDesk) -> None:
    detail = show(model, opened, "Section 75")
    (wexmere,) = [one for one in detail.free if one.code == "WEX"]
    model.add_decision(wexmere.id)
    opened.settle()
    assert model.detail is not None
    assert [one.code for one in model.detail.halves] == ["CAL", "WEX"]


def test_tasks_are_added_and_ticked(model: MatterModel, opened: OpenDesk) -> None:
    show(model, opened, "Falls pilot")
    model.add_task("Tell the wards")
    opened.settle()
    assert model.detail is not None
    (task,) = [one for one in model.detail.tasks if one.title == "Tell the wards"]
    model.tick_task(task.id, True)
    opened.settle()
    (task,) = [one for one in model.detail.tasks if one.title == "Tell the wards"]
    assert task.is_done


def test_the_history_names_who_did_what(model: MatterModel, opened: OpenDesk) -> None:
    show(model, opened, "Reablement award")
    decision = half(model, "WEX-2026-073").decision
    model.advance(decision.id, Status.CLEARED)
    opened.settle()
    newest = model.history[0]
    assert newest.who == "Imogen Farrant"
    assert newest.what == "Moved WEX-2026-073 on: cleared"


def test_of_a_decision_kept_to_its_body_others_see_that_it_is_there(
    model: MatterModel,
    opened: OpenDesk,
    qtbot: QtBot,
    demo_path: Path,
    data_folder: Path,
    tmp_path: Path,
) -> None:
    from jointdesk.operations.decisions import edit_decision
    from jointdesk.operations.matters import edit_matter

    show(model, opened, "Falls pilot")
    one = half(model, "CAL-2026-116").decision
    audience = opened.model.audience
    assert audience is not None

    def keep(desk: object, actor: object) -> None:
        edit_matter(desk, actor, audience, one.matter, {"visibility": "all"})  # type: ignore[arg-type]
        edit_decision(desk, actor, audience, one.id, {"visibility": "own_org"})  # type: ignore[arg-type]

    opened.model.act(keep)
    opened.settle()
    with open_desk(qtbot, demo_path, data_folder, "Bridget Lyall") as other:
        theirs = made(other, tmp_path)
        detail = show(theirs, other, "Falls pilot")
        assert [held.words for held in detail.held] == ["Counterpart decision: held by CAL. Taken."]
        assert "CAL-2026-116" not in repr(detail)
        assert "CAL-2026-116" not in repr(theirs.history)


def test_a_matter_s_own_fields_are_saved_one_by_one(
    model: MatterModel, opened: OpenDesk, qtbot: QtBot
) -> None:
    show(model, opened, "Falls pilot")
    model.edit_matter("summary", "Fewer falls in two wards")
    opened.settle()
    assert model.detail is not None
    assert dict(model.detail.facts)["Summary"] == "Fewer falls in two wards"
    with qtbot.waitSignal(model.failed) as failed:
        model.edit_matter("closed_on", "31 April 2026")
    assert failed.args == ["closed_on", "“31 April 2026” is no day: April 2026 has 30 days."]
    with qtbot.waitSignal(model.failed) as failed:
        model.edit_matter("title", "")
    assert failed.args == ["title", "A matter needs a title."]
