"""Checks that the demo desk does not raise: a desk on which each fires, and no more once mended.

Everything is said on the command line, as a PA would.
"""

from typing import Any

import pytest

from tests.cli.conftest import Desk


@pytest.fixture
def desk(cli: Desk) -> Desk:
    """The director is named, has two employers, and presents at the council's Cabinet."""
    cli("person", "add", "Imogen Farrant")
    for code in ("CAL", "WEX"):
        assert cli("seat", "add", "Imogen Farrant", "--org", code, "--role", "director").status == 0
    cli("rule", "add", "--title", "Cabinet", "--set", "tier=1")
    add(cli, "forum", name="Cabinet", org="CAL", kind="executive", meetings="Cabinet",
        seats="Imogen Farrant | CAL | author")  # fmt: skip
    return cli


def sets(values: dict[str, str]) -> list[str]:
    return [word for name, value in values.items() for word in ("--set", f"{name}={value}")]


def add(desk: Desk, register: str, **values: str) -> str:
    return desk(register, "add", *sets(values)).id


def event(desk: Desk, title: str, org: str, start: str, end: str, **values: str) -> str:
    return desk(
        "event", "add", title, "--org", org, *sets({"start": start, "end": end, **values})
    ).id


def meeting(desk: Desk, title: str, org: str, start: str, end: str) -> str:
    """Keep an event, and return the id that the diary gives it."""
    event(desk, title, org, start, end)
    (found,) = [one for one in desk.agenda(start[:10], f"{start[:8]}31") if one["title"] == title]
    return str(found["id"])


def messages(desk: Desk, code: str, first: str = "2026-11-30", last: str = "2027-02-01") -> Any:
    found = desk.conflicts("--code", code, "--from", first, "--to", last)
    return [one["message"] for one in found]


def test_dec_15_a_document_that_was_not_in_force(desk: Desk) -> None:
    scheme = add(desk, "authority", org="CAL", name="Scheme of delegation", version="7",
                 valid_from="2024-05-01", valid_to="2026-10-31")  # fmt: skip
    made = desk(
        "decision", "add", "Respite beds", "--org", "CAL",
        *sets({"status": "recorded", "date_taken": "2026-11-12",
               "authority_source.document": scheme, "authority_source.version": "7"}),
    ).id  # fmt: skip
    (message,) = messages(desk, "DEC-15")
    assert "“Scheme of delegation”, version 7, not in force on that day" in message
    assert "DEC-15" in desk("decision", "list", "--json").json["items"][0]["checks"]

    add(desk, "authority", org="CAL", name="Scheme of delegation", version="8",
        valid_from="2026-11-01")  # fmt: skip
    right = ["--set", "authority_source.version=8", "--reason", "The version in force was cited"]
    assert desk("decision", "edit", made, *right).status == 0
    assert messages(desk, "DEC-15") == []


def test_dia_11_no_time_to_prepare(desk: Desk) -> None:
    event(desk, "Cabinet", "CAL", "2026-12-08T18:00", "2026-12-08T20:00")
    busy = [
        event(desk, f"Workshop {day}", "CAL", f"2026-12-{day}T08:00", f"2026-12-{day}T18:00")
        for day in ("04", "07")
    ]
    (message,) = messages(desk, "DIA-11")
    assert message.startswith("There are 0 minutes free to prepare Cabinet (CAL) on Tue 8 Dec at")

    sooner = ["--set", "end=2026-12-04T12:00"]
    assert desk("event", "edit", busy[0], *sooner).status == 0
    assert messages(desk, "DIA-11") == []


def test_dia_11_two_papers_at_once(desk: Desk) -> None:
    first = meeting(desk, "Cabinet", "CAL", "2026-12-15T18:00", "2026-12-15T20:00")
    second = meeting(desk, "ICB Board", "WEX", "2026-12-16T13:00", "2026-12-16T16:00")
    papers = [
        desk("task", "add", title, "--org", org,
             *sets({"feeds": meeting, "due": due, "kind": "paper", "owner": "Imogen Farrant"})).id
        for title, org, meeting, due in (
            ("Fees report", "CAL", first, "2026-12-03"),
            ("Board paper", "WEX", second, "2026-12-04"),
        )
    ]  # fmt: skip
    (message,) = messages(desk, "DIA-11")
    assert "papers for two meetings within 2 working days" in message
    assert desk("task", "done", papers[0]).status == 0
    assert messages(desk, "DIA-11") == []


