"""Checks of who decided, for whom, and on what authority (domain.md section 4)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from jointdesk.domain.authorities import Authority, Delegation
from jointdesk.domain.conflicts import Conflict, Severity
from jointdesk.domain.decisions import Decision, Status
from jointdesk.domain.records import Records
from jointdesk.domain.words import full_day, listed, plain_name
from jointdesk.governance.check_context import RecordContext, found, is_live, name_of
from jointdesk.governance.checks_matters import pounds_of

_AT_DISPOSAL = frozenset({"s113", "secondment", "honorary", "joint"})
"""Ways to be employed by one body and act for another."""
_MEMBERS = frozenset({"leader", "portfolio_holder", "member"})
_MEMBER_WORDS = ("cllr", "councillor", "portfolio holder", "cabinet member", "leader", "mayor")
_NO_DECISION = frozenset({"note", "receive", "recommend"})


class Powers:
    """The registers of authority, by what rules look for."""

    def __init__(self, records: Records) -> None:
        self.authorities = records.authority_by_id
        self.forums = records.forum_by_id
        self.members = {
            one.person or one.name.casefold() for one in records.offices if one.kind in _MEMBERS
        }
        self._by_name: dict[tuple[str, str], list[Authority]] = defaultdict(list)
        for one in records.authorities:
            self._by_name[one.org, one.name.casefold()].append(one)
        self._delegations: Mapping[tuple[str, str], list[Delegation]] = defaultdict(list)
        for each in records.delegations:
            self._delegations[each.authority, each.paragraph.strip()].append(each)

    def cited(self, decision: Decision) -> Authority | None:
        """Return the document that a decision cites, in the version that it names."""
        document = self.authorities.get(decision.authority_document or "")
        if document is None or decision.authority_version in ("", document.version):
            return document
        versions = self._by_name[document.org, document.name.casefold()]
        return next((one for one in versions if one.version == decision.authority_version), None)

    def delegations(self, decision: Decision) -> Sequence[Delegation]:
        """Return the delegations of the paragraph that a decision cites."""
        paragraph = decision.authority_paragraph.strip()
        document = self.cited(decision)
        return self._delegations.get((document.id, paragraph), []) if paragraph and document else []

    def delegated_limit(self, decision: Decision) -> Decimal | None:
        """Return the limit of the cited paragraph: that of the decision makers, if it has one.

        Else the highest of those that name a role, or anybody.
        """
        cited = self.delegations(decision)
        makers = _makers(decision)
        theirs = [one for one in cited if one.holder in makers] or cited
        if any(one.limit is None for one in theirs):
            return None
        return max((one.limit for one in theirs if one.limit is not None), default=None)

    def delegated_by(self, org_id: str) -> Iterator[Delegation]:
        """Yield what an organisation's documents delegate."""
        for (authority, _), delegations in self._delegations.items():
            document = self.authorities.get(authority)
            if document is not None and document.org == org_id:
                yield from delegations


def check_authority(records: Records, context: RecordContext) -> Iterator[Conflict]:
    """Yield DEC-03, DEC-14 and DEC-15."""
    powers = Powers(records)
    for one in records.decisions:
        if is_live(one):
            yield from wrong_capacity(one, powers, context)
            yield from advisory(one, powers)
            yield from expired(one, powers)


def wrong_capacity(
    decision: Decision, powers: Powers, context: RecordContext
) -> Iterator[Conflict]:
    """DEC-03: decided in the wrong capacity, on the wrong authority, or over its limit.

    That is: for another body without section 113 or a delegation, on another body's document,
    for more than the limit, or on a reserved matter.
    """
    wrong = [
        sentence
        for sentence in (
            _capacity(decision, powers, context),
            _document(decision, powers, context),
            _over_limit(decision, powers, context),
            _reserved(decision, powers),
        )
        if sentence
    ]
    if wrong:
        yield found(
            "DEC-03",
            Severity.RED,
            (decision,),
            (decision.org, decision.capacity_org or ""),
            f"{name_of(decision)} {' and '.join(wrong)}; do not publish it: refer it to"
            f" {_adviser(decision, context)}",
            (
                decision.capacity_org,
                decision.employment_basis,
                decision.authority_document,
                decision.authority_paragraph,
                decision.amount,
                decision.express_authorisation,
                len(wrong),
            ),
        )


def _adviser(decision: Decision, context: RecordContext) -> str:
    is_council = context.profile(decision.org).text("governance_model") not in ("", "none")
    return "the monitoring officer" if is_council else "the governance lead"


def _capacity(decision: Decision, powers: Powers, context: RecordContext) -> str:
    """A section 75 agreement, or a delegation to somebody without a seat there, carries it."""
    acting = decision.capacity_org
    if not acting or acting == decision.org or decision.employment_basis in _AT_DISPOSAL:
        return ""
    document = powers.cited(decision)
    if document is not None and document.kind == "s75":
        return ""
    outsiders = {
        person
        for person in _makers(decision)
        if decision.org not in context.seats.get(person, frozenset())
    }
    if any(one.holder in outsiders for one in powers.delegated_by(decision.org)):
        return ""
    return (
        f"is {context.code(decision.org)}'s, but was decided for {context.code(acting)} without"
        " section 113 or a delegation"
    )


