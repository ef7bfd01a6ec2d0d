"""Who may see what of matters, decisions, tasks and registers, before any rule looks at them.

Like `projection`: what is hidden is not there at all, and what is left in its place is built
from nothing. Rules: design.md section 6.
"""

from dataclasses import replace

from jointdesk.domain.bookings import Booking
from jointdesk.domain.decisions import Decision, Stub
from jointdesk.domain.interests import Interest
from jointdesk.domain.matters import Matter
from jointdesk.domain.people import Audience
from jointdesk.domain.records import Records
from jointdesk.domain.tasks import Task

OWN_ORG = "own_org"


def project_records(records: Records, audience: Audience) -> Records:
    """Return what this audience may see, in the order given.

    A decision kept to its own organisation leaves a stub where its matter is for everyone.
    """
    if audience.is_director:
        return records
    matters = tuple(one for one in records.matters if _sees_matter(audience, one, records))
    shown = {one.id for one in matters}
    seen: list[Decision] = []
    hidden: list[Decision] = []
    for decision in records.decisions:
        (seen if sees(audience, decision.visibility, decision.org) else hidden).append(decision)
    return replace(
        records,
        matters=matters,
        decisions=tuple(seen),
        stubs=tuple(_stub(one) for one in hidden if one.matter in shown),
        tasks=tuple(one for one in records.tasks if sees_task(audience, one)),
        interests=tuple(one for one in records.interests if sees_interest(audience, one)),
        bookings=tuple(one for one in records.bookings if sees_booking(audience, one)),
    )


def matter_visibility(matter: Matter, decisions: tuple[Decision, ...]) -> str:
    """Return who may see a matter: as it says, else the narrowest of its decisions."""
    if matter.visibility is not None:
        return matter.visibility
    return OWN_ORG if any(one.visibility == OWN_ORG for one in decisions) else "all"


def _sees_matter(audience: Audience, matter: Matter, records: Records) -> bool:
    """Of a matter that is kept back: those whose body has a decision on it, or must have one."""
    decisions = records.decisions_by_matter.get(matter.id, ())
    if matter_visibility(matter, decisions) != OWN_ORG:
        return True
    orgs = {one.org for one in decisions} | set(matter.required_orgs or ())
    return any(map(audience.sees, orgs))


def sees(audience: Audience, visibility: str, org_id: str) -> bool:
    """Return whether what one organisation's record says of its own visibility lets it be seen."""
    return visibility != OWN_ORG or audience.sees(org_id)


def sees_task(audience: Audience, task: Task) -> bool:
    """Return whether a task is shown: to everyone, or its organisations' people and owners."""
    if task.visibility != OWN_ORG or audience.person_id in task.owners:
        return True
    return any(map(audience.sees, task.orgs))


def sees_interest(audience: Audience, interest: Interest) -> bool:
    """Return whether a register entry is shown: its person's, or where it was declared."""
    if interest.visibility != OWN_ORG or audience.person_id == interest.person:
        return True
    return any(map(audience.sees, interest.declared_in))


def sees_booking(audience: Audience, booking: Booking) -> bool:
    """Return whether a booking is shown: to everyone, or its organisations' people and owner."""
    if booking.visibility != OWN_ORG or audience.person_id == booking.owner:
        return True
    return any(map(audience.sees, booking.orgs))


def _stub(decision: Decision) -> Stub:
    return Stub(decision.id, decision.matter, decision.org, decision.is_taken)
