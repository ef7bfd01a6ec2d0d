"""The register of decisions: what is listed, what the rows say, and what each person sees."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from jointdesk.viewmodels.decision_filters import Filter, filters_read, filters_written
from jointdesk.viewmodels.decision_register import Register, Tab
from jointdesk.viewmodels.decision_rows import (
    DECISION_COLUMNS,
    Meter,
    SideKind,
    matter_texts,
)
from jointdesk.viewmodels.decision_words import day_words, full_money, money_words
from jointdesk.viewmodels.decisions import DecisionsModel
from jointdesk.viewmodels.preferences import Preferences
from tests.open_desk import OpenDesk, open_desk


@pytest.fixture
def model(opened: OpenDesk, tmp_path: Path) -> Iterator[DecisionsModel]:
    """The register as the director has it."""
    made = DecisionsModel(opened.model, Preferences(tmp_path, opened.model))
    opened.settle()
    yield made
    opened.settle()


def register_of(model: DecisionsModel) -> Register:
    assert model.register is not None
    return model.register


def titles(model: DecisionsModel) -> list[str]:
    return [entry.matter.title for entry in model.matters.entries]


def texts_of(model: DecisionsModel, title: str):  # type: ignore[no-untyped-def]
    register = register_of(model)
    (entry,) = [one for one in register.entries if one.matter.title == title]
    return matter_texts(entry, register)


# Rows


def test_every_matter_has_a_row_and_both_bodies_stand_side_by_side(model: DecisionsModel) -> None:
    assert len(titles(model)) == 20
    assert model.columns() == (
        "Matter",
        "Calderbourne Council",
        "NHS Wexmere Integrated Care Board",
        "What is wrong",
    )
    texts = texts_of(model, "Reablement award")
    assert texts.line == "Value £3.2m over 3 years"
    assert [side.head for side in texts.sides] == ["CAL-2026-118", "WEX-2026-073"]
    assert texts.sides[0].line == "Cabinet 8 Dec, key decision"
    assert texts.sides[1].pill == "Draft"


def test_a_body_that_must_decide_and_has_not_is_told_from_one_that_need_not(
    model: DecisionsModel,
) -> None:
    waiting = texts_of(model, "Section 75 variation").sides[1]
    assert (waiting.kind, waiting.pill) == (SideKind.MISSING, "No decision yet")
    other = texts_of(model, "Care home fees 2027/28").sides[1]
    assert (other.kind, other.line) == (SideKind.NONE, "Not needed")


def test_a_row_is_spoken_in_one_sentence(model: DecisionsModel) -> None:
    spoken = texts_of(model, "Falls pilot").spoken
    assert spoken.startswith("Falls pilot, Calderbourne in effect, ")
    assert "Wexmere in effect" in spoken
    assert ": " in spoken or "nothing is wrong" in spoken


def test_meters_say_what_is_missing() -> None:
    assert Meter(11, 14, 2).words == "3 missing"
    assert Meter(14, 14).words == "Complete"
    assert Meter(11, 14).spoken == "11 of 14 done"


@pytest.mark.parametrize(
    ("amount", "short", "full"),
    [
        ("3200000", "£3.2m", "£3,200,000"),
        ("420000", "£420k", "£420,000"),
        ("41700000", "£41.7m", "£41,700,000"),
        ("950", "£950", "£950"),
        ("1234.50", "£1.23k", "£1,234.50"),
    ],
)
def test_money_is_short_in_lists_and_full_in_forms(amount: str, short: str, full: str) -> None:
    from decimal import Decimal

    assert money_words(Decimal(amount)) == short
    assert full_money(Decimal(amount)) == full


def test_a_day_has_its_year_where_that_is_not_plain() -> None:
    today = date(2026, 12, 14)
    assert day_words(date(2027, 1, 12), today) == "12 Jan"
    assert day_words(date(2024, 1, 12), today) == "12 Jan 2024"


# Filters


def test_the_buttons_count_and_list(model: DecisionsModel) -> None:
    needs, going, every = register_of(model).counts()
    assert every == 20
    model.set_tab(Tab.NEEDS_WORK)
    assert len(titles(model)) == needs
    model.set_tab(Tab.IN_PROGRESS)
    assert len(titles(model)) == going
    assert "Winter surge" not in titles(model)  # it has had its effect


def test_every_word_that_is_sought_must_be_there(model: DecisionsModel) -> None:
    model.seek("wex DRAFT reablement")
    assert titles(model) == ["Reablement award"]
    model.seek("wex nowhere-to-be-found")
    assert titles(model) == []
    assert model.nothing().startswith("Nothing found for “wex nowhere-to-be-found”.")


def test_one_by_one_each_decision_has_a_row_that_can_be_sorted(model: DecisionsModel) -> None:
    model.set_flat(True)
    assert model.number() == 26
    column = DECISION_COLUMNS.index("Taken")
    model.decisions.sort(column, Qt.SortOrder.DescendingOrder)
    days = [one.decision.date_taken for one in model.decisions.rows]
    known = [day for day in days if day is not None]
    assert known == sorted(known, reverse=True)
    assert days[len(known) :] == [None] * (len(days) - len(known))  # those without a day are last


def test_both_tables_are_sound_models(model: DecisionsModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model.matters)
    model.set_flat(True)
    qtmodeltester.check(model.decisions)


def test_filters_are_kept_for_each_person(model: DecisionsModel, opened: OpenDesk) -> None:
    model.apply(Filter(Tab.NEEDS_WORK, "wex", is_flat=True))
    model.keep_filter("My Wexmere")
    assert model.filters == {"My Wexmere": Filter(Tab.NEEDS_WORK, "wex", is_flat=True)}
    person = opened.model.person
    opened.model.person = None
    assert model.filters == {}
    opened.model.person = person
    model.drop_filter("My Wexmere")
    assert model.filters == {}
    undo = opened.notices[-1].act
    assert undo is not None
    undo()
    assert list(model.filters) == ["My Wexmere"]


def test_columns_stay_hidden(model: DecisionsModel) -> None:
    model.show_column("What is wrong", is_shown=False)
    assert model.hidden == {"What is wrong"}
    model.show_column("What is wrong", is_shown=True)
    assert not model.hidden


def test_what_is_no_filter_in_the_preferences_is_left_out() -> None:
    kept = {"a": Filter(Tab.ALL, "b", is_flat=False)}
    assert filters_read(filters_written(kept)) == kept
    for text in ("", "nonsense", "[1]", '{"a": [9, "", false], "b": 3}'):
        assert filters_read(text) == {}


# Deadlines


def test_the_next_deadlines_of_all_matters_are_in_order(model: DecisionsModel) -> None:
    register = register_of(model)
    deadlines = register.deadlines
    assert [one.day for one in deadlines] == sorted(one.day for one in deadlines)
    first = deadlines[0]
    assert first.spoken(register.today) == "Today, CAL, Notice, Care home fees 2027/28"
    words = [(one.when(register.today), one.what) for one in deadlines]
    assert ("Wed 30 Dec", "Standstill ends") in words
    assert ("Tue 12 Jan", "Decision") in words


# Privacy


def test_a_pa_of_the_other_body_sees_nothing_of_a_decision_kept_to_its_own(
    qtbot: QtBot, demo_path: Path, data_folder: Path, tmp_path: Path
) -> None:
    secret = "Interim assistant director"  # CAL keeps it to itself
    for person, sees in (("Tom Adeyemi", True), ("Bridget Lyall", False)):
        with open_desk(qtbot, demo_path, data_folder, person) as other:
            model = DecisionsModel(other.model, Preferences(tmp_path, other.model))
            other.settle()
            everything = repr(register_of(model))
            assert (secret in everything) is sees
            model.seek("interim assistant")
            assert bool(titles(model)) is sees


def test_what_another_person_sees_takes_the_place_of_what_was_there(
    model: DecisionsModel, opened: OpenDesk, demo_path: Path
) -> None:
    from jointdesk.operations.audiences import acting_person, audience_of
    from jointdesk.store.reading import Reading

    reading = Reading(demo_path)
    pa = acting_person(reading, "Bridget Lyall")
    audience = audience_of(reading, pa.id)
    reading.close()
    opened.model.adopt(pa, audience)
    opened.settle()
    assert "Interim assistant director" not in titles(model)
