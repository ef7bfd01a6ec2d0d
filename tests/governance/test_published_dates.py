"""Our days against days that public bodies published.

Sources are the bodies' own pages, by host and what they show; read in November 2026.
"""

from datetime import date, timedelta

import pytest

from jointdesk.derive.working_calendars import working_calendars
from jointdesk.governance.deadlines import reckon


def days(rule: str, on: date, **settings: str) -> dict[str, str]:
    found = reckon(rule, on, settings, working_calendars())
    return {name: day.isoformat() for name, day in found.dates.items()}


# Call-in

# The day of publication is on the page.
PUBLISHED = [
    ("2022-09-16", "2022-09-27"),  # sccdemocracy.salford.gov.uk, over the state funeral
    ("2023-09-19", "2023-09-27"),  # sccdemocracy.salford.gov.uk
]

# The page has the day of the decision and that of its effect. It was published on some day
# between: on the same day, or within three working days.
DECIDED = [
    # sccdemocracy.salford.gov.uk: decisions of 7 to 21 August 2017
    ("2017-08-08", "2017-08-16"),
    ("2017-08-09", "2017-08-17"),
    ("2017-08-16", "2017-08-25"),
    # of 10 to 24 July 2018
    ("2018-07-10", "2018-07-18"),
    ("2018-07-11", "2018-07-19"),
    ("2018-07-11", "2018-07-20"),
    # of 30 December 2018 to 13 January 2019
    ("2019-01-08", "2019-01-16"),
    ("2019-01-09", "2019-01-17"),
    ("2019-01-10", "2019-01-18"),
    # of 1 to 15 January 2020: two of them take effect on a Saturday
    ("2020-01-08", "2020-01-18"),
    ("2020-01-09", "2020-01-17"),
    ("2020-01-14", "2020-01-22"),
    ("2020-01-15", "2020-01-24"),
    # for call-in in February 2020
    ("2020-02-17", "2020-02-25"),
    ("2020-02-19", "2020-02-27"),
    # of 19 July to 2 August 2020
    ("2020-07-22", "2020-07-30"),
    ("2020-07-28", "2020-08-05"),
    # of 14 to 28 February 2021: published on a Friday, in effect on the Saturday after the next
    ("2021-02-17", "2021-02-25"),
    ("2021-02-22", "2021-03-02"),
    ("2021-02-23", "2021-03-03"),
    ("2021-02-26", "2021-03-06"),
    # www.salford.gov.uk: May 2024
    ("2024-05-08", "2024-05-17"),
    # wokingham.moderngov.co.uk: the Executive of 29 July 2021, twelve decisions, a Saturday
    ("2021-07-29", "2021-08-07"),
]


@pytest.mark.parametrize(("published", "effective"), PUBLISHED)
def test_effect_of_a_published_decision(published: str, effective: str) -> None:
    assert days("DL7", date.fromisoformat(published))["effective"] == effective


@pytest.mark.parametrize(("decided", "effective"), DECIDED)
def test_effect_of_a_decision_that_was_published_soon(decided: str, effective: str) -> None:
    first = date.fromisoformat(decided)
    soon = [first + timedelta(days=n) for n in range(6)]
    working = [day for day in soon if day.weekday() < 5][:4]
    assert effective in [days("DL7", day)["effective"] for day in working]


def test_most_of_them_were_published_on_the_day_they_were_taken() -> None:
    """Else the test above would show little."""
    same = [
        decided
        for decided, effective in DECIDED
        if days("DL7", date.fromisoformat(decided))["effective"] == effective
    ]
    assert len(same) == 17


# Notice of election

# The last day, as the timetable says it.
LAST_DAYS = [
    ("2017-05-04", "2017-03-27"),  # markpack.org.uk, from the Electoral Commission's timetable
    ("2021-05-06", "2021-03-29"),  # southend.gov.uk
    ("2021-12-02", "2021-10-28"),  # warwickdc.gov.uk
    ("2022-05-05", "2022-03-28"),  # harrogate-news.co.uk: North Yorkshire County Council
    ("2024-05-02", "2024-03-26"),  # electoralcommission.org.uk and southampton.gov.uk
    ("2025-02-13", "2025-01-09"),  # northyorks.gov.uk: Nunnington parish
    ("2025-05-01", "2025-03-25"),  # aldc.org, southhams.gov.uk and stroud.gov.uk
]

# The day on which it was published: on the last day at the latest.
EARLY = [
    ("2021-05-06", "2021-03-19"),  # stroud.gov.uk, district
    ("2021-05-06", "2021-03-24"),  # torridge.gov.uk
    ("2021-05-06", "2021-03-26"),  # stroud.gov.uk, county
    ("2023-05-04", "2023-03-24"),  # gmelects.org.uk
    ("2026-05-07", "2026-03-20"),  # nuneatonandbedworth.gov.uk
]


@pytest.mark.parametrize(("poll", "notice"), LAST_DAYS)
def test_last_day_for_the_notice_of_election(poll: str, notice: str) -> None:
    assert days("DL11", date.fromisoformat(poll))["notice_by"] == notice


@pytest.mark.parametrize(("poll", "notice"), EARLY)
def test_a_notice_that_was_early_wins(poll: str, notice: str) -> None:
    found = days("DL11", date.fromisoformat(poll), notice=notice)
    assert found["begins"] == notice
    assert days("DL11", date.fromisoformat(poll))["notice_by"] > notice


def test_general_election_of_2024() -> None:
    """markpack.org.uk and parliament.uk, from the Electoral Commission's timetable."""
    found = days("DL11", date(2024, 7, 4), kind="general")
    assert (found["dissolution"], found["notice_by"]) == ("2024-05-30", "2024-06-04")


# Freedom of information


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2015-01-05", "2015-02-02"),
        ("2015-01-06", "2015-02-03"),
        ("2015-01-07", "2015-02-04"),
        ("2015-01-08", "2015-02-05"),
        ("2015-01-09", "2015-02-06"),
    ],
)
def test_reply_to_a_request(received: str, due: str) -> None:
    """foiman.com: a chart of an officer for freedom of information, winter of 2014/15.

    Its line for 2 January, a Scottish holiday, reads that day as Monday's receipt; its own reader
    says that cannot be. Our rule counts from the next working day.
    """
    assert days("DL12", date.fromisoformat(received))["due"] == due


def test_a_standstill_of_the_procurement_act() -> None:
    """gov.uk, guidance on section 51: eight working days beginning with the day of the notice."""
    found = days("DL9", date(2025, 3, 3), route="s51")
    assert found["closes"] == "2025-03-12"
