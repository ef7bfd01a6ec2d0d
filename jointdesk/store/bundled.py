"""Where the files that ship with the program are: in the installed package, or the checkout."""

import json
from datetime import date
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def bundled(kind: str, *parts: str) -> Path:
    """Return the path of a shipped file; `kind` is "db" or "resources"."""
    installed = _PACKAGE / f"_{kind}"
    root = installed if installed.is_dir() else _PACKAGE.parent / kind
    return root.joinpath(*parts)


@cache
def bank_holidays(calendar: str = "england-wales") -> dict[date, str]:
    """Return the bank holidays of a calendar with their names."""
    data = json.loads(bundled("resources", "holidays", f"{calendar}.json").read_text("utf-8"))
    return {date.fromisoformat(day): name for day, name in data["days"].items()}
