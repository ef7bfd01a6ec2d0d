"""What becomes of values that wait, judged by what their source shows: no desk, no server."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jointdesk.domain.edits import Edit
from jointdesk.domain.events import Event
from jointdesk.domain.intents import Intent, IntentKind, IntentState, Sent
from jointdesk.domain.items import Item, Json
from jointdesk.domain.pending import OVERLAY, Pending, overlay_id, overlay_of, wanted_fields
from jointdesk.domain.resources import ResourceText
from jointdesk.ical.editing import edited
from jointdesk.ical.scanning import scan
from jointdesk.sync.cases import Case
from jointdesk.sync.outbox_plan import KEPT_OTHERWISE, KEPT_THERE, MADE_ANEW, Settled, settle
from jointdesk.sync.outbox_request import request_of
from jointdesk.sync.outbox_run import wait_after
from tests.sync.making import NOW, calendar, event

ZONE = ZoneInfo("Europe/London")
SERIES = overlay_id("s1")
THIRD = overlay_id("s1-20261216")


def text(*lines: str, title: str = "Old") -> ResourceText:
    said = calendar(event("a", "DURATION:PT1H", f"SUMMARY:{title}", *lines))
    return scan(said, "").resources[0]._replace(href="a.ics")


def case(shown: ResourceText | None, *wanted: tuple[str, str, Json, Json], **more: object) -> Case:
    """A case with values that wait: overlay id, field, base, value."""
    overlays = tuple(
        overlay_of(Item(id_, OVERLAY, "shared", 0, wanted_fields({field: (base, value)})))
        for id_, field, base, value in wanted
    )
    made = Case("wex", "s1", shown, shown is not None, "1" if shown else None, overlays=overlays)
    return made._replace(**more)


def sending(shown: ResourceText, *sent: Sent, kind: IntentKind = IntentKind.CHANGE) -> Intent:
    """An intent without an answer whose text shows that."""
    data = calendar(shown.text.decode())
    return Intent("wex", "s1", kind, "a.ics", "1", sent, data, NOW, "p1")


def settled(one: Case) -> Settled:
    return settle(one, ZONE, NOW)


def test_what_the_source_shows_as_it_did_is_written() -> None:
    one = case(text(), (SERIES, "title", "Old", "New"))
    found = settled(one)
    assert (found.fields, found.collided, len(found.waiting)) == ({}, (), 1)
    request = request_of(one, found, ZONE, NOW)
    assert request is not None
    assert (request.kind, request.href, request.etag) == (IntentKind.CHANGE, "a.ics", "1")
    assert request.text is not None
    assert b"SUMMARY:New" in request.text.text
    assert request.sent == (Sent(SERIES, "title", "Old", "New"),)


def test_what_the_source_shows_as_wanted_ends() -> None:
    one = case(text(title="New"), (SERIES, "title", "Old", "New"))
    found = settled(one)
    assert found.fields == {SERIES: {"title": None, "base:title": None}}
    assert request_of(one, found, ZONE, NOW) is None


def test_a_third_value_collides_and_other_fields_go_on() -> None:
    theirs = text("RRULE:FREQ=DAILY;COUNT=4", title="Theirs")
    one = case(theirs, (SERIES, "title", "Old", "New"), (THIRD, "place", None, "x"))
    [collided] = settled(one).collided
    assert [want.overlay_id for want in settled(one).waiting] == [THIRD]
    assert (collided.base, collided.mine, collided.theirs) == ("Old", "New", "Theirs")


@pytest.mark.parametrize(("wanted", "ends"), [("New", True), ("Newer", False)])
def test_after_no_answer_what_shows_as_our_text_has_arrived(wanted: str, *, ends: bool) -> None:
    sent = sending(text(title="New"), Sent(SERIES, "title", "Old", "New"))
    one = case(text(title="New"), (SERIES, "title", "Old", wanted), intent=sent)
    found = settled(one)
    assert found.ends is IntentState.DONE
    if ends:
        assert found.fields == {SERIES: {"title": None, "base:title": None}}
    else:  # it was changed again meanwhile, in sight of what was on its way
        assert found.fields == {SERIES: {"title": "Newer", "base:title": "New"}}
        assert [one.pending for one in found.waiting] == [Pending("title", "New", "Newer")]


def test_after_no_answer_what_does_not_show_waits_on() -> None:
    sent = sending(text(title="New"), Sent(SERIES, "title", "Old", "New"))
    found = settled(case(text(), (SERIES, "title", "Old", "New"), intent=sent))
    assert (found.fields, found.ends, len(found.waiting)) == ({}, None, 1)


def test_what_arrived_though_it_was_withdrawn_is_undone_there() -> None:
    sent = sending(text(title="New"), Sent(SERIES, "title", "Old", "New"))
    found = settled(case(text(title="New"), intent=sent))
    assert found.fields == {SERIES: {"title": "Old", "base:title": "New"}}
    assert [one.pending.wanted for one in found.waiting] == ["Old"]


def test_what_was_withdrawn_and_never_arrived_is_forgotten() -> None:
    sent = sending(text(title="New"), Sent(SERIES, "title", "Old", "New"))
    found = settled(case(text(), intent=sent))
    assert (found.fields, found.waiting, found.ends) == ({}, (), IntentState.CANCELLED)


def test_a_deletion_takes_all_else_along() -> None:
    away = (SERIES, "deleted", None, True)
    one = case(text(), away, (SERIES, "title", "Old", "New"))
    request = request_of(one, settled(one), ZONE, NOW)
    assert request is not None
    assert (request.kind, len(request.sent)) == (IntentKind.DELETE, 1)
    gone = one._replace(is_present=False, etag=None)
    assert set(settled(gone).fields[SERIES]) == {"deleted", "base:deleted", "title", "base:title"}


def test_a_deletion_of_what_changed_there_is_dropped_and_told() -> None:
    one = case(text(title="Theirs"), (SERIES, "deleted", None, True), before=text())
    found = settled(one)
    assert found.told == (KEPT_THERE,)
    assert found.fields == {SERIES: {"deleted": None, "base:deleted": None}}


def test_our_own_change_does_not_keep_what_was_deleted_after_it() -> None:
    sent = sending(text(title="New"), Sent(SERIES, "title", "Old", "New"))
    one = case(text(title="New"), (SERIES, "deleted", None, True), before=text(), intent=sent)
    assert settled(one).told == ()
    assert [want.is_end for want in settled(one).waiting] == [True]


def test_what_others_changed_on_top_of_ours_is_kept_from_deletion() -> None:
    daily = "RRULE:FREQ=DAILY;COUNT=4"
    sent = sending(text(daily, title="New"), Sent(SERIES, "title", "Old", "New"))
    theirs = edited(text(daily, title="New"), [Edit(739965, 0, {"notes": "Theirs"})], ZONE, NOW)
    one = case(theirs, (SERIES, "deleted", None, True), before=text(daily), intent=sent)
    assert settled(one).told == (KEPT_THERE,)


def test_what_was_deleted_there_is_put_back_where_it_was_changed_here() -> None:
    one = case(text(), (SERIES, "title", "Old", "New"), is_present=False, etag=None, has_gone=True)
    found = settled(one)
    assert found.told == (MADE_ANEW,)
    request = request_of(one, found, ZONE, NOW)
    assert request is not None
    assert (request.kind, request.href, request.etag) == (IntentKind.CREATE, "a.ics", "")


def test_an_occurrence_that_is_no_more_collides() -> None:
    without = text("RRULE:FREQ=DAILY;COUNT=4", "EXDATE:20261216T090000Z")
    found = settled(case(without, (THIRD, "notes", None, "Ours")))
    assert [(one.field, one.theirs) for one in found.collided] == [("notes", None)]


def test_start_and_end_collide_together() -> None:
    times = ("2026-12-14T09:00", "2026-12-14T11:00", "2026-12-14T13:00")
    start = (SERIES, "start", "2026-12-14T08:00", times[2])
    one = case(text(), start)
    both = one.overlays[0]
    pending = (*both.pending, Pending("end", "2026-12-14T10:00", "2026-12-14T14:00"))
    found = settled(one._replace(overlays=(replace(both, pending=pending),)))
    assert {one.field for one in found.collided} == {"start", "end"}


def test_a_version_that_has_to_be_read_again_is_not_written_over() -> None:
    one = case(text(), (SERIES, "title", "Old", "New"), etag="")
    assert request_of(one, settled(one), ZONE, NOW) is None


MADE = Event("s1", org="o1", title="Made", start="2026-12-14T09:00", end="2026-12-14T10:00")


def test_a_new_event_is_made_under_its_uid() -> None:
    one = Case("wex", "s1", event=MADE)
    request = request_of(one, settled(one), ZONE, NOW)
    assert request is not None
    assert (request.kind, request.href, request.etag) == (IntentKind.CREATE, "s1.ics", "")
    odd = one._replace(event=replace(MADE, uid="../a b"))
    named = request_of(odd, settled(odd), ZONE, NOW)
    assert named is not None
    assert "/" not in named.href


def test_an_event_that_stands_in_its_calendar_is_no_longer_ours() -> None:
    one = Case("wex", "s1", event=MADE)
    request = request_of(one, settled(one), ZONE, NOW)
    assert request is not None
    assert request.text is not None
    sent = sending(request.text, *request.sent, kind=IntentKind.CREATE)
    there = Case("wex", "s1", request.text, True, "1", event=MADE, intent=sent)
    found = settled(there)
    assert (found.removes_event, found.ends, found.fields) == (True, IntentState.DONE, {})
    edited = settled(there._replace(event=replace(MADE, title="Made better")))
    assert edited.fields == {SERIES: {"title": "Made better", "base:title": "Made"}}
    removed = settled(there._replace(event=None))
    assert [want.is_end for want in removed.waiting] == [True]


def test_what_a_server_keeps_otherwise_is_told() -> None:
    sent = sending(text(title="New"), Sent(SERIES, "title", "Old", "New"))
    one = case(text(title="NEW"), (SERIES, "title", "Old", "New"), intent=sent, has_arrived=True)
    assert settled(one).told == (f"{KEPT_OTHERWISE}title",)
    assert settled(one).ends is IntentState.DONE


def test_failures_are_tried_again_later_and_later() -> None:
    assert [wait_after(number) for number in (1, 2, 3, 8, 100)] == [30, 60, 120, 3600, 3600]


VALUES = st.sampled_from([None, "Old", "New", "Theirs"])
WANTS = st.lists(
    st.tuples(
        st.sampled_from([SERIES, THIRD]),
        st.sampled_from(["title", "place", "deleted"]),
        VALUES,
        st.sampled_from(["Old", "New"]),
    ),
    max_size=4,
    unique_by=lambda one: one[0],
)


@settings(max_examples=60)
@given(wants=WANTS, title=VALUES, is_there=st.booleans(), has_intent=st.booleans())
def test_what_was_recorded_once_is_not_recorded_again(
    *,
    wants: list[tuple[str, str, Json, Json]],
    title: str | None,
    is_there: bool,
    has_intent: bool,
) -> None:
    said = [
        (id_, field, None, True) if field == "deleted" else (id_, field, base, value)
        for id_, field, base, value in wants
    ]
    shown = text("RRULE:FREQ=DAILY;COUNT=4", title=title or "Old")
    sent = sending(shown, *(Sent(*one) for one in said)) if has_intent else None
    one = case(shown, *said, is_present=is_there, etag="1" if is_there else None, intent=sent)
    found = settled(one)
    items = {
        overlay.id: wanted_fields({p.field: (p.base, p.wanted) for p in overlay.pending})
        for overlay in one.overlays
    }
    for id_, fields in found.fields.items():
        items[id_] = {**items.get(id_, {}), **fields}
    kept = {
        id_: {name: value for name, value in fields.items() if value is not None}
        for id_, fields in items.items()
    }
    overlays = tuple(overlay_of(Item(id_, OVERLAY, "", 0, said)) for id_, said in kept.items())
    open_ = one.intent if found.ends is None else None
    again = settled(one._replace(overlays=overlays, intent=open_))
    assert again.fields == {}
    assert again.waiting == found.waiting
