"""Decisions as people work with them: each step as the director and as both PAs."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jointdesk.domain.decisions import Status
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.items import Write
from jointdesk.domain.moments import Instant
from jointdesk.operations import decisions
from jointdesk.operations.undo import redo, undo
from jointdesk.store.changes import Body, append, record
from jointdesk.store.decisions import versions_of
from jointdesk.store.integrity import check
from jointdesk.store.items import find_item
from tests.deciding import PEOPLE, Office, office


@pytest.fixture
def place(tmp_path: Path, data_folder: Path, now: Instant) -> Iterator[Office]:
    with office(tmp_path, data_folder, now) as made:
        yield made
        assert check(made.desk) == []


def supersede(place: Office, old: str, new: str, who: str = "director") -> None:
    decisions.supersede(place.desk, place.actor(who), place.audience(who), old, new)


def revoke(place: Office, old: str, by: str = "", reason: str = "") -> None:
    actor, audience = place.actor(), place.audience()
    decisions.revoke(place.desk, actor, audience, old, by, reason=reason)


# Adding


@pytest.mark.parametrize("who", PEOPLE)
def test_a_decision_gets_a_matter_and_a_reference(place: Office, who: str) -> None:
    made = place.decision(place.add(who), who)
    assert made.ref == "CAL-2026-001"
    assert place.seen(who).matter_by_id[made.matter].title == "Reablement award"
    assert place.decision(place.add(who, org="WEX"), who).ref == "WEX-2026-001"


def test_the_whole_of_adding_is_one_action(place: Office) -> None:
    place.add(status="effective", date_taken="2026-11-26", decision_text="Approved")
    undo(place.desk, place.actor())
    assert place.seen().decisions == ()
    assert place.seen().matters == ()
    redo(place.desk, place.actor())
    assert len(place.seen().decisions) == 1


def test_one_that_was_taken_long_ago_is_added_with_its_version(place: Office) -> None:
    made = place.add(status="effective", date_taken="2026-11-26", decision_text="Approved")
    (version,) = versions_of(place.desk.connection, made)
    assert version.fields is not None
    assert version.fields["decision_text"] == "Approved"
    assert place.decision(made).taken_version == version.id


def test_a_joint_matter_is_split_into_one_decision_for_each_body(place: Office) -> None:
    rows = [place.fields(org=code, title="Falls pilot", amount="60k") for code in ("CAL", "WEX")]
    made = decisions.add_decisions(
        place.desk, place.actor(), place.audience(), rows, one_matter=True
    )
    cal, wex = (place.decision(one) for one in made)
    assert cal.matter == wex.matter
    assert (cal.counterpart, wex.counterpart) == (wex.id, cal.id)
    assert (cal.ref, wex.ref) == ("CAL-2026-001", "WEX-2026-001")
    undo(place.desk, place.actor())
    assert place.seen().decisions == ()


def test_a_decision_needs_a_body_and_a_title(place: Office) -> None:
    for row in ({"title": "Award"}, {"org": place.cal}):
        with pytest.raises(WrongUseError):
            decisions.add_decisions(place.desk, place.actor(), place.audience(), [row])
    assert place.seen().matters == ()


def test_two_may_have_one_reference(place: Office) -> None:
    refs = [place.decision(place.add(ref="CAL-2026-118")).ref for _ in range(2)]
    assert refs == ["CAL-2026-118", "CAL-2026-118"]


# Taking


@pytest.mark.parametrize("who", PEOPLE)
def test_taking_makes_a_version_that_the_decision_lists_by_its_hash(
    place: Office, who: str
) -> None:
    made = place.add(who, decision_text="Approved", notes="Not for the record")
    place.advance(made, Status.TAKEN, who)
    taken = place.decision(made, who)
    (version,) = versions_of(place.desk.connection, made)
    assert (taken.status, taken.taken_version) == ("taken", version.id)
    assert len(taken.taken_hash) == 64
    assert version.fields is not None
    assert version.fields["date_taken"] == "2026-11-30"
    assert "notes" not in version.fields


def test_two_commands_at_one_moment_take_it_once(
    place: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = place.add(decision_text="Approved")
    load = decisions.load_rulebook

    def while_another_takes_it(*args: Any) -> Any:
        monkeypatch.setattr(decisions, "load_rulebook", load)
        place.advance(made, Status.TAKEN, "tom")
        return load(*args)

    monkeypatch.setattr(decisions, "load_rulebook", while_another_takes_it)
    with pytest.raises(WrongUseError, match="at the same moment"):
        place.advance(made, Status.TAKEN)
    assert len(versions_of(place.desk.connection, made)) == 1


def test_taking_cannot_be_undone_and_neither_can_what_came_before_it(place: Office) -> None:
    made = place.add(decision_text="Approved")
    place.edit(made, decision_text="Approved the award")
    place.advance(made, Status.TAKEN)

    left = undo(place.desk, place.actor())
    assert left.labels == ()
    assert "Taking a decision cannot be undone" in left.left[0]
    for _ in range(2):
        assert undo(place.desk, place.actor()).labels == ()
    assert place.decision(made).decision_text == "Approved the award"
    assert place.decision(made).status == "taken"


def test_what_comes_after_taking_can_be_undone(place: Office) -> None:
    made = place.add(decision_text="Approved")
    place.advance(made, Status.TAKEN)
    place.advance(made, Status.PUBLISHED)
    undo(place.desk, place.actor())
    assert place.decision(made).status == "taken"
    assert place.decision(made).date_published is None


def test_edits_that_the_taker_had_not_seen_never_alter_it(place: Office) -> None:
    """As another machine would send them: made in sight of the draft, arriving after the take."""
    made = place.add(decision_text="Approved", amount="60k")
    draft = find_item(place.desk.connection, made)
    place.advance(made, Status.TAKEN)
    _edit_unseen(place, made, {"decision_text": "Rejected"})
    assert draft is not None

    assert place.decision(made).decision_text == "Approved"
    item = find_item(place.desk.connection, made)
    assert item is not None
    assert item.fields["decision_text"] == "Rejected"
    place.edit(made, decision_text="Approved")
    item = find_item(place.desk.connection, made)
    assert item is not None
    assert item.fields["decision_text"] == "Approved"
    assert len(versions_of(place.desk.connection, made)) == 1


def _edit_unseen(place: Office, item_id: str, fields: dict[str, Any]) -> None:
    actor = place.actor("tom")._replace(at=place.now + 60)
    body = Body("unseen", "Edited elsewhere", actor.at)
    with place.desk.transaction():
        append(place.desk, actor, Write(item_id, "decision", fields), body)


def test_an_amendment_leaves_later_steps_to_be_undone(place: Office) -> None:
    made = place.add(decision_text="Approved")
    place.advance(made, Status.TAKEN)
    place.advance(made, Status.PUBLISHED)
    place.edit(made, "Clearer", reasons="Savings")
    assert "New version".lower() in undo(place.desk, place.actor()).left[0]
    undo(place.desk, place.actor())
    assert place.decision(made).status == "taken"
    assert place.decision(made).reasons == "Savings"


# Amending


def test_an_amendment_is_a_new_version_with_a_reason(place: Office) -> None:
    made = place.add(decision_text="Aproved", amount="60k")
    place.advance(made, Status.TAKEN)
    with pytest.raises(WrongUseError, match="give a reason"):
        place.edit(made, decision_text="Approved")
    place.edit(made, "Typing error", decision_text="Approved")

    first, second = versions_of(place.desk.connection, made)
    assert first.fields is not None
    assert second.fields is not None
    assert (first.fields["decision_text"], second.fields["decision_text"]) == (
        "Aproved", "Approved",
    )  # fmt: skip
    assert (second.number, second.reason) == (2, "Typing error")
    assert second.fields["amount"] == "60000.00"
    assert place.decision(made).decision_text == "Approved"
    assert "cannot be undone" in undo(place.desk, place.actor()).left[0]
    assert place.decision(made).decision_text == "Approved"


def test_one_that_came_without_a_version_keeps_its_first_text(place: Office) -> None:
    fields = {"org": place.cal, "title": "Old", "status": "taken", "decision_text": "Aproved"}
    record(place.desk, place.actor(), "Brought in", [Write("old", "decision", fields)])
    place.edit("old", "Typing error", decision_text="Approved")
    found = versions_of(place.desk.connection, "old")
    assert [(one.number, one.reason, (one.fields or {})["decision_text"]) for one in found] == [
        (1, "", "Aproved"),
        (2, "Typing error", "Approved"),
    ]


def test_what_is_not_fixed_changes_without_a_version(place: Office) -> None:
    made = place.add(decision_text="Approved")
    place.advance(made, Status.TAKEN)
    place.edit(made, published_url="https://cal.example/118")
    assert len(versions_of(place.desk.connection, made)) == 1
    undo(place.desk, place.actor())
    assert place.decision(made).published_url == ""


# Ending


def test_a_decision_that_supersedes_ends_the_other_when_it_is_taken(place: Office) -> None:
    old = place.add(status="effective", date_taken="2026-10-01")
    new = place.add(matter=place.decision(old).matter)
    supersede(place, old, new)
    assert place.decision(old).is_in_force
    assert (place.decision(old).superseded_by, place.decision(new).supersedes) == (new, old)
    place.advance(new, Status.TAKEN)
    assert place.decision(old).status == "superseded"
    assert place.decision(old).ended_on == place.decision(new).date_taken


def test_one_that_is_added_may_supersede_another(place: Office) -> None:
    old = place.add(status="effective", date_taken="2026-10-01")
    new = place.add(status="effective", date_taken="2026-11-01", supersedes=old)
    assert (place.decision(old).status, place.decision(old).superseded_by) == ("superseded", new)
    undo(place.desk, place.actor())
    assert place.decision(old).is_in_force
    with pytest.raises(WrongUseError, match="withdraw it"):
        place.add(supersedes=place.add())


def test_a_step_may_bring_its_edits_with_it(place: Office) -> None:
    made = place.add(decision_text="Aproved")
    place.advance(made, Status.TAKEN, fields={"decision_text": "Approved"})
    assert place.decision(made).decision_text == "Approved"
    with pytest.raises(WrongUseError, match="give a reason"):
        place.advance(made, Status.PUBLISHED, fields={"decision_text": "Agreed"})
    place.advance(
        made, Status.PUBLISHED, fields={"decision_text": "Agreed"}, reason="As it was said"
    )
    assert [one.reason for one in versions_of(place.desk.connection, made)] == [
        "", "As it was said",
    ]  # fmt: skip


def test_links_are_one_action(place: Office) -> None:
    old = place.add(status="effective", date_taken="2026-10-01")
    new = place.add(status="effective", date_taken="2026-11-01")
    supersede(place, old, new)
    undo(place.desk, place.actor())
    assert place.decision(old).status == "effective"
    assert place.decision(new).supersedes is None

    revoke(place, old, by=new)
    assert (place.decision(old).revoked_by, place.decision(new).revokes) == (new, old)
    undo(place.desk, place.actor())
    assert place.decision(old).is_in_force
    assert place.decision(new).revokes is None


def test_revoking_with_a_reason_alone(place: Office) -> None:
    old = place.add(status="effective", date_taken="2026-10-01")
    revoke(place, old, reason="The pilot ended")
    ended = place.decision(old)
    assert (ended.status, ended.ended_reason) == ("revoked", "The pilot ended")
    with pytest.raises(WrongUseError, match="of no effect any more"):
        revoke(place, old, reason="Again")


# Who may see it

SECRET = "Redundancies at Mill Street"


def test_the_other_bodys_pa_sees_neither_the_decision_nor_its_matter(place: Office) -> None:
    made = place.add(title=SECRET, visibility="own_org")
    assert place.decision(made, "tom").title == SECRET
    assert place.seen("bridget").decisions == ()
    assert place.seen("bridget").matters == ()
    assert place.seen("bridget").stubs == ()
    for step in (
        lambda: place.edit(made, who="bridget", title="Mine"),
        lambda: place.advance(made, Status.TAKEN, "bridget"),
    ):
        with pytest.raises(NotFoundError):
            step()


def test_narrowing_takes_every_word_of_it_out_of_the_shared_stream(place: Office) -> None:
    made = place.add(title=SECRET, decision_text=f"Approved: {SECRET}")
    place.advance(made, Status.TAKEN)
    place.edit(made, "Clearer", reasons=f"Because of {SECRET}")
    before = place.decision(made)
    assert place.seen("bridget").decisions
    place.edit(made, visibility="own_org")

    after = place.decision(made, "tom")
    assert (after.title, after.ref, after.status) == (before.title, before.ref, before.status)
    assert after.taken_hash == before.taken_hash
    assert [one.number for one in versions_of(place.desk.connection, made)] == [1, 2]
    assert place.seen("bridget").decisions == ()
    assert SECRET not in _shared(place)
    assert find_item(place.desk.connection, made).stream == f"org:{place.cal}"  # type: ignore[union-attr]


def _shared(place: Office) -> str:
    rows = place.desk.connection.execute(
        "SELECT p.body FROM payload p JOIN stream s ON s.id = p.stream_id WHERE s.kind = 'shared'"
    )
    return "".join(body for (body,) in rows)


def test_narrowing_leaves_no_byte_of_it_but_in_its_own_stream(place: Office) -> None:
    made = place.add(title="Award", decision_text=SECRET)
    place.edit(made, decision_text="Approved")
    assert SECRET.encode() in place.bytes_of_file()
    place.edit(made, visibility="own_org")
    assert SECRET.encode() not in place.bytes_of_file()


def test_widening_shows_it_to_everyone_under_the_same_id(place: Office) -> None:
    made = place.add(title=SECRET, visibility="own_org", decision_text="Approved")
    place.advance(made, Status.TAKEN)
    place.edit(made, visibility="all")
    shown = place.decision(made, "bridget")
    assert (shown.title, shown.status) == (SECRET, "taken")
    assert place.seen("bridget").matter_by_id[shown.matter].title == SECRET
    place.edit(made, "Clearer", who="bridget", reasons="Savings")
    place.edit(made, visibility="own_org")
    assert place.seen("bridget").decisions == ()
    assert place.decision(made, "tom").reasons == "Savings"
    assert len(versions_of(place.desk.connection, made)) == 2


def test_a_value_taken_away_stays_away_through_every_move(place: Office) -> None:
    made = place.add(notes="Old words", visibility="own_org")
    place.edit(made, visibility="all")
    place.edit(made, notes="")
    assert place.decision(made).notes == ""
    place.edit(made, visibility="own_org")
    assert place.decision(made).notes == ""


def test_who_may_see_it_cannot_be_undone(place: Office) -> None:
    made = place.add()
    place.edit(made, visibility="own_org")
    assert "set it again" in undo(place.desk, place.actor()).left[0]
    assert place.decision(made, "tom").visibility == "own_org"
    place.edit(made, visibility="all")
    assert "set it again" in undo(place.desk, place.actor()).left[0]
    assert place.decision(made, "bridget").visibility == "all"


def test_of_a_joint_matter_the_other_half_is_a_stub(place: Office) -> None:
    cal = place.add(title="Joint", decision_text=SECRET, visibility="own_org")
    matter = place.decision(cal).matter
    wex = place.add(org="WEX", matter=matter, title="Our half")
    seen = place.seen("bridget")
    assert [one.id for one in seen.decisions] == [wex]
    assert [(stub.id, stub.org, stub.taken) for stub in seen.stubs] == [(cal, place.cal, False)]
    place.advance(cal, Status.TAKEN, "tom")
    assert place.seen("bridget").stubs[0].taken
    assert SECRET not in repr(place.seen("bridget"))
    assert {one.id for one in place.seen("tom").decisions} == {cal, wex}


def test_a_matter_goes_where_its_decisions_are(place: Office) -> None:
    made = place.add(title=SECRET, visibility="own_org")
    matter = place.decision(made).matter
    assert find_item(place.desk.connection, matter).stream == f"org:{place.cal}"  # type: ignore[union-attr]
    place.add(org="WEX", matter=matter)
    assert find_item(place.desk.connection, matter).stream == "shared"  # type: ignore[union-attr]


def test_adding_never_takes_a_matter_away_from_anybody_for_good(place: Office) -> None:
    first = place.add(title="Open")
    matter = place.decision(first).matter
    undo(place.desk, place.actor())
    redo(place.desk, place.actor())
    place.add(matter=matter, visibility="own_org", title=SECRET)
    assert SECRET not in _shared(place)
    undo(place.desk, place.actor())
    assert place.seen("bridget").matter_by_id[matter].title == "Open"
    assert [one.id for one in place.seen("bridget").decisions] == [first]


def test_a_widened_matter_goes_back_with_undo(place: Office) -> None:
    kept = place.add(title=SECRET, visibility="own_org")
    matter = place.decision(kept).matter
    place.add(org="WEX", matter=matter, title="Our half")
    undo(place.desk, place.actor())
    assert place.seen("bridget").matters == ()
    assert place.seen("tom").matter_by_id[matter].title == SECRET


def test_nobody_keeps_a_thing_where_they_cannot_see_it(place: Office) -> None:
    made = place.add()
    with pytest.raises(WrongUseError, match="CAL's own people"):
        place.edit(made, who="bridget", visibility="own_org")
    with pytest.raises(WrongUseError, match="CAL's own people"):
        place.add("bridget", visibility="own_org")


def test_labels_name_nothing_that_may_become_private(place: Office) -> None:
    made = place.add(title=SECRET, ref="CAL-2026-777")
    place.edit(made, visibility="own_org")
    place.edit(made, reasons="Money")
    labels = place.desk.connection.execute(
        "SELECT json_extract(body, '$.label') FROM payload"
    ).fetchall()
    assert not [label for (label,) in labels if SECRET in label or "777" in label]


def test_a_broken_character_changes_nothing(place: Office) -> None:
    made = place.add()
    with pytest.raises(WrongUseError, match="broken character"):
        decisions.edit_decision(
            place.desk, place.actor(), place.audience(), made, {"notes": "\ud800"}
        )
    record(place.desk, place.actor(), "Said", [Write(made, "decision", {"notes": "fine"})])
    assert place.decision(made).notes == "fine"
