"""What a password of a shared desk must be like."""

from jointdesk.domain.errors import WrongUseError

SHORTEST = 12
"""How many characters it has at least."""


def checked_password(password: str) -> str:
    """Return a password that somebody chose.

    Raises:
        WrongUseError: something is wrong with it.
    """
    if problem := password_problem(password):
        raise WrongUseError(problem)
    return password


def password_problem(password: str) -> str:
    """Return what is wrong with a password that somebody chose, "" for nothing."""
    return (
        "" if len(password) >= SHORTEST else f"Choose a password of at least {SHORTEST} characters."
    )
