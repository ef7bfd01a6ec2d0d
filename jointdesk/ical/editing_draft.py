"""A resource while it is edited: its components as content lines, and as the reader sees them."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from jointdesk.domain.components import Component
from jointdesk.domain.moments import Instant, local_day
from jointdesk.domain.resources import ResourceText
from jointdesk.ical.assembly import Override, Series
from jointdesk.ical.content_lines import ContentLines, content_line
from jointdesk.ical.grouping import digest_of
from jointdesk.ical.recurrence_start import Start
from jointdesk.ical.series import component_texts, parse
from jointdesk.ical.times import read_moment
from jointdesk.ical.values import parse_integer
from jointdesk.ical.written_times import Form, When, Writing, utc_digits
from jointdesk.ical.zone_texts import zone_text
from jointdesk.ical.zones import ZoneMap, split_frame, zone_key, zone_map


class Draft:
    """The components of one resource, each as content lines; they are changed in place.

    `zone` is the desk's. `bumped` are those whose SEQUENCE has to grow (RFC 5545 section
    3.8.7.4): when, where or whether it is has changed.
    """

    def __init__(self, resource: ResourceText, zone: ZoneInfo) -> None:
        self.zone = zone
        self.frame = resource.frame
        self.parts = [ContentLines(text) for text, _ in component_texts(resource)]
        self.bumped: list[ContentLines] = []
        self._given = resource
        self._given_parts = tuple(self.parts)
        # Every component there ever was: its place here names it, whatever comes and goes.
        self._known = list(self.parts)
        self._texts: tuple[bytes, ...] = ()
        self._series: Series | None = None

    @property
    def kind(self) -> str:
        """VEVENT, VTODO or VJOURNAL."""
        return self._given.kind

    @property
    def is_changed(self) -> bool:
        """True if anything is not as it was given."""
        return tuple(self.parts) != self._given_parts or any(part.is_changed for part in self.parts)

    @property
    def zones(self) -> ZoneMap:
        """The zones of the frame as it stands now."""
        return zone_map(self.frame, self.zone)

    @property
    def series(self) -> Series | None:
        """The components as the reader sees them now; see `part`."""
        texts = tuple(part.text for part in self.parts)
        if texts != self._texts:
            self._texts = texts
            numbers = tuple(self._number(part) for part in self.parts)
            self._series = parse(self._resource(texts, numbers), self.zone).series
        return self._series

    def desk_writing(self, when: Instant) -> Writing:
        """Return how a time on the desk's clock is written; its zone is defined from now on."""
        name = self.zone.key
        if self.zones.find(name).name == "UTC":
            return Writing(Form.UTC, self.zones.utc)
        if zone_key(name) not in split_frame(self.frame)[0]:
            newline = b"" if not self.frame or self.frame.endswith(b"\n") else b"\r\n"
            self.frame += newline + zone_text(name, name, local_day(when, self.zone).year)
        return Writing(Form.ZONED, self.zones.find(name), name)

    def when(self, instant: Instant, component: Component) -> When:
        """Return a start or an end of a component's as it is to be written."""
        day = local_day(instant, self.zone).toordinal() if component.all_day else None
        return When(day, instant)

    def part(self, component: Component) -> ContentLines:
        """Return the lines of a component of `series`, as it was at any time."""
        return self._known[component.line]

    def parts_of(self, series: Series, overrides: Iterable[Override]) -> list[ContentLines]:
        """Return the lines of some overrides of a series."""
        return [self.part(series.components[override.component]) for override in overrides]

    def add(self, part: ContentLines) -> None:
        """Put a component behind the others."""
        self.parts.append(part)
        self._known.append(part)

    def start(self, part: ContentLines, *, all_day: bool) -> Start | None:
        """Return DTSTART as the lines stand now, None without one."""
        line = part.first("DTSTART")
        try:
            moment = read_moment(line.value, line, self.zones) if line else None
        except ValueError:
            return None
        if moment is not None and all_day:
            moment = moment.of_date(self.zones)
        return moment.start if moment else None

    def drop(self, *parts: ContentLines) -> None:
        """Take components away."""
        gone = set(map(id, parts))
        self.parts = [part for part in self.parts if id(part) not in gone]

    def drop_superseded(self) -> None:
        """Take away older versions of a component: moved, the newer one would not hide them."""
        if self.series is None:
            return
        used = {component.line for component in self.series.components}
        older = [part for part in self.parts if self._number(part) not in used]
        self.drop(*(part for part in older if part.value("DTSTART")))

    def bump(self, part: ContentLines) -> None:
        """Let a component's SEQUENCE grow once, at the end."""
        if not any(part is known for known in self.bumped):
            self.bumped.append(part)

    def finished(self, now: Instant | None, *, is_new: bool = False) -> ResourceText:
        """Return the text as it stands now; components that changed say when, if that is known.

        SEQUENCE, LAST-MODIFIED and DTSTAMP of RFC 5545 section 3.8.7. In a new text all of them
        say it.
        """
        for part in self.parts:
            if (part.is_changed or is_new) and now is not None:
                for name in ("DTSTAMP", "LAST-MODIFIED"):
                    part.put(name, content_line(name, utc_digits(now)))
        for part in self.bumped:
            part.put("SEQUENCE", content_line("SEQUENCE", str(_sequence(part) + 1)))
        texts = tuple(part.text for part in self.parts)
        line = self._given.line
        found = self._resource(texts, tuple(range(line, line + len(texts))))
        return found._replace(digest=digest_of(found.frame, texts))

    def _number(self, part: ContentLines) -> int:
        return next(number for number, known in enumerate(self._known) if known is part)

    def _resource(self, texts: tuple[bytes, ...], numbers: tuple[int, ...]) -> ResourceText:
        """Return the components as a resource, each on the line of its number."""
        return self._given._replace(
            frame=self.frame,
            text=b"".join(texts),
            line=numbers[0] if numbers else 0,
            lines=numbers if len(numbers) > 1 else (),
        )


def _sequence(part: ContentLines) -> int:
    try:
        return parse_integer(part.value("SEQUENCE") or "0")
    except ValueError:
        return 0
