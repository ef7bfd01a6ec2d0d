"""What a component means for this desk."""

import pytest

from jointdesk.diary.details import details_of
from jointdesk.domain.components import Component
from jointdesk.domain.occurrences import Details, PlaceKind, Reply, Status
from jointdesk.domain.rules import Rule
from tests.diary.building import attendee, component, context

ME_CAL, ME_WEX = "imogen@cal.example", "imogen@wex.example"


def judged(given: Component | None = None, collection_id: str = "cal", **settings) -> Details:
    return details_of(
        given or component(),
        component_id=7,
        series_id="s",
        seen=3,
        collection_id=collection_id,
        context=context(**settings),
    )


def test_the_organisation_is_that_of_the_collection():
    details = judged(collection_id="wex")
    assert (details.org_id, details.org_code, details.collection_id) == ("wex", "WEX", "wex")


def test_it_is_writable_where_this_machine_may_write_to_its_collection():
    assert not judged().writable
    assert judged(writable=frozenset(("cal",))).writable


def test_place_and_title_are_resolved():
    details = judged(component(summary="FW: Board", location="Town Hall"))
    assert (details.title, details.title_key) == ("FW: Board", "board")
    assert (details.place_kind, details.site_id) == (PlaceKind.SITE, "s1")


def test_a_place_only_in_the_link_property_is_no_place():
    details = judged(component(location="", link="https://zoom.us/j/9"))
    assert details.place_kind is PlaceKind.NONE


class TestStatus:
    @pytest.mark.parametrize(
        ("fields", "status"),
        [
            ({}, Status.CONFIRMED),
            ({"status": "CONFIRMED"}, Status.CONFIRMED),
            ({"status": "TENTATIVE"}, Status.TENTATIVE),
            ({"busy_status": "tentative"}, Status.TENTATIVE),
            ({"status": "CANCELLED"}, Status.CANCELLED),
            ({"summary": "Canceled: Board"}, Status.CANCELLED),
            ({"summary": "HOLD Board"}, Status.HOLD),
            ({"summary": "HOLD Board", "status": "TENTATIVE"}, Status.HOLD),
            ({"summary": "HOLD Board", "status": "CANCELLED"}, Status.CANCELLED),
        ],
    )
    def test_comes_from_the_source_or_the_title(self, fields, status):
        assert judged(component(**fields)).status is status


class TestReply:
    @pytest.mark.parametrize(
        ("partstat", "reply"),
        [
            ("ACCEPTED", Reply.ACCEPTED),
            ("TENTATIVE", Reply.TENTATIVE),
            ("DECLINED", Reply.DECLINED),
            ("DELEGATED", Reply.DECLINED),
            ("NEEDS-ACTION", Reply.NONE),
            ("X-OTHER", Reply.NONE),
        ],
    )
    def test_is_the_directors_own(self, partstat, reply):
        others = attendee("tom@cal.example", "DECLINED")
        details = judged(component(attendees=(others, attendee(ME_CAL, partstat))))
        assert (details.reply, details.has_reply) == (reply, True)

    def test_is_none_where_the_director_is_no_attendee(self):
        details = judged(component(attendees=(attendee("tom@cal.example", "ACCEPTED"),)))
        assert (details.reply, details.has_reply) == (Reply.NONE, False)

    def test_several_addresses_are_one_identity(self):
        both = (attendee(ME_CAL, "DECLINED"), attendee(ME_WEX, "ACCEPTED"))
        assert judged(component(attendees=both)).reply is Reply.ACCEPTED

    @pytest.mark.parametrize("role", ["OPT-PARTICIPANT", "NON-PARTICIPANT"])
    def test_attendance_is_optional_by_role(self, role):
        assert judged(component(attendees=(attendee(ME_CAL, role=role),))).optional

    @pytest.mark.parametrize("role", ["REQ-PARTICIPANT", "CHAIR", ""])
    def test_attendance_is_else_required(self, role):
        assert not judged(component(attendees=(attendee(ME_CAL, role=role),))).optional

    def test_attendance_required_at_one_address_is_required(self):
        both = (attendee(ME_CAL, role="OPT-PARTICIPANT"), attendee(ME_WEX))
        assert not judged(component(attendees=both)).optional

    def test_people_are_the_others(self):
        invited = (attendee(ME_CAL), attendee("tom@cal.example"))
        details = judged(component(attendees=invited, organizer="clerk@cal.example"))
        assert details.people == {"tom@cal.example", "clerk@cal.example"}


