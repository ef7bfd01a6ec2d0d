"""Secrets: only in keyrings that are trusted by name and proved by trial, else in memory."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import KeyringLocked, PasswordDeleteError

from jointdesk.domain.errors import SecretError
from jointdesk.store import secrets
from jointdesk.store.secrets import Secrets

URL = "https://example.org/private-4711.ics"


class Memory(KeyringBackend):
    """Works as a system's keyring does."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.kept:
            raise PasswordDeleteError
        del self.kept[service, username]


class Forgetful(Memory):
    """Takes everything and keeps nothing."""

    def get_password(self, service: str, username: str) -> str | None:
        return None


class Locked(Memory):
    """Belongs to somebody who dismissed the prompt."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked

    get_password = delete_password = set_password  # type: ignore[assignment]


class Broken(Locked):
    """Raises what no keyring should."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise RuntimeError("D-Bus")

    get_password = delete_password = set_password  # type: ignore[assignment]


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> object:
    """Make a backend the system's, of a module that is trusted."""

    def use(backend: object, *, trusted: bool = True) -> None:
        monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
        if trusted:
            monkeypatch.setattr(secrets, "ALLOWED_MODULES", (__name__,))

    return use


def test_a_secret_is_kept_found_and_forgotten(use) -> None:  # type: ignore[no-untyped-def]
    backend = Memory()
    use(backend)
    Secrets("desk-id").keep("feed", URL)
    assert backend.kept == {("jointdesk:desk-id:feed", "jointdesk"): URL}
    again = Secrets("desk-id")
    assert again.find("feed") == again.get("feed") == URL
    assert Secrets("other").find("feed") is None
    assert again.forget("feed")
    assert again.forget("feed")
    assert backend.kept == {}


@pytest.mark.parametrize("backend", [Forgetful(), Locked(), Broken(), fail.Keyring()])
def test_one_that_does_not_keep_a_trial_gets_nothing(use, backend) -> None:  # type: ignore[no-untyped-def]
    use(backend)
    with pytest.raises(SecretError, match=r"--url-in-desk .* --no-keyring") as caught:
        Secrets("desk-id").keep("feed", URL)
    assert URL not in str(caught.value)
    assert URL not in getattr(backend, "kept", {}).values()
    assert Secrets("desk-id").find("feed") is None
    # Whoever cannot be asked may keep something; who forgets everything keeps nothing.
    assert Secrets("desk-id").forget("feed") is isinstance(backend, Forgetful)


@pytest.mark.parametrize("backend", [Memory(), null.Keyring(), fail.Keyring()])
def test_one_that_is_not_trusted_is_not_even_tried(use, backend) -> None:  # type: ignore[no-untyped-def]
    """Such as PlaintextKeyring of keyrings.alt, which is chosen where it is merely installed."""
    use(backend, trusted=False)
    with pytest.raises(SecretError, match="no safe place"):
        Secrets("desk-id").keep("feed", URL)
    assert not getattr(backend, "kept", {})


def test_of_several_only_the_trusted_one_is_used(use) -> None:  # type: ignore[no-untyped-def]
    trusted, other = Memory(), null.Keyring()
    use(SimpleNamespace(backends=[other, trusted]))
    Secrets("desk-id").keep("feed", URL)
    assert URL in trusted.kept.values()


def test_a_locked_keyring_is_said_to_be_a_way_on(use) -> None:  # type: ignore[no-untyped-def]
    use(Locked())
    store = Secrets("desk-1")
    with pytest.raises(SecretError, match="keyring is locked"):
        store.keep("feed", URL)
    with pytest.raises(SecretError, match="keyring is locked"):
        store.get("feed")


def test_a_secret_of_the_session_stays_in_memory(use) -> None:  # type: ignore[no-untyped-def]
    backend = Memory()
    use(backend)
    session = Secrets("desk-id")
    session.hold("feed", URL)
    assert session.get("feed") == URL
    assert backend.kept == {}
    session.forget("feed")
    with pytest.raises(SecretError, match=r"The secret address of feed .* --secrets-stdin"):
        session.get("feed")


@pytest.mark.parametrize(
    "named", ["keyring.backends.null.Keyring", "keyring.backends.fail.Keyring", "no.such.Keyring"]
)
def test_the_keyring_that_the_system_names_is_respected(named: str) -> None:
    code = "from jointdesk.store.secrets import Secrets; Secrets('d').keep('feed', 'x')"
    environment = os.environ | {"PYTHON_KEYRING_BACKEND": named}
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[2],
        env=environment,
        capture_output=True,
        text=True,
    )
    assert "SecretError: This computer offers no safe place" in run.stderr


@pytest.mark.secretservice
def test_a_real_secret_service_keeps_and_forgets() -> None:
    if not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        pytest.skip("there is no session bus")
    store = Secrets("trial-desk")
    store.keep("feed", URL + "?é")
    assert Secrets("trial-desk").find("feed") == URL + "?é"
    store.forget("feed")
    assert store.find("feed") is None
