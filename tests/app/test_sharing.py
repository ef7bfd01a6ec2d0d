"""A desk is shared, joined, verified and left by what the settings and the first page offer."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from jointdesk.app import window as opening
from jointdesk.app.assembly import Assembly
from jointdesk.desk.invitations import read_invitation
from jointdesk.domain.errors import NotFoundError
from jointdesk.domain.memberships import Membership
from jointdesk.domain.moments import Instant
from jointdesk.operations.audiences import acting_person
from jointdesk.operations.shared_desk import join
from jointdesk.store.bundled import bundled
from jointdesk.store.desk import create_desk, open_desk
from jointdesk.store.membership import put_membership
from jointdesk.viewmodels.joining import is_invitation
from jointdesk.viewmodels.theme import ThemeName
from jointdesk.viewmodels.welcome import WelcomeModel
from jointdesk.viewmodels.who import is_half_joined
from jointdesk.widgets.look import load_look
from jointdesk.widgets.settings_shared_desk import SharedDeskSection
from jointdesk.widgets.sure_button import SureButton
from jointdesk.widgets.welcome import WelcomeWindow
from tests.demo_desk import wait_until_idle
from tests.desk.desks import founded
from tests.postgres import PostgresServer

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise\\(\\)", extend=True)

PASSWORD = "a-password-of-one's-own"


def section_of(opened: Assembly, qtbot: QtBot) -> SharedDeskSection:
    """Open the section of the settings."""
    opened.rooms.setup.open_shared_desk()
    wait_until_idle(qtbot, opened.desk)
    section = opened.window.findChild(SharedDeskSection)
    assert section is not None
    return section


def texts(widget: QWidget) -> str:
    """All that is written in a widget and seen."""
    labels = [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]
    buttons = [one.text() for one in widget.findChildren(QPushButton) if one.isVisible()]
    return "\n".join((*labels, *buttons))


def drop(window: WelcomeWindow, path: Path) -> None:
    """Drop a file on a window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    window.dropEvent(
        QDropEvent(
            QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )  # fmt: skip


@pytest.fixture
def shared(
    opened: Assembly, qtbot: QtBot, postgres: PostgresServer, tmp_path: Path
) -> Callable[[str], Path]:
    """The director's window once the desk is shared and joined; gives invitations by name."""
    folder = tmp_path / "invitations"
    section = section_of(opened, qtbot)
    assert "Join a shared desk" in texts(section)
    section.share.submit()
    assert section.share.problem == "Say where the server is."
    section.share.address.setText("http://example.org")
    assert section.share.problem == ""
    section.share.submit()
    assert section.share.problem == "Choose a folder for the invitations."
    assert QApplication.focusWidget() is section.share.folder
    section.share.folder.setText(str(folder))
    section.share.submit()
    qtbot.waitUntil(lambda: "no address of a PostgreSQL server" in section.share.problem)
    section.share.address.setText(postgres.new_database().administrator)
    section.share.submit()
    qtbot.waitUntil(lambda: "Hand each person their own" in texts(section.share))
    assert section.share.address.text() == ""  # it held a password
    (join,) = [one for one in section.share.findChildren(QPushButton) if "Join" in one.text()]
    join.click()
    assert "For Imogen Farrant, to the shared desk" in texts(section.join)
    assert QApplication.focusWidget() is section.join.password
    for first, again, field, words in (
        ("short", "short", "password", "at least 12"),
        (PASSWORD, "another password", "again", "not the same"),
    ):
        section.join.password.setText(first)
        section.join.again.setText(again)
        section.join.submit()
        assert words in section.join.problem(field)
    section.join.again.setText(PASSWORD)
    sharing = opened.rooms.background.sharing
    with qtbot.waitSignal(sharing.exchanged):
        section.join.submit()
    wait_until_idle(qtbot, opened.desk)
    return lambda who: folder / f"Invitation of {who}.jointdesk"


def test_a_desk_is_shared_joined_verified_and_left(
    opened: Assembly, qtbot: QtBot, shared: Callable[[str], Path]
) -> None:
    section = section_of(opened, qtbot)
    assert "Shared, as Imogen Farrant." in texts(section.standing)
    assert "All your changes are on the shared desk." in texts(section.standing)
    assert "Imogen Farrant, Joint director" in texts(section.people)
    assert "Rosalind Keane" not in texts(section.people)  # an officer is not invited
    section.standing.verify.click()
    qtbot.waitUntil(lambda: "Nothing was altered" in texts(section.standing))
    (row,) = [one for one in section.people.findChildren(SureButton) if "Tom" in one.sure.text()]
    row.first.click()
    assert QApplication.focusWidget() is row.no
    QTest.keyClick(row.no, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is row.first
    row.first.click()
    row.sure.click()
    qtbot.waitUntil(lambda: "reads nothing more" in opened.window.notices.text)
    section.parting.leave.first.click()
    section.parting.leave.sure.click()
    qtbot.waitUntil(lambda: section.join.isVisible())
    wait_until_idle(qtbot, opened.desk)
    assert not opened.rooms.background.sharing.sharing.is_shared
    assert opened.rooms.background.sharing._line is not None
    assert opened.rooms.background.sharing._line.socket is None  # it has hung up


@pytest.fixture
def invited(
    postgres: PostgresServer, tmp_path: Path, now: Instant
) -> Iterator[Callable[[str], Path]]:
    """A desk that is shared, and that its director has joined; gives invitations by name."""
    desks = founded(tmp_path, postgres.new_database(), now)
    desks.join("Imogen")
    yield lambda who: desks.invitations[who]
    desks.close()


def test_an_invitation_is_enough_at_the_very_first_start(
    invited: Callable[[str], Path], qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    folder = tmp_path / "tom"
    folder.mkdir()
    model = WelcomeModel(folder / "desk.jointdesk", folder)
    window = WelcomeWindow(load_look(bundled("resources"), ThemeName.LIGHT), model)
    qtbot.addWidget(window)
    window.show()
    assert is_invitation(str(invited("Tom")))
    drop(window, invited("Tom"))
    assert window.join.isVisible()
    assert not window.director.isVisible()
    assert "For Tom" in texts(window)
    window.join.password.setText(PASSWORD)
    window.join.again.setText(PASSWORD)
    QTest.keyClick(window.join.again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.is_made)
    model.close()
    tom = Assembly(qapp, folder / "desk.jointdesk", "", folder, ThemeName.LIGHT)
    qtbot.addWidget(tom.window)
    sharing = tom.rooms.background.sharing
    sharing.password.know(window.password)
    with qtbot.waitSignal(sharing.exchanged):
        tom.window.show()
        tom.begin()
    wait_until_idle(qtbot, tom.desk)
    menu = tom.window.navigation.person_menu()
    told = [action.text() for action in menu.actions() if action.text()]
    assert told[0] == "Tom, PA, CAL"
    assert not any("Imogen" in one for one in told)  # a machine is one person's
    assert "Remove…" not in texts(section_of(tom, qtbot))
    tom.close()


def test_what_is_no_invitation_or_was_used_is_told_in_a_sentence(
    invited: Callable[[str], Path], qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "again"
    folder.mkdir()
    model = WelcomeModel(folder / "desk.jointdesk", folder)
    window = WelcomeWindow(load_look(bundled("resources"), ThemeName.LIGHT), model)
    qtbot.addWidget(window)
    window.show()
    window.invited.click()
    assert window.focusWidget() is window.join.file
    other = folder / "holiday.jointdesk"
    other.write_text("{}", "utf-8")
    window.join.take_file(str(other))
    assert "is no invitation" in window.join.problem("invitation")
    assert window.focusWidget() is window.join.file
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClicks(window.join.file, ".none")
    window.join.password.setFocus()  # what is typed next is seen by nobody
    assert "cannot be read" in window.join.problem("invitation")
    assert window.focusWidget() is window.join.password
    window.join.take_file(str(invited("Imogen")))
    window.join.password.setText("not-the-one-chosen-before")
    window.join.again.setText("not-the-one-chosen-before")
    window.join.submit()
    qtbot.waitUntil(lambda: "has been used before" in window.join.problem("invitation"))
    assert not (folder / "desk.jointdesk").exists()  # nobody could have opened it
    window.alone.click()
    assert window.focusWidget() is window.director
    assert not is_invitation(str(folder / "none.jointdesk"))
    model.close()


@pytest.mark.parametrize("is_member", [True, False], ids=["let in", "not let in yet"])
def test_a_joining_that_was_broken_off_begins_again_at_the_next_start(
    invited: Callable[[str], Path],
    tmp_path: Path,
    now: Instant,
    qapp: QApplication,
    is_member: bool,
) -> None:
    invitation = read_invitation(invited("Tom"))
    path, folder = tmp_path / "half.jointdesk", tmp_path / "half"
    folder.mkdir()
    desk = create_desk(path, name="x", zone="UTC", data_folder=folder, id_=invitation.desk)
    if is_member:
        put_membership(desk, Membership(invitation.address, invitation.role, invitation.person))
    desk.close()
    assert is_half_joined(path)
    seen: list[tuple[bool, bool]] = []

    def look() -> None:
        """Close the first page once it is there."""
        pages = [one for one in qapp.topLevelWidgets() if isinstance(one, WelcomeWindow)]
        shown = [one for one in pages if one.isVisible()]
        if not shown:
            QTimer.singleShot(20, look)
            return
        seen.append((shown[0].join.isVisible(), shown[0].alone.isVisible()))
        assert "was broken off" in texts(shown[0])
        shown[0].close()

    QTimer.singleShot(20, look)
    assert opening._welcome(qapp, path, folder) is None
    assert seen == [(True, False)]  # a desk of one's own has no place there
    if is_member:
        with (
            closing(open_desk(path, data_folder=folder)) as half,
            pytest.raises(NotFoundError, match="Join again"),
        ):
            acting_person(half, "")
    join(path, folder, invited("Tom"), now, lambda _: PASSWORD, keep=False)
    assert not is_half_joined(path)
    assert not is_half_joined(tmp_path / "none.jointdesk")