class TestBusy:
    @pytest.mark.parametrize(
        ("fields", "busy"),
        [
            ({}, True),
            ({"transparent": True}, False),
            ({"busy_status": "free"}, False),
            ({"busy_status": "free", "transparent": False}, False),
            ({"busy_status": "busy", "transparent": True}, True),
            ({"busy_status": "tentative"}, True),
            ({"busy_status": "oof"}, True),
            ({"busy_status": "workingelsewhere"}, True),
            ({"busy_status": "workingelsewhere", "all_day": True}, False),
            ({"status": "CANCELLED"}, False),
            ({"all_day": True}, True),
            ({"all_day": True, "transparent": True}, False),
            ({"attendees": (attendee(ME_CAL, "DECLINED"),)}, False),
            ({"attendees": (attendee("tom@cal.example", "DECLINED"),)}, True),
        ],
    )
    def test_is_what_the_source_says(self, fields, busy):
        assert judged(component(**fields)).busy is busy

    @pytest.mark.parametrize(("said", "busy"), [("free", False), ("busy", True)])
    @pytest.mark.parametrize("transparent", [True, False])
    def test_a_rule_overrides_an_all_day_source_that_lies(self, said, busy, transparent):
        rules = (Rule("r", title="Board", all_day=said),)
        given = component(all_day=True, transparent=transparent)
        assert judged(given, rules=rules).busy is busy

    def test_the_all_day_rule_leaves_timed_events_alone(self):
        assert judged(rules=(Rule("r", title="*", all_day="free"),)).busy

    def test_no_rule_makes_a_cancelled_or_declined_item_busy(self):
        rules = (Rule("r", all_day="busy"),)
        cancelled = component(all_day=True, status="CANCELLED")
        declined = component(all_day=True, attendees=(attendee(ME_CAL, "DECLINED"),))
        assert not judged(cancelled, rules=rules).busy
        assert not judged(declined, rules=rules).busy


class TestLeave:
    @pytest.mark.parametrize(
        "title",
        [
            "Leave",
            "Annual leave",
            "ANNUAL LEAVE",
            "A/L",
            "Holiday",
            "Out of office",
            "Imogen - annual leave",
            "Annual leave (Imogen)",
            "Farrant: A/L",
            "On leave",
            "Unavailable",
        ],
    )
    def test_is_known_by_the_title(self, title):
        assert judged(component(summary=title)).leave

    @pytest.mark.parametrize(
        "title",
        ["Leave policy review", "Approve annual leave", "Holiday activities fund", "Board"],
    )
    def test_a_meeting_about_leave_is_none(self, title):
        assert not judged(component(summary=title)).leave

    def test_an_all_day_title_may_have_other_words(self):
        assert judged(component(summary="Imogen on annual leave", all_day=True)).leave
        assert not judged(component(summary="Cleaver Street open day", all_day=True)).leave

    def test_is_known_by_a_category(self):
        assert judged(component(categories=("Finance", "Holiday"))).leave

    def test_is_known_by_outlooks_out_of_office(self):
        assert judged(component(busy_status="oof")).leave

    def test_free_or_cancelled_leave_is_none(self):
        assert not judged(component(summary="Annual leave", transparent=True)).leave
        assert not judged(component(summary="Annual leave", status="CANCELLED")).leave

    def test_a_rule_makes_leave_even_of_what_is_free(self):
        rules = (Rule("r", title="Closure*", counts="leave"),)
        details = judged(component(summary="Closure day", transparent=True), rules=rules)
        assert (details.leave, details.busy) == (True, True)

    @pytest.mark.parametrize("piece", [" ", "leave ", "on ", "- ", "a/l,"])
    def test_a_very_long_title_is_read_at_once(self, piece):
        judged(component(summary=piece * 100_000, all_day=True))

    def test_the_pattern_can_be_set(self):
        assert judged(component(summary="Urlaub"), leave_pattern="urlaub").leave
        assert not judged(component(summary="Leave"), leave_pattern="urlaub").leave


class TestRules:
    def test_without_a_rule_a_meeting_is_tier_3_and_counts(self):
        assert (judged().tier, judged().counts) == (3, True)

    @pytest.mark.parametrize("glob", ["Cabinet", "cabinet", "Cab*", "*bin?t"])
    def test_titles_match_globs_whatever_their_case(self, glob):
        rules = (Rule("r", title=glob, tier=1),)
        assert judged(component(summary="Cabinet"), rules=rules).tier == 1

    def test_a_glob_matches_the_whole_title(self):
        rules = (Rule("r", title="Cabinet", tier=1),)
        assert judged(component(summary="Cabinet briefing"), rules=rules).tier == 3

    def test_prefixes_of_mail_programs_are_no_matter(self):
        rules = (Rule("r", title="Cabinet", tier=1),)
        assert judged(component(summary="FW: Cabinet"), rules=rules).tier == 1

    def test_a_collection_can_be_named(self):
        rules = (Rule("r", collection_id="wex", tier=2),)
        assert judged(collection_id="wex", rules=rules).tier == 2
        assert judged(collection_id="cal", rules=rules).tier == 3

    def test_the_later_rule_wins_value_by_value(self):
        rules = (
            Rule("b", title="*", tier=4, position=2),
            Rule("a", title="*", tier=1, counts="no", position=1),
        )
        details = judged(rules=rules)
        assert (details.tier, details.counts) == (4, False)


@pytest.mark.parametrize(
    ("classification", "private"),
    [("PUBLIC", False), ("", False), ("PRIVATE", True), ("CONFIDENTIAL", True)],
)
def test_private_is_the_sources_mark(classification, private):
    assert judged(component(classification=classification)).private is private


def test_an_override_belongs_to_a_recurring_series():
    assert judged(component(rule="FREQ=DAILY")).recurring
    assert judged(component(recurrence_day=5)).recurring
    assert not judged().recurring
