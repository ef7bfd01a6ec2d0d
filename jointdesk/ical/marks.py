"""Whether calendar text calls anything in it private: the question that decides who may have it."""

import re

_FOLD = re.compile(r"\n[ \t]")
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
    classes = (found.strip(" \t").upper() for found in _CLASS.findall(lines))
    levels = (found.strip(" \t").upper() for found in _SENSITIVITY.findall(lines))
    return any(one not in ("", "PUBLIC") for one in classes) or any(
        one not in ("", "0", "NORMAL") for one in levels
    )
