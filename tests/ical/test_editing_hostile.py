"""Whatever somebody types stays within its own value, and is shown as it was checked."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jointdesk.domain.edits import Edit
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.items import Json
from jointdesk.domain.resources import ResourceText
from jointdesk.ical.editing import checked_fields, edited, shown_fields, split_series
from jointdesk.ical.expanding import expand
from jointdesk.ical.properties import parse_line
from jointdesk.ical.scanning import scan
from jointdesk.ical.series import parse
from jointdesk.ical.writing import calendar_bytes
from tests.ical.edits import LONDON, ME, NOW, lines, resource, sent
from tests.ical.written import LONDON_RULES, at, calendar, event, zone

EXTRA = (
    'SUMMARY:Board\nX-THEIRS;P="q;r":kept\nATTENDEE;PARTSTAT=ACCEPTED:mailto:director@example.org\n'
    "DESCRIPTION:Lange Sätze die über die fünfundsiebzig Oktette gehen müssen damit\n  sie falten\n"
    "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT15M\nEND:VALARM"
)
STARTS = (
    "DTSTART;TZID=Europe/London:20261201T100000\nDTEND;TZID=Europe/London:20261201T110000",
    "DTSTART:20261201T100000Z\nDURATION:PT1H",
    "DTSTART:20261201T100000\nDTEND:20261201T110000",
    "DTSTART;VALUE=DATE:20261201",
    "DTSTART;TZID=Office:20261201T100000\nDTEND;TZID=America/New_York:20261201T110000",
    "DTSTART;TZID=GMT Standard Time:20261201T100000",
)
RULES = (
    "",
    "\nRRULE:FREQ=WEEKLY;COUNT=5",
    "\nRRULE:FREQ=DAILY;UNTIL=20261231T235959Z\nEXDATE:20261205T100000Z",
    "\nRRULE:FREQ=MONTHLY;BYDAY=1TU\nRDATE;VALUE=DATE:20261224",
)

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=30) | st.sampled_from(
    [
        "a\r\nATTENDEE:mailto:evil@example.org",
        "a\nEND:VEVENT\nBEGIN:VEVENT",
        'x";PARTSTAT=ACCEPTED:mailto:evil@example.org',
        "x:y;z,w^n^'\\n\\",
        "HOLD: HOLD: x",
        "Canceled: x",
        "\ud800\x00\u202e\u2028",
    ]
)
DAYS = st.dates(date(2026, 1, 1), date(2030, 1, 1))


@st.composite
def span(draw: st.DrawFn) -> dict[str, Json]:
    """A start and an end behind it, both times or both days."""
    day = draw(DAYS)
    length = draw(st.integers(0, 3000))
    if draw(st.booleans()):
        return {"start": day.isoformat(), "end": (day + timedelta(1 + length // 1440)).isoformat()}
    start = datetime.combine(day, time()) + timedelta(minutes=draw(st.integers(0, 1439)))
    end = start + timedelta(minutes=length)
    return {name: at.isoformat(timespec="minutes") for name, at in (("start", start), ("end", end))}


PEOPLE = st.lists(
    st.fixed_dictionaries(
        {"role": st.sampled_from(["required", "optional", "chair"])},
        optional={"email": ANY_TEXT, "name": ANY_TEXT},
    ),
    max_size=3,
)
WANTED = st.fixed_dictionaries(
    {},
    optional={
        "title": ANY_TEXT,
        "place": ANY_TEXT,
        "notes": ANY_TEXT,
        "status": st.sampled_from(["confirmed", "tentative", "hold", "cancelled"]),
        "visibility": st.sampled_from(["all", "own_org"]),
        "busy": st.booleans(),
        "attendees": PEOPLE,
    },
)


@st.composite
def events(draw: st.DrawFn) -> ResourceText:
    """An event in some form, once or as a series."""
    text = event(f"{draw(st.sampled_from(STARTS))}{draw(st.sampled_from(RULES))}\n{EXTRA}")
    return resource(zone("Office", LONDON_RULES.replace("+0100", "+0300")), text)


def unknown(text: ResourceText) -> set[str]:
    """The lines that this program does not know."""
    return {line for line in lines(text) if line.startswith(("X-", "ACTION", "TRIGGER"))}


@pytest.mark.no_cover
@settings(max_examples=150, deadline=None)
@given(events(), WANTED, span(), st.booleans())
def test_what_was_checked_is_what_is_shown(
    text: ResourceText, wanted: dict[str, Json], when: dict[str, Json], moves: bool
) -> None:
    fields = checked_fields({**wanted, **(when if moves else {})}, "VEVENT", LONDON)
    assert checked_fields(fields, "VEVENT", LONDON) == fields
    before = shown_fields(text, None, 0, LONDON, ME)
    changed = edited(text, [Edit(None, 0, fields)], LONDON, NOW, ME)
    after = shown_fields(changed, None, 0, LONDON, ME)
    expected = {**before, **fields}
    for name in ("repeat", "reply"):
        # A rule goes with its start, a reply with its attendee.
        expected[name] = after.get(name)
    if "end" not in fields or str(fields["end"]) >= str(fields["start"]):
        assert after | {"reply": expected["reply"]} == expected
    assert shown_fields(sent(changed), None, 0, LONDON, ME) == after
    assert unknown(changed) == unknown(text)
    assert edited(changed, [Edit(None, 0, fields)], LONDON, NOW, ME) is changed


@settings(max_examples=100, deadline=None)
@given(events(), WANTED, span())
def test_an_occurrence_shows_it_alone(
    text: ResourceText, wanted: dict[str, Json], when: dict[str, Json]
) -> None:
    fields = checked_fields({**wanted, **when}, "VEVENT", LONDON)
    day = date(2026, 12, 1).toordinal()
    before = shown_fields(text, day, 0, LONDON)
    changed = edited(text, [Edit(day, 0, fields)], LONDON, NOW)
    after = shown_fields(changed, day, 0, LONDON)
    assert before
    if "RRULE" in text.text.decode():
        assert after == {**before, **fields}
        whole = shown_fields(text, None, 0, LONDON)
        assert shown_fields(changed, None, 0, LONDON) == whole
    assert unknown(changed) == unknown(text)


@settings(max_examples=150, deadline=None)
@given(WANTED)
def test_nothing_typed_becomes_a_property(wanted: dict[str, Json]) -> None:
    text = resource(event("DTSTART:20261201T100000Z"))
    changed = edited(text, [Edit(None, 0, wanted)], LONDON, NOW)
    names = [parse_line(line).name for line in lines(sent(changed))]
    rows = wanted.get("attendees")
    assert names.count("ATTENDEE") <= (len(rows) if isinstance(rows, list) else 0)
    assert names.count("BEGIN") == names.count("END") == 1
    known = {"ATTENDEE", "BEGIN", "CLASS", "DESCRIPTION", "DTSTAMP", "DTSTART", "END", "UID"}
    known |= {"LAST-MODIFIED", "LOCATION", "SEQUENCE", "STATUS", "SUMMARY", "TRANSP"}
    assert set(names) <= known


MOMENTS = st.sampled_from(
    [
        *("00010101", "00010101T000000Z", "99991231", "99991231T235959", "99991231T235959Z"),
        *("20261201T100000", "20261208T100000Z", "20261215", "20260329T013000", "rubbish", ""),
        *("20261201T100000/PT1H", "20261201/20261203", "20261201T100000Z/99991231T000000Z"),
    ]
)
NAMES = st.sampled_from(
    [
        *("DTSTART", "DTEND", "DUE", "RDATE", "EXDATE", "RECURRENCE-ID", "COMPLETED"),
        *("DTSTART;TZID=Nowhere", "EXDATE;VALUE=DATE", "RDATE;VALUE=PERIOD"),
        *("RECURRENCE-ID;RANGE=THISANDFUTURE", "DTSTART;TZID=America/New_York"),
    ]
)
DATED = st.builds(
    lambda name, values: f"{name}:{','.join(values)}",
    NAMES,
    st.lists(MOMENTS, min_size=1, max_size=3),
)
ODD_RULES = st.sampled_from(
    [
        *("FREQ=YEARLY;UNTIL=99991231", "FREQ=WEEKLY;BYDAY=MO,TU,SU;UNTIL=99991231T235959Z"),
        *("FREQ=DAILY;COUNT=3", "FREQ=HOURLY", "FREQ=MONTHLY;BYMONTHDAY=-31,31", "RUBBISH"),
        *("FREQ=MONTHLY;BYDAY=-5TU;BYSETPOS=-1", "FREQ=WEEKLY;UNTIL=00010101", "FREQ=SECONDLY"),
    ]
)
ODD_LINES = (
    DATED
    | st.builds("RRULE:{}".format, ODD_RULES)
    | st.sampled_from(
        [
            "DURATION:P1W",
            "DURATION:-PT1H",
            "STATUS:?",
            "SEQUENCE:x",
            "BEGIN:X",
            "END:X",
            "???",
            "\ta",
        ]
    )
)
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "title": st.just("x"),
        "start": st.sampled_from(["2026-12-02", "2026-12-02T11:30", "9999-12-20", "1000-01-01"]),
        "end": st.sampled_from(["2026-12-04", "2026-12-02T12:30", "9999-12-28T00:00"]),
        "repeat": st.sampled_from(["", "FREQ=WEEKLY;UNTIL=99991231", "FREQ=DAILY;BYHOUR=1,2"]),
        "ends_before": st.sampled_from(
            ["s-20261208", "s-99991231.3", "s-00010101", "s-20261201.-1"]
        ),
        "due": st.sampled_from(["2026-12-04", "9999-12-20", None]),
        "due_time": st.sampled_from(["10:00", ""]),
        "status": st.sampled_from(["completed", "cancelled", "hold"]),
        "deleted": st.sampled_from([None, False]),
    },
)


@pytest.mark.no_cover
@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(ODD_LINES, min_size=1, max_size=6), min_size=1, max_size=3),
    st.sampled_from(["VEVENT", "VTODO"]),
    st.lists(st.tuples(st.booleans(), FIELDS), min_size=1, max_size=3),
)
def test_no_calendar_brings_editing_down(
    components: list[list[str]], kind: str, wanted: list[tuple[bool, dict[str, Json]]]
) -> None:
    parts = [event("\n".join(body), kind=kind) for body in components]
    for text in scan(calendar(*parts), "a").resources:
        for day, ordinal in [(date(2026, 12, 1).toordinal(), 0), *keys(text)]:
            edits = [Edit(day if one else None, ordinal if one else 0, f) for one, f in wanted]
            changed = edited(text, edits, LONDON, NOW)
            shown_fields(changed, day, ordinal, LONDON)
            calendar_bytes(changed)
            gone = edited(changed, [Edit(day, ordinal, {"deleted": True})], LONDON, NOW)
            assert shown_fields(gone, None, 0, LONDON) is not None
            with suppress(WrongUseError):
                split_series(changed, day, ordinal, LONDON, "new")


def keys(text: ResourceText) -> list[tuple[int, int]]:
    """The keys of some of the occurrences."""
    series = parse(text, LONDON).series
    found = expand(series, at("2026-01-01"), at("2027-02-01")).instances if series else []
    return [(one.day, one.ordinal) for one in found[::200][:2]]


@pytest.mark.parametrize(
    ("kind", "lines_"),
    [
        ("VEVENT", "DTSTART:00010101\nDTEND:99991231\nRRULE:FREQ=YEARLY;UNTIL=99991231"),
        ("VEVENT", "DTSTART:00010101"),
        ("VEVENT", "DTSTART:99991231\nRRULE:FREQ=YEARLY;BYMONTHDAY=-1;UNTIL=99991231"),
        ("VTODO", "DTSTART:00010101\nDUE:99991220T100000\nRRULE:FREQ=YEARLY;UNTIL=99991231"),
    ],
)
def test_the_ends_of_the_calendar_are_no_harm(kind: str, lines_: str) -> None:
    text = resource(event(lines_, kind=kind))
    for day in (None, date(1, 1, 4).toordinal(), date(9000, 1, 4).toordinal()):
        wanted: dict[str, Json] = {"start": "9999-12-20", "title": "x"}
        changed = edited(text, [Edit(day, 0, {**wanted, "end": "9999-12-25"})], LONDON, NOW)
        shown_fields(changed, day, 0, LONDON)
        shown_fields(text, day, 0, LONDON)
