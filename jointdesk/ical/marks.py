"""Whether calendar text calls anything in it private: the question that decides who may have it."""

import re

_FOLD = re.compile(r"\n[ \t]")
# Letters are ASCII's, to the server as well: an ı without its dot makes no PUBLIC.
_OPEN_CLASS = re.compile("(?:PUBLIC)?", re.IGNORECASE | re.ASCII)
_OPEN_LEVEL = re.compile("(?:0|NORMAL)?", re.IGNORECASE | re.ASCII)
_REST = r"[ \t]*(?:;[^:\n]*)?:([^\n]*)"
_CLASS = re.compile(rf"(?:^|\n)[ \t]*CLASS{_REST}", re.IGNORECASE | re.ASCII)
_SENSITIVITY = re.compile(
    rf"(?:^|\n)[ \t]*X-MICROSOFT[A-Z-]*SENSITIVITY{_REST}", re.IGNORECASE | re.ASCII
)


def is_marked_private(text: str) -> bool:
    """Return whether any line of a calendar text calls something private.

    A CLASS but PUBLIC, wherever it stands: a second one, and that of an alarm or of the whole
    calendar count too, and so does a sensitivity of Microsoft's. A server lets no such text into
    the stream that everybody reads (`desk.is_marked_private` in db/postgres), and never doubts in
    anybody's disfavour: what is not private but looks so is treated as private.
    """
    lines = _FOLD.sub("", text.replace("\r", ""))
    return any(
        not is_open.fullmatch(found.strip(" \t"))
        for line, is_open in ((_CLASS, _OPEN_CLASS), (_SENSITIVITY, _OPEN_LEVEL))
        for found in line.findall(lines)
    )
