"""What decisions are judged by: each organisation's profile, the working days, and today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from jointdesk.derive.governance import profiles_of
from jointdesk.derive.working_calendars import working_calendars
from jointdesk.domain.moments import Instant, local_day
from jointdesk.domain.organisations import Organisation
from jointdesk.governance.deadline_rules import Calendars
from jointdesk.governance.profiles import Profile
from jointdesk.store.organisations import list_organisations
from jointdesk.store.reading import ReadableDesk, remembered


@dataclass(frozen=True, eq=False)
class Rulebook:
    """A desk's rules on a day: organisations and their profiles by id, and the calendars."""

    organisations: Mapping[str, Organisation]
    profiles: Mapping[str, Profile]
    calendars: Calendars
    today: date

    def code(self, org_id: str) -> str:
        """Return an organisation's code, "" for one that is not known."""
        known = self.organisations.get(org_id)
        return known.code if known else ""


def load_rulebook(desk: ReadableDesk, now: Instant) -> Rulebook:
    """Return the rules that hold on the desk at that moment.

    From a connection that lasts they are the same ones until an organisation or the day changes.
    """
    connection, today = desk.connection, local_day(now, desk.zone)
    organisations = {one.id: one for one in list_organisations(connection)}
    memory = remembered(connection)
    kept = memory.get("rules")
    if isinstance(kept, Rulebook) and (kept.organisations, kept.today) == (organisations, today):
        return kept
    profiles = profiles_of(organisations.values())
    rules = Rulebook(organisations, profiles, working_calendars(), today)
    memory["rules"] = rules
    return rules
