"""Filters of the register that a person keeps under a name."""

import json
from typing import NamedTuple

from jointdesk.viewmodels.decision_register import Tab

MOST = 30
"""How many one person keeps."""


class Filter(NamedTuple):
    """What is listed: under which button, with which words, by matter or decision by decision."""

    tab: Tab = Tab.ALL
    words: str = ""
    is_flat: bool = False


def filters_read(text: str) -> dict[str, Filter]:
    """Return the filters that a text of the preferences holds; what is no filter is left out."""
    try:
        rows = json.loads(text or "{}")
    except ValueError:
        return {}
    found = {}
    for name, row in rows.items() if isinstance(rows, dict) else ():
        try:
            tab, words, is_flat = row
            found[str(name)] = Filter(Tab(tab), str(words), bool(is_flat))
        except (TypeError, ValueError):
            continue
    return found


def filters_written(filters: dict[str, Filter]) -> str:
    """Return the text that the preferences keep."""
    return json.dumps(
        {name: [int(one.tab), one.words, one.is_flat] for name, one in filters.items()}
    )
