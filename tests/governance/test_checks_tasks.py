"""TSK-01 to TSK-07."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.domain.authorities import Authority, Delegation
from jointdesk.domain.forums import Forum, Stage
from jointdesk.domain.offices import Office
from jointdesk.domain.records import Records
from jointdesk.domain.tasks import Priority, Task
from jointdesk.governance.deadlocks import cycles
from tests.governance.building import (
    BRIDGET,
    DIRECTOR,
    TODAY,
    TOM,
    conflicts,
    context,
    day,
    decision,
    fires,
    only,
    records,
    taken,
    task,
    with_settings,
)


def tasks(*given: Task, **values: Any) -> Records:
    return records(tasks=given, **values)


class TestDoubleAsk:
    """TSK-01."""

    def test_one_title_but_for_brackets_and_names_of_bodies(self) -> None:
        both = tasks(
            task("t1", "wex", title="Winter funding return"),
            task("t2", "cal", title="CAL winter-funding return (Council copy)"),
        )
        found = only(both, "TSK-01")
        assert found.participants == ("t1", "t2")
        assert "WEX and CAL may ask for the same" in found.message
        assert found.names == ("Winter funding return", "CAL winter-funding return (Council copy)")

    def test_one_matter_by_task_or_by_decision(self) -> None:
        both = records(
            decision(),
            tasks=(task("t1", "wex", matter="m"), task("t2", "cal", decision="d1")),
        )
        assert fires(both, "TSK-01")

    @pytest.mark.parametrize(
        ("ours", "theirs"),
        [
            ({}, {"title": "Other"}),
            ({"orgs": "cal wex"}, {}),
            ({}, {"orgs": "cal"}),
            ({}, {"own_clock": True}),
            ({}, {"status": "completed"}),
            ({}, {"orgs": ""}),
        ],
    )
    def test_other_titles_shared_tasks_and_own_clocks(self, ours, theirs) -> None:
        a = task("t1", **{"orgs": "cal", "title": "Return", **ours})
        b = task("t2", **{"orgs": "wex", "title": "Return", **theirs})
        assert not fires(tasks(a, b), "TSK-01")

    @pytest.mark.parametrize("title", ["FOI: agency spend", "Freedom of information: spend"])
    def test_requests_for_information_have_their_own_clock(self, title: str) -> None:
        assert not fires(tasks(task("t1", title=title), task("t2", "wex", title=title)), "TSK-01")

    def test_titles_of_brackets_only_are_not_alike(self) -> None:
        both = tasks(task("t1", title="(Council)"), task("t2", "wex", title="[WEX]"))
        assert not fires(both, "TSK-01")

    def test_one_that_waits_for_the_other_or_is_its_part_is_another_ask(self) -> None:
        a = task("t1", matter="m")
        for link in ({"blocked_by": ("t1",)}, {"parent": "t1"}):
            b = task("t2", "wex", matter="m", **link)
            assert not fires(tasks(a, b), "TSK-01")
            assert not fires(tasks(b, a), "TSK-01")

    def test_a_pair_that_is_alike_in_both_ways_is_one_conflict(self) -> None:
        both = tasks(
            task("t1", title="Return", matter="m"), task("t2", "wex", title="Return", matter="m")
        )
        assert len(conflicts(both, "TSK-01")) == 1

    def test_who_may_not_see_one_of_them_is_told_nothing(self) -> None:
        both = tasks(
            task("t1", title="Return"), task("t2", "wex", title="Return", visibility="own_org")
        )
        seen = [fires(both, "TSK-01", who) for who in (DIRECTOR, TOM, BRIDGET)]
        assert seen == [True, False, True]


class TestPile:
    """TSK-02."""

    def pile(self, count: int, due: str = "12-18", **values: Any) -> Records:
        values = values or {"kind": "paper"}
        return tasks(*(task(f"t{n}", due=due, **values) for n in range(count)))

    @pytest.mark.parametrize(("count", "high"), [(3, False), (4, True)])
    def test_a_day_holds_three(self, count: int, high: bool) -> None:
        assert fires(self.pile(count), "TSK-02") is high

    def test_it_has_the_time_of_its_day(self) -> None:
        found = only(self.pile(4), "TSK-02")
        assert (found.start, found.end) == context().day_span(day("12-18"))
        assert found.anchor == found.start
        assert "4 protected deadlines fall on Fri 18 Dec, among them" in found.message

    @pytest.mark.parametrize(
        ("values", "counts"),
        [
            ({"kind": "return"}, True),
            ({"feeds": "s-20261218"}, True),
            ({"priority": (Priority("cal", "high"),)}, True),
            ({"priority": (Priority("cal", "low"),)}, False),
            ({"kind": "task"}, False),
        ],
    )
    def test_what_is_protected(self, values: dict[str, Any], counts: bool) -> None:
        assert fires(self.pile(4, **values), "TSK-02") is counts

    def test_not_on_a_day_off_and_by_a_setting(self) -> None:
        assert not fires(self.pile(4, due="12-19"), "TSK-02")
        assert not fires(self.pile(4), "TSK-02", known=with_settings("cal", deadline_pile="4"))
        undated = tasks(*(task(f"t{n}", due=None, kind="paper") for n in range(4)))
        assert not fires(undated, "TSK-02")


class TestContradiction:
    """TSK-03."""

    def test_within_one_task(self) -> None:
        one = task(priority=(Priority("wex", "high"), Priority("cal", "low")))
        found = only(tasks(one), "TSK-03")
        assert "“t1” is high for WEX and low for CAL" in found.message
        medium = task(priority=(Priority("wex", "high"), Priority("cal", "medium")))
        assert not fires(tasks(medium), "TSK-03")

    def of_matter(self, ours: Any, theirs: Any) -> Records:
        a = task("t1", "cal", matter="m", **ours)
        b = task("t2", "wex", matter="m", **theirs)
        return tasks(a, b)

    def test_between_the_bodies_of_a_matter(self) -> None:
        both = self.of_matter(
            {"priority": (Priority("cal", "low"),)}, {"priority": (Priority("wex", "high"),)}
        )
        assert "on “Reablement” is low for CAL and high for WEX" in only(both, "TSK-03").message

    @pytest.mark.parametrize(("due", "apart"), [("12-14", False), ("12-15", True)])
    def test_more_than_ten_working_days_apart(self, due: str, apart: bool) -> None:
        both = self.of_matter({"due": "11-30"}, {"due": due})
        assert fires(both, "TSK-03") is apart

    def test_the_nearest_due_dates_count(self) -> None:
        both = self.of_matter({"due": "11-30"}, {"due": "12-31"})
        assert "Monday 30 November 2026 for CAL and Thursday 31 December 2026 for WEX" in only(
            both, "TSK-03"
        ).message  # fmt: skip
        nearer = replace(both, tasks=(*both.tasks, task("t3", "wex", due="12-01", matter="m")))
        assert not fires(nearer, "TSK-03")
        other_way = self.of_matter({"due": "12-31"}, {"due": "11-30"})
        assert only(other_way, "TSK-03").participants == ("t1", "t2")

    def test_undated_joint_and_own_clock_tasks_contradict_nothing(self) -> None:
        assert not fires(self.of_matter({"due": "11-30"}, {"due": None}), "TSK-03")
        assert not fires(
            self.of_matter({"due": "11-30"}, {"due": "12-31", "own_clock": True}), "TSK-03"
        )
        joint = tasks(
            task("t1", "cal wex", due="11-30", matter="m"),
            task("t2", "wex", due="12-31", matter="m"),
        )
        assert not fires(joint, "TSK-03")


class TestDeadlock:
    """TSK-04."""

    def test_two_that_wait_for_each_other(self) -> None:
        both = tasks(task("t1", blocked_by=("t2",)), task("t2", "wex", blocked_by=("t1",)))
        found = only(both, "TSK-04")
        assert set(found.participants) == {"t1", "t2"}
        assert "wait for each other" in found.message
        done = replace(both, tasks=(both.tasks[0], replace(both.tasks[1], status="completed")))
        assert not fires(done, "TSK-04")

    def test_a_line_is_no_circle(self) -> None:
        line = tasks(
            task("t1", blocked_by=("t2", "gone")), task("t2", blocked_by=("t3",)), task("t3")
        )
        assert not fires(line, "TSK-04")

    def test_who_does_not_see_the_whole_circle_is_told_nothing(self) -> None:
        both = tasks(
            task("t1", blocked_by=("t2",)),
            task("t2", "wex", blocked_by=("t1",), visibility="own_org"),
        )
        assert [fires(both, "TSK-04", who) for who in (DIRECTOR, TOM)] == [True, False]

    @given(st.dictionaries(st.integers(0, 7), st.lists(st.integers(0, 7), max_size=4)))
    def test_circles_are_those_that_can_reach_themselves(self, raw: dict[int, list[int]]) -> None:
        waits = {str(one): [str(each) for each in row if each in raw] for one, row in raw.items()}

        def reached(start: str) -> set[str]:
            seen: set[str] = set()
            ahead = list(waits[start])
            while ahead:
                one = ahead.pop()
                if one not in seen:
                    seen.add(one)
                    ahead += waits[one]
            return seen

        expected = {
            frozenset(b for b in reached(a) if a in reached(b)) for a in waits if a in reached(a)
        }
        found = cycles(waits)
        assert {frozenset(group) for group in found} == expected
        assert sum(map(len, found)) == len(set().union(*found) if found else ())


class TestImpossibleDue:
    """TSK-05."""

    @pytest.mark.parametrize(
        ("due", "wrong"), [("12-18", False), ("12-19", True), ("12-25", True), ("12-28", True)]
    )
    def test_a_day_off(self, due: str, wrong: bool) -> None:
        assert fires(tasks(task(due=due)), "TSK-05") is wrong
        assert fires(tasks(task(orgs="", due=due)), "TSK-05") is wrong

    def test_a_day_on_which_one_of_its_bodies_works_will_do(self) -> None:
        known = context()
        saturday = replace(known.organisations["wex"], days=frozenset(range(6)))
        known = context(organisations=dict(known.organisations) | {"wex": saturday})
        assert not fires(tasks(task(orgs="cal wex", due="12-19")), "TSK-05", known=known)
        assert fires(tasks(task(orgs="cal", due="12-19")), "TSK-05", known=known)

    @pytest.mark.parametrize(
        ("org", "due", "wrong"),
        [("cal", "2027-01-04", False), ("cal", "2027-01-05", True),
         ("wex", "2027-01-05", False), ("wex", "2027-01-06", True)],
    )  # fmt: skip
    def test_after_the_papers_it_feeds_are_published(self, org, due, wrong) -> None:
        """Cabinet on 12 January: DL3 says 4 January, DL10 5 January."""
        one = task(orgs=org, due=due, feeds="series-20270112")
        assert fires(tasks(one), "TSK-05") is wrong
        if wrong:
            assert "after the papers it is for are published" in only(tasks(one), "TSK-05").message

    def test_the_forum_s_own_day_if_that_is_earlier(self) -> None:
        one = task(due="2027-01-04", feeds="series-20270112", forum="f")
        early = Forum("f", orgs=("cal",), stages=(Stage("Publish", 8), Stage("draft", 20)))
        assert fires(tasks(one, forums=(early,)), "TSK-05")
        late = Forum("f", orgs=("cal",), stages=(Stage("publish", 1),))
        assert not fires(tasks(one, forums=(late,)), "TSK-05")
        odd = Forum("f", orgs=("cal",), stages=(Stage("publish", -3), Stage("publish", 9999)))
        assert not fires(tasks(one, forums=(odd,)), "TSK-05")

    def test_before_the_decision_has_effect(self) -> None:
        one = taken(date_effective="12-18", effective_reason="x")
        both = records(one, tasks=(task(due="12-17", decision="d1"),))
        found = only(both, "TSK-05")
        assert "before D1 can have effect, Fri 18 Dec" in found.message
        assert found.participants == ("t1",)

    def test_no_date_or_no_meeting_of_a_known_day(self) -> None:
        assert not fires(tasks(task(due=None)), "TSK-05")
        assert not fires(tasks(task(due="2027-01-20", feeds="no key")), "TSK-05")
        assert not fires(tasks(task(due="12-19", status="completed")), "TSK-05")

    def test_a_year_whose_holidays_are_not_known(self) -> None:
        assert not fires(tasks(task(due="2035-05-08", feeds="series-20350509")), "TSK-05")


class TestOrphan:
    """TSK-06."""

    @pytest.mark.parametrize(("on", "orphaned"), [("11-26", False), ("11-25", True)])
    def test_two_working_days_after_the_decision(self, on: str, orphaned: bool) -> None:
        both = records(taken(on=on), tasks=(task(due=None, decision="d1"),))
        assert fires(both, "TSK-06") is orphaned
        if orphaned:
            assert "has no owner and date, though the decision was on" in only(
                both, "TSK-06"
            ).message  # fmt: skip

    def test_after_a_meeting(self) -> None:
        one = task(due=None, owners=("tom",), meeting="series-20261120")
        assert "has no date, though the meeting was on Fri 20 Nov" in only(
            tasks(one), "TSK-06"
        ).message  # fmt: skip

    def test_an_owner_and_a_date_are_enough(self) -> None:
        whole = task(owners=("tom",), meeting="series-20261120")
        assert not fires(tasks(whole), "TSK-06")
        ownerless = task(meeting="series-20261120")
        assert "has no owner," in only(tasks(ownerless), "TSK-06").message

    def test_what_no_decision_or_meeting_asked_for(self) -> None:
        assert not fires(tasks(task(due=None)), "TSK-06")
        draft = records(decision(), tasks=(task(due=None, decision="d1"),))
        assert not fires(draft, "TSK-06")

    def test_the_days_are_a_setting(self) -> None:
        both = records(taken(on="11-25"), tasks=(task(due=None, decision="d1"),))
        assert not fires(both, "TSK-06", known=with_settings("cal", orphan_days="3"))


class TestWrongHands:
    """TSK-07."""

    def test_no_seat_office_or_delegation_there(self) -> None:
        found = only(tasks(task(orgs="wex", owners=("tom",))), "TSK-07")
        assert "Tom Adeyemi has “t1”, a task of WEX, without a seat" in found.message
        two = only(tasks(task(orgs="esk", owners=("tom", "bridget"))), "TSK-07")
        assert "Tom Adeyemi and Bridget Lyall have" in two.message
        stranger = only(tasks(task(owners=("ghost",))), "TSK-07")
        assert stranger.message.startswith("somebody has")

    def test_any_way_into_one_of_its_bodies(self) -> None:
        one = task(orgs="wex", owners=("tom",))
        assert not fires(tasks(task(orgs="cal wex", owners=("tom",))), "TSK-07")
        assert not fires(tasks(one, offices=(Office("o", org="wex", person="tom"),)), "TSK-07")
        past = Office("o", org="wex", person="tom", ends=TODAY - timedelta(days=1))
        assert fires(tasks(one, offices=(past, Office("n", org="wex", name="Tom"))), "TSK-07")
        sord = Authority("a", org="wex")
        given_ = (Delegation("d", authority="a", holder="tom"), Delegation("e", authority="gone"))
        assert not fires(tasks(one, authorities=(sord,), delegations=given_), "TSK-07")

    def test_no_owner_or_no_organisation(self) -> None:
        assert not fires(tasks(task(orgs="wex")), "TSK-07")
        assert not fires(tasks(task(orgs="", owners=("tom",))), "TSK-07")
