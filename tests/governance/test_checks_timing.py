"""DEC-05, DEC-08, DEC-13 and DEC-16: too soon, without notice, before a poll, no longer."""

from dataclasses import replace
from typing import Any

import pytest

from jointdesk.domain.conflicts import Severity
from jointdesk.domain.polls import Poll
from jointdesk.domain.records import Records
from tests.governance.building import (
    DIRECTOR,
    TOM,
    conflicts,
    context,
    day,
    decision,
    fires,
    matter,
    only,
    records,
    taken,
    task,
    with_settings,
)

JOINT = (matter(required_orgs=("cal", "wex")),)


class TestProcurementNotice:
    """DEC-05: a notice before the decisions, or inside a call-in."""

    def award(self, notice: str, **ours: Any) -> Records:
        theirs = decision(
            "d2", "wex", decision_due="12-16", procurement_route="PSR_MSP",
            procurement_notice_date=notice,
        )  # fmt: skip
        cabinet = decision(governance_route="exec_meeting", **{"decision_due": "12-08", **ours})
        return records(cabinet, theirs, matters=JOINT)

    def test_before_its_own_decision_and_inside_the_council_s_call_in(self) -> None:
        found = only(self.award("12-15", date_published="12-10"), "DEC-05")
        assert "D2 has its procurement notice on Tue 15 Dec" in found.message
        assert "before its own decision on Wed 16 Dec" in found.message
        assert "inside the call-in of D1, over on Fri 18 Dec at the earliest" in found.message
        assert "(earliest safe day Fri 18 Dec)" in found.message

    @pytest.mark.parametrize(("notice", "early"), [("12-17", True), ("12-18", False)])
    def test_the_day_after_call_in_closes_is_safe(self, notice: str, early: bool) -> None:
        assert fires(self.award(notice, date_published="12-10"), "DEC-05") is early

    def test_before_publication_call_in_ends_a_week_after_the_decision_at_the_earliest(
        self,
    ) -> None:
        message = only(self.award("12-15"), "DEC-05").message
        assert "inside the call-in of D1, over on Wed 16 Dec at the earliest" in message
        assert not fires(self.award("12-16"), "DEC-05")

    def test_a_council_without_call_in(self) -> None:
        known = with_settings("cal", DL7__callable="no")
        message = only(self.award("12-15"), "DEC-05", known=known).message
        assert "call-in of" not in message
        before = only(self.award("12-07"), "DEC-05", known=known).message
        assert "before D1 on Tue 8 Dec" in before

    def test_its_own_call_in(self) -> None:
        own = decision(governance_route="exec_meeting", decision_due="12-08",
                       procurement_notice_date="12-09")  # fmt: skip
        assert "inside its own call-in" in only(records(own), "DEC-05").message

    def test_without_a_notice_or_a_day_nothing_is_too_soon(self) -> None:
        assert not fires(records(decision()), "DEC-05")
        assert not fires(records(decision(procurement_notice_date="12-15")), "DEC-05")

    def test_other_bodies_count_only_where_they_must_agree(self) -> None:
        apart = replace(self.award("12-16", decision_due="12-20"), matters=(matter(),))
        assert not fires(apart, "DEC-05")


