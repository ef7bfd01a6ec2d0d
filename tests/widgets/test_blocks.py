"""Blocks as painted: whose, how certain, in trouble; looked at by single pixels."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

from jointdesk.domain.conflicts import Severity
from jointdesk.viewmodels.blocks import Block, Certainty, Kind
from jointdesk.viewmodels.theme import mix
from jointdesk.widgets.blocks import BlockPainter, Strip, paint_ring
from jointdesk.widgets.look import Look

BOX = QRect(10, 10, 140, 72)
BLOCK = Block("k", positions=(0,), codes=("CAL",))


def painted(look: Look, block: Block, ratio: int = 1, box: QRect = BOX) -> QImage:
    image = QImage(160 * ratio, 92 * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(look.theme.surface)
    with QPainter(image) as painter:
        BlockPainter(look, ratio).paint(painter, block, box, box.height())
    return image


def middle(image: QImage) -> QColor:
    return image.pixelColor(100, 60)


def colours_of_spine(image: QImage, top: int = 20, bottom: int = 70) -> set[str]:
    return {image.pixelColor(14, y).name() for y in range(top, bottom)}


class TestWhose:
    """Spine, face and border of each organisation."""

    def test_the_first_is_solid_on_its_tint(self, any_look: Look) -> None:
        colours = any_look.theme.organisation(0)
        image = painted(any_look, BLOCK)
        assert colours_of_spine(image) == {colours.edge.name()}
        assert middle(image) == colours.tint

    def test_the_second_is_striped_and_hatched(self, look: Look) -> None:
        colours = look.theme.organisation(1)
        image = painted(look, BLOCK._replace(positions=(1,), codes=("WEX",)))
        assert {colours.edge.name(), look.theme.surface.name()} <= colours_of_spine(image)
        face = {image.pixelColor(x, 60).name() for x in range(60, 140)}
        assert colours.tint.name() in face
        assert len(face) > 1
        hatch = mix(colours.edge, colours.tint, 9)
        assert min(QColor(name).lightness() for name in face) >= hatch.lightness() - 2

    def test_high_contrast_has_no_hatch(self, any_look: Look) -> None:
        image = painted(any_look, BLOCK._replace(positions=(1,), codes=("WEX",)))
        face = {image.pixelColor(x, 60).name() for x in range(60, 140)}
        assert (len(face) == 1) == (any_look.theme.hatch_percent == 0)

    @pytest.mark.parametrize("position", [2, 3])
    def test_others_are_dotted_and_ruled_on_paper(self, any_look: Look, position: int) -> None:
        colours = any_look.theme.organisation(position)
        image = painted(any_look, BLOCK._replace(positions=(position,), codes=("ESK",)))
        assert {colours.edge.name(), any_look.theme.surface.name()} <= colours_of_spine(image)
        assert middle(image) == colours.tint

    def test_a_merged_meeting_has_both_spines_in_order_on_paper(self, any_look: Look) -> None:
        image = painted(any_look, BLOCK._replace(positions=(0, 3), codes=("CAL", "THO")))
        theme = any_look.theme
        assert colours_of_spine(image, 16, 44) == {theme.organisation(0).edge.name()}
        assert theme.organisation(3).edge.name() in colours_of_spine(image, 48, 78)
        assert middle(image) == theme.surface


class TestHowCertain:
    """The border."""

    def test_a_certain_one_has_a_full_border(self, look: Look) -> None:
        image = painted(look, BLOCK)
        assert len({image.pixelColor(x, 10).name() for x in range(30, 130)}) == 1

    @pytest.mark.parametrize("certainty", [Certainty.TENTATIVE, Certainty.HOLD, Certainty.MOVABLE])
    def test_others_have_dashes_on_paper(self, any_look: Look, certainty: Certainty) -> None:
        image = painted(any_look, BLOCK._replace(certainty=certainty))
        assert len({image.pixelColor(x, 10).name() for x in range(30, 130)}) > 1
        theme = any_look.theme
        paper = theme.window if certainty is Certainty.MOVABLE else theme.surface
        assert middle(image) == paper

    def test_one_that_is_off_has_a_grey_spine(self, any_look: Look) -> None:
        image = painted(any_look, BLOCK._replace(certainty=Certainty.GONE))
        assert colours_of_spine(image) == {any_look.theme.line2.name()}

    def test_a_stale_one_keeps_its_spine(self, any_look: Look) -> None:
        image = painted(any_look, BLOCK._replace(is_stale=True))
        assert middle(image) == any_look.theme.sunken
        assert colours_of_spine(image) == {any_look.theme.organisation(0).edge.name()}

    def test_an_open_edge_has_no_line(self, look: Look) -> None:
        tint = look.theme.organisation(0).tint
        below = painted(look, BLOCK._replace(runs_after=True))
        assert below.pixelColor(100, BOX.bottom()) == tint
        assert below.pixelColor(100, BOX.top()) != tint
        above = painted(look, BLOCK._replace(runs_before=True))
        assert above.pixelColor(100, BOX.top()) == tint


class TestTrouble:
    """Border and corner, which nothing drops."""

    @pytest.mark.parametrize("severity", [Severity.RED, Severity.AMBER])
    def test_the_corner_has_the_colour_of_the_severity(
        self, any_look: Look, severity: Severity
    ) -> None:
        image = painted(any_look, BLOCK._replace(severity=severity))
        colour = any_look.theme.severity(severity)
        assert image.pixelColor(BOX.right() - 17, 12) == colour
        assert image.pixelColor(BOX.right() - 2, 27) == colour
        assert image.pixelColor(80, 10) == colour

    def test_a_quarter_of_an_hour_has_it_too(self, any_look: Look) -> None:
        box = QRect(10, 10, 140, 13)
        image = painted(any_look, BLOCK._replace(severity=Severity.RED), box=box)
        assert image.pixelColor(box.right() - 17, 12) == any_look.theme.red

    def test_a_tentative_one_stays_dashed(self, look: Look) -> None:
        block = BLOCK._replace(severity=Severity.RED, certainty=Certainty.TENTATIVE)
        image = painted(look, block)
        names = {image.pixelColor(x, 10).name() for x in range(30, 120)}
        assert look.theme.red.name() in names
        assert len(names) > 1


class TestOthers:
    """Strips, journeys, drift."""

    def test_a_strip_too_low_for_the_corner_has_a_red_count(self, look: Look) -> None:
        image = QImage(60, 60, QImage.Format.Format_RGB32)
        image.fill(look.theme.surface)
        with QPainter(image) as painter:
            strip = Strip(3, (0, 1), Severity.RED)
            BlockPainter(look, 1.0).paint_strip(painter, strip, QRect(10, 10, 34, 27))
        inside = {image.pixelColor(x, y).name() for x in range(20, 40) for y in range(14, 32)}
        assert look.theme.red.name() in inside

    def test_a_journey_is_sunken_and_a_short_one_framed(self, any_look: Look) -> None:
        way = Block("w", Kind.JOURNEY, title="25 min", icon="car")
        theme = any_look.theme
        assert painted(any_look, way).pixelColor(130, 46) == theme.sunken
        image = painted(any_look, way._replace(severity=Severity.RED))
        assert image.pixelColor(12, 46) == theme.red
        assert image.pixelColor(140, 46) == theme.red_tint

    def test_drift_is_dashed_in_the_colour_of_the_other(self, any_look: Look) -> None:
        drift = Block("d", Kind.DRIFT, positions=(1,), codes=("WEX",), title="WEX copy ends 16:30")
        image = painted(any_look, drift)
        edge = {image.pixelColor(x, 10).name() for x in range(20, 140)}
        assert any_look.theme.organisation(1).edge.name() in edge
        assert len(edge) > 1


def test_the_ring_stands_a_pixel_away(any_look: Look) -> None:
    theme = any_look.theme
    image = painted(any_look, BLOCK)
    with QPainter(image) as painter:
        paint_ring(painter, theme, BOX, is_focused=True)
    assert image.pixelColor(80, 9) == theme.surface
    assert image.pixelColor(80, 8) == theme.accent
    assert image.pixelColor(80, 7) == theme.accent


def test_every_state_is_sharp_at_twice_the_pixels(look: Look) -> None:
    image = painted(look, BLOCK._replace(severity=Severity.RED), ratio=2)
    assert image.pixelColor(2 * (BOX.right() - 17), 24) == look.theme.red
    assert image.pixelColor(28, 100) == look.theme.organisation(0).edge
    assert image.pixelColor(200, 120) == look.theme.organisation(0).tint


def test_a_picture_is_painted_once(look: Look) -> None:
    painting = BlockPainter(look, 1.0)
    image = QImage(160, 92, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        painting.paint(painter, BLOCK, BOX, BOX.height())
        painting.paint(painter, BLOCK, BOX.translated(0, 5), BOX.height())
    assert len(painting._pictures) == 1
