"""A resource as one calendar of its own: read again it is what it was."""

from pathlib import Path

import pytest

from jointdesk.ical.carrying import carried_resource, carried_text, shortened_text
from jointdesk.ical.scanning import NotACalendarError, scan
from jointdesk.ical.series import parse
from tests.ical.written import LONDON, LONDON_RULES, zone

CORPUS = Path(__file__).parents[2] / "../shared/corpora"

FEED = (
    "BEGIN:VCALENDAR\nVERSION:2.0\nX-WR-CALNAME:Board of Nightingale\nMETHOD:PUBLISH\n"
    + zone("Ours", LONDON_RULES) + zone("Theirs", LONDON_RULES)
    + "BEGIN:VEVENT\nUID:a\nDTSTART;TZID=Ours:20261201T100000\nSUMMARY:B\xf6ard\nEND:VEVENT\n"
    + "BEGIN:VEVENT\nUID:b\nDTSTART:20261201T100000Z\nSUMMARY:x\0y\nEND:VEVENT\nEND:VCALENDAR\n"
)  # fmt: skip


def test_it_has_what_it_is_read_with_and_nothing_of_the_rest() -> None:
    first, second = map(carried_text, scan(FEED.encode(), "x").resources)
    assert [first.count(word) for word in ("METHOD:PUBLISH", "TZID:Ours", "Theirs", "Night")] == [
        1, 1, 0, 0,
    ]  # fmt: skip
    assert "VTIMEZONE" not in second


def test_no_nul_is_carried() -> None:
    assert "\0" not in carried_text(scan(FEED.encode(), "x").resources[1])


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_read_again_it_has_its_digest(ends: str) -> None:
    for one in scan(FEED.replace("\0", "").replace("\n", ends).encode(), "x").resources:
        again = carried_resource(carried_text(one))
        assert again is not None
        assert (again.uid, again.kind, again.digest) == (one.uid, one.kind, one.digest)


def test_what_is_no_calendar_is_nothing() -> None:
    assert carried_resource("nothing") is None
    assert carried_resource("BEGIN:VCALENDAR\nEND:VCALENDAR\n") is None


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpora are not there")
def test_read_again_every_known_calendar_says_the_same() -> None:
    for path in sorted(CORPUS.rglob("*.ics"))[::40]:
        try:
            resources = scan(path.read_bytes(), "x").resources
        except NotACalendarError:
            continue
        for one in resources[:50]:
            again = carried_resource(carried_text(one))
            assert again is not None, (path, one.uid)
            before, after = (parse(text, LONDON).series for text in (one, again))
            assert (before and before.components[0].start) == (
                after and after.components[0].start
            ), (path, one.uid)


def test_shortened_it_lacks_its_longest_lines_and_none_that_says_when() -> None:
    days = "EXDATE:" + "\r\n ".join(["20261201T100000Z,"] * 900) + "\r\n"
    lines = {
        "SUMMARY:Board\r\n": True,
        "ATTACH;VALUE=BINARY:" + "\r\n ".join(["QUJD" * 18] * 200) + "\r\n": False,
        "IMAGE:data:image/png;base64," + "A" * 20_000 + "\n": False,
        "DESCRIPTION:" + "word " * 2100 + "\n": False,
        "DESCRIPTION:\n folded\n\tand folded\n": True,
        days: True,
        "rdate;VALUE=DATE:" + "20261201," * 1200 + "\n": True,
        "END:VEVENT\n": True,
    }
    missing = "X-JOINTDESK-SHORTENED:TRUE\r\n"
    kept = "".join(line if is_kept else missing for line, is_kept in lines.items())
    assert shortened_text("".join(lines)) == kept
