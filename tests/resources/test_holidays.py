"""The bank holidays that are shipped: made by their script, and right where that is known."""

import json
import runpy
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "resources" / "holidays"

# Section 3 of the field's description.
KNOWN = {
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
}


def days_of(file: str) -> dict[str, str]:
    return json.loads((FOLDER / file).read_text(encoding="utf-8"))["days"]


@pytest.mark.parametrize("file", ["england-wales.json", "united-kingdom.json"])
def test_the_script_writes_the_shipped_file(file):
    make = runpy.run_path(str(FOLDER / "make.py"))
    assert make["text"](make["FILES"][file]()) == (FOLDER / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("year", KNOWN)
def test_england_and_wales_have_the_days_of_the_description(year):
    days = [day[5:] for day in days_of("england-wales.json") if day.startswith(str(year))]
    assert days == KNOWN[year].split()


@pytest.mark.parametrize(
    "day", ["2020-05-08", "2022-06-02", "2022-06-03", "2022-09-19", "2023-05-08"]
)
def test_days_proclaimed_for_an_occasion_are_in(day):
    assert day in days_of("england-wales.json")


def test_any_nation_counts_for_the_united_kingdom():
    england, any_nation = days_of("england-wales.json"), days_of("united-kingdom.json")
    assert set(england) < set(any_nation)
    assert any_nation["2026-11-30"] == "St Andrew's Day (Scotland)"
    assert any_nation["2027-01-04"].endswith("(Scotland)")
    assert any_nation["2026-03-17"].endswith("(Northern Ireland)")
