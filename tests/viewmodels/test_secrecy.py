"""What is private to one body reaches the other body's PA by no list and no page.

Every function of the operations and view models that reads a desk for an audience is called as each
PA, with whatever there is to ask for; the desk is full of words that stand nowhere else. A list
that is added tomorrow is walked tomorrow.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import pytest

import jointdesk.operations
import jointdesk.viewmodels
from jointdesk.diary.suggestions import Ask
from jointdesk.domain.errors import JointDeskError
from jointdesk.domain.moments import DAY, Span
from jointdesk.domain.people import Audience
from jointdesk.operations.audiences import audience_of
from jointdesk.operations.conflicts import list_conflicts
from jointdesk.operations.records import SHARED
from jointdesk.operations.search import search
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.diary_days import read_meetings
from tests.operations.hushed_desk import CODES, PLANTED, build_hushed, hush, leaked
from tests.operations.secret_desk import NOW, SecretDesk, word

UNPROJECTED = frozenset({
    "all_and_seen", "around_and_seen",  # what nobody may see beside what somebody may: no list
    "load_content",  # of which an export takes what its reader may have (test_export_secrecy)
})  # fmt: skip

WALKED = frozenset({
    "agenda", "list_conflicts", "list_events", "list_bin", "list_outbox", "list_worklist",
    "list_invitations", "list_bookings", "list_comments", "list_all_proposals", "list_proposals",
    "diary_moves", "personal_news", "item_history", "search", "read_meetings", "read_days",
    "read_conflicts", "read_today", "read_overview", "read_outbox", "read_reminders",
    "read_bookings", "read_tasks", "read_register", "read_found", "read_thread", "read_brief",
    "read_rows", "export_log", "find_times", "free",
})  # fmt: skip
"""Those that must be among the functions that are found."""


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecretDesk]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JOINTDESK_NOW", "2026-12-14T09:00:00+00:00")
        folder = tmp_path_factory.mktemp("hushed")
        made = build_hushed(folder / "hushed.desk", folder)
        yield made
        made.desk.close()


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOINTDESK_NOW", "2026-12-14T09:00:00+00:00")


def person(made: SecretDesk, code: str) -> Audience:
    ids = {"cal": made.cal_pa, "wex": made.wex_pa, "": made.director}
    return audience_of(made.desk, ids[code])


def readers() -> Iterator[Callable[..., Any]]:
    """Yield every public function that takes a desk to read and an audience."""
    for package in (jointdesk.operations, jointdesk.viewmodels):
        for found in pkgutil.iter_modules(package.__path__):
            module = importlib.import_module(f"{package.__name__}.{found.name}")
            for name, one in inspect.getmembers(module, inspect.isfunction):
                if one.__module__ != module.__name__ or name.startswith("_"):
                    continue
                kinds = [
                    str(each.annotation) for each in inspect.signature(one).parameters.values()
                ]
                reads = len(kinds) > 1 and kinds[0].endswith(("ReadableDesk'>", "Reading'>"))
                if reads and kinds[1].endswith("Audience'>") and name not in UNPROJECTED:
                    yield one


class Asking:
    """What can be asked for, by what a parameter is called and what it is."""

    def __init__(self, reading: Reading, audience: Audience) -> None:
        rows = reading.connection.execute("SELECT DISTINCT id FROM item").fetchall()
        window = Span(NOW - 30 * DAY, NOW + 60 * DAY)
        conflicts = list_conflicts(reading, audience, window, NOW)
        days = [date(2026, 12, 14) + timedelta(days=number) for number in range(14)]
        meetings = read_meetings(reading, audience, days).meetings
        keys = [copy.key for meeting in meetings for copy in meeting.copies]
        self.ids = [*(str(id_) for (id_,) in rows), *keys, *(one.conflict.id for one in conflicts)]
        self.by_type: Mapping[str, Iterable[Any]] = {
            "int": [NOW, NOW - 30 * DAY],
            "Span": [window],
            "Sequence[datetime.date]": [days],
            "date": [days[0], days[3]],
            "JudgedConflict": conflicts,
            "Conflict": [one.conflict for one in conflicts],
            "Meeting": meetings,
            "str": self.ids,
            "Sequence[str]": [self.ids],
            "Iterable[str]": [self.ids],
            "Ask": [Ask(60, Span(NOW, NOW + 14 * DAY))],
        }
        self.by_name: Mapping[str, Iterable[Any]] = {
            "sought": ["zq", "hearing"],
            "words": ["zq"],
            "typed": ["zq"],
            "minutes": [30],
            "since": [NOW - 30 * DAY],
            "run_id": range(1, 6),
            "records": [],
        }

    def values(self, name: str, kind: str) -> Iterable[Any]:
        """Return what to give for a parameter, nothing where nobody knows."""
        if (name, kind) == ("days", "<class 'int'>"):
            return [14]
        if name in self.by_name:
            return self.by_name[name]
        plain = kind.replace("<class '", "").replace("'>", "").split(" | ")[0]
        short = plain.rsplit(".", 1)[-1] if "[" not in plain else plain.rsplit("abc.", 1)[-1]
        return self.by_type.get(short, ())


def answers(
    function: Callable[..., Any], reading: Reading, audience: Audience, asking: Asking
) -> Iterator[str]:
    """Yield all that a function says, for each thing that it can be asked for one by one."""
    needed = [
        one
        for one in [*inspect.signature(function).parameters.values()][2:]
        if one.default is inspect.Parameter.empty
    ]
    choices = {one.name: [*asking.values(one.name, str(one.annotation))] for one in needed}
    if not all(choices.values()):
        return
    longest = max((len(each) for each in choices.values()), default=1)
    for number in range(longest):
        given = {name: each[min(number, len(each) - 1)] for name, each in choices.items()}
        try:
            found = function(reading, audience, **given)
            yield repr([*found]) if inspect.isgenerator(found) else repr(found)
        except JointDeskError as error:
            yield str(error)


@pytest.fixture(scope="module")
def said(secret: SecretDesk) -> dict[str, dict[str, str]]:
    """What each function says to each body's PA."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JOINTDESK_NOW", "2026-12-14T09:00:00+00:00")
        return {code: everything_said(secret, code) for code in CODES}


