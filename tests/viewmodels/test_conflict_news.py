"""New conflicts are told once, to each person, over restarts; one's own doing is no news."""

from pathlib import Path

import pytest

from jointdesk.domain.conflicts import Severity
from jointdesk.domain.moments import DAY
from jointdesk.viewmodels.conflict_news import ConflictNews, Told, new_conflicts
from jointdesk.viewmodels.overview import OpenConflict, Overview, OverviewModel
from jointdesk.viewmodels.preferences import Preferences
from tests.open_desk import OpenDesk

UNTIL = 60 * DAY


def conflict(*ids: str, severity: Severity = Severity.RED, start: int = DAY) -> OpenConflict:
    return OpenConflict(ids, severity, start, f"Board clashes with {ids[0]}")


def overview(*conflicts: OpenConflict) -> Overview:
    return Overview((), "", (), conflicts, UNTIL, None, {}, True)


def test_what_was_told_is_not_new_also_where_another_of_its_series_stands_for_it() -> None:
    told = Told(frozenset({"a1", "a2"}), UNTIL)
    assert new_conflicts(overview(conflict("a2"), conflict("b")), told) == [conflict("b")]


def test_what_only_came_into_sight_is_not_new() -> None:
    told = Told(frozenset(), 10 * DAY)
    assert new_conflicts(overview(conflict("a", start=11 * DAY)), told) == []


def test_for_information_is_no_news_and_who_looks_first_is_told_nothing() -> None:
    info = conflict("a", severity=Severity.INFO)
    assert new_conflicts(overview(info), Told(frozenset(), UNTIL)) == []
    assert new_conflicts(overview(conflict("a")), None) == []


class Listening:
    """What is told for some overviews, one after another."""

    def __init__(self, opened: OpenDesk, preferences: Preferences) -> None:
        self.opened = opened
        self.overview = OverviewModel(opened.model)
        opened.settle()
        self.model = ConflictNews(opened.model, self.overview, preferences)
        self.outside: list[str] = []
        self.shown: list[str] = []
        self.model.told.connect(self.outside.append)
        self.model.show_requested.connect(self.shown.append)

    def see(self, *conflicts: OpenConflict) -> None:
        self.overview.overview = overview(*conflicts)
        self.overview.overview_changed.emit()


@pytest.fixture
def preferences(data_folder: Path, opened: OpenDesk) -> Preferences:
    return Preferences(data_folder, opened.model)


def test_each_is_told_once_over_restarts(opened: OpenDesk, preferences: Preferences) -> None:
    first = Listening(opened, preferences)
    first.see(conflict("a"))
    first.see(conflict("a"), conflict("b"))
    assert opened.said[-1] == "New conflict: Board clashes with b."
    first.see(conflict("a"), conflict("b"))
    assert len(first.outside) == 1
    second = Listening(opened, preferences)
    second.see(conflict("b"))
    assert second.outside == []
    second.see(conflict("b"), conflict("c"), conflict("d", severity=Severity.AMBER))
    assert second.outside == ["2 new conflicts, 1 must be settled."]
    second.see()
    second.see(conflict("b"))  # it was gone, and is there again
    assert len(second.outside) == 2


def test_words_for_outside_name_no_meeting(opened: OpenDesk, preferences: Preferences) -> None:
    listening = Listening(opened, preferences)
    listening.see()
    listening.see(conflict("a", severity=Severity.AMBER))
    assert listening.outside == ["1 new conflict."]
    opened.notices[-1].act()  # type: ignore[misc]
    listening.see(conflict("b"), conflict("c"))
    opened.notices[-1].act()  # type: ignore[misc]
    assert listening.shown == ["a", ""]


def test_what_one_made_oneself_is_no_news_but_what_a_reading_brings_is(
    opened: OpenDesk, preferences: Preferences
) -> None:
    listening = Listening(opened, preferences)
    listening.see()
    opened.model.acted.emit()
    listening.see(conflict("a"))
    assert listening.outside == []
    opened.model.acted.emit()
    listening.model.after_reading(None)
    listening.see(conflict("a"), conflict("b"))
    assert listening.outside == ["1 new conflict, 1 must be settled."]


def test_each_person_is_told_for_themselves(opened: OpenDesk, preferences: Preferences) -> None:
    listening = Listening(opened, preferences)
    listening.see(conflict("a"))
    person = opened.model.person
    assert person is not None
    opened.model.person = person.__class__("other", "Other")
    listening.see(conflict("a"), conflict("b"))
    assert listening.outside == []  # the other one looks for the first time
    opened.model.person = person
    listening.see(conflict("b"))
    assert len(listening.outside) == 1
