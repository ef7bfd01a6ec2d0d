"""Parsing the texts of one run, each at most once, as far as planning asks for it."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from jointdesk.domain.components import Problem
from jointdesk.domain.moments import Span
from jointdesk.domain.resources import ResourceText
from jointdesk.ical.expanding import expand, is_steady
from jointdesk.ical.series import Parsed, Series, likeness, parse, signature
from jointdesk.sync.facts import Facts, facts_of

_MOST_KEPT = 40_000
"""Series of a larger part are parsed again where they are needed: they do not fit into memory."""

MOST_INSTANCES = 500_000
"""Occurrences of busy series that one read may make, which takes some seconds."""
_TOO_MANY = (
    "Left out: the series before it already come to more than half a million occurrences,"
    " and it comes more often than once a day"
)


class Parsing:
    """What has been parsed: `facts` and series of the texts at hand, the problems of all."""

    def __init__(self, zone: ZoneInfo, title: str, horizon: Span, *, likens: bool = False) -> None:
        """Parse with the desk's zone; `title` stands for a file without a name.

        What is left out of a series within the horizon is noted with what is wrong with it.
        With `likens` the facts have the likeness of their series.
        """
        self._likens = likens
        self._zone = zone
        self._title = title
        self._horizon = horizon
        self._series: dict[ResourceText, Series | None] = {}
        self._instances = 0
        self.facts: dict[ResourceText, Facts] = {}
        self.rejected: list[Problem] = []
        self.notes: list[Problem] = []

    def facts_of(self, text: ResourceText) -> Facts:
        """Return the facts of a text, parsing it if nobody has asked before."""
        known = self.facts.get(text)
        if known is not None:
            return known
        parsed = self._noted(self._parse(text), text)
        self.rejected += parsed.rejected
        self.notes += parsed.notes
        facts = facts_of(parsed)
        if self._likens and parsed.series is not None:
            facts = facts._replace(likeness=likeness(parsed.series))
        self.facts[text] = facts
        if len(self._series) < _MOST_KEPT:
            self._series[text] = parsed.series
        return facts

    def series_of(self, text: ResourceText) -> Series | None:
        """Return the series of a text, None where nothing of it came in."""
        if text in self._series:
            return self._series[text]
        return self._parse(text).series

    def sign(self, text: ResourceText) -> None:
        """Add its signature to the facts of a text."""
        self.facts[text] = self.facts_of(text)._replace(signature=self.signature_of(text))

    def signature_of(self, text: ResourceText) -> str:
        """Return the signature of a text, "" where nothing of it came in."""
        series = self.series_of(text)
        return signature(series) if series is not None else ""

    def forget(self) -> None:
        """Let go of facts and series: the texts that come now are others."""
        self.facts = {}
        self._series = {}

    def _noted(self, parsed: Parsed, text: ResourceText) -> Parsed:
        """Add why occurrences of the series are left out, or the series as a whole."""
        series = parsed.series
        if series is None or is_steady(series):
            return parsed
        file, line = self._file(text), series.components[0].line
        if self._instances > MOST_INSTANCES:
            shown = text.text.decode("utf-8", "replace")
            left_out = Problem(file, line, text.uid, _TOO_MANY, shown)
            return Parsed(None, (*parsed.rejected, left_out), parsed.notes)
        found = expand(series, *self._horizon)
        self._instances += len(found.instances)
        notes = [Problem(file, line, text.uid, note) for note in found.notes]
        return parsed._replace(notes=(*parsed.notes, *notes))

    def _file(self, text: ResourceText) -> str:
        return text.href or self._title

    def _parse(self, text: ResourceText) -> Parsed:
        return parse(text, self._zone, self._file(text))


def in_file_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems in the order of their files and lines, each once."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda one: (one.file, one.line)))
