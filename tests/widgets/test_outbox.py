"""The page of what waits, driven by the keyboard in every look."""

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from jointdesk.domain.events import Event
from jointdesk.viewmodels.collisions import SaidLine, TwiceLine
from jointdesk.viewmodels.event_form import form_of
from jointdesk.viewmodels.invitation_rows import Asked, InvitationLine, KeptBackLine
from jointdesk.viewmodels.outbox import OutboxModel
from jointdesk.viewmodels.outbox_rows import CollisionLine, Outbox, OutboxLine, WorklistLine
from jointdesk.viewmodels.proposals import ProposalFile
from jointdesk.widgets.look import Look
from jointdesk.widgets.outbox import OutboxPage
from jointdesk.widgets.proposal_form import ProposalForm
from tests.open_desk import OpenDesk

OUTBOX = Outbox(
    (
        OutboxLine(
            "overlay:a", "WEX", 1, "Board", "place “Hall”", "Waiting to be written to Staff",
            "No answer from the server.", "tried again 09:45", "Board, place “Hall”, waiting",
        ),
    ),
    (
        CollisionLine(
            "overlay:b", "start", "WEX", 1, "Cabinet",
            "Start: here 14:00 was set, and in Staff 14:30. Which one is right?",
            "It was 13:00 before.", "14:00", "14:30",
        ),
    ),
    (WorklistLine("overlay:c", "CAL", 0, "Put “Talk” in the council diary.", "Talk.ics", b"X"),),
)  # fmt: skip


def asked_for() -> Asked:
    """What another time may be proposed for."""
    event = Event("s1", title="Winter plan", start="2026-12-01T14:30", end="2026-12-01T15:30")
    return Asked("m1", event, form_of(event, ZoneInfo("Europe/London")), date(2026, 11, 22))


class Deeds:
    """What the page asked of its model."""

    def __init__(self, model: OutboxModel, monkeypatch: pytest.MonkeyPatch) -> None:
        self.done: list[tuple[str, ...]] = []
        for name in ("retry", "withdraw", "settle", "save", "send", "answer", "send_kept_back"):
            monkeypatch.setattr(
                model, name, lambda *given, name=name: self.done.append((name, *given))
            )


@pytest.fixture
def model(opened: OpenDesk) -> OutboxModel:
    return OutboxModel(opened.model, lambda: None)


@pytest.fixture
def page(qtbot: QtBot, opened: OpenDesk, model: OutboxModel, any_look: Look) -> OutboxPage:
    made = OutboxPage(any_look, model, opened.reader())
    qtbot.addWidget(made)
    made.resize(808, 624)
    made.show()
    opened.settle()
    return made


def show(model: OutboxModel, outbox: Outbox) -> None:
    model.outbox = outbox
    model.outbox_changed.emit()


def button(page: OutboxPage, words: str) -> QPushButton:
    found = [one for one in page.rows.findChildren(QPushButton) if one.text() == words]
    return next(one for one in found if one.isVisibleTo(page.rows))


def test_with_nothing_it_says_so(page: OutboxPage) -> None:
    assert page.empty.isVisible()
    assert page.first_focus() is page.read


def test_everything_has_its_ways_out(
    page: OutboxPage, model: OutboxModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    deeds = Deeds(model, monkeypatch)
    show(model, OUTBOX)
    for words in ("14:00", "14:30", "Try again", "Withdraw"):
        one = button(page, words)
        assert one.accessibleName() not in ("", words)
        one.setFocus()
        QTest.keyClick(one, Qt.Key.Key_Space)
    assert deeds.done == [
        ("settle", "overlay:b", "start", "mine", "14:00"),
        ("settle", "overlay:b", "start", "theirs", "14:30"),
        ("retry", "overlay:a"),
        ("withdraw", "overlay:a"),
    ]
    said = " ".join(label.text() for label in page.rows.findChildren(QLabel))
    assert "No answer from the server." in said
    assert "tried again 09:45" in said


def test_the_calendar_file_is_saved_where_the_person_says(
    page: OutboxPage, model: OutboxModel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    deeds = Deeds(model, monkeypatch)
    show(model, OUTBOX)
    button(page, "Save .ics…").click()
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "Talk.ics"))
    dialog.close()
    assert deeds.done == [("save", "overlay:c", str(tmp_path / "Talk.ics"))]


