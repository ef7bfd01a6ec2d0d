"""What the names in somebody's register stand for on this desk: matters, forums, people, bodies.

A name that nothing here has is kept in the notes of its decision, never lost.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from jointdesk.domain.decision_fields import DECISION
from jointdesk.domain.errors import NotFoundError
from jointdesk.domain.items import Fields, Json, Write
from jointdesk.domain.matters import MATTER
from jointdesk.domain.organisations import Organisation
from jointdesk.domain.words import plain_name
from jointdesk.governance.import_rows import CellProblem, RowVerdict, State
from jointdesk.governance.import_words import plain_words
from jointdesk.operations.ids import new_id
from jointdesk.operations.naming import Names
from jointdesk.operations.records import SHARED, stream_for
from jointdesk.store.organisations import list_organisations
from jointdesk.store.people import list_people
from jointdesk.store.reading import ReadableDesk

_OF_THE_FILE = frozenset({"matter", "supersedes", "superseded_by", "revoked_by"})
"""References that may mean another row, or a matter yet to be made."""


class Lookup:
    """Looks names up among what one audience may see."""

    def __init__(self, desk: ReadableDesk, names: Names, organisation: Organisation) -> None:
        self._names = names
        self._organisation = organisation
        self._bodies = {
            text.casefold(): one.id
            for one in list_organisations(desk.connection)
            for text in (one.name, one.code)
        }
        self._people = {one.name.casefold(): one.id for one in list_people(desk.connection)}
        self._find = cache(self._found)

    def settled(self, verdict: RowVerdict) -> RowVerdict:
        """Return the verdict with ids for names; what is not known is a warning and a note."""
        fields = dict(verdict.fields)
        left: dict[str, str] = {}
        warnings, problems, notes = [*verdict.warnings], [], []
        for name, text in verdict.references.items():
            one = DECISION.field(name)
            found = self._find(one.to, text)
            if name in _OF_THE_FILE:
                left[name] = text
            elif name == "org":
                if found != self._organisation.id:
                    reason = f"not {self._organisation.code}: import it for its own organisation"
                    problems.append(CellProblem(one.label, plain_name(text), reason))
            elif found:
                fields[name] = found
            else:
                notes.append(f"{one.label}: {text}")
                reason = "not known on this desk: kept in the notes"
                warnings.append(CellProblem(one.label, plain_name(text), reason))
        if notes:
            fields["notes"] = "\n".join([*filter(None, [str(fields.get("notes") or "")]), *notes])
        if "decision_makers" in fields:
            fields["decision_makers"] = [*map(self._maker, _rows(fields["decision_makers"]))]
        return replace(
            verdict,
            state=State.REFUSED if problems else verdict.state,
            fields=fields,
            references=left,
            problems=tuple(problems) or verdict.problems,
            warnings=tuple(warnings),
        )

    def _found(self, item_type: str, text: str) -> str:
        """Return the id, "" where nothing or more than one thing has the name."""
        if item_type == "organisation":
            return self._bodies.get(text.casefold(), "")
        try:
            return self._names.id_of(item_type, text)
        except NotFoundError:
            return ""

    def _maker(self, row: dict[str, Json]) -> dict[str, Json]:
        """Return a decision maker with the id of a person of exactly that name."""
        person = self._people.get(str(row.get("name", "")).casefold())
        if not person:
            return row
        return {"person": person, **{key: value for key, value in row.items() if key != "name"}}


def _rows(value: Any) -> Iterator[dict[str, Json]]:
    yield from value


@dataclass(slots=True)
class Matters:
    """The matters that imported decisions belong to; those that are missing are made.

    The same title is the same matter within the organisation; across organisations only where
    the register names its matters, or a person said so (`across`).
    """

    names: Names
    organisation: Organisation
    across: bool
    _by_title: dict[str, str] = field(default_factory=dict)
    _others: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        records = self.names.records
        for matter in records.matters:
            decisions = records.decisions_by_matter.get(matter.id, ())
            is_own = any(one.org == self.organisation.id for one in decisions)
            known = self._by_title if is_own or not decisions else self._others
            for text in (matter.title, matter.ref):
                if text:
                    known.setdefault(plain_words(text), matter.id)

    def of(self, verdict: RowVerdict, fields: Fields) -> tuple[str, Write | None]:
        """Return the id of a row's matter, and what makes it where it is new."""
        named = verdict.references.get("matter", "")
        title = named or str(fields["title"])
        key = plain_words(title) or title
        found = self._by_title.get(key)
        if found is None and (named or self.across):
            found = self._others.get(key)
        if found is not None:
            return found, None
        made = new_id()
        values: dict[str, Json] = {"title": title}
        stream = SHARED
        if fields.get("visibility") == "own_org":
            # Its title says what the decision is about: nobody else may see that.
            values["visibility"] = "own_org"
            values["required_orgs"] = [self.organisation.id]
            stream = stream_for("own_org", self.organisation.id)
        else:
            self._by_title[key] = made
        return made, Write(made, MATTER.name, values, stream)
