"""The timeline of a decision: which lines it has, in which order, and how each stands."""

import dataclasses
from datetime import date

import pytest

from jointdesk.derive.working_calendars import working_calendars
from jointdesk.domain.decisions import Decision, Status
from jointdesk.domain.forums import Stage
from jointdesk.governance.life_cycle import effective_from
from jointdesk.governance.profiles import Profile, read_profiles
from jointdesk.governance.timeline import DecisionTimeline, MilestoneState, timeline
from jointdesk.store.bundled import profiles

CALENDARS = working_calendars()
PROFILES = read_profiles(profiles())
COUNCIL, ICB = PROFILES["leader_cabinet"], PROFILES["icb"]
TODAY = date(2026, 11, 30)


def day(text: str) -> date:
    return date.fromisoformat(text)


def reckoned(
    decision: Decision,
    profile: Profile = COUNCIL,
    today: date = TODAY,
    stages: tuple[Stage, ...] = (),
) -> DecisionTimeline:
    effective = effective_from(decision, profile, CALENDARS)
    return timeline(decision, profile, CALENDARS, effective=effective, stages=stages, today=today)


def lines(
    decision: Decision,
    profile: Profile = COUNCIL,
    today: date = TODAY,
    stages: tuple[Stage, ...] = (),
) -> list[tuple[str, str]]:
    found = reckoned(decision, profile, today, stages)
    assert found.unknown == ()
    return [(each.words, each.state.value) for each in found.milestones]


KEY = Decision(
    "D07",
    governance_route="exec_meeting",
    is_key_decision=True,
    decision_due=day("2027-01-12"),
)
"""Care home fees, Cabinet on 12 January 2027 (domain.md section 7)."""

AWARD = Decision(
    "D01",
    governance_route="exec_meeting",
    is_key_decision=True,
    status=Status.PUBLISHED,
    notice_published_on=day("2026-11-06"),
    date_taken=day("2026-12-08"),
    date_published=day("2026-12-10"),
)
"""Reablement award, Cabinet on 8 December 2026."""


class TestCouncil:
    def test_what_a_key_decision_waits_for(self):
        assert lines(KEY) == [
            ("notice by Mon 14 Dec", "due"),
            ("papers by Mon 4 Jan", "due"),
            ("decision due Tue 12 Jan", "due"),
        ]

    def test_from_notice_to_effect(self):
        assert lines(AWARD, today=day("2026-12-11")) == [
            ("notice by Mon 9 Nov", "done"),
            ("papers by Mon 30 Nov", "passed"),
            ("taken Tue 8 Dec", "done"),
            ("call-in closes Thu 17 Dec", "due"),
            ("effective Fri 18 Dec", "due"),
        ]

    def test_call_in_closes_by_itself(self):
        assert ("call-in closes Thu 17 Dec", "passed") in lines(AWARD, today=day("2026-12-18"))

    def test_each_line_names_its_rule_and_says_why(self):
        found = reckoned(AWARD).milestones
        assert [each.rule for each in found] == ["DL1", "DL3", "", "DL7", ""]
        assert found[3].why[0].startswith("Call-in closes at the end of the 5th working day")
        assert "Taken on Tuesday 8 December 2026." in found[4].why

    @pytest.mark.parametrize(
        ("published", "today", "state"),
        [
            (None, "2026-12-14", "due"),
            (None, "2026-12-15", "late"),
            ("2026-12-14", "2026-12-15", "done"),
            ("2026-12-15", "2026-12-15", "late"),
        ],
    )
    def test_a_notice_is_due_done_or_late(self, published: str | None, today: str, state: str):
        noticed = dataclasses.replace(
            KEY, notice_published_on=day(published) if published else None
        )
        assert lines(noticed, today=day(today))[0] == ("notice by Mon 14 Dec", state)

    def test_general_exception_and_special_urgency(self):
        due = dataclasses.replace(KEY, decision_due=day("2026-12-04"))
        exception = dataclasses.replace(due, urgency_route="general_exception")
        assert ("notice by Thu 26 Nov", "late") in lines(exception)
        urgent = dataclasses.replace(
            due, urgency_route="special_urgency", urgency_agreed_on=day("2026-12-01")
        )
        assert ("urgency agreed by Fri 4 Dec", "done") in lines(urgent)

    def test_an_officer_makes_a_record(self):
        alone = Decision("D", governance_route="nonexec_officer", date_taken=day("2026-11-26"))
        assert lines(alone) == [
            ("taken Thu 26 Nov", "done"),
            ("effective Thu 26 Nov", "passed"),
            ("record by Mon 30 Nov", "due"),
        ]
        recorded = dataclasses.replace(alone, recorded_on=day("2026-11-27"))
        assert ("record by Mon 30 Nov", "done") in lines(recorded)

    def test_a_call_in_is_heard(self):
        called_in = dataclasses.replace(
            AWARD,
            status=Status.CALLED_IN,
            date_taken=day("2026-11-10"),
            date_published=day("2026-11-12"),
            called_in_on=day("2026-11-17"),
        )
        found = lines(called_in)
        assert ("call-in heard by Tue 1 Dec", "due") in found
        assert not [words for words, _ in found if words.startswith("effective")]
        heard = dataclasses.replace(called_in, call_in_hearing=day("2026-12-01"))
        assert ("call-in heard by Tue 1 Dec", "done") in lines(heard)

    def test_a_forum_has_its_own_steps(self):
        stages = (Stage("draft", 20), Stage("clearance", 14))
        found = reckoned(KEY, stages=stages).milestones
        assert [(each.words, each.why) for each in found if each.rule == "DL15"] == [
            ("draft by Thu 10 Dec", ("20 working days before the decision.",)),
            ("clearance by Fri 18 Dec", ("14 working days before the decision.",)),
        ]

    def test_own_settings_count(self):
        three = dataclasses.replace(COUNCIL, settings={**COUNCIL.settings, "DL7.days": "3"})
        assert ("call-in closes Tue 15 Dec", "due") in lines(AWARD, three)


