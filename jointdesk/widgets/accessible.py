"""Painted blocks in the accessibility tree."""


def tell_focus(view: object) -> None:
    """Tell."""
