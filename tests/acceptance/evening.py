"""What must be so in the end: window, command line, servers and their logs agree."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from tests.acceptance.doors import faults_of, uid_of
from tests.acceptance.troubles import TYPED

if TYPE_CHECKING:
    from tests.acceptance.working_day import Day


def settle(day: "Day") -> None:
    """Sync until nothing is left, and see that one more writes nothing."""
    for _ in range(3):
        day.sync()
        day.choose_all(is_mine=False)
    before = [len(door.log) for door in day.doors.values()]
    day.sync("nothing has changed")
    assert [len(door.log) for door in day.doors.values()] == before
    waiting = day.do("waiting")
    assert not waiting["buttons"], waiting
    assert day.do("faults") == []


def compare(day: "Day") -> None:
    """See that window, command line and servers show the same."""
    shown = day.do("week")
    assert not [one for one in shown if one[5]], "something waits"
    window = sorted({tuple(one[:5]) for one in shown})
    assert len(window) == len(shown), "a meeting is shown twice"
    there = sorted({one for other in day.others.values() for one in other.week(day.monday)})
    assert window == there, _difference(window, there)
    cli = sorted(map(_listed, _agenda(day)))
    assert cli == there, _difference(cli, there)
    wrong = [one for check in day.expected if (one := check())]
    assert not wrong, "\n".join(wrong)
    day.say(f"       window, command line and servers agree on {len(there)} meetings")


def _agenda(day: "Day") -> list[dict[str, Any]]:
    words = ("agenda", "--from", "2026-12-14", "--to", "2026-12-19")
    found: list[dict[str, Any]] = day.program.json(*words)["meetings"]
    return found


def read_logs(day: "Day") -> None:
    """Go through what both servers have accepted."""
    for code, door in day.doors.items():
        made = {uid_of(one.stored) for one in door.log if one.is_ours and one.is_accepted}
        known = day.allowed.keys()
        for uid in made - known - {""}:
            day.allowed[uid] = {"*"}  # made here: nobody else knows it
        wrong = list(faults_of(door.log, day.allowed, day.seen))
        ours = [one for one in door.log if one.is_ours]
        accepted = sum(one.is_accepted for one in ours)
        others = sum(one.is_accepted for one in door.log) - accepted
        day.say(
            f"       {code}: {len(door.asked)} requests; accepted {accepted} changes from here"
            f" and {others} from elsewhere, {len(ours) - accepted} of here refused as overtaken"
        )
        assert not wrong, "\n".join([*wrong, *map(str, door.log)])


def look_for_secrets(day: "Day") -> None:
    """See that no password is in anything that was written or printed."""
    assert day.window is not None
    secrets = [door.account.password.encode() for door in day.doors.values()]
    secrets.append(TYPED.encode())
    said = day.do("break_down", b" ".join(secrets).decode())
    assert said.startswith("Something went wrong. Your desk is safe."), said
    assert not any(one in day.window.arguments for one in secrets)
    files = [one for one in day.program.folder.rglob("*") if one.is_file()]
    found = [one.name for one in files if any(s in one.read_bytes() for s in secrets)]
    assert not found, found
    names = {one.name for one in files}
    assert {"jointdesk.log", "day.desk", "said"} <= names, names
    day.say(f"       no password in {len(files)} files: desk, data, crash report, output")


def _listed(meeting: dict[str, Any]) -> tuple[object, ...]:
    start, end = (datetime.fromisoformat(meeting[name]) for name in ("start", "end"))
    is_gone = meeting["status"] == "cancelled"
    times = f"{start:%H:%M}–{end:%H:%M}"
    return start.weekday(), times, meeting["title"], meeting["place"], is_gone


def _difference(shown: list[Any], there: list[Any]) -> str:
    return f"only shown: {set(shown) - set(there)}; only there: {set(there) - set(shown)}"
