"""Feeds damaged calendars to the reader until the time is up.

    python -m benchmarks.fuzz_ical SECONDS [SEED] [FOLDER]

Starts from the `.ics` files of FOLDER (the demo's calendars without it), damages them and reads
them through: scan, parse, expand over two windows, and the quick way against the careful way.
Only NotACalendarError may come of it, and no file may take longer than two seconds. Prints the
seed of every round that fails; SEED runs that round alone, for as long as it takes. Status 1 if
anything failed.
"""

import random
import sys
import time
import traceback
from pathlib import Path
from zoneinfo import ZoneInfo

from jointdesk.domain.moments import DAY
from jointdesk.ical.expanding import expand, reach
from jointdesk.ical.quick import read_quickly
from jointdesk.ical.reading import read
from jointdesk.ical.scanning import NotACalendarError, scan
from jointdesk.ical.series import is_cancelled, parse, signature
from jointdesk.ical.structure import block_at
from jointdesk.ical.zones import zone_map

DEMO = Path(__file__).parents[1] / "resources" / "demo"
LONDON = ZoneInfo("Europe/London")
LONGEST_S = 2.0
LARGEST = 60_000
WINDOW = (1793491200, 1793491200 + 400 * DAY)

TOKENS = [
    *(b"\r", b"\n", b"\r\n", b"\r\n ", b"\n\t", b" ", b";", b":", b'"', b",", b"\\", b"=", b"Z"),
    *(b"T", b"-", b"0", b"9", b"\xff", b"\xc3", b"\xe2\x80\xae", b"\x00", b"\xef\xbb\xbf", b"^n"),
    *(b"\nBEGIN:VEVENT\n", b"\nEND:VEVENT\n", b"\nbegin:vtodo\n", b"\nBEGIN:VALARM\n"),
    *(b"\nEND:VALARM\n", b"\nBEGIN:VTIMEZONE\n", b"\nEND:VTIMEZONE\n", b"\nEND:VCALENDAR\n"),
    *(b"\nRRULE:FREQ=SECONDLY\n", b"\nRRULE:FREQ=MINUTELY;BYSETPOS=-1;BYHOUR=1,2\n"),
    *(b"\nRDATE;VALUE=PERIOD:19000101T000000Z/P9999W\n", b"\nEXRULE:FREQ=SECONDLY\n"),
    *(b"\nRECURRENCE-ID;RANGE=THISANDFUTURE:20261201T090000Z\n", b"\nDURATION:-P1D\n"),
    *(b"\nDTSTART;VALUE=DATE:99991231\n", b"\nDTSTART:00010101T000000Z\n", b"TZID=Nowhere"),
    *(b"\nTZOFFSETFROM:+2359\n", b"\nX-WR-TIMEZONE:US-Eastern\n", b"\nMETHOD:CANCEL\n"),
    *(b"FREQ=YEARLY;BYWEEKNO=53;BYDAY=1MO,-1SU", b"COUNT=2", b"UNTIL=20270101", b"INTERVAL=7"),
]


def damaged(randomness: random.Random, originals: list[bytes]) -> bytes:
    """One of the calendars with a few things wrong."""
    data = bytearray(randomness.choice(originals))
    for _ in range(randomness.randint(1, 12)):
        at = randomness.randrange(len(data) + 1)
        choice = randomness.random()
        if choice < 0.4:
            data[at:at] = randomness.choice(TOKENS)
        elif choice < 0.6:
            del data[at : at + randomness.randint(1, 60)]
        elif choice < 0.8:
            other = randomness.choice(originals)
            start = randomness.randrange(len(other) or 1)
            data[at:at] = other[start : start + randomness.randint(1, 300)]
        else:
            data[at : at + 1] = randomness.randbytes(1)
    return bytes(data)


def go_through(data: bytes) -> None:
    """Read everything there is, in every way there is."""
    try:
        scanned = scan(data, "fuzz")
    except NotACalendarError:
        return
    for resource in scanned.resources:
        series = parse(resource, LONDON, "fuzz").series
        if resource.kind == "VEVENT":
            compare(resource.text, resource.frame)
        if series is None:
            continue
        signature(series)
        is_cancelled(series)
        first, _ = reach(series)
        expand(series, *WINDOW)
        if first is not None:
            found = expand(series, first, first + 30 * DAY).instances
            assert found == sorted(found)


def compare(text: bytes, frame: bytes) -> None:
    """Hold the quick way against the careful way."""
    zones = zone_map(frame, LONDON)
    text = text[: block_at(text, 0).end]
    quick = read_quickly(text, "uid", 1, zones)
    assert quick is None or quick == read(text, "VEVENT", "uid", 1, zones)


def round_of(seed: int, originals: list[bytes]) -> str:
    """What went wrong in the round of that seed, "" for nothing."""
    data = damaged(random.Random(seed), originals)
    began = time.process_time()
    try:
        go_through(data)
    except Exception:  # noqa: BLE001 - any exception at all is what is looked for
        return traceback.format_exc()
    took = time.process_time() - began
    return f"took {took:.1f} s of {len(data)} bytes\n" if took > LONGEST_S else ""


def main(arguments: list[str]) -> int:
    """Run as the module says; return the status."""
    if not arguments:
        sys.stderr.write(__doc__ or "")
        return 2
    seconds, only = float(arguments[0]), arguments[1] if len(arguments) > 1 else ""
    folder = Path(arguments[2]) if len(arguments) > 2 else DEMO
    originals = [path.read_bytes() for path in sorted(folder.glob("*.ics"))]
    originals = [data for data in originals if 0 < len(data) <= LARGEST]
    seeds = [int(only)] if only else None
    base, rounds, failed = time.time_ns(), 0, 0
    ends = time.monotonic() + seconds
    while (rounds < 1) if seeds else time.monotonic() < ends:
        seed = seeds[0] if seeds else base + rounds
        trouble = round_of(seed, originals)
        rounds += 1
        if trouble:
            failed += 1
            print(f"seed {seed}\n{trouble}")
    print(f"{rounds} rounds over {len(originals)} calendars, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
