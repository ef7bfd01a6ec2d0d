"""DIA-09, 11, 14, 17 and WRK-04: what records tell of meetings."""

from dataclasses import replace
from typing import Any

import pytest

from jointdesk.domain.authorities import Authority, Delegation
from jointdesk.domain.conflicts import Conflict, Severity
from jointdesk.domain.forums import Forum, ForumSeat, Quorum
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import Span
from jointdesk.domain.occurrences import Reply, Status
from jointdesk.domain.polls import Poll
from jointdesk.domain.records import Records
from jointdesk.governance.check_context import RecordContext
from jointdesk.governance.checks import check_meetings
from tests.diary.building import all_day, at, attendee, copy, joint, meeting
from tests.governance.building import context, day, decision, records, task, with_settings

WINDOW = Span(at("2026-11-30"), at("2027-02-01"))


def found(
    code: str,
    *meetings: Meeting,
    known: RecordContext | None = None,
    window: Span = WINDOW,
    **values: Any,
) -> list[Conflict]:
    """The conflicts with a code that records tell of the meetings."""
    given = values.pop("given", None) or Records(**values)
    every = check_meetings(meetings, given, known or context(), window)
    return [one for one in every if one.code == code]


def board(day: str = "2027-01-19", **values: Any) -> Meeting:
    """The Section 75 Partnership Board, 14:00 to 16:00."""
    plain: dict[str, Any] = {"tier": 1}
    return meeting("cal", "S75 Board", f"{day} 14:00", f"{day} 16:00", **(plain | values))


def leave(first: str = "2027-01-19", days: int = 1, org: str = "wex") -> Meeting:
    return all_day(org, "Annual leave", first, days, leave=True)


SEATS = (
    ForumSeat("keane", "cal"),
    ForumSeat("imogen", "wex"),
    ForumSeat("ross", "wex", "attending"),
)
BOARD = Forum(
    "f", name="S75 Board", orgs=("cal", "wex"), meetings=("S75 Board*",),
    quorum=(Quorum("cal", 1), Quorum("wex", 1)), seats=SEATS,
)  # fmt: skip
CALL = meeting("wex", "Call", "2027-01-19 15:00", "2027-01-19 15:45")


