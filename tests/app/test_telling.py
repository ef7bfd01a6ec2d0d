"""What a calendar's server would send is shown beside the diary before anybody is told."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from jointdesk.domain.events import Invited
from jointdesk.domain.people import Audience
from jointdesk.viewmodels.telling import SENT, Part
from jointdesk.widgets.inspector import Inspector
from jointdesk.widgets.tell_card import TellCard, TellFoot, TellPanel
from tests.app.serving import Served, served
from tests.sync.making import calendar, event

__all__ = ["served"]

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise\\(\\)", extend=True)

ASKED = ("ORGANIZER:mailto:me@x.org", "ATTENDEE:mailto:ann@x.org", "ATTENDEE:mailto:bob@x.org")


@pytest.fixture
def office(served: Served) -> Served:
    """A calendar whose server sends invitations, with a meeting that people were asked to."""
    served.let_send()
    talk = event("t", *ASKED, "DURATION:PT1H", "SUMMARY:Talk", start="20261216T130000Z")
    served.served.put("t.ics", calendar(talk))
    served.sync()
    served.let_send()
    return served


def card(office: Served) -> TellCard:
    found = office.window.child(TellCard)
    assert isinstance(found, TellCard)
    return found


def move(office: Served) -> None:
    """Let the meeting begin an hour later, with the pointer."""
    window = office.window
    start = window.centre("Talk")
    window.drag(start, start + QPoint(0, window.grid.grid.hour))  # type: ignore[union-attr]


def test_a_move_shows_what_would_be_sent_and_sends_it_with_a_word(office: Served) -> None:
    move(office)
    shown = card(office)
    assert shown.title.text() == "Talk"
    assert shown.words.text() == (
        "Nobody was told yet. Would be sent: an update to ann@x.org and bob@x.org."
        " Sending cannot be undone."
    )
    assert shown.send.text() == "Send 2 updates"
    shown.send.click()
    office.window.settle()
    assert office.window.said == SENT
    assert not shown.isVisible()
    assert office.sync() == (1, "")
    assert "T140000" in office.text("t.ics")


def test_not_now_sends_nothing_and_is_not_asked_again(office: Served) -> None:
    move(office)
    card(office).later.click()
    assert not office.window.is_open(TellCard)
    office.window.select("Briefing")
    office.window.select("Talk")
    office.window.settle()
    assert not office.window.is_open(TellCard)
    assert office.sync() == (0, "")
    assert "T130000" in office.text("t.ics")
    move(office)
    assert card(office).send.text() == "Send 2 updates"


def test_it_is_shown_with_the_meeting_in_the_inspector(office: Served) -> None:
    move(office)
    window = office.window
    window.select("Briefing")
    window.settle()
    assert not window.is_open(TellCard)
    window.select("Talk")
    window.settle()
    foot = card(office).parentWidget()
    assert isinstance(foot, TellFoot)
    assert isinstance(foot.parentWidget(), Inspector)


def test_in_a_narrow_window_it_takes_the_keyboard_from_nobody(office: Served) -> None:
    window = office.window
    window.assembly.window.resize(1024, 680)
    window.settle()
    move(office)
    panel = window.child(TellPanel)
    assert isinstance(panel, TellPanel)
    assert window.grid.hasFocus()
    assert len([one for one in QApplication.topLevelWidgets() if one.isVisible()]) == 1
    window.press("F6")
    assert QApplication.focusWidget() is not window.grid
    panel.card.later.setFocus()
    window.press("Space")
    assert not panel.isVisible()
    assert window.grid.hasFocus()


def test_what_is_another_by_now_is_not_sent(office: Served) -> None:
    move(office)
    shown = card(office)
    telling = office.window.assembly.rooms.tasks.events.telling
    telling.tellable = telling.tellable._replace(parts=(Part(telling.tellable.parts[0][0], "x"),))
    shown.send.click()
    office.window.settle()
    assert office.window.said.startswith("What would be sent is another by now.")
    assert office.sync() == (0, "")


def test_nothing_of_it_stays_where_somebody_else_looks(office: Served) -> None:
    more = ("CLASS:PRIVATE", "DURATION:PT1H", "SUMMARY:Talk")
    private = event("t", *ASKED, *more, start="20261216T130000Z", stamp="2")
    office.served.put("t.ics", calendar(private))
    office.sync()
    office.let_send()
    move(office)
    card(office)
    desk = office.window.assembly.desk
    assert desk.person is not None
    desk.adopt(desk.person, Audience("another", frozenset(), is_director=False))
    assert not office.window.is_open(TellCard)
    office.window.settle()
    assert not office.window.is_open(TellCard)


def test_a_cancelled_and_a_deleted_meeting(office: Served) -> None:
    window = office.window
    window.do("cancel", "Talk")
    assert "a cancellation to ann@x.org and bob@x.org" in card(office).words.text()
    window.press("Ctrl+Z")
    assert not window.is_open(TellCard)
    window.select("Talk")
    window.press("Del")
    panel = window.child(TellPanel)
    assert isinstance(panel, TellPanel)
    assert "a cancellation to ann@x.org and bob@x.org" in panel.card.words.text()
    window.press("Ctrl+Z")
    assert not window.is_open(TellPanel)
    assert window.blocks("Talk")
    window.press("Ctrl+Shift+Z")
    window.select("Briefing")
    window.press("Alt+Shift+Down")
    assert not window.is_open(TellPanel)
    window.press("Ctrl+Z")
    window.press("Ctrl+Z")
    window.select("Talk")
    window.press("Del")
    window.child(TellPanel)
    panel.card.send.click()
    window.settle()
    assert not window.is_open(TellPanel)
    assert office.sync() == (1, "")
    assert office.text("t.ics") == ""


def test_a_new_meeting_of_the_full_form(office: Served) -> None:
    window = office.window
    window.drag(window.point(3, 15 * 60), window.point(3, 16 * 60 - 5))
    window.quick().more.click()
    panel = window.panel()
    window.editor.enter(title="Asked", attendees=(Invited("cat@x.org", "Cat"),))
    assert panel.told == (
        "Could be sent once it is saved: an invitation to cat@x.org. Nobody is told until you say"
        " so."
    )
    panel.save.click()
    window.settle()
    assert "an invitation to cat@x.org" in card(office).words.text()
    assert office.sync() == (1, "")  # written so that nobody is told
    window.select("Asked")
    window.settle()
    card(office).send.click()
    window.settle()
    assert office.sync() == (1, "")


def test_a_change_in_the_full_form_says_who_would_get_what(office: Served) -> None:
    window = office.window
    window.do("edit", "Talk")
    panel = window.panel()
    assert panel.told == ""
    ann = next(one for one in window.editor.form.attendees if one.email == "ann@x.org")
    window.editor.enter(attendees=(ann, Invited("cat@x.org", "Cat")))
    assert panel.told.startswith(
        "Could be sent once it is saved: an invitation to cat@x.org, an update to ann@x.org and"
        " a cancellation to bob@x.org."
    )


def test_where_no_server_sends_anything_nothing_is_said(served: Served) -> None:
    start = served.window.centre("Briefing")
    served.window.drag(start, start + QPoint(0, 58))
    assert not served.window.is_open(TellCard)
