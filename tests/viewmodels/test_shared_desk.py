"""What is exchanged by the clock and by a person: passwords, faults, one thing after another."""

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from jointdesk.desk.refusals import NoAnswerError, PasswordError, ServerError
from jointdesk.desk.run import Exchanged
from jointdesk.domain.actors import Actor
from jointdesk.domain.desk_invitations import DeskInvitation
from jointdesk.domain.errors import SecretError
from jointdesk.domain.memberships import Membership
from jointdesk.domain.shared_desk import Hello
from jointdesk.operations import shared_desk as operations
from jointdesk.operations.known_desks import known_desks, last_desk
from jointdesk.operations.shared_desk import Joined, Verified
from jointdesk.operations.unreadable import Unreadable
from jointdesk.store.derived import put_sent
from jointdesk.store.desk import Desk, create_desk
from jointdesk.store.membership import end_membership, put_membership
from jointdesk.viewmodels import desk_sharing
from jointdesk.viewmodels.desk_sharing import DeskSharing
from jointdesk.viewmodels.shared_desk import SharedDeskModel
from jointdesk.viewmodels.sharing import Trouble
from tests.open_desk import OpenDesk


class Line:
    """A line whose server answers what it is told to, and remembers the passwords."""

    socket = None

    def __init__(self) -> None:
        self.passwords: list[str] = []
        self.answers: list[Callable[[], object]] = []
        self.state = "active"

    def exchange(self, _desk: object, _now: int, password: str, *_: object) -> list[Exchanged]:
        """Do what comes next; nothing where nothing is left."""
        self.passwords.append(password)
        if self.answers:
            self.answers.pop(0)()
        return [Exchanged(hello=Hello("d", "", "", 1, "p", self.state, *[False] * 3, 0, ()))]

    def hang_up(self) -> None:
        """There is nothing to hang up."""

    close = hang_up


def refuse(error: Exception) -> Callable[[], object]:
    """An answer that is a refusal."""

    def answer() -> object:
        raise error

    return answer


