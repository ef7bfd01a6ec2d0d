"""How old a diary is is said plainly, and said to be too old after a day."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.domain.moments import DAY, HOUR, MINUTE
from jointdesk.domain.organisations import Organisation, OrganisationKind
from jointdesk.viewmodels.freshness import age_words, freshness_of
from jointdesk.viewmodels.import_sources import SourceLine

NOW = 100 * DAY
BODY = Organisation("o", "WEX", "Wexmere", OrganisationKind.ICB)
LINE = SourceLine("s", "NHS calendar", BODY, "", "", "", False, "", NOW)


@pytest.mark.parametrize(
    ("age", "told"),
    [
        (0, "up to date"),
        (5 * MINUTE, "5 min old"),
        (3 * HOUR + 50 * MINUTE, "3 h old"),
        (30 * HOUR, "30 h old"),
        (2 * DAY, "2 days old"),
    ],
)
def test_ages_are_told_in_few_words(age: int, told: str) -> None:
    assert age_words(NOW - age, NOW) == told


def test_one_that_was_never_read_says_so_and_is_too_old() -> None:
    [found] = freshness_of([LINE._replace(read_at=None)], NOW)
    assert (found.words, found.is_stale) == ("NHS calendar: not read yet", True)


@given(st.integers(0, 10 * DAY))
def test_it_is_too_old_after_a_day(age: int) -> None:
    [found] = freshness_of([LINE._replace(read_at=NOW - age)], NOW)
    assert found.is_stale == (age > DAY)
    assert ("out of date" in found.spoken) == found.is_stale


def test_the_oldest_is_first_and_what_is_wrong_is_said() -> None:
    lines = [
        LINE,
        LINE._replace(id="b", read_at=NOW - HOUR, error="No answer."),
        LINE._replace(id="c", read_at=NOW - DAY, is_paused=True),
        LINE._replace(id="d", read_at=None, asked="password"),
    ]
    found = freshness_of(lines, NOW)
    assert [one.id for one in found] == ["d", "c", "b", "s"]
    assert [one.why for one in found] == [
        "Its password is kept nowhere. Give it on the import page.",
        "Paused until it is read again by hand.",
        "No answer.",
        "",
    ]
    assert found[2].spoken == "NHS calendar: 1 h old. No answer."
    assert found[3].spoken == "NHS calendar: up to date"
