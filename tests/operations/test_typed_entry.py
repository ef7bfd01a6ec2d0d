"""Typed entry: the examples of docs/typed-entry.md, and what holds for any line."""

import re
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jointdesk.domain.organisations import Organisation, OrganisationKind
from jointdesk.domain.sites import Site
from jointdesk.ical.recurrence_rule import parse_rule
from jointdesk.operations.typed_entry import read_typed
from jointdesk.operations.typed_event import sentence, typed_line
from jointdesk.operations.typed_marks import Setting

_PAGE = Path(__file__).parents[2] / "docs" / "typed-entry.md"
_SETTING = Setting(
    date(2026, 11, 30),
    ZoneInfo("Europe/London"),
    (
        Organisation("o1", "CAL", "Calder", OrganisationKind.COUNCIL),
        Organisation("o2", "WEX", "Wexmere", OrganisationKind.ICB),
    ),
    (Site("wex-house", "Wexmere House", None, ("WH",)), Site("hall", "Town Hall")),
    "o1",
)


def examples() -> list[tuple[str, str, str]]:
    """Return heading, line and what is said of it, for each example of the page."""
    found, heading = [], ""
    for line in _PAGE.read_text(encoding="utf-8").split("# Examples")[1].splitlines():
        if line.startswith("## "):
            heading = line[3:]
        row = re.fullmatch(r"\| `(.+?)` \| (.+) \|", line)
        if row:
            found.append((heading, row[1], row[2]))
    return found


_EXAMPLES = examples()
_RIGHT = [line for heading, line, _ in _EXAMPLES if heading != "What is refused"]


def answered(line: str) -> str:
    reading = read_typed(line, _SETTING)
    if reading.event is None:
        return " ".join(reading.problems)
    rule = reading.event.rule(_SETTING.zone)
    return sentence(reading.event, _SETTING) + (f" `{rule}`" if rule else "")


def test_there_are_enough_examples_with_wrong_ones_among_them() -> None:
    assert len(_EXAMPLES) >= 120
    assert len(_EXAMPLES) - len(_RIGHT) >= 30


@pytest.mark.parametrize(("heading", "line", "said"), _EXAMPLES)
def test_an_example_is_read_as_the_page_says(heading: str, line: str, said: str) -> None:
    assert answered(line) == said
    assert (read_typed(line, _SETTING).event is None) == (heading == "What is refused")


@pytest.mark.parametrize("line", _RIGHT)
def test_an_event_written_out_in_longhand_is_read_as_the_same(line: str) -> None:
    event = read_typed(line, _SETTING).event
    assert event is not None
    assert read_typed(typed_line(event, _SETTING), _SETTING).event == event
    if event.rule(_SETTING.zone):
        parse_rule(event.rule(_SETTING.zone))


@pytest.mark.parametrize("line", _RIGHT)
def test_what_was_understood_and_the_title_are_the_whole_line(line: str) -> None:
    reading = read_typed(line, _SETTING)
    assert reading.event is not None
    rest = " ".join(line.split())
    for one in reading.understood:
        assert one.words in rest
        rest = rest.replace(one.words, " ", 1)
    assert _letters(rest) == _letters(reading.event.title)


def _letters(text: str) -> str:
    return "".join(one for one in text if one.isalnum())


_WORDS = st.sampled_from(
    "Exec Budget Priya Thu today next week every other first Monday of the month until Easter to"
    " from at on 2 2pm 3.30 14:00 9 - – 14/12 12/31 14 Dec 14th 31 Nov half past for 45 min 10"
    ' times in three all day @WH @Costa /WEX /NO !hold !odd " “ ” "a b" , . ( ) midnight noon'
    " 29 Feb 9999 0 year 1h30 between and a fortnight on 2026 Tuesdays".split(" ")
)


@settings(deadline=None, max_examples=300)
@given(st.lists(_WORDS, max_size=14).map(" ".join) | st.text(max_size=60))
def test_any_line_gives_an_event_or_problems(text: str) -> None:
    reading = read_typed(text, _SETTING)
    assert (reading.event is None) == bool(reading.problems)
    if reading.event is not None:
        assert reading.event.end >= reading.event.start
        assert reading.event.title.strip()
        assert read_typed(typed_line(reading.event, _SETTING), _SETTING).event == reading.event


_PLAIN = st.text("bcdfgh&", min_size=4, max_size=9)
_PHRASES = ("Thu", "2-3.30pm", "@Town Hall", "/WEX", "!hold")


@settings(deadline=None, max_examples=100)
@given(st.lists(_PLAIN, min_size=6, max_size=6), st.permutations(_PHRASES))
def test_words_between_the_phrases_stay_in_the_title_in_their_order(
    words: list[str], phrases: list[str]
) -> None:
    line = " ".join([words[0], *(f"{a} {b}" for a, b in zip(phrases, words[1:], strict=True))])
    event = read_typed(line, _SETTING).event
    assert event is not None
    assert event.title == " ".join(words)
    assert (event.start, event.end) == ("2026-12-03T14:00", "2026-12-03T15:30")
    assert (event.org, event.place, event.status) == ("o2", "Town Hall", "hold")


@settings(deadline=None, max_examples=100)
@given(st.text(min_size=1, max_size=40).filter(lambda text: text.split()))
def test_what_stands_in_quotes_is_the_title_whatever_it_is(text: str) -> None:
    title = " ".join(text.split())
    doubled = title.replace('"', '""')
    event = read_typed(f'"{doubled}" Thu 2pm', _SETTING).event
    assert event is not None
    assert event.title == title


def test_an_organisation_must_be_said_where_none_is_meant() -> None:
    nowhere = Setting(_SETTING.today, _SETTING.zone, _SETTING.organisations)
    assert read_typed("Exec Thu 2pm", nowhere).problems == ("Say whose it is: /CAL or /WEX.",)


def test_a_site_s_name_that_two_have_is_asked_about() -> None:
    two = (Site("a", "North Hall", None, ("Hall",)), Site("b", "South Hall", None, ("Hall",)))
    reading = read_typed(
        "Exec Thu 2pm @Hall", Setting(_SETTING.today, _SETTING.zone, _SETTING.organisations, two)
    )
    assert "“@Hall” may be North Hall and South Hall." in reading.problems


def test_a_word_that_may_have_meant_a_repeat_is_told() -> None:
    assert read_typed("Weekly report Thu 2pm", _SETTING).notes == (
        "“Weekly” is left in the title; “every …” makes it repeat.",
    )


def test_a_length_without_for_is_told() -> None:
    assert read_typed("Exec Thu 2pm 45 min", _SETTING).notes == (
        "“45 min” is left in the title; “for …” before it is how long it lasts.",
    )


def test_a_huge_line_is_refused() -> None:
    assert read_typed("Exec " * 1000, _SETTING).problems == (
        "A line has at most 2,000 characters.",
    )
