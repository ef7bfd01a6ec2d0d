"""Proposals: ways to settle a conflict that one person asks another to accept.

A proposal is in the name of whoever makes it, and stands in the stream of the most private side of
its conflict, as comments do (design.md section 6).
"""

from dataclasses import dataclass

from jointdesk.domain.conflicts import Resolution
from jointdesk.domain.fields import Field, Kind, RecordType

WAYS = {
    "move": "Move it",
    "deputy": "Send a deputy",
    "remote": "Join remotely",
    "give_way": "Let it give way",
}
"""What may be proposed of one meeting of a conflict."""

RESOLUTIONS = {
    "move": Resolution.MOVED,
    "deputy": Resolution.DEPUTY,
    "remote": Resolution.REMOTE,
    "give_way": Resolution.DECLINED,
}
"""How a conflict is settled once a proposal of that way was acted on."""

STATES = {
    "proposed": "Proposed",
    "accepted": "Accepted",
    "declined": "Declined",
    "withdrawn": "Withdrawn",
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposal on the conflict with the id `conflict`, about the meeting `event`.

    `event` is any copy's key, `orgs` are the organisations in whose calendars it stands. `start`
    and `end` are new times, as events write them; `person` is the deputy who would go. `text` is
    what the one who proposes (`by`) says to it, `answer` what the one who answers does. `at` and
    `answered_at` are UTC seconds. `fingerprint` is the conflict's when it was made: with another
    one the proposal speaks of something that is no longer so.
    """

    id: str
    order: int = 0
    conflict: str = ""
    way: str = "move"
    event: str = ""
    orgs: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    person: str | None = None
    text: str = ""
    by: str = ""
    at: int = 0
    fingerprint: str = ""
    state: str = "proposed"
    answered_by: str | None = None
    answered_at: int = 0
    answer: str = ""

    @property
    def is_open(self) -> bool:
        """True while it waits for an answer."""
        return self.state == "proposed"


PROPOSAL = RecordType(
    "proposal",
    (
        Field("conflict", Kind.TEXT, "Conflict"),
        Field("way", Kind.CHOICE, "Way", choices=WAYS),
        Field("event", Kind.TEXT, "Meeting"),
        Field("orgs", Kind.REFERENCES, "Organisations", to="organisation"),
        Field("start", Kind.TEXT, "New start"),
        Field("end", Kind.TEXT, "New end"),
        Field("person", Kind.REFERENCE, "Who goes", to="person"),
        Field("text", Kind.PROSE, "Why"),
        Field("by", Kind.REFERENCE, "By", to="person"),
        Field("at", Kind.NUMBER, "At"),
        Field("fingerprint", Kind.TEXT, "As it stood"),
        Field("state", Kind.CHOICE, "State", choices=STATES),
        Field("answered_by", Kind.REFERENCE, "Answered by", to="person"),
        Field("answered_at", Kind.NUMBER, "Answered at"),
        Field("answer", Kind.PROSE, "Answer"),
    ),
    Proposal,
)
