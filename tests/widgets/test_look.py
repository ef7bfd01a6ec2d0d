"""Fonts, icons and the style sheet are there, sharp, and in the colours of the theme."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFontInfo, QImage

from jointdesk.widgets.fonts import FAMILY, Fonts, Text, Weight
from jointdesk.widgets.look import Look
from jointdesk.widgets.style import palette, style_sheet

ICONS = (
    "sun calendar-days triangle-alert octagon-alert info list-checks scale calendar-clock "
    "settings import file-output printer search plus x check circle-check chevron-left "
    "chevron-right chevron-down chevrons-up-down clock map-pin car video repeat lock hourglass "
    "flag palmtree user-round users message-square split undo-2 redo-2 history refresh-cw "
    "calendar calendar-plus calendar-x pencil ban search-x equal square square-check upload link "
    "paperclip bell trash-2"
).split()
"""The design's list, and nothing else is shipped."""


def test_exactly_the_icons_of_the_design_are_shipped_with_their_licence(look: Look) -> None:
    folder = look.resources / "icons"
    assert {path.stem for path in folder.glob("*.svg")} == set(ICONS)
    assert "ISC License" in (folder / "LICENSE").read_text()


def test_inter_is_shipped_with_its_licence(look: Look) -> None:
    assert "SIL OPEN FONT LICENSE" in (look.resources / "fonts" / "OFL.txt").read_text()


@pytest.mark.parametrize("weight", [400, 500, 600, 700])
def test_every_weight_is_inter_itself(look: Look, weight: int) -> None:
    weights = {400: Weight.REGULAR, 500: Weight.MEDIUM, 600: Weight.SEMI_BOLD, 700: Weight.BOLD}
    info = QFontInfo(look.fonts.font(Text.BODY, weights[weight]))
    assert (info.family(), info.weight()) == (FAMILY, weight)


def test_figures_are_tabular(look: Look) -> None:
    metrics = look.fonts.metrics(Text.DETAIL)
    assert metrics.horizontalAdvance("11:11") == metrics.horizontalAdvance("08:08")


def test_text_and_lengths_grow_with_the_text_size_of_the_system() -> None:
    normal, large = Fonts(1.0), Fonts(1.5)
    assert large.px(32) == 48
    assert large.line(Text.BODY) == 27
    assert large.metrics(Text.BODY).height() == pytest.approx(
        normal.metrics(Text.BODY).height() * 1.5, rel=0.08
    )


@pytest.mark.parametrize("name", ICONS)
def test_an_icon_is_drawn_in_the_colour_that_is_asked_for(look: Look, name: str) -> None:
    image = look.icons.pixmap(name, QColor("#A03A7E"), 16, 2.0).toImage()
    assert (image.width(), image.height()) == (32, 32)
    colours = opaque_colours(image)
    assert colours
    assert all(near(colour, QColor("#A03A7E")) for colour in colours)


def opaque_colours(image: QImage) -> list[QColor]:
    pixels = ((x, y) for x in range(image.width()) for y in range(image.height()))
    colours = [image.pixelColor(x, y) for x, y in pixels]
    return [colour for colour in colours if colour.alpha() > 250]


def near(a: QColor, b: QColor) -> bool:
    pairs = ((a.red(), b.red()), (a.green(), b.green()), (a.blue(), b.blue()))
    return all(abs(x - y) <= 3 for x, y in pairs)


def test_an_icon_is_painted_once(look: Look) -> None:
    first = look.icons.pixmap("lock", QColor("#123456"))
    assert look.icons.pixmap("lock", QColor("#123456")) is first


def test_an_unknown_icon_is_a_bug(look: Look) -> None:
    with pytest.raises(OSError, match="no-such-icon"):
        look.icons.pixmap("no-such-icon", QColor("black"))


def test_the_style_sheet_uses_only_colours_of_the_theme(any_look: Look) -> None:
    theme = any_look.theme
    sheet = style_sheet(theme, any_look.fonts, Path("images"))
    tokens = {
        getattr(theme, name).name()
        for name in theme.__slots__
        if isinstance(getattr(theme, name), QColor)
    }
    used = set(re.findall(r"#[0-9a-f]{6}", sheet)) - {theme.accent.darker(112).name()}
    assert used <= tokens
    assert "$" not in sheet


def test_the_palette_shows_disabled_text_as_a_hint(any_look: Look) -> None:
    made = palette(any_look.theme)
    group, role = made.ColorGroup.Disabled, made.ColorRole.ButtonText
    assert made.color(group, role) == any_look.theme.ink3
    assert made.color(made.ColorRole.Highlight) == any_look.theme.accent