class TestQuorum:
    """DIA-09."""

    def test_the_sole_voter_of_a_body_is_elsewhere(self) -> None:
        (one,) = found("DIA-09", board(), CALL, forums=(BOARD,))
        assert one.severity is Severity.RED
        assert "no quorum of WEX voters without the director, who is at Call (WEX) then" in (
            one.message
        )
        assert one.participants == (board().id,)
        assert (one.start, one.end) == (at("2027-01-19 14:00"), at("2027-01-19 16:00"))
        assert one.series_ids
        assert one.collection_ids == {"cal"}

    @pytest.mark.parametrize(
        ("start", "end", "clashes"),
        [("13:00", "14:00", False), ("13:00", "14:01", True), ("16:00", "17:00", False)],
    )
    def test_touching_ends_do_not_clash(self, start: str, end: str, clashes: bool) -> None:
        other = meeting("wex", "Call", f"2027-01-19 {start}", f"2027-01-19 {end}")
        assert bool(found("DIA-09", other, board(), forums=(BOARD,))) is clashes

    def test_declined_or_on_leave(self) -> None:
        declined = board(reply=Reply.DECLINED, busy=False)
        assert "who declined" in found("DIA-09", declined, forums=(BOARD,))[0].message
        assert "who is on leave" in found("DIA-09", board(), leave(), forums=(BOARD,))[0].message

    def test_nothing_in_the_way_or_nothing_asked(self) -> None:
        assert not found("DIA-09", board(), forums=(BOARD,))
        assert not found("DIA-09", board(), CALL)
        assert not found("DIA-09", board(), CALL, forums=(replace(BOARD, quorum=()),))
        gone = board(status=Status.CANCELLED, busy=False)
        assert not found("DIA-09", gone, CALL, forums=(BOARD,))
        assert not found("DIA-09", board(day="2027-02-16"), leave("2027-02-16"), forums=(BOARD,))

    def test_another_voter_will_do_unless_they_declined(self) -> None:
        two = replace(BOARD, seats=(*SEATS, ForumSeat("marlowe", "wex", "chair")))
        assert not found("DIA-09", board(), CALL, forums=(two,))
        known = context(emails={"marlowe": ("sunita@wex.example",)})
        sorry = board(attendees=(attendee("sunita@wex.example", "DECLINED"),))
        coming = board(attendees=(attendee("sunita@wex.example", "ACCEPTED"),))
        assert found("DIA-09", sorry, CALL, forums=(two,), known=known)
        assert not found("DIA-09", coming, CALL, forums=(two,), known=known)

    def test_a_quorum_of_anybody(self) -> None:
        three = replace(BOARD, quorum=(Quorum("", 2),))
        assert "no quorum of all voters" in found("DIA-09", board(), CALL, forums=(three,))[
            0
        ].message  # fmt: skip
        assert not found("DIA-09", board(), CALL, forums=(replace(BOARD, quorum=(Quorum(),)),))

    def test_a_named_deputy_or_a_seat_without_a_vote(self) -> None:
        held = replace(BOARD, seats=(SEATS[0], ForumSeat("imogen", "wex", deputy="reyes")))
        assert not found("DIA-09", board(), CALL, forums=(held,))
        attends = replace(BOARD, seats=(SEATS[0], ForumSeat("imogen", "wex", "attending")))
        assert not found("DIA-09", board(), CALL, forums=(attends,))

    def test_what_is_hidden_is_only_a_time(self) -> None:
        masked = meeting("wex", "Busy (WEX)", CALL.start, CALL.end, private=True, masked=True)
        open_one = meeting("wex", "HR hearing", CALL.start, CALL.end, private=True)
        (seen,) = found("DIA-09", board(), masked, forums=(BOARD,))
        (full,) = found("DIA-09", board(), open_one, forums=(BOARD,))
        assert "Busy (WEX)" in seen.message
        assert (seen.id, seen.fingerprint) == (full.id, full.fingerprint)

    def test_copies_of_one_meeting_are_one_side(self) -> None:
        ours = copy("cal", "S75 Board", "2027-01-19 14:00", "2027-01-19 16:00")
        theirs = copy("wex", "S75 Board", "2027-01-19 14:00", "2027-01-19 16:00")
        (one,) = found("DIA-09", joint(ours, theirs), CALL, forums=(BOARD,))
        assert one.copy_keys == {ours.key, theirs.key}
        assert one.org_ids == ("cal", "wex")


class TestCover:
    """WRK-04."""

    SCHEME = Authority("a", org="wex")
    HELD = Delegation("d", authority="a", holder="reyes")

    def seat(self, deputy: str = "") -> Forum:
        return replace(BOARD, quorum=(), seats=(ForumSeat("imogen", "wex", deputy=deputy),))

    def test_a_protected_meeting_in_leave(self) -> None:
        (one,) = found("WRK-04", board(), leave())
        assert "is in the director's leave, and no deputy is named for it" in one.message
        assert one.severity is Severity.RED

    def test_leave_that_touches_a_part_of_it(self) -> None:
        half = meeting("wex", "Leave", "2027-01-19 15:59", "2027-01-19 18:00", leave=True)
        assert found("WRK-04", board(), half)
        after = meeting("wex", "Leave", "2027-01-19 16:00", "2027-01-19 18:00", leave=True)
        assert not found("WRK-04", board(), after)

    @pytest.mark.parametrize("other", [board(tier=2), board(status=Status.CANCELLED, busy=False)])
    def test_what_is_not_protected_or_cancelled(self, other: Meeting) -> None:
        assert not found("WRK-04", other, leave())
        assert not found("WRK-04", board())

    def test_leave_itself_needs_no_cover(self) -> None:
        protected = all_day("cal", "Leave", "2027-01-19", leave=True, tier=1)
        assert not found("WRK-04", protected, leave())

    def test_a_deputy_who_holds_a_delegation_of_that_body(self) -> None:
        covered = {"forums": (self.seat("reyes"),), "authorities": (self.SCHEME,)}
        assert not found("WRK-04", board(), leave(), delegations=(self.HELD,), **covered)
        (one,) = found("WRK-04", board(), leave(), **covered, known=context(
            people={"reyes": "Callum Reyes"}
        ))  # fmt: skip
        assert "its deputy Callum Reyes holds no delegation there" in one.message
        assert found("WRK-04", board(), leave(), forums=(self.seat(),))

    @pytest.mark.parametrize(
        "change",
        [
            {"holder": "tom"},
            {"authority": "gone"},
            {"valid_from": day("2027-01-20")},
            {"valid_to": day("2027-01-18")},
        ],
    )
    def test_another_s_an_unknown_or_an_old_one_is_none(self, change: dict[str, Any]) -> None:
        given = replace(self.HELD, **change)
        values = {"forums": (self.seat("reyes"),), "authorities": (self.SCHEME,)}
        assert found("WRK-04", board(), leave(), delegations=(given,), **values)

    def test_a_delegation_of_another_body_is_none_and_a_seat_may_be_for_any(self) -> None:
        cal = Authority("a", org="cal")
        values: dict[str, Any] = {"delegations": (self.HELD,), "authorities": (cal,)}
        assert found("WRK-04", board(), leave(), forums=(self.seat("reyes"),), **values)
        anybodys = replace(BOARD, seats=(ForumSeat("imogen", "", deputy="reyes"),), quorum=())
        assert not found("WRK-04", board(), leave(), forums=(anybodys,), **values)


