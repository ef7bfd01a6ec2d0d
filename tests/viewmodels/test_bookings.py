"""The bookings of the demo desk in the window's models: reading, listing, acting, who sees what."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from jointdesk.viewmodels.booking_rows import Listing, Whose
from jointdesk.viewmodels.booking_sheet import Sheet
from jointdesk.viewmodels.booking_table import ORGS, STATE, TITLE
from jointdesk.viewmodels.bookings import BookingsModel
from jointdesk.viewmodels.preferences import Preferences
from tests.bookings_desk import Booked, booked, morning, open_bookings
from tests.open_desk import open_desk

__all__ = ["booked", "morning"]

FIRST, SECOND = "2027-01-05T13:30/2027-01-05T15:00", "2027-01-07T12:30/2027-01-07T14:00"


@pytest.fixture
def council(qtbot: QtBot, morning: Path, data_folder: Path) -> Iterator[Booked]:
    """The bookings as the council's PA has them open."""
    with open_bookings(qtbot, morning, data_folder, "Tom Adeyemi") as found:
        yield found


@pytest.fixture
def fees(booked: Booked) -> str:
    """The id of a booking that has no time yet."""
    return booked.card("Fees").id


def test_before_the_page_is_opened_they_are_only_counted(
    qtbot: QtBot, morning: Path, data_folder: Path
) -> None:
    with open_desk(qtbot, morning, data_folder) as opened:
        model = BookingsModel(opened.model, Preferences(data_folder, opened.model))
        opened.settle()
        assert (model.number, model.bookings) == (4, None)


def test_the_models_are_sound(booked: Booked, qtmodeltester: ModelTester) -> None:
    for column in booked.model.board.columns:
        qtmodeltester.check(column)
    qtmodeltester.check(booked.model.table)


def test_the_board_looks_as_it_was_drawn(booked: Booked) -> None:
    columns = booked.model.board.columns
    names = [
        [(one.name, one.number) for one in column.lines if hasattr(one, "number")]
        for column in columns
    ]
    assert names == [[("Asked for", 3), ("Needs your yes", 1)], [("Held", 2), ("Confirmed", 3)]]
    union = booked.card("Union meeting")
    assert union.lines[1] == "Hold ends today 17:30"
    assert union.aside == "Today"


def test_in_a_narrow_window_all_cards_stand_in_one_column(booked: Booked) -> None:
    board = booked.model.board
    assert board.set_narrow(True)
    assert [column.number for column in board.columns] == [9, 0]
    assert not board.set_narrow(True)
    board.set_narrow(False)
    assert [column.number for column in board.columns] == [4, 5]


def test_a_screen_reader_hears_the_place_on_the_board(booked: Booked) -> None:
    column = booked.model.board.columns[1]
    place = column.place_of(booked.card("Union meeting").id)
    assert place is not None
    spoken = column.index(place).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Union meeting, Calderbourne, held")
    assert spoken.endswith("1 of 5")


def test_the_table_sorts_by_each_column_and_keeps_the_order(booked: Booked) -> None:
    table = booked.model.table
    table.sort(TITLE)
    titles = [table.index(row, TITLE).data() for row in range(table.rowCount())]
    assert titles == sorted(titles, key=str.casefold)
    booked.model.load()
    booked.settle()
    assert [table.index(row, TITLE).data() for row in range(table.rowCount())] == titles
    table.sort(TITLE, Qt.SortOrder.DescendingOrder)
    assert table.index(0, TITLE).data() == titles[-1]
    for column in range(table.columnCount()):
        table.sort(column)
    table.sort(-1)
    assert table.index(0, STATE).data() == "Asked for"
    spoken = table.index(0, ORGS).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Whose: ")


def test_how_it_was_listed_is_kept_for_each_person(booked: Booked, data_folder: Path) -> None:
    booked.model.show(Listing(Whose.OTHER, is_list=True, words="union"))
    again = BookingsModel(booked.opened.model, Preferences(data_folder, booked.opened.model))
    booked.settle()
    assert again.listing == Listing(Whose.OTHER, is_list=True)


