"""Sources whose parts come and go one by one: what has changed, what is gone, what stays."""

from dataclasses import dataclass, field, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jointdesk.domain.components import Problem
from jointdesk.domain.resources import ResourceState
from jointdesk.sources.memory import MemoryServer
from jointdesk.sources.protocol import (
    NOTHING_KNOWN,
    Cancelled,
    Fetched,
    Known,
    Told,
    never,
    unheard,
)
from jointdesk.store.connections import known_etags
from jointdesk.store.resources import stored_resources, undo_run
from jointdesk.sync.drafting import draft_of
from jointdesk.sync.preview import Preview
from jointdesk.sync.progress import Meter, silent
from jointdesk.sync.report import Report
from jointdesk.sync.run import carry_out
from tests.sync.conftest import Diary
from tests.sync.making import calendar, event

PRESENT, MISSING = ResourceState.PRESENT, ResourceState.MISSING


@dataclass
class Server:
    """A server in memory that can be told to misbehave."""

    members: dict[str, bytes] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    reads: list[Fetched] = field(default_factory=list)

    def put(self, *names: str, title: str = "Meeting") -> None:
        for name in names:
            self.members[f"{name}.ics"] = calendar(event(name, f"SUMMARY:{title} {name}"))

    def remove(self, *names: str) -> None:
        for name in names:
            del self.members[f"{name}.ics"]

    def read(
        self, known: Known = NOTHING_KNOWN, cancelled: Cancelled = never, told: Told = unheard
    ) -> Fetched:
        fetched = MemoryServer(self.members).read(known, cancelled, told)
        if self.unread:
            parts = tuple(one for one in fetched.parts if one.name not in self.unread)
            problems = tuple(Problem(name, 1, "", "it is broken") for name in self.unread)
            etags = {**(fetched.etags or {}), **dict.fromkeys(self.unread, "")}
            gone = None if not known.token else fetched.gone or frozenset()
            fetched = replace(
                fetched, parts=parts, unread=problems, etags=etags, gone=gone, not_modified=False
            )
        self.reads.append(fetched)
        return fetched


@pytest.fixture
def server() -> Server:
    made = Server()
    made.put(*"abcd")
    return made


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.new, report.changed, report.unchanged, report.missing


def states(diary: Diary) -> dict[str, ResourceState]:
    return {uid: one.state for uid, one in diary.stored().items()}


def test_only_what_changed_is_asked_for_and_all_is_counted(diary: Diary, server: Server) -> None:
    assert counts(diary.read(server)) == (4, 0, 0, 0)
    server.put("b", title="Another")
    server.put("e")
    server.remove("d")
    assert counts(diary.read(server)) == (1, 1, 2, 1)
    assert len(server.reads[-1].parts) == 2
    assert states(diary) == dict.fromkeys("abce", PRESENT) | {"d": MISSING}
    assert diary.titles() == ["Another b", "Meeting a", "Meeting c", "Meeting e"]


def test_the_second_of_two_reads_writes_nothing(diary: Diary, server: Server) -> None:
    diary.read(server)
    before, connection = diary.rows(), diary.connection
    report = diary.read(server)
    assert counts(report) == (0, 0, 4, 0)
    assert (report.run, report.stored) == (None, 0)
    assert diary.rows() == before
    assert diary.connection == replace(connection, read_at=diary.now)


def test_a_changed_stamp_alone_writes_only_the_version_that_was_read(
    diary: Diary, server: Server
) -> None:
    diary.read(server)
    server.members["a.ics"] = server.members["a.ics"].replace(b"DTSTAMP:2026", b"DTSTAMP:2025")
    assert counts(diary.read(server)) == (0, 0, 4, 0)
    assert diary.read(server).stored == 0
    assert server.reads[-1].not_modified


def test_what_a_server_deletes_is_gone_however_old_it_is(diary: Diary, server: Server) -> None:
    server.members["old.ics"] = calendar(event("old", start="20200101T090000Z"))
    diary.read(server)
    server.remove("old")
    assert diary.read(server).missing == 1
    assert states(diary)["old"] is MISSING


def test_many_deletions_are_held_back_until_a_person_says_so(diary: Diary, server: Server) -> None:
    names = [f"m{number}" for number in range(40)]
    server.put(*names)
    diary.read(server)
    server.remove(*names[:12])
    server.put("new")
    for _ in range(2):
        report = diary.read(server)
        assert "would remove 12 of" in report.error
        assert "empty" not in report.error
        assert set(states(diary).values()) == {PRESENT}
    assert "new" in states(diary)
    assert len(server.reads[-1].parts) == 0
    report = diary.read(server, allow_mass_delete=True)
    assert (report.missing, report.error) == (12, "")
    assert diary.read(server).error == ""


def test_few_deletions_are_no_matter(diary: Diary, server: Server) -> None:
    diary.read(server)
    server.remove("a", "b", "c")
    report = diary.read(server)
    assert (report.missing, report.error) == (3, "")


def test_a_server_that_shows_nothing_at_all_is_not_believed(diary: Diary, server: Server) -> None:
    diary.read(server)
    server.members.clear()
    for _ in range(2):
        assert diary.read(server).error.startswith("This update is empty")
        assert set(states(diary).values()) == {PRESENT}
    server.put(*"abc")
    assert counts(diary.read(server)) == (0, 0, 3, 1)


def test_an_undone_run_is_read_again_as_a_whole(diary: Diary, server: Server) -> None:
    diary.read(server)
    server.put("b", title="Another")
    run = diary.read(server).run
    assert run is not None
    undo_run(diary.desk, run, diary.actor)
    assert known_etags(diary.desk.connection, "wex") == {}
    assert counts(diary.read(server)) == (0, 1, 3, 0)
    assert len(server.reads[-1].parts) == 4


