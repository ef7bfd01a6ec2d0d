"""How somebody signs in to a calendar server."""

from base64 import b64encode
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Login:
    """How to sign in: a user with a password, or for the user "" a bearer token.

    Without a secret nobody signs in.
    """

    user: str = ""
    secret: str = field(default="", repr=False)

    def headers(self) -> dict[str, str]:
        """Return the header that signs in (RFC 7617, RFC 6750)."""
        if not self.secret:
            return {}
        if not self.user:
            return {"Authorization": f"Bearer {self.secret}"}
        pair = b64encode(f"{self.user}:{self.secret}".encode()).decode("ascii")
        return {"Authorization": f"Basic {pair}"}
