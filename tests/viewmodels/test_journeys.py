"""Journeys lie between meetings in person; whether they are too short the conflicts say."""

from jointdesk.domain.conflicts import Conflict, JudgedConflict, Severity, State
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.occurrences import PlaceKind, Status
from jointdesk.domain.sites import Site, TravelMatrix
from jointdesk.viewmodels.blocks import Journey
from jointdesk.viewmodels.journeys import journeys_between
from tests.sample_meetings import LONDON, MONDAY, MeetingBuilder, day_of, moment

SITES = {"s1": Site("s1", "Town Hall"), "s3": Site("s3", "Wexmere House")}
TRAVEL = TravelMatrix({frozenset(("s1", "s3")): 30})


class TestJourneys:
    """From one site to the next on one day."""

    make = MeetingBuilder()

    def at(self, site_id: str, times: str, weekday: int = 0, **more: object) -> Meeting:
        details = {"place_kind": PlaceKind.SITE, "site_id": site_id, **more}
        return self.make.meeting("CAL", "Meeting", day_of(weekday), times, site_id, **details)

    def between(self, *meetings: Meeting, judged: tuple[JudgedConflict, ...] = ()) -> list[Journey]:
        return list(journeys_between(meetings, judged, SITES, TRAVEL, LONDON, 5))

    def test_there_is_one_between_two_sites(self) -> None:
        (way,) = self.between(self.at("s1", "9:00-10:00"), self.at("s3", "11:00-12:00"))
        assert way == Journey(
            moment(MONDAY, "10:00"), moment(MONDAY, "11:00"), 30, 60, "Town Hall", "Wexmere House"
        )

    def test_there_is_none_within_a_site_to_one_without_minutes_or_overnight(self) -> None:
        assert self.between(self.at("s1", "9:00-10:00"), self.at("s1", "11:00-12:00")) == []
        assert self.between(self.at("s1", "9:00-10:00"), self.at("s9", "11:00-12:00")) == []
        assert self.between(self.at("s1", "9:00-10:00"), self.at("s3", "9:00-10:00", 1)) == []

    def test_calls_and_cancelled_meetings_lie_on_no_way(self) -> None:
        call = self.at("", "10:15-10:45", place_kind=PlaceKind.VIRTUAL)
        gone = self.at("s1", "10:15-10:45", status=Status.CANCELLED, busy=False)
        (way,) = self.between(self.at("s1", "9:00-10:00"), call, gone, self.at("s3", "11:00-12:00"))
        assert way.start == moment(MONDAY, "10:00")

    def test_one_does_not_travel_while_still_in_a_meeting(self) -> None:
        assert self.between(self.at("s1", "9:00-12:00"), self.at("s3", "11:00-13:00")) == []

    def test_a_conflict_says_that_it_is_too_short_until_it_is_settled(self) -> None:
        a, b = self.at("s1", "8:45-10:15"), self.at("s3", "10:30-12:30")
        conflict = Conflict(
            "c", "DIA-04", Severity.RED, a.end, b.start, b.start, ("cal",), (a.id, b.id),
            frozenset(), frozenset(), frozenset(), "", "", 20,
        )  # fmt: skip
        (way,) = self.between(a, b, judged=(JudgedConflict(conflict),))
        assert (way.needed, way.available, way.severity) == (35, 15, Severity.RED)
        (way,) = self.between(a, b, judged=(JudgedConflict(conflict, State.ACCEPTED),))
        assert (way.is_short, way.severity) == (True, None)
