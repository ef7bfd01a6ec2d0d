"""The password of a shared desk is kept under its person's login, also where it was not before."""

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail
from keyring.errors import KeyringLocked

from jointdesk.desk.refusals import PasswordError
from jointdesk.domain.errors import SecretError
from jointdesk.domain.moments import Instant
from jointdesk.domain.sources import Connection
from jointdesk.operations import shared_desk
from jointdesk.operations.desk_password import (
    KeptPassword,
    find_password,
    forget_password,
    keep_password,
    move_password,
    still_kept,
)
from jointdesk.operations.sources import Keep
from jointdesk.operations.wiping import get_ready, wipe, wiped_words
from jointdesk.store import secrets
from jointdesk.store.connections import add_connection
from jointdesk.store.desk import open_desk
from jointdesk.store.membership import find_membership
from tests.desk.desks import PASSWORDS, SharedDesks, founded
from tests.postgres import PostgresServer
from tests.store.test_secrets import Forgetful, Locked, Memory

OLD = ("jointdesk:d1:shared desk", "jointdesk")
TOM = ("jointdesk:d1:shared desk jd_tom", "jointdesk")
UNA = ("jointdesk:d1:shared desk jd_una", "jointdesk")


@pytest.fixture
def safe(monkeypatch: pytest.MonkeyPatch) -> Memory:
    """This computer's keyring."""
    made = Memory()
    monkeypatch.setattr(keyring, "get_keyring", lambda: made)
    monkeypatch.setattr(secrets, "ALLOWED_MODULES", (Memory.__module__,))
    return made


def test_two_people_under_one_account_keep_one_each(safe: Memory) -> None:
    keep_password("d1", "jd_tom", "Tom's")
    keep_password("d1", "jd_una", "Una's")
    assert safe.kept == {TOM: "Tom's", UNA: "Una's"}
    assert find_password("d1", "jd_tom") == KeptPassword("Tom's")
    assert forget_password("d1", "jd_una") == []
    assert forget_password("d1", "jd_una") == []  # it is known not to be there
    assert safe.kept == {TOM: "Tom's"}
    assert find_password("d1", "jd_una") == KeptPassword("")


def test_what_an_older_program_kept_is_found_and_moved(safe: Memory) -> None:
    safe.kept[OLD] = "Tom's"
    assert find_password("d1", "jd_tom") == KeptPassword("Tom's", is_old=True)
    move_password("d1", "jd_tom", "Tom's")
    assert safe.kept == {TOM: "Tom's"}


def test_it_stays_where_it_is_if_it_cannot_be_moved(monkeypatch: pytest.MonkeyPatch) -> None:
    full = Forgetful()
    full.kept[OLD] = "Tom's"
    monkeypatch.setattr(keyring, "get_keyring", lambda: full)
    monkeypatch.setattr(secrets, "ALLOWED_MODULES", (Memory.__module__,))
    move_password("d1", "jd_tom", "Tom's")
    assert full.kept[OLD] == "Tom's"


@pytest.mark.parametrize("has_own", [False, True])
def test_leaving_forgets_what_an_older_program_kept_unless_there_is_one_s_own(
    safe: Memory, has_own: bool
) -> None:
    safe.kept[OLD] = "Una's, perhaps"
    if has_own:
        keep_password("d1", "jd_tom", "Tom's")
    forget_password("d1", "jd_tom")
    assert [*safe.kept] == ([OLD] if has_own else [])


# A keyring that is locked, or missing


class Lasting(Memory):
    """Is read, and gives nothing up."""

    def delete_password(self, service: str, username: str) -> None:
        raise KeyringLocked


