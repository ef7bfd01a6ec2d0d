"""DIA-02 and DIA-07: one meeting or two, and do the copies agree?"""

from jointdesk.diary.copies import merge
from jointdesk.domain.conflicts import Severity
from jointdesk.domain.occurrences import Reply, Status
from tests.diary.building import conflicts, context, copy, joint, only

LATER = {"start": "2026-12-16 10:30", "end": "2026-12-16 11:30"}


def test_a_possible_pair_is_asked_about():
    (meeting,) = merge([copy("cal"), copy("wex", seen=2)], context())
    (found,) = conflicts(meeting)
    assert (found.code, found.severity) == ("DIA-02", Severity.INFO)
    assert found.participants == (meeting.id,)
    assert found.message == "Board (CAL) and Board (WEX) on Wed 16 Dec at 10:00 may be one meeting"


def test_a_sure_pair_is_not_asked_about():
    meetings = merge([copy("cal", uid="u"), copy("wex", uid="u")], context())
    assert conflicts(*meetings) == []


def test_copies_that_differ_must_be_aligned():
    meetings = merge([copy("cal", uid="u"), copy("wex", uid="u", seen=2, **LATER)], context())
    (found,) = conflicts(*meetings)
    assert (found.code, found.severity) == ("DIA-07", Severity.RED)
    assert found.message == (
        "The copies of Board (CAL, WEX) on Wed 16 Dec differ: CAL 10:00–11:00, WEX 10:30–11:30"
    )


def test_a_possible_pair_that_differs_is_asked_about_only():
    both = joint(copy("cal"), copy("wex", **LATER), possible=True, drift=("time",))
    assert [each.code for each in conflicts(both)] == ["DIA-02"]


def test_cancelled_on_one_side_only_is_told_and_still_takes_time():
    off = copy("cal", uid="u", status=Status.CANCELLED, busy=False, reply=Reply.ACCEPTED)
    meetings = merge([off, copy("wex", uid="u", seen=2)], context())
    lunch = joint(copy("cal", "Lunch"))
    assert [each.code for each in conflicts(*meetings, lunch)] == ["DIA-01", "DIA-07"]


def test_what_is_off_on_both_sides_is_not_asked_about():
    off = {"status": Status.CANCELLED, "busy": False}
    meetings = merge([copy("cal", uid="u", **off), copy("wex", uid="u", **off, **LATER)], context())
    assert conflicts(*meetings) == []


def test_settling_one_drift_does_not_settle_the_next():
    def fingerprint(**theirs):
        meetings = merge([copy("cal", uid="u"), copy("wex", uid="u", **theirs)], context())
        return only("DIA-07", *meetings)[0].fingerprint

    later = {"start": "2026-12-16 10:45", "end": "2026-12-16 11:45"}
    assert fingerprint(**LATER) != fingerprint(**later)