class TestNhs:
    def test_a_board_has_papers_and_no_call_in(self):
        board = Decision("D", governance_route="board", date_taken=day("2027-01-28"))
        assert lines(board, ICB) == [
            ("papers by Thu 21 Jan", "due"),
            ("taken Thu 28 Jan", "done"),
            ("effective Thu 28 Jan", "due"),
        ]

    def test_no_key_decision_without_an_executive(self):
        assert not [words for words, _ in lines(KEY, ICB) if words.startswith("notice")]

    def test_a_standstill_holds_the_effect_back(self):
        award = Decision(
            "D",
            governance_route="officer_SoRD",
            date_taken=day("2026-12-14"),
            procurement_route="PSR_MSP",
            procurement_notice_date=day("2026-12-15"),
        )
        assert lines(award, ICB) == [
            ("taken Mon 14 Dec", "done"),
            ("standstill closes Wed 30 Dec", "due"),
            ("effective Thu 31 Dec", "due"),
        ]

    def test_the_procurement_act_counts_from_the_day_of_the_notice(self):
        award = Decision("D", procurement_route="PA2023", procurement_notice_date=day("2026-12-15"))
        assert lines(award, ICB) == [("standstill closes Thu 24 Dec", "due")]


class TestReviewAndEnd:
    @pytest.mark.parametrize(
        ("status", "today", "state"),
        [
            (Status.EFFECTIVE, "2026-11-30", "due"),
            (Status.EFFECTIVE, "2027-02-01", "late"),
            (Status.REVIEWED, "2026-11-30", "done"),
        ],
    )
    def test_a_review(self, status: Status, today: str, state: str):
        reviewed = Decision("D", status=status, review_date=day("2027-01-31"))
        assert lines(reviewed, today=day(today)) == [("review Sun 31 Jan", state)]

    @pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.REVOKED])
    def test_what_is_over_waits_for_nothing(self, status: Status):
        over = reckoned(dataclasses.replace(AWARD, status=status), today=day("2026-12-11"))
        assert MilestoneState.DUE not in {each.state for each in over.milestones}
        assert over.milestones

    def test_a_blank_draft_has_no_lines(self):
        assert lines(Decision("D")) == []

    def test_a_forums_steps_wait_for_a_date(self):
        assert lines(Decision("D"), stages=(Stage("draft", 20),)) == []

    def test_what_cannot_be_known_is_said(self):
        far = dataclasses.replace(KEY, decision_due=day("2031-01-14"))
        found = reckoned(far)
        assert [each.words for each in found.milestones][:1] == ["notice by Mon 16 Dec"]
        assert "is outside" in found.unknown[0]

    def test_a_step_that_is_no_number_of_days_is_said(self):
        found = reckoned(KEY, stages=(Stage("draft", -1),))
        assert "“draft” of DL15 takes a whole number" in found.unknown[0]
