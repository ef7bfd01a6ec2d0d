"""The quick way and the careful way read the same, and the quick way is taken."""

import random
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.domain.resources import ResourceText
from jointdesk.ical.quick import read_quickly
from jointdesk.ical.reading import read
from jointdesk.ical.scanning import NotACalendarError, scan
from jointdesk.ical.structure import block_at
from jointdesk.ical.zones import zone_map
from tests.corpora import corpora
from tests.ical.written import LONDON, LONDON_RULES, calendar, event, fixed, zone

USUAL = event(
    """DTSTAMP:20261101T120000Z
    DTSTART;TZID=Europe/London:20261130T090000
    DTEND;TZID=Europe/London:20261130T100000
    SUMMARY;LANGUAGE=en-gb:Joint\\, board
    LOCATION:Town Hall
    DESCRIPTION:One\\nTwo\\, https://zoom.us/j/91234567 é
    STATUS:CONFIRMED
    TRANSP:OPAQUE
    CLASS:PUBLIC
    CATEGORIES:Board,Joint
    ORGANIZER;CN="Khan, Amira":mailto:amira@x.example
    ATTENDEE;CN="Price, Jo";PARTSTAT=ACCEPTED:mailto:ben@x.example
    SEQUENCE:2
    LAST-MODIFIED:20261101T120000Z
    RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=4
    EXDATE;TZID=Europe/London:20261207T090000
    BEGIN:VALARM
    TRIGGER:-PT15M
    DESCRIPTION:Reminder
    END:VALARM"""
)


def components(data: bytes) -> Iterator[tuple[bytes, ResourceText]]:
    """Every event of a file, as its text, with its resource."""
    try:
        resources = scan(data, "x").resources
    except NotACalendarError:
        return
    for resource in resources:
        start = 0
        while resource.kind == "VEVENT" and start < len(resource.text):
            end = block_at(resource.text, start).end
            yield resource.text[start:end], resource
            start = end


def is_read_quickly(text: bytes, resource: ResourceText) -> bool:
    """True if the quick way reads it; what it reads is compared with the careful way."""
    zones = zone_map(resource.frame, LONDON)
    quick = read_quickly(text, resource.uid, 7, zones)
    if quick is None:
        return False
    assert quick == read(text, "VEVENT", resource.uid, 7, zones)
    return True


@pytest.mark.parametrize(
    "lines",
    [
        "DTSTART:20261130T090000Z\nDURATION:PT1H",
        "DTSTART:20261130T090000",
        "DTSTART;VALUE=DATE:20261130\nDTEND;VALUE=DATE:20261201",
        "DTSTART:20261130\nRRULE:FREQ=DAILY",
        "DTSTART;TZID=GMT Standard Time:20261130T090000",
        "DTSTART;TZID=Office:20261130T090000\nDTEND;TZID=Office:20261130T100000",
        "DTSTART:20261130T090000Z\nDTEND:20261130T080000Z",
        "DTSTART:20261130T090000Z\nRRULE:FREQ=NEVER",
        "DTSTART:20261130T090000Z\nDUE:20261130T080000Z",
        "DTSTART:20261130T090000Z\nRDATE:20261201T090000Z:20261202T090000Z",
        "DTSTART:20261130T090000Z\nRECURRENCE-ID:20261130T090000Z",
        "DTSTART:20261130T090000Z\nX-MICROSOFT-CDO-BUSYSTATUS:OOF\nTRANSP:TRANSPARENT",
        "DTSTART:20261130T090000Z\nCONFERENCE;VALUE=URI:https://zoom.us/j/1\nURL:https://x.example",
        "DTSTART:20261130T090000Z\nDESCRIPTION:\x0b\u202e tab\t\nSUMMARY:\u00a0",
        "DTSTART:20261130T090000Z\nRDATE;VALUE=PERIOD:20261201T090000Z/PT1H\nEXRULE:FREQ=DAILY",
    ],
)
def test_the_usual_shapes_are_read_quickly(lines: str) -> None:
    zones = zone("Office", fixed("+0530")) + zone("GMT Standard Time", LONDON_RULES)
    for data in (calendar(zones, event(lines)), calendar(zones, USUAL, event(lines))):
        for text, resource in components(data):
            assert is_read_quickly(text, resource)


