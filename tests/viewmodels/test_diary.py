"""The page of a week: headings, blocks, what lies behind them, the all-day band."""

from dataclasses import replace
from datetime import date

from jointdesk.domain.conflicts import Conflict, JudgedConflict, Severity, State
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.occurrences import Status
from jointdesk.viewmodels.allday import ROWS
from jointdesk.viewmodels.blocks import Certainty, Journey, Kind
from jointdesk.viewmodels.diary import DiaryPage, DiaryWeek, build_page, working_hours
from jointdesk.viewmodels.marks import Marks, marks_of, worst
from tests.sample_meetings import (
    CAL,
    ESK,
    LONDON,
    MONDAY,
    ORGANISATIONS,
    WEX,
    MeetingBuilder,
    day_of,
    moment,
    pictured_week,
)

DAYS = tuple(day_of(index) for index in range(7))


def page_of(*meetings: Meeting, days: tuple[date, ...] = DAYS) -> DiaryPage:
    ordered = tuple(sorted(meetings, key=lambda meeting: meeting.start))
    return build_page(DiaryWeek(days, LONDON, ORGANISATIONS, ordered))


class TestPicturedWeek:
    """The week that the design draws."""

    page = build_page(pictured_week())

    def test_every_block_says_its_place_in_the_day(self) -> None:
        (board,) = [block for block in self.page.days[1].meetings if "Section 75" in block.title]
        assert board.spoken == (
            "Section 75 Partnership Board, Calderbourne and Wexmere, Tuesday 15 December 14:00 to"
            " 16:00, Riverside Hub, accepted, should act: copies differ, 4 of 4 on Tuesday"
        )

    def test_a_heading_counts_meetings_and_conflicts(self) -> None:
        heading = self.page.days[2].heading
        assert (heading.name, heading.number) == ("Wed", "16")
        assert (heading.conflicts, heading.severity) == (3, Severity.RED)
        assert heading.spoken == "Wednesday 16 December, 5 meetings, 3 conflicts, must act"

    def test_the_part_of_a_drifted_copy_outside_the_shown_one_is_told(self) -> None:
        (drift,) = [block for block in self.page.days[1].behind if block.kind is Kind.DRIFT]
        assert (drift.start, drift.end, drift.title) == (960, 990, "WEX copy ends 16:30")
        assert drift.positions == (1,)

    def test_journeys_lie_before_the_meeting_they_lead_to(self) -> None:
        (way,) = [block for block in self.page.days[2].behind if block.kind is Kind.JOURNEY]
        assert (way.start, way.end, way.title) == (785, 810, "25 min")
        assert way.spoken == "Travel 25 minutes, Town Hall to Brackenfield Hub"

    def test_a_journey_that_is_too_short_fills_the_gap(self) -> None:
        (way,) = [block for block in self.page.days[0].behind if block.kind is Kind.JOURNEY]
        assert (way.start, way.end, way.title) == (615, 630, "15 of 35 min")
        assert way.severity is Severity.RED
        assert way.spoken == "Travel 15 of 35 minutes, Town Hall to Wexmere House, too short"

    def test_now_has_a_place_only_on_the_days_shown(self) -> None:
        assert self.page.now_on(moment(MONDAY, "9:20")) == (0, 560)
        assert self.page.now_on(moment(MONDAY, "-1:00")) is None


def test_a_short_journey_that_was_accepted_is_said_but_not_marked() -> None:
    start, end = moment(MONDAY, "10:15"), moment(MONDAY, "10:30")
    week = DiaryWeek(DAYS, LONDON, journeys=(Journey(start, end, 35, 15, "A", "B"),))
    (way,) = build_page(week).days[0].behind
    assert (way.severity, way.title) == (None, "15 of 35 min")


def test_cancelled_meetings_are_shown_but_not_counted() -> None:
    make = MeetingBuilder()
    gone = make.meeting("CAL", "Forum", MONDAY, "9:00-10:00", status=Status.CANCELLED)
    day = page_of(gone).days[0]
    assert day.meetings[0].certainty is Certainty.GONE
    assert day.heading.spoken == "Monday 14 December, no meetings"


def test_what_is_on_other_days_is_left_out() -> None:
    make = MeetingBuilder()
    before = make.meeting("CAL", "Before", day_of(-1), "9:00-10:00")
    after = make.meeting("CAL", "After", day_of(7), "0:00-1:00")
    leave = make.all_day("CAL", "Leave", day_of(-3), day_of(-1))
    page = page_of(before, after, leave)
    assert not any(day.meetings for day in page.days)
    assert page.band.bars == ()


def test_blocks_of_a_day_are_in_time_order() -> None:
    make = MeetingBuilder()
    late = make.meeting("CAL", "Late", MONDAY, "11:00-12:00")
    long = make.meeting("CAL", "Long", MONDAY, "9:00-11:00")
    short = make.meeting("CAL", "Short", MONDAY, "9:00-9:30")
    titles = [block.title for block in page_of(late, short, long).days[0].meetings]
    assert titles == ["Long", "Short", "Late"]


