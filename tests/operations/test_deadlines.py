"""The timeline of a decision by its organisation's profile, its forum and the other body."""

from datetime import date

from jointdesk.derive.working_calendars import working_calendars
from jointdesk.domain.decisions import Decision
from jointdesk.domain.forums import Forum, Stage
from jointdesk.domain.organisations import Organisation, OrganisationKind
from jointdesk.domain.records import Records
from jointdesk.governance.profiles import profile_of, read_profiles
from jointdesk.operations.deadlines import decision_timeline
from jointdesk.operations.rulebook import Rulebook
from jointdesk.store.bundled import profiles

CAL = Organisation("cal", "CAL", "Calderbourne Council", OrganisationKind.COUNCIL)
KNOWN = read_profiles(profiles())
RULES = Rulebook(
    {CAL.id: CAL}, {CAL.id: profile_of(CAL, KNOWN)}, working_calendars(), date(2026, 11, 30)
)
CABINET = Forum("cabinet", stages=(Stage("final report", 7),))


def words(decision: Decision) -> list[str]:
    records = Records(decisions=(decision,), forums=(CABINET,))
    return [each.words for each in decision_timeline(decision, records, RULES).milestones]


def test_the_forums_steps_stand_among_the_deadlines():
    fees = Decision(
        "d07",
        org="cal",
        governance_route="exec_meeting",
        forum="cabinet",
        is_key_decision=True,
        decision_due=date(2027, 1, 12),
    )
    assert words(fees) == [
        "notice by Mon 14 Dec",
        "final report by Thu 31 Dec",
        "papers by Mon 4 Jan",
        "decision due Tue 12 Jan",
    ]


def test_no_effect_while_the_other_body_has_not_decided():
    variation = Decision(
        "d03",
        matter="mat-02",
        org="cal",
        governance_route="operational",
        date_taken=date(2026, 11, 26),
        counterpart_required=True,
    )
    assert words(variation) == ["taken Thu 26 Nov"]


def test_an_unknown_organisation_has_no_timeline():
    assert words(Decision("d", org="gone", date_taken=date(2026, 11, 26))) == []