def test_an_empty_page_says_so(booked: Booked) -> None:
    booked.model.show(Listing(Whose.OLD))
    assert booked.model.nothing() == "No booking is getting old."
    booked.model.show(Listing(words="xyzzy\n"))
    assert booked.model.nothing() == "Nothing found for “xyzzy”."


def test_times_are_kept_with_what_they_would_clash_with(booked: Booked, fees: str) -> None:
    booked.actions.keep(fees, [FIRST, "2026-12-16T10:00/2026-12-16T11:30"])
    booked.settle()
    assert booked.said[-1] == "Kept 2 times for “Fees: ways to fund year two”."
    first, second = booked.sheet("Fees").slots
    assert first.words == "Tuesday 5 January, 13:30–15:00"
    assert first.clash == ""
    assert second.clash.startswith("Clashes with ")


def test_held_offered_answered_and_confirmed_and_each_undone(booked: Booked, fees: str) -> None:
    booked.actions.hold(fees, [FIRST, SECOND])
    booked.settle()
    assert booked.said[-1].startswith("Held 2 times for “Fees: ways to fund year two”.")
    assert booked.card("Fees").aside == "2 slots"
    booked.actions.offer(fees, [FIRST])
    booked.settle()
    booked.actions.answer(fees, "Cllr Stott", "yes", FIRST.partition("/")[0])
    booked.settle()
    sheet = booked.sheet("Fees")
    assert [(one.pill, one.answers) for one in sheet.slots] == [
        ("Held, offered today", "Cllr Stott: yes"), ("Held", "")
    ]  # fmt: skip
    assert sheet.next_step == "confirm"
    booked.actions.confirm(fees, *FIRST.split("/"))
    booked.settle()
    assert booked.said[-1].startswith(
        "Confirmed “Fees: ways to fund year two”: Tuesday 5 January, 13:30–15:00."
    )
    assert booked.card("Fees").group.name == "CONFIRMED"
    assert booked.card("Fees").facts.holds == 0
    booked.undo()
    assert booked.card("Fees").facts.holds == 2


def test_a_hold_is_no_clash_of_its_own_booking(booked: Booked, fees: str) -> None:
    booked.actions.hold(fees, [FIRST])
    booked.settle()
    (slot,) = booked.sheet("Fees").slots
    assert (slot.pill, slot.clash) == ("Held", "")


def test_moved_freed_declined_and_removed(booked: Booked, fees: str) -> None:
    mobilisation = booked.card("Reablement mobilisation").id
    booked.actions.move(mobilisation, "2027-01-12T15:00", "2027-01-12T16:00")
    booked.settle()
    assert "Tuesday 12 January, 15:00–16:00" in booked.said[-1]
    booked.actions.free(booked.card("Care home").id)
    booked.settle()
    assert booked.card("Care home").group.name == "ASKED"
    booked.actions.decline(fees, "Another way was found")
    booked.settle()
    assert booked.card("Fees").lines[-1] == "Another way was found"
    booked.actions.remove(fees)
    booked.settle()
    assert fees not in booked.model.bookings.card_by_id  # type: ignore[union-attr]
    booked.undo()
    assert booked.card("Fees").group.name == "DECLINED"


def test_what_is_refused_is_said_and_belongs_to_its_key(booked: Booked, fees: str) -> None:
    booked.actions.hold(fees, ["2020-01-01T10:00"])
    booked.actions.edit(fees, "by", "the day after")
    booked.actions.edit(fees, "minutes", "0")
    booked.settle()
    assert [key for key, _ in booked.refused] == ["by", "hold", "minutes"]


def test_fields_are_saved_one_by_one(booked: Booked, fees: str) -> None:
    booked.actions.edit(fees, "minutes", "45")
    booked.actions.edit(fees, "by", "15 Jan 2027")
    booked.actions.edit(fees, "owner", booked.model.bookings.person_id)  # type: ignore[union-attr]
    booked.settle()
    card = booked.card("Fees")
    assert card.lines[0] == "45 min, by 15 January"
    assert card.owner == "Imogen Farrant"
    assert booked.said[-1] == "Saved “Worked on by”."


