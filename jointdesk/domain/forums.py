"""Forums: bodies and groups that meet, with their seats and quorum."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from jointdesk.domain.entries import organisation, person
from jointdesk.domain.fields import Field, Kind, RecordType


class ForumSeat(NamedTuple):
    """A person's seat in a forum; `role` is voting, attending, author or chair."""

    person: str = ""
    org: str = ""
    role: str = "voting"
    deputy: str = ""


class Quorum(NamedTuple):
    """How many voters of an organisation a forum needs; `org` "" means of anybody."""

    org: str = ""
    voters: int = 1


class Stage(NamedTuple):
    """A step of making papers for a forum, so many working days before the meeting (DL15)."""

    name: str = ""
    days: int = 0


@dataclass(frozen=True, slots=True)
class Forum:
    """A body or group that meets.

    `kind` is advisory, committee, executive, board, joint_committee, committees_in_common,
    individual_decision_makers. `meetings` are the titles by which the diary knows it (globs, as
    in rules). `quorum` and `seats` serve DIA-09 and WRK-04, `stages` the papers' dates.
    """

    id: str
    order: int = 0
    code: str = ""
    name: str = ""
    orgs: tuple[str, ...] = ()
    kind: str = "committee"
    meetings: tuple[str, ...] = ()
    quorum: tuple[Quorum, ...] = ()
    seats: tuple[ForumSeat, ...] = ()
    stages: tuple[Stage, ...] = ()
    limit: Decimal | None = None


SEAT_ROLES = {
    "voting": "Voting member",
    "attending": "In attendance",
    "author": "Author or presenter",
    "chair": "Chair",
}


FORUM_KINDS = {
    "executive": "Executive",
    "committee": "Committee",
    "board": "Board",
    "joint_committee": "Joint committee",
    "committees_in_common": "Committees in common",
    "individual_decision_makers": "Individual decision-makers",
    "advisory": "Advisory group",
}


FORUM = RecordType(
    "forum",
    (
        Field("code", Kind.TEXT, "Short name"),
        Field("name", Kind.TEXT, "Name"),
        Field("orgs", Kind.REFERENCES, "Organisations", path="org", to="organisation"),
        Field("kind", Kind.CHOICE, "Kind", choices=FORUM_KINDS),
        Field("meetings", Kind.NAMES, "Titles in the diary"),
        Field(
            "quorum",
            Kind.ROWS,
            "Quorum",
            row=Quorum,
            parts=(organisation(), Field("voters", Kind.NUMBER, "Voters")),
        ),
        Field(
            "seats",
            Kind.ROWS,
            "Seats",
            row=ForumSeat,
            parts=(
                person(),
                organisation(),
                Field("role", Kind.CHOICE, "Role", choices=SEAT_ROLES),
                person("Deputy", "deputy"),
            ),
        ),
        Field(
            "stages",
            Kind.ROWS,
            "Papers",
            row=Stage,
            parts=(
                Field("name", Kind.TEXT, "Stage"),
                Field("days", Kind.NUMBER, "Working days before"),
            ),
        ),
        Field("limit", Kind.MONEY, "Limit"),
    ),
    Forum,
)