def test_what_was_done_is_ticked_and_the_keyboard_stays(
    page: OutboxPage, model: OutboxModel
) -> None:
    show(model, OUTBOX)
    button(page, "Try again").setFocus()
    model.ended = OUTBOX.worklist
    show(model, OUTBOX._replace(worklist=()))
    said = [label.text() for label in page.rows.findChildren(QLabel)]
    assert "Done: a reading has shown it." in said
    assert button(page, "Try again").hasFocus()


def test_what_would_be_sent_and_what_is_asked_have_their_buttons(
    page: OutboxPage, model: OutboxModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    deeds = Deeds(model, monkeypatch)
    sends = "Sends an invitation to ann@x.org. Sending cannot be undone."
    entry = OUTBOX.entries[0]._replace(sends=sends, send="Send 1 invitation")
    asked = InvitationLine(
        "s1-20261201", "WEX", 1, "Winter plan", "Tue 1 Dec 14:30", "from ann@x.org",
        "1 conflict", "Winter plan, Tue 1 Dec 14:30, from ann@x.org, 1 conflict", asked_for(),
    )  # fmt: skip
    kept = KeptBackLine("s2", "WEX", 1, "Talk", "Wed 2 Dec 09:00", sends, "Send 2 invitations")
    show(model, Outbox(entries=(entry,), invitations=(asked,), kept_back=(kept,)))
    assert sends in [one.text() for one in page.rows.findChildren(QLabel)]
    for words in ("Send 1 invitation", "Accept", "Tentative", "Decline", "Send 2 invitations"):
        pressed = button(page, words)
        pressed.setFocus()
        QTest.keyClick(pressed, Qt.Key.Key_Space)
    assert deeds.done == [
        ("send", "overlay:a"),
        ("answer", "s1-20261201", "accepted"),
        ("answer", "s1-20261201", "tentative"),
        ("answer", "s1-20261201", "declined"),
        ("send_kept_back", "s2"),
    ]
    assert button(page, "Accept").accessibleName() == f"Accept: {asked.spoken}"


def test_another_time_is_typed_in_the_row_and_its_file_saved(
    page: OutboxPage, model: OutboxModel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    saved: list[tuple[object, str]] = []
    monkeypatch.setattr(model.proposals, "save", lambda *given: saved.append(given))
    asked = InvitationLine(
        "s1-20261201", "WEX", 1, "Winter plan", "Tue 1 Dec 14:30", "from ann@x.org",
        "", "Winter plan, Tue 1 Dec 14:30, from ann@x.org", asked_for(),
    )  # fmt: skip
    show(model, Outbox(invitations=(asked,)))
    propose = button(page, "Propose another time…")
    assert propose.accessibleName() == f"Propose another time…: {asked.spoken}"
    QTest.keyClick(propose, Qt.Key.Key_Space)
    form = page.rows.findChildren(ProposalForm)[-1]
    lines = [form.fields[name].control for name in ("day", "start", "end")]
    assert [one.accessibleName() for one in lines] == [
        "Proposed day", "Proposed start", "Proposed end",
    ]  # fmt: skip
    day, start, end = (one for one in lines if isinstance(one, QLineEdit))
    assert (day.text(), start.text(), end.text()) == ("Tue 1 Dec 2026", "14:30", "15:30")
    assert day.hasFocus()
    start.selectAll()
    QTest.keyClicks(start, "9")
    assert end.text() == "10:00"
    end.selectAll()
    QTest.keyClicks(end, "late")
    QTest.keyClick(end, Qt.Key.Key_Return)
    assert form.fields["end"].problem == "“late” is no time of day, such as 14:00."
    made = ProposalFile("Another-time.ics", b"X", "ann@x.org")
    model.proposals.made.emit(made)
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "a.ics"))
    dialog.close()
    assert saved == [(made, str(tmp_path / "a.ics"))]
    QTest.keyClick(end, Qt.Key.Key_Escape)
    assert button(page, "Propose another time…").hasFocus()


