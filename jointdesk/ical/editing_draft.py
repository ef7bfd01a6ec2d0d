"""A resource while it is edited: its components as content lines, and as the reader sees them."""

from zoneinfo import ZoneInfo

from jointdesk.domain.components import Component
from jointdesk.domain.moments import Instant, local_day
from jointdesk.domain.resources import ResourceText
from jointdesk.ical.assembly import Series
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
        self._texts: tuple[bytes, ...] = ()
        self._series: Series | None = None

    @property
    def kind(self) -> str:
        """VEVENT, VTODO or VJOURNAL."""
        return self._given.kind

    @property
    def zones(self) -> ZoneMap:
        """The zones of the frame as it stands now."""
        return zone_map(self.frame, self.zone)

    @property
    def series(self) -> Series | None:
        """The components as the reader sees them now; `line` of each indexes `parts`."""
        texts = tuple(part.text for part in self.parts)
        if texts != self._texts:
            self._texts = texts
            self._series = parse(self._resource(texts, 0), self.zone).series
        return self._series

    def desk_writing(self) -> Writing:
        """Return how times on the desk's clock are written; its zone is defined from now on."""
        name = self.zone.key
        if self.zones.find(name).name == "UTC":
            return Writing(Form.UTC, self.zones.utc)
        if zone_key(name) not in split_frame(self.frame)[0]:
            newline = b"" if not self.frame or self.frame.endswith(b"\n") else b"\r\n"
            self.frame += newline + zone_text(name, name)
        return Writing(Form.ZONED, self.zones.find(name), name)

    def when(self, instant: Instant, component: Component) -> When:
        """Return a start or an end of a component's as it is to be written."""
        day = local_day(instant, self.zone).toordinal() if component.all_day else None
        return When(day, instant)

    def part(self, component: Component) -> ContentLines:
        """Return the lines of a component of `series`."""
        return self.parts[component.line]

    def start(self, component: Component) -> Start | None:
        """Return DTSTART of a component, by its lines as they stand now, None without one."""
        line = self.part(component).first("DTSTART")
        try:
            moment = read_moment(line.value, line, self.zones) if line else None
        except ValueError:
            return None
        if moment is not None and component.all_day:
            moment = moment.of_date(self.zones)
        return moment.start if moment else None

    def drop(self, lines: set[int]) -> None:
        """Take the components away that `series` has on these lines."""
        self.parts = [part for number, part in enumerate(self.parts) if number not in lines]

    def bump(self, part: ContentLines) -> None:
        """Let a component's SEQUENCE grow once, at the end."""
        if not any(part is known for known in self.bumped):
            self.bumped.append(part)

    def finished(self, now: Instant | None) -> ResourceText:
        """Return the text as it stands now; components that changed say when, if that is known.

        SEQUENCE, LAST-MODIFIED and DTSTAMP of RFC 5545 section 3.8.7.
        """
        for part in self.parts:
            if part.is_changed and now is not None:
                for name in ("DTSTAMP", "LAST-MODIFIED"):
                    part.put(name, content_line(name, utc_digits(now)))
        for part in self.bumped:
            part.put("SEQUENCE", content_line("SEQUENCE", str(_sequence(part) + 1)))
        texts = tuple(part.text for part in self.parts)
        found = self._resource(texts, self._given.line)
        return found._replace(digest=digest_of(found.frame, texts))

    def _resource(self, texts: tuple[bytes, ...], line: int) -> ResourceText:
        """Return the components as a resource; where there are several each has its number."""
        return self._given._replace(
            frame=self.frame,
            text=b"".join(texts),
            line=line,
            lines=tuple(range(line, line + len(texts))) if len(texts) > 1 else (),
        )


def _sequence(part: ContentLines) -> int:
    try:
        return parse_integer(part.value("SEQUENCE") or "0")
    except ValueError:
        return 0
