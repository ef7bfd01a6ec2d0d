"""Polls, from which pre-election periods follow."""

from dataclasses import dataclass
from datetime import date

from jointdesk.domain.fields import Field, Kind, RecordType


@dataclass(frozen=True, slots=True)
class Poll:
    """A poll, from which the pre-election period follows (DL11).

    `notice` is the day on which the notice of election was or will be published; where it is
    None the latest possible day counts. None `orgs` means everybody.
    """

    id: str
    order: int = 0
    name: str = ""
    kind: str = "local"
    day: date | None = None
    notice: date | None = None
    orgs: tuple[str, ...] | None = None


POLL = RecordType(
    "poll",
    (
        Field("name", Kind.TEXT, "Poll"),
        Field(
            "kind",
            Kind.CHOICE,
            "Kind",
            choices={"local": "Local", "general": "UK general election"},
        ),
        Field("day", Kind.DAY, "Polling day"),
        Field("notice", Kind.DAY, "Notice of election"),
        Field("orgs", Kind.REFERENCES, "Organisations", path="org", to="organisation"),
    ),
    Poll,
)
