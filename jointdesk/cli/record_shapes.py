"""The JSON shapes of matters and decisions (a public contract, docs/command-line.md)."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from jointdesk.cli.records import record_shape
from jointdesk.cli.session import Session
from jointdesk.domain.decision_fields import DECISION
from jointdesk.domain.decisions import Decision, DecisionVersion, Stub
from jointdesk.domain.matters import MATTER, Matter
from jointdesk.domain.moments import iso
from jointdesk.domain.records import Records
from jointdesk.operations.naming import Names
from jointdesk.operations.record_checks import codes_by_record
from jointdesk.operations.rulebook import Rulebook, load_rulebook
from jointdesk.operations.standing import matter_standing, standing
from jointdesk.store.decisions import proposed_fields, versions_of
from jointdesk.store.history import history
from jointdesk.store.items import find_item


class Shapes:
    """The shapes of one audience's matters and decisions, today.

    Given the ids of a few, only what bears on these is read.
    """

    def __init__(self, session: Session, *around: str) -> None:
        self._session = session
        self._around = around
        self.names = Names(session.desk, session.audience)
        self.rules: Rulebook = load_rulebook(session.desk, session.now)

    @cached_property
    def records(self) -> Records:
        """What the audience sees of the records to be shown."""
        return self.names.around(*self._around) if self._around else self.names.records

    @cached_property
    def _codes(self) -> Mapping[str, Sequence[str]]:
        session = self._session
        return codes_by_record(session.desk, session.audience, self.records, session.now)

    def decision(self, decision: Decision) -> dict[str, Any]:
        """Return a decision as a list shows it: `missing` are fields, `checks` are codes."""
        stands = standing(decision, self.records, self.rules)
        day = stands.effective.day
        return {
            "id": decision.id,
            "ref": decision.ref or None,
            "matter": decision.matter or None,
            "org": self.rules.code(decision.org),
            "title": decision.title,
            "status": stands.status.value,
            "date_taken": decision.date_taken.isoformat() if decision.date_taken else None,
            "date_effective": day.isoformat() if day else None,
            "missing": [DECISION.field(one.field).public for one in stands.completeness.missing],
            "checks": list(self._codes.get(decision.id, ())),
        }

    def full_decision(self, decision: Decision) -> dict[str, Any]:
        """Return a decision with all its fields, how it stands and why, and its versions."""
        stands = standing(decision, self.records, self.rules)
        desk = self._session.desk
        return {
            **record_shape(DECISION, decision, self.names),
            **self.decision(decision),
            "step": decision.status,
            "effective_why": list(stands.effective.why),
            "waits_for_counterpart": stands.waits,
            "completeness": {"done": stands.completeness.done, "total": stands.completeness.total},
            "asked_by": {
                DECISION.field(one.field).public: one.why for one in stands.completeness.missing
            },
            "matter_title": self.names.name_of("matter", decision.matter),
            "tasks": [one.id for one in self._tasks(decision)],
            "versions": [self._version(one) for one in versions_of(desk.connection, decision.id)],
            "proposed": self._proposed(decision),
        }

    def _version(self, version: DecisionVersion) -> dict[str, Any]:
        """Return which version it is, why it was made, when and by whom: the log's own word."""
        made = history(self._session.desk, version.id)[0]
        return {
            "id": version.id,
            "number": version.number,
            "reason": version.reason or None,
            "at": iso(made.at, self._session.desk.zone),
            "by": made.author,
        }

    def _tasks(self, decision: Decision) -> Sequence[Any]:
        return self.records.tasks_by_decision.get(decision.id, ())

    def _proposed(self, decision: Decision) -> dict[str, Any]:
        """Values of fixed fields that somebody gave without having seen it taken."""
        connection = self._session.desk.connection
        item = find_item(connection, decision.id)
        version = find_item(connection, decision.taken_version or "")
        if item is None or version is None:
            return {}
        return dict(proposed_fields(item, {version.id: version}))

    def matter(self, matter: Matter) -> dict[str, Any]:
        """Return a matter as a list shows it, with what its decisions come to."""
        records = self.records
        effect = matter_standing(matter, records, self.rules)
        decisions = records.decisions_by_matter.get(matter.id, ())
        stubs = records.stubs_by_matter.get(matter.id, ())
        orgs = dict.fromkeys([*(one.org for one in decisions), *(stub.org for stub in stubs)])
        return {
            "id": matter.id,
            "ref": matter.ref or None,
            "title": matter.title,
            "orgs": [self.rules.code(org) for org in orgs],
            "state": effect.state.value,
            "date_effective": effect.day.isoformat() if effect.day else None,
            "waits_for": [self.rules.code(org) for org in effect.waits_for],
            "checks": list(self._codes.get(matter.id, ())),
        }

    def full_matter(self, matter: Matter) -> dict[str, Any]:
        """Return a matter with all its fields, its decisions, and stubs of those not shown."""
        records = self.records
        decisions = records.decisions_by_matter.get(matter.id, ())
        tasks = records.tasks_by_matter.get(matter.id, ())
        return {
            **record_shape(MATTER, matter, self.names),
            **self.matter(matter),
            "decisions": [self.decision(one) for one in decisions],
            "stubs": [self._stub(one) for one in records.stubs_by_matter.get(matter.id, ())],
            "tasks": [one.id for one in tasks],
        }

    def _stub(self, stub: Stub) -> dict[str, Any]:
        code = self.rules.code(stub.org)
        return {
            "id": stub.id,
            "matter": stub.matter,
            "org": code,
            "taken": stub.taken,
            "title": f"Counterpart decision: held by {code}",
        }