@pytest.fixture
def line() -> Line:
    return Line()


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A keyring: the passwords that were put there."""
    found: list[str] = []

    def keep(_desk: object, password: str) -> bool:
        found.append(password)
        return True

    monkeypatch.setattr(operations, "keep_password", keep)
    return found


@pytest.fixture
def sharing(opened: OpenDesk, line: Line, data_folder: Path) -> SharedDeskModel:
    """A desk that is shared, with a server that answers."""
    share(opened)
    made = SharedDeskModel(opened.model, data_folder, lambda _: line)  # type: ignore[arg-type, return-value]
    made.begin()
    opened.settle()
    return made


def share(opened: OpenDesk) -> None:
    """Have the desk be part of a shared one."""
    opened.model.act(lambda desk, by: put_membership(desk, Membership("host=x", "r", by.person_id)))
    opened.settle()


def test_what_was_typed_is_kept_once_it_is_accepted_and_known_to_the_keyring_alone(
    opened: OpenDesk, sharing: SharedDeskModel, line: Line, kept: list[str]
) -> None:
    line.answers = [refuse(NoAnswerError("Nobody."))]
    sharing.use_password("typed")
    opened.settle()
    assert (sharing.password.value, kept) == ("typed", [])
    sharing.exchange_now()
    opened.settle()
    assert line.passwords[-2:] == ["typed", "typed"]
    assert (sharing.password.value, kept) == ("", ["typed"])


def test_where_there_is_no_keyring_it_serves_until_the_desk_is_left(
    opened: OpenDesk, sharing: SharedDeskModel
) -> None:
    sharing.use_password("typed")
    opened.settle()
    sharing.exchange_now()
    opened.settle()
    assert sharing.password.value == "typed"
    opened.model.act(lambda desk, _: end_membership(desk))
    opened.settle()
    assert not sharing.sharing.is_shared
    assert sharing.password.value == ""


def test_whoever_is_removed_with_days_left_is_told_once(
    opened: OpenDesk, sharing: SharedDeskModel, line: Line
) -> None:
    for state, is_removed in (("leaving", True), ("leaving", True), ("active", False)):
        line.state = state
        sharing.exchange_now()
        opened.settle()
        assert sharing.sharing.is_removed is is_removed
    assert [one.startswith("You were removed") for one in opened.said] == [True]


def test_whoever_was_removed_is_shown_as_that_from_the_beginning(
    opened: OpenDesk, data_folder: Path
) -> None:
    def remove(desk: Desk, _actor: Actor) -> None:
        put_sent(desk.connection, "{}")

    share(opened)
    opened.model.act(remove)
    opened.settle()
    held = SharedDeskModel(opened.model, data_folder)
    held.hold(is_held=True)
    held.begin()
    opened.settle()
    assert held.sharing.is_removed


def test_a_password_typed_while_a_wrong_one_is_tried_is_tried_too(
    opened: OpenDesk, sharing: SharedDeskModel, line: Line, kept: list[str]
) -> None:
    go_on = Event()

    def wait() -> None:
        go_on.wait(60)
        raise PasswordError("Not that one.")

    line.answers = [wait]
    sharing.use_password("wrong")
    sharing.use_password("right")
    go_on.set()
    opened.settle()
    assert line.passwords[-2:] == ["wrong", "right"]
    assert (sharing.sharing.trouble, kept) == (Trouble.NONE, ["right"])


def test_what_is_typed_while_another_is_accepted_is_not_taken_for_right(
    opened: OpenDesk, sharing: SharedDeskModel, line: Line, kept: list[str]
) -> None:
    go_on = Event()
    line.answers = [lambda: go_on.wait(60)]
    sharing.use_password("right")
    sharing.use_password("wrong")
    go_on.set()
    opened.settle()
    assert kept == ["right"]
    assert "wrong" not in line.passwords


def test_a_refused_one_does_not_stand_before_what_the_keyring_has(
    opened: OpenDesk, sharing: SharedDeskModel, line: Line
) -> None:
    line.answers = [refuse(PasswordError("Not that one."))]
    sharing.use_password("wrong")
    opened.settle()
    assert sharing.sharing.trouble is Trouble.PASSWORD
    sharing.exchange_now()
    opened.settle()
    assert line.passwords[-2:] == ["wrong", ""]


def test_a_bug_is_told_with_what_is_safe_and_what_to_do(
    opened: OpenDesk, sharing: SharedDeskModel, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    crashed: list[object] = []
    monkeypatch.setattr(opened.model, "fail", crashed.append)
    line.answers = [refuse(ZeroDivisionError())]
    sharing.exchange_now()
    opened.settle()
    assert len(crashed) == 1
    assert "Everything you do is saved here" in sharing.sharing.words


# What a person does about it


@pytest.fixture
def doing(opened: OpenDesk, sharing: SharedDeskModel, data_folder: Path) -> DeskSharing:
    """What is done about that desk."""
    return DeskSharing(opened.model, sharing, data_folder)


def told(doing: DeskSharing) -> list[tuple[str, str]]:
    """The list into which every failure from now on will come."""
    found: list[tuple[str, str]] = []
    doing.failed.connect(lambda key, words: found.append((key, words)))
    return found


def test_nothing_that_is_asked_for_meanwhile_is_left_out_without_a_word(
    opened: OpenDesk, doing: DeskSharing, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = Event()
    monkeypatch.setattr(operations, "verify", lambda *_: go_on.wait(60) and Verified([], []))
    monkeypatch.setattr(operations, "revoke", lambda *_: pytest.fail("it was refused"))
    failed = told(doing)
    doing.verify()
    assert opened.model.person is not None
    doing.revoke(opened.model.person, 0)
    assert failed == [("revoke", "The record is being checked. Try again once that has ended.")]
    go_on.set()
    opened.settle()
    assert doing.doing == ""


def test_what_was_verified_and_cannot_be_read_is_no_trouble_and_is_said(
    opened: OpenDesk, doing: DeskSharing, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[list[str]] = []
    doing.verified.connect(found.append)
    odd = [Unreadable("task", "t1", ("due",))]
    for troubles in ([], ["The chain is broken."]):
        monkeypatch.setattr(operations, "verify", lambda *_, said=troubles: Verified(said, odd))
        doing.verify()
        opened.settle()
    (sound, named), (broken, again) = found
    assert (sound, broken) == (
        "Nothing was altered, here or on the server.",
        "The chain is broken.",
    )
    assert named == again
    assert "The task t1" in named


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ServerError("No."), "No."),
        (SecretError("Give it with --password-stdin."), desk_sharing._NO_PASSWORD),
        (ZeroDivisionError(), "Something went wrong. Nothing that you did is lost."),
    ],
)
def test_whatever_goes_wrong_is_said_where_it_was_asked_for(
    opened: OpenDesk, doing: DeskSharing, monkeypatch: pytest.MonkeyPatch,
    error: Exception, words: str,
) -> None:  # fmt: skip
    monkeypatch.setattr(opened.model, "fail", lambda _: None)
    monkeypatch.setattr(operations, "verify", lambda *_: refuse(error)())
    failed = told(doing)
    doing.verify()
    opened.settle()
    assert failed == [("verify", words)]
    assert "--" not in words


# Joining


@pytest.fixture
def joining(
    opened: OpenDesk, line: Line, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> DeskSharing:
    """A desk that is not shared yet, and an invitation to share it."""
    sharing = SharedDeskModel(opened.model, data_folder, lambda _: line)  # type: ignore[arg-type, return-value]
    sharing.begin()
    made = DeskSharing(opened.model, sharing, data_folder)
    assert opened.model.person is not None
    made.joining.invitation = DeskInvitation(
        "d", "Joint", "Europe/London", "host=x", "", "r", opened.model.person.id, "Imogen", "once"
    )
    opened.settle()
    return made


def join_by(
    opened: OpenDesk, monkeypatch: pytest.MonkeyPatch, then: Callable[[DeskInvitation], object]
) -> None:
    """Have joining note the membership, and then do something."""

    def join(path: Path, folder: Path, *_: object, **__: Any) -> object:
        from jointdesk.store.desk import open_desk

        assert opened.model.person is not None
        with open_desk(path, data_folder=folder) as desk:
            put_membership(desk, Membership("host=x", "r", opened.model.person.id))
        return then(desk)  # type: ignore[arg-type]

    monkeypatch.setattr(operations, "join", join)


def test_a_first_exchange_that_breaks_off_goes_on_with_the_password_that_was_typed(
    opened: OpenDesk, joining: DeskSharing, line: Line, kept: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    join_by(opened, monkeypatch, lambda _: refuse(NoAnswerError("Broken off."))())
    failed: list[str] = []
    joining.joining.failed.connect(lambda _key, words: failed.append(words))
    joining.joining.join("a-long-password", "a-long-password")
    opened.settle()
    joining.sharing.look()
    opened.settle()
    assert failed == ["Broken off."]
    assert line.passwords[0] == "a-long-password"
    assert kept == ["a-long-password"]


def test_joining_again_leaves_nothing_of_the_password_of_before(
    opened: OpenDesk, joining: DeskSharing, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    joining.sharing.password.know("of-before")
    invitation = joining.joining.invitation
    assert invitation is not None
    join_by(opened, monkeypatch, lambda _: Joined(opened.model.path, invitation, Exchanged()))
    monkeypatch.setattr("jointdesk.store.secrets.can_keep", lambda: True)
    joining.joining.join("a-long-password", "a-long-password")
    opened.settle()
    assert joining.sharing.password.value == ""
    assert "of-before" not in line.passwords


def test_a_short_password_is_refused_before_anything_is_done(joining: DeskSharing) -> None:
    failed = []
    joining.joining.failed.connect(lambda key, words: failed.append((key, words)))
    joining.joining.join("short", "short")
    assert failed == [("password", "Choose a password of at least 12 characters.")]


def test_a_joining_elsewhere_that_is_broken_off_goes_on_with_the_same_file(
    opened: OpenDesk, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places: list[Path] = []

    def join(path: Path, *_: object, **__: Any) -> object:
        if not places:  # as where the program ends in the middle
            create_desk(path, name="Other", zone="UTC", data_folder=data_folder, id_="d2").close()
        places.append(path)
        raise NoAnswerError("Broken off.")

    monkeypatch.setattr(operations, "join", join)
    joining = opened.sharing().joining
    joining.invitation, joining.is_elsewhere = (
        DeskInvitation("d2", "Other", "UTC", "host=x", "", "r", "p", "Tom", "once"),
        True,
    )
    for _ in range(2):
        joining.join("a-long-password", "a-long-password")
        opened.settle()
    assert places[0] == places[1] != opened.model.path
    assert known_desks(data_folder) == [opened.model.path.resolve(), places[0].resolve()]
    assert last_desk(data_folder) == opened.model.path.resolve()