class TestContractAndEffect:
    """DEC-05: a contract, or a recorded day of effect, inside the waiting time."""

    def test_a_contract_that_starts_inside_the_standstill(self) -> None:
        award = {"org": "wex", "on": "12-14", "procurement_route": "PSR_MSP",
                 "procurement_notice_date": "12-15"}  # fmt: skip
        early = taken(period_from="12-30", **award)
        assert "contract start on Wed 30 Dec, before Thu 31 Dec" in only(
            records(early), "DEC-05"
        ).message  # fmt: skip
        assert not fires(records(taken(period_from="12-31", **award)), "DEC-05")

    def test_no_procurement_is_no_contract(self) -> None:
        for route in ("none", None):
            one = taken(on="12-14", period_from="12-01", procurement_route=route)
            assert not fires(records(one), "DEC-05")
        unknown = decision(period_from="12-01", procurement_route="PA2023")
        assert not fires(records(unknown), "DEC-05")

    def test_a_day_of_effect_inside_the_call_in(self) -> None:
        values = {"on": "12-08", "governance_route": "exec_meeting", "date_published": "12-10"}
        early = taken(date_effective="12-17", **values)
        assert "as effective from Thu 17 Dec, before Fri 18 Dec" in only(
            records(early), "DEC-05"
        ).message  # fmt: skip
        assert not fires(records(taken(date_effective="12-18", **values)), "DEC-05")
        why = taken(date_effective="12-17", effective_reason="Urgent", **values)
        assert not fires(records(why), "DEC-05")
        draft = decision(date_effective="12-01", governance_route="exec_meeting")
        assert not fires(records(draft), "DEC-05")

    def test_the_procurement_act_counts_from_the_day_of_the_notice(self) -> None:
        award = {"org": "wex", "on": "12-14", "procurement_route": "PA2023",
                 "procurement_notice_date": "12-15"}  # fmt: skip
        assert fires(records(taken(date_effective="12-24", **award)), "DEC-05")
        assert not fires(records(taken(date_effective="12-25", **award)), "DEC-05")


class TestTasks:
    """DEC-05 on tasks."""

    def effective(self, on: str = "12-18", **values: Any) -> Any:
        return taken(date_effective=on, effective_reason="x", **values)

    @pytest.mark.parametrize(("due", "early"), [("12-17", True), ("12-18", False)])
    def test_a_task_is_due_before_the_decision_has_effect(self, due: str, early: bool) -> None:
        both = records(self.effective(), tasks=(task(due=due, decision="d1"),))
        assert fires(both, "DEC-05") is early

    def test_participants_are_task_and_decision(self) -> None:
        letter = task(due="12-17", decision="d1", title="Send award letter")
        found = only(records(self.effective(), tasks=(letter,)), "DEC-05")
        assert found.participants == ("t1", "d1")
        assert "“Send award letter” is due on Thu 17 Dec, before D1 can have effect" in (
            found.message
        )

    def test_what_was_done_too_soon_stays_told(self) -> None:
        done = task(status="completed", completed_on="12-17", due=None, decision="d1")
        assert "was done on Thu 17 Dec" in only(
            records(self.effective(), tasks=(done,)), "DEC-05"
        ).message  # fmt: skip
        undated = replace(done, completed_on=None)
        dropped = replace(done, status="cancelled", completed_on=None)
        assert not fires(records(self.effective(), tasks=(undated, dropped)), "DEC-05")

    @pytest.mark.parametrize(
        ("kind", "counts"), [("action", True), ("task", True), ("paper", False), ("return", False)]
    )
    def test_papers_and_returns_carry_nothing_out(self, kind: str, counts: bool) -> None:
        one = task(due="12-17", decision="d1", kind=kind)
        assert fires(records(self.effective(), tasks=(one,)), "DEC-05") is counts

    @pytest.mark.parametrize(("kind", "counts"), [("action", True), ("task", False)])
    def test_before_it_is_taken_only_actions_carry_it_out(self, kind: str, counts: bool) -> None:
        draft = decision(decision_due="12-18")
        one = task(due="12-17", decision="d1", kind=kind)
        assert fires(records(draft, tasks=(one,)), "DEC-05") is counts

    def test_while_it_is_called_in_there_is_no_safe_day(self) -> None:
        halted = taken(status="called_in")
        action = task(due="2027-06-01", decision="d1", kind="action")
        assert "while D1 is called in" in only(records(halted, tasks=(action,)), "DEC-05").message
        answer = task(decision="d1", kind="task")
        assert not fires(records(halted, tasks=(answer,)), "DEC-05")

    def test_the_last_decision_of_a_joint_matter_counts(self) -> None:
        ours, theirs = self.effective("12-01"), taken("d2", "wex", on="12-31")
        letter = task(due="12-17", decision="d1")
        both = records(ours, theirs, matters=JOINT, tasks=(letter,))
        assert "before D2 can have effect, Thu 31 Dec" in only(both, "DEC-05").message
        assert not fires(replace(both, matters=(matter(),)), "DEC-05")
        hidden = replace(both, decisions=(ours, replace(theirs, visibility="own_org")))
        assert fires(hidden, "DEC-05", DIRECTOR)
        assert not fires(hidden, "DEC-05", TOM)

    def test_an_unknown_day_or_an_ended_decision_says_nothing(self) -> None:
        action = task(due="12-17", decision="d1", kind="action")
        assert not fires(records(decision(), tasks=(action,)), "DEC-05")
        assert not fires(records(self.effective(status="revoked"), tasks=(action,)), "DEC-05")
        assert not fires(records(tasks=(task(decision="gone"),)), "DEC-05")


