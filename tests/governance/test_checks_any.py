"""Whatever the records say: every check answers, once for each thing, and tells no secret."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from jointdesk.domain.authorities import Authority, Delegation
from jointdesk.domain.decision_words import OUTCOMES, PROCUREMENT, ROUTES, URGENCY
from jointdesk.domain.decisions import Contribution, Decision, DecisionMaker, Status
from jointdesk.domain.forums import Forum
from jointdesk.domain.interests import Interest
from jointdesk.domain.matters import Matter
from jointdesk.domain.polls import Poll
from jointdesk.domain.records import Records
from jointdesk.domain.tasks import Priority, Task
from jointdesk.governance.checks import check_records
from jointdesk.privacy.records import project_records
from tests.governance.building import BRIDGET, DIRECTOR, TOM, context

SECRET = "Tanner Row"
DAYS = st.none() | st.dates(date(2026, 9, 1), date(2027, 6, 30)) | st.dates()
ORGS = st.sampled_from(["cal", "wex", "esk", "gone"])
FLAGS = st.sampled_from([None, True, False])
AMOUNTS = st.none() | st.integers(0, 10**7).map(Decimal)
DECISION_DAYS = (
    "date_taken", "decision_due", "notice_published_on", "urgency_agreed_on", "date_published",
    "date_effective", "procurement_notice_date", "period_from", "period_to", "ended_on",
    "first_published", "call_in_hearing",
)  # fmt: skip


def one_of(words: Any) -> st.SearchStrategy[str | None]:
    return st.none() | st.sampled_from(sorted(words))


@st.composite
def decisions(draw: st.DrawFn, number: int) -> Decision:
    org, kept = draw(ORGS), draw(st.booleans())
    word = f"{SECRET} {org}" if kept else "Award"
    return Decision(
        id=f"d{number}", order=number, org=org, matter=draw(st.sampled_from(["m0", "m1", ""])),
        ref=f"{word} {number}", title=word, decision_text=word, conditions=word,
        status=draw(st.sampled_from(list(Status))), visibility="own_org" if kept else "all",
        governance_route=draw(one_of(ROUTES)), outcome=draw(one_of(OUTCOMES)),
        procurement_route=draw(one_of(PROCUREMENT)), urgency_route=draw(one_of(URGENCY)),
        amount=draw(AMOUNTS), is_key_decision=draw(FLAGS), counterpart_required=draw(FLAGS),
        callable_in=draw(FLAGS), counterpart=draw(st.sampled_from([None, "d0", "d1"])),
        forum=draw(st.sampled_from([None, "f", "gone"])),
        authority_document=draw(st.sampled_from([None, "a", "gone"])), authority_paragraph="4",
        counterparties=draw(st.sampled_from([None, (), ("CAL",), ("Acme",)])),
        capacity_org=draw(st.none() | ORGS), exempt_paras=draw(st.sampled_from([None, ("3",)])),
        contributions=draw(st.sampled_from([None, (Contribution("cal", Decimal(1)),)])),
        decision_makers=(DecisionMaker("imogen"),),
        **{name: draw(DAYS) for name in DECISION_DAYS},
    )  # fmt: skip


@st.composite
def a_task(draw: st.DrawFn, number: int) -> Task:
    org, kept = draw(ORGS), draw(st.booleans())
    return Task(
        id=f"t{number}", order=number, title=f"{SECRET} {org}" if kept else "Winter return",
        orgs=(org,), owners=draw(st.sampled_from([(), ("imogen",), ("ghost",)])), due=draw(DAYS),
        visibility="own_org" if kept else "all", completed_on=draw(DAYS),
        status=draw(st.sampled_from(["needs-action", "in-process", "completed", "cancelled"])),
        kind=draw(st.sampled_from(["task", "action", "paper"])),
        decision=draw(st.sampled_from([None, "d0", "d1"])),
        matter=draw(st.sampled_from([None, "m0"])),
        feeds=draw(st.sampled_from([None, "s-20270112", "s-00010101", "odd"])),
        blocked_by=draw(st.sampled_from([(), ("t0",), ("t1",), ("t2",)])),
        priority=draw(st.sampled_from([(), (Priority("cal", "high"), Priority("wex", "low"))])),
    )  # fmt: skip


@st.composite
def any_records(draw: st.DrawFn) -> Records:
    count = draw(st.integers(0, 4))
    return Records(
        matters=(
            Matter("m0", title="Beds", partners=("esk",), visibility="all"),
            Matter("m1", title="Fees", required_orgs=("cal", "wex"), visibility="all"),
        ),
        decisions=tuple(draw(decisions(number)) for number in range(count)),
        tasks=tuple(draw(a_task(number)) for number in range(draw(st.integers(0, 4)))),
        authorities=(Authority("a", org="cal", name="Scheme", valid_to=draw(DAYS)),),
        delegations=(Delegation("x", authority="a", paragraph="4", limit=Decimal(5)),),
        forums=(Forum("f", name="Group", kind=draw(st.sampled_from(["advisory", "board"]))),),
        interests=(Interest("i", person="imogen", party_name="Acme", declared_in=("cal",)),),
        polls=(Poll("p", kind=draw(st.sampled_from(["local", "general"])), day=draw(DAYS)),),
    )


@settings(max_examples=150, deadline=None)
@given(any_records())
def test_every_check_answers_once_and_tells_nobody_what_they_may_not_see(records: Records) -> None:
    known = context()
    every = check_records(records, known)
    assert len({one.id for one in every}) == len(every)
    for audience, hidden in ((TOM, "wex"), (BRIDGET, "cal")):
        seen = project_records(records, audience)
        ids = {one.id for group in (seen.decisions, seen.tasks, seen.matters, seen.interests)
               for one in group}  # fmt: skip
        for one in check_records(seen, known):
            assert f"{SECRET} {hidden}" not in " ".join((one.message, *one.names))
            assert ids.issuperset(one.participants)
    assert project_records(records, DIRECTOR) is records
