"""What the names in somebody's register stand for on this desk: matters, forums, people, bodies.

A name that nothing here has is kept in the notes of its decision, never lost.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from jointdesk.domain.decision_fields import DECISION
from jointdesk.domain.errors import NotFoundError
from jointdesk.domain.items import Json
from jointdesk.domain.organisations import Organisation
from jointdesk.domain.people import Audience
from jointdesk.domain.words import plain_name
from jointdesk.governance.import_rows import CellProblem, RowVerdict, State
from jointdesk.operations.naming import Names
from jointdesk.privacy.records import OWN_ORG
from jointdesk.store.organisations import list_organisations
from jointdesk.store.people import list_people
from jointdesk.store.reading import ReadableDesk

_OF_THE_FILE = frozenset({"matter", "supersedes"})
"""References that may mean another row, or a matter yet to be made."""


class Lookup:
    """Looks names up among what one audience may see."""

    def __init__(
        self, desk: ReadableDesk, names: Names, organisation: Organisation, audience: Audience
    ) -> None:
        self._names = names
        self._organisation = organisation
        self._is_own = audience.sees(organisation.id)
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
        if fields.get("visibility") == OWN_ORG and not self._is_own:
            problems.append(
                CellProblem(
                    "", "", f"only {self._organisation.code}'s own people can keep a decision to it"
                )
            )
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
