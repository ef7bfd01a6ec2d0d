"""Fresh ids."""

import secrets


def new_id() -> str:
    """Return a random id of 12 characters, never derived from anything."""
    return secrets.token_hex(6)
