"""Read what an export draws on, reduced to what its maker and its readers may both have."""

from collections.abc import Mapping
from dataclasses import replace

from jointdesk.derive.records import load_records
from jointdesk.domain.conflicts import Conflict
from jointdesk.domain.decisions import Stub
from jointdesk.domain.moments import Instant
from jointdesk.domain.people import Audience
from jointdesk.domain.records import Records
from jointdesk.exports.content import Content
from jointdesk.exports.editions import Reader, is_withheld
from jointdesk.governance.check_context import RecordContext
from jointdesk.governance.checks_matters import check_matters
from jointdesk.governance.deadline_rules import Deadline
from jointdesk.governance.decision_deadlines import call_in
from jointdesk.governance.life_cycle import current_status
from jointdesk.governance.working_days import UnknownDayError
from jointdesk.operations.rulebook import Rulebook, load_rulebook
from jointdesk.operations.standing import effect_of
from jointdesk.store.people import list_people, person_names
from jointdesk.store.reading import ReadableDesk


def load_content(desk: ReadableDesk, audience: Audience, now: Instant) -> Content:
    """Return what this audience may have, as it stands at that moment."""
    records = load_records(desk.connection, audience, desk.zone, now)
    rules = load_rulebook(desk, now)
    effects = {one.id: effect_of(one, records, rules) for one in records.decisions}
    return Content(
        records=records,
        organisations=rules.organisations,
        people=person_names(desk.connection),
        made_at=now,
        today=rules.today,
        emails={one.id: one.emails for one in list_people(desk.connection)},
        effective={id_: effect.day for id_, effect in effects.items()},
        statuses={
            one.id: current_status(one, effects[one.id], rules.today) for one in records.decisions
        },
        call_in_closes={
            one.id: deadline.dates["closes"]
            for one in records.decisions
            if (deadline := _call_in(one.id, records, rules)) is not None
        },
    )


def _call_in(decision_id: str, records: Records, rules: Rulebook) -> Deadline | None:
    decision = records.decision_by_id[decision_id]
    profile = rules.profiles.get(decision.org)
    try:
        return call_in(decision, profile, rules.calendars) if profile else None
    except UnknownDayError:
        return None


def mismatches(
    desk: ReadableDesk, content: Content, reader: Reader, now: Instant
) -> Mapping[str, list[str]]:
    """Return by matter what does not match between bodies, in sentences.

    It is judged from what this reader may see: a decision whose text is withheld from them is no
    more than there.
    """
    rules = load_rulebook(desk, now)
    context = RecordContext(rules.organisations, rules.profiles, rules.calendars, rules.today)
    found: dict[str, list[str]] = {}
    for conflict in check_matters(_seen_by(reader, content.records), context):
        matter = _matter_of(conflict, content.records)
        found.setdefault(matter, []).append(f"{conflict.code}: {conflict.message}.")
    return found


def _seen_by(reader: Reader, records: Records) -> Records:
    hidden = [one for one in records.decisions if is_withheld(one, reader.nearness(one.org))]
    ids = {one.id for one in hidden}
    stubs = tuple(Stub(one.id, one.matter, one.org, one.is_taken) for one in hidden)
    shown = tuple(one for one in records.decisions if one.id not in ids)
    return replace(records, decisions=shown, stubs=(*records.stubs, *stubs))


def _matter_of(conflict: Conflict, records: Records) -> str:
    for one in conflict.participants:
        if one in records.matter_by_id:
            return one
        if one in records.decision_by_id:
            return records.decision_by_id[one].matter
    return ""
