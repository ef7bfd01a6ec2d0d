"""What a person does about a shared desk: set it up, join, verify, leave, let somebody go."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from jointdesk.desk.invitations import read_invitation
from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import JointDeskError, SecretError, UnsentError
from jointdesk.domain.memberships import Membership
from jointdesk.domain.moments import Instant
from jointdesk.domain.people import Person
from jointdesk.domain.words import counted, plain_line
from jointdesk.operations.audiences import director_id, person_by_id
from jointdesk.operations.leavers import Leaver, leavers, people_sharing
from jointdesk.store.membership import find_membership, last_arrivals
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.desks import DesksModel, NextWindow
from jointdesk.viewmodels.jobs import Job
from jointdesk.viewmodels.joining import JoinModel
from jointdesk.viewmodels.notices import Notice, Tone
from jointdesk.viewmodels.shared_desk import SharedDeskModel
from jointdesk.viewmodels.who import Who, people_with_seats

if TYPE_CHECKING:
    from jointdesk.operations.shared_desk import Joined
    from jointdesk.store.desk import Desk


_DOING = {
    "share": "This desk is being shared.",
    "verify": "The record is being checked.",
    "leave": "This computer is leaving the shared desk.",
    "wipe": "This computer is leaving the shared desk.",
    "revoke": "Somebody is being removed from the shared desk.",
}
"""What is said where something else is asked for meanwhile, by its key."""

SOUND = "Nothing was altered, here or on the server."
_NO_SEAT = "no seat any more"


class Invited(NamedTuple):
    """An invitation that was written; the director's is used on the computer with the desk."""

    path: Path
    name: str
    is_directors: bool


class Fellow(NamedTuple):
    """Somebody on the desk: what they are, and when something of theirs last arrived.

    `leaver` says since when they are removed, None where they are not.
    """

    person: Person
    name: str
    role: str
    is_here: bool
    heard_at: Instant | None
    leaver: Leaver | None = None


