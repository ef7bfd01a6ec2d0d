"""What a look says of the conflicts ahead is what the run then does to them."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jointdesk.derive.ahead import Ahead
from jointdesk.domain.actors import Actor
from jointdesk.domain.conflicts import Resolution
from jointdesk.domain.moments import Instant
from jointdesk.domain.organisations import OrganisationKind
from jointdesk.domain.people import Role
from jointdesk.operations import conflicts
from jointdesk.operations.audiences import audience_of, director_id
from jointdesk.operations.desks import new_desk
from jointdesk.operations.foresight import foresee_run
from jointdesk.operations.imports import Looked, Wanted, bring_in, look
from jointdesk.operations.organisations import add_organisation
from jointdesk.operations.people import add_person, add_seat
from jointdesk.store.desk import Desk

DAY = "20261202"


class Two:
    """A desk of two organisations, each read from a file."""

    def __init__(self, folder: Path, now: Instant) -> None:
        self.folder = folder
        self.desk: Desk = new_desk(
            folder / "a.desk", name="A", zone="Europe/London", data_folder=folder, now=now
        )
        self.actor = Actor(director_id(self.desk), now)
        for code, kind in (("CAL", OrganisationKind.COUNCIL), ("WEX", OrganisationKind.ICB)):
            add_organisation(self.desk, self.actor, code=code, name=code, kind=kind)

    def look(self, code: str, *events: str) -> Looked:
        path = self.folder / f"{code}.ics"
        text = "".join(f"BEGIN:VEVENT\r\n{one}\r\nEND:VEVENT\r\n" for one in events)
        path.write_text(
            f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{text}END:VCALENDAR\r\n", newline=""
        )
        return look(self.desk, Wanted(code, str(path)), self.actor.at)

    def read(self, code: str, *events: str) -> None:
        looked = self.look(code, *events)
        bring_in(self.desk, self.actor, looked, range(len(looked.preview)))

    def foreseen(self, looked: Looked, who: str = "") -> Ahead:
        audience = audience_of(self.desk, who or self.actor.person_id)
        everything = looked.preview.chosen(range(len(looked.preview)))
        return foresee_run(self.desk, audience, self.actor.at, everything)

    def waiting(self) -> dict[str, tuple[str, str]]:
        audience = audience_of(self.desk, self.actor.person_id)
        window = conflicts.default_window(self.desk, self.actor.at)
        listed = conflicts.list_conflicts(self.desk, audience, window, self.actor.at)
        return {
            one.conflict.id: (one.conflict.code, one.conflict.message)
            for one in listed
            if one.state in ("open", "assigned") and one.conflict.code != "DIA-16"
        }


@pytest.fixture
def make(tmp_path: Path, now: Instant) -> Iterator[Callable[[], Two]]:
    with ExitStack() as stack:

        def made() -> Two:
            folder = Path(stack.enter_context(TemporaryDirectory(dir=tmp_path)))
            two = Two(folder, now)
            stack.callback(two.desk.close)
            return two

        yield made


def event(uid: str, title: str, start: int, end: int, *more: str) -> str:
    lines = (f"UID:{uid}", f"SUMMARY:{title}", f"DTSTART:{DAY}T{start:02}0000Z")
    return "\r\n".join((*lines, f"DTEND:{DAY}T{end:02}0000Z", *more))


def test_a_clash_with_what_is_there_is_foreseen_in_words(make: Callable[[], Two]) -> None:
    two = make()
    two.read("CAL", event("a", "Cabinet", 9, 11))
    ahead = two.foreseen(two.look("WEX", event("b", "Board", 10, 12)))
    (new,) = ahead.new
    assert (ahead.made, ahead.ended, new.code) == (1, 0, "DIA-01")
    assert "Cabinet (CAL) and Board (WEX) overlap" in new.message


def test_a_meeting_that_moves_away_ends_its_conflict(make: Callable[[], Two]) -> None:
    two = make()
    two.read("CAL", event("a", "Cabinet", 9, 11))
    two.read("WEX", event("b", "Board", 10, 12))
    ahead = two.foreseen(two.look("WEX", event("b", "Board", 14, 15)))
    assert (ahead.made, ahead.ended) == (0, 1)


def test_what_is_left_missing_still_clashes(make: Callable[[], Two]) -> None:
    two = make()
    two.read("CAL", event("a", "Cabinet", 9, 11))
    two.read("WEX", event("b", "Board", 10, 12), event("c", "Lunch", 13, 14))
    looked = two.look("WEX", event("c", "Lunch", 13, 14))
    audience = audience_of(two.desk, two.actor.person_id)
    kept = foresee_run(two.desk, audience, two.actor.at, looked.preview.chosen([]))
    assert (two.foreseen(looked).ended, kept.ended) == (1, 0)


def test_who_may_not_see_a_title_does_not_read_it_here(make: Callable[[], Two]) -> None:
    two = make()
    bridget = add_person(two.desk, two.actor, name="Bridget")
    add_seat(two.desk, two.actor, person_id=bridget, org_code="WEX", role=Role.PA)
    two.read("CAL", event("a", "Disciplinary hearing", 9, 11, "CLASS:PRIVATE"))
    (new,) = two.foreseen(two.look("WEX", event("b", "Board", 10, 12)), bridget).new
    assert "Busy (CAL)" in new.message
    assert "hearing" not in new.message


def test_a_settled_conflict_that_a_change_opens_again_is_new(make: Callable[[], Two]) -> None:
    two = make()
    two.read("CAL", event("a", "Cabinet", 9, 11))
    two.read("WEX", event("b", "Board", 10, 12))
    audience = audience_of(two.desk, two.actor.person_id)
    window = conflicts.default_window(two.desk, two.actor.at)
    (known,) = conflicts.list_conflicts(two.desk, audience, window, two.actor.at)
    settle = conflicts.Settle(Resolution.DEPUTY, "Tom goes")
    conflicts.resolve_conflicts(two.desk, two.actor, audience, [known.conflict.id], settle)
    assert two.foreseen(two.look("WEX", event("b", "Board", 10, 13))).made == 1


rules = st.sampled_from(["", "RRULE:FREQ=DAILY;COUNT=4", "RRULE:FREQ=WEEKLY", "STATUS:TENTATIVE"])
events = st.lists(
    st.tuples(
        st.sampled_from("abcd"),
        st.sampled_from(["Board", "Cabinet", "Busy", "Leave"]),
        st.integers(7, 18),
        st.integers(1, 4),
        rules,
    ),
    max_size=5,
    unique_by=lambda one: one[0],
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=st.tuples(events, events), then=events)
def test_what_is_foreseen_is_what_happens(
    make: Callable[[], Two], first: tuple[list[tuple], list[tuple]], then: list[tuple]
) -> None:
    def written(found: list[tuple]) -> list[str]:
        return [
            event(uid, title, start, start + hours, *filter(None, [rule]))
            for uid, title, start, hours, rule in found
        ]

    two = make()
    for code, found in zip(("CAL", "WEX"), first, strict=True):
        if found:
            two.read(code, *written(found))
    if not then:
        return
    before = two.waiting()
    looked = two.look("WEX", *written(then))
    ahead = two.foreseen(looked)
    bring_in(two.desk, two.actor, looked, range(len(looked.preview)))
    after = two.waiting()
    told = Counter((one.code, one.message) for one in ahead.new)
    assert told == Counter(after[id_] for id_ in after.keys() - before.keys())
    assert ahead.made == len(ahead.new)
    assert ahead.ended == len(before.keys() - after.keys())
