"""What the editor of a meeting knows of the desk."""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from jointdesk.domain.events import Event, Invited
from jointdesk.domain.organisations import Organisation, OrganisationKind
from jointdesk.viewmodels.calendars import OrgCalendars
from jointdesk.viewmodels.event_form import EventForm
from jointdesk.viewmodels.event_reading import NOT_TOLD, EditorDesk


def test_that_nobody_is_told_yet_is_said_where_a_server_would_tell() -> None:
    own = OrgCalendars(ORG, (("staff", "Staff"), ("local", "Kept here only")))
    desk = EditorDesk(
        date(2026, 11, 22), ZoneInfo("Europe/London"), (own,), (), sending=frozenset({"staff"})
    )
    form = EventForm(org=ORG.id, attendees=(Invited("ann@x.org", "Ann"),))
    assert desk.told(form) == NOT_TOLD
    assert desk.told(replace(form, collection="staff")) == NOT_TOLD
    assert desk.told(replace(form, collection="local")) == ""
    assert desk.told(replace(form, attendees=())) == ""
    assert desk._replace(sending=frozenset()).told(form) == ""
    assert desk._replace(event=Event("e")).told(form) == ""


ORG = Organisation("org", "WEX", "Wexmere", OrganisationKind.ICB)
