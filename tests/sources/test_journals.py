from datetime import date
from zoneinfo import ZoneInfo

import pytest

from jointdesk.domain.tables import Row
from jointdesk.ical.scanning import NotACalendarError
from jointdesk.sources.grids import UnreadableTableError
from jointdesk.sources.journals import is_calendar, read_journals

LONDON = ZoneInfo("Europe/London")


def calendar(*components: str) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", *components, "END:VCALENDAR", ""]
    return "\r\n".join(lines).encode()


def journal(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VJOURNAL", "UID:1", *lines, "END:VJOURNAL"])


def test_a_journal_is_a_row_at_its_line() -> None:
    table = read_journals(
        calendar(
            journal(
                "X-JOINTDESK-REF:CAL-2026-121",
                "SUMMARY:Section 75\\, variation",
                "DTSTART;VALUE=DATE:20261126",
                "DESCRIPTION:Approved\\nin full",
                "CATEGORIES:CAL,s75",
                "STATUS:FINAL",
                "CLASS:CONFIDENTIAL",
            )
        ),
        "log.ics",
        LONDON,
    )
    assert table.name == "log.ics"
    assert table.rows == (
        Row(
            3,
            (
                "Section 75, variation",
                date(2026, 11, 26),
                "Approved\nin full",
                "FINAL",
                "own_org",
                "CAL, s75",
                "CAL-2026-121",
            ),
        ),
    )


def test_a_time_is_a_day_where_the_desk_is() -> None:
    late = journal("SUMMARY:Late", "DTSTART:20260601T233000Z")
    [row] = read_journals(calendar(late), "log.ics", LONDON).rows
    assert row.cells[:2] == ("Late", date(2026, 6, 2))
    assert row.cells[4] == "all"


def test_what_our_own_exports_add_are_columns() -> None:
    table = read_journals(
        calendar(
            journal("SUMMARY:Fees", "STATUS:FINAL", "X-JOINTDESK-STATUS:Published"),
            journal("SUMMARY:Beds", "STATUS:FINAL", "X-JOINTDESK-DATE-PUBLISHED:2026-11-26"),
        ).replace(b"UID:1", b"UID:2", 1),
        "log.ics",
        LONDON,
    )
    assert table.headings[-1] == "Date published"
    assert [(row.cells[0], row.cells[3], row.cells[-1]) for row in table.rows] == [
        ("Fees", "Published", None),
        ("Beds", "FINAL", "2026-11-26"),
    ]


def test_the_decision_and_its_reasons_are_told_apart_where_we_wrote_them() -> None:
    both = "DESCRIPTION:Agreed.\\n\\nIt is due."
    reasons = "X-JOINTDESK-REASONS:It is due."
    table = read_journals(
        calendar(
            journal("SUMMARY:Fees", both, "X-JOINTDESK-DECISION-TEXT:Agreed.", reasons),
            journal("SUMMARY:Beds", "DESCRIPTION:It is due.", reasons).replace("UID:1", "UID:2"),
            journal("SUMMARY:Another program's", both).replace("UID:1", "UID:3"),
        ),
        "log.ics",
        LONDON,
    )
    place = {heading: at for at, heading in enumerate(table.headings)}
    told = [(row.cells[place["Decision"]], row.cells[place["Reasons"]]) for row in table.rows]
    assert told == [
        ("Agreed.", "It is due."), (None, "It is due."), ("Agreed.\n\nIt is due.", None)
    ]  # fmt: skip


def test_a_broken_journal_is_listed_and_other_kinds_are_counted() -> None:
    data = calendar(
        "BEGIN:VEVENT\r\nUID:2\r\nDTSTART:20260601T233000Z\r\nEND:VEVENT",
        "BEGIN:VJOURNAL\r\nUID:3\r\nSUMMARY:No end",
        journal("SUMMARY:Sound"),
    )
    table = read_journals(data, "log.ics", LONDON)
    assert [row.cells[0] for row in table.rows] == ["Sound"]
    assert [(one.number, one.reason) for one in table.skipped] == [
        (7, "The VJOURNAL has no END line")
    ]
    assert table.notes == ("Events and tasks are left out: 1.",)


def test_without_journals_it_is_no_register() -> None:
    with pytest.raises(UnreadableTableError, match="without journals"):
        read_journals(calendar(), "log.ics", LONDON)
    with pytest.raises(NotACalendarError):
        read_journals(b"Ref,Title", "log.ics", LONDON)


def test_a_calendar_is_told_from_a_table() -> None:
    assert is_calendar(b"\xef\xbb\xbfbegin:vcalendar\r\n")
    assert is_calendar(b"\n\nBEGIN:VJOURNAL\r\n")
    assert not is_calendar(b"Ref,Title\n")
