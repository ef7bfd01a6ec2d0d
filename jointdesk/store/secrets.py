"""Secret addresses and passwords: in the system's own keyring, or asked for once a session.

Only keyrings of the operating system are trusted, by the module they come from: others that may
be installed keep secrets as plain text, or lose them, without saying so. A keyring is tried out
before it is given anything. Secrets are never written to the desk, to logs or to errors.
"""

import secrets
from typing import TYPE_CHECKING

from jointdesk.domain.errors import SecretError

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

ALLOWED_MODULES = (
    "keyring.backends.SecretService",
    "keyring.backends.Windows",
    "keyring.backends.kwallet",
    "keyring.backends.libsecret",
    "keyring.backends.macOS",
)
"""Where the keyrings of Linux desktops, Windows and macOS come from."""

_USER = "jointdesk"

_NO_KEYRING = (
    "This computer offers no safe place to keep the address, or its keyring is locked: unlock it."
    " Two other ways go on: if it is not secret, --url-in-desk keeps it in the desk's file;"
    " otherwise --no-keyring keeps it nowhere and asks for it once a session (sync"
    " --secrets-stdin)."
)


class Secrets:
    """The secrets of one desk, by collection id; those of the session stay in memory."""

    def __init__(self, desk_id: str) -> None:
        self._desk_id = desk_id
        self._session: dict[str, str] = {}

    def hold(self, collection_id: str, secret: str) -> None:
        """Keep a secret in memory until the program ends."""
        self._session[collection_id] = secret

    def keep(self, collection_id: str, secret: str) -> None:
        """Keep a secret in the system's keyring, which is tried out before.

        Raises:
            SecretError: there is no trusted keyring, or it does not keep what it is given.
        """
        keyring = trusted_keyring()
        if keyring and _works(keyring) and _keeps(keyring, self.name_of(collection_id), secret):
            return
        raise SecretError(_NO_KEYRING)

    def find(self, collection_id: str) -> str | None:
        """Return a secret from memory or the keyring, None where it has to be asked for."""
        if collection_id in self._session:
            return self._session[collection_id]
        keyring = trusted_keyring()
        return _get(keyring, self.name_of(collection_id)) if keyring else None

    def get(self, collection_id: str) -> str:
        """Return a secret from memory or the keyring.

        Raises:
            SecretError: it is in neither.
        """
        secret = self.find(collection_id)
        if secret is None:
            raise SecretError(
                f"The secret address of {collection_id} is not on this computer, or the keyring is"
                " locked: unlock it, give the address again with sync --secrets-stdin, or add the"
                " source anew."
            )
        return secret

    def forget(self, collection_id: str) -> bool:
        """Remove a secret from memory and the keyring, where it is there.

        Returns False where the keyring may keep it still: there is none now, or it is locked.
        """
        self._session.pop(collection_id, None)
        keyring = trusted_keyring()
        return keyring is not None and _lacks(keyring, self.name_of(collection_id))

    def name_of(self, collection_id: str) -> str:
        """Return what a secret is called in the keyring."""
        return f"jointdesk:{self._desk_id}:{collection_id}"


def can_keep() -> bool:
    """True if this machine has a keyring that is trusted and keeps what it is given."""
    keyring = trusted_keyring()
    return keyring is not None and _works(keyring)


def trusted_keyring() -> "KeyringBackend | None":
    """Return the system's keyring if it comes from a module that is trusted."""
    try:
        import keyring

        chosen = keyring.get_keyring()
        # A chainer asks its backends in turn: it might give the secret to one that is not trusted.
        several: list[KeyringBackend] = list(getattr(chosen, "backends", [chosen]))
    except Exception:  # noqa: BLE001  backends raise whatever their system raises
        return None
    for backend in several:
        if type(backend).__module__ in ALLOWED_MODULES:
            return backend
    return None


def _works(backend: "KeyringBackend") -> bool:
    """True if it keeps and deletes a trial secret."""
    name = f"jointdesk:trial:{secrets.token_hex(4)}"
    return _keeps(backend, name, secrets.token_hex(8)) and _delete(backend, name)


def _keeps(backend: "KeyringBackend", name: str, secret: str) -> bool:
    try:
        backend.set_password(name, _USER, secret)
        return bool(backend.get_password(name, _USER) == secret)
    except Exception:  # noqa: BLE001  backends raise whatever their system raises
        return False


def _get(backend: "KeyringBackend", name: str) -> str | None:
    try:
        return backend.get_password(name, _USER)
    except Exception:  # noqa: BLE001  backends raise whatever their system raises
        return None


def _lacks(backend: "KeyringBackend", name: str) -> bool:
    """True if it keeps no such secret, or none any more."""
    try:
        return backend.get_password(name, _USER) is None or _delete(backend, name)
    except Exception:  # noqa: BLE001  backends raise whatever their system raises
        return False


def _delete(backend: "KeyringBackend", name: str) -> bool:
    try:
        backend.delete_password(name, _USER)
    except Exception:  # noqa: BLE001  backends raise whatever their system raises
        return False
    return True