class DeskSharing(QObject):
    """Does it beside the worker, and says what came of it.

    Signals:
        busy_changed: `doing` is another: the key of what is being done, "" for nothing.
        failed(str, str): the key ("share", "verify", "leave", "wipe", "revoke") and why, in a
            sentence; "unsent" where a copy is not taken away for what is on this computer alone.
        invited(object): the invitations that were written, as `Invited`.
        verified(object): the sentences that say what verifying came to.
        people_changed: `people` or `calendars` are others.
        person_changed(object): the `Person` whose machine this has become.
        file_requested(str): an invitation was dropped on the window.
    """

    busy_changed = Signal()
    failed = Signal(str, str)
    invited = Signal(object)
    verified = Signal(object)
    people_changed = Signal()
    person_changed = Signal(object)
    file_requested = Signal(str)

    def __init__(self, desk: DeskModel, sharing: SharedDeskModel, data_folder: Path) -> None:
        """Serve a desk; `sharing` exchanges with its server, `desks` opens other desks."""
        super().__init__(desk)
        self.sharing = sharing
        self.desks = DesksModel(desk, data_folder)
        self.joining = JoinModel(desk.runner, desk.path, data_folder, self, may_be_elsewhere=True)
        self.joining.joined.connect(self._on_joined)
        self.joining.busy_changed.connect(self._on_joining)
        self.doing = ""
        self.people: tuple[Fellow, ...] = ()
        self.calendars: tuple[str, ...] = ()  # those to which this computer itself is connected
        self._desk = desk
        self._data_folder = data_folder
        self._has_begun = self._was_shared = False

    @property
    def is_directors(self) -> bool:
        """True where the person may let others go."""
        return self._desk.audience is not None and self._desk.audience.is_director

    def begin(self) -> None:
        """Read who is on the desk now, and whenever it has changed."""
        if not self._has_begun:
            self._has_begun = True
            self._desk.changed.connect(self.load)
        self.load()

    @Slot()
    def load(self) -> None:
        """Read it in the worker."""
        self._desk.read(_standing, self._take)

    def _take(self, found: "_Standing") -> None:
        if found != (self.people, self.calendars):
            self.people, self.calendars = found
            self.people_changed.emit()

    # Setting up and joining

    def share(self, address: str, ca_file: str, folder: str) -> None:
        """Set the desk up on a server, as its administrator; or add who came since."""

        def work(_job: Job, desk: "Desk", _actor: Actor) -> list[Invited]:
            from jointdesk.operations.shared_desk import create_shared

            ca = Path(ca_file) if ca_file else None
            made = create_shared(desk, address, Path(folder), ca)
            director = director_id(desk)
            return [
                Invited(path, plain_line(path.stem), read_invitation(path).person == director)
                for path in made
            ]

        self._do("share", work, self.invited.emit)

    @Slot()
    def _on_joining(self) -> None:
        """Exchange nothing meanwhile; what broke off goes on with the password that was typed."""
        joining = self.joining
        if joining.is_busy:
            self._was_shared = self.sharing.sharing.is_shared
        elif joining.typed and not (self._was_shared or joining.is_elsewhere):
            self.sharing.password.take(joining.typed)
        self.sharing.hold(is_held=joining.is_busy)

    def _on_joined(self, joined: "Joined", password: str) -> None:
        invitation = joined.invitation
        words = f"This computer is {plain_line(invitation.person_name)}'s on the shared desk now."
        if joined.path.resolve() != self._desk.path.resolve():
            self.desks.go_to(NextWindow(joined.path, password=password, words=words))
            return
        self._desk.noticed.emit(Notice(words))
        self.sharing.password.know(password)  # "" where the keyring has it
        self._desk.announce()
        here = self._desk.person
        if here is None or here.id != invitation.person:
            self._desk.read(
                lambda reading: person_by_id(reading, invitation.person), self.person_changed.emit
            )

    # On the desk

    def verify(self) -> None:
        """Compute every hash of the record again, here and on the server."""

        def work(_job: Job, desk: "Desk", _actor: Actor) -> list[str]:
            from jointdesk.operations.shared_desk import verify
            from jointdesk.operations.unreadable import unreadable_summary

            found = verify(desk, self._data_folder, self.sharing.password.value)
            unread = unreadable_summary(found.unreadable)
            return [*(found.troubles or [SOUND]), *([unread] if unread else [])]

        self._do("verify", work, self.verified.emit)

    def leave(self) -> None:
        """End this machine's part."""

        def work(_job: Job, desk: "Desk", _actor: Actor) -> str:
            from jointdesk.operations.desk_password import still_kept
            from jointdesk.operations.shared_desk import leave

            return still_kept(leave(desk).kept)

        def done(told: object) -> None:
            words = "This computer is no part of the shared desk any more. What is here stays."
            tone = Tone.PROBLEM if told else Tone.DONE
            self._desk.noticed.emit(Notice(f"{words} {told}".rstrip(), tone))
            self._desk.announce()

        self._do("leave", work, done)

    def wipe(self, *, discards_unsent: bool = False) -> None:
        """Exchange a last time; then end this machine's part and take its copy away.

        The copy goes between two windows, when nobody has the file open.
        """

        def work(_job: Job, desk: "Desk", actor: Actor) -> NextWindow:
            from jointdesk.operations.wiping import get_ready

            folder, password = self._data_folder, self.sharing.password.value
            get_ready(desk, actor.at, folder, password, discard_unsent=discards_unsent)
            return NextWindow(
                self._desk.path,
                password=password,
                is_wiped=True,
                discards_unsent=discards_unsent,
            )

        self._do("wipe", work, self.desks.next_requested.emit)

    def revoke(self, person: Person, days: int) -> None:
        """Let somebody go; for so many days they may still send what they wrote."""

        def work(_job: Job, desk: "Desk", actor: Actor) -> None:
            from jointdesk.operations.leavers import note_leaver
            from jointdesk.operations.shared_desk import revoke

            revoke(desk, self._data_folder, person.id, days, self.sharing.password.value)
            note_leaver(desk, actor, person.id, days)

        def done(_result: object) -> None:
            until = f" They may still send what they wrote, for {counted(days, 'day')}."
            words = f"{plain_line(person.name)} reads nothing more of this desk."
            words += until if days else ""
            self._desk.noticed.emit(Notice(words))
            self.sharing.exchange_now()

        self._do("revoke", work, done)

    def _do(
        self,
        key: str,
        work: "Callable[[Job, Desk, Actor], object]",
        done: Callable[[object], None],
    ) -> None:
        if self.doing:
            self.failed.emit(key, f"{_DOING[self.doing]} Try again once that has ended.")
            return
        self._set_doing(key)

        def end(result: object) -> None:
            self._set_doing("")
            done(result)

        def fail(error: Exception) -> None:
            self._set_doing("")
            if isinstance(error, UnsentError):
                self.failed.emit("unsent", str(error))
            elif isinstance(error, JointDeskError):
                self.failed.emit(key, _words_of(error))
            else:
                self.failed.emit(key, "Something went wrong. Nothing that you did is lost.")
                self._desk.fail(error)

        self._desk.work_beside(work, end, fail, lambda *_: None)

    def _set_doing(self, key: str) -> None:
        self.doing = key
        self.busy_changed.emit()


def _words_of(error: JointDeskError) -> str:
    """Return what an error says in the window, where nobody gives a password to a command."""
    return _NO_PASSWORD if isinstance(error, SecretError) else str(error)


_NO_PASSWORD = (
    "Your password on the shared desk is not kept on this computer, or the keyring is locked. Press"
    " “Exchange now” and type it in; then try again."
)


class _Standing(NamedTuple):
    """Who is on the desk, and which calendars this computer reads for them."""

    people: tuple[Fellow, ...] = ()
    calendars: tuple[str, ...] = ()


def _standing(reading: Reading) -> _Standing:
    membership = find_membership(reading.connection)
    if membership is None:
        return _Standing()
    from jointdesk.operations.wiping import own_calendars

    return _Standing(fellows(reading, membership), own_calendars(reading))


def fellows(reading: Reading, membership: Membership) -> tuple[Fellow, ...]:
    """Return who is on the shared desk, and who was removed from it; the director first."""
    here = person_by_id(reading, membership.person_id).id
    heard, removed = last_arrivals(reading.connection), leavers(reading)
    roles = {who.person.id: who.role for who in people_with_seats(reading)}
    sharing = [
        Who(one, roles.get(one.id, _NO_SEAT))
        for one in people_sharing(reading)
        if one.name or one.id in roles
    ]
    return tuple(
        Fellow(
            who.person,
            who.name,
            who.role,
            who.person.id == here,
            heard.get(who.person.id),
            removed.get(who.person.id),
        )
        for who in sharing
    )
