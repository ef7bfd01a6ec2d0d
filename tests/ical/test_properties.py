"""Content lines: folds, names, parameters, and lines that are none."""

import pytest

from jointdesk.ical.properties import find_property, parse_line, read_component


@pytest.mark.parametrize(
    ("line", "name", "parameters", "value"),
    [
        ("SUMMARY:Board", "SUMMARY", {}, "Board"),
        ("summary:Board", "SUMMARY", {}, "Board"),
        (" Summary : Board", "SUMMARY", {}, " Board"),
        ("SUMMARY;LANGUAGE=en-gb:At 9:30", "SUMMARY", {"LANGUAGE": "en-gb"}, "At 9:30"),
        (
            'ATTENDEE;CN="Khan: Amira";ROLE=CHAIR:mailto:a@x.example',
            "ATTENDEE",
            {"CN": "Khan: Amira", "ROLE": "CHAIR"},
            "mailto:a@x.example",
        ),
        (
            "ATTENDEE;CN=A ^'B^' ^^ ^n C:mailto:a@x.example",
            "ATTENDEE",
            {"CN": 'A "B" ^ \n C'},
            "mailto:a@x.example",
        ),
        (
            'X-A;MEMBER="mailto:a","mailto:b":c',
            "X-A",
            {"MEMBER": "mailto:a,mailto:b"},
            "c",
        ),
        (
            "DTSTART;TZID=(UTC+01:00) Amsterdam, Berlin:20261130T090000",
            "DTSTART",
            {"TZID": "(UTC+01:00) Amsterdam, Berlin"},
            "20261130T090000",
        ),
        (
            "DTSTART;TZID=(UTC+01:00) Amsterdam;VALUE=DATE-TIME:20261130T090000",
            "DTSTART",
            {"TZID": "(UTC+01:00) Amsterdam", "VALUE": "DATE-TIME"},
            "20261130T090000",
        ),
    ],
)
def test_content_lines(line: str, name: str, parameters: dict[str, str], value: str) -> None:
    found = parse_line(line)
    assert (found.name, found.parameters, found.value) == (name, parameters, value)


@pytest.mark.parametrize("line", ["", "no property", ":value", "X", "X;A=1", 'X;A="1:2"'])
def test_a_line_that_is_no_property_says_so(line: str) -> None:
    with pytest.raises(ValueError, match=r"no property|no value"):
        parse_line(line)


def test_a_quote_without_its_other_half_does_not_swallow_the_value() -> None:
    assert parse_line('ATTENDEE;CN="Khan:mailto:a@x.example').value == "mailto:a@x.example"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r\r\n"])
@pytest.mark.parametrize("blank", [" ", "\t"])
def test_folded_lines_are_joined(end: str, blank: str) -> None:
    text = f"BEGIN:VEVENT{end}SUMMARY:One{end}{blank} two{end}{blank}three{end}END:VEVENT{end}"
    assert find_property(text.encode(), "SUMMARY") == "One twothree"


def test_properties_of_inner_components_are_passed_over() -> None:
    text = b"BEGIN:VEVENT\nBEGIN:VALARM\nUID:x\nno colon\nEND:VALARM\nUID:y\nEND:VEVENT\n"
    assert find_property(text, "UID") == "y"
    assert read_component(text)[1] == []


def test_a_line_that_is_no_property_is_listed_with_its_number() -> None:
    text = b"BEGIN:VEVENT\nSUMMARY:a\n folded\nnonsense\nUID:y\nEND:VEVENT\n"
    properties, [fault] = read_component(text)
    assert [found.name for found in properties] == ["SUMMARY", "UID"]
    assert fault.line == 3
    assert "nonsense" in fault.reason


def test_components_in_one_another_without_end_are_refused() -> None:
    with pytest.raises(ValueError, match="too many"):
        read_component(b"BEGIN:VEVENT\n" + b"BEGIN:X\n" * 100 + b"END:VEVENT\n")
