"""What must be so when three people's day is over: all equal, sound, and no word gone astray."""

import shutil
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.acceptance.machines import Machine
from tests.acceptance.program import Program

if TYPE_CHECKING:
    from tests.acceptance.three_people import SharedDay

SECRET = {"CAL": b"XYZZY-CAL", "WEX": b"XYZZY-WEX"}
"""What every private word of a body begins with."""

_CASES = (bytes, bytes.lower, bytes.upper)


def end(day: "SharedDay") -> None:
    """Close all windows, and look at everything; at the bytes before that too, with their WAL."""
    look_for_secrets(day)
    compare_calendars(day)
    for one in day.all:
        assert one.do("faults") == [], one.do("faults")
        one.close()
        logged = one.program.data / "jointdesk.log"
        assert not logged.exists(), logged.read_text("utf-8")
    compare_logs(day)
    compare_answers(day)
    verify(day)
    look_for_secrets(day)


def compare_calendars(day: "SharedDay") -> None:
    """See that the director is shown what stands in both calendars, and that nothing waits."""
    week = day.machines[day.director].do("week")
    assert not [one for one in week if one[5]], "something waits to be written"
    shown = sorted((*one[:3],) for one in week)
    there = {
        one[:3]
        for other in day.calendars.others.values()
        for one in other.week(day.calendars.monday)
    }
    blocks = {one for one in there if one[2] in ("Busy", "HOLD")}
    wrong = {*shown} ^ (there - blocks)
    assert not wrong, f"{sorted(wrong)}\nshown: {shown}"
    day.note(f"both calendars have the {len(shown)} meetings that Imogen is shown")


def compare_logs(day: "SharedDay") -> None:
    """See that every machine that has a stream has the same of it."""
    logs = {one.person: one.changes() for one in day.all}
    director = logs[day.director]
    for who, log in logs.items():
        for stream, changes in log.items():
            assert all(one[0] is not None for one in changes), f"{who} has not sent all"
            assert changes == director[stream], f"{who} has another {stream}"
    numbers = {who: sum(map(len, log.values())) for who, log in logs.items()}
    assert numbers[day.director] > max(n for who, n in numbers.items() if who != day.director)
    day.note(f"the logs are equal, stream by stream: {_listed(numbers)} changes")


def verify(day: "SharedDay") -> None:
    """See that each machine finds its file and the server sound."""
    for one in day.all:
        assert one.run("check").strip(), "check says nothing"
        told = one.json("desk", "verify", "--password-stdin", typed=one.password)
        assert told["sound"], told
    day.note("“check” and “desk verify” find nothing on any machine")


# What each is told


def compare_answers(day: "SharedDay") -> None:
    """See that each PA is told the same as the director's file would tell them."""
    away = _copy_that_left(day)
    for who in day.machines:
        here = _answers(day, day.machines[who].program, who)
        there = _answers(day, away, who)
        for name, answer in here.items():
            assert answer == there[name], f"{who}: {name}\n{_difference(answer, there[name])}"
        found = {name: len(answer) for name, answer in here.items()}
        day.note(f"{who} is told what the director's file tells them: {_listed(found)}")


def _copy_that_left(day: "SharedDay") -> Program:
    """Return the director's machine, copied, and part of the shared desk no more."""
    folder = day.folder / "copy"
    folder.mkdir()
    home = day.machines[day.director].program
    made = type(home)(folder)
    made.now = ""
    shutil.copyfile(home.desk, made.desk)
    status, _, err = made.run("desk", "leave")
    assert status == 0, err
    return made


def _answers(day: "SharedDay", program: Program, who: str) -> dict[str, list[Any]]:
    """Return what somebody is told of everything, without what differs by machine."""
    first = day.calendars.monday
    last = first + timedelta(weeks=8)
    days = ("--from", f"{first:%Y-%m-%d}", "--to", f"{last:%Y-%m-%d}")
    asked = {
        "agenda": (("agenda", *days), "meetings"),
        "conflicts": (("conflicts", *days), "conflicts"),
        "tasks": (("task", "list", "--status", "all"), "items"),
        "decisions": (("decision", "list"), "items"),
        "matters": (("matter", "list"), "items"),
        "bookings": (("booking", "list"), "items"),
        "collisions": (("desk", "collisions"), "items"),
    }
    found = {}
    for name, (words, key) in asked.items():
        told = program.json("--as", who, *words)[key]
        found[name] = sorted(map(_comparable, told), key=str)
    return found


def _comparable(thing: dict[str, Any]) -> dict[str, Any]:
    """Return a thing without what differs by machine: in which calendar a busy time stands."""
    copies = [{**one, "source": one["uid"] and one["source"]} for one in thing.get("copies", ())]
    return {**thing, "copies": copies}


def _difference(here: list[Any], there: list[Any]) -> str:
    only_here = [one for one in here if one not in there]
    only_there = [one for one in there if one not in here]
    return f"only here: {only_here}\nonly there: {only_there}"


# What may not be anywhere


def look_for_secrets(day: "SharedDay") -> None:
    """Search every byte that a PA's machine keeps, and every byte that came to it."""
    searched = 0
    for who, code in day.pas.items():
        away = {"CAL": "WEX", "WEX": "CAL"}[code]
        machine = day.machines[who]
        assert _has(machine, SECRET[code]), f"{who} has no word of their own body"
        searched += _search(machine, SECRET[away], came=True)
        for word in day.narrowed.get(code, ()):
            assert word in machine.program.desk.read_bytes(), "what was narrowed is gone"
            searched += _search(day.machines[_other(day.pas, who)], word, came=False)
    assert _has(day.machines[day.director], *SECRET.values())
    day.note(f"no word of one body is on the other's machine, nor came to it: {searched:,} bytes")


def _has(machine: Machine, *words: bytes) -> bool:
    whole = b"".join(one.read_bytes() for one in machine.files())
    return all(word in whole for word in words)


def _search(machine: Machine, word: bytes, *, came: bool) -> int:
    """Return how many bytes were looked at; of what came over the wire too where it may not."""
    files = [*machine.files(), *((machine.wire.came,) if came else ())]
    number = 0
    for file in files:
        bytes_of = file.read_bytes()
        number += len(bytes_of)
        for case in _CASES:
            for form in _forms(case(word)):
                assert form not in bytes_of, f"{form!r} is in {file}"
    return number


def _forms(word: bytes) -> tuple[bytes, ...]:
    """Return a word as programs write it: as it is, in UTF-16, and in hexadecimal."""
    text = word.decode()
    return word, text.encode("utf-16-le"), word.hex().encode(), word.hex().upper().encode()


def _other(pas: Mapping[str, str], who: str) -> str:
    return next(one for one in pas if one != who)


def _listed(numbers: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {number:,}" for name, number in numbers.items())
