"""Draws every state of a block and a sample week in each theme: `python -m benchmarks.gallery`.

The pictures are for looking at beside those of the design.
"""

import argparse
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from jointdesk.domain.conflicts import Severity
from jointdesk.viewmodels.agenda import agenda_rows
from jointdesk.viewmodels.blocks import Block, Certainty, Kind, naming
from jointdesk.viewmodels.diary import DiaryWeek, build_page
from jointdesk.viewmodels.theme import ThemeName
from jointdesk.widgets.agenda import AgendaPanel
from jointdesk.widgets.blocks import BlockPainter, Strip, paint_ring
from jointdesk.widgets.diary import DiaryView
from jointdesk.widgets.fonts import Fonts, Text, Weight
from jointdesk.widgets.look import Look, load_look, with_theme
from jointdesk.widgets.style import apply_look
from tests.sample_meetings import MONDAY, MeetingBuilder, day_of, moment, pictured_week

ROOT = Path(__file__).parents[1]
SIZE = (1440, 900)
WIDTHS = (148, 100, 68, 46, 34)
HOURS = ((15, 14), (30, 27), (60, 56), (120, 114))
"""Minutes, and pixels of their blocks at 100 %."""


class State(NamedTuple):
    """A block to show under a caption."""

    caption: str
    block: Block
    is_selected: bool = False


def sample(title: str, *positions: int, **more: object) -> Block:
    """A block of 80 minutes at the Town Hall."""
    codes = tuple(("CAL", "WEX", "ESK", "THO")[position] for position in positions)
    block = Block(
        title, start=480, end=560, positions=positions, codes=codes, title=title,
        times="08:00–09:20", place="Town Hall",
    )  # fmt: skip
    return block._replace(**more)  # type: ignore[arg-type]


STATES = (
    State("First organisation", sample("Cabinet", 0)),
    State("Second", sample("FIC", 1)),
    State("Third", sample("Liaison", 2)),
    State("Fourth", sample("Nominations", 3)),
    State("Merged, two", sample("Section 75 Board", 0, 1)),
    State("Merged, three", sample("Cross-boundary liaison", 0, 1, 2)),
    State("Tentative", sample("Finance catch-up", 1, certainty=Certainty.TENTATIVE)),
    State("Hold", sample("Cllr Stott", 0, certainty=Certainty.HOLD, icon="hourglass")),
    State("Private, may see", sample("Appraisal prep", 1, icon="lock")),
    State("Private, may not", sample("Busy (WEX)", 1, icon="lock", place="")),
    State("Must act", sample("Leadership Team", 0, severity=Severity.RED)),
    State("Should act", sample("Board seminar", 1, severity=Severity.AMBER)),
    State("Selected", sample("Budget monitoring", 0), True),
    State("Can move", sample("Focus time", 0, 1, certainty=Certainty.MOVABLE, note="Can move")),
    State("Cancelled", sample("Market forum", 0, certainty=Certainty.GONE)),
    State("Stale diary", sample("Seminar", 1, is_stale=True)),
    State("Over midnight", sample("Night shift", 0, runs_after=True, times="22:00–Fri 06:00")),
    State("From the day before", sample("Night shift", 1, runs_before=True)),
    State("Tentative, must act", sample("Panel", 1, certainty=Certainty.TENTATIVE,
                                        severity=Severity.RED)),
    State("Zone unknown", sample("Webinar", 1, icon="clock", note="Time zone unknown")),
    State("Long words", sample("Gesundheitsversorgungsstrukturgesetzkommission Beratung", 0)),
    State("Fifth and three", sample("Everybody", 0, 1, 2, 3, severity=Severity.RED)),
    State("Virtual", sample("Call", 0, icon="video", place="")),
    State("Markup", sample("<b>Bold</b> & <i>x</i>", 1, place="http://example.test/<a>")),
)  # fmt: skip


