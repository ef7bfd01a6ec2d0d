"""A desk with clashes of every secrecy, to be settled by a director, two PAs and a deputy."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from jointdesk.domain.actors import Actor
from jointdesk.domain.moments import Instant
from jointdesk.domain.people import Audience, Role
from jointdesk.operations.audiences import actor_of, audience_of
from jointdesk.operations.conflicts import default_window, list_conflicts
from jointdesk.operations.people import add_person, add_seat, change_person
from tests.operations.event_desk import COUNCIL, EventDesk

MAIL = "imogen@cal.example"


def event(uid: str, day: str, start: str, end: str, title: str, more: str = "") -> str:
    return (
        f"BEGIN:VEVENT\nUID:{uid}\nDTSTART;TZID=Europe/London:{day}T{start}00\n"
        f"DTEND;TZID=Europe/London:{day}T{end}00\nSUMMARY:{title}\n{more}END:VEVENT\n"
    )


INVITED = f"ORGANIZER:mailto:chair@wex.example\nATTENDEE;PARTSTAT=ACCEPTED:mailto:{MAIL}\n"
PRIVATE = "CLASS:PRIVATE\n"
CAL = COUNCIL + (
    event("open", "20261207", "1000", "1100", "Cabinet", "LOCATION:Town Hall\n")
    + event("plain", "20261208", "1000", "1100", "Focus time")
    + event("secret", "20261209", "1000", "1100", "Calsecret", PRIVATE)
    + event("half", "20261210", "1000", "1100", "Scrutiny")
)
WEX = (
    event("board", "20261207", "1030", "1130", "Board")
    + event("asked", "20261208", "1030", "1130", "Quality group", INVITED)
    + event("hidden", "20261209", "1030", "1130", "Wexsecret", PRIVATE)
    + event("away", "20261210", "1030", "1130", "Wexaway", PRIVATE)
)


class TeamDesk(EventDesk):
    """Imogen, with Tom for CAL, Bridget for WEX and Callum as CAL's deputy.

    Of its clashes "open" is open to all, in "asked" the director is invited to one side, in "both"
    each body has something private, in "half" WEX has.
    """

    def __init__(self, folder: Path, now: Instant) -> None:
        super().__init__(folder, now)
        desk, director = self.desk, self.director
        change_person(desk, director, director.person_id, name="Imogen", emails=(MAIL,))
        for code, name in (("CAL", "Tom"), ("WEX", "Bridget")):
            change_person(desk, director, self.people[code].person_id, name=name, emails=())
            self.source_says(code, {"CAL": CAL, "WEX": WEX}[code])
        self.callum = add_person(desk, director, name="Callum")
        add_seat(desk, director, person_id=self.callum, org_code="CAL", role=Role.DEPUTY)

    def acting(self, who: str, later: int = 0) -> tuple[Actor, Audience]:
        """Return a person as they act and what they see: "" for the director, or a body's PA."""
        person = {"": self.director.person_id, "CALLUM": self.callum}.get(who)
        person = person or self.people[who].person_id
        actor = actor_of(self.desk, person, self.now + later)
        return actor, audience_of(self.desk, person)

    def clash(self, name: str, who: str = "") -> str:
        """Return the id of one of the clashes, as a person knows it."""
        day = {"open": 7, "asked": 8, "both": 9, "half": 10}[name]
        audience = self.acting(who)[1]
        window = default_window(self.desk, self.now)
        (found,) = [
            one.conflict.id
            for one in list_conflicts(self.desk, audience, window, self.now)
            if one.conflict.code == "DIA-01"
            and one.conflict.start is not None
            and (one.conflict.start - self.now) // 86400 == day
        ]
        return found


@pytest.fixture
def team(tmp_path: Path, now: Instant) -> Iterator[TeamDesk]:
    """The desk with its clashes."""
    made = TeamDesk(tmp_path, now)
    yield made
    made.desk.close()
