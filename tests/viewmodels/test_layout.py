"""Overlapping blocks: nothing is lost, nothing shares a pixel, and the design's rule decides."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.viewmodels.layout import (
    GAP,
    INDENT,
    NARROWEST,
    SHOWN_MINUTES,
    STRIP,
    Box,
    DayLayout,
    Extent,
    lay_out,
)


def at(start: float, end: float) -> Extent:
    """An extent by hours."""
    return Extent(round(start * 60), round(end * 60))


def box_of(layout: DayLayout, index: int) -> Box:
    return next(box for box in layout.boxes if box.item == index)


def test_a_block_alone_takes_the_whole_width() -> None:
    assert lay_out([at(9, 10)], 140) == DayLayout((Box(0, 0, 140, 0, 600),), ())


def test_touching_blocks_do_not_overlap() -> None:
    layout = lay_out([at(9, 10), at(10, 11)], 140)
    assert [box.width for box in layout.boxes] == [140, 140]


def test_short_blocks_are_laid_out_as_tall_as_they_are_shown() -> None:
    layout = lay_out([at(9, 9.1), at(9.2, 10)], 140)
    assert [box.width for box in layout.boxes] == [69, 69]


class TestCascade:
    """Each next start at least half an hour later."""

    def test_the_next_is_indented_and_in_front(self) -> None:
        layout = lay_out([at(9.5, 12), at(10, 12.5), at(11.5, 12.5)], 140)
        assert [(box.left, box.width, box.depth) for box in layout.boxes] == [
            (0, 140, 0),
            (INDENT, 140 - INDENT, 1),
            (2 * INDENT, 140 - 2 * INDENT, 2),
        ]

    def test_the_one_behind_can_be_read_until_the_next_begins(self) -> None:
        layout = lay_out([at(9.5, 12), at(10, 12.5)], 140)
        assert [box.clear_until for box in layout.boxes] == [600, 750]

    def test_a_block_is_indented_only_by_those_it_overlaps(self) -> None:
        layout = lay_out([at(9, 12), at(9.5, 10), at(11, 12)], 140)
        assert [box.depth for box in layout.boxes] == [0, 1, 1]

    def test_a_start_less_than_half_an_hour_later_makes_columns(self) -> None:
        layout = lay_out([at(9, 12), at(9.4, 10)], 140)
        assert [(box.left, box.width) for box in layout.boxes] == [(0, 69), (71, 69)]

    def test_a_cascade_too_deep_for_the_width_becomes_columns(self) -> None:
        stairs = [at(9 + step / 2, 15) for step in range(3)]
        assert {box.depth for box in lay_out(stairs, NARROWEST + 2 * INDENT - 1).boxes} == {0}
        assert {box.depth for box in lay_out(stairs, NARROWEST + 2 * INDENT).boxes} == {0, 1, 2}


class TestColumns:
    """By start, longest first, first fit, stretched right."""

    def test_the_longest_comes_first(self) -> None:
        layout = lay_out([at(9, 10), at(9, 12)], 140)
        assert box_of(layout, 1).left == 0

    def test_a_block_stretches_over_columns_that_stay_free(self) -> None:
        layout = lay_out([at(9, 12), at(9, 10), at(9, 9.5), at(10, 12)], 152)
        assert box_of(layout, 3).width == 152 - box_of(layout, 3).left
        assert box_of(layout, 1).width < box_of(layout, 3).width

    def test_what_does_not_fit_is_gathered(self) -> None:
        layout = lay_out([at(9, 10)] * 12, 200)
        assert len(layout.boxes) == 3
        (strip,) = layout.strips
        assert len(strip.indexes) == 9
        assert (strip.left, strip.width) == (200 - STRIP, STRIP)
        assert (strip.start, strip.end) == (540, 600)

    def test_columns_too_narrow_for_a_tag_are_gathered(self) -> None:
        layout = lay_out([at(9, 10)] * 3, 132)
        assert [box.width for box in layout.boxes] == [47, 47]
        assert [strip.indexes for strip in layout.strips] == [(2,)]

    def test_a_wide_day_may_have_more_columns(self) -> None:
        layout = lay_out([at(9, 10)] * 6, 900, columns=7)
        assert len(layout.boxes) == 6
        assert layout.strips == ()

    def test_a_block_beside_no_strip_takes_its_room(self) -> None:
        layout = lay_out([at(9, 12), at(9, 10), at(9, 10), at(11, 12)], 132)
        assert box_of(layout, 3).left + box_of(layout, 3).width == 132


extents = st.lists(
    st.builds(
        lambda start, length: Extent(start, min(start + length, 24 * 60)),
        st.integers(0, 24 * 60 - 1),
        st.integers(0, 300),
    ),
    max_size=40,
)
widths = st.integers(90, 900)


@given(extents, widths, st.integers(1, 8))
def test_nothing_is_lost_and_nothing_is_shown_twice(
    blocks: list[Extent], width: int, columns: int
) -> None:
    layout = lay_out(blocks, width, columns)
    found = [box.item for box in layout.boxes]
    found += [index for strip in layout.strips for index in strip.indexes]
    assert sorted(found) == list(range(len(blocks)))


@given(extents, widths, st.integers(1, 8))
def test_everything_stays_inside_the_day_and_can_be_hit(
    blocks: list[Extent], width: int, columns: int
) -> None:
    layout = lay_out(blocks, width, columns)
    for box in layout.boxes:
        assert 0 <= box.left
        assert box.left + box.width <= width
        assert box.width >= min(NARROWEST - GAP, width - STRIP - GAP)
        assert blocks[box.item].start < box.clear_until
    for strip in layout.strips:
        assert strip.left + strip.width == width


def shares_pixels(a: tuple[int, int, Extent], b: tuple[int, int, Extent]) -> bool:
    """Whether two (left, width, extent) have a pixel in common."""
    beside = a[0] + a[1] <= b[0] or b[0] + b[1] <= a[0]
    apart = a[2].shown_end <= b[2].start or b[2].shown_end <= a[2].start
    return not beside and not apart


@given(extents, widths)
def test_in_columns_nothing_shares_a_pixel(blocks: list[Extent], width: int) -> None:
    layout = lay_out(blocks, width)
    placed = [
        (box.depth, box.clear_until, (box.left, box.width, blocks[box.item]))
        for box in layout.boxes
    ]
    strips = [(strip.left, strip.width, Extent(strip.start, strip.end)) for strip in layout.strips]
    for place, (depth, clear, a) in enumerate(placed):
        assert not any(shares_pixels(a, strip) for strip in strips)
        for other_depth, _, b in placed[place + 1 :]:
            if shares_pixels(a, b):
                # Only a cascade: indented, in front, and the one behind says until when.
                assert other_depth > depth
                assert b[0] > a[0]
                assert clear <= b[2].start


@given(extents, widths)
def test_the_order_in_which_blocks_are_given_does_not_matter(
    blocks: list[Extent], width: int
) -> None:
    def shape(given: list[Extent]) -> list[tuple[int, ...]]:
        layout = lay_out(given, width)
        return sorted((*given[box.item], box.left, box.width) for box in layout.boxes)

    assert shape(blocks) == shape(blocks[::-1])


@pytest.mark.parametrize("count", [0, 1, 2000])
def test_many_blocks_are_laid_out(count: int) -> None:
    blocks = [Extent(i % 1200, i % 1200 + SHOWN_MINUTES + i % 90) for i in range(count)]
    layout = lay_out(blocks, 140)
    assert len(layout.boxes) + sum(len(strip.indexes) for strip in layout.strips) == count
