"""What exporters call time zones, and the IANA zones they mean.

Understood are IANA names in any case and behind a prefix ("/mozilla.org/20050126_1/Europe/London",
"tzone://Microsoft/Utc"), with other separators ("US-Eastern"), Windows names and display names,
and fixed offsets ("GMT+1", "UTC+01:00"). A name that leaves a doubt means no zone.
"""

import re
from datetime import UTC, datetime
from functools import lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from jointdesk.domain.moments import instant
from jointdesk.ical.windows_zones import WINDOWS_ZONES

_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+-])\s*(\d{1,2})(?:[:.]?([0-5]\d))?", re.IGNORECASE)
_DISPLAY = re.compile(r"\((?:UTC|GMT)\s*(?:([+-])\s*(\d{1,2})[:.](\d\d))?\)\s*(.+)", re.IGNORECASE)
_COPY_NUMBER = re.compile(r"\s+\d+$")
# IANA names that begin so do not end in a place.
_NO_PLACES = (
    *("Brazil/", "Canada/", "Chile/", "Etc/", "Mexico/", "US/"),
    *("Australia/North", "Australia/South", "Australia/West"),
)
_LONGEST_NAME = 255
_PLACES = re.compile(r"[,;:/]")


@lru_cache(maxsize=1024)
def iana_name(tzid: str) -> str:
    """Return the name of the IANA zone that a TZID means, "UTC+05:30" for a fixed offset.

    "" where it means none that is known. Whole hours are IANA's own "Etc/GMT-1".
    """
    if len(tzid) > _LONGEST_NAME:
        return ""
    name = tzid.replace("\\,", ",").replace("&amp;", "&").strip().strip('"').strip()
    return _iana(name) or _windows_name(name) or _display_name(name) or _fixed(name)


def fixed_offset(name: str) -> int | None:
    """Return the seconds east of UTC of a name like "UTC+05:30", None for any other name."""
    found = _OFFSET.fullmatch(name)
    if not found or int(found[2]) > 14:
        return None
    seconds = int(found[2]) * 3600 + int(found[3] or 0) * 60
    return -seconds if found[1] == "-" else seconds


def _iana(name: str) -> str:
    """Return the IANA name that this is, in any case, behind a prefix, with other separators."""
    known = _iana_names()
    parts = name.lower().split("/")
    is_prefixed = name.startswith("/") or "://" in name
    for first in range(len(parts)):
        # A lone last part ("Utc") counts only behind what is clearly a prefix.
        if first and first == len(parts) - 1 and not is_prefixed:
            break
        if found := known.get("/".join(parts[first:])):
            return found
    return "" if re.search(r"\d", name) else _separated_names().get(_letters(name), "")


def _windows_name(name: str) -> str:
    """Return the zone of a Windows name, also of its copy ("GMT Standard Time 1")."""
    names = _windows_names()
    original = _COPY_NUMBER.sub("", name)
    return names.get(_letters(name)) or names.get(_letters(original)) or ""


def _fixed(name: str) -> str:
    seconds = fixed_offset(name)
    if seconds is None:
        return ""
    if seconds == 0:
        return "UTC"
    sign, minutes = "-" if seconds < 0 else "+", abs(seconds) // 60
    if minutes % 60 == 0:
        # POSIX counts the other way round.
        return f"Etc/GMT{'+' if sign == '-' else '-'}{minutes // 60}"
    return f"UTC{sign}{minutes // 60:02}:{minutes % 60:02}"


def _display_name(name: str) -> str:
    """Return the zone of a Windows display name, or of a list of places with or without offset.

    A whole display name counts whatever its offset; a single place only if its zone has it.
    """
    shown = _DISPLAY.fullmatch(name)
    text = shown[4] if shown else name
    if whole := _display_names().get(_letters(text)):
        return whole
    offset = None
    if shown:
        offset = (int(shown[2] or 0) * 60 + int(shown[3] or 0)) * (-60 if shown[1] == "-" else 60)
    if shown and _letters(text).startswith("coordinateduniversaltime"):
        return _fixed(f"{shown[1] or '+'}{shown[2] or 0}:{shown[3] or '00'}")
    for place in _PLACES.split(text):
        zones = _places().get(_letters(place), ())
        fitting = [zone for zone in zones if offset is None or offset in _offsets(zone)]
        if len(fitting) == 1:
            return fitting[0]
    return ""


@lru_cache(maxsize=256)
def _offsets(name: str) -> frozenset[int]:
    """Return the offsets a zone has in the course of the year 2026, in seconds east."""
    zone = ZoneInfo(name)
    moments = [datetime(2026, month, 1, tzinfo=UTC).astimezone(zone) for month in (1, 7)]
    return frozenset(instant(m.replace(tzinfo=UTC)) - instant(m) for m in moments)


def _letters(name: str) -> str:
    """Return the name as it is compared: letters and digits only, in lower case."""
    text = name.lower().replace("&", "and").replace("daylight time", "standard time")
    return re.sub(r"[\W_]", "", text.replace("co-ordinated", "coordinated"))


@lru_cache(maxsize=1)
def _iana_names() -> dict[str, str]:
    names = files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()
    return {name.lower(): name for name in names if name != "Factory"}


@lru_cache(maxsize=1)
def _separated_names() -> dict[str, str]:
    return {_letters(name): name for name in _iana_names().values() if "/" in name}


@lru_cache(maxsize=1)
def _windows_names() -> dict[str, str]:
    return {_letters(name): zone for name, (zone, _) in WINDOWS_ZONES.items()}


@lru_cache(maxsize=1)
def _display_names() -> dict[str, str]:
    return {_letters(shown): zone for zone, shown in WINDOWS_ZONES.values()}


@lru_cache(maxsize=1)
def _places() -> dict[str, tuple[str, ...]]:
    """Return the places in display names and in IANA names, with the zones they may mean."""
    found: dict[str, dict[str, None]] = {}
    for zone, shown in WINDOWS_ZONES.values():
        for name in shown.split(","):
            found.setdefault(_letters(name), {})[zone] = None
    for name in _iana_names().values():
        if "/" in name and not name.startswith(_NO_PLACES):
            found.setdefault(_letters(name.rpartition("/")[2]), {name: None})
    found.pop("", None)
    return {name: tuple(zones) for name, zones in found.items()}
