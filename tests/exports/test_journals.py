"""Registers as VJOURNALs, read back by another library."""

from dataclasses import replace
from datetime import date
from typing import Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.domain.decisions import Status
from jointdesk.exports.calendar_text import calendar, text_line
from jointdesk.exports.content import Period
from jointdesk.exports.editions import Reader
from jointdesk.exports.journals import write_journals
from jointdesk.exports.registers import register
from tests.exports.sample_content import LEASE, PILOT, content


def journals(reader: Reader, *decisions: Any) -> list[Any]:
    found = register(content(*decisions), "o1", reader, Period(), printed=False)
    data = write_journals(found.document, found.links, "CAL")
    return list(icalendar.Calendar.from_ical(data).walk("VJOURNAL"))


def test_a_decision_is_a_final_journal() -> None:
    (one,) = journals(Reader("public"), PILOT)
    assert str(one["UID"]) == "d1@jointdesk"
    assert str(one["SUMMARY"]) == "Falls pilot"
    assert str(one["DESCRIPTION"]) == "Agreed the council's half.\n\nEvidence from three areas."
    assert str(one["X-JOINTDESK-DECISION-TEXT"]) == "Agreed the council's half."
    assert str(one["X-JOINTDESK-REASONS"]) == "Evidence from three areas."
    assert one["DTSTART"].dt == date(2026, 11, 20)
    assert str(one["STATUS"]) == "FINAL"
    assert str(one["CLASS"]) == "PUBLIC"
    assert one["CATEGORIES"].to_ical() == b"CAL"
    assert str(one["X-JOINTDESK-REF"]) == "CAL-2026-116"
    assert str(one["X-JOINTDESK-DATE-EFFECTIVE"]) == "2026-11-20"


def test_an_ended_one_is_cancelled_and_points_to_what_it_replaced() -> None:
    old = replace(PILOT, id="d0", status=Status.SUPERSEDED)
    new = replace(PILOT, supersedes="d0", date_taken=date(2026, 12, 1))
    first, second = journals(Reader("org", "o1"), old, new)
    assert str(first["RELATED-TO"]) == "d0@jointdesk"
    assert str(second["STATUS"]) == "CANCELLED"
    assert str(first["CLASS"]) == "PRIVATE"


def test_a_withheld_one_keeps_its_day() -> None:
    (one,) = journals(Reader("public"), LEASE)
    assert str(one["SUMMARY"]) == "Withheld"
    assert one["DTSTART"].dt == date(2026, 12, 8)
    assert "landlord's terms." not in one.to_ical().decode().replace("confidential.", "")


@pytest.mark.parametrize("text", ["a;b,c\\d", "BEGIN:VEVENT\r\nEND:VEVENT", "ŵ" * 200, "\x00\x07"])
def test_hostile_text_stays_within_its_line(text: str) -> None:
    (one,) = journals(Reader("org", "o1"), replace(PILOT, title=text))
    assert str(one["SUMMARY"]).startswith(text[0].replace("\x00", "\ufffd"))


@given(st.text())
def test_lines_are_no_longer_than_they_may_be_and_come_back(text: str) -> None:
    data = calendar([("VJOURNAL", [text_line("UID", "1"), text_line("SUMMARY", text)])], "T")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    (one,) = icalendar.Calendar.from_ical(data).walk("VJOURNAL")
    assert "SUMMARY" in one
