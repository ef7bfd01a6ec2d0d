"""DL1 to DL15: every vector of the field's description, and what settings change."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.derive.working_calendars import working_calendars
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.governance.deadline_rules import Deadline
from jointdesk.governance.deadlines import RULES, reckon
from jointdesk.governance.working_days import UnknownDayError

CALENDARS = working_calendars()


def found(rule: str, on: str, *settings: str) -> Deadline:
    given_settings = dict(each.split("=", 1) for each in settings)
    return reckon(rule, date.fromisoformat(on), given_settings, CALENDARS)


def dates(rule: str, on: str, *settings: str) -> dict[str, str]:
    return {key: day.isoformat() for key, day in found(rule, on, *settings).dates.items()}


def why(rule: str, on: str, *settings: str) -> str:
    return " ".join(found(rule, on, *settings).why)


# The vectors of section 3

VECTORS = [
    ("DL1", "2026-12-08", "", "notice_by", "2026-11-09"),
    ("DL1", "2027-01-12", "", "notice_by", "2026-12-14"),
    ("DL2", "2026-12-08", "", "first_notice_by", "2026-11-09"),
    ("DL2", "2027-01-12", "", "first_notice_by", "2026-12-14"),
    ("DL2", "2026-12-08", "", "second_notice_by", "2026-11-30"),
    ("DL2", "2027-01-12", "", "second_notice_by", "2027-01-04"),
    ("DL2", "2027-03-30", "", "second_notice_by", "2027-03-18"),
    ("DL3", "2026-12-08", "", "publish_by", "2026-11-30"),
    ("DL3", "2027-01-12", "", "publish_by", "2027-01-04"),
    ("DL3", "2027-03-30", "", "publish_by", "2027-03-18"),
    ("DL4", "2026-12-04", "", "notice_by", "2026-11-26"),
    ("DL4", "2026-12-04", "notice=2026-11-30", "earliest_decision", "2026-12-08"),
    ("DL6", "2026-11-30", "", "nudge", "2026-12-02"),
    ("DL6", "2026-11-30", "", "amber", "2026-12-03"),
    ("DL6", "2026-11-30", "", "red", "2026-12-07"),
    ("DL7", "2024-09-13", "", "closes", "2024-09-20"),
    ("DL7", "2024-09-13", "", "effective", "2024-09-21"),
    ("DL7", "2018-12-17", "", "effective", "2018-12-25"),
    ("DL7", "2026-12-10", "", "closes", "2026-12-17"),
    ("DL7", "2026-12-10", "", "effective", "2026-12-18"),
    ("DL7", "2026-12-22", "", "closes", "2026-12-31"),
    ("DL7", "2026-12-22", "", "effective", "2027-01-01"),
    ("DL7", "2027-03-24", "", "closes", "2027-04-02"),
    ("DL7", "2027-03-24", "", "effective", "2027-04-03"),
    ("DL8", "2026-11-17", "", "hearing_by", "2026-12-01"),
    ("DL9", "2026-12-15", "", "begins", "2026-12-16"),
    ("DL9", "2026-12-15", "", "closes", "2026-12-30"),
    ("DL9", "2026-12-15", "", "earliest_award", "2026-12-31"),
    ("DL9", "2026-12-15", "nation=Wales", "closes", "2026-12-29"),
    ("DL9", "2026-12-15", "route=s51", "closes", "2026-12-24"),
    ("DL10", "2027-01-28", "", "publish_by", "2027-01-21"),
    ("DL11", "2025-05-01", "", "notice_by", "2025-03-25"),
    ("DL11", "2026-05-07", "", "notice_by", "2026-03-30"),
    ("DL11", "2027-05-06", "", "notice_by", "2027-03-31"),
    ("DL11", "2021-12-02", "", "notice_by", "2021-10-28"),
    ("DL11", "2019-12-12", "kind=general", "dissolution", "2019-11-06"),
    ("DL11", "2019-12-12", "kind=general", "notice_by", "2019-11-11"),
    ("DL11", "2024-07-04", "kind=general", "notice_by", "2024-06-04"),
    ("DL11", "2027-01-14", "", "notice_by", "2026-12-04"),
    ("DL12", "2022-06-26", "", "due", "2022-07-25"),
    ("DL14", "2026-11-26", "", "keep_until", "2032-11-26"),
    ("DL15", "2027-01-12", "", "publish_by", "2027-01-04"),
    ("DL15", "2027-01-12", "", "final_by", "2026-12-31"),
    ("DL15", "2027-01-12", "", "clearance_by", "2026-12-18"),
    ("DL15", "2027-01-12", "", "draft_by", "2026-12-10"),
]


@pytest.mark.parametrize(("rule", "on", "settings", "key", "day"), VECTORS)
def test_vectors(rule: str, on: str, settings: str, key: str, day: str):
    assert dates(rule, on, *settings.split())[key] == day


# Published timetables: the dissolution of Parliament and the last day for notice of election


@pytest.mark.parametrize(
    ("poll", "dissolution", "notice"),
    [
        ("2015-05-07", "2015-03-30", "2015-04-02"),
        ("2017-06-08", "2017-05-03", "2017-05-08"),
        ("2019-12-12", "2019-11-06", "2019-11-11"),
        ("2024-07-04", "2024-05-30", "2024-06-04"),
    ],
)
def test_general_elections(poll: str, dissolution: str, notice: str):
    answer = dates("DL11", poll, "kind=general")
    assert (answer["dissolution"], answer["notice_by"]) == (dissolution, notice)


@pytest.mark.parametrize(
    ("poll", "notice"),
    [
        ("2016-05-05", "2016-03-30"),
        ("2024-05-02", "2024-03-26"),
        ("2024-11-20", "2024-10-16"),
        ("2025-05-01", "2025-03-25"),
    ],
)
def test_local_polls(poll: str, notice: str):
    assert dates("DL11", poll)["notice_by"] == notice


# The rules one by one


class TestNotices:
    def test_one_day_short_is_said(self):
        assert "27: one short" in why("DL1", "2026-12-08", "notice=2026-11-10")

    def test_several_days_short_are_counted(self):
        assert "there are 3: 2 short" in why("DL4", "2026-12-04", "notice=2026-11-30")

    def test_enough_is_said(self):
        assert "28: enough" in why("DL1", "2026-12-08", "published=2026-11-09")

    def test_a_notice_in_working_days(self):
        assert dates("DL1", "2026-12-08", "notice_basis=working")["notice_by"] == "2026-10-28"
        assert dates("DL1", "2026-12-08", "unit=working")["notice_by"] == "2026-10-28"

    def test_an_agenda_in_calendar_days_may_go_out_on_a_sunday(self):
        assert dates("DL3", "2026-12-07", "unit=calendar")["publish_by"] == "2026-12-01"
        assert dates("DL3", "2026-12-05", "unit=calendar")["publish_by"] == "2026-11-29"

    def test_saturdays_count_where_an_organisation_says_so(self):
        settings = "weekdays=Monday,tue,wed,thu,fri,sat"
        assert dates("DL3", "2026-12-08", settings)["publish_by"] == "2026-12-01"

    def test_a_meeting_at_a_weekend_still_has_its_clear_days(self):
        assert dates("DL3", "2026-12-05")["publish_by"] == "2026-11-27"

    @given(st.dates(date(2016, 1, 1), date(2027, 12, 31)))
    def test_the_latest_notice_allows_the_decision_it_was_reckoned_from(self, day: date):
        latest = reckon("DL4", day, {}, CALENDARS).dates["notice_by"]
        again = reckon("DL4", day, {"notice": latest.isoformat()}, CALENDARS)
        assert again.dates["earliest_decision"] == CALENDARS["EW"].on_or_after(day)
        assert any(sentence.endswith("enough.") for sentence in again.why)

    def test_special_urgency_is_agreed_before(self):
        assert dates("DL5", "2026-12-08") == {"agree_by": "2026-12-08"}
        assert "too late" in why("DL5", "2026-12-08", "agreed=2026-12-09")
        assert "too late" not in why("DL5", "2026-12-08", "agreed=2026-12-08")


class TestCallIn:
    def test_tasks_start_on_the_first_working_day(self):
        assert dates("DL7", "2026-12-22")["task_start"] == "2027-01-04"
        assert "no working day (New Year's Day)" in why("DL7", "2026-12-22")
        assert dates("DL7", "2026-12-10")["task_start"] == "2026-12-18"

    @pytest.mark.parametrize("name", ["days", "n", "working_days", "Working-Days", "DAYS"])
    def test_three_days(self, name: str):
        answer = dates("DL7", "2024-09-13", f"{name}=3")
        assert (answer["closes"], answer["effective"]) == ("2024-09-18", "2024-09-19")

    def test_calendar_days_end_on_any_day(self):
        answer = dates("DL7", "2024-09-11", "days=10", "unit=calendar")
        assert (answer["closes"], answer["effective"]) == ("2024-09-21", "2024-09-22")

    @pytest.mark.parametrize(
        ("basis", "effective"),
        [
            ("next_calendar_day", "2024-09-21"),
            ("next-working-day", "2024-09-23"),
            ("On close", "2024-09-20"),
        ],
    )
    def test_effective_basis(self, basis: str, effective: str):
        assert dates("DL7", "2024-09-13", f"effective_basis={basis}")["effective"] == effective

    def test_an_offset_is_in_working_days(self):
        assert dates("DL7", "2024-09-13", "offset=1")["effective"] == "2024-09-23"
        assert "1 working day later" in why("DL7", "2024-09-13", "offset=1")

    def test_the_hour_of_closing_is_said(self):
        assert "closes at 17:00 of the 5th" in why("DL7", "2024-09-13", "close_time=17:00")
        assert "closes at the end of the 5th" in why("DL7", "2024-09-13")

    def test_not_open_to_call_in_takes_effect_when_taken(self):
        settings = ("callable=no", "taken=2026-12-05")
        assert dates("DL7", "2026-12-10", *settings) == {
            "effective": "2026-12-05",
            "task_start": "2026-12-07",
        }
        assert dates("DL7", "2026-12-10", "callable=no")["effective"] == "2026-12-10"

    def test_the_why_names_each_holiday_skipped(self):
        sentences = found("DL7", "2026-12-22").why
        assert "Friday 25 December 2026 does not count: Christmas Day." in sentences
        assert "Monday 28 December 2026 does not count: Boxing Day (substitute day)." in sentences

    @pytest.mark.parametrize(
        ("published", "closes"),
        [
            ("2020-05-01", "2020-05-11"),
            ("2022-05-27", "2022-06-07"),
            ("2022-09-13", "2022-09-21"),
            ("2023-04-28", "2023-05-09"),
        ],
    )
    def test_moved_and_proclaimed_holidays(self, published: str, closes: str):
        assert dates("DL7", published)["closes"] == closes

    def test_a_published_decision_over_the_state_funeral(self):
        """Salford, published 16 September 2022, in effect from 27 September."""
        assert dates("DL7", "2022-09-16")["effective"] == "2022-09-27"

    def test_a_holiday_proclaimed_too_late_can_be_left_out(self):
        assert dates("DL7", "2022-09-13", "open=2022-09-19")["closes"] == "2022-09-20"

    def test_closure_days_do_not_count(self):
        settings = "closed=2026-12-29, 2026-12-30,2026-12-25"
        assert dates("DL7", "2026-12-22", settings)["closes"] == "2027-01-05"
        assert "Tuesday 29 December 2026 does not count: closed." in why(
            "DL7", "2026-12-22", settings
        )

    def test_years_that_are_not_known_are_refused_or_given(self):
        with pytest.raises(UnknownDayError, match="Monday 1 January 2029 is outside"):
            found("DL7", "2028-12-22")
        settings = ("closed=2029-01-01", "known_to=2029-01-31")
        assert dates("DL7", "2028-12-22", *settings)["closes"] == "2029-01-03"

    def test_a_hearing_that_took_place_starts_the_second_count(self):
        assert dates("DL8", "2026-11-17")["reconsider_by"] == "2026-12-08"
        assert dates("DL8", "2026-11-17", "heard=2026-11-24")["reconsider_by"] == "2026-12-01"


class TestStandstill:
    def test_representations_keep_it_open(self):
        answer = dates("DL9", "2026-12-15", "representations=yes")
        assert answer == {"begins": "2026-12-16", "representations_by": "2026-12-30"}

    def test_a_further_decision_closes_it(self):
        answer = dates("DL9", "2026-12-15", "further_decision=2027-01-06")
        assert (answer["closes"], answer["earliest_award"]) == ("2027-01-13", "2027-01-14")

    def test_an_early_further_decision_never_shortens_it(self):
        answer = dates("DL9", "2026-12-15", "further_decision=2026-12-17")
        assert answer["closes"] == "2026-12-30"

    def test_the_award_may_wait_for_a_working_day(self):
        settings = ("route=s51", "effective_basis=next_working_day")
        assert dates("DL9", "2026-12-15", *settings)["earliest_award"] == "2026-12-29"

    def test_the_procurement_act_leaves_out_every_nations_holidays(self):
        assert dates("DL9", "2026-11-26", "route=s51")["closes"] == "2026-12-08"
        assert dates("DL9", "2026-11-26", "route=s51", "calendar=EW")["closes"] == "2026-12-07"

    def test_a_notice_on_a_sunday_counts_from_monday(self):
        assert dates("DL9", "2026-12-06", "route=s51")["closes"] == "2026-12-16"

    def test_the_stated_end_is_compared(self):
        assert "too early" in why("DL9", "2026-12-15", "stated=2026-12-29")
        assert "keep to that" in why("DL9", "2026-12-15", "stated=2026-12-31")
        assert "states" not in why("DL9", "2026-12-15", "stated=2026-12-30")


class TestElections:
    @pytest.mark.parametrize("kind", ["local", "mayoral", "pcc"])
    def test_the_period_runs_from_the_latest_notice_to_the_poll(self, kind: str):
        assert dates("DL11", "2027-05-06", f"kind={kind}") == {
            "notice_by": "2027-03-31",
            "begins": "2027-03-31",
            "ends": "2027-05-06",
        }

    def test_a_notice_that_was_published_wins(self):
        answer = dates("DL11", "2027-05-06", "notice=2027-03-25")
        assert (answer["begins"], answer["notice_by"]) == ("2027-03-25", "2027-03-31")

    def test_a_stored_start_wins_over_everything(self):
        settings = ("notice=2027-03-25", "begins=2027-03-22")
        assert dates("DL11", "2027-05-06", *settings)["begins"] == "2027-03-22"

    def test_a_general_election_has_no_start_until_one_is_stored(self):
        assert "begins" not in dates("DL11", "2024-07-04", "kind=general")
        settings = ("kind=general", "begins=2024-05-25")
        assert dates("DL11", "2024-07-04", *settings)["begins"] == "2024-05-25"
        assert "that was stored" in why("DL11", "2024-07-04", *settings)

    def test_christmas_eve_does_not_count_unless_told_to(self):
        assert "Christmas Eve" in why("DL11", "2027-01-14")
        answer = dates("DL11", "2027-01-14", "exclude_christmas_eve=no")
        assert answer["notice_by"] == "2026-12-07"

    def test_a_general_election_leaves_out_every_nations_holidays(self):
        answer = dates("DL11", "2027-01-14", "kind=general")
        assert answer["dissolution"] == "2026-12-03"


class TestReplies:
    def test_the_second_of_january_is_a_scottish_holiday(self):
        assert dates("DL12", "2025-12-23")["due"] == "2026-01-26"
        assert dates("DL12", "2025-12-23", "calendar=EW")["due"] == "2026-01-23"

    def test_an_extension_moves_the_reply_and_must_be_said_in_time(self):
        assert dates("DL12", "2026-02-02", "extended=20") == {
            "due": "2026-03-31",
            "say_extended_by": "2026-03-02",
        }

    def test_the_clock_stops_for_a_clarification_and_starts_again(self):
        asked = "clarification_asked=2026-02-05"
        assert dates("DL12", "2026-02-02", asked) == {}
        assert "stopped" in why("DL12", "2026-02-02", asked)
        answer = dates("DL12", "2026-02-02", asked, "clarified=2026-02-09")
        assert answer == dates("DL12", "2026-02-09") == {"due": "2026-03-09"}

    def test_the_clock_pauses_for_a_fee(self):
        asked = "fee_asked=2026-02-05"
        assert dates("DL12", "2026-02-02", asked) == {}
        assert "paused" in why("DL12", "2026-02-02", asked)
        answer = dates("DL12", "2026-02-02", asked, "fee_paid=2026-02-09")
        assert answer == {"due": "2026-03-05"}  # three working days later than 2 March

    def test_the_stated_day_is_compared(self):
        assert "later than" in why("DL12", "2026-02-02", "stated=2026-03-03")
        assert "earlier than" in why("DL12", "2026-02-02", "stated=2026-03-01")
        assert "states" not in why("DL12", "2026-02-02", "stated=2026-03-02")


class TestReportsRetentionAndPapers:
    def test_four_reports_and_an_annual_one(self):
        assert dates("DL13", "2026-04-01") == {
            "report_1": "2026-07-28",
            "report_2": "2026-10-28",
            "report_3": "2027-01-29",
            "report_4": "2027-04-28",
            "annual_report": "2027-05-27",
        }

    def test_only_holidays_that_were_counted_over_are_named(self):
        sentences = why("DL13", "2026-04-01")
        assert "Monday 3 May 2027" in sentences
        assert "Friday 3 April 2026" not in sentences

    def test_reports_on_the_last_day_of_each_month(self):
        settings = ("reports=2", "months=1", "days=0", "annual=no")
        assert dates("DL13", "2028-01-01", *settings) == {
            "report_1": "2028-01-31",
            "report_2": "2028-02-29",
        }

    def test_the_longest_period_counts(self):
        records = "record=officer-record, board_papers,contract"
        assert dates("DL14", "2026-11-26", records) == {"keep_until": "2046-11-26"}
        assert "longest" in why("DL14", "2026-11-26", records)

    def test_what_is_kept_for_good_has_no_end(self):
        records = "record=committee_minutes,background_papers"
        assert dates("DL14", "2026-11-26", records) == {}
        assert "kept for good" in why("DL14", "2026-11-26", records)

    def test_own_years(self):
        settings = ("record=committee_minutes", "years=7")
        assert dates("DL14", "2024-02-29", *settings) == {"keep_until": "2031-02-28"}

    def test_board_papers_in_clear_days(self):
        assert dates("DL10", "2027-01-28", "clear=yes", "days=3") == {"publish_by": "2027-01-22"}


# What holds for all


@pytest.mark.parametrize("rule", RULES)
def test_every_answer_has_words_and_a_reason(rule: str):
    answer = found(rule, "2026-11-30")
    assert answer.rule == rule
    assert answer.why
    assert set(answer.dates) <= set(RULES[rule].labels)


@pytest.mark.parametrize("rule", RULES)
def test_reckoning_again_gives_the_same(rule: str):
    assert found(rule, "2026-11-30") == found(rule, "2026-11-30")


@pytest.mark.parametrize("rule", ["DL3", "DL4", "DL7", "DL9", "DL10", "DL11", "DL12", "DL15"])
@given(one=st.dates(date(2016, 1, 1), date(2027, 11, 30)), later=st.integers(0, 30))
def test_a_later_start_never_gives_an_earlier_day(rule: str, one: date, later: int):
    first = reckon(rule, one, {}, CALENDARS).dates
    second = reckon(rule, date.fromordinal(one.toordinal() + later), {}, CALENDARS).dates
    assert all(first[key] <= second[key] for key in first)


class TestWrongUse:
    def test_an_unknown_rule(self):
        with pytest.raises(NotFoundError, match="There are DL1 to DL15"):
            found("DL16", "2026-11-30")

    def test_a_rule_in_any_case(self):
        assert found(" dl7", "2026-11-30") == found("DL7", "2026-11-30")

    @pytest.mark.parametrize(
        ("rule", "setting", "complaint"),
        [
            ("DL7", "hours=5", "DL7 has no setting “hours”. It has calendar, callable,"),
            ("DL7", "days=five", "“days” of DL7 takes a whole number from 1 to 400, not “five”"),
            ("DL7", "days=0", "whole number from 1 to 400"),
            ("DL7", "unit=hours", "takes one of working, calendar, not “hours”"),
            ("DL7", "calendar=auto", "takes one of EW, UK"),
            ("DL7", "callable=perhaps", "takes yes or no"),
            ("DL7", "close_time=25:00", "takes a time such as 17:00"),
            ("DL7", "taken=31 April", "takes a day such as 2026-11-30, not “31 April”"),
            ("DL7", "closed=2026-12-25,2026-02-30", "takes days such as"),
            ("DL7", "weekdays=mon,someday", "takes days of the week"),
            ("DL7", "weekdays=", "takes days of the week"),
            ("DL14", "record=officer_record,letters", "takes one or more of officer_record,"),
            ("DL11", "begins=1066-10-14", "1066-10-14 is out of reach"),
        ],
    )
    def test_a_setting_that_does_not_fit(self, rule: str, setting: str, complaint: str):
        with pytest.raises(WrongUseError) as caught:
            found(rule, "2026-11-30", setting)
        assert complaint in str(caught.value)

    def test_one_setting_by_two_names(self):
        with pytest.raises(WrongUseError, match="“days” is given twice"):
            found("DL7", "2026-11-30", "days=5", "n=3")

    @pytest.mark.parametrize("on", ["0001-01-01", "9999-12-31"])
    def test_a_day_out_of_reach(self, on: str):
        with pytest.raises(WrongUseError, match="is out of reach"):
            found("DL14", on)

    def test_numbers_may_be_numbers(self):
        answer = reckon("DL7", date(2024, 9, 13), {"days": 3}, CALENDARS)
        assert answer.dates["closes"] == date(2024, 9, 18)

    @pytest.mark.parametrize("text", ["yes", "True", "1"])
    def test_yes_has_several_spellings(self, text: str):
        assert "closes" in dates("DL7", "2026-11-30", f"callable={text}")

    @pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
    def test_every_default_fits_its_own_kind(self, rule):
        for setting in rule.settings:
            setting.kind.read(setting.default)
            assert setting.words

    def test_what_only_one_case_has_is_no_setting_of_an_organisation(self):
        of_case = {
            (rule.id, setting.name)
            for rule in RULES.values()
            for setting in rule.settings
            if setting.of_case
        }
        days = {
            (rule.id, setting.name)
            for rule in RULES.values()
            for setting in rule.settings
            if setting.kind.takes.startswith("a day such as") and setting.name != "known_to"
        }
        others = {("DL9", "route"), ("DL9", "representations"), ("DL11", "kind")}
        assert of_case == days | others | {("DL12", "extended")}


class TestDocumentation:
    TEXT = (Path(__file__).parents[2] / "docs" / "deadlines.md").read_text(encoding="utf-8")

    @pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
    def test_every_setting_is_there_with_its_default_and_mark(self, rule):
        common, *sections = self.TEXT.split("\n## DL")
        section = next(each for each in sections if each.startswith(f"{rule.id[2:]}: {rule.name}"))
        assert f"DATE is {rule.date_means}." in section
        for setting in rule.settings:
            default = f"`{setting.default}`" if setting.default else "none"
            row = f"| `{setting.name}` | {setting.kind.takes} | {default} | {setting.words} |"
            assert f"{row} {setting.mark} |" in section + common

    @pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
    def test_every_name_of_a_day_is_there(self, rule):
        section = self.TEXT.split(f"\n## {rule.id}: ")[1].partition("\n## ")[0]
        names = [name for name in rule.labels if not name.startswith("report_")]
        assert [name for name in names if f"`{name}`" not in section] == []
