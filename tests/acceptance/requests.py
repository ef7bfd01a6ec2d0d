"""The twenty requests of `twenty_bookings`: who asks for what, and what becomes of it."""

from dataclasses import dataclass

PRIYA, BRIDGET, DIRECTOR = "Priya Shah", "Bridget Lowe", "Imogen Farrant"
"""The council's PA, the health body's PA, and their director."""


@dataclass(frozen=True)
class Request:
    """One request: its words stand nowhere else, so that they are found wherever they come.

    `course` says what becomes of it; `own` that it is kept to its body.
    """

    word: str
    code: str
    course: str = "straight"
    own: bool = False
    template: str = ""

    @property
    def title(self) -> str:
        """What it is for."""
        return f"{self.word} talk"

    @property
    def pa(self) -> str:
        """The PA of the body whose it is."""
        return PRIYA if self.code == "CAL" else BRIDGET

    @property
    def other(self) -> str:
        """The PA of the other body."""
        return BRIDGET if self.code == "CAL" else PRIYA

    @property
    def words(self) -> tuple[str, ...]:
        """All that may not be read by the other body."""
        return tuple(f"{self.word}{what}" for what in ("", "asker", "room", "papers", "guest"))


REQUESTS = (
    Request("Alder", "CAL"),
    Request("Birch", "WEX", "moved"),
    Request("Cedar", "CAL", "refused", own=True),
    Request("Board", "WEX", "cancelled there", own=True),
    Request("Damson", "CAL", "handed over"),
    Request("Elder", "WEX", "declined", own=True),
    Request("Fig", "CAL", "moved there", own=True),
    Request("Gorse", "WEX", "never held"),
    Request("Hazel", "CAL", "block deleted there", own=True),
    Request("Ivy", "WEX", "by the director", own=True),
    Request("Juniper", "CAL", "moved", own=True),
    Request("Larch", "WEX", "refused"),
    Request("Maple", "CAL", "declined"),
    Request("Nettle", "WEX", "moved there"),
    Request("Olive", "CAL", "never held", own=True),
    Request("Pine", "WEX", own=True),
    Request("Quince", "CAL", "by the director"),
    Request("Rowan", "WEX", "handed over"),
    Request("Sorrel", "CAL", "block moved there"),
    Request("Thorn", "WEX", "moved", own=True),
)
