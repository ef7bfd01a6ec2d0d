"""The merged diary: tags, times, copies, search, free time."""

import pytest

from tests.cli.conftest import Desk, event


def test_a_meeting_in_both_calendars_is_one_with_both_tags(cli: Desk) -> None:
    title = "Section 75 Partnership Board"
    cal = cli.write("cal.ics", event("one@x", "20261215T140000", "20261215T160000", title))
    wex = cli.write("wex.ics", event("one@x", "20261215T143000", "20261215T163000", title))
    cli.connect("CAL", cal)
    cli.connect("WEX", wex)

    (meeting,) = cli.agenda("2026-12-15", "2026-12-16")

    assert meeting["orgs"] == ["CAL", "WEX"]
    assert [copy["start"] for copy in meeting["copies"]] == [
        "2026-12-15T14:00:00+00:00",
        "2026-12-15T14:30:00+00:00",
    ]
    (conflict,) = cli.conflicts("--code", "DIA-07")
    assert conflict["meetings"] == [meeting["id"]]


def test_times_carry_the_offset_of_the_desk_and_all_day_is_dates(cli: Desk) -> None:
    day = "\r\n".join(
        [
            "BEGIN:VEVENT", "UID:day", "DTSTAMP:20260101T000000Z", "DTSTART;VALUE=DATE:20260706",
            "DTEND;VALUE=DATE:20260708", "SUMMARY:Conference", "END:VEVENT",
        ]
    )  # fmt: skip
    cli.connect(
        "CAL", cli.write("a.ics", day, event("z", "20260706T090000Z", "20260706T100000Z", zone=""))
    )

    whole, timed = cli.agenda("2026-07-06", "2026-07-07")

    assert (whole["all_day"], whole["start"], whole["end"]) == (True, "2026-07-06", "2026-07-08")
    assert timed["start"] == "2026-07-06T10:00:00+01:00"


def test_the_range_is_half_open(cli: Desk) -> None:
    cli.connect("CAL", cli.write("a.ics", event("a", "20261130T230000", "20261201T000000", "Late")))

    assert [one["title"] for one in cli.agenda("2026-11-30", "2026-12-01")] == ["Late"]
    assert cli.agenda("2026-12-01", "2026-12-02") == []


def test_a_series_beyond_the_horizon_has_the_same_ids(cli: Desk) -> None:
    weekly = event("w", "20200106T090000", "20200106T100000", "Weekly", "RRULE:FREQ=WEEKLY")
    cli.connect("CAL", cli.write("a.ics", weekly))

    far = cli.agenda("2045-01-02", "2045-01-09")
    early = cli.agenda("2020-01-06", "2020-01-13")
    edge = cli.agenda("2028-11-20", "2028-12-18")

    assert [one["start"] for one in far] == ["2045-01-02T09:00:00+00:00"]
    assert [one["id"].rpartition("-")[2] for one in early] == ["20200106"]
    assert [one["id"].rpartition("-")[2] for one in edge] == [
        "20281120", "20281127", "20281204", "20281211",
    ]  # fmt: skip


def test_cancelled_and_declined_are_shown_and_take_no_time(cli: Desk) -> None:
    cli("person", "add", "Imogen", "--email", "imogen@cal.example")
    cli("seat", "add", "Imogen", "--org", "CAL", "--role", "director")
    cancelled = event("c", "20261201T090000", "20261201T100000", "Off", "STATUS:CANCELLED")
    declined = event(
        "d", "20261201T110000", "20261201T120000", "No",
        "ATTENDEE;PARTSTAT=DECLINED:mailto:imogen@cal.example",
    )  # fmt: skip
    cli.connect("CAL", cli.write("a.ics", cancelled, declined))

    found = cli.agenda("2026-12-01", "2026-12-02")

    assert [(one["title"], one["busy"]) for one in found] == [("Off", False), ("No", False)]
    assert found[0]["status"] == "cancelled"
    assert found[1]["copies"][0]["reply"] == "declined"


def test_an_unknown_zone_is_noted(cli: Desk) -> None:
    odd = event("u", "20261201T090000", "20261201T100000", "Odd", zone=";TZID=Moon/Sea")
    source = cli("source", "add", "CAL", "ics", str(cli.write("a.ics", odd))).id

    answer = cli("sync", source, "--json")

    assert answer.status == 0
    assert len(answer.json["sources"][0]["notes"]) == 1
    (meeting,) = cli.agenda("2026-12-01", "2026-12-02")
    assert meeting["notes"] == ["Time zone unknown: Moon/Sea"]


def test_search_finds_words_and_prints_ids(cli: Desk) -> None:
    cli.connect(
        "CAL",
        cli.write(
            "a.ics",
            event("a", "20261201T090000", "20261201T100000", "Budget review"),
            event("b", "20261208T090000", "20261208T100000", "Budget board"),
        ),
    )

    found = cli("search", "budget", "--json").json["items"]

    assert [one["title"] for one in found] == ["Budget board", "Budget review"]
    assert found[1]["id"] == cli.agenda("2026-12-01", "2026-12-02")[0]["id"]
    assert "Nothing found" in cli("search", "swimming").out


def test_free_time_is_within_working_hours_and_outside_meetings(cli: Desk) -> None:
    cli.connect("CAL", cli.write("a.ics", event("a", "20261201T100000", "20261201T110000")))

    slots = cli(
        "free", "--from", "2026-12-01", "--to", "2026-12-02", "--minutes", "60", "--json"
    ).json["slots"]

    assert [(slot["start"][11:16], slot["end"][11:16]) for slot in slots] == [
        ("08:30", "10:00"),
        ("11:00", "17:30"),
    ]


def test_news_tells_what_became_of_meetings_since_a_moment(
    cli: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = event("a", "20261215T140000", "20261215T150000", "Board")
    cli.connect("CAL", cli.write("a.ics", board))
    assert "Nothing has changed" in cli("news").out
    monkeypatch.setenv("JOINTDESK_NOW", "2026-11-30T10:00:00Z")
    cli.write("a.ics", event("a", "20261216T140000", "20261216T150000", "Board"))
    assert cli("sync").status == 0

    (item,) = cli("news", "--since", "2026-11-30T09:00:00Z", "--json").json["items"]

    assert (item["kind"], item["org"], item["title"], item["times"]) == ("moved", "CAL", "Board", 1)
    assert item["before"]["start"] == "2026-12-15T14:00:00+00:00"
    assert item["after"]["start"] == "2026-12-16T14:00:00+00:00"
    assert cli("news").out.strip() == (
        "Moved: [CAL] Board, Tue 15 Dec 14:00–15:00 → Wed 16 Dec 14:00–15:00"
    )
    assert cli("news", "--since", "2026-11-30T11:00:00Z", "--json").json["items"] == []
    assert cli("news", "--since", "tomorrow").status == 2
