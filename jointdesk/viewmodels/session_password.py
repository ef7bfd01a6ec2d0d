"""The password of a shared desk while a window is open on it."""

from dataclasses import dataclass


@dataclass(slots=True)
class SessionPassword:
    """What is tried: `value`, "" for the keyring's; `typed` is the same until it is accepted."""

    value: str = ""
    typed: str = ""

    def know(self, password: str) -> None:
        """Go on with one that was accepted before, "" for the keyring's."""
        self.value, self.typed = password, ""

    def take(self, password: str) -> None:
        """Try one that was typed."""
        self.value = self.typed = password

    def accept(self, tried: str, *, is_kept: bool) -> None:
        """Go on with the one that was tried, or with the keyring's where that keeps it now.

        What was typed meanwhile is not needed: nobody knows whether it is right.
        """
        if self.typed:
            self.know(tried)
        if is_kept:
            self.know("")

    def refuse(self, tried: str) -> bool:
        """Return whether another was typed meanwhile, which is to be tried.

        A refused one that was typed does not stand before the keyring's any more.
        """
        if self.typed and self.typed != tried:
            return True
        if self.typed:
            self.know("")
        return False