def test_dia_17_papers_published_in_leave_or_before_the_report(desk: Desk) -> None:
    desk("rule", "add", "--title", "Annual leave", "--set", "counts=leave")
    cabinet = meeting(desk, "Cabinet", "CAL", "2027-01-12T18:00", "2027-01-12T20:00")
    leave = [event(desk, "Annual leave", org, "2027-01-04", "2027-01-05") for org in ("CAL", "WEX")]
    report = desk(
        "task", "add", "Fees report", "--org", "CAL",
        *sets({"feeds": cabinet, "due": "2027-01-05", "kind": "paper"}),
    ).id  # fmt: skip
    (message,) = messages(desk, "DIA-17")
    assert "are published on Mon 4 Jan" in message
    assert "in the director's leave and before “Fees report” is done" in message

    assert desk("task", "defer", report, "--to", "2026-12-31").status == 0
    (message,) = messages(desk, "DIA-17")
    assert "before" not in message.partition("published on")[2].partition(":")[0]
    for one in leave:
        desk("event", "remove", one)
    assert messages(desk, "DIA-17") == []


def test_dia_17_a_notice_due_in_leave(desk: Desk) -> None:
    desk("rule", "add", "--title", "Annual leave", "--set", "counts=leave")
    for org in ("CAL", "WEX"):
        event(desk, "Annual leave", org, "2026-12-14", "2026-12-15")
    made = desk(
        "decision", "add", "Care home fees", "--org", "CAL",
        *sets({"is_key_decision": "yes", "decision_due": "2027-01-12"}),
    ).id  # fmt: skip
    (message,) = messages(desk, "DIA-17")
    assert "is due by Mon 14 Dec, in the director's leave" in message
    desk("decision", "edit", made, "--set", "notice_published_on=2026-12-11")
    assert messages(desk, "DIA-17") == []


def test_dec_08_over_the_threshold_and_not_marked_as_key(desk: Desk) -> None:
    values = {"governance_route": "exec_meeting", "financial.amount": "620k"}
    made = desk("decision", "add", "Equipment hub", "--org", "CAL", *sets(values)).id
    (message,) = messages(desk, "DEC-08")
    assert "it is not marked as a key decision" in message
    desk("org", "set", "CAL", "key_threshold=1m")
    assert messages(desk, "DEC-08") == []
    desk("org", "set", "CAL", "key_threshold=")
    desk("decision", "edit", made, "--set", "is_key_decision=yes")
    assert messages(desk, "DEC-08") == []


def test_dec_02_one_reference_twice(desk: Desk) -> None:
    made = [
        desk("decision", "add", title, "--org", "CAL", "--set", "ref=CAL-2026-040").id
        for title in ("Awards", "Lease")
    ]
    (message,) = messages(desk, "DEC-02")
    assert message.startswith("CAL-2026-040 is the reference of 2 decisions of CAL")
    desk("decision", "edit", made[1], "--set", "ref=CAL-2026-041")
    assert messages(desk, "DEC-02") == []


def test_wrk_02_seventeen_long_weeks(desk: Desk) -> None:
    rule = "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20270226T090000Z"
    path = desk.write(
        "work.ics",
        "\r\n".join(
            ["BEGIN:VEVENT", "UID:work", "DTSTAMP:20260101T000000Z",
             "DTSTART;TZID=Europe/London:20260831T080000",
             "DTEND;TZID=Europe/London:20260831T174800", "SUMMARY:Work", rule, "END:VEVENT"]
        ),
    )  # fmt: skip
    desk.connect("CAL", path)
    found = desk.conflicts("--code", "WRK-02", "--from", "2027-01-04", "--to", "2027-01-11")
    assert [(one["severity"], one["orgs"]) for one in found] == [("red", ["CAL", "WEX"])]
    assert "49.0 a week on average in the 17 weeks to Sunday 10 January 2027" in found[0]["message"]
    desk("org", "set", "CAL", "hours_opt_out=yes")
    (found,) = desk.conflicts("--code", "WRK-02", "--from", "2027-01-04", "--to", "2027-01-11")
    assert found["severity"] == "amber"
    desk("org", "set", "CAL", "hours_amber=50")
    assert desk.conflicts("--code", "WRK-02", "--from", "2027-01-04", "--to", "2027-01-11") == []


# Every check on records, each on a matter of its own

TAKEN = {"status": "effective", "date_taken": "2026-11-12"}


def decide(desk: Desk, matter: str, org: str = "CAL", title: str = "Award", **values: str) -> str:
    given = {name.replace("__", "."): value for name, value in values.items()}
    return desk("decision", "add", title, "--org", org, "--matter", matter, *sets(given)).id


def do(desk: Desk, title: str, org: str = "CAL", **values: str) -> str:
    given = {"owner": "Imogen Farrant", **values}
    return desk("task", "add", title, "--org", org, *sets(given)).id


