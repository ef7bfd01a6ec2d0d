"""The section of the shared desk: what is asked in it, and the keyboard, stay where they are."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from jointdesk.domain.memberships import Membership
from jointdesk.domain.moments import HOUR, Instant
from jointdesk.domain.people import Person
from jointdesk.viewmodels.desk_sharing import DeskSharing, Fellow, Invited
from jointdesk.viewmodels.settings import SettingsModel
from jointdesk.viewmodels.sharing import Trouble
from jointdesk.widgets import settings_shared_desk
from jointdesk.widgets.join_form import JoinForm
from jointdesk.widgets.look import Look
from jointdesk.widgets.settings_shared_desk import FellowRow, SharedDeskSection
from jointdesk.widgets.sure_button import SureButton
from tests.open_desk import OpenDesk

HERE = Membership("host=x", "r", "p1")
FELLOWS = tuple(
    Fellow(Person(id_, name), name, role, is_here=id_ == "p1", heard_at=None)
    for id_, name, role in (
        ("p1", "Imogen", "Joint director"), ("p2", "Tom", "PA, CAL"), ("p3", "Bridget", "PA, WEX"),
    )
)  # fmt: skip


@pytest.fixture
def sharing(opened: OpenDesk) -> DeskSharing:
    return opened.sharing()


@pytest.fixture
def section(
    qtbot: QtBot,
    opened: OpenDesk,
    sharing: DeskSharing,
    look: Look,
    monkeypatch: pytest.MonkeyPatch,
) -> SharedDeskSection:
    """The section while the desk is shared by three."""
    monkeypatch.setattr(sharing, "load", lambda: None)
    made = SharedDeskSection(look, SettingsModel(opened.model, lambda: None), sharing)
    qtbot.addWidget(made)
    made.resize(900, 900)
    made.show()
    opened.settle()
    sharing.sharing._show(membership=HERE, person="Imogen")
    show(sharing, FELLOWS)
    return made


def show(sharing: DeskSharing, people: tuple[Fellow, ...]) -> None:
    """Have others be there."""
    sharing.people = people
    sharing.people_changed.emit()


def rows(section: SharedDeskSection) -> list[FellowRow]:
    """Who is listed, from top to bottom."""
    column = section.people._list.column
    found = [column.itemAt(place).widget() for place in range(column.count())]
    return [one for one in found if isinstance(one, FellowRow) and one.isVisible()]


def focused() -> QPushButton:
    """The button that has the keyboard."""
    found = QApplication.focusWidget()
    assert isinstance(found, QPushButton)
    return found


def test_a_question_that_is_asked_stays_where_somebody_elses_change_arrives(
    section: SharedDeskSection, sharing: DeskSharing, now: Instant
) -> None:
    tom = rows(section)[1].findChild(SureButton)
    assert tom is not None
    tom.first.click()
    assert focused() is tom.no
    show(sharing, tuple(one._replace(heard_at=now) for one in FELLOWS[::-1]))
    assert focused() is tom.no
    assert tom.sure.text() == "Remove Tom from the shared desk"
    assert [one.fellow.name for one in rows(section)] == ["Bridget", "Tom", "Imogen"]
    asked: list[object] = []
    sharing.revoke = lambda *given: asked.append(given)  # type: ignore[method-assign]
    section.people.days.setValue(1)
    assert section.people.days.suffix() == " day"
    tom.sure.click()
    assert asked == [(FELLOWS[1].person, 1)]


def test_who_comes_and_goes_has_a_row_in_the_order_of_tab(
    section: SharedDeskSection, sharing: DeskSharing
) -> None:
    show(sharing, (FELLOWS[0], FELLOWS[2]))
    assert [one.fellow.name for one in rows(section)] == ["Imogen", "Bridget"]
    show(sharing, FELLOWS)
    buttons = [row.findChildren(SureButton)[0].first for row in rows(section)[1:]]
    each: QWidget = section.standing.again
    found = []
    while each is not section.people.days:
        found += [each] if each in buttons else []
        each = each.nextInFocusChain()
    assert found == buttons


def test_a_name_of_whatever_length_leaves_the_section_as_wide_as_it_is(
    section: SharedDeskSection, sharing: DeskSharing
) -> None:
    names = ("Imogen", "W" * 400, "Bridget Anne Cholmondeley-Featherstonehaugh")
    show(sharing, tuple(one._replace(name=name) for one, name in zip(FELLOWS, names, strict=True)))
    for row in rows(section)[1:]:
        row.findChildren(SureButton)[0].first.click()
    questions = [row.findChildren(SureButton)[0].sure.text() for row in rows(section)[1:]]
    assert questions[1] == "Remove Bridget Anne Cholmondeley-Fea… from the shared desk"
    QApplication.processEvents()
    long, ordinary = rows(section)[1:]
    assert long.minimumSizeHint().width() < 1200
    assert ordinary.minimumSizeHint().width() < 780  # what a card has at the design's text size


def test_times_of_yesterday_are_told_as_such_when_midnight_has_passed(
    section: SharedDeskSection, sharing: DeskSharing, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = settings_shared_desk.now()
    show(sharing, tuple(one._replace(heard_at=at) for one in FELLOWS))
    sharing.sharing._show(synced_at=at)
    assert "14 December" not in rows(section)[1]._heard.text()
    monkeypatch.setattr(settings_shared_desk, "now", lambda: at + 24 * HOUR)
    section.people.show_words()
    section.standing.show_words()
    assert "14 December 09:20" in rows(section)[1]._heard.text()
    assert "Last exchange: 14 December 09:20." in section.standing.words.text()


def test_an_exchange_leaves_the_keyboard_on_its_button(
    section: SharedDeskSection, sharing: DeskSharing
) -> None:
    section.standing.again.setFocus()
    sharing.sharing._show(is_busy=True)
    sharing.sharing._show(is_busy=False)
    assert focused() is section.standing.again


def test_a_password_is_gone_from_the_line_once_it_is_used_and_one_sees_that_it_is_tried(
    section: SharedDeskSection, sharing: DeskSharing, monkeypatch: pytest.MonkeyPatch
) -> None:
    used: list[str] = []
    monkeypatch.setattr(sharing.sharing, "use_password", used.append)
    sharing.sharing._show(trouble=Trouble.PASSWORD, words="It was not accepted.")
    standing = section.standing
    standing.password.setFocus()
    standing.password.setText("wrong")
    standing.password.returnPressed.emit()
    assert (used, standing.password.text()) == (["wrong"], "")
    sharing.sharing._show(is_busy=True)
    assert (standing.trying.isVisible(), standing.problem.text) == (True, "")
    sharing.sharing._show(is_busy=False)
    assert (standing.trying.isVisible(), standing.problem.text) == (False, "It was not accepted.")
    assert standing.password.hasFocus()
    sharing.sharing._show(trouble=Trouble.NONE, words="")
    assert focused() is standing.again


def test_what_is_said_of_the_record_needs_no_hash(
    section: SharedDeskSection, sharing: DeskSharing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing, "verify", lambda: None)
    section.standing.verify.click()
    assert section.standing.verified.text() == "Checking the record…"
    sharing.verified.emit(["Nothing was altered.", "Not all\ncan be read."])
    assert section.standing.verified.text() == "Nothing was altered. Not all can be read."
    sharing.failed.emit("verify", "No answer.")
    assert section.standing.verified.text() == "No answer."


# Joining, and what is there before and after


def test_while_the_desk_is_joined_nothing_else_is_offered_and_what_goes_wrong_is_seen(
    section: SharedDeskSection, sharing: DeskSharing
) -> None:
    sharing.sharing._show(membership=None)
    section.join.file.setFocus()
    sharing.joining._set_busy(is_busy=True)
    assert section.join.bar.isVisible()
    sharing.sharing._show(membership=HERE)  # it is noted before the first exchange
    assert section.join.bar.isVisible()
    section.join.take_file("another.jointdesk")  # as one that is dropped on the window
    assert section.join.file.text() == ""
    assert not section.standing.isVisible()
    assert not section.parting.isVisible()
    sharing.joining._set_busy(is_busy=False)
    sharing.joining.failed.emit("invitation", "The server broke off.")
    assert section.join.problem("invitation") == "The server broke off."
    assert section.join.isVisible()
    assert section.standing.isVisible()


def test_the_keyboard_goes_along_when_the_desk_is_joined_and_left(
    section: SharedDeskSection, sharing: DeskSharing
) -> None:
    section.parting.leave.first.setFocus()
    sharing.sharing._show(membership=None)
    assert section.join.file.hasFocus()
    sharing.sharing._show(membership=HERE)
    assert focused() is section.standing.again


def test_who_leaves_is_told_what_was_not_sent(
    section: SharedDeskSection, sharing: DeskSharing
) -> None:
    assert not section.parting.unsent.isVisible()
    sharing.sharing._show(waiting=2)
    assert section.parting.unsent.text().startswith("2 changes to be sent: whoever leaves")
    assert section.parting.unsent.isVisible()


def test_the_keyboard_waits_where_leaving_was_asked_for(
    section: SharedDeskSection, sharing: DeskSharing
) -> None:
    section.parting.leave.first.setFocus()
    sharing._set_doing("leave")
    assert section.parting.hasFocus()
    sharing._set_doing("")
    assert focused() is section.parting.leave.first


def test_on_a_shared_desk_the_form_that_invites_says_so(
    section: SharedDeskSection, sharing: DeskSharing, tmp_path: Path
) -> None:
    share = section.share
    assert share.share.text() == "Invite who came since"
    share.share.setFocus()
    sharing._set_doing("share")
    assert share.hasFocus()
    sharing._set_doing("")
    assert focused() is share.share
    sharing.invited.emit([Invited(tmp_path / "Tom", "Invitation of Tom", is_directors=False)])
    said = " ".join(label.text() for label in share._result.findChildren(type(share._title)))
    assert "Hand each person their own" in said
    assert "The director joins first" not in said
    sharing.sharing._show(membership=None)
    assert share.share.text() == "Share this desk"


def test_an_emptied_line_names_no_invitation(
    qtbot: QtBot, sharing: DeskSharing, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = JoinForm(look, sharing.joining)
    qtbot.addWidget(form)
    form.show()
    sharing.joining.invitation = object()  # type: ignore[assignment]
    form.password.setText("a-long-password")
    form.again.setText("a-long-password")
    form.submit()
    assert sharing.joining.invitation is None
    assert form.problem("invitation") == "Choose the invitation that you were given."
    sharing.joining.invitation = object()  # type: ignore[assignment]
    form._on_joined()
    assert sharing.joining.invitation is None
