"""Whether the other people can come."""

from hypothesis import given, settings
from hypothesis import strategies as st

from jointdesk.diary.attendance import Attendance, Presence, attendance_of
from jointdesk.domain.bookings import Wanted
from jointdesk.domain.free_busy import BusyKind, BusyTime, FreeBusy
from jointdesk.domain.moments import Span
from tests.diary.building import attendee, meeting

PYM = Wanted("Gareth Pym", "G.Pym@cal.example")


def said(start: int, end: int, *busy: BusyTime, read_at: int = 5) -> FreeBusy:
    return FreeBusy("g.pym@cal.example", "file", Span(start, end), busy, read_at)


def test_outside_of_what_is_covered_nothing_is_known():
    pym = Attendance(PYM, [said(100, 200)])
    assert pym.presence(100, 200) is Presence.FREE
    assert pym.presence(90, 110) is Presence.UNKNOWN
    assert pym.presence(190, 210) is Presence.UNKNOWN
    assert pym.presence(300, 400) is Presence.UNKNOWN
    assert Attendance(PYM).presence(0, 1) is Presence.UNKNOWN
    assert Attendance(PYM).read_at is None


def test_what_several_sources_cover_is_put_together_and_as_old_as_the_oldest():
    pym = Attendance(PYM, [said(100, 200, read_at=9), said(200, 300, read_at=7)])
    assert pym.presence(150, 250) is Presence.FREE
    assert pym.read_at == 7


def test_busy_provisionally_busy_and_away():
    times = (
        BusyTime(110, 120),
        BusyTime(130, 140, BusyKind.TENTATIVE),
        BusyTime(150, 160, BusyKind.AWAY),
    )
    pym = Attendance(PYM, [said(100, 200, *times)])
    assert pym.presence(115, 135) is Presence.BUSY
    assert pym.presence(120, 135) is Presence.PERHAPS
    assert pym.presence(120, 130) is Presence.FREE
    assert pym.presence(155, 165) is Presence.BUSY
    long = Attendance(PYM, [said(100, 200, BusyTime(100, 150), BusyTime(110, 115))])
    assert long.presence(120, 130) is Presence.BUSY
    # Known to be busy where nothing else is known.
    assert pym.presence(90, 111) is Presence.BUSY


def test_a_name_a_role_and_a_person_without_either():
    assert Attendance(PYM).name == "Gareth Pym"
    assert Attendance(Wanted(email="x@y")).name == "x@y"
    assert Attendance(PYM).is_required
    assert not Attendance(Wanted(role="optional")).is_required


def test_meetings_of_this_diary_tell_when_somebody_is_busy():
    people = frozenset({"g.pym@cal.example", "no@cal.example"})
    asked = (attendee("g.pym@cal.example"), attendee("no@cal.example", "DECLINED"))
    there = meeting(people=people, attendees=asked)
    idle = meeting(start="2026-12-16 13:00", end="2026-12-16 14:00", people=people, busy=False)
    long = meeting(start="2026-12-17", end="2026-12-18", people=people, all_day=True)
    wanted = (
        PYM,
        Wanted("No", "no@cal.example"),
        Wanted("Director", "me@cal.example"),
        Wanted("A"),
    )
    asked_for = [(one, frozenset({one.email.lower()} - {""})) for one in wanted]
    found = attendance_of(asked_for, [], [there, idle, long], frozenset({"me@cal.example"}))
    assert [one.name for one in found] == ["Gareth Pym", "No", "A"]
    pym, no, nameless = found
    assert pym.busy == [BusyTime(there.start, there.end)]
    assert no.busy == nameless.busy == []
    assert attendance_of((), [], [there]) == []


def test_what_is_said_belongs_to_its_person():
    mine = said(100, 200, BusyTime(110, 120))
    other = FreeBusy("other@cal.example", "file", Span(0, 900), (BusyTime(0, 900),), 5)
    emails = frozenset({"g.pym@cal.example", "gareth@home.example"})
    (pym,) = attendance_of([(PYM, emails)], [mine, other], [])
    assert pym.known == [Span(100, 200)]
    assert pym.busy == [BusyTime(110, 120)]


MOMENTS = st.integers(0, 60)
SPANS = st.tuples(MOMENTS, st.integers(1, 30)).map(lambda one: (one[0], one[0] + one[1]))


@settings(deadline=None, max_examples=100)
@given(st.lists(st.tuples(SPANS, st.sampled_from(BusyKind))), st.lists(SPANS), SPANS)
def test_presence_is_what_a_look_at_every_moment_says(busy, known, asked):
    times = tuple(BusyTime(*span, kind) for span, kind in busy)
    parts = [FreeBusy("x", "file", Span(*span), (), 0) for span in known]
    person = Attendance(Wanted(email="x"), parts, times)
    moments = set(range(*asked))
    hit = [one for one in times if moments & set(range(one.start, one.end))]
    sure = moments <= {moment for span in known for moment in range(*span)}
    expected = Presence.FREE if sure else Presence.UNKNOWN
    if hit:
        only_perhaps = all(one.kind is BusyKind.TENTATIVE for one in hit)
        expected = Presence.PERHAPS if only_perhaps else Presence.BUSY
    assert person.presence(*asked) is expected
