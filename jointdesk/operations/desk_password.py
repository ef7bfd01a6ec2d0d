"""A person's password of the shared desk, in this computer's keyring.

It is kept under the person's login: two people may have the desk under one account, each in a file
of their own. Where an older program kept it, for whoever joined last, it is looked for too.
"""

from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from jointdesk.domain.errors import SecretError
from jointdesk.domain.words import plain
from jointdesk.store.secrets import Secrets

_NAME = "shared desk"


class KeptPassword(NamedTuple):
    """A password that was kept, "" for none; `is_old` where an older program kept it."""

    password: str
    is_old: bool = False


def keep_password(desk_id: str, role: str, password: str) -> None:
    """Keep the password of a login.

    Raises:
        SecretError: there is no keyring that may be used.
    """
    Secrets(desk_id).keep(_name(role), password)


def find_password(desk_id: str, role: str) -> KeptPassword:
    """Return what is kept for a login; what an older program kept may be somebody else's."""
    kept = Secrets(desk_id)
    if found := kept.find(_name(role)):
        return KeptPassword(found)
    old = kept.find(_NAME) or ""
    return KeptPassword(old, is_old=bool(old))


def move_password(desk_id: str, role: str, password: str) -> None:
    """Keep what an older program kept, and the server has accepted, under the login alone."""
    with suppress(SecretError):  # the next time it is tried anew
        keep_password(desk_id, role, password)
        Secrets(desk_id).forget(_NAME)


def forget_password(desk_id: str, role: str) -> list[str]:
    """Forget the password of a login; what an older program kept where that is all there is.

    Returns what it may be called in a keyring that could not be asked, nothing where it is gone.
    """
    secrets, kept = Secrets(desk_id), find_password(desk_id, role)
    names = [_NAME] if kept.is_old else [_name(role)]
    if secrets.forget(names[0]):
        return []
    if not kept.password:  # it cannot be known who kept it
        names.append(_NAME)
    return [secrets.name_of(one) for one in names]


def still_kept(names: Sequence[str]) -> str:
    """Return a sentence on passwords that a keyring may keep still, "" for none."""
    if not names:
        return ""
    which = " or ".join(f"“{plain(one)}”" for one in names)
    return (
        "The password could not be removed from this computer's keyring, which is locked or"
        " missing: if it was kept there, unlock the keyring and remove with your system's own"
        f" program what is called {which}."
    )


def _name(role: str) -> str:
    return f"{_NAME} {role}"
