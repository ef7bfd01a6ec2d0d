"""What a password of a shared desk must be like."""

SHORTEST = 12
"""How many characters it has at least."""


def password_problem(password: str) -> str:
    """Return what is wrong with a password that somebody chose, "" for nothing."""
    return (
        "" if len(password) >= SHORTEST else f"Choose a password of at least {SHORTEST} characters."
    )
