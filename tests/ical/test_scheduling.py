"""Which messages a server makes of a text, and that it makes none unless it is to."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jointdesk.domain.invitations import MessageKind
from jointdesk.domain.resources import ResourceText
from jointdesk.ical.scanning import scan
from jointdesk.ical.scheduling import held_back, messages, released, with_organiser

ME, ANN, BOB = "me@x.org", "ann@x.org", "bob@x.org"
OWN = frozenset((ME,))
OURS = f"ORGANIZER:mailto:{ME}"
THEIRS = f"ORGANIZER;CN=Ann:mailto:{ANN}"


def text(*lines: str) -> ResourceText:
    said = "\r\n".join(
        ("BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:a", "DTSTART:20270105T100000Z", *lines)
    )
    return scan(f"{said}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n".encode(), "").resources[0]


def asked(who: str, **parameters: str) -> str:
    said = "".join(f";{name.replace('_', '-')}={value}" for name, value in parameters.items())
    return f"ATTENDEE{said}:mailto:{who}"


def told(before: ResourceText | None, after: ResourceText | None) -> list[tuple[str, ...]]:
    return [(one.kind.value, *one.to) for one in messages(before, after, OWN)]


def test_who_is_asked_gets_an_invitation_then_updates_then_a_cancellation() -> None:
    one = text(OURS, asked(ME), asked(ANN))
    assert told(None, one) == [("invitation", ANN)]
    assert told(one, text(OURS, asked(ANN), asked(BOB), "SUMMARY:New")) == [
        ("invitation", BOB),
        ("update", ANN),
    ]
    assert told(one, text(OURS, asked(BOB))) == [("invitation", BOB), ("cancellation", ANN)]
    assert told(one, text(OURS, asked(ANN), "STATUS:CANCELLED")) == [("cancellation", ANN)]
    assert told(one, None) == [("cancellation", ANN)]


def test_an_event_without_organiser_tells_nobody() -> None:
    assert told(None, text(asked(ANN))) == []
    assert told(text(asked(ANN)), None) == []


def test_who_is_neither_organiser_nor_asked_is_taken_for_the_organiser() -> None:
    assert told(text(THEIRS, asked(BOB)), None) == [("cancellation", BOB)]


def test_an_answer_goes_to_the_organiser_and_nothing_else_does() -> None:
    before = text(THEIRS, asked(ME, PARTSTAT="NEEDS-ACTION"), asked(BOB))
    assert told(before, text(THEIRS, asked(ME, PARTSTAT="ACCEPTED"), asked(BOB))) == [
        ("reply", ANN)
    ]
    assert told(before, text(THEIRS, asked(ME), asked(BOB), "SUMMARY:Mine")) == []
    assert told(before, text(THEIRS, asked(ME), asked(BOB), "EXDATE:20270112T100000Z")) == [
        ("reply", ANN)
    ]
    assert told(before, None) == []


def test_held_back_new_ones_are_not_told_and_the_mark_goes_with_the_word() -> None:
    one = text(OURS, asked(ME), asked(ANN, CN="Ann"))
    quiet = held_back(None, one, OWN)
    assert told(None, quiet) == []
    assert b"SCHEDULE-AGENT=CLIENT" in quiet.text.replace(b"\r\n ", b"")
    assert told(quiet, quiet) == []
    assert told(quiet, released(quiet)) == [("invitation", ANN)]
    assert released(quiet).text == one.text


def test_who_was_told_before_cannot_be_kept_from_it() -> None:
    """With SCHEDULE-AGENT=CLIENT a server would send them a cancellation."""
    before = text(OURS, asked(ANN))
    after = text(OURS, asked(ANN), asked(BOB))
    assert told(before, held_back(before, after, OWN)) == [("update", ANN)]


def test_an_answer_is_held_back_at_the_organiser() -> None:
    before = text(THEIRS, asked(ME))
    after = text(THEIRS, asked(ME, PARTSTAT="DECLINED"))
    quiet = held_back(before, after, OWN)
    assert told(before, quiet) == []
    assert quiet.text.replace(b"\r\n ", b"").count(b"SCHEDULE-AGENT=CLIENT") == 1
    assert released(quiet).text == after.text


def test_an_organiser_is_named_where_people_are_asked_and_nobody_says_by_whom() -> None:
    assert f"ORGANIZER:mailto:{ME}".encode() in with_organiser(text(asked(ANN)), ME).text
    for one in (text(), text(THEIRS, asked(ME))):
        assert with_organiser(one, ME) == one
    assert with_organiser(text(asked(ANN)), "") == text(asked(ANN))


ADDRESSES = st.sampled_from((ME, ANN, BOB, "Eve@X.org", "not an address"))
AGENTS = st.sampled_from(({}, {"SCHEDULE_AGENT": "SERVER"}, {"SCHEDULE_AGENT": "CLIENT"}))
PEOPLE = st.lists(st.builds(lambda who, agent: asked(who, **agent), ADDRESSES, AGENTS), max_size=4)
TEXTS = st.builds(
    lambda who, others: text(*([f"ORGANIZER:mailto:{who}"] if who else []), *others),
    st.sampled_from(("", ME, ANN)),
    PEOPLE,
)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_what_is_made_new_can_always_be_held_back(one: ResourceText) -> None:
    assert told(None, held_back(None, one, OWN)) == []


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(("", ME)), PEOPLE, PEOPLE)
def test_what_is_told_after_all_concerns_only_who_was_asked_before(
    organiser: str, before: list[str], after: list[str]
) -> None:
    by = [f"ORGANIZER:mailto:{organiser}"] if organiser else []
    old, new = text(*by, *before), text(*by, *after)
    known = {who for one in messages(old, None, OWN) for who in one.to}
    for one in messages(old, held_back(old, new, OWN), OWN):
        assert one.kind is not MessageKind.INVITATION
        assert known.issuperset(one.to)


@pytest.mark.parametrize("agent", ["SERVER", "server"])
def test_the_word_for_a_server_is_the_same_as_none(agent: str) -> None:
    assert told(None, text(OURS, asked(ANN, SCHEDULE_AGENT=agent))) == [("invitation", ANN)]
