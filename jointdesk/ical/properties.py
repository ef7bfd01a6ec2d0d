"""Content lines of iCalendar text: unfolding, names, parameters (RFC 5545 section 3.1, RFC 6868).

Reading is forgiving where only one reading is possible: names in lower case, blanks around
names, a colon inside an unquoted time zone name.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from jointdesk.ical.structure import DEEPEST
from jointdesk.ical.values import short

_FOLD = re.compile(rb"\n[ \t]")
_NAME = re.compile(r"[ \t]*([A-Za-z0-9_.-]+)[ \t]*(?=[;:])")
_PARAMETER = re.compile(r";[ \t]*([A-Za-z0-9_.-]+)[ \t]*=[ \t]*((?:\"[^\"]*\"|[^\";:]++)*+)")
_CARET = re.compile(r"\^([n'^])")
_CARETS = {"n": "\n", "'": '"', "^": "^"}

# Their values hold no colon, so that one before the last belongs to an unquoted TZID.
_DATED = frozenset(("DTSTART", "DTEND", "DUE", "RECURRENCE-ID", "EXDATE", "RDATE"))


class Property(NamedTuple):
    """One content line: `name` and parameter names in upper case, the value as it is written.

    Parameter values are without quotes. `line` counts from 0 within the text.
    """

    name: str
    parameters: Mapping[str, str]
    value: str
    line: int


def logical_lines(text: bytes) -> Iterator[tuple[int, str]]:
    """Yield each unfolded line that is not blank, with its number in the text from 0.

    Carriage returns mean nothing wherever they stand: some exporters write two for one.
    """
    number = 0
    for raw in re.split(rb"\n(?![ \t])", text.replace(b"\r", b"")):
        line = _FOLD.sub(b"", raw).decode("utf-8", "replace")
        if line.strip():
            yield number, line
        number += raw.count(b"\n") + 1


def parse_line(line: str, number: int = 0) -> Property:
    """Return the content line of an unfolded line.

    Raises:
        ValueError: the line has no name or no colon.
    """
    name = _NAME.match(line)
    if not name:
        raise ValueError("it is no property")
    parameters: dict[str, str] = {}
    position = name.end()
    while found := _PARAMETER.match(line, position):
        parameters[found[1].upper()] = _parameter_value(found[2])
        position = found.end()
    upper = name[1].upper()
    colon = line.find(":", position)
    if colon < 0:
        raise ValueError(f"{upper} has no value")
    if upper in _DATED and ":" in line[colon + 1 :]:
        colon = line.rfind(":")
        _extend_zone(parameters, line[position:colon])
    return Property(upper, parameters, line[colon + 1 :], number)


def parameter_spans(line: str) -> tuple[int, list[tuple[str, int, int]]]:
    """Return where an unfolded line's name ends, and each parameter's name, start and end.

    A parameter starts with its semicolon.

    Raises:
        ValueError: the line has no name.
    """
    name = _NAME.match(line)
    if not name:
        raise ValueError("it is no property")
    spans: list[tuple[str, int, int]] = []
    position = name.end()
    while found := _PARAMETER.match(line, position):
        spans.append((found[1].upper(), found.start(), found.end()))
        position = found.end()
    return name.end(), spans


class Fault(NamedTuple):
    """A line that is no property: its number in the text from 0, and why."""

    line: int
    reason: str


def read_component(text: bytes) -> tuple[list[Property], list[Fault]]:
    """Return a component's own properties, and its lines that are none.

    Properties of components inside it are passed over, faults in them too.

    Raises:
        ValueError: more components are inside one another than can be meant.
    """
    properties: list[Property] = []
    faults: list[Fault] = []
    inside: list[str] = []
    for number, line in logical_lines(text):
        try:
            found = parse_line(line, number)
        except ValueError as error:
            if len(inside) < 2:
                faults.append(Fault(number, f"{short(line)} is left out: {error}"))
            continue
        if found.name == "BEGIN":
            inside.append(found.value.strip().upper())
            if len(inside) > DEEPEST:
                raise ValueError("It holds too many components in another")
        elif found.name == "END" and found.value.strip().upper() in inside:
            del inside[inside.index(found.value.strip().upper()) :]
        elif len(inside) < 2:
            properties.append(found)
    return properties, faults


def find_property(component: bytes, name: str) -> str | None:
    """Return the value of the component's own first property of that name, as it is written."""
    for found in read_component(component)[0]:
        if found.name == name:
            return found.value
    return None


def _parameter_value(text: str) -> str:
    """Return a parameter's value without quotes and RFC 6868 escapes."""
    value = text.strip().replace('"', "")
    return _CARET.sub(lambda escape: _CARETS[escape[1]], value) if "^" in value else value


def _extend_zone(parameters: dict[str, str], rest: str) -> None:
    """Add what an unquoted TZID lost at its first colon; other parameters may follow it."""
    if "TZID" in parameters:
        more, *others = rest.split(";")
        parameters["TZID"] += more
        for other in others:
            name, _, value = other.partition("=")
            parameters[name.strip().upper()] = value
