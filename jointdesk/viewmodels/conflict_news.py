"""Telling of conflicts that came with a reading: each once, also when the window opens again."""

from typing import NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from jointdesk.domain.conflicts import Severity
from jointdesk.domain.moments import Instant
from jointdesk.domain.words import counted, plain_line
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.notices import Notice, Tone
from jointdesk.viewmodels.overview import OpenConflict, Overview, OverviewModel
from jointdesk.viewmodels.preferences import Preferences


class Told(NamedTuple):
    """The conflicts that a person was told of, and how far ahead one had looked by then."""

    ids: frozenset[str]
    until: Instant


def new_conflicts(overview: Overview, told: Told | None) -> list[OpenConflict]:
    """Return the open conflicts that nobody was told of.

    What only came into sight because time went by is not new; neither is anything for a person
    who looks for the first time (`told` is None): all of it is on the page of conflicts.
    """
    if told is None:
        return []
    return [
        one
        for one in overview.open
        if told.ids.isdisjoint(one.ids)
        and one.severity is not Severity.INFO
        and (one.start is None or one.start < told.until)
    ]


class ConflictNews(QObject):
    """Tells a person of new conflicts; what their own doing made they were warned of before.

    Signals:
        told(str): words for outside the window, which name no meeting.
        show_requested(str): the conflict with that id is to be shown, "" for their page.
    """

    told = Signal(str)
    show_requested = Signal(str)

    def __init__(self, desk: DeskModel, overview: OverviewModel, preferences: Preferences) -> None:
        """Follow what the navigation knows; `preferences` keep what each person was told."""
        super().__init__(desk)
        self._desk, self._overview, self._preferences = desk, overview, preferences
        self._is_own = False
        desk.acted.connect(self._on_acted)
        overview.overview_changed.connect(self._on_overview)

    @Slot(object)
    def after_reading(self, _report: object) -> None:
        """Take what is new from now on for brought by readings, until the person does something."""
        self._is_own = False

    @Slot()
    def _on_acted(self) -> None:
        self._is_own = True

    @Slot()
    def _on_overview(self) -> None:
        overview, person = self._overview.overview, self._desk.person
        if overview is None or person is None:
            return
        found = new_conflicts(overview, self._kept(person.id))
        self._keep(person.id, overview)
        if found and not self._is_own:
            self._tell(found)

    def _tell(self, found: list[OpenConflict]) -> None:
        wanted = found[0].ids[0] if len(found) == 1 else ""

        def show() -> None:
            self.show_requested.emit(wanted)

        self._desk.noticed.emit(Notice(_sentence(found), Tone.INFO, "Show", show))
        self.told.emit(outside_words(found))

    def _kept(self, person_id: str) -> Told | None:
        until, _, ids = self._preferences.text(_key(person_id)).partition(" ")
        return Told(frozenset(ids.split()), int(until)) if until.isdigit() else None

    def _keep(self, person_id: str, overview: Overview) -> None:
        ids = sorted(id_ for one in overview.open for id_ in one.ids)
        text = f"{overview.until} {' '.join(ids)}"
        if text != self._preferences.text(_key(person_id)):
            self._preferences.keep_text(_key(person_id), text)


def _sentence(found: list[OpenConflict]) -> str:
    """Return what the notice bar says; the person who looks may know all of it."""
    if len(found) == 1:
        return f"New conflict: {plain_line(found[0].message)}."
    return outside_words(found)


def outside_words(found: list[OpenConflict]) -> str:
    """Return "3 new conflicts, 1 must be settled.", without names: others may see the screen."""
    urgent = sum(one.severity is Severity.RED for one in found)
    told = counted(len(found), "new conflict")
    return f"{told}, {urgent} must be settled." if urgent else f"{told}."


def _key(person_id: str) -> str:
    return f"conflicts/told/{person_id}"