class TestNotice:
    """DEC-08."""

    def key(self, **values: Any) -> Any:
        return decision(**{"decision_due": "12-08", "is_key_decision": True, **values})

    @pytest.mark.parametrize(("noticed", "late"), [("11-09", False), ("11-10", True)])
    def test_28_clear_days(self, noticed: str, late: bool) -> None:
        assert fires(records(self.key(notice_published_on=noticed)), "DEC-08") is late

    def test_27_are_one_short(self) -> None:
        message = only(records(self.key(notice_published_on="11-10")), "DEC-08").message
        assert "27 clear days before (one short)" in message
        after = only(records(self.key(notice_published_on="12-09")), "DEC-08").message
        assert "0 clear days before;" in after

    def test_a_notice_that_is_late_today_says_when_the_decision_could_be(self) -> None:
        late = self.key(decision_due="12-04", notice_published_on="11-20")
        message = only(records(late), "DEC-08").message
        assert (
            "The key decision D1 on Fri 4 Dec was noticed on Fri 20 Nov, 13 clear days" in message
        )
        assert "a general exception notice was due by Thu 26 Nov" in message
        assert "from Tue 8 Dec" in message

    @pytest.mark.parametrize(("due", "late"), [("12-29", False), ("12-28", True)])
    def test_nothing_is_said_while_there_is_time(self, due: str, late: bool) -> None:
        assert fires(records(self.key(decision_due=due)), "DEC-08") is late
        if late:
            message = only(records(self.key(decision_due=due)), "DEC-08").message
            assert "was not noticed by Sun 29 Nov" in message
            assert "make a general exception notice available by Thu 17 Dec" in message

    def test_once_taken_it_is_reported(self) -> None:
        gone = taken(is_key_decision=True, on="11-12")
        assert "report it to the monitoring officer" in only(records(gone), "DEC-08").message

    @pytest.mark.parametrize(("agreed", "late"), [("11-30", False), ("12-01", True)])
    def test_a_general_exception_has_five_clear_days(self, agreed: str, late: bool) -> None:
        one = self.key(urgency_route="general_exception", urgency_agreed_on=agreed)
        assert fires(records(one), "DEC-08") is late
        undated = self.key(urgency_route="general_exception")
        assert fires(records(undated), "DEC-08")

    @pytest.mark.parametrize(("agreed", "late"), [("12-08", False), ("12-09", True), (None, True)])
    def test_special_urgency_is_agreed_before(self, agreed: str | None, late: bool) -> None:
        one = self.key(urgency_route="special_urgency", urgency_agreed_on=agreed)
        assert fires(records(one), "DEC-08") is late

    def test_waiving_call_in_is_no_exception(self) -> None:
        assert fires(records(self.key(urgency_route="call_in_waived")), "DEC-08")

    def test_who_has_no_key_decisions(self) -> None:
        assert not fires(records(self.key(org="wex")), "DEC-08")
        assert not fires(records(self.key(is_key_decision=None)), "DEC-08")
        assert not fires(records(self.key(decision_due=None)), "DEC-08")
        assert not fires(records(self.key(status="withdrawn")), "DEC-08")
        known = with_settings("cal", governance_model="committee_system")
        assert not fires(records(self.key()), "DEC-08", known=known)

    def test_the_days_are_a_setting(self) -> None:
        one = records(self.key(notice_published_on="11-10"))
        assert not fires(one, "DEC-08", known=with_settings("cal", DL1__days="27"))

    def test_years_without_known_holidays_or_unusable_settings_say_nothing_wrong(self) -> None:
        far = self.key(decision_due="2199-01-04", notice_published_on="2199-01-01")
        message = only(records(far), "DEC-08").message
        assert "re-time the decision, or use an exception" in message
        beyond = self.key(decision_due="2300-01-04")
        assert not fires(records(beyond), "DEC-08")

    @pytest.mark.parametrize(
        ("amount", "is_key", "said"),
        [(499_999, None, ""), (500_000, None, "is not marked as"), (3_200_000, False, "is said")],
    )
    def test_at_the_threshold_nobody_called_it_key(
        self, amount: int, is_key: bool | None, said: str
    ) -> None:
        """Key but no notice: what is not marked as key is never in the forward plan."""
        one = decision(governance_route="exec_meeting", amount=amount, is_key_decision=is_key)
        found = conflicts(records(one), "DEC-08")
        assert bool(found) is bool(said)
        if found:
            assert found[0].severity is Severity.AMBER
            assert f"CAL's key threshold is £500,000, and it {said}" in found[0].message
            assert "mark it as key and give the notice of 28 clear days" in found[0].message

    def test_only_executive_decisions_of_councils_with_an_executive_are_key(self) -> None:
        far = {"amount": 900_000, "decision_due": "2027-06-01"}
        executive = decision(governance_route="exec_individual", **far)
        assert fires(records(executive), "DEC-08")
        for other in (
            decision(governance_route="nonexec_officer", **far),
            decision(governance_route="full_council", **far),
            decision(governance_route=None, **far),
            decision(org="wex", governance_route="committee", **far),
            decision(governance_route="exec_individual", is_key_decision=True, **far),
            decision(governance_route="exec_individual", status="deferred", **far),
            decision(governance_route="exec_individual", decision_due="2027-06-01"),
        ):
            assert not fires(records(other), "DEC-08")
        for own in (
            with_settings("cal", key_threshold="1000000"),
            with_settings("cal", key_threshold=""),
            with_settings("cal", governance_model="committee_system"),
        ):
            assert not fires(records(executive), "DEC-08", known=own)

    def test_of_one_that_was_taken_the_monitoring_officer_is_told(self) -> None:
        one = taken(governance_route="exec_meeting", amount=500_000)
        assert "tell the monitoring officer" in only(records(one), "DEC-08").message