def everything_said(secret: SecretDesk, code: str) -> dict[str, str]:
    """Return what each function says to a body's PA."""
    audience = person(secret, code)
    reading = Reading(secret.desk.path)
    asking = Asking(reading, audience)
    said = {}
    for function in readers():
        found = "\n".join(answers(function, reading, audience, asking))
        if found:
            said[f"{function.__module__}.{function.__name__}"] = found
    reading.close()
    return said


@pytest.mark.parametrize("code", CODES)
def test_no_list_tells_one_body_s_secrets_to_the_other_s_pa(
    said: dict[str, dict[str, str]], code: str
) -> None:
    other = "wex" if code == "cal" else "cal"
    found = {name: leaked(text, other) for name, text in said[code].items()}
    assert {name: words for name, words in found.items() if words} == {}
    assert WALKED - {name.rsplit(".", 1)[-1] for name in said[code]} == set()


@pytest.mark.parametrize("code", CODES)
def test_the_body_s_own_pa_is_told_all_of_it(said: dict[str, dict[str, str]], code: str) -> None:
    """Else the walk would prove nothing."""
    everything = "\n".join(said[code].values())
    assert [what for what in PLANTED if hush(code, what) not in everything] == []


@pytest.mark.usefixtures("at")
@pytest.mark.parametrize("code", CODES)
def test_nothing_is_found_by_a_private_word(secret: SecretDesk, code: str) -> None:
    other = "wex" if code == "cal" else "cal"
    reading = Reading(secret.desk.path)
    for what in PLANTED:
        assert not list(search(reading, person(secret, code), hush(other, what), NOW))
    assert list(search(reading, person(secret, code), word(code, "private"), NOW))
    assert not list(search(reading, person(secret, code), word(other, "private"), NOW))
    reading.close()


@pytest.mark.usefixtures("at")
@pytest.mark.parametrize("code", CODES)
def test_nothing_private_stands_where_everybody_reads(secret: SecretDesk, code: str) -> None:
    """Not even in the log: what goes to others with the shared stream holds none of it."""
    from jointdesk.store.changes import all_changes
    from jointdesk.store.streams import stream_id

    shared = stream_id(secret.desk.connection, SHARED)
    changes = all_changes(secret.desk.connection, "c.stream_id = ?", shared)
    hushed = [repr(one.body) for one in changes if f"zq{code}hush" in repr(one.body)]
    assert hushed == []
