"""Local days in the zones that stored components name."""

from datetime import tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from jointdesk.domain.components import UNKNOWN_ZONE
from jointdesk.domain.moments import LocalDays


class ZoneDays:
    """Answers "which local day is it" for zone names as `Component.zone` holds them.

    Floating, all-day and unknown zones are read in the desk's zone. A zone that only a
    VTIMEZONE of its own file defines is not known by name.
    """

    def __init__(self, desk_zone: tzinfo) -> None:
        self._desk = LocalDays(desk_zone)
        self._zones: dict[str, LocalDays | None] = {"": self._desk}

    def of(self, name: str) -> LocalDays | None:
        """Return the days of a zone, None where it is not known by name."""
        if name not in self._zones:
            self._zones[name] = self._load(name)
        return self._zones[name]

    def _load(self, name: str) -> LocalDays | None:
        if name.startswith(UNKNOWN_ZONE):
            return self._desk
        try:
            return LocalDays(ZoneInfo(name))
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return None