class TestBeforeAPoll:
    """DEC-13."""

    POLL = Poll("p", name="Local elections", day=day("2027-05-06"))

    def polls(self, one: Any, **values: Any) -> Records:
        return records(one, polls=(replace(self.POLL, **values),))

    @pytest.mark.parametrize(
        ("due", "inside"),
        [("2027-03-30", False), ("2027-03-31", True), ("2027-05-06", True), ("2027-05-07", False)],
    )
    def test_from_the_notice_of_election_to_the_poll(self, due: str, inside: bool) -> None:
        assert fires(self.polls(decision(decision_due=due)), "DEC-13") is inside

    def test_a_stored_notice_wins(self) -> None:
        one = decision(decision_due="2027-03-26")
        assert fires(self.polls(one, notice=day("2027-03-25")), "DEC-13")
        found = only(self.polls(one, notice=day("2027-03-25")), "DEC-13")
        assert "of Local elections (Thu 25 Mar to Thu 6 May), and may be contentious" in (
            found.message
        )

    @pytest.mark.parametrize(
        ("contentious", "counts"), [("yes", True), ("unknown", True), (None, True), ("no", False)]
    )
    def test_contentious_or_not_known(self, contentious: str | None, counts: bool) -> None:
        one = decision(decision_due="2027-04-14", contentious=contentious)
        assert fires(self.polls(one), "DEC-13") is counts

    def test_the_matter_may_say_it(self) -> None:
        one = decision(decision_due="2027-04-14")
        calm = replace(self.polls(one), matters=(matter(contentious="no"),))
        assert not fires(calm, "DEC-13")
        loose = replace(self.polls(replace(one, matter="")), matters=())
        assert fires(loose, "DEC-13")
        yes = only(self.polls(replace(one, contentious="yes")), "DEC-13")
        assert "and is contentious" in yes.message

    def test_an_operational_decision_only_where_somebody_says_so(self) -> None:
        quiet = decision(decision_due="2027-04-14", governance_route="operational")
        assert not fires(self.polls(quiet), "DEC-13")
        assert fires(self.polls(replace(quiet, contentious="unknown")), "DEC-13")

    def test_publication_counts_too(self) -> None:
        one = taken(on="2027-03-01", date_published="2027-04-01")
        assert fires(self.polls(one), "DEC-13")

    def test_a_poll_may_be_some_bodies_only_or_without_a_day(self) -> None:
        one = decision(decision_due="2027-04-14")
        assert not fires(self.polls(one, orgs=("wex",)), "DEC-13")
        assert fires(self.polls(one, orgs=("cal",)), "DEC-13")
        assert not fires(self.polls(one, day=None), "DEC-13")
        assert not fires(self.polls(one, day=day("2035-05-06")), "DEC-13")

    def test_a_general_election_begins_with_the_dissolution_unless_stored(self) -> None:
        general = {"kind": "general", "day": day("2027-01-14"), "name": ""}
        assert fires(self.polls(decision(decision_due="12-01"), **general), "DEC-13") is False
        found = only(self.polls(decision(decision_due="12-04"), **general), "DEC-13")
        assert "of a poll (" in found.message


