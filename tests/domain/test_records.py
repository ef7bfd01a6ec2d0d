"""A desk's records and the ways to look them up."""

from jointdesk.domain.authorities import Authority
from jointdesk.domain.decisions import Decision, Stub
from jointdesk.domain.forums import Forum
from jointdesk.domain.matters import Matter
from jointdesk.domain.records import Records
from jointdesk.domain.tasks import Task

RECORDS = Records(
    matters=(Matter("m"),),
    decisions=(Decision("d1", matter="m"), Decision("d2", matter="m"), Decision("d3")),
    stubs=(Stub("s", "m", "o", False),),
    tasks=(Task("t1", matter="m"), Task("t2", decision="d1"), Task("t3", decision="gone")),
    authorities=(Authority("a"),),
    forums=(Forum("f"),),
)


def test_records_are_found_by_id() -> None:
    assert RECORDS.matter_by_id["m"].id == "m"
    assert RECORDS.decision_by_id["d2"].id == "d2"
    assert RECORDS.task_by_id["t1"].id == "t1"
    assert RECORDS.forum_by_id["f"].id == "f"
    assert RECORDS.authority_by_id["a"].id == "a"


def test_decisions_and_stubs_are_found_by_their_matter() -> None:
    assert [one.id for one in RECORDS.decisions_by_matter["m"]] == ["d1", "d2"]
    assert list(RECORDS.decisions_by_matter) == ["m"]
    assert [one.id for one in RECORDS.stubs_by_matter["m"]] == ["s"]


def test_tasks_belong_to_the_matter_of_their_decision() -> None:
    assert [one.id for one in RECORDS.tasks_by_matter["m"]] == ["t1", "t2"]
    assert [one.id for one in RECORDS.tasks_by_decision["d1"]] == ["t2"]
