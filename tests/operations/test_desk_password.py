"""The password of a shared desk is kept under its person's login, also where it was not before."""

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest

from jointdesk.desk.refusals import PasswordError
from jointdesk.domain.errors import SecretError
from jointdesk.domain.moments import Instant
from jointdesk.operations import shared_desk
from jointdesk.operations.desk_password import (
    KeptPassword,
    find_password,
    forget_password,
    keep_password,
    move_password,
)
from jointdesk.store import secrets
from jointdesk.store.desk import open_desk
from jointdesk.store.membership import find_membership
from tests.desk.desks import PASSWORDS, SharedDesks, founded
from tests.postgres import PostgresServer
from tests.store.test_secrets import Forgetful, Memory

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
    forget_password("d1", "jd_una")
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
    shared_desk.leave(desks.open["Tom"])
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
