"""Who does something, when, and in whose name: what every recorded change carries."""

from typing import NamedTuple

from jointdesk.domain.moments import Instant


class Actor(NamedTuple):
    """The acting person and the moment; `on_behalf_of` is another person's id, or ""."""

    person_id: str
    at: Instant
    on_behalf_of: str = ""

    @property
    def in_own_name(self) -> "Actor":
        """The same person in nobody else's name: what one says oneself, such as a comment."""
        return self._replace(on_behalf_of="")