def test_a_hand_over_is_seen_by_whom_it_is_for(
    booked: Booked, fees: str, qtbot: QtBot, morning: Path, data_folder: Path
) -> None:
    people = {one.name: one.id for one in booked.model.bookings.people}  # type: ignore[union-attr]
    bridget = people["Bridget Lyall"]
    booked.actions.note(fees, "Could you ask Anil?", bridget, hands_over=True)
    booked.settle()
    assert booked.said[-1] == "Handed “Fees: ways to fund year two” over to Bridget Lyall."
    (line,) = booked.sheet("Fees").talk
    assert line.is_hand_over
    assert line.seen == "Bridget Lyall has not seen it yet"
    with open_bookings(qtbot, morning, data_folder, "Bridget Lyall") as hers:
        assert hers.card("Fees").group.name == "YOURS"
        assert hers.card("Fees").facts.unseen == 1
        hers.actions.see(fees)
        hers.settle()
        assert hers.card("Fees").facts.unseen == 0
    (line,) = booked.sheet("Fees").talk
    assert line.seen == "Bridget Lyall saw it 09:20"


def test_history_names_who_did_what(booked: Booked, fees: str) -> None:
    booked.actions.keep(fees, [FIRST])
    booked.settle()
    newest = booked.sheet("Fees").history[0]
    assert newest.who == "Imogen Farrant"
    assert newest.what == "Found a time for “Fees: ways to fund year two”"


def test_a_booking_kept_to_one_body_is_not_there_for_the_other_pa(
    council: Booked, qtbot: QtBot, morning: Path, data_folder: Path
) -> None:
    orgs = {one.code: one.id for one in council.model.bookings.organisations}  # type: ignore[union-attr]
    secret = {"title": "Secret talks", "orgs": [orgs["CAL"]], "visibility": "own_org"}
    council.actions.add(secret)
    council.settle()
    made = council.card("Secret talks").id
    council.actions.hold(made, [FIRST])
    council.settle()
    with open_bookings(qtbot, morning, data_folder, "Bridget Lyall") as hers:
        assert hers.model.card(made) is None
        found: list[Sheet | None] = []
        hers.actions.ask_sheet(made, found.append)
        hers.actions.keep(hers.card("Fees").id, [FIRST])
        hers.settle()
        assert found == [None]
        (slot,) = hers.sheet("Fees").slots
        assert "Secret" not in slot.clash
        assert "Calderbourne" not in slot.clash


def test_an_invitation_becomes_a_booking_to_be_added(booked: Booked, tmp_path: Path) -> None:
    file = tmp_path / "ask.ics"
    file.write_text(
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\nUID:1\nDTSTAMP:20261101T000000Z\n"
        "SUMMARY:Panel\nDTSTART:20270105T133000Z\nDTEND:20270105T150000Z\n"
        "ORGANIZER;CN=Regional office:mailto:office@region.example\nEND:VEVENT\nEND:VCALENDAR\n",
        encoding="utf-8",
    )
    found: list[object] = []
    booked.actions.drafts.invited.connect(found.append)
    booked.actions.drafts.open_invitation(str(file))
    booked.settle()
    assert found[0]["asked_by"] == "Regional office"  # type: ignore[index]
    assert found[0]["minutes"] == 90  # type: ignore[index]


def test_a_file_that_is_no_invitation_is_refused_in_a_sentence(
    booked: Booked, tmp_path: Path
) -> None:
    file = tmp_path / "other.ics"
    file.write_text("not a calendar", encoding="utf-8")
    booked.actions.drafts.open_invitation(str(file))
    booked.actions.drafts.open_invitation(str(tmp_path / "gone.ics"))
    booked.settle()
    assert booked.said[-2].startswith("This is no invitation")
    assert booked.said[-1].startswith("gone.ics cannot be read")


def test_a_template_fills_what_is_blank(booked: Booked) -> None:
    fields = booked.actions.drafts.with_template({"title": "Perpetua"}, "1:1")
    assert fields["title"] == "Perpetua"
    assert fields["minutes"] == 45
    assert booked.actions.drafts.with_template(fields, "no such") == fields
    assert [one.name for one in booked.actions.drafts.templates] == ["1:1", "board", "visit"]
