"""What three people do on a shared desk in a day, each in their own window."""

from typing import TYPE_CHECKING

from tests.acceptance.machines import wait_for
from tests.acceptance.people_calendars import NAMES

if TYPE_CHECKING:
    from tests.acceptance.three_people import SharedDay


# Calendars


def carry(day: "SharedDay") -> None:
    """Connect each PA's machine to the calendar that it alone reaches, and look in the others."""
    for who, code in day.pas.items():
        door, machine = day.calendars.doors[code], day.machines[who]
        address = day.calendars.address(code)
        said = machine.do("connect", code, address, door.account.user, door.account.password)
        assert said.startswith("Connected 1 calendar."), said
        machine.passwords[NAMES[code]] = door.account.password
        day.note(f"{who}: {said}")
    day.rest()
    for one in day.all:
        one.do("next_week")
        titles = [shown[2] for shown in one.do("week")]
        assert {"Briefing", "Finance", "Ward round", "Audit"} <= set(titles), titles
        busy = sum(title.startswith("Busy") for title in titles)
        named = sum(title.startswith("XYZZY") for title in titles)
        wanted = (0, 4) if one.person == day.director else (2, 2)
        assert (busy, named) == wanted, titles
    day.note("all have both calendars; what is private to the other body is busy and no more")


def move_elsewhere(day: "SharedDay") -> None:
    """Have another program move an event in each calendar."""
    for who, code, uid, title, to in (
        (day.tom, "CAL", "strategy", "Strategy", (0, 14)),
        (day.bridget, "WEX", "quality", "Quality", (4, 15)),
        (day.tom, "CAL", "XYZZY-CAL-one", "XYZZY", (4, 16)),
    ):
        day.calendars.move(code, uid, *to)
        told = day.machines[who].do("sync")
        day.note(f"another program moved {title} in {code}; {who}: {told}")
    day.rest()
    for one in day.all:
        shown = [[at, times] for at, times, title, *_ in one.do("week") if title == "Quality"]
        assert shown == [[4, "15:00–16:00"]], f"{one.person}: {shown}"


def move_here(day: "SharedDay", who: str, title: str, keys: str) -> None:
    """Move a meeting by keys in somebody's diary; whoever reaches its calendar writes it there."""
    day.do(who, "keys", title, keys)
    day.note(f"{who} moves {title}: {day.do(who, 'last_said')}")


def write_calendars(day: "SharedDay") -> None:
    """Have both PAs read and write their calendars."""
    for who in day.pas:
        day.note(f"{who}, F5: {day.machines[who].do('sync')}")
    day.rest()


# Tasks


def add_task(day: "SharedDay", who: str, title: str) -> None:
    """Have somebody add a task on its page."""
    day.do(who, "go", "Alt+4 Ctrl+N")
    day.do(who, "fill", "Title of the new task", title)
    day.do(who, "go", "Return")


def tasks(day: "SharedDay", each: int) -> None:
    """Add tasks in each window and see them in the others; tick one and take that back."""
    for one in day.all:
        one.do("go", "Alt+4")
        one.do("press", "All")
    for number in range(each):
        for who in day.machines:
            title = f"Task {number} of {who.split()[0]}"
            day.see(who, title, lambda who=who, title=title: add_task(day, who, title))
    day.note(f"each adds {each} tasks, and sees those of the others")
    title = "Task 0 of Imogen"
    day.see(day.bridget, title, lambda: day.do(day.bridget, "tick", title), is_there=False)
    day.see(day.bridget, title, lambda: day.do(day.bridget, "go", "Ctrl+Z"))
    day.note("Bridget ticks Imogen's task, and takes that back when the others have seen it")
    seen = day.machines[day.bridget].json("task", "list")["items"]
    mine = next(one["id"] for one in seen if one["title"] == f"Task {each - 1} of Tom")
    day.machines[day.bridget].run("task", "defer", mine, "--to", f"{day.date(2):%Y-%m-%d}")
    day.rest()
    told = day.machines[day.tom].run("undo", ends=(0, 1)).strip()
    day.rest()
    day.note(f"Tom takes something back after Bridget has changed it: {told}")