class TestPreparation:
    """DIA-11."""

    AUTHOR = replace(BOARD, quorum=(), seats=(ForumSeat("imogen", "cal", "author"),))

    def filled(self, minutes_free: int) -> list[Meeting]:
        """All of the two working days before 19 January but for some minutes."""
        friday = meeting("cal", "Away day", "2027-01-15 08:30", "2027-01-15 17:30")
        end = at("2027-01-18 17:30") - minutes_free * 60
        return [friday, meeting("cal", "Retreat", "2027-01-18 08:30", end)]

    @pytest.mark.parametrize(("free", "short"), [(60, False), (59, True), (0, True)])
    def test_an_hour_is_free_in_the_two_working_days_before(self, free: int, short: bool) -> None:
        every = found("DIA-11", board(), *self.filled(free), forums=(self.AUTHOR,))
        assert bool(every) is short
        if short:
            assert f"There are {free} minutes free to prepare S75 Board" in every[0].message

    def test_leave_is_no_time_to_prepare(self) -> None:
        friday, _ = self.filled(0)
        assert found("DIA-11", board(), friday, leave("2027-01-18"), forums=(self.AUTHOR,))

    def test_only_who_presents_at_a_protected_meeting_prepares(self) -> None:
        busy = self.filled(0)
        assert not found("DIA-11", board(), *busy, forums=(replace(BOARD, quorum=()),))
        assert not found("DIA-11", board(tier=2), *busy, forums=(self.AUTHOR,))
        assert not found("DIA-11", board(), *busy)
        later = Span(at("2027-01-20"), at("2027-02-01"))
        assert not found("DIA-11", board(), *busy, forums=(self.AUTHOR,), window=later)

    @pytest.mark.parametrize(("owner", "fires"), [("imogen", True), ("tom", False)])
    def test_who_makes_its_paper_presents_it(self, owner: str, fires: bool) -> None:
        sitting = board()
        paper = task("t1", feeds=sitting.copies[0].key, owners=(owner,))
        forums = (replace(BOARD, quorum=()),)
        every = found("DIA-11", sitting, *self.filled(0), forums=forums, tasks=(paper,))
        assert bool(every) is fires

    def test_the_minutes_are_a_setting(self) -> None:
        known = with_settings("cal", prep_minutes="30")
        assert not found("DIA-11", board(), *self.filled(59), forums=(self.AUTHOR,), known=known)

    @pytest.mark.parametrize(("second", "near"), [("12-10", True), ("12-11", False)])
    def test_two_papers_within_two_working_days(self, second: str, near: bool) -> None:
        papers = (
            task("t1", due="12-08", feeds="a-20261216", owners=("imogen",)),
            task("t2", due=second, feeds="b-20261217", owners=("imogen",)),
        )
        every = found("DIA-11", tasks=papers)
        assert bool(every) is near
        if near:
            assert every[0].participants == ("t1", "t2")
            assert every[0].start == at("2026-12-10")

    @pytest.mark.parametrize(
        "change",
        [{"owners": ("tom",)}, {"feeds": None}, {"due": None}, {"status": "completed"},
         {"feeds": "a-20261216"}],
    )  # fmt: skip
    def test_papers_of_others_done_or_for_the_same_meeting(self, change: dict[str, Any]) -> None:
        first = task("t1", due="12-08", feeds="a-20261216", owners=("imogen",))
        second = task("t2", due="12-09", feeds="b-20261217", owners=("imogen",))
        assert not found("DIA-11", tasks=(first, replace(second, **change)))
        assert not found("DIA-11", tasks=(first, second), window=Span(at("2027-01-01"), WINDOW.end))


