"""What a typed line would come to in the form of a meeting."""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from jointdesk.domain.organisations import Organisation, OrganisationKind
from jointdesk.domain.sites import Site
from jointdesk.viewmodels.calendars import OrgCalendars
from jointdesk.viewmodels.event_form import EventForm, followed, new_form, read_form
from jointdesk.viewmodels.event_reading import EditorDesk
from jointdesk.viewmodels.typed_entry import typed_ahead, unseen_words

_TODAY, _ZONE = date(2026, 11, 30), ZoneInfo("Europe/London")
_DESK = EditorDesk(
    _TODAY,
    _ZONE,
    (
        OrgCalendars(Organisation("o1", "CAL", "Calder", OrganisationKind.COUNCIL), ()),
        OrgCalendars(Organisation("o2", "WEX", "Wexmere", OrganisationKind.ICB), ()),
    ),
    (),
    None,
    (Site("wx", "Wexmere House"),),
)


def form(title: str) -> EventForm:
    return replace(new_form("o1", date(2026, 12, 1), 9 * 60), title=title)


def taken(title: str) -> EventForm:
    before = form(title)
    return followed(before, replace(before, **typed_ahead(before, _DESK).values), _TODAY)


def test_a_line_is_told_and_fills_the_fields() -> None:
    line = "ICB exec Thu 2-3.30pm @Wexmere House /WEX !hold"
    assert typed_ahead(form(line), _DESK).words == (
        "“ICB exec”: Thu 3 Dec 2026 14:00–15:30, Wexmere House, WEX, hold."
        " Enter adds it, Tab fills the fields."
    )
    read = read_form(taken(line), _TODAY, _ZONE)
    assert not read.problems
    assert {name: read.fields[name] for name in ("title", "org", "start", "end", "place")} == {
        "title": "ICB exec", "org": "o2", "start": "2026-12-03T14:00",
        "end": "2026-12-03T15:30", "place": "Wexmere House",
    }  # fmt: skip
    assert read.fields["status"] == "hold"


def test_a_repeat_and_its_end_are_taken_and_stay_told() -> None:
    after = taken("1:1 every other Tuesday 9.30 to 11 until Easter")
    read = read_form(after, _TODAY, _ZONE)
    assert read.fields["repeat"] == "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20270328T225959Z"
    assert unseen_words(after, _DESK) == "Every two weeks on Tuesday, until Sun 28 Mar 2027"
    assert typed_ahead(after, _DESK).words == unseen_words(after, _DESK)


def test_several_whole_days_are_taken() -> None:
    after = taken("Leave 14-16 Dec !private")
    assert unseen_words(after, _DESK) == "All day, to Wed 16 Dec 2026, Only this organisation"
    assert read_form(after, _TODAY, _ZONE).fields["end"] == "2026-12-17"


def test_a_mere_title_stays_one() -> None:
    for title in ("", "Budget", "Review Thursday", "Phase 2"):
        ahead = typed_ahead(form(title), _DESK)
        assert (ahead.words, dict(ahead.values)) == ("", {})


def test_what_is_not_clear_is_told_and_fills_nothing() -> None:
    ahead = typed_ahead(form("Exec Fri 17 Dec 2pm"), _DESK)
    assert (
        ahead.words == "Thursday 17 December 2026 is no Friday. Nearest: Friday 18 December 2026."
    )
    assert not ahead.values


def test_what_the_line_does_not_say_stays_as_it_was() -> None:
    before = replace(form("Exec Thu 2pm"), place="Town Hall", status="hold")
    values = typed_ahead(before, _DESK).values
    assert "place" not in values
    assert "status" not in values