def test_a_mark_leads_to_the_row_that_it_is_about(page: OutboxPage, model: OutboxModel) -> None:
    said = (SaidLine("k1", "“A”", "“A”", "Tom"), SaidLine("k2", "“B”", "“B”", "Imogen"))
    model.twice.lines = tuple(
        TwiceLine(f"t{number}", "title", f"Task {number}", "Title: which one is right?", said)
        for number in range(20)
    )
    model.twice.go_to("t17")
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.accessibleName().startswith("Task 17, ")
    QApplication.processEvents()
    assert not focused.visibleRegion().isEmpty()
    assert model.twice.wanted == ""


def test_the_keyboard_stays_with_a_value_while_another_is_shown_and_the_title_changes(
    page: OutboxPage, model: OutboxModel
) -> None:
    one, two = (SaidLine(f"k{name}", name, name, "Tom, 14:05") for name in ("“A”", "“B”"))
    question = "Title: which one is right?"
    shown = TwiceLine("t1", "title", "A", question, (two._replace(who="Tom, shown now"), one))
    model.twice.lines = (shown,)
    model.twice.lines_changed.emit()
    button(page, "“B”").setFocus()
    after = TwiceLine("t1", "title", "B", question, (one._replace(key="k3"), two))
    model.twice.lines = (after,)
    model.twice.lines_changed.emit()
    assert button(page, "“B”").hasFocus()


def test_a_mark_whose_matter_is_settled_by_now_leads_to_the_page_alone(
    page: OutboxPage, model: OutboxModel, opened: OpenDesk
) -> None:
    page.read.setFocus()
    model.twice.go_to("gone")
    opened.settle()
    assert model.twice.wanted == ""
    assert page.read.hasFocus()


def test_long_values_have_the_whole_width_and_their_buttons_below(
    page: OutboxPage, model: OutboxModel
) -> None:
    text = "The council and the board agree. " * 12
    said = tuple(
        SaidLine(who, f"“{text}{who}”", f"{who}'s", who, True) for who in ("Tom", "Imogen")
    )
    model.twice.lines = (TwiceLine("d1", "text", "CAL-1", "Decision: which one is right?", said),)
    model.twice.lines_changed.emit()
    QApplication.processEvents()
    take = button(page, "Take Tom's")
    row = take.parentWidget()
    assert row is not None
    labels = [one for one in row.findChildren(QLabel) if one.text()]
    assert all(take.y() >= label.geometry().bottom() for label in labels)
    assert max(label.width() for label in labels) > row.width() * 0.8


def test_no_value_makes_the_page_wider_or_turns_who_said_it(
    page: OutboxPage, model: OutboxModel
) -> None:
    said = tuple(
        SaidLine(key, f"“{words}”", "Tom's", "Tom, 14:05", True)
        for key, words in (("k1", "W" * 400), ("k2", "مرحبا"))
    )
    question = "Title: which one is right?"
    model.twice.lines = (TwiceLine("t1", "title", "W" * 400, question, said),)
    model.twice.lines_changed.emit()
    QApplication.processEvents()
    body = page.rows.widget()
    assert body.minimumSizeHint().width() <= page.rows.viewport().width()
    lines = [one.text() for one in body.findChildren(QLabel) if "14:05" in one.text()]
    assert lines[1] == "\u2068“مرحبا”\u2069, Tom, 14:05"