class TestBeforeAPoll:
    """DIA-14."""

    POLL = Poll("p", name="Local elections", day=day("2027-05-06"))
    SPRING = Span(at("2027-03-01"), at("2027-06-01"))
    CABINET = Forum("c", name="Cabinet", orgs=("cal",), kind="executive")

    def seen(self, *meetings: Meeting, **values: Any) -> list[Conflict]:
        polls = values.pop("polls", (self.POLL,))
        return found("DIA-14", *meetings, polls=polls, window=self.SPRING, **values)

    def launch(self, title: str = "Public consultation launch", on: str = "2027-04-14") -> Meeting:
        return meeting("cal", title, f"{on} 10:00", f"{on} 11:00")

    @pytest.mark.parametrize(
        ("on", "inside"),
        [("2027-03-30", False), ("2027-03-31", True), ("2027-05-06", True), ("2027-05-07", False)],
    )
    def test_an_event_for_the_public(self, on: str, inside: bool) -> None:
        assert bool(self.seen(self.launch(on=on))) is inside

    @pytest.mark.parametrize(
        ("title", "public"),
        [("Press conference", True), ("Website LAUNCH", True), ("Media visit", True),
         ("Pressure ulcers group", False), ("Staff consultation", False), ("Team", False)],
    )  # fmt: skip
    def test_by_its_title_or_category(self, title: str, public: bool) -> None:
        assert bool(self.seen(self.launch(title))) is public
        tagged = meeting("cal", "Team", "2027-04-14 10:00", "2027-04-14 11:00", categories=(title,))
        assert bool(self.seen(tagged)) is public

    def test_what_is_hidden_or_cancelled_or_in_another_body_is_not_judged(self) -> None:
        masked = meeting("cal", "Launch", "2027-04-14 10:00", "2027-04-14 11:00", masked=True)
        gone = meeting("cal", "Launch", "2027-04-14 10:00", "2027-04-14 11:00",
                       status=Status.CANCELLED)  # fmt: skip
        assert not self.seen(masked, gone)
        theirs = (replace(self.POLL, orgs=("wex",)),)
        assert not self.seen(self.launch(), polls=theirs)
        assert not self.seen(self.launch(), polls=())

    def test_a_cabinet_unless_its_decisions_are_known_not_to_be_contentious(self) -> None:
        cabinet = self.launch("Cabinet", "2027-04-13")
        forums = (self.CABINET,)
        assert "may have contentious items" in self.seen(cabinet, forums=forums)[0].message
        calm = decision(forum="c", decision_due="2027-04-13", contentious="no")
        assert not self.seen(cabinet, forums=forums, decisions=(calm,))
        hot = replace(calm, id="d2", ref="D2", contentious="yes")
        assert "has D2, which may be contentious" in self.seen(
            cabinet, forums=forums, decisions=(calm, hot)
        )[0].message  # fmt: skip
        elsewhere = decision(decision_due="2027-04-13", contentious="no")
        assert self.seen(cabinet, forums=forums, decisions=(elsewhere,))
        quiet = (replace(self.CABINET, kind="committee"),)
        assert not self.seen(cabinet, forums=quiet)


