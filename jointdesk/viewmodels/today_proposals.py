"""What others propose to the acting person, for as long as it waits for their answer."""

from jointdesk.domain.moments import Instant
from jointdesk.domain.people import Audience
from jointdesk.domain.words import plain_line
from jointdesk.operations.conflict_threads import list_all_proposals
from jointdesk.operations.proposals import list_proposals
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.pages import Page
from jointdesk.viewmodels.today_day import Target
from jointdesk.viewmodels.today_needs import Facts, Need, need

_MOST = 4


def proposal_needs(reading: Reading, audience: Audience, facts: Facts, at: Instant) -> list[Need]:
    """Return a row for each proposal that waits for the person and still fits its conflict."""
    mine = audience.person_id
    if not any(one.is_open and one.by != mine for one in list_all_proposals(reading, audience)):
        return []
    found = []
    for row in list_proposals(reading, audience, at):
        proposal = row.asked.proposal
        if row.judged is None or not row.asked.may_answer or proposal.by == mine:
            continue
        if row.asked.is_changed:
            continue
        by = plain_line(facts.people.get(proposal.by, "")) or "The director"
        said = plain_line(proposal.text)
        line = f"{by} proposes: {said}" if said else f"{by} proposes it"
        target = Target(Page.CONFLICTS, row.judged.conflict.id)
        orgs = row.judged.conflict.org_ids
        title = plain_line(row.sentence)
        found.append(need(title, (line,), None, orgs, facts, target, icon="calendar-clock"))
    if len(found) <= _MOST:
        return found
    more = f"{len(found) - _MOST + 1} more proposals"
    rest = need(more, (), None, (), facts, Target(Page.CONFLICTS), icon="calendar-clock")
    return [*found[: _MOST - 1], rest]
