"""Rounds of a shared day: something breaks while all three work, and all of it must come back."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.acceptance import people_work as work
from tests.acceptance.machines import Machine, wait_for

if TYPE_CHECKING:
    from tests.acceptance.three_people import SharedDay


def live(day: "SharedDay", rounds: int) -> None:
    """Live through so many rounds: each breaks something else, all do what comes to their mind."""
    breaks = (one_alone, without_server, killed_while_sending, killed_while_receiving,
              crash_of_server, nothing_answers, all_alone)  # fmt: skip
    for number in range(rounds):
        one(day, breaks[number % len(breaks)], number)


def one(day: "SharedDay", breaks: Callable[["SharedDay", "Round"], None], number: int) -> None:
    """Live through one round."""
    made = Round(day, number)
    breaks(day, made)
    day.rest()
    made.look()


class Round:
    """What was done in a round, which all must see in the end."""

    def __init__(self, day: "SharedDay", number: int) -> None:
        self.day = day
        self.number = number
        self.titles: list[str] = []
        self.meetings = 0
        self.deeds = [
            self._move,
            self._meet,
            self._defer,
            *([self._say] if day.has_booking else []),
        ]

    def all_work(self, *, but: str = "") -> None:
        """Have everybody do something in their window."""
        for who in self.day.machines:
            if who != but:
                self.task(who)
                for deed in self.day.chance.sample(self.deeds, 2):
                    deed(who)

    def task(self, who: str) -> str:
        """Have somebody add a task."""
        title = f"Round {self.number}, task {len(self.titles)} of {who.split()[0]}"
        work.add_task(self.day, who, title)
        self.titles.append(title)
        return title

    def _move(self, who: str) -> None:
        title = self.day.chance.choice(("Briefing", "Estates", "Ward round"))
        key = self.day.chance.choice(("Alt+Shift+Down", "Alt+Shift+Up"))
        self.day.do(who, "keys", title, key)
        self.day.note(f"  {who} moves {title}")

    def _meet(self, who: str) -> None:
        self.meetings += 1
        title = f"Round {self.number}, meeting {self.meetings} of {who.split()[0]}"
        org = self.day.pas.get(who, "CAL")
        start = f"{self.day.date(2):%Y-%m-%d}T{12 + self.number % 5}:00"
        run = self.day.machines[who].run
        run("event", "add", title, "--org", org, "--set", f"start={start}")
        self.day.note(f"  {who} makes the meeting {title}")

    def _say(self, who: str) -> None:
        self.day.do(who, "go", "Alt+6")
        self.day.do(who, "choose", "Fees talk")
        self.day.do(who, "press", "Comments")
        self.day.do(who, "fill", "Your comment", f"Round {self.number}, {who}")
        self.day.do(who, "press", "Say it")
        self.day.note(f"  {who} says something about the booking")

    def _defer(self, who: str) -> None:
        tasks = self.day.machines[who].json("task", "list")["items"]
        one = self.day.chance.choice([task for task in tasks if "XYZZY" not in task["title"]])
        self.day.machines[who].run(
            "task", "defer", one["id"], "--to", f"{self.day.date(4):%Y-%m-%d}"
        )
        self.day.note(f"  {who} defers “{one['title']}”")

    def look(self) -> None:
        """See that all that was done is on everybody's screen, once."""
        for one in self.day.all:
            one.do("go", "Alt+4")
            one.do("press", "All")
            for title in self.titles:
                one.do("see", title)
            titles = [task["title"] for task in one.json("task", "list")["items"]]
            assert all(titles.count(title) == 1 for title in self.titles), titles
        self.day.note(f"round {self.number}: all {len(self.titles)} tasks are with everybody, once")


# What breaks


def one_alone(day: "SharedDay", made: Round) -> None:
    """Cut one machine's wire, and work on all of them."""
    alone = day.chance.choice(day.all)
    alone.wire.cut()
    day.note(f"{alone.person}'s wire is cut, and all go on working")
    made.all_work()
    alone.do("see", "to be sent")
    alone.wire.open()


def all_alone(day: "SharedDay", made: Round) -> None:
    """Cut all wires, and open them one after the other."""
    for one in day.all:
        one.wire.cut()
    day.note("all wires are cut, and all go on working")
    made.all_work()
    for one in day.chance.sample(day.all, 3):
        one.wire.open()


def without_server(day: "SharedDay", made: Round) -> None:
    """Stop the server for a while."""
    day.database.server.stop()
    day.note("the server is stopped, and all go on working")
    made.all_work()
    day.database.server.start()


def crash_of_server(day: "SharedDay", made: Round) -> None:
    """Crash the server while everybody sends."""
    for one in day.all:
        made.titles.append(f"Round {made.number}, in the crash, of {one.person.split()[0]}")
        one.do("go", "Alt+4 Ctrl+N")
        one.do("fill", "Title of the new task", made.titles[-1])
    for one in day.all:
        assert one.window is not None
        one.window.begin("go", "Return")
    day.database.server.stop("immediate")
    for one in day.all:
        assert one.window is not None
        one.window.answer()
    day.note("the server crashes while all send")
    made.all_work()
    day.database.server.start()


def nothing_answers(day: "SharedDay", made: Round) -> None:
    """Lose all that one machine sends and gets, without its connection breaking."""
    alone = day.chance.choice(day.all)
    alone.wire.hold()
    day.note(f"nothing answers {alone.person} any more, and all go on working")
    made.all_work()
    alone.wire.open()


def killed_while_sending(day: "SharedDay", made: Round) -> None:
    """Kill a window whose changes have gone out in part."""
    _killed(day, made, lambda one: one.wire.stall_after(went=700))


def killed_while_receiving(day: "SharedDay", made: Round) -> None:
    """Kill a window that has sent, and not heard that it arrived."""
    _killed(day, made, lambda one: one.wire.stall_after(came=120))


def _killed(day: "SharedDay", made: Round, stall: Callable[[Machine], None]) -> None:
    victim = day.chance.choice(day.all)
    made.all_work(but=victim.person)
    day.rest()
    victim.do("go", "Alt+4 Ctrl+N")
    stall(victim)
    made.task(victim.person)
    wait_for(victim.wire.stalled.is_set, "the wire stalls in the middle of an exchange")
    victim.kill()
    victim.wire.open()
    day.note(f"{victim.person}'s window is killed (-9) in the middle of an exchange")
    made.all_work(but=victim.person)
    victim.open()