# Bookings


def ask(day: "SharedDay", who: str, line: str, times: tuple[tuple[int, str], ...]) -> None:
    """Have a PA note what somebody asks for, and which times might do."""
    day.do(who, "go", "Alt+6 Ctrl+N")
    day.do(who, "fill", "What the booking is for", line)
    day.do(who, "go", "Return")
    day.do(who, "press", "Times")
    for weekday, clock in times:
        day.do(who, "fill", "Another day", day.day_words(weekday))
        day.do(who, "fill", "From", clock)
        day.do(who, "go", "Return")


def book(day: "SharedDay") -> None:
    """Hold two times in both diaries, and confirm one of them in the other PA's window."""
    ask(day, day.tom, "Fees talk 60 min", ((3, "11:00"), (4, "11:00")))
    for one in (day.machines[day.director], day.machines[day.bridget]):
        one.do("go", "Alt+2")
    day.see(day.tom, "HOLD", lambda: day.do(day.tom, "press", "Hold 1 and 2"))
    day.note(f"Tom holds two times, and the others see it: {day.do(day.tom, 'last_said')}")
    write_calendars(day)
    day.do(day.bridget, "go", "Alt+6")
    day.do(day.bridget, "choose", "Fees talk")
    day.do(day.bridget, "press", f"Confirm {day.long_day(3)}")
    day.do(day.bridget, "press", "Confirm it")
    day.note(f"Bridget confirms one: {day.do(day.bridget, 'last_said')}")
    day.rest()
    write_calendars(day)
    write_calendars(day)
    for code, other in day.calendars.others.items():
        titles = [one for text in other.texts() for one in text.splitlines()]
        wanted = {"CAL": "SUMMARY:Fees talk", "WEX": "SUMMARY:Busy"}[code]
        assert titles.count(wanted) == 1, titles
        assert not any(one.startswith("SUMMARY:HOLD") for one in titles), titles
    day.has_booking = True
    day.note("the meeting is in one calendar, one busy block in the other, and no hold is left")


def book_in_private(day: "SharedDay") -> None:
    """Hold a time for something that is kept to the health body: the council reads no word."""
    values = {
        "title": "XYZZY-WEX-booking", "org": "WEX", "asked_by": "XYZZY-WEX-asker", "minutes": "60",
        "place": "XYZZY-WEX-room", "papers": "XYZZY-WEX-papers", "visibility": "own_org",
    }  # fmt: skip
    machine = day.machines[day.bridget]
    given = [word for name, value in values.items() for word in ("--set", f"{name}={value}")]
    id_ = machine.run("booking", "add", *given).split()[0]
    slot = f"{day.date(0):%Y-%m-%d}T15:00"
    machine.run("booking", "hold", id_, slot)
    machine.run("booking", "note", id_, "XYZZY-WEX-note")
    day.do(day.tom, "go", "Alt+2")
    day.do(day.tom, "see", f"HOLD, Wexmere and Calderbourne, {day.long_day(0)} 15:00")
    day.note("Bridget holds a time for a private booking; Tom sees HOLD in his diary")


def work_in_private(day: "SharedDay") -> None:
    """Have each PA add a task and a decision that are kept to their body."""
    for who, code in day.pas.items():
        run, own = day.machines[who].run, ("--set", "visibility=own_org")
        run("task", "add", f"XYZZY-{code}-task", "--org", code, *own,
            "--set", f"notes=XYZZY-{code}-notes")  # fmt: skip
        run("decision", "add", f"XYZZY-{code}-decision", "--org", code, *own,
            "--set", f"reasons=XYZZY-{code}-reasons")  # fmt: skip
    day.rest()
    day.note("each PA adds a task and a decision that are kept to their body")


# Conflicts