def main() -> None:
    """Draw everything into a folder."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    folder: Path = arguments.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication([])
    light = load_look(ROOT / "resources", ThemeName.LIGHT, 1.0)
    for name in ThemeName:
        look = with_theme(light, name)
        apply_look(application, look)
        blocks_picture(look, 1).save(str(folder / f"blocks-{name}.png"))
        diary_picture(look, pictured_week()).save(str(folder / f"week-{name}.png"))
        agenda_picture(look, pictured_week()).save(str(folder / f"agenda-{name}.png"))
    apply_look(application, light)
    blocks_picture(light, 2).save(str(folder / "blocks-light@2x.png"))
    for what, week, size in odd_weeks():
        diary_picture(light, week, size).save(str(folder / f"{what}.png"))
    large = replace(light, fonts=Fonts(1.5))
    apply_look(application, large)
    diary_picture(large, pictured_week()).save(str(folder / "week-large-text.png"))


def diary_picture(look: Look, week: DiaryWeek, size: tuple[int, int] = (896, 842)) -> QPixmap:
    """A week with something selected and now on Monday at 09:20."""
    view = DiaryView(look)
    view.resize(*size)
    view.show_page(build_page(week), moment(MONDAY, "9:20"))
    view.show()
    view.selection.step_conflict(1)
    QApplication.processEvents()
    return view.grab()


def agenda_picture(look: Look, week: DiaryWeek) -> QPixmap:
    """The same week as a list."""
    told = naming(week.zone, week.organisations)
    rows = agenda_rows(week.meetings, week.days[0], week.days[-1], told, week.marks)
    panel = AgendaPanel(look)
    panel.resize(896, 842)
    panel.show_rows(rows, told, week.marks)
    panel.select_meeting(week.meetings[1].id)
    panel.show()
    QApplication.processEvents()
    return panel.grab()


def odd_weeks() -> Iterator[tuple[str, DiaryWeek, tuple[int, int]]]:
    """Days, crowds, long words, nights, and far too much."""
    week = pictured_week()
    yield "day", replace(week, days=week.days[2:3]), (896, 842)
    yield "work-week-narrow", replace(week, days=week.days[:5]), (600, 700)
    yield "empty", replace(week, meetings=(), journeys=()), (896, 500)
    make = MeetingBuilder()
    long = "Gesundheitsversorgungsstrukturgesetz-Umsetzungskommission der Bezirksverwaltungen"
    crowd = [
        make.meeting("CAL" if n % 2 else "WEX", f"Meeting {n}", MONDAY, "9:00-10:30")
        for n in range(12)
    ]
    crowd += [
        make.meeting("CAL WEX", long, day_of(1), f"{8 + n}:00-{10 + n}:00", long)
        for n in range(0, 9, 3)
    ]
    crowd += [
        make.meeting("CAL", f"Step {n}", day_of(2), f"{8 + n // 2}:{n % 2 * 30:02d}-16:00")
        for n in range(9)
    ]
    crowd += [
        make.meeting("WEX", f"Short {n}", day_of(3), f"{9 + n // 6}:{n % 6 * 10:02d}-{9 + n // 6}"
                     f":{n % 6 * 10 + 5:02d}") for n in range(12)
    ]  # fmt: skip
    crowd.append(make.meeting("WEX", "Night shift", day_of(3), "18:00-32:00"))
    crowd += [make.all_day("CAL", f"All day {n}", MONDAY, day_of(n), leave=n == 2)
              for n in range(6)]  # fmt: skip
    crowd.append(make.meeting("CAL", "Saturday fair", day_of(5), "10:00-15:00", "Market"))
    crowd.sort(key=lambda meeting: meeting.start)
    yield "crowd", replace(week, meetings=tuple(crowd), journeys=()), (1100, 842)
    many = [
        make.meeting(("CAL", "WEX", "ESK", "THO")[n % 4], f"Meeting {n}", day_of(n % 7),
                     f"{7 + n % 11}:{n * 5 % 60:02d}-{8 + n % 11}:{n * 7 % 60:02d}")
        for n in range(2000)
    ]  # fmt: skip
    many.sort(key=lambda meeting: meeting.start)
    yield "many", replace(week, meetings=tuple(many), journeys=()), (1280, 842)


def blocks_picture(look: Look, ratio: int) -> QImage:
    """Every size and state of a block."""
    image = QImage(SIZE[0] * ratio, SIZE[1] * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(look.theme.surface)
    painting = BlockPainter(look, ratio)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_sizes(painter, look, painting)
        for index, state in enumerate(STATES):
            corner = QPoint(620 + index % 4 * 172, 96 + index // 4 * 126)
            caption(painter, look, corner - QPoint(4, 14), state.caption)
            box = QRect(corner, corner + QPoint(143, 74))
            painting.paint(painter, state.block, box, box.height())
            if state.is_selected:
                paint_ring(painter, look.theme, box, is_focused=True)
        paint_behind(painter, look, painting)
    return image


def paint_sizes(painter: QPainter, look: Look, painting: BlockPainter) -> None:
    """Heights by minutes, widths from one column to the narrowest."""
    for minutes, height, top in zip(*zip(*HOURS, strict=True), (130, 175, 240, 352), strict=True):
        caption(painter, look, QPoint(36, top + 10), f"{minutes} min")
        for width, left in zip(WIDTHS, (100, 264, 380, 462, 526), strict=True):
            caption(painter, look, QPoint(left, 100), f"{width} px")
            box = QRect(left, top, width, height)
            severity = Severity.RED if minutes >= 60 and minutes < 120 else None
            if width == 34:
                painting.paint_strip(painter, Strip(3, (0, 1), Severity.RED), box)
                continue
            end = 480 + minutes
            block = sample("Directorate Management Team", 0, severity=severity, end=end,
                           times=f"08:00–{end // 60:02d}:00", place="Civic Annexe")  # fmt: skip
            painting.paint(painter, block, box, box.height())


def paint_behind(painter: QPainter, look: Look, painting: BlockPainter) -> None:
    """Journeys and drift."""
    journey = Block("j", Kind.JOURNEY, title="25 min", icon="car")
    short = journey._replace(title="15 of 35 min", severity=Severity.RED)
    drift = Block("d", Kind.DRIFT, positions=(1,), codes=("WEX",), title="WEX copy ends 16:30")
    shown = ((journey, "Travel", 28), (short, "Travel too short", 13),
             (short._replace(severity=Severity.AMBER), "Short by little", 14),
             (drift, "Drifting copy", 29))  # fmt: skip
    for index, (block, name, height) in enumerate(shown):
        left, top = 36 + index % 2 * 180, 560 + index // 2 * 80
        caption(painter, look, QPoint(left, top), name)
        painting.paint(painter, block, QRect(left, top + 14, 146, height), height)


def caption(painter: QPainter, look: Look, place: QPoint, text: str) -> None:
    """Text over a picture."""
    painter.setFont(look.fonts.font(Text.DETAIL, Weight.MEDIUM))
    painter.setPen(look.theme.ink2)
    painter.drawText(place, text)


if __name__ == "__main__":
    main()
