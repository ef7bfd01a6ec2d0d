"""DIA-09 and WRK-04 of the demo desk, from the words of the rules; see `reference`."""

import json
from fnmatch import fnmatchcase
from typing import Any

from tests.resources.reference_meetings import DEMO, DESK, Meeting

RECORDS: dict[str, Any] = json.loads((DEMO / "records.json").read_text(encoding="utf-8"))
DIRECTOR = DESK["people"][0]["name"]


def _forum(meeting: Meeting) -> dict[str, Any]:
    """Give the forum that has the meeting's title among its own."""
    for forum in RECORDS["forum"]:
        if any(fnmatchcase(meeting.shown.title, title) for title in forum["meetings"]):
            return dict(forum)
    return {}


def _seats(forum: dict[str, Any]) -> list[dict[str, str]]:
    return [seat for seat in forum.get("seats", []) if seat["person"] == DIRECTOR]


def needs_the_director(meeting: Meeting) -> bool:
    """True where a body's quorum cannot be met by its other voters, and nobody stands in."""
    forum = _forum(meeting)
    for row in forum.get("quorum", []):
        voters = [
            seat["person"]
            for seat in forum["seats"]
            if seat["org"] == row["org"] and seat["role"] in ("voting", "chair")
        ]
        others = [person for person in voters if person != DIRECTOR]
        if DIRECTOR in voters and len(others) < row["voters"]:
            return not any("deputy" in seat for seat in _seats(forum))
    return False


def is_covered(meeting: Meeting) -> bool:
    """True where a deputy is named who holds a delegation of the seat's body."""
    bodies = {one["key"]: one["org"] for one in RECORDS["authority"]}
    held = {
        (one["holder"], bodies[one["authority"]])
        for one in RECORDS["delegation"]
        if "holder" in one
    }
    return any((seat.get("deputy"), seat["org"]) in held for seat in _seats(_forum(meeting)))