def test_what_was_wrong_with_a_member_is_said_until_it_is_mended(
    diary: Diary, server: Server
) -> None:
    server.members["x.ics"] = b"Dear all,"
    server.members["a.ics"] = calendar(event("a", "RRULE:FREQ=NEVER"))
    first = diary.read(server)
    assert [problem.file for problem in first.rejected] == ["x.ics"]
    assert [problem.file for problem in first.notes] == ["a.ics"]
    server.put("b", title="Another")
    again = diary.read(server)
    assert (again.rejected, again.notes) == (first.rejected, first.notes)
    assert (diary.read(server).rejected, diary.read(server).notes) == (first.rejected, first.notes)
    server.put("a")
    server.remove("x")
    mended = diary.read(server)
    assert (mended.rejected, mended.notes) == ((), ())


def test_a_member_that_cannot_be_read_stays_as_it_was(diary: Diary, server: Server) -> None:
    diary.read(server)
    server.put("a", title="Another")
    server.unread = {"a.ics"}
    report = diary.read(server)
    assert counts(report) == (0, 0, 4, 0)
    assert [problem.reason for problem in report.rejected] == ["it is broken"]
    server.unread = set()
    assert counts(diary.read(server)) == (0, 1, 3, 0)


def test_a_member_that_turns_into_nonsense_stays_as_it_was(diary: Diary, server: Server) -> None:
    diary.read(server)
    for nonsense in (b"", b"<html>", server.members["a.ics"][:120]):
        server.members["a.ics"] = nonsense
        assert diary.read(server).missing == 0
        assert states(diary)["a"] is PRESENT


def test_a_member_at_another_address_is_the_same_one(diary: Diary, server: Server) -> None:
    diary.read(server)
    before = diary.stored()["a"]
    server.members["elsewhere.ics"] = server.members.pop("a.ics")
    assert counts(diary.read(server)) == (0, 0, 4, 0)
    assert diary.stored()["a"] == before._replace(href="elsewhere.ics")
    del server.members["elsewhere.ics"]
    assert diary.read(server).missing == 1


def test_a_changed_uid_keeps_its_series(diary: Diary, server: Server) -> None:
    diary.read(server)
    before = diary.stored()["a"]
    server.remove("a")
    server.members["z.ics"] = calendar(event("z", "SUMMARY:Meeting a"))
    assert counts(diary.read(server)) == (0, 1, 3, 0)
    assert diary.stored()["z"].series_id == before.series_id


def test_a_member_may_hold_two_and_lose_one(diary: Diary, server: Server) -> None:
    server.members["a.ics"] = calendar(event("a"), event("a2"))
    diary.read(server)
    server.members["a.ics"] = calendar(event("a2"))
    assert counts(diary.read(server)) == (0, 0, 4, 1)
    assert states(diary)["a"] is MISSING


def test_rows_that_a_person_leaves_out_are_offered_again(diary: Diary, server: Server) -> None:
    diary.read(server)
    server.put("b", "c", title="Another")
    draft = draft_of(
        diary.desk, diary.collection, diary.connection, server, diary.now, Meter(silent, never)
    )
    carry_out(diary.desk, Preview(diary.desk, draft).chosen({0}), diary.actor)
    assert known_etags(diary.desk.connection, "wex") == {}
    assert counts(diary.read(server)) == (0, 1, 3, 0)


def test_changes_read_while_another_run_was_undone_are_not_the_whole_story(
    diary: Diary, server: Server
) -> None:
    diary.read(server)
    server.put("b", title="Another")
    run = diary.read(server).run
    server.put("c", title="Another")

    class Meanwhile(Server):
        def read(self, *known: object, **more: object) -> Fetched:
            fetched = super().read(*known, **more)  # type: ignore[arg-type]
            undo_run(diary.desk, run or 0, diary.actor)
            return fetched

    assert counts(diary.read(Meanwhile(server.members))) == (0, 1, 3, 0)
    assert counts(diary.read(server)) == (0, 1, 3, 0)
    assert diary.titles() == ["Another b", "Another c", "Meeting a", "Meeting d"]


NAMES = st.sampled_from("abcde")
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), NAMES, st.sampled_from(["One", "Two"])),
        st.tuples(st.just("remove"), NAMES, st.just("")),
        st.tuples(st.just("move"), NAMES, NAMES),
        st.tuples(st.just("read"), st.just(""), st.just("")),
    ),
    max_size=25,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_whatever_happens_a_read_shows_what_is_there(
    diary: Diary, steps: list[tuple[str, str, str]]
) -> None:
    server = Server()
    server.put("always")
    for step, name, more in [*steps, ("read", "", "")]:
        if step == "put":
            # A server keeps each UID at one address (RFC 4791 section 5.3.2.1).
            for href, data in list(server.members.items()):
                if f"UID:{name}\r\n".encode() in data:
                    del server.members[href]
            server.put(name, title=more)
        elif step == "remove":
            server.members.pop(f"{name}.ics", None)
        elif step == "move" and f"{name}.ics" in server.members:
            data = server.members.pop(f"{name}.ics")
            server.members[f"{more}.ics"] = data
        elif step == "read":
            diary.read(server, allow_mass_delete=True)
            shown = {one.uid for one in stored_resources(diary.desk, "wex") if one.state is PRESENT}
            said = b"".join(server.members.values()).decode()
            assert shown == {
                line.removeprefix("UID:") for line in said.splitlines() if line.startswith("UID:")
            }
            titles = (line for line in said.splitlines() if line.startswith("SUMMARY:"))
            assert diary.titles() == sorted(line.removeprefix("SUMMARY:") for line in titles)
