"""Where the director's time went, in a week, a month or a quarter that one turns to."""

from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from jointdesk.diary.time_split import Days, Part, Period, days_of, part_words, span_words
from jointdesk.domain.moments import local_day
from jointdesk.domain.people import Audience
from jointdesk.exports.document import Table
from jointdesk.exports.time_split import parts_table, shares_table, within
from jointdesk.operations.clock import now
from jointdesk.operations.time_split import ReadSplit, read_split
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.pages import Page
from jointdesk.viewmodels.today_split import Split, agreed_words, parts_of, spoken_split

PERIODS = (Period.WEEK, Period.MONTH, Period.QUARTER)


class Bar(NamedTuple):
    """One stretch of time as a bar; `split` is None where no time was spent."""

    label: str
    split: Split | None


class SplitPage(NamedTuple):
    """What the page shows: the days, the outcome, bars and tables that say the same, and how."""

    days: Days
    title: str
    headline: str
    within: str
    bars: tuple[Bar, ...]
    tables: tuple[Table, ...]
    method: tuple[str, ...]


class TimeSplitModel(QObject):
    """The split of the days turned to, in step with the desk.

    Signals:
        split_changed: another `shown`.
    """

    split_changed = Signal()

    def __init__(self, desk: DeskModel) -> None:
        """Follow a desk, beginning with this month."""
        super().__init__(desk)
        self.shown: SplitPage | None = None
        self.period = Period.MONTH
        self._desk = desk
        self._day: date | None = None
        desk.pages.follow(Page.TIME_SPLIT, self.load)
        self.load()

    @Slot()
    def load(self) -> None:
        """Read the days turned to, in the worker."""
        audience = self._desk.audience
        if audience is None:
            return
        period, day = self.period, self._day

        def take(found: SplitPage) -> None:
            is_wanted = (audience, period, day) == (self._desk.audience, self.period, self._day)
            if is_wanted and found != self.shown:
                self.shown = found
                self.split_changed.emit()

        self._desk.read(lambda reading: read_page(reading, audience, period, day), take)

    def set_period(self, period: Period) -> None:
        """Show a week, a month or a quarter: the one in which the shown days begin."""
        if period is not self.period:
            if self.shown is not None and self._day is not None:
                self._day = self.shown.days.first
            self.period = period
            self.load()

    def turn(self, step: int) -> None:
        """Show the days before or after those shown."""
        if self.shown is None:
            return
        first, last = days_of(self.period, self._day or self.shown.days.first)
        day = last if step > 0 else first - timedelta(days=1)
        if MINYEAR + 1 < day.year < MAXYEAR - 1:
            self._day = day
            self.load()

    def go_to_today(self) -> None:
        """Show the days that today lies in."""
        self._day = None
        self.load()


def read_page(reading: Reading, audience: Audience, period: Period, day: date | None) -> SplitPage:
    """Read what the page shows of the period in which a day lies, today if none is given."""
    at = now()
    days = days_of(period, day or local_day(at, reading.zone))
    return _page(read_split(reading, audience, days, at))


def _page(found: ReadSplit) -> SplitPage:
    report = found.report
    whole = report.whole
    title = span_words(whole.days)
    if not whole.seconds:
        return SplitPage(whole.days, title, report.spoken, "", (), (), found.method)
    parts = parts_of(whole.shares)
    names = (f"{part.name} {part.percent} %" for part in parts)
    agreed = agreed_words(parts)
    return SplitPage(
        whole.days,
        title,
        f"{', '.join(names)}{f' ({agreed})' if agreed else ''}",
        within(whole),
        (_bar(title, whole), *(_bar(part_words(each.days), each) for each in report.parts)),
        (shares_table(whole), parts_table(report)),
        found.method,
    )


def _bar(label: str, part: Part) -> Bar:
    if not part.seconds:
        return Bar(label, None)
    parts = parts_of(part.shares)
    spoken = spoken_split(parts).removeprefix("Time split: ")
    return Bar(label, Split(parts, "", f"{label}: {spoken}"))
