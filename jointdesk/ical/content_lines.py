"""A component's text as content lines that can be changed one by one (RFC 5545 section 3.1).

Lines that nobody changes keep their bytes, with their folds and line ends; so does everything
inside an inner component.
"""

import re
from collections.abc import Mapping, Sequence

from jointdesk.ical.properties import Property, parameter_spans, parse_line

OCTETS_A_LINE = 75

_LINE_BREAK = re.compile(rb"(?<=\n)(?!\r*[ \t])")
_FOLD = re.compile(rb"\n[ \t]")
_CONTROLS = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_NEEDS_QUOTES = re.compile("[:;,]|^\\s|\\s$")
_CARETS = {"^": "^^", '"': "^'", "\n": "^n"}


class ContentLines:
    """The content lines of one component, or of a calendar's frame, while they are changed.

    Only the component's own properties are found and changed; `depth` is 0 for a frame, whose
    lines stand in no BEGIN and END. `is_changed` says whether any line differs from the text
    given; new lines end as the first line does.
    """

    def __init__(self, text: bytes, depth: int = 1) -> None:
        self._depth = depth
        self._raw = [line for line in _LINE_BREAK.split(text) if line]
        self._newline = b"\n" if self._raw and not self._raw[0].endswith(b"\r\n") else b"\r\n"
        if self._raw and not self._raw[-1].endswith(b"\n"):
            self._raw[-1] += self._newline
        self._own: list[Property] = _own_properties(self._raw, depth)
        self.is_changed = False

    @property
    def text(self) -> bytes:
        """The text as it stands now."""
        return b"".join(self._raw)

    @property
    def properties(self) -> Sequence[Property]:
        """The component's own properties, in their order."""
        return self._own

    def all(self, *names: str) -> list[Property]:
        """Return the component's own properties of these names, in their order."""
        return [found for found in self._own if found.name in names]

    def first(self, name: str) -> Property | None:
        """Return the first property of that name: of those that stand once, the one that counts."""
        return next((found for found in self._own if found.name == name), None)

    def value(self, name: str) -> str:
        """Return the value of the first property of that name without blanks, "" without one."""
        found = self.first(name)
        return found.value.strip() if found else ""

    def put(self, name: str, *lines: str) -> None:
        """Let these unfolded lines stand for all properties of that name, in their order.

        They take the place of the first one, else they come behind the last property. A line
        that stood there already keeps its bytes.
        """
        old = [found.line for found in self.all(name)]
        kept = {_unfolded(self._raw[number]): self._raw[number] for number in old}
        new = [kept.get(line) or fold(line, self._newline) for line in lines]
        if new == [self._raw[number] for number in old]:
            return
        at = old[0] if old else self._end()
        for number in reversed(old):
            del self._raw[number]
        self._raw[at:at] = new
        self._own = _own_properties(self._raw, self._depth)
        self.is_changed = True

    def remove(self, *names: str) -> None:
        """Take all properties of these names away."""
        for name in names:
            self.put(name)

    def written(self, found: Property) -> str:
        """Return a property's line as it is written, unfolded."""
        return _unfolded(self._raw[found.line])

    def _end(self) -> int:
        """Return where a new property goes: behind the last one that is there."""
        if self._own:
            return self._own[-1].line + 1
        return 1 if self._raw and _unfolded(self._raw[0]).upper().startswith("BEGIN") else 0


def content_line(name: str, value: str, parameters: Mapping[str, str] | None = None) -> str:
    """Return an unfolded line of these parts; nothing in them can begin another line.

    `value` stands as it is, but for control characters: use `escape` for TEXT.
    """
    head = [name, *(f"{key}={parameter(text)}" for key, text in (parameters or {}).items())]
    return f"{';'.join(head)}:{_CONTROLS.sub(' ', value)}"


def text_line(name: str, value: str) -> str:
    """Return an unfolded line of a TEXT property."""
    return content_line(name, escape(value))


def escape(text: str) -> str:
    """Return TEXT with its backslashes (RFC 5545 section 3.3.11)."""
    plain = text.replace("\r\n", "\n").replace("\\", "\\\\").replace("\n", "\\n")
    return plain.replace(";", "\\;").replace(",", "\\,")


def parameter(text: str) -> str:
    """Return a parameter's value, quoted where it must be (RFC 5545 3.2, RFC 6868)."""
    plain = "".join(_CARETS.get(sign, sign) for sign in text)
    plain = _CONTROLS.sub(" ", plain)
    return f'"{plain}"' if not plain or _NEEDS_QUOTES.search(plain) else plain


def with_parameter(line: str, name: str, value: str) -> str:
    """Return an unfolded line with one parameter set, or taken away by ""; others stay as written.

    Raises:
        ValueError: it is no content line.
    """
    new = f";{name}={parameter(value)}" if value else ""
    head, spans = parameter_spans(line)
    for found, start, end in spans:
        if found == name:
            return line[:start] + new + line[end:]
    return line[:head] + new + line[head:]


def fold(line: str, newline: bytes = b"\r\n") -> bytes:
    """Return a line folded at 75 octets, never inside a character (RFC 5545 section 3.1)."""
    rows: list[bytes] = []
    rest = line.encode("utf-8", "replace")
    most = OCTETS_A_LINE
    while len(rest) > most:
        end = most
        while rest[end] & 0xC0 == 0x80:
            end -= 1
        rows.append(rest[:end])
        rest = rest[end:]
        most = OCTETS_A_LINE - 1
    return (newline + b" ").join([*rows, rest]) + newline


def _unfolded(raw: bytes) -> str:
    return _FOLD.sub(b"", raw.replace(b"\r", b"").removesuffix(b"\n")).decode("utf-8", "replace")


def _own_properties(raw: Sequence[bytes], depth: int) -> list[Property]:
    """Return the properties that stand no deeper; `line` indexes the raw lines.

    As `properties.read_component` reads them.
    """
    properties: list[Property] = []
    inside: list[str] = []
    for number, line in enumerate(raw):
        try:
            found = parse_line(_unfolded(line), number)
        except ValueError:
            continue
        word = found.value.strip().upper()
        if found.name == "BEGIN":
            inside.append(word)
        elif found.name == "END" and word in inside:
            del inside[inside.index(word) :]
        elif len(inside) <= depth:
            properties.append(found)
    return properties
