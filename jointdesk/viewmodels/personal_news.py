"""Telling a person what others did that concerns them: each thing once, on this machine."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot

from jointdesk.domain.moments import MINUTE, Instant
from jointdesk.domain.words import counted, plain_line
from jointdesk.operations.clock import now
from jointdesk.operations.personal_news import Concern, PersonalNews, personal_news
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.notices import Notice, Tone
from jointdesk.viewmodels.pages import Page
from jointdesk.viewmodels.preferences import Preferences
from jointdesk.viewmodels.today_day import Target

_MARGIN = 10 * MINUTE
"""What was told within so long is remembered one by one: clocks differ a little."""


ICONS = {
    Concern.GIVEN: "user-round",
    Concern.ASKED: "calendar-clock",
    Concern.ANSWERED: "check",
    Concern.HANDED: "calendar-clock",
    Concern.SAID: "message-square",
    Concern.EDITED: "pencil",
}


def target_of(news: PersonalNews) -> Target:
    """Return where it is to be seen."""
    if news.concern is Concern.EDITED:
        return Target(Page.DIARY, news.about if news.day else "", news.day)
    return Target(Page.BOOKINGS if news.is_booking else Page.CONFLICTS, news.about)


class PersonalNewsTeller(QObject):
    """Tells of what came while the window is open, and since it was open last.

    Signals:
        told(str): words for outside the window, which name nobody and nothing.
        show_requested(object): the `Target` of what was told.
    """

    told = Signal(str)
    show_requested = Signal(object)

    def __init__(self, desk: DeskModel, preferences: Preferences) -> None:
        """Follow a desk; `preferences` keep what each person was told."""
        super().__init__(desk)
        self._desk, self._preferences = desk, preferences
        desk.changed.connect(self.load)
        self.load()

    @Slot()
    def load(self) -> None:
        """Read what is new in the worker; who looks for the first time is told nothing."""
        audience, person = self._desk.audience, self._desk.person
        if audience is None or person is None:
            return
        kept = _kept(self._preferences.text(_key(person.id)))
        if kept is None:
            self._keep(person.id, now(), ())
            return
        until, ids = kept

        def take(found: list[PersonalNews]) -> None:
            if person is self._desk.person:
                self._take(person.id, until, ids, found)

        self._desk.read(lambda reading: personal_news(reading, audience, until - _MARGIN), take)

    def _take(
        self, person_id: str, until: Instant, ids: frozenset[str], found: Sequence[PersonalNews]
    ) -> None:
        since = _kept(self._preferences.text(_key(person_id)))
        known = ids | (since[1] if since else frozenset())
        new = [one for one in found if one.action not in known]
        if not new:
            return
        last = max(until, *(one.at for one in found))
        self._keep(person_id, last, [one.action for one in found if one.at >= last - _MARGIN])
        self._tell(new)

    def _keep(self, person_id: str, until: Instant, ids: Sequence[str]) -> None:
        self._preferences.keep_text(_key(person_id), " ".join((str(until), *sorted({*ids}))))

    def _tell(self, new: Sequence[PersonalNews]) -> None:
        first = new[0]
        target = target_of(first) if len(new) == 1 else Target(Page.NEWS)
        text = f"{counted(len(new), 'new thing')} for you."
        if len(new) == 1:
            text = f"{first.sentence}: {first.text}" if first.text else f"{first.sentence}."
        act = lambda: self.show_requested.emit(target)  # noqa: E731
        self._desk.noticed.emit(Notice(plain_line(text), Tone.INFO, "Show", act))
        self.told.emit(f"{counted(len(new), 'new thing')} for you.")


def _kept(text: str) -> tuple[Instant, frozenset[str]] | None:
    until, _, ids = text.partition(" ")
    if not (until.isascii() and until.isdigit()):
        return None
    return int(until), frozenset(ids.split())


def _key(person_id: str) -> str:
    return f"news/told/{person_id}"
