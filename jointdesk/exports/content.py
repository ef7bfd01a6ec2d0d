"""What an export draws on: what its readers may have, with the names and days that go with it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from jointdesk.domain.decisions import Decision, Status, Stub
from jointdesk.domain.moments import Instant
from jointdesk.domain.organisations import Organisation
from jointdesk.domain.records import Records
from jointdesk.exports.editions import PUBLIC_OFFICES


class Period(NamedTuple):
    """Days from `first` to before `last`; None is without limit."""

    first: date | None = None
    last: date | None = None

    def holds(self, day: date | None) -> bool:
        """Return whether a day lies in it; one that is not known lies in the unlimited only."""
        if day is None:
            return self == Period()
        return (self.first is None or self.first <= day) and (self.last is None or day < self.last)


@dataclass(frozen=True, eq=False)
class Content:
    """Everything is by id. `records` have been projected for the edition's readers.

    `people` are names, `emails` addresses. `effective`, `statuses` and `call_in_closes` say how
    decisions stand on the day `today`.
    """

    records: Records
    organisations: Mapping[str, Organisation]
    people: Mapping[str, str]
    made_at: Instant
    today: date
    emails: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    effective: Mapping[str, date | None] = field(default_factory=dict)
    statuses: Mapping[str, Status] = field(default_factory=dict)
    call_in_closes: Mapping[str, date] = field(default_factory=dict)

    def code(self, org_id: str | None) -> str:
        """Return an organisation's code, "" where it is not known."""
        known = self.organisations.get(org_id or "")
        return known.code if known else ""

    def organisation(self, org_id: str) -> str:
        """Return an organisation's name, its code where it has none."""
        known = self.organisations.get(org_id)
        return (known.name or known.code) if known else ""

    def matter_title(self, matter_id: str | None) -> str:
        """Return a matter's title, "" where its readers may not know of it."""
        matter = self.records.matter_by_id.get(matter_id or "")
        return matter.title if matter else ""

    def others(self, decision: Decision) -> tuple[list[Decision], list[Stub]]:
        """Return the decisions of other bodies on its matter, and what stands for hidden ones."""
        if not decision.matter:
            return [], []
        seen = self.records.decisions_by_matter.get(decision.matter, ())
        hidden = self.records.stubs_by_matter.get(decision.matter, ())
        return (
            [one for one in seen if one.org != decision.org],
            [one for one in hidden if one.org != decision.org],
        )


_MEMBER = re.compile(r"(cllr|councillor)\b", re.IGNORECASE)


def names_to_remove(content: Content, decisions: Iterable[Decision]) -> tuple[str, ...]:
    """Return the names and addresses of everyone whom a public edition must not name.

    Named may be who made one of these decisions, members who declared an interest in one,
    councillors, and holders of public offices (rule 4).
    """
    shown = list(decisions)
    makers = [maker for decision in shown for maker in decision.decision_makers]
    offices = content.records.offices
    allowed = {maker.person for maker in makers}
    allowed |= {one.person or "" for one in offices if one.kind in PUBLIC_OFFICES}
    said = {maker.name.casefold() for maker in makers}
    said |= {content.people.get(one, "").casefold() for one in allowed}
    said |= {one.member.casefold() for each in shown for one in each.member_conflicts or ()}
    private = [name for one, name in content.people.items() if one not in allowed]
    private += [one.name for one in offices if one.kind not in PUBLIC_OFFICES]
    addresses = [
        email for one, emails in content.emails.items() if one not in allowed for email in emails
    ]
    names = [
        name
        for name in private
        if name.strip() and name.casefold() not in said and not _MEMBER.match(name)
    ]
    return tuple(dict.fromkeys([*names, *addresses]))