def _makers(decision: Decision) -> set[str]:
    return {maker.person for maker in decision.decision_makers if maker.person}


def _document(decision: Decision, powers: Powers, context: RecordContext) -> str:
    """A section 75 agreement is both bodies' document, whoever keeps it."""
    document = powers.authorities.get(decision.authority_document or "")
    if document is None or not document.org or document.kind == "s75":
        return ""
    if document.org == decision.org:
        return ""
    name = plain_name(document.name)
    return f"rests on “{name}”, which is {context.code(document.org)}'s and not its own body's"


def _over_limit(decision: Decision, powers: Powers, context: RecordContext) -> str:
    """Tested from cleared on, unless express authority is recorded."""
    if decision.status == Status.DRAFT or decision.express_authorisation or decision.amount is None:
        return ""
    limit = limit_of(decision, powers, context)
    if limit is None or decision.amount <= limit:
        return ""
    return f"is for {pounds_of(decision.amount)}, over the limit of {pounds_of(limit)}"


def limit_of(decision: Decision, powers: Powers, context: RecordContext) -> Decimal | None:
    """Return the limit that holds for a decision, None for none.

    The lowest of what the cited paragraph and the record itself say; else the forum's; else the
    profile's for the route, which for an officer's route is not that of a member.
    """
    said = [powers.delegated_limit(decision), decision.authority_limit]
    specific = [each for each in said if each is not None]
    if specific:
        return min(specific)
    forum = powers.forums.get(decision.forum or "")
    if forum is not None and forum.limit is not None:
        return forum.limit
    if decision.governance_route == "exec_individual" and _by_member(decision, powers):
        return None
    return context.profile(decision.org).limit_of(decision.governance_route)


def _by_member(decision: Decision, powers: Powers) -> bool:
    roles = [decision.capacity_role]
    for maker in decision.decision_makers:
        if maker.person in powers.members or maker.name.casefold() in powers.members:
            return True
        roles += [maker.role, maker.name]
    return any(word in role.casefold() for role in roles for word in _MEMBER_WORDS)


def _reserved(decision: Decision, powers: Powers) -> str:
    for one in powers.delegations(decision):
        if one.reserved:
            subject = plain_name(one.subject) or "this"
            return f"is on a reserved matter (paragraph {plain_name(one.paragraph)}, {subject})"
    return ""


def advisory(decision: Decision, powers: Powers) -> Iterator[Conflict]:
    """DEC-14: recorded as decided by a group that can only advise.

    Noting, receiving and recommending are no decisions, and stay.
    """
    forum = powers.forums.get(decision.forum or "")
    is_advisory = decision.governance_route == "advisory" or (
        forum is not None and forum.kind == "advisory"
    )
    if not is_advisory or not decision.is_taken or decision.outcome in _NO_DECISION:
        return
    group = f"“{plain_name(forum.name)}”, an" if forum and forum.name else "an"
    yield found(
        "DEC-14",
        Severity.RED,
        (decision,),
        (decision.org,),
        f"{name_of(decision)} is recorded as decided by {group} advisory group; a group that"
        " advises cannot decide: have the officer or body that holds the power decide it",
        (decision.forum, decision.governance_route, decision.outcome),
    )


def expired(decision: Decision, powers: Powers) -> Iterator[Conflict]:
    """DEC-15: the document, or the paragraph, was not in force on the day of the decision."""
    day = decision.date_taken
    named = powers.authorities.get(decision.authority_document or "")
    if day is None or named is None:
        return
    document = powers.cited(decision)
    wrong = []
    if document is None:
        version = plain_name(decision.authority_version)
        wrong.append(f"version {version} of “{plain_name(named.name)}”, which is not known")
    elif not _in_force(document.valid_from, document.valid_to, day):
        wrong.append(f"“{plain_name(document.name)}”{_version(document)}")
    cited = powers.delegations(decision)
    if cited and not any(_in_force(one.valid_from, one.valid_to, day) for one in cited):
        wrong.append(f"paragraph {plain_name(decision.authority_paragraph)}")
    if wrong:
        yield found(
            "DEC-15",
            Severity.AMBER,
            (decision,),
            (decision.org,),
            f"{name_of(decision)} of {full_day(day)} rests on {listed(wrong)}, not in force on"
            " that day: check the authority, and ratify the decision if need be",
            (day, named.id, decision.authority_version, decision.authority_paragraph, *wrong),
        )


def _in_force(first: date | None, last: date | None, day: date) -> bool:
    return (first is None or first <= day) and (last is None or day <= last)


def _version(document: Authority) -> str:
    return f", version {plain_name(document.version)}" if document.version else ""
