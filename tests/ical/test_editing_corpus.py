"""Real calendars are edited and written without losing anything."""

import json
from collections.abc import Iterator

import icalendar
import pytest

from jointdesk.domain.components import Component
from jointdesk.domain.edits import Edit
from jointdesk.domain.items import Json
from jointdesk.domain.moments import DAY, Instant
from jointdesk.domain.occurrences import occurrence_key
from jointdesk.domain.resources import ResourceText
from jointdesk.ical.assembly import Series
from jointdesk.ical.content_lines import ContentLines
from jointdesk.ical.editing import edited, shown_fields, split_series
from jointdesk.ical.expanding import expand, has_rule, reach
from jointdesk.ical.scanning import NotACalendarError, scan
from jointdesk.ical.series import component_texts, parse
from jointdesk.ical.writing import calendar_bytes
from tests.corpora import corpora
from tests.hanging import does_not_hang
from tests.ical.edits import NOW
from tests.ical.written import LONDON

pytestmark = pytest.mark.no_cover

BATCHES = 16
EDITED = (0, 5, 10)
"""The batches that are edited: a few seconds' worth."""


def resources(batch: int) -> Iterator[ResourceText]:
    """Up to four resources of each file of a batch."""
    listed = json.loads((corpora() / "manifest.json").read_text(encoding="utf-8"))
    for entry in listed[batch::BATCHES]:
        path = corpora() / entry["file"]
        try:
            found = scan(path.read_bytes(), path.name).resources
        except NotACalendarError:
            continue
        with does_not_hang():
            yield from found[:4]


def usable(batch: int) -> Iterator[tuple[ResourceText, Series]]:
    """The events of a batch that can be placed, with their series."""
    for resource in resources(batch):
        series = parse(resource, LONDON).series
        if resource.kind == "VEVENT" and series and series.components[0].start is not None:
            if b"METHOD" not in resource.frame:
                yield resource, series


def components(text: ResourceText) -> list[Component]:
    """The components as they are read, wherever they stand."""
    series = parse(text, LONDON).series
    return [one._replace(line=0) for one in series.components] if series else []


def instances(text: ResourceText, start: Instant) -> list[tuple[int, int, int, int, str]]:
    """The occurrences of the year from then on, with their titles."""
    series = parse(text, LONDON).series
    if series is None:
        return []
    return [
        (one.start, one.end, one.day, one.ordinal, series.components[one.component].summary)
        for one in expand(series, start, start + 366 * DAY).instances
    ]


@pytest.mark.parametrize("batch", range(BATCHES))
def test_what_is_written_reads_the_same(batch: int) -> None:
    for resource in resources(batch):
        before = components(resource)
        if any(one.start is None and one.kind == "VEVENT" for one in before):
            continue  # only a message may have an event without a start
        data = calendar_bytes(resource)
        assert all(len(row) <= 75 for row in data.split(b"\r\n"))
        found = scan(data, "written")
        if before:
            assert not found.notes
            [again] = found.resources
            assert again.uid == resource.uid
            assert components(again) == before
            assert edited(resource, [], LONDON, NOW) is resource
            assert calendar_bytes(again) == data


@pytest.mark.parametrize("batch", EDITED)
def test_an_independent_reader_reads_what_is_written(batch: int) -> None:
    for resource in resources(batch):
        try:
            icalendar.Calendar.from_ical(
                b"BEGIN:VCALENDAR\r\n" + resource.frame + resource.text + b"END:VCALENDAR\r\n"
            )
        except (ValueError, TypeError, KeyError, IndexError, AttributeError):
            continue  # a value of it is wrong, and stays as it is
        calendar = icalendar.Calendar.from_ical(calendar_bytes(resource))
        found = calendar.walk(resource.kind)
        assert len(found) == len(list(component_texts(resource)))
        assert "METHOD" not in calendar


@pytest.mark.parametrize("batch", EDITED)
def test_a_series_shows_what_it_was_given_and_keeps_its_times(batch: int) -> None:
    fields: dict[str, Json] = {"title": "A; \\ b", "notes": "x\ny", "place": "Café"}
    for resource, _ in usable(batch):
        shown = shown_fields(resource, None, 0, LONDON)
        changed = edited(resource, [Edit(None, 0, fields)], LONDON, NOW)
        assert shown_fields(changed, None, 0, LONDON) == {**shown, **fields}
        first = min(one.start for one in components(resource) if one.start is not None) - DAY
        times = [one[:4] for one in instances(resource, first)]
        assert [one[:4] for one in instances(changed, first)] == times
        assert unknown(changed) >= unknown(resource)


def unknown(text: ResourceText) -> set[str]:
    """The properties that no field of ours is about, unfolded."""
    found = set()
    for part in map(ContentLines, (body for body, _ in component_texts(text))):
        found |= {
            part.written(line)
            for line in part.properties
            if line.name.startswith("X-") and line.name not in AGAIN
        }
    return found


AGAIN = frozenset(
    (
        *("X-ALT-DESC", "X-APPLE-STRUCTURED-LOCATION", "X-MICROSOFT-LOCATIONS"),
        *("X-MICROSOFT-LATITUDE", "X-MICROSOFT-LONGITUDE"),
    )
)


@pytest.mark.parametrize("batch", EDITED)
def test_an_occurrence_is_changed_alone(batch: int) -> None:
    for resource, series in usable(batch):
        first, _ = reach(series)
        found = instances(resource, first - DAY) if first is not None else []
        for chosen in {*found[:1], *found[2:3]}:
            start, end, day, ordinal, _ = chosen
            shown = shown_fields(resource, day, ordinal, LONDON)
            fields: dict[str, Json] = {"title": "Changed", "status": "hold"}
            changed = edited(resource, [Edit(day, ordinal, fields)], LONDON, NOW)
            assert shown_fields(changed, day, ordinal, LONDON) == {**shown, **fields}
            expected = [
                (start, end, day, ordinal, "HOLD: Changed") if one == chosen else one
                for one in found
            ]
            assert sorted(instances(changed, first - DAY)) == sorted(expected)
            if has_rule(series):
                gone = edited(resource, [Edit(day, ordinal, {"deleted": True})], LONDON, NOW)
                assert instances(gone, first - DAY) == [one for one in found if one != chosen]


@pytest.mark.parametrize("batch", EDITED)
def test_head_and_tail_are_the_whole(batch: int) -> None:
    for resource, series in usable(batch):
        first, _ = reach(series)
        if first is None or len(series.repetitions) != 1 or b"EXRULE" in resource.text:
            continue
        whole = instances(resource, first - DAY)
        if not has_rule(series) or len(whole) < 3:
            continue
        _, _, day, ordinal, _ = whole[len(whole) // 2]
        key = occurrence_key("series", day, ordinal)
        head = edited(resource, [Edit(None, 0, {"ends_before": key})], LONDON, NOW)
        tail = split_series(resource, day, ordinal, LONDON, "new")
        parts = instances(head, first - DAY) + instances(tail, first - DAY)
        assert sorted((*one[:2], one[4]) for one in parts) == sorted(
            (*one[:2], one[4]) for one in whole
        )
