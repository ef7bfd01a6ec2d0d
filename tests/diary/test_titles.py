"""What is left of a title when programs' habits are removed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.diary.titles import is_bare, is_hold, normalise, says_cancelled, similarity


@pytest.mark.parametrize(
    "title",
    [
        "Cabinet briefing",
        "RE: Cabinet briefing",
        "FW: Cabinet briefing",
        "Fwd: cabinet  BRIEFING",
        "Canceled: Cabinet briefing",
        "Cancelled: Cabinet briefing",
        "HOLD Cabinet briefing",
        "Hold: Cabinet briefing",
        "HOLD - Cabinet briefing",
        "[HOLD] Cabinet briefing",
        "FW: RE: HOLD: Cabinet briefing!",
        "Cabinet-briefing",
        "  Cabinet “briefing”  ",
    ],
)
def test_prefixes_punctuation_case_and_blanks_do_not_count(title):
    assert normalise(title) == "cabinet briefing"


@pytest.mark.parametrize("title", ["Household survey", "Holding company board", "Reform"])
def test_words_that_only_begin_like_a_prefix_stay(title):
    assert normalise(title) == title.casefold()


def test_a_title_that_is_nothing_but_a_prefix_is_kept():
    assert normalise("HOLD") == "hold"
    assert normalise("RE:") == "re"


@pytest.mark.parametrize("title", ["HOLD Board", "HOLD: Board", "Hold: Board", "[hold] Board"])
def test_a_hold_is_known_by_its_prefix(title):
    assert is_hold(title)


@pytest.mark.parametrize(
    "title", ["Hold the line", "Household survey", "Threshold", "Board", "On HOLD"]
)
def test_the_word_hold_alone_makes_no_hold(title):
    assert not is_hold(title)


def test_outlook_says_cancelled_in_the_title():
    assert says_cancelled("Canceled: Board")
    assert says_cancelled("Cancelled: Board")
    assert not says_cancelled("Cancelled contracts review")


@pytest.mark.parametrize(
    "title", ["", " ", "Busy", "busy", "Busy (WEX)", "Busy (other organisation)", "Unavailable"]
)
def test_a_bare_title_says_only_that_time_is_taken(title):
    assert is_bare(title)


@pytest.mark.parametrize("title", ["Busy week review", "Private finance board", "Board"])
def test_a_title_with_a_subject_is_not_bare(title):
    assert not is_bare(title)


def test_similar_titles_are_alike_from_0_85():
    assert similarity("section 75 board", "section 75 boards") >= 0.85
    assert similarity("section 75 board", "budget monitoring") < 0.85


def test_other_numbers_make_other_titles():
    assert similarity("ward 3 review", "ward 4 review") <= 0.5


def test_nothing_is_like_an_empty_title():
    assert similarity("", "") == 0.0
    assert similarity("board", "") == 0.0


@given(st.text(max_size=40), st.text(max_size=40))
def test_similarity_is_the_same_both_ways(a, b):
    assert similarity(a, b) == similarity(b, a)


@pytest.mark.parametrize("piece", ["RE: ", " ", "(", "HOLD ", "- "])
def test_a_very_long_title_is_read_at_once(piece):
    title = piece * 100_000
    assert len(normalise(title)) <= 200
    assert is_hold(title) == piece.startswith("HOLD")
    assert not says_cancelled(title)
    is_bare(title)


@given(st.text())
def test_normalising_is_settled_after_once_for_any_text(title):
    assert normalise(title) == normalise(title + "  ")
    assert normalise(title).strip() == normalise(title)
