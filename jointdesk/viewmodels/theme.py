"""The colours of the window: light, dark and high contrast, each one frozen value.

The names are the tokens of the design. Every pair that meets on the screen has a contrast of at
least 4.5 for text and 3 for graphics (WCAG 2 relative luminance); `line` is decoration only.
"""

import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PySide6.QtGui import QColor

from jointdesk.domain.conflicts import Severity


class Pattern(StrEnum):
    """What an organisation's spine looks like, so that colour never stands alone."""

    SOLID = "solid"
    STRIPED = "striped"
    DOTTED = "dotted"
    RULED = "ruled"


class ThemeName(StrEnum):
    """The themes that are shipped."""

    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high_contrast"


@dataclass(frozen=True, slots=True)
class OrganisationColours:
    """How one organisation looks: spine and border, face, title on the face, tag as bare text."""

    pattern: Pattern
    edge: QColor
    tint: QColor
    ink: QColor
    tag: QColor


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours. Fills: window, surface, sunken, tints. The rest is drawn on them.

    `line` is a hairline for decoration, `line2` a border that must be seen; `ink`, `ink2`,
    `ink3` are text, second text and hint. `edge_width` is the width of a block's border in
    pixels, `hatch_percent` how much of the edge colour is in the hatch over a striped face
    (0: none).
    """

    name: ThemeName
    window: QColor
    surface: QColor
    sunken: QColor
    line: QColor
    line2: QColor
    ink: QColor
    ink2: QColor
    ink3: QColor
    accent: QColor
    accent_tint: QColor
    on_accent: QColor
    red: QColor
    red_tint: QColor
    amber: QColor
    amber_tint: QColor
    info: QColor
    info_tint: QColor
    ok: QColor
    ok_tint: QColor
    organisations: tuple[OrganisationColours, ...]
    edge_width: int
    hatch_percent: int

    def organisation(self, position: int) -> OrganisationColours:
        """Return the colours of the organisation added at that place; the last ones repeat."""
        return self.organisations[min(position, len(self.organisations) - 1)]

    def severity(self, severity: Severity) -> QColor:
        """Return the colour of trouble: must act, should act, for information."""
        return {Severity.RED: self.red, Severity.AMBER: self.amber, Severity.INFO: self.info}[
            severity
        ]

    def severity_tint(self, severity: Severity) -> QColor:
        """Return the fill behind a text about trouble."""
        tints = {
            Severity.RED: self.red_tint,
            Severity.AMBER: self.amber_tint,
            Severity.INFO: self.info_tint,
        }
        return tints[severity]


def mix(colour: QColor, ground: QColor, percent: int) -> QColor:
    """Return so many per cent of a colour in a ground, opaque."""

    def part(of: int, on: int) -> int:
        return round((of * percent + on * (100 - percent)) / 100)

    return QColor(
        part(colour.red(), ground.red()),
        part(colour.green(), ground.green()),
        part(colour.blue(), ground.blue()),
    )


def load_theme(folder: Path, name: ThemeName) -> Theme:
    """Read one theme from the folder of themes."""
    data = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    organisations = tuple(
        OrganisationColours(
            Pattern(row["pattern"]),
            *(QColor(row[part]) for part in ("edge", "tint", "ink", "tag")),
        )
        for row in data["organisations"]
    )
    return Theme(
        name=ThemeName(data["name"]),
        organisations=organisations,
        edge_width=data["edge_width"],
        hatch_percent=data["hatch_percent"],
        **{token: QColor(value) for token, value in data["colours"].items()},
    )
