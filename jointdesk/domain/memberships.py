"""How a machine belongs to a shared desk; read before the first picture, so apart."""

from typing import NamedTuple


class Membership(NamedTuple):
    """How this machine belongs to a shared desk.

    `address` is where its server is, without a password. `skew_ms` is how much its clock is ahead
    of this machine's. `epoch` is the one last seen, 0 for none. `synced_at` is UTC seconds, None
    for never. `trouble` says in a sentence why nothing goes either way, "" where it does.
    """

    address: str
    role: str
    person_id: str
    epoch: int = 0
    skew_ms: int = 0
    synced_at: int | None = None
    trouble: str = ""
