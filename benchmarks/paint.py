"""Bar 8: painting the diary."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.calendars import NOW
from benchmarks.figures import Figure
from benchmarks.screen import FRAMES, application, scroll, show
from benchmarks.setting import Setting
from benchmarks.timing import ROOT, cpu_median
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import DAY, MINUTE, instant, midnight
from jointdesk.domain.occurrences import Details, Occurrence, PlaceKind
from jointdesk.domain.organisations import Organisation, OrganisationKind
from jointdesk.viewmodels.diary import DiaryWeek, build_page
from jointdesk.viewmodels.theme import ThemeName
from jointdesk.widgets.blocks import BlockPainter
from jointdesk.widgets.diary import DiaryView
from jointdesk.widgets.diary_layer import paint_layer
from jointdesk.widgets.look import Look, load_look
from jointdesk.widgets.style import apply_look

LONDON = ZoneInfo("Europe/London")
ORGANISATIONS = (
    Organisation("cal", "CAL", "Calder Council", OrganisationKind.COUNCIL, position=0),
    Organisation("wex", "WEX", "Wexham ICB", OrganisationKind.ICB, position=1),
)


def measure(setting: Setting) -> Iterator[Figure]:
    """Whole repaints, scrolled and hovered frames of 200 and 2,000 blocks."""
    running = application()
    look = load_look(ROOT / "resources", ThemeName.LIGHT, 1.0)
    apply_look(running, look)
    for blocks, most in ((200, 3), (2000, 16)):
        view = _diary(look, blocks)
        grid = view.grid
        assert grid is not None
        first = cpu_median(setting.rounds, partial(paint_layer, grid, look, 1.0))
        yield Figure(8, f"first painting, {blocks:,} blocks", first * 1e3, "ms")
        painting = BlockPainter(look, 1.0)
        paint_layer(grid, look, 1.0, painting)
        again = cpu_median(setting.rounds, partial(paint_layer, grid, look, 1.0, painting))
        yield Figure(8, f"full repaint, {blocks:,} blocks", again * 1e3, "ms", most=most)
        scrolled = cpu_median(setting.rounds, scroll(view)) / FRAMES
        yield Figure(8, f"scrolled frame, {blocks:,} blocks", scrolled * 1e3, "ms", most=3)
        hovered = cpu_median(setting.rounds, partial(_hover, view)) / FRAMES
        yield Figure(8, f"hovered frame, {blocks:,} blocks", hovered * 1e3, "ms", most=3)
        view.close()


def _diary(look: Look, blocks: int) -> DiaryView:
    """The week of that many meetings, as large as a window usually is."""
    view = DiaryView(look)
    start = NOW.date()
    shown = meetings(blocks, start, 7)
    days = tuple(start + timedelta(days=day) for day in range(7))
    view.show_page(build_page(DiaryWeek(days, LONDON, ORGANISATIONS, shown)), instant(NOW))
    show(view)
    return view


def meetings(count: int, first: date, days: int) -> tuple[Meeting, ...]:
    """Meetings in the order of their start, spread evenly over the working hours of the days."""
    return tuple(_meeting(number, count, first, days) for number in range(count))


def _meeting(number: int, count: int, first: date, days: int) -> Meeting:
    org = ORGANISATIONS[number % 2]
    day, place = divmod(number * days, count)
    minute = 8 * 60 + place * 600 // count // 5 * 5
    start = midnight(first, LONDON) + day * DAY + minute * MINUTE
    details = Details(
        component_id=number,
        series_id=f"s{number}",
        seen=number,
        collection_id=org.id,
        org_id=org.id,
        org_code=org.code,
        uid=f"{number}@bench.example",
        title=f"Delivery group {number}",
        place="Shire Hall, Committee Room 2",
        place_kind=PlaceKind.SITE,
    )
    copy = Occurrence(start, start + (30, 45, 60, 90)[number % 4] * MINUTE, 739000, 0, details)
    return Meeting((copy,), copy)


def _hover(view: DiaryView) -> None:
    """Move the pointer over other blocks and paint, forty times."""
    for frame in range(FRAMES):
        point = QPoint(80 + frame * 29, 200 + frame * 7)
        QTest.mouseMove(view.viewport(), point)
        QApplication.processEvents()
        view.viewport().repaint()