@pytest.mark.parametrize("backend", [Locked(), fail.Keyring(), Memory()])
def test_leaving_says_what_it_may_be_called_where_nobody_can_know(
    backend: KeyringBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
    trusted = (Locked.__module__,) if isinstance(backend, Locked) else ()
    monkeypatch.setattr(secrets, "ALLOWED_MODULES", trusted)
    left = forget_password("d1", "jd_tom")
    assert left == [TOM[0], OLD[0]]
    assert still_kept(left) == (
        "The password could not be removed from this computer's keyring, which is locked or"
        " missing: if it was kept there, unlock the keyring and remove with your system's own"
        " program what is called “jointdesk:d1:shared desk jd_tom” or “jointdesk:d1:shared desk”."
    )
    assert still_kept([]) == ""


@pytest.mark.parametrize("name", [TOM, OLD])
def test_it_says_what_it_is_called_where_that_is_known(
    name: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    backend = Lasting()
    backend.kept[name] = "Tom's"
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
    monkeypatch.setattr(secrets, "ALLOWED_MODULES", (__name__,))
    assert forget_password("d1", "jd_tom") == [name[0]]


# Through a real server


@pytest.fixture
def desks(postgres: PostgresServer, tmp_path: Path) -> Iterator[SharedDesks]:
    made = founded(tmp_path, postgres.new_database(), Instant(1_796_025_600))
    made.join("Imogen")
    yield made
    made.close()


def join(desks: SharedDesks, who: str) -> None:
    """Have somebody join on this computer, which keeps the password."""
    folder = desks.machine(who)
    shared_desk.join(
        folder / "desk.jointdesk", folder, desks.invitations[who], desks.now,
        lambda _: PASSWORDS[who],
    )  # fmt: skip
    desks.open[who] = open_desk(folder / "desk.jointdesk", data_folder=folder)


def sync(desks: SharedDesks, who: str) -> None:
    shared_desk.exchange_now(desks.open[who], desks.now, desks.machine(who))


def names(desks: SharedDesks, *people: str) -> set[tuple[str, str]]:
    """The names under which the passwords of people are kept."""
    found = set()
    for who in people:
        membership = find_membership(desks.open[who].connection)
        assert membership is not None
        found.add((f"jointdesk:{desks.open[who].id}:shared desk {membership.role}", "jointdesk"))
    return found


def test_two_people_join_under_one_account_and_leave_one_by_one(
    desks: SharedDesks, safe: Memory
) -> None:
    for who in ("Tom", "Bridget"):
        join(desks, who)
    assert {*safe.kept} == names(desks, "Tom", "Bridget")
    for who in ("Tom", "Bridget"):
        sync(desks, who)
    left = names(desks, "Bridget")
    assert shared_desk.leave(desks.open["Tom"]).kept == ()
    assert {*safe.kept} == left
    desks.join("Tom")
    with pytest.raises(SecretError):
        sync(desks, "Tom")


def test_a_password_is_moved_once_the_server_has_accepted_it(
    desks: SharedDesks, safe: Memory
) -> None:
    """Both joined with an older program: what it kept is that of whoever joined last."""
    for who in ("Tom", "Bridget"):
        desks.join(who)
    old = (f"jointdesk:{desks.open['Tom'].id}:shared desk", "jointdesk")
    safe.kept[old] = PASSWORDS["Bridget"]
    with pytest.raises(PasswordError):
        sync(desks, "Tom")
    assert {*safe.kept} == {old}
    sync(desks, "Bridget")
    assert {*safe.kept} == names(desks, "Bridget")
    assert shared_desk.keep_password(desks.open["Tom"], PASSWORDS["Tom"])
    sync(desks, "Tom")
    assert {*safe.kept} == names(desks, "Tom", "Bridget")


def test_leaving_with_a_locked_keyring_succeeds_and_says_so(
    desks: SharedDesks, safe: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    join(desks, "Tom")
    [mine] = names(desks, "Tom")
    monkeypatch.setattr(keyring, "get_keyring", Locked)
    desk = desks.open["Tom"]
    assert shared_desk.leave(desk).kept[0] == mine[0]
    assert shared_desk.desk_status(desk).membership is None
    assert {*safe.kept} == {mine}


def test_taking_it_off_a_computer_with_a_locked_keyring_names_the_calendars_secrets_too(
    desks: SharedDesks, safe: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    join(desks, "Tom")
    desk, [mine] = desks.open["Tom"], names(desks, "Tom")
    for collection, keep in (("secret-feed", Keep.KEYRING), ("open-feed", Keep.DESK)):
        add_connection(desk, Connection(collection, "https://example.org/", keep))
    get_ready(desk, desks.now, desks.machine("Tom"))
    desks.open.pop("Tom").close()
    monkeypatch.setattr(keyring, "get_keyring", Locked)
    done = wipe(desks.machine("Tom") / "desk.jointdesk", desks.machine("Tom"))
    assert (done.kept, done.passwords[0]) == ((), mine[0])
    assert done.passwords[2:] == (f"jointdesk:{desks.open['Imogen'].id}:secret-feed",)
    words = wiped_words(done)
    assert f"remove with your system's own program what is called “{mine[0]}”" in words
    assert "with all that this computer remembered of it" in words
    assert not (desks.machine("Tom") / "desk.jointdesk").exists()
