"""Who could be told of what is being typed."""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from jointdesk.domain.events import Invited
from jointdesk.domain.organisations import Organisation, OrganisationKind
from jointdesk.viewmodels.calendars import OrgCalendars
from jointdesk.viewmodels.event_form import EventForm
from jointdesk.viewmodels.event_reading import EditorDesk
from jointdesk.viewmodels.event_telling import unsent_words

ORG = Organisation("org", "WEX", "Wexmere", OrganisationKind.ICB)
DESK = EditorDesk(
    date(2026, 11, 22),
    ZoneInfo("Europe/London"),
    (OrgCalendars(ORG, (("staff", "Staff"), ("local", "Kept here only"))),),
    (),
    sending={"staff": frozenset({"me@x.org"})},
)
ANN, BOB, CAT, ME = (Invited(f"{name}@x.org", name) for name in ("ann", "bob", "cat", "me"))
FORM = EventForm(org=ORG.id, attendees=(ANN, ME))
INVITATION = (
    "Could be sent once it is saved: an invitation to ann@x.org. Nobody is told until you say so."
)


def test_a_new_meeting_where_a_server_would_tell() -> None:
    assert unsent_words(DESK, FORM) == INVITATION
    assert unsent_words(DESK, replace(FORM, collection="staff")) == INVITATION


def test_nothing_is_said_where_no_server_tells_or_nobody_is_asked() -> None:
    assert unsent_words(DESK, replace(FORM, collection="local")) == ""
    assert unsent_words(DESK, replace(FORM, attendees=(ME,))) == ""
    assert unsent_words(DESK._replace(sending={}), FORM) == ""


def test_a_change_says_who_would_get_what() -> None:
    begun = replace(FORM, collection="staff", attendees=(ANN, BOB))
    form = replace(begun, attendees=(ANN, CAT))
    told = unsent_words(DESK, form, begun, "me@x.org")
    assert "an invitation to cat@x.org, an update to ann@x.org and a cancellation to bob@x" in told
    assert unsent_words(DESK, begun, begun) == ""
    assert unsent_words(DESK, form, begun, "chair@x.org") == ""
    assert unsent_words(DESK, replace(form, collection=""), begun) == ""


def test_whoever_was_never_told_would_get_an_invitation() -> None:
    begun = replace(FORM, collection="staff")
    desk = DESK._replace(untold=frozenset({"ann@x.org"}))
    told = unsent_words(desk, replace(begun, title="Other"), begun, "me@x.org")
    assert "an invitation to ann@x.org." in told
