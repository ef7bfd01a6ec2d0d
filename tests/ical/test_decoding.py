"""Any bytes become UTF-8 with LF or CRLF, and every line keeps its number."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.ical.decoding import decode

TEXT = "BEGIN:VCALENDAR\r\nSUMMARY:Café – naïve £5\r\nEND:VCALENDAR\r\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        TEXT.encode("cp1252"),
    ],
    ids=["plain", "bom", "utf-16", "big-endian", "no bom", "no bom, be", "utf-32", "windows"],
)
def test_encodings_of_exporters_come_to_the_same(data: bytes) -> None:
    assert decode(data).decode() == TEXT


def test_a_line_of_windows_1252_among_utf_8_is_read_as_what_it_is() -> None:
    data = "SUMMARY:Café\n".encode() + "LOCATION:Caf\u00e9\n".encode("cp1252")
    assert decode(data).decode() == "SUMMARY:Café\nLOCATION:Café\n"


def test_lines_that_end_with_cr_alone_end_with_lf() -> None:
    assert decode(b"BEGIN:VCALENDAR\rEND:VCALENDAR\r") == b"BEGIN:VCALENDAR\nEND:VCALENDAR\n"


def test_a_carriage_return_too_many_is_left_to_whoever_reads_lines() -> None:
    assert decode(b"BEGIN:VCALENDAR\r\r\nEND:VCALENDAR\r\r\n").count(b"\n") == 2


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_fold_inside_a_character_moves_behind_it(end: str) -> None:
    data = b"SUMMARY:Caf\xc3" + end.encode() + b" \xa9 \xf0\x9f" + end.encode() + b" \x8e\x89!"
    assert decode(data).decode() == f"SUMMARY:Café{end}  🎉{end} !"


@given(st.binary(max_size=300))
def test_any_bytes_become_utf_8(data: bytes) -> None:
    decode(data).decode()


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_utf_8_stays_as_it_is(text: str) -> None:
    data = b"X:" + text.replace("\r", "").encode()
    assert decode(data) == data
