"""Times of day as a person types them: "14:00", "14.30", "9", "1430", "2pm"."""

import re

_TIME = re.compile(r"(\d{1,2})(?:[:.]?(\d\d))? ?([ap]\.?m\.?)?", re.IGNORECASE)


def read_time(text: str) -> int | None:
    """Return the minute of the day that is meant, None where it is no time; "24:00" is 1440."""
    match = _TIME.fullmatch(" ".join(text.split()))
    if match is None:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").casefold()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if minute > 59 or hour > 24 or (hour == 24 and minute):
        return None
    return hour * 60 + minute