@pytest.mark.parametrize(
    "lines",
    [
        "dtstart:20261130T090000Z",
        "DTSTART:20261130T090000Z\nnonsense",
        "DTSTART:20261130T090000Z\nSUMMARY:a\nSUMMARY:b",
        "DTSTART:20261130T090000Z\nSUMMARY:a\n\tb",
        "DTSTART:20261130T090000Z\nSUMMARY;ENCODING=QUOTED-PRINTABLE:=41",
        "DTSTART;TZID=Nowhere:20261130T090000",
        "DTSTART:20261130T000000\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
        "DTSTART:20261130T090000Z\nRECURRENCE-ID;RANGE=THISANDFUTURE:20261130T090000Z",
        "DTSTART;VALUE=DATE-TIME:20261130T090000Z",
        "DTSTART:20261130T090000Z\nBEGIN:VALARM\nEND:VALARM \nSUMMARY:a",
        "SUMMARY:a",
        'DTSTART:20261130T090000Z\nATTENDEE;CN="Ben: x":mailto:ben@x.example',
        "DTSTART:20261130T090000Z\nDESCRIPTION:" + "x" * 70_000,
    ],
)
def test_other_shapes_are_left_to_the_careful_way(lines: str) -> None:
    text = event(lines.replace("\n\t", "\n\x01")).replace("\x01", "\t")
    data = calendar(text) if "\t" not in text else calendar(text.replace("\nb", "\n\tb"))
    for part, resource in components(data):
        assert not is_read_quickly(part, resource)


def test_line_ends_of_any_kind_are_read_the_same() -> None:
    for data in (
        calendar(USUAL).replace(b"Town Hall", b"Town\nX-A:Hall"),
        calendar(USUAL).replace(b"Town Hall", b"Town\rHall"),
        calendar(USUAL).replace(b"\r\n", b"\r\r\n"),
        calendar(USUAL).replace(b"\r\n", b"\n"),
    ):
        for text, resource in components(data):
            assert is_read_quickly(text, resource)


@pytest.mark.no_cover
def test_both_ways_read_the_same_in_every_public_calendar() -> None:
    taken = total = 0
    for path in sorted((corpora() / "ics").iterdir()):
        for text, resource in components(path.read_bytes()):
            total += 1
            taken += is_read_quickly(text, resource)
    assert taken > total * 0.8


@given(st.randoms(use_true_random=False), st.integers(1, 4))
def test_both_ways_read_the_same_of_damaged_events(randomness: random.Random, times: int) -> None:
    data = bytearray(calendar(zone("Office", fixed("+0530")), USUAL))
    for _ in range(times):
        at = randomness.randrange(250, len(data))
        if randomness.random() < 0.7:
            data[at:at] = randomness.choice(TOKENS)
        else:
            del data[at : at + randomness.randint(1, 6)]
    for text, resource in components(bytes(data)):
        try:
            is_read_quickly(text, resource)
        except ValueError as error:
            pytest.fail(f"the careful way rejects what the quick way reads: {error}")


TOKENS = [
    *(b"\r", b"\n", b"\r\n", b"\r\n ", b"\n ", b"\r\n\t", b" ", b"\t", b";", b":", b'"', b","),
    *(
        b"\\",
        b"\\n",
        b"=",
        b"Z",
        b"T",
        b"1",
        b"-",
        b"P1D",
        b"\xff",
        b"\xc3",
        b"\xe2\x80\xae",
        b"\0",
    ),
    *(b"^n", b"TZID=Office", b"TZID=", b"VALUE=DATE", b";RANGE=THISANDFUTURE", b"mailto:"),
    *(b"\r\nSUMMARY:x", b"\r\nDTSTART:20260101T000000Z", b"\r\nBEGIN:VALARM", b"\r\nEND:VALARM"),
    *(b"\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:b", b"\r\nLOCATION;ENCODING=QUOTED-PRINTABLE:=41"),
]
