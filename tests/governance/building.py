"""Values for tests of the checks: a desk of two bodies on 30 November 2026, records in one line."""

from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from jointdesk.derive.governance import profiles_of
from jointdesk.derive.working_calendars import working_calendars
from jointdesk.domain.conflicts import Conflict
from jointdesk.domain.decisions import Decision
from jointdesk.domain.matters import Matter
from jointdesk.domain.organisations import Organisation, OrganisationKind
from jointdesk.domain.people import Audience
from jointdesk.domain.records import Records
from jointdesk.domain.tasks import Task
from jointdesk.governance.check_context import RecordContext
from jointdesk.governance.checks import check_records
from jointdesk.privacy.records import project_records

TODAY = date(2026, 11, 30)
LONDON = ZoneInfo("Europe/London")
CAL = Organisation("cal", "CAL", "Calderbourne Council", OrganisationKind.COUNCIL, share=50)
WEX = Organisation("wex", "WEX", "NHS Wexmere", OrganisationKind.ICB, share=50, position=1)
ESK = Organisation("esk", "ESK", "NHS Eskmoor ICB", OrganisationKind.ICB, position=2)
ORGANISATIONS = {one.id: one for one in (CAL, WEX, ESK)}
PEOPLE = {"imogen": "Imogen Farrant", "tom": "Tom Adeyemi", "bridget": "Bridget Lyall"}
SEATS = {
    "imogen": frozenset({"cal", "wex"}),
    "tom": frozenset({"cal"}),
    "bridget": frozenset({"wex"}),
}

DIRECTOR = Audience("imogen", frozenset({"cal", "wex"}), is_director=True)
TOM = Audience("tom", frozenset({"cal"}))
BRIDGET = Audience("bridget", frozenset({"wex"}))


def day(text: str) -> date:
    """A day of 2026 as "12-08", or of another year as "2027-01-12"."""
    return date.fromisoformat(text if len(text) == 10 else f"2026-{text}")


def context(**changes: Any) -> RecordContext:
    """The desk's rules on 30 November 2026."""
    organisations = changes.pop("organisations", ORGANISATIONS)
    values: dict[str, Any] = {
        "organisations": organisations,
        "profiles": profiles_of(organisations.values()),
        "calendars": working_calendars(),
        "today": TODAY,
        "people": PEOPLE,
        "seats": SEATS,
        "directors": frozenset({"imogen"}),
        "zone": LONDON,
    }
    return RecordContext(**(values | changes))


def with_settings(org: str, **settings: str) -> RecordContext:
    """The same, with settings of an organisation's own; “__” stands for a dot."""
    from dataclasses import replace

    own = {name.replace("__", "."): value for name, value in settings.items()}
    changed = replace(ORGANISATIONS[org], settings=own)
    return context(organisations=ORGANISATIONS | {org: changed})


_DAYS = ("date_taken", "decision_due", "notice_published_on", "date_published", "date_effective",
         "procurement_notice_date", "period_from", "period_to", "planning_horizon_end",
         "urgency_agreed_on", "ended_on", "first_published", "standstill_ends")  # fmt: skip


def decision(id: str = "d1", org: str = "cal", **values: Any) -> Decision:
    """A decision of the matter "m"; days are texts, `amount` a number."""
    for name in _DAYS:
        if isinstance(values.get(name), str):
            values[name] = day(values[name])
    if isinstance(values.get("amount"), int | float | str):
        values["amount"] = Decimal(values["amount"])
    return Decision(**{"id": id, "org": org, "matter": "m", "ref": id.upper(), **values})


def taken(id: str = "d1", org: str = "cal", on: str = "11-12", **values: Any) -> Decision:
    """A decision that was taken and is in effect."""
    return decision(id, org, **{"status": "effective", "date_taken": on, **values})


def task(id: str = "t1", orgs: str = "cal", due: str | None = "12-16", **values: Any) -> Task:
    """A task; `orgs` are ids with blanks between."""
    values.setdefault("title", id)
    if isinstance(values.get("completed_on"), str):
        values["completed_on"] = day(values["completed_on"])
    return Task(id, orgs=tuple(orgs.split()), due=day(due) if due else None, **values)


def matter(**values: Any) -> Matter:
    """The matter "m", of both bodies unless told otherwise."""
    return Matter(**{"id": "m", "title": "Reablement", **values})


def records(*decisions: Decision, **values: Any) -> Records:
    """Records with the matter "m" and these decisions."""
    return Records(**{"matters": (matter(),), "decisions": decisions, **values})


def conflicts(
    found: Records, code: str, audience: Audience = DIRECTOR, known: RecordContext | None = None
) -> list[Conflict]:
    """The conflicts with a code that an audience sees."""
    every = check_records(project_records(found, audience), known or context())
    return [one for one in every if one.code == code]


def only(
    found: Records, code: str, audience: Audience = DIRECTOR, known: RecordContext | None = None
) -> Conflict:
    """The one conflict with a code."""
    (one,) = conflicts(found, code, audience, known)
    return one


def fires(
    found: Records, code: str, audience: Audience = DIRECTOR, known: RecordContext | None = None
) -> bool:
    """Whether there is a conflict with the code."""
    return bool(conflicts(found, code, audience, known))
