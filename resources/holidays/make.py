"""Writes the bank holidays shipped with JointDesk, from the `holidays` library.

`python resources/holidays/make.py` (with the development packages) writes one file for England
and Wales, which share their bank holidays, and one for the days that are a bank holiday in any
nation of the United Kingdom. Only the weekdays off work are listed, as the government does:
where a holiday falls on a weekend, its substitute day. Extend `LAST_YEAR` when the government
has published a further year, and compare the new days with its list.
"""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import holidays

HERE = Path(__file__).parent
FIRST_YEAR, LAST_YEAR = 2015, 2028
"""The government has published the days until the end of 2028."""

NATIONS = {
    "ENG": "England",
    "WLS": "Wales",
    "SCT": "Scotland",
    "NIR": "Northern Ireland",
}
NAMES = {
    "(observed)": "(substitute day)",
    "May Day": "Early May bank holiday",
    "Spring Bank Holiday": "Spring bank holiday",
    "Late Summer Bank Holiday": "Summer bank holiday",
    "Summer Bank Holiday": "Summer bank holiday",
    "New Year Holiday": "2nd January",
    "Saint ": "St ",
}
"""The library's words and the government's."""


def days_of(nation: str) -> dict[date, str]:
    """Give the weekdays that are a bank holiday in the nation, with their names."""
    found = holidays.country_holidays(
        "GB", subdiv=nation, years=range(FIRST_YEAR, LAST_YEAR + 1), language="en_GB"
    )
    days = {}
    for day, name in found.items():
        for theirs, ours in NAMES.items():
            name = name.replace(theirs, ours)
        if day.weekday() < 5:
            days[day] = name
    return days


def england_wales() -> dict[date, str]:
    """Give the bank holidays of England and Wales."""
    days = days_of("ENG")
    if days != days_of("WLS"):
        raise ValueError("England and Wales differ")
    return days


def united_kingdom() -> dict[date, str]:
    """Give the days that are a bank holiday in any nation, and say where it is not in all."""
    by_nation = {nation: days_of(nation) for nation in NATIONS}
    days = {}
    for day in {day for found in by_nation.values() for day in found}:
        where = [nation for nation, found in by_nation.items() if day in found]
        name = by_nation[where[0]][day]
        if len(where) < len(NATIONS):
            name += f" ({', '.join(NATIONS[nation] for nation in where)})"
        days[day] = name
    return days


def text(days: Mapping[date, str]) -> str:
    """Give the file's text."""
    content = {
        "version": 1,
        "from": f"{FIRST_YEAR}-01-01",
        "to": f"{LAST_YEAR}-12-31",
        "days": {day.isoformat(): days[day] for day in sorted(days)},
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


FILES = {"england-wales.json": england_wales, "united-kingdom.json": united_kingdom}


def main() -> None:
    """Write both files beside this one."""
    for name, days in FILES.items():
        (HERE / name).write_text(text(days()), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