def settle_conflict(day: "SharedDay") -> None:
    """Say something about a conflict, give it to somebody, and have them settle it."""
    for one in day.all:
        one.do("go", "Alt+3")
        one.do("choose", "Housing")
    say = lambda: (  # noqa: E731
        day.do(day.tom, "fill", "Say something to the others", "Can Finance move?"),
        day.do(day.tom, "go", "Return"),
    )
    day.see(day.tom, "Can Finance move?", say)
    day.note("Tom says something about a conflict, and the others read it")
    day.do(day.tom, "choose", "Housing")
    day.do(day.tom, "go", "A")
    day.do(day.tom, "menu", day.bridget)
    day.do(day.tom, "write", "Yours to settle")
    day.do(day.tom, "go", "Return")
    day.do(day.bridget, "press", "Assigned")
    day.do(day.bridget, "choose", "Housing")
    day.do(day.bridget, "see", "Yours to settle")
    day.rest()
    day.do(day.bridget, "choose", "Housing")
    day.do(day.bridget, "go", "1")
    day.do(day.bridget, "write", "Callum goes to Finance")
    day.do(day.bridget, "go", "Return")
    day.rest()
    day.do(day.director, "press", "Settled")
    day.do(day.director, "choose", "Housing")
    day.do(day.director, "see", "Callum goes to Finance")
    day.note("Tom gives it to Bridget, she settles it, and Imogen sees how")


# Decisions


def open_decision(day: "SharedDay", who: str, matter: str) -> None:
    """Open a decision of the council from the register."""
    day.do(who, "go", "Alt+5")
    day.do(who, "choose", matter)
    day.do(who, "go", "Right Return")


def draft_at_once(day: "SharedDay") -> None:
    """Write the same field in two windows without a wire between, and settle which is right."""
    matter, name = "Fees for 2027", "Reasons for the decision"
    home = day.machines[day.director]
    id_ = home.run(
        "decision", "add", matter, "--org", "CAL", "--set", "status=draft",
        "--set", "governance_route=exec_meeting",
    ).split()[0]  # fmt: skip
    ref = home.json("decision", "show", id_)["ref"]
    for who in (day.director, day.tom):
        open_decision(day, who, matter)
    wire = day.machines[day.tom].wire
    wire.cut()
    for who, words in ((day.director, "Costs went up"), (day.tom, "Pay went up")):
        day.do(who, "fill", name, words)
        day.do(who, "go", "Tab")
    wait_for(lambda: day.machines[day.tom].do("sharing")["trouble"] == "away", "Tom is alone")
    day.do(day.tom, "see", "Saved here, 1 change to be sent")
    wire.open()
    day.rest()
    day.note("Imogen and Tom write the same reasons at once, without a wire")
    for who in (day.director, day.tom):
        day.do(who, "see", "1 thing was changed by two people at once")
    day.do(day.director, "press", "1 thing was changed by two people at once")
    day.pictures("two at once")
    day.do(day.director, "press", f"{ref}, {name}: which one is right? Take “Costs")
    day.do(day.tom, "see", "1 thing was changed by two people at once", False)
    day.do(day.tom, "go", "Alt+5")
    day.do(day.tom, "see", "Costs went up")
    day.note("Imogen says which is right, and Tom's window asks no more")


def narrow(day: "SharedDay") -> None:
    """Keep a decision that everybody has read to its body from now on."""
    word = "NARROWED-TO-CAL"
    id_ = day.machines[day.tom].run(
        "decision", "add", f"{word}-title", "--org", "CAL", "--set", f"reasons={word}-reasons",
    ).split()[0]  # fmt: skip
    day.do(day.bridget, "go", "Alt+5")
    day.do(day.bridget, "see", f"{word}-title")
    day.machines[day.tom].run("decision", "edit", id_, "--set", "visibility=own_org")
    day.do(day.bridget, "see", f"{word}-title", False)
    day.narrowed.setdefault("CAL", []).append(word.encode())
    day.note("Tom keeps a decision to the council that Bridget has read; it leaves her window")
