"""The colours hold the contrast tables of the design, in every theme and over every pair."""

from itertools import product
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from jointdesk.domain.conflicts import Severity
from jointdesk.viewmodels.theme import Pattern, Theme, ThemeName, load_theme, mix

THEMES = Path(__file__).parents[2] / "resources" / "themes"


@pytest.fixture(params=list(ThemeName), ids=str)
def theme(request: pytest.FixtureRequest) -> Theme:
    return load_theme(THEMES, request.param)


def luminance(colour: QColor) -> float:
    """WCAG 2 relative luminance, from 0 to 1."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(colour.red() / 255), linear(colour.green() / 255),
                        linear(colour.blue() / 255))  # fmt: skip
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: QColor, b: QColor) -> float:
    dark, light = sorted((luminance(a), luminance(b)))
    return (light + 0.05) / (dark + 0.05)


def lowest(inks: list[QColor], grounds: list[QColor]) -> float:
    return min(contrast(ink, ground) for ink, ground in product(inks, grounds))


TABLE = {
    # lowest of its grounds: light, dark, high contrast
    "ink": (14.3, 13.7, 21.0),
    "ink2": (6.0, 7.8, 21.0),
    "ink3": (4.8, 6.2, 21.0),
    "accent": (6.2, 5.8, 10.5),
    "red": (5.7, 6.3, 8.2),
    "amber": (5.9, 7.1, 9.4),
    "info": (6.3, 6.7, 12.1),
    "ok": (5.7, 7.2, 9.6),
}


def expected(row: tuple[float, float, float], theme: Theme) -> float:
    return row[list(ThemeName).index(theme.name)]


@pytest.mark.parametrize("token", ["ink", "ink2", "ink3"])
def test_text_is_read_on_every_ground(theme: Theme, token: str) -> None:
    found = lowest([getattr(theme, token)], [theme.surface, theme.window, theme.sunken])
    assert found >= 4.5
    assert found == pytest.approx(expected(TABLE[token], theme), abs=0.06)


@pytest.mark.parametrize("token", ["accent", "red", "amber", "info", "ok"])
def test_colours_are_read_as_text_on_paper_and_on_their_tint(theme: Theme, token: str) -> None:
    grounds = [theme.surface, theme.window, getattr(theme, f"{token}_tint")]
    found = lowest([getattr(theme, token)], grounds)
    assert found >= 4.5
    assert found == pytest.approx(expected(TABLE[token], theme), abs=0.06)


def test_the_main_action_and_the_selected_row_are_read(theme: Theme) -> None:
    assert contrast(theme.on_accent, theme.accent) >= 4.5
    assert lowest([theme.ink, theme.ink2], [theme.accent_tint]) >= 4.5


def test_borders_that_must_be_seen_are_seen(theme: Theme) -> None:
    assert lowest([theme.line2], [theme.surface, theme.window]) >= 3.0


def test_organisations_are_read_on_their_tints(theme: Theme) -> None:
    for colours in theme.organisations:
        assert contrast(colours.ink, colours.tint) >= 9.1 - 0.05
        assert contrast(colours.edge, colours.tint) >= 3.0
        assert contrast(colours.edge, theme.surface) >= 3.0
        assert lowest([colours.tag], [colours.tint, theme.surface, theme.sunken]) >= 4.5
        assert contrast(theme.ink2, colours.tint) >= 4.5
        assert lowest([theme.red, theme.amber, theme.accent], [colours.tint]) >= 4.5


def test_text_stands_on_the_hatch_too(theme: Theme) -> None:
    for colours in theme.organisations:
        hatch = mix(colours.edge, colours.tint, theme.hatch_percent)
        assert contrast(colours.ink, hatch) >= 4.5
        assert contrast(theme.ink2, hatch) >= 4.5
        assert contrast(colours.tag, hatch) >= 4.5


def test_each_of_four_organisations_has_its_own_pattern(theme: Theme) -> None:
    assert [colours.pattern for colours in theme.organisations] == list(Pattern)


def test_a_fifth_organisation_takes_the_colours_of_the_fourth(theme: Theme) -> None:
    assert theme.organisation(4) == theme.organisation(9) == theme.organisations[3]


def test_high_contrast_has_no_tints_and_thicker_edges() -> None:
    theme = load_theme(THEMES, ThemeName.HIGH_CONTRAST)
    tints = {colours.tint.name() for colours in theme.organisations}
    tints |= {theme.severity_tint(severity).name() for severity in Severity}
    assert tints == {"#ffffff"}
    assert (theme.edge_width, theme.hatch_percent) == (2, 0)


def test_the_arrows_and_ticks_of_controls_have_the_colours_of_their_theme(theme: Theme) -> None:
    folder = THEMES / theme.name
    for name, colour in (("down", theme.ink2), ("up", theme.ink2), ("check", theme.on_accent)):
        assert colour.name() in (folder / f"{name}.svg").read_text().lower()


def test_mixing_is_opaque_and_runs_from_ground_to_colour() -> None:
    black, white = QColor("black"), QColor("white")
    assert mix(black, white, 0) == white
    assert mix(black, white, 100) == black
    assert mix(black, white, 9).name() == "#e8e8e8"