class TestZombie:
    """DEC-16."""

    @pytest.mark.parametrize("status", ["revoked", "superseded", "lapsed", "void_ab_initio"])
    def test_open_tasks_of_what_has_ended(self, status: str) -> None:
        ended = taken(status=status)
        both = records(ended, tasks=(task(decision="d1", title="Tell carers"),))
        found = only(both, "DEC-16")
        assert "has 1 open task: “Tell carers”" in found.message
        assert found.participants == ("d1",)

    def test_done_tasks_and_standing_decisions_are_fine(self) -> None:
        done = task(decision="d1", status="completed")
        assert not fires(records(taken(status="revoked"), tasks=(done,)), "DEC-16")
        assert not fires(records(taken(), tasks=(task(decision="d1"),)), "DEC-16")
        assert not fires(records(decision(status="withdrawn")), "DEC-16")

    @pytest.mark.parametrize(("on", "ahead"), [("11-30", False), ("12-01", True)])
    def test_an_effective_date_to_come(self, on: str, ahead: bool) -> None:
        assert fires(records(taken(status="revoked", date_effective=on)), "DEC-16") is ahead

    def test_another_open_task_lets_a_settlement_lapse(self) -> None:
        ended = taken(status="revoked")
        one = only(records(ended, tasks=(task(decision="d1"),)), "DEC-16")
        two = only(records(ended, tasks=(task(decision="d1"), task("t2", decision="d1"))), "DEC-16")
        assert one.id == two.id
        assert one.fingerprint != two.fingerprint


def test_a_day_off_the_calendar_counts_weekends_only() -> None:
    known = context()
    assert known.is_working(day("2040-01-02"))
    assert not known.is_working(day("2040-01-01"))
    assert not known.is_working(day("12-28"))
    assert conflicts(records(), "DEC-05") == []
