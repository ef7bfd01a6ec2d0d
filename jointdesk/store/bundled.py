"""Where the files that ship with the program are: in the installed package, or the checkout."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).resolve().parents[1]


def bundled(kind: str, *parts: str) -> Path:
    """Return the path of a shipped file; `kind` is "db" or "resources"."""
    installed = _PACKAGE / f"_{kind}"
    root = installed if installed.is_dir() else _PACKAGE.parent / kind
    return root.joinpath(*parts)


@cache
def bank_holidays(calendar: str = "england-wales") -> dict[date, str]:
    """Return the bank holidays of a calendar with their names."""
    return {date.fromisoformat(day): name for day, name in _holiday_file(calendar)["days"].items()}


def known_holidays(calendar: str = "england-wales") -> tuple[date, date]:
    """Return the first and the last day between which a calendar knows every bank holiday."""
    data = _holiday_file(calendar)
    return date.fromisoformat(data["from"]), date.fromisoformat(data["to"])


@cache
def _holiday_file(calendar: str) -> Any:
    return json.loads(bundled("resources", "holidays", f"{calendar}.json").read_text("utf-8"))


@cache
def profiles() -> dict[str, Any]:
    """Return the governance profiles that ship with the program, by name, as data."""
    files = bundled("resources", "profiles").glob("*.json")
    found = [json.loads(file.read_text("utf-8")) for file in files]
    return {data["name"]: data for data in sorted(found, key=lambda data: str(data["name"]))}


@cache
def booking_templates() -> dict[str, Any]:
    """Return the templates of bookings that ship with the program, by name, as data."""
    files = bundled("resources", "bookings").glob("*.json")
    found = [json.loads(file.read_text("utf-8")) for file in files]
    return {data["name"]: data for data in sorted(found, key=lambda data: str(data["name"]))}
