"""Every public calendar at hand goes through: no exception, no long wait, nothing lost."""

import json
from pathlib import Path

import pytest

from jointdesk.domain.moments import DAY
from jointdesk.ical.expanding import expand, reach
from jointdesk.ical.scanning import NotACalendarError, scan
from jointdesk.ical.series import is_cancelled, parse, signature
from tests.corpora import corpora
from tests.hanging import does_not_hang
from tests.ical.written import LONDON, at

pytestmark = pytest.mark.no_cover

YEAR = 366 * DAY
BATCHES = 16


def files(batch: int) -> list[Path]:
    listed = json.loads((corpora() / "manifest.json").read_text(encoding="utf-8"))
    return [corpora() / entry["file"] for entry in listed][batch::BATCHES]


def go_through(path: Path) -> None:
    """Scan, parse and expand a file over 2026 and over the year from its own first day."""
    try:
        scanned = scan(path.read_bytes(), path.name)
    except NotACalendarError:
        return
    for resource in scanned.resources:
        found = parse(resource, LONDON, path.name)
        read = len(found.series.components) if found.series else 0
        dropped = sum("newer" in note.reason for note in found.notes)
        written = max(1, len(resource.lines))
        assert read + dropped + len(found.rejected) == written
        if found.series is None:
            continue
        signature(found.series)
        is_cancelled(found.series)
        first, last = reach(found.series)
        for start in {at("2026-01-01"), first} - {None}:
            assert start is not None
            instances = expand(found.series, start, start + YEAR).instances
            assert instances == sorted(instances)
            assert len({(i.day, i.ordinal) for i in instances}) == len(instances)
            for instance in instances:
                assert first is not None
                assert first <= instance.start <= instance.end
                assert last is None or instance.end <= last


@pytest.mark.parametrize("batch", range(BATCHES))
def test_every_public_calendar_goes_through(batch: int) -> None:
    for path in files(batch):
        with does_not_hang():
            go_through(path)


def test_the_same_bytes_are_always_read_the_same() -> None:
    for path in files(0):
        data = path.read_bytes()
        try:
            once, again = scan(data, "x"), scan(bytes(bytearray(data)), "x")
        except NotACalendarError:
            continue
        assert once == again
        for a, b in zip(once.resources, again.resources, strict=True):
            kept = b._replace(lines=())
            first, second = parse(a, LONDON), parse(b, LONDON)
            assert first == second
            if not a.lines:
                assert parse(kept, LONDON) == first
