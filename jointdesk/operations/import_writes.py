"""What bringing a register in writes: matters, decisions, and their versions where they are taken.

A decision that was taken elsewhere long ago is added as taken, with the version that fixes its
text, like one that is added by hand.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from jointdesk.domain.decision_fields import DECISION
from jointdesk.domain.decisions import BEFORE_TAKEN, Decision
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.items import Item, Json, Write
from jointdesk.domain.matters import MATTER
from jointdesk.domain.records import Records
from jointdesk.governance.import_rows import RowVerdict, ref_key
from jointdesk.governance.import_words import plain_words
from jointdesk.governance.step_plans import plan_supersede
from jointdesk.operations.decision_additions import listing_of, version_write
from jointdesk.operations.ids import new_id
from jointdesk.operations.records import stream_for
from jointdesk.privacy.records import OWN_ORG, matter_visibility
from jointdesk.store.reading import ReadableDesk


@dataclass(slots=True)
class _Draft:
    """A decision about to be written."""

    id: str
    verdict: RowVerdict
    fields: dict[str, Json]

    @property
    def visibility(self) -> str:
        """Who may see it."""
        return str(self.fields.get("visibility") or "all")

    def decision(self) -> Decision:
        """Return it as it stands."""
        return DECISION.of(Item(self.id, DECISION.name, "", 0, self.fields))

    def note(self, line: str) -> None:
        """Add a line to its notes."""
        notes = str(self.fields.get("notes") or "")
        self.fields["notes"] = f"{notes}\n{line}" if notes else line


@dataclass(slots=True)
class _Matters:
    """The matters that the decisions belong to; those that are missing are made.

    The same title is the same matter within the organisation; across organisations only where
    the register names its matters, or a person said so (`across`). What is kept to the
    organisation never joins what everyone sees: its title would be seen, or the other hidden.
    """

    records: Records
    org: str
    across: bool
    made: list[Write] = field(default_factory=list)
    _own: dict[tuple[str, str], str] = field(default_factory=dict)
    _others: dict[tuple[str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for matter in self.records.matters:
            decisions = self.records.decisions_by_matter.get(matter.id, ())
            is_own = not decisions or any(one.org == self.org for one in decisions)
            known = self._own if is_own else self._others
            visibility = matter_visibility(matter, decisions)
            for text in (matter.title, matter.ref):
                if text:
                    known.setdefault((plain_words(text), visibility), matter.id)

    def of(self, draft: _Draft) -> str:
        """Return the id of a decision's matter, noting in `made` what makes it."""
        named = draft.verdict.references.get("matter", "")
        title = named or str(draft.fields["title"])
        key = (plain_words(title) or title, draft.visibility)
        found = self._own.get(key)
        if found is None and (named or self.across) and draft.visibility != OWN_ORG:
            found = self._others.get(key)
        if found is None:
            found = new_id()
            stream = stream_for(draft.visibility, self.org)
            self.made.append(Write(found, MATTER.name, {"title": title}, stream))
        self._own[key] = found
        return found


def plan_writes(
    desk: ReadableDesk,
    records: Records,
    org: str,
    rows: Iterable[tuple[RowVerdict, str]],
    today: date,
    *,
    across: bool,
) -> list[Write]:
    """Return the writes that add rows to an organisation's decisions.

    Args:
        desk: what is written to.
        records: what the acting person sees of it.
        org: the organisation's id.
        rows: what is to be added, each with where it comes from, in words.
        today: the day in the desk's zone.
        across: whether a decision may join a matter of the same title of other organisations.
    """
    drafts = [
        _Draft(new_id(), verdict, {**verdict.fields, "org": org, "imported_from": place})
        for verdict, place in rows
    ]
    matters = _Matters(records, org, across)
    for draft in drafts:
        draft.fields["matter"] = matters.of(draft)
    ended = _superseded(records, org, drafts, today)
    return [*matters.made, *(write for one in drafts for write in _writes(one, org)), *ended]


def _writes(draft: _Draft, org: str) -> Iterable[Write]:
    """The decision, and before it the version that fixes its text if it is taken."""
    stream = stream_for(draft.visibility, org)
    if draft.fields["status"] not in BEFORE_TAKEN:
        version = version_write(draft.id, 1, "", draft.fields, stream)
        yield version
        draft.fields |= listing_of(version)
    yield Write(draft.id, DECISION.name, draft.fields, stream)


def _superseded(records: Records, org: str, drafts: list[_Draft], today: date) -> list[Write]:
    """Link what supersedes another decision, in the file or on the desk, both ways.

    Where the other is not known, or not in force, that is left to a note.
    """
    by_ref = {ref_key(one.ref): one for one in records.decisions if one.org == org and one.ref}
    of_file = {ref_key(str(one.fields["ref"])): one for one in drafts if one.fields.get("ref")}
    ended = []
    for draft in drafts:
        ref = draft.verdict.references.get("supersedes", "")
        old = of_file.get(ref_key(ref))
        known = old.decision() if old else by_ref.get(ref_key(ref))
        if not ref:
            continue
        try:
            if known is None:
                raise WrongUseError("nothing has that reference")
            link = plan_supersede(known, draft.decision(), today)
        except WrongUseError:
            draft.note(f"Supersedes: {ref}")
            continue
        draft.fields |= link.by
        if old is not None:
            old.fields |= link.ended
        else:
            stream = stream_for(known.visibility, known.org)
            ended.append(Write(known.id, DECISION.name, link.ended, stream))
    return ended
