"""Checks of interests, on decisions and in the registers of both bodies (domain.md section 4)."""

import re
from collections import defaultdict
from collections.abc import Iterator

from jointdesk.domain.conflicts import Conflict, Severity
from jointdesk.domain.decisions import Decision
from jointdesk.domain.interests import Interest
from jointdesk.domain.records import Records
from jointdesk.domain.words import listed, plain_name
from jointdesk.governance.check_context import RecordContext, found, is_live, name_of

_BETWEEN_BODIES = frozenset({"property", "contract", "grant"})
"""Dealings that the standing declaration of the dual role does not cover."""
_NOT_WORDS = re.compile(r"[\W_]+")


def check_interests(records: Records, context: RecordContext) -> Iterator[Conflict]:
    """Yield DEC-06 and DEC-07."""
    parties = _Parties(records, context)
    for one in records.decisions:
        if one.counterparties and is_live(one):
            yield from undeclared(one, parties)
    yield from mismatches(records, context)


# DEC-06


def undeclared(decision: Decision, parties: "_Parties") -> Iterator[Conflict]:
    """DEC-06: no interest is recorded where a counterparty is an employer or in a register.

    The standing declaration of the dual role meets the first, except for property, contract or
    grant between the two bodies. An entry in a register concerns those who decide: the decision
    makers and the seats of the forum; where neither is recorded, anybody. An entry of that
    person on the decision meets it.
    """
    context = parties.context
    wrong: list[str] = []
    employers = []
    for party in decision.counterparties or ():
        other = parties.employer(party)
        if other and other != decision.org and _is_uncovered(decision):
            wrong.append(f"{context.code(other)}, the director's other employer")
            employers.append(other)
        for person in parties.interested(party, decision):
            wrong.append(f"{plain_name(party)}, in which {context.person(person)} has an interest")
    if wrong:
        yield found(
            "DEC-06",
            Severity.RED,
            (decision,),
            (decision.org, *employers),
            f"{name_of(decision)} is with or for {listed(wrong)}, and no interest is recorded on"
            " it: obtain the declaration and say how it is managed before it is taken",
            (
                decision.counterparties,
                len(wrong),
                decision.dealing,
                decision.officer_interests,
                decision.standing_dual_role_declared,
            ),
        )


class _Parties:
    """Who is known by which name: employers, and parties that stand in a register."""

    def __init__(self, records: Records, context: RecordContext) -> None:
        self.context = context
        self._forums = records.forum_by_id
        known = [context.organisations[org_id] for org_id in context.employers]
        self._employers = {
            _plain(name): org.id for org in known for name in (org.code, org.name, org.id)
        }
        self._entries: dict[str, list[Interest]] = defaultdict(list)
        for one in records.interests:
            for name in self._names(one):
                self._entries[name].append(one)

    def _names(self, interest: Interest) -> list[str]:
        """Return what the party is called; those in an employer are the post itself."""
        org = self.context.organisations.get(interest.party or "")
        if org is None:
            return [_plain(interest.party_name)]
        return [] if org.id in self.context.employers else [_plain(org.code), _plain(org.name)]

    def employer(self, party: str) -> str:
        """Return the id of the employer that is meant, "" for none."""
        return self._employers.get(_plain(party), "")

    def interested(self, party: str, decision: Decision) -> list[str]:
        """Return who of those who decide has an interest that is not on the decision."""
        entries = self._entries.get(_plain(party), ()) if _plain(party) else ()
        people = {each.person for each in entries if _may_matter(each, decision)}
        forum = self._forums.get(decision.forum or "")
        deciding = {maker.person for maker in decision.decision_makers if maker.person}
        deciding |= {seat.person for seat in forum.seats} if forum else set()
        recorded = {each.person for each in decision.officer_interests or ()}
        return sorted((people & deciding if deciding else people) - recorded)


def _is_uncovered(decision: Decision) -> bool:
    if decision.officer_interests:
        return False
    return not decision.standing_dual_role_declared or decision.dealing in _BETWEEN_BODIES


def _may_matter(interest: Interest, decision: Decision) -> bool:
    on = decision.date_taken or decision.decision_due
    if on is None:
        return True
    started = interest.starts is None or interest.starts <= on
    return started and (interest.ends is None or on <= interest.ends)


def _plain(name: str) -> str:
    return _NOT_WORDS.sub(" ", name).strip().casefold()


# DEC-07


def mismatches(records: Records, context: RecordContext) -> Iterator[Conflict]:
    """DEC-07: declared in one employer's register, and not in that of another one.

    It concerns people who have a seat or an office in both. Entries of one person about one
    party count together, for each body may keep its own.
    """
    bodies = _bodies_of_people(records, context)
    groups: dict[tuple[str, str], list[Interest]] = defaultdict(list)
    for one in records.interests:
        if one.person and one.declared_in and (one.ends is None or one.ends >= context.today):
            about = one.party or _plain(one.party_name) or _plain(one.nature)
            groups[one.person, about].append(one)
    for (person, _), entries in groups.items():
        declared = {org_id for entry in entries for org_id in entry.declared_in}
        lacking = [org_id for org_id in bodies[person] if org_id not in declared]
        if lacking and declared & set(context.employers):
            there = [org_id for org_id in context.employers if org_id in declared]
            first = entries[0]
            what = plain_name(first.nature or first.party_name) or "An interest"
            yield found(
                "DEC-07",
                Severity.AMBER,
                entries,
                (*there, *lacking),
                f"“{what}” of {context.person(person)} is declared at"
                f" {listed(map(context.code, there))} and not at"
                f" {listed(map(context.code, lacking))}; each body keeps its own register:"
                " declare it there too",
                (*sorted(declared), *lacking),
            )


def _bodies_of_people(records: Records, context: RecordContext) -> dict[str, list[str]]:
    """Return the employers in which each person has a seat or a current office."""
    known: dict[str, set[str]] = defaultdict(set)
    for person, org_ids in context.seats.items():
        known[person] |= org_ids
    for office in records.offices:
        if office.person and (office.ends is None or office.ends >= context.today):
            known[office.person].add(office.org)
    found_ = {
        person: [org_id for org_id in context.employers if org_id in org_ids]
        for person, org_ids in known.items()
    }
    return defaultdict(list, found_)
