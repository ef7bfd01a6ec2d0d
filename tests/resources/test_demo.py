"""The demo desk's files: as their generator writes them, as the field's description has them."""

import json
import re
import runpy
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tests.resources import reference

DEMO = Path(__file__).parents[2] / "resources" / "demo"
DESCRIPTION = Path(__file__).parents[2] / "../shared/design/domain.md"
DESK = json.loads((DEMO / "desk.json").read_text(encoding="utf-8"))
EXPECTED = json.loads((DEMO / "expected.json").read_text(encoding="utf-8"))


@pytest.fixture
def make(monkeypatch):
    monkeypatch.syspath_prepend(str(DEMO))
    yield runpy.run_path(str(DEMO / "make.py"))
    monkeypatch.delitem(sys.modules, "events")


@pytest.mark.parametrize("server", ["EXCHANGE", "CALDAV"])
def test_the_generator_writes_the_shipped_calendars_byte_for_byte(make, server):
    assert make["calendar"](make[server]) == (DEMO / make[server].file).read_bytes()


@pytest.mark.parametrize(("file", "newline"), [("calderbourne", b"\r\n"), ("wexmere", b"\n")])
def test_lines_end_as_that_server_ends_them_and_are_folded(file, newline):
    data = (DEMO / f"{file}.ics").read_bytes()
    assert max(map(len, data.split(newline))) <= 75
    assert data.count(b"\n") == data.count(newline)


def test_joint_meetings_share_some_uids_and_not_others():
    uids = [
        set(re.findall(r"^UID:(.+)$", (DEMO / f).read_text("utf-8").replace("\n ", ""), re.M))
        for f in ("calderbourne.ics", "wexmere.ics")
    ]
    assert len(uids[0] & uids[1]) == 6
    assert uids[0] - uids[1]
    assert uids[1] - uids[0]


def test_every_address_is_an_example():
    text = "".join(path.read_text(encoding="utf-8") for path in DEMO.glob("*.ics"))
    hosts = re.findall(r"(?:@|https?://)([\w.-]+)", text.replace("\n ", ""))
    assert hosts
    assert {host.rpartition(".")[2] for host in hosts} == {"example"}


def test_travel_takes_as_long_both_ways():
    sites, minutes = DESK["travel"]["sites"], DESK["travel"]["minutes"]
    assert sites == [site["id"] for site in DESK["sites"]]
    for i in range(len(sites)):
        assert minutes[i][i] == 0
        assert [row[i] for row in minutes] == minutes[i]


def test_the_sites_and_minutes_are_those_of_the_description():
    if not DESCRIPTION.exists():
        pytest.skip("the field's description is not beside this repository")
    rows = re.findall(
        r"^\| (S\d\d) \| (.+?) \(([^)]+)\) \|.*\| ([\d ]+) \|$",
        DESCRIPTION.read_text("utf-8"),
        re.M,
    )
    assert len(rows) == len(DESK["sites"])
    for site, minutes, row in zip(DESK["sites"], DESK["travel"]["minutes"], rows, strict=True):
        assert (site["id"], site["name"]) == row[:2]
        assert (site["org"] or "") == (row[2] if row[2].isupper() else "")
        assert minutes == [int(number) for number in row[3].split()]


def test_every_alias_names_one_site():
    names = [n.casefold() for site in DESK["sites"] for n in (site["name"], *site["aliases"])]
    assert max(Counter(names).values()) == 1


def test_the_recurring_meetings_are_those_of_the_description(make):
    if not DESCRIPTION.exists():
        pytest.skip("the field's description is not beside this repository")
    rows = re.findall(
        r"^\| (M\d\d) \| ([^|]+) \| (\w+)(?:\+\w+)? \| [^|]+ \| ([^|]+) \|",
        DESCRIPTION.read_text("utf-8"),
        re.M,
    )
    events = {event.key: event for event in make["EVENTS"]}
    assert len(rows) == 28
    for key, title, org, hours in rows:
        event = events[key]
        assert title.strip().startswith(event.title)
        assert event.hours == hours.strip()
        assert event.orgs == (("CAL", "WEX") if org == "JOINT" else (org,))


def test_the_expected_conflicts_are_those_that_the_words_of_the_rules_give():
    assert reference.expected() == EXPECTED


def test_the_named_conflicts_of_the_description_are_expected():
    count = Counter(each["code"] for each in EXPECTED["conflicts"])
    assert count == {
        "DIA-01": 1,
        "DIA-02": 1,
        "DIA-03": 1,
        "DIA-04": 14,
        "DIA-05": 17,
        "DIA-06": 1,
        "DIA-07": 1,
        "DIA-08": 1,
        "DIA-09": 1,
        "DIA-10": 2,
        "DIA-12": 14,
        "DIA-13": 1,
        "DIA-15": 1,
    }
    short = Counter((each["severity"], each.get("minutes_short")) for each in EXPECTED["conflicts"])
    assert (short["red", 20], short["amber", 5]) == (11, 3)


def test_the_council_share_never_strays_ten_points_and_no_day_is_over_seven_hours():
    """What the README beside the file says about WRK-01 and WRK-03."""
    copies = reference.read_copies(date(2026, 11, 2), date(2027, 2, 8))
    meetings = [m for m in reference.merge(copies) if m.shown.counts and not m.shown.leave]
    for week in range(9):
        monday = date.fromordinal(reference.FIRST.toordinal() + 7 * week)
        share, hours = reference.council_share(meetings, monday)
        assert 45 < share < 51
        assert hours > 70
