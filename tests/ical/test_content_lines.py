"""Content lines: what is not changed keeps its bytes, what is written cannot break out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.ical.content_lines import (
    ContentLines,
    content_line,
    escape,
    fold,
    parameter,
    text_line,
    with_parameter,
)
from jointdesk.ical.properties import logical_lines, parse_line
from jointdesk.ical.values import unescape

TEXT = (
    b'BEGIN:VEVENT\r\nUID:a\r\nX-NOTE;X="q;r":long\r\n  er\r\nSUMMARY:one\r\nSUMMARY:two\r\n'
    b"BEGIN:VALARM\r\nSUMMARY:inner\r\nEND:VALARM\r\nEND:VEVENT\r\n"
)


def test_untouched_lines_keep_their_bytes() -> None:
    lines = ContentLines(TEXT)
    lines.put("LOCATION", text_line("LOCATION", "Room 1"))
    assert lines.text == TEXT.replace(b"two\r\n", b"two\r\nLOCATION:Room 1\r\n")
    assert lines.is_changed


def test_of_a_property_that_stands_twice_one_line_stays() -> None:
    lines = ContentLines(TEXT)
    lines.put("SUMMARY", text_line("SUMMARY", "three"))
    assert [line.value for line in lines.all("SUMMARY")] == ["three"]
    assert b"SUMMARY:inner" in lines.text


def test_the_same_lines_change_nothing() -> None:
    lines = ContentLines(TEXT)
    lines.put("SUMMARY", "SUMMARY:one", "SUMMARY:two")
    lines.put("X-NOTE", 'X-NOTE;X="q;r":long er')
    lines.remove("LOCATION")
    assert lines.text == TEXT
    assert not lines.is_changed


@pytest.mark.parametrize(
    "text", [b"", b"BEGIN:VEVENT\nEND:VEVENT", b"BEGIN:VEVENT\n\n \nEND:VEVENT"]
)
def test_a_bare_component_takes_properties_too(text: bytes) -> None:
    lines = ContentLines(text)
    lines.put("UID", "UID:a")
    assert lines.value("UID") == "a"
    assert not text or lines.text.startswith(b"BEGIN:VEVENT\nUID:a\n")


def test_a_frame_has_no_begin_and_its_zones_are_not_its_own() -> None:
    frame = b"VERSION:2.0\r\nBEGIN:VTIMEZONE\r\nTZID:x\r\nEND:VTIMEZONE\r\n"
    assert [line.name for line in ContentLines(frame, depth=0).properties] == ["VERSION"]


def test_a_parameter_is_set_among_quoted_ones() -> None:
    line = 'ATTENDEE;CN="a;PARTSTAT=X:y";PARTSTAT=NEEDS-ACTION;X-A=b:mailto:c@d'
    changed = with_parameter(line, "PARTSTAT", "ACCEPTED")
    assert changed == 'ATTENDEE;CN="a;PARTSTAT=X:y";PARTSTAT=ACCEPTED;X-A=b:mailto:c@d'
    assert with_parameter(line, "ROLE", "CHAIR").startswith('ATTENDEE;ROLE=CHAIR;CN="a;')
    assert with_parameter(line, "X-A", "") == line.replace(";X-A=b", "")


def test_a_line_that_is_none_has_no_parameters() -> None:
    with pytest.raises(ValueError, match="no property"):
        with_parameter("???", "CN", "x")


ANY = st.text(st.characters(exclude_categories=()), max_size=60)


@given(ANY)
def test_nothing_in_a_value_begins_another_line(value: str) -> None:
    raw = fold(text_line("SUMMARY", value))
    [(_, line)] = logical_lines(raw)
    assert parse_line(line).name == "SUMMARY"


@given(ANY)
def test_nothing_in_a_parameter_breaks_out_of_it(value: str) -> None:
    raw = fold(content_line("ATTENDEE", "mailto:a@b", {"CN": value, "ROLE": "CHAIR"}))
    [(_, line)] = logical_lines(raw)
    found = parse_line(line)
    assert found.value == "mailto:a@b"
    assert set(found.parameters) == {"CN", "ROLE"}


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=40))
def test_a_parameter_is_read_as_it_was_meant(value: str) -> None:
    clean = value.replace("\u2028", " ").replace("\u2029", " ")
    found = parse_line(f"ATTENDEE;CN={parameter(clean)}:x")
    assert found.parameters["CN"].strip() == clean.strip()


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r"), max_size=40))
def test_escaping_can_be_taken_back(value: str) -> None:
    assert unescape(escape(value)) == value


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=200))
def test_folded_lines_are_short_and_whole(value: str) -> None:
    raw = fold(f"SUMMARY:{value}")
    rows = raw.split(b"\r\n")
    assert all(len(row) <= 75 for row in rows)
    assert all(row.decode() is not None for row in rows)
    assert b"".join([rows[0], *(row[1:] for row in rows[1:])]).decode() == f"SUMMARY:{value}"