class TestWorkingHours:
    """From the first opening to the last closing of the director's organisations."""

    def test_they_span_those_with_an_agreed_share(self) -> None:
        early = replace(CAL, opens=7 * 60, closes=16 * 60)
        late = replace(WEX, opens=9 * 60, closes=19 * 60)
        partner = replace(ESK, opens=0, closes=24 * 60)
        assert working_hours((early, late, partner), MONDAY) == (420, 1140)

    def test_nobody_works_on_a_weekend(self) -> None:
        assert working_hours((CAL, WEX), day_of(5)) == (0, 0)

    def test_without_organisations_a_working_week_is_assumed(self) -> None:
        assert working_hours((), MONDAY) == (510, 1050)
        assert working_hours((), day_of(6)) == (0, 0)


class TestBand:
    """All-day items in three rows, and a count of the rest."""

    make = MeetingBuilder()

    def test_leave_is_spoken_with_its_days(self) -> None:
        leave = self.make.all_day("CAL", "Callum Reyes", day_of(3), day_of(4), leave=True)
        (bar,) = page_of(leave).band.bars
        assert (bar.first, bar.last, bar.row) == (3, 4, 0)
        assert bar.spoken == "Leave, Callum Reyes, Calderbourne, Thursday 17 to Friday 18 December"

    def test_the_end_of_an_all_day_item_is_exclusive(self) -> None:
        one_day = self.make.all_day("CAL", "Away day", MONDAY, MONDAY)
        (bar,) = page_of(one_day).band.bars
        assert (bar.first, bar.last) == (0, 0)

    def test_what_runs_on_is_open_at_that_end(self) -> None:
        long = self.make.all_day("CAL", "Long", day_of(-2), day_of(9))
        (bar,) = page_of(long).band.bars
        assert (bar.first, bar.last, bar.runs_before, bar.runs_after) == (0, 6, True, True)

    def test_bars_that_do_not_meet_share_a_row(self) -> None:
        early = self.make.all_day("CAL", "Early", MONDAY, day_of(1))
        late = self.make.all_day("CAL", "Late", day_of(2), day_of(3))
        assert [bar.row for bar in page_of(early, late).band.bars] == [0, 0]

    def test_a_fourth_bar_is_counted(self) -> None:
        items = [self.make.all_day("CAL", f"Item {n}", MONDAY, day_of(1)) for n in range(5)]
        band = page_of(*items).band
        assert [bar.row for bar in band.bars] == list(range(ROWS))
        assert [len(bars) for bars in band.gathered] == [2, 2, 0, 0, 0, 0, 0]

    def test_the_band_of_one_day_shows_what_lies_over_it(self) -> None:
        long = self.make.all_day("CAL", "Long", day_of(-2), day_of(9))
        (bar,) = page_of(long, days=(day_of(2),)).band.bars
        assert (bar.first, bar.last) == (0, 0)


def judged(
    code: str, severity: Severity, *meeting_ids: str, state: State = State.OPEN
) -> JudgedConflict:
    at = moment(day_of(1), "10:00")
    conflict = Conflict(
        f"c-{code}", code, severity, at, at, at, ("cal",), meeting_ids, frozenset(), frozenset(),
        frozenset(), f"{code} message", "",
    )  # fmt: skip
    return JudgedConflict(conflict, state)


class TestMarks:
    """Only what is not settled leaves a mark; the worst of several counts."""

    def test_the_worst_severity_and_every_sentence_count(self) -> None:
        marks = marks_of(
            [judged("DIA-03", Severity.AMBER, "m1", "m2"), judged("DIA-08", Severity.RED, "m1")],
            LONDON,
        )
        assert marks.severity == {"m1": Severity.RED, "m2": Severity.AMBER}
        assert marks.sentences["m1"] == ("DIA-03 message", "DIA-08 message")
        assert marks.days == {day_of(1): (Severity.AMBER, Severity.RED)}

    def test_settled_conflicts_leave_none(self) -> None:
        settled = [
            judged("DIA-01", Severity.RED, "m1", state=state)
            for state in (State.RESOLVED, State.ACCEPTED, State.MUTED)
        ]
        assert marks_of(settled, LONDON) == Marks()

    def test_those_for_information_are_not_counted_on_the_day(self) -> None:
        marks = marks_of([judged("DIA-05", Severity.INFO, "m1")], LONDON)
        assert marks.severity == {"m1": Severity.INFO}
        assert marks.days == {}

    def test_worst_of_nothing_is_none(self) -> None:
        assert worst([]) is None
        assert worst([None, Severity.AMBER, Severity.INFO]) is Severity.AMBER