def _document(desk: Desk) -> str:
    return add(desk, "authority", org="CAL", name="Old scheme", valid_to="2026-01-01")


def _group(desk: Desk) -> str:
    return add(desk, "forum", name="Working group", kind="advisory")


def _deadlock(desk: Desk) -> None:
    first = do(desk, "First", due="2026-12-10")
    second = do(desk, "Second", "WEX", due="2026-12-10", blocked_by=first)
    desk("task", "edit", first, "--set", f"blocked_by={second}")


RECIPES: dict[str, tuple[str, Any]] = {
    "DEC-01": ("red", lambda desk, m: [
        decide(desk, m, outcome="approve", **TAKEN),
        decide(desk, m, "WEX", outcome="reject", **TAKEN)]),
    "DEC-02": ("red", lambda desk, m: [decide(desk, m, **TAKEN), decide(desk, m, **TAKEN)]),
    "DEC-03": ("red", lambda desk, m: decide(
        desk, m, governance_route="nonexec_officer", financial__amount="400k", **TAKEN)),
    "DEC-04": ("red", lambda desk, m: [
        desk("matter", "edit", m, "--set", "required_orgs=CAL,WEX"), decide(desk, m, **TAKEN)]),
    "DEC-05": ("red", lambda desk, m: decide(
        desk, m, procurement__route="PSR_MSP", procurement__notice_date="2026-11-10", **TAKEN)),
    "DEC-06": ("red", lambda desk, m: decide(desk, m, counterparties="WEX", **TAKEN)),
    "DEC-07": ("amber", lambda desk, m: add(
        desk, "interest", person="Imogen Farrant", nature="Landlord", declared_in="CAL")),
    "DEC-08": ("red", lambda desk, m: decide(
        desk, m, is_key_decision="yes", decision_due="2026-12-08")),
    "DEC-09": ("red", lambda desk, m: decide(
        desk, m, financial__amount="100k", contributions="CAL|40k;WEX|50k")),
    "DEC-10": ("amber", lambda desk, m: decide(
        desk, m, planning_horizon_end="2029-03-31", contributions="WEX|40k||2028-03-31")),
    "DEC-11": ("amber", lambda desk, m: [
        desk("org", "add", "ESK", "NHS Eskmoor", "--kind", "icb"),
        desk("matter", "edit", m, "--set", "partners=ESK"), decide(desk, m)]),
    "DEC-12": ("red", lambda desk, m: decide(desk, m, exempt_paras="3", status="noticed")),
    "DEC-13": ("amber", lambda desk, m: [
        add(desk, "poll", name="Local elections", day="2027-05-06"),
        decide(desk, m, decision_due="2027-04-14")]),
    "DEC-14": ("red", lambda desk, m: decide(
        desk, m, forum=_group(desk), outcome="agree", **TAKEN)),
    "DEC-15": ("amber", lambda desk, m: decide(
        desk, m, authority_source__document=_document(desk), **TAKEN)),
    "DEC-16": ("amber", lambda desk, m: do(
        desk, "Tell carers", due="2026-12-11", decision=decide(
            desk, m, status="revoked", date_taken="2026-10-01", ended_on="2026-11-02"))),
    "TSK-01": ("amber", lambda desk, m: [
        do(desk, "Winter return", due="2026-12-04"),
        do(desk, "Winter return (WEX)", "WEX", due="2026-12-04")]),
    "TSK-02": ("amber", lambda desk, m: [
        do(desk, f"Paper {n}", due="2026-12-09", kind="paper") for n in range(4)]),
    "TSK-03": ("amber", lambda desk, m: do(
        desk, "Visit", "joint", due="2026-12-16", priority="CAL|high;WEX|low")),
    "TSK-04": ("red", lambda desk, m: _deadlock(desk)),
    "TSK-05": ("red", lambda desk, m: do(desk, "On a Saturday", due="2026-12-12")),
    "TSK-06": ("amber", lambda desk, m: do(
        desk, "Orphan", owner="", kind="action", decision=decide(desk, m, **TAKEN))),
    "TSK-07": ("amber", lambda desk, m: [
        desk("person", "add", "Nobody Else"),
        do(desk, "Wrong hands", due="2026-12-17", owner="Nobody Else")]),
}  # fmt: skip


def test_each_check_fires_where_it_should_and_no_other_with_it(desk: Desk) -> None:
    known: set[str] = set()
    for code, (severity, make) in RECIPES.items():
        make(desk, desk("matter", "add", f"Matter of {code}").id)
        found = {one["id"]: (one["code"], one["severity"]) for one in desk.conflicts()}
        new = [told for id_, told in found.items() if id_ not in known]
        assert new == [(code, severity)]
        known = set(found)
