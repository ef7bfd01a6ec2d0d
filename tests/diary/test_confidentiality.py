"""DIA-13: what is private in one body's calendar can be read in another's."""

import pytest

from jointdesk.domain.conflicts import Severity
from jointdesk.domain.occurrences import Status
from tests.diary.building import copy, joint, meeting, only

SECRET = {"private": True, "uid": "u"}


def secret(**fields):
    return copy("cal", "HR hearing", **(SECRET | fields))


def public(title: str = "HR hearing", org: str = "wex", **fields):
    return copy(org, title, **({"uid": "u"} | fields))


def test_a_merged_copy_that_is_open_leaks():
    (found,) = only("DIA-13", joint(secret(), public()))
    assert (found.severity, found.org_ids) == (Severity.RED, ("cal", "wex"))
    assert len(found.participants) == 1
    assert found.message == (
        "“HR hearing” on Wed 16 Dec at 10:00 is private in CAL and open to read in the WEX diary"
    )


@pytest.mark.parametrize(
    "other",
    [
        public("Another title"),
        public(uid="other"),
        public("Busy", description="who, what, why"),
    ],
)
def test_a_copy_known_by_uid_or_by_title_and_times_leaks(other):
    (found,) = only("DIA-13", joint(secret()), joint(other))
    assert found.participants == (secret().key, other.key)


@pytest.mark.parametrize(
    "other",
    [
        public("Busy"),
        public("Busy (other organisation)"),
        public(private=True),
        public(org="cal", collection="cal2"),
        public(status=Status.CANCELLED, busy=False),
        public("Another title", uid="other"),
        public(uid="other", end="2026-12-16 12:00"),
        public(start="2026-12-16 10:30"),
        public("Busy (WEX)", uid="", masked=True, private=True),
    ],
)
def test_nothing_else_leaks(other):
    assert only("DIA-13", joint(secret()), joint(other)) == []


def test_a_masked_private_meeting_is_not_looked_at():
    masked = meeting("cal", "Busy (CAL)", masked=True, private=True)
    assert only("DIA-13", masked, joint(public("Busy (CAL)"))) == []


def test_each_pair_of_meetings_is_told_once():
    found = only("DIA-13", joint(secret()), joint(public()), joint(public(series_id="again")))
    assert len(found) == 2


def test_two_meetings_that_tell_on_each_other_are_one_conflict():
    one = joint(secret(), public())
    other = joint(secret(series_id="c"), public(series_id="d"))
    found = only("DIA-13", one, other)
    assert {frozenset(each.participants) for each in found} == {
        frozenset((one.id,)),
        frozenset((other.id,)),
        frozenset((one.id, other.id)),
    }
    assert len(found) == 3


def test_bare_titles_are_not_compared():
    ours = copy("cal", "Private appointment", private=True)
    theirs = copy("wex", "Private appointment", description="agenda")
    assert only("DIA-13", joint(ours), joint(theirs)) == []
