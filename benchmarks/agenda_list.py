"""Bar 8: scrolling the agenda as a very long list."""

from collections.abc import Iterator

from benchmarks.calendars import FIRST_DAY, LAST_DAY
from benchmarks.figures import Figure
from benchmarks.paint import LONDON, ORGANISATIONS, meetings
from benchmarks.screen import FRAMES, application, scroll, show
from benchmarks.setting import Setting
from benchmarks.timing import ROOT, cpu_median
from jointdesk.viewmodels.agenda import AgendaModel, agenda_rows
from jointdesk.viewmodels.blocks import naming
from jointdesk.viewmodels.marks import Marks
from jointdesk.viewmodels.theme import ThemeName
from jointdesk.widgets.agenda import AgendaList
from jointdesk.widgets.look import load_look


def measure(setting: Setting) -> Iterator[Figure]:
    """Frames that jump through the list, so that every row on them is new."""
    application()
    first, last = FIRST_DAY.date(), LAST_DAY.date()
    days = (last - first).days
    told = naming(LONDON, ORGANISATIONS)
    model = AgendaModel()
    rows = agenda_rows(meetings(setting.large, first, days), first, last, told, Marks())
    model.show(rows, told, Marks())
    view = AgendaList(load_look(ROOT / "resources", ThemeName.LIGHT, 1.0), model)
    show(view)
    frame = cpu_median(setting.rounds, scroll(view)) / FRAMES
    yield Figure(8, f"scrolled frame, list of {len(rows):,} rows", frame * 1e3, "ms", most=8)
    view.close()
