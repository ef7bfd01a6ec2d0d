"""What must be so when all requests were taken: nothing left over, told to others, or lost."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tests.acceptance.doors import uid_of
from tests.acceptance.requests import BRIDGET, DIRECTOR, PRIYA, Request

if TYPE_CHECKING:
    from tests.acceptance.twenty_bookings import Office


def settle(office: "Office") -> None:
    """See that another sync writes nothing."""
    office.sync()
    before = [len(door.log) for door in office.doors.values()]
    office.sync()
    assert [len(door.log) for door in office.doors.values()] == before
    office.say("    a second sync writes nothing")


def look_for_holds(office: "Office", requests: Sequence[Request]) -> None:
    """No hold is left over, and the calendars have the meetings and one block for each."""
    on = [one for one in requests if one.course not in ("declined", "cancelled there")]
    for code, other in office.others.items():
        texts = other.texts()
        assert not [one for one in texts if "SUMMARY:HOLD" in one]
        blocks = [one for one in texts if "SUMMARY:Busy" in one]
        meetings = [one for one in texts if "SUMMARY:Busy" not in one]
        away = [one for one in on if one.code != code]
        home = [one for one in requests if one.code == code and one.course != "declined"]
        assert (len(meetings), len(blocks)) == (len(home), len(away)), texts
        assert max(Counter(map(uid_of, texts)).values(), default=1) == 1
    held = [one for one in _bookings(office, DIRECTOR) if any(s["held"] for s in one["options"])]
    assert not held, held
    office.say("    no hold is left over, and each meeting has one block")


def _bookings(office: "Office", who: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = office.json(who, "booking", "list")["items"]
    return found


def look_for_words(office: "Office", requests: Sequence[Request]) -> None:
    """Nothing of one body has come to the other's server, or to its PA what is kept to it."""
    for code, door in office.doors.items():
        sent = "\n".join(one.stored for one in door.log)
        sent += "\n".join(str(one.body) + one.path for one in door.asked)
        crossed = [
            word
            for one in requests
            if one.code != code
            for word in (*one.words, office.ids[one.word])
            if word in sent
        ]
        assert not crossed, f"{crossed} came to {code}"
    for who, code in ((PRIYA, "CAL"), (BRIDGET, "WEX")):
        kept = [one for one in requests if one.own and one.code != code]
        said = "\n".join(_seen_by(office, who, kept))
        crossed = [word for one in kept for word in one.words if word in said]
        assert not crossed, f"{who} reads {crossed}"
    office.say("    no word of one body reached the other's server, nor its PA what is kept")


def _seen_by(office: "Office", who: str, kept: Sequence[Request]) -> list[str]:
    """Return all that somebody is shown, whatever they ask for."""
    days = ("--from", "2026-11-30", "--to", "2027-02-01")
    said = [
        office.run(who, "agenda", *days), office.run(who, "agenda", *days, "--json"),
        office.run(who, "conflicts", *days), office.run(who, "booking", "list"),
        office.run(who, "booking", "list", "--json"), office.run(who, "worklist", "list"),
        office.run(who, "outbox", "list"), office.run(who, "event", "list"),
        office.run(who, "news", "--since", "2026-11-30"),
    ]  # fmt: skip
    for one in kept:
        found = office.json(DIRECTOR, "booking", "show", office.ids[one.word])
        for placed in found["diaries"]:
            said.append(office.run(who, "history", placed["event"]))
        office.run(who, "booking", "show", office.ids[one.word], ends=(2,))
        found = office.json(who, "search", one.word)
        assert found["items"] == [], found
    return said


def read_history(office: "Office") -> None:
    """Every step is in the history of its booking, under the name of who took it."""
    for id_ in office.ids.values():
        told = [
            (one["author_name"], one["on_behalf_of_name"], one["action"])
            for one in office.json(DIRECTOR, "history", id_)["changes"]
        ]
        expected = [one for one in office.steps if one.booking == id_]
        for one in expected:
            is_own = one.who == DIRECTOR or one.said.startswith("Handed")  # one's own words
            behalf = "" if is_own else DIRECTOR
            assert any(
                (who, for_whom) == (one.who, behalf) and said.startswith(one.said)
                for who, for_whom, said in told
            ), f"{one} is not in\n" + "\n".join(map(str, told))
    office.say(f"    {len(office.steps)} steps are in the history under the right names")


def undo_and_redo(office: "Office", requests: Sequence[Request]) -> None:
    """Take all back in turn and see that nothing is left of it; do it again and see all of it.

    A meeting that was cancelled in its calendar was confirmed here, and so it is again.
    """
    others = [one for one in requests if one.course == "cancelled there"]
    before = _standing(office, others)
    undone = [f"{who}: {office.run(who, 'undo', ends=(0, 1))}" for who in reversed(office.deeds)]
    assert all(": Undone: " in one for one in undone), undone
    office.sync()
    left = [text for other in office.others.values() for text in other.texts()]
    asked = [one["title"] for one in _bookings(office, DIRECTOR)]
    assert (left, asked) == ([], []), "\n".join([*left, *asked, *undone])
    office.say(f"    {len(office.deeds)} steps are undone, and nothing is left in the calendars")
    for who in office.deeds:
        said = office.run(who, "redo", ends=(0, 1))
        assert said.startswith("Done again:"), said
    office.sync()
    settle(office)
    after = _standing(office, others)
    assert after == before, f"only before: {before - after}; only after: {after - before}"
    for one in others:
        office.expect(replace(one, course="straight"))
    office.say(f"    {len(office.deeds)} steps are done again, and all is as it was")


def _standing(office: "Office", without: Sequence[Request]) -> Counter[tuple[str, ...]]:
    """Return how bookings stand, and what stands in the calendars, but for some requests."""
    titles = {one.title for one in without}
    listed = [one for one in _bookings(office, DIRECTOR) if one["title"] not in titles]
    blocks = {
        placed["event"]
        for one in without
        for placed in office.shown(one)["diaries"]
        if placed["kind"] == "block"
    }
    found = Counter((one["title"], one["state"], one["start"] or "") for one in listed)
    names = ("SUMMARY", "DTSTART", "DTEND", "CLASS", "LOCATION")
    for code, other in office.others.items():
        for text in other.texts():
            event = text[text.index("BEGIN:VEVENT") :].splitlines()
            if uid_of(text) not in blocks and not any(one in text for one in titles):
                found[code, *sorted(line for line in event if line.startswith(names))] += 1
    return found
