"""References that several decisions of one body share: allowed, and told to whoever makes one."""

from collections.abc import Iterable

from jointdesk.domain.people import Audience
from jointdesk.operations.organisations import organisation_by_id
from jointdesk.privacy.records import sees
from jointdesk.store.decisions import find_decisions, refs_from
from jointdesk.store.reading import ReadableDesk


def twin_references(desk: ReadableDesk, audience: Audience, ids: Iterable[str]) -> list[str]:
    """Return a sentence for each of these decisions whose reference another of its body has.

    A reference is nothing that a desk could keep unique: two machines may give one at a time.
    """
    sentences = []
    for decision in find_decisions(desk.connection, [*ids]):
        alike = [
            one
            for one in (refs_from(desk.connection, decision.ref) if decision.ref else [])
            if (one.ref, one.org) == (decision.ref, decision.org)
            and sees(audience, one.visibility, one.org)
        ]
        if len(alike) > 1:
            code = organisation_by_id(desk, decision.org).code
            sentences.append(
                f"{decision.ref} is the reference of another decision of {code} too."
                " Give one of them another."
            )
    return sentences
