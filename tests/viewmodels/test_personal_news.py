"""Telling a person what others did that concerns them: once, and without names outside."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from jointdesk.domain.moments import Instant
from jointdesk.operations.audiences import acting_person, audience_of
from jointdesk.operations.comments import comment_on_conflict
from jointdesk.operations.conflicts import assign_conflict
from jointdesk.operations.personal_news import Concern, PersonalNews
from jointdesk.operations.proposals import Wish, propose, refuse
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.pages import Page
from jointdesk.viewmodels.personal_news import PersonalNewsTeller, target_of
from jointdesk.viewmodels.preferences import Preferences
from jointdesk.viewmodels.today import TodayModel
from tests.demo_desk import notices_of, wait_until_idle
from tests.operations.team_desk import TeamDesk, team

__all__ = ["team"]


class Open:
    """A window's models as one person has them open."""

    def __init__(self, qtbot: QtBot, team: TeamDesk, data_folder: Path, who: str) -> None:
        self._qtbot = qtbot
        self.desk = DeskModel(team.desk.path, data_folder)
        self.notices = notices_of(self.desk)
        self.outside: list[str] = []
        self.shown: list[object] = []
        reading = Reading(team.desk.path)
        person = acting_person(reading, who)
        audience = audience_of(reading, person.id)
        reading.close()
        self.preferences = Preferences(data_folder, self.desk)
        self.teller = PersonalNewsTeller(self.desk, self.preferences)
        self.teller.told.connect(self.outside.append)
        self.teller.show_requested.connect(self.shown.append)
        self.desk.adopt(person, audience)
        self.settle()

    def settle(self) -> None:
        wait_until_idle(self._qtbot, self.desk)

    def look(self) -> list[str]:
        """Read again, and return what was said since."""
        before = len(self.notices)
        self.desk.changed.emit()
        self.settle()
        return [one.text for one in self.notices[before:]]


@pytest.fixture
def bridget(qtbot: QtBot, team: TeamDesk, data_folder: Path, now: Instant) -> Iterator[Open]:
    opened = Open(qtbot, team, data_folder, "Bridget")
    yield opened
    opened.desk.close()


def give(team: TeamDesk, later: int, note: str) -> None:
    tom, audience = team.acting("CAL", later=later)
    to = team.acting("WEX")[0].person_id
    assign_conflict(team.desk, tom, audience, team.clash("open", "CAL"), to, note)


def test_a_thing_is_told_once_and_leads_to_it(
    team: TeamDesk, bridget: Open, qtbot: QtBot, data_folder: Path
) -> None:
    give(team, 60, "Can <b>yours</b> move?")
    assert bridget.look() == ["Tom gave you something to settle: Can <b>yours</b> move?"]
    assert bridget.outside == ["1 new thing for you."]
    assert bridget.look() == []
    act = bridget.notices[-1].act
    assert act is not None
    act()
    (target,) = bridget.shown
    assert getattr(target, "page", None) is Page.CONFLICTS
    again = Open(qtbot, team, data_folder, "Bridget")  # the window is opened anew
    assert again.look() == []
    assert again.notices == []
    again.desk.close()


def test_several_are_counted_and_lead_to_the_page_of_changes(team: TeamDesk, bridget: Open) -> None:
    give(team, 60, "First")
    tom, audience = team.acting("CAL", later=90)
    propose(team.desk, tom, audience, team.clash("asked", "CAL"), Wish("remote"))
    assert bridget.look() == ["2 new things for you."]
    act = bridget.notices[-1].act
    assert act is not None
    act()
    assert getattr(bridget.shown[0], "page", None) is Page.NEWS


def test_what_comes_later_in_the_same_minute_is_told_too(team: TeamDesk, bridget: Open) -> None:
    give(team, 60, "First")
    assert len(bridget.look()) == 1
    tom, audience = team.acting("CAL", later=60)
    comment_on_conflict(team.desk, tom, audience, team.clash("open", "CAL"), "And soon")
    assert bridget.look() == ["Tom said something: And soon"]


def test_who_looks_for_the_first_time_is_told_nothing(
    team: TeamDesk, qtbot: QtBot, data_folder: Path, now: Instant
) -> None:
    give(team, -3600, "Long ago")
    opened = Open(qtbot, team, data_folder, "Bridget")
    assert opened.notices == []
    opened.desk.close()


def test_nothing_of_one_body_is_told_to_the_other(
    team: TeamDesk, qtbot: QtBot, data_folder: Path, now: Instant
) -> None:
    tom = Open(qtbot, team, data_folder, "Tom")
    conflict = team.clash("half", "WEX")
    comment_on_conflict(team.desk, *team.acting("CAL", later=30), conflict, "Can it move?")
    bridget, audience = team.acting("WEX", later=60)
    comment_on_conflict(team.desk, bridget, audience, conflict, "Wexaway is a hearing")
    assert tom.look() == []
    me = team.acting("CAL")[0].person_id
    assign_conflict(team.desk, bridget, audience, conflict, me, "Wexaway cannot")
    assert tom.look() == ["Bridget gave you something to settle."]
    tom.desk.close()


def test_today_and_the_page_of_changes_begin_with_what_is_for_one(
    team: TeamDesk, bridget: Open
) -> None:
    bridget.preferences.keep_text(f"today/looked/{team.acting('WEX')[0].person_id}", str(team.now))
    give(team, 60, "Can yours move?")
    today = TodayModel(bridget.desk, bridget.preferences)
    bridget.settle()
    assert today.today is not None
    (need,) = today.today.news.mine
    assert need.title == "Tom gave you something to settle"
    assert need.lines == ("Can yours move?",)
    assert need.target.page is Page.CONFLICTS
    assert today.today.news.first[0] == need
    assert "Assigned" not in str(today.today.news.others)  # told once


@pytest.mark.parametrize(
    ("concern", "is_booking", "page"),
    [
        (Concern.GIVEN, False, Page.CONFLICTS),
        (Concern.SAID, True, Page.BOOKINGS),
        (Concern.EDITED, False, Page.DIARY),
    ],
)
def test_each_kind_leads_to_its_page(concern: Concern, is_booking: bool, page: Page) -> None:
    news = PersonalNews(0, "Tom", concern, "x", "", "a", is_booking=is_booking)
    assert target_of(news).page is page


def test_a_proposal_waits_on_today_until_it_is_answered(team: TeamDesk, bridget: Open) -> None:
    tom, audience = team.acting("CAL", later=60)
    wish = Wish("give_way", team.id("Board"), text="Cabinet cannot")
    made = propose(team.desk, tom, audience, team.clash("open", "CAL"), wish).id
    bridget.desk.changed.emit()
    today = TodayModel(bridget.desk, bridget.preferences)
    bridget.settle()
    assert today.today is not None
    (need,) = [one for one in today.today.waiting if "Board" in one.title]
    assert need.title == "“Board” gives way"
    assert need.lines == ("Tom proposes: Cabinet cannot",)
    assert need.target.page is Page.CONFLICTS
    refuse(team.desk, *team.acting("WEX", later=90), made, "It cannot")
    today.load()
    bridget.settle()
    assert not any("Board" in one.title for one in today.today.waiting)