class TestDeadlines:
    """DIA-17: Cabinet on 12 January publishes its papers on Monday 4 January."""

    CABINET = Forum("c", name="Cabinet", orgs=("cal",), kind="executive")
    MEETING = meeting("cal", "Cabinet", "2027-01-12 18:00", "2027-01-12 20:00")

    def paper(self, due: str = "12-31", **values: Any) -> Any:
        return task(due=due, **{"feeds": self.MEETING.id, **values})

    def test_papers_are_published_in_leave(self) -> None:
        values = {"forums": (self.CABINET,), "tasks": (self.paper(),)}
        (one,) = found("DIA-17", self.MEETING, leave("2027-01-04", org="cal"), **values)
        assert "are published on Mon 4 Jan, in the director's leave" in one.message
        assert one.participants == (self.MEETING.id,)
        assert one.anchor == at("2027-01-04")
        assert not found("DIA-17", self.MEETING, leave("2027-01-05"), **values)

    @pytest.mark.parametrize(
        ("until", "away"), [("2027-01-04 12:59", False), ("2027-01-04 13:00", True)]
    )
    def test_half_a_day_of_leave_counts(self, until: str, away: bool) -> None:
        half = meeting("cal", "Leave", "2027-01-04 08:30", until, leave=True)
        values = {"forums": (self.CABINET,), "tasks": (self.paper(),)}
        assert bool(found("DIA-17", self.MEETING, half, **values)) is away

    @pytest.mark.parametrize(("due", "late"), [("2027-01-04", False), ("2027-01-05", True)])
    def test_before_the_report_is_cleared(self, due: str, late: bool) -> None:
        values = {"forums": (self.CABINET,), "tasks": (self.paper(due, title="Fees"),)}
        every = found("DIA-17", self.MEETING, **values)
        assert bool(every) is late
        if late:
            assert "before “Fees” is done" in every[0].message

    def test_only_papers_of_one_s_own_are_looked_at(self) -> None:
        away = leave("2027-01-04", org="cal")
        assert not found("DIA-17", self.MEETING, away, forums=(self.CABINET,))
        done = self.paper(status="completed")
        assert not found("DIA-17", self.MEETING, away, forums=(self.CABINET,), tasks=(done,))
        author = replace(self.CABINET, seats=(ForumSeat("imogen", "cal", "author"),))
        assert found("DIA-17", self.MEETING, away, forums=(author,))
        february = Span(at("2027-01-05"), WINDOW.end)
        assert not found("DIA-17", self.MEETING, away, forums=(author,), window=february)
        far = meeting("cal", "Cabinet", "2035-01-12 18:00", "2035-01-12 20:00")
        assert not found("DIA-17", far, away, forums=(author,))

    def key(self, **values: Any) -> Records:
        due = {"decision_due": "2027-01-12", "is_key_decision": True}
        return records(decision(**(due | values)))

    def test_the_notice_of_a_key_decision_falls_in_leave(self) -> None:
        """For 12 January it is due by Monday 14 December."""
        (one,) = found("DIA-17", leave("2026-12-14"), given=self.key())
        assert "The notice of the key decision D1 is due by Mon 14 Dec" in one.message
        assert one.participants == ("d1",)
        assert not found("DIA-17", leave("2026-12-15"), given=self.key())
        assert not found("DIA-17", given=self.key())

    @pytest.mark.parametrize(
        "values",
        [{"org": "wex"}, {"is_key_decision": False}, {"decision_due": None},
         {"notice_published_on": "12-01"}, {"status": "taken"}, {"decision_due": "2040-01-01"}],
    )  # fmt: skip
    def test_no_notice_is_due(self, values: dict[str, Any]) -> None:
        assert not found("DIA-17", leave("2026-12-14"), given=self.key(**values))

    def test_a_notice_outside_the_window(self) -> None:
        late = Span(at("2026-12-15"), WINDOW.end)
        assert not found("DIA-17", leave("2026-12-14"), given=self.key(), window=late)


def test_an_all_day_meeting_is_told_without_a_time() -> None:
    fair = all_day("cal", "S75 Board fair", "2027-01-19", tier=1)
    (one,) = found("WRK-04", fair, leave())
    assert "on Tue 19 Jan is in" in one.message


def test_windows_compose() -> None:
    """What two adjacent windows find is what the whole finds."""
    meetings = [board(), CALL, leave("2027-01-19"), board("2026-12-15")]
    whole = check_meetings(meetings, Records(forums=(BOARD,)), context(), WINDOW)
    middle = at("2027-01-01")
    parts = [
        each
        for window in (Span(WINDOW.start, middle), Span(middle, WINDOW.end))
        for each in check_meetings(meetings, Records(forums=(BOARD,)), context(), window)
    ]
    assert parts == whole
    assert whole
