"""Which lines a block has room for, by the table of the design."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QFontMetricsF

from jointdesk.domain.conflicts import Severity
from jointdesk.viewmodels.blocks import Block
from jointdesk.widgets.block_text import CORNER, ICON, BlockText, Lines
from jointdesk.widgets.fitting import wrap
from jointdesk.widgets.fonts import Fonts, Text
from jointdesk.widgets.look import Look

BLOCK = Block(
    "k",
    start=480,
    end=600,
    positions=(0,),
    codes=("CAL",),
    title="Directorate Management Team",
    times="08:00–10:00",
    place="Civic Annexe",
)
CONFLICT = BLOCK._replace(severity=Severity.RED)
MERGED = BLOCK._replace(positions=(0, 1, 2), codes=("CAL", "WEX", "ESK"))


@pytest.fixture
def fitted(look: Look) -> BlockText:
    return BlockText(look.fonts)


def texts(lines: Lines) -> list[str]:
    return [run.text for run in lines.runs]


FIFTEEN, THIRTY, SIXTY, TWO_HOURS = 13, 27, 56, 114
"""Heights at 100 %, without the air between blocks."""


class TestTable:
    """Heights by minutes, widths from one column to the narrowest."""

    def test_the_widest(self, fitted: BlockText) -> None:
        assert texts(fitted.fit(BLOCK, 148, FIFTEEN)) == ["CAL", "Directorate Mana…"]
        assert texts(fitted.fit(BLOCK, 148, THIRTY)) == ["CAL", "Directorate Ma…"]
        assert texts(fitted.fit(BLOCK, 148, SIXTY)) == ["CAL", "Directorate", "Management Team"]
        assert texts(fitted.fit(BLOCK, 148, TWO_HOURS)) == [
            "CAL", "Directorate", "Management Team", "08:00–10:00", "Civic Annexe",
        ]  # fmt: skip

    def test_100_px_has_no_place(self, fitted: BlockText) -> None:
        assert texts(fitted.fit(BLOCK, 100, TWO_HOURS)) == [
            "CAL", "Directorate", "Management", "Team", "08:00–10:00",
        ]  # fmt: skip
        assert texts(fitted.fit(BLOCK, 100, SIXTY)) == ["CAL", "Directorate", "Manageme…"]

    def test_68_px_has_no_time_and_elides_words_alone(self, fitted: BlockText) -> None:
        assert texts(fitted.fit(BLOCK, 68, TWO_HOURS)) == ["CAL", "Directo…", "Manag…", "Team"]

    def test_46_px_has_the_tag_and_the_start(self, fitted: BlockText) -> None:
        assert texts(fitted.fit(BLOCK, 46, TWO_HOURS)) == ["CAL", "08:00"]
        assert texts(fitted.fit(BLOCK, 46, THIRTY)) == ["CAL"]

    def test_34_px_has_no_text(self, fitted: BlockText) -> None:
        assert fitted.fit(BLOCK, 34, TWO_HOURS) == Lines(())


class TestCorner:
    """The corner replaces nothing, and nothing is written over it."""

    def test_a_title_beside_it_ends_before_it(self, fitted: BlockText) -> None:
        (_, title) = fitted.fit(CONFLICT, 148, THIRTY).runs
        plain = fitted.fit(BLOCK, 148, THIRTY).runs[1]
        assert len(title.text) < len(plain.text)

    def test_under_60_px_the_tag_goes_below_it(self, fitted: BlockText) -> None:
        tag, start = fitted.fit(CONFLICT, 46, SIXTY).runs
        assert (tag.text, start.text) == ("CAL", "08:00")
        assert tag.baseline > CORNER
        assert fitted.fit(CONFLICT, 46, THIRTY) == Lines(())


def test_all_tags_and_the_icon_stand_on_one_line(fitted: BlockText) -> None:
    lines = fitted.fit(MERGED._replace(icon="lock"), 148, TWO_HOURS)
    tags = [run for run in lines.runs if run.role == "tag"]
    assert [run.text for run in tags] == ["CAL", "WEX", "ESK"]
    assert [run.position for run in tags] == [0, 1, 2]
    assert len({run.baseline for run in tags}) == 1
    ((_, x, _),) = lines.icons
    assert x > tags[-1].x
    assert x + ICON <= 148


def test_a_note_comes_before_the_place(fitted: BlockText) -> None:
    lines = fitted.fit(BLOCK._replace(title="Focus", note="Can move"), 148, TWO_HOURS)
    assert texts(lines)[2:] == ["08:00–10:00", "Can move", "Civic Annexe"]


def test_only_what_is_not_covered_takes_text(fitted: BlockText) -> None:
    assert texts(fitted.fit(BLOCK, 148, THIRTY)) == texts(fitted.fit(BLOCK, 148, 28))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(
    title=st.text(
        st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.just(" "), max_size=80
    ),
    size=st.tuples(st.integers(8, 900), st.integers(10, 400)),
    severity=st.sampled_from([None, Severity.RED]),
    icon=st.sampled_from(["", "lock"]),
    scale=st.sampled_from([1.0, 1.5]),
)
def test_whole_lines_stay_inside_and_apart(
    look: Look,
    title: str,
    size: tuple[int, int],
    severity: Severity | None,
    icon: str,
    scale: float,
) -> None:
    fonts = look.fonts if scale == 1.0 else Fonts(scale)
    width, height = size
    block = MERGED._replace(title=title, severity=severity, icon=icon)
    lines = BlockText(fonts).fit(block, width, height)
    for run in lines.runs:
        metrics = QFontMetricsF(run.font)
        assert run.x + metrics.horizontalAdvance(run.text) <= width + 0.5
    baselines = sorted({run.baseline for run in lines.runs})
    if height >= fonts.px(13):
        assert all(0 < baseline <= height for baseline in baselines)
    if len(lines.runs) > len(MERGED.codes) + 1:
        gaps = [b - a for a, b in zip(baselines, baselines[1:], strict=False)]
        assert all(gap >= 10 for gap in gaps)


class TestWrapping:
    """No breaks inside words; "…" where it must end early."""

    def test_a_word_that_is_too_long_is_elided_alone(self, look: Look) -> None:
        metrics = look.fonts.metrics(Text.BLOCK)
        found = wrap("Gesundheitsversorgungsgesetz am Montag", metrics, 80, 3)
        assert found[0].endswith("…")
        assert found[1] == "am Montag"

    def test_the_last_line_says_that_there_is_more(self, look: Look) -> None:
        metrics = look.fonts.metrics(Text.BLOCK)
        found = wrap("one two three four five six seven", metrics, 60, 2)
        assert len(found) == 2
        assert found[1].endswith("…")

    def test_no_room_is_no_line(self, look: Look) -> None:
        assert wrap("text", look.fonts.metrics(Text.BLOCK), 80, 0) == []
