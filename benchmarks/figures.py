"""What a benchmark finds: figures against a peer or a limit, as a table and as JSON."""

import json
import os
import platform
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

_HEAD = ("bar", "what", "ours", "against", "theirs", "ratio", "wanted", "met")
_WIDTHS = (3, 50, 11, 34, 11, 10, 10, 6)


@dataclass(frozen=True)
class Figure:
    """One measured value.

    With `theirs` it is held against a peer measured in the same run: `most` is the largest
    allowed ratio ours / theirs. Without, `most` is the largest allowed value. None wants
    nothing. `trouble` says why there is no value, or what is wrong with it.
    """

    bar: int
    what: str
    ours: float | None
    unit: str
    against: str = ""
    theirs: float | None = None
    most: float | None = None
    trouble: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours divided by theirs, where both are known."""
        return self.ours / self.theirs if self.ours is not None and self.theirs else None

    @property
    def met(self) -> bool | None:
        """Whether the bar is met; None where nothing is wanted or the peer is not here."""
        if self.trouble:
            return False
        value = self.ratio if self.against else self.ours
        return None if value is None or self.most is None else value <= self.most

    def row(self) -> tuple[str, ...]:
        """The figure as the cells of the table."""
        theirs = "not here" if self.against and self.theirs is None else _value(self, self.theirs)
        if self.against:
            wanted = _times(self.most)
        else:
            wanted = f"≤ {self.most:g} {self.unit}" if self.most is not None else ""
        met = {True: "yes", False: "NO", None: ""}[self.met]
        cells = (str(self.bar), self.what, _value(self, self.ours), self.against, theirs)
        return (*cells, _times(self.ratio).removeprefix("≤ "), wanted, met)


def _value(figure: Figure, value: float | None) -> str:
    return (
        ""
        if value is None
        else f"{value:,.3g} {figure.unit}"
        if value < 1000
        else (f"{value:,.0f} {figure.unit}")
    )


def _times(ratio: float | None) -> str:
    """A ratio as people say it: 1.2 ×, or 1/40 for what is forty times less."""
    if ratio is None:
        return ""
    return f"≤ {ratio:.2f} ×" if ratio > 0.5 else f"≤ 1/{1 / ratio:.3g}"


def line(cells: tuple[str, ...] = _HEAD) -> str:
    """One line of the table."""
    parts = [cell.ljust(width) for cell, width in zip(cells, _WIDTHS, strict=True)]
    return " ".join(parts).rstrip()


def shown(figure: Figure) -> str:
    """A figure as one line of the table, and a second one if there is trouble."""
    text = line(figure.row())
    return f"{text}\n    !! {figure.trouble}" if figure.trouble else text


def write_json(path: Path, figures: list[Figure]) -> None:
    """Write all figures, and on what they were taken."""
    machine = {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "load": [round(load, 2) for load in os.getloadavg()] if sys.platform != "win32" else [],
    }
    rows = [{**asdict(figure), "ratio": figure.ratio, "met": figure.met} for figure in figures]
    report = {"version": 1, "machine": machine, "figures": rows}
    path.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
