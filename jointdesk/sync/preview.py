"""A drafted run for a person to look at: one row for each resource it would touch.

A row is made when it is asked for; a list of many thousands costs what is in view.
"""

from collections.abc import Collection
from dataclasses import replace
from typing import NamedTuple

from jointdesk.domain.components import Component
from jointdesk.domain.moments import Instant
from jointdesk.domain.resources import Outcome, ResourceState, ResourceWrite
from jointdesk.ical.expanding import has_rule
from jointdesk.ical.series import Series
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.resources import current_text
from jointdesk.sync.drafting import Draft, looked_at_anew

_ORDER = (Outcome.CHANGED, Outcome.NEW, Outcome.CANCELLED)
# What every update changes, or what follows from another field.
_NOT_COMPARED = frozenset(("uid", "line", "day", "sequence", "last_modified"))


class Difference(NamedTuple):
    """A field of `domain.components.Component`, its values before and after.

    "overrides" says of how many occurrences the series says something else.
    """

    field: str
    old: object
    new: object


class PreviewRow(NamedTuple):
    """What a run would do to one resource.

    Title, times and place are the first component's as they would be, of a missing one as they
    are. `differences` is empty for new and missing ones. `is_back` marks one that was missing
    and comes back as it was. `kind` is VEVENT, VTODO or VJOURNAL; a VTODO ends when it is due.
    """

    outcome: Outcome
    title: str
    start: Instant | None
    end: Instant | None
    is_all_day: bool
    place: str
    is_series: bool
    is_private: bool
    is_back: bool = False
    differences: tuple[Difference, ...] = ()
    kind: str = "VEVENT"


class Preview:
    """The rows of a draft: changed, new, cancelled and missing ones, then those that are back."""

    def __init__(self, desk: ReadableDesk, draft: Draft) -> None:
        """Show a draft; the desk, which may be a reading one, must not have changed since."""
        self.draft = draft
        self._desk = desk
        writes = draft.plan.writes
        self._writes = [one for outcome in _ORDER for one in writes if one.outcome is outcome]
        self._others = (*draft.plan.missing, *draft.plan.restored)
        present = {one.id for one in draft.stored if one.state is ResourceState.PRESENT}
        self._newly_gone = present.intersection(draft.plan.missing)

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self._writes) + len(self._others)

    def outcome(self, number: int) -> Outcome:
        """Return what would happen to the resource of a row, without reading it."""
        if number < len(self._writes):
            return self._writes[number].outcome
        is_missing = number < len(self._writes) + len(self.draft.plan.missing)
        return Outcome.MISSING if is_missing else Outcome.CHANGED

    def row(self, number: int) -> PreviewRow:
        """Return one row, from 0."""
        outcome = self.outcome(number)
        if number < len(self._writes):
            return self._write_row(self._writes[number])
        series = self._stored(self._others[number - len(self._writes)])
        return _row(outcome, series)._replace(is_back=outcome is Outcome.CHANGED)

    def chosen(self, numbers: Collection[int]) -> Draft:
        """Return the draft with only those rows; the next run offers the others again.

        Missing ones that are not chosen stay, and runs leave them alone from now on. Whoever
        chooses what is removed needs no guard.
        """
        picked = frozenset(numbers)
        plan, connection = self.draft.plan, replace(self.draft.connection, error="")
        if len(picked) < len(self):
            connection = looked_at_anew(connection)
        first = len(self._writes)
        others = {id_ for number, id_ in enumerate(self._others, first) if number in picked}
        chosen = replace(
            plan,
            writes=tuple(one for number, one in enumerate(self._writes) if number in picked),
            missing=tuple(id_ for id_ in plan.missing if id_ in others),
            kept=tuple(
                id_ for id_ in plan.missing if id_ not in others and id_ in self._newly_gone
            ),
            restored=tuple(id_ for id_ in plan.restored if id_ in others),
            guard="",
        )
        return replace(self.draft, plan=chosen, connection=connection)

    def would_keep(self, numbers: Collection[int]) -> int:
        """Return how many missing ones would stay for good if only those rows were chosen."""
        return len(self.chosen(numbers).plan.kept)

    def _write_row(self, write: ResourceWrite) -> PreviewRow:
        new = self.draft.parsing.series_of(write.text)
        old = self._stored(write.resource_id) if write.resource_id is not None else None
        return _row(write.outcome, new)._replace(differences=_differences(old, new))

    def _stored(self, resource_id: int) -> Series | None:
        return self.draft.parsing.series_of(current_text(self._desk.connection, resource_id))


def _row(outcome: Outcome, series: Series | None) -> PreviewRow:
    if series is None:
        return PreviewRow(outcome, "", None, None, False, "", False, False)
    first = series.components[0]
    return PreviewRow(
        outcome=outcome,
        title=first.summary,
        start=first.start,
        end=first.end,
        is_all_day=first.all_day,
        place=first.location,
        is_series=has_rule(series),
        is_private=first.classification in ("PRIVATE", "CONFIDENTIAL"),
        kind=first.kind,
    )


def _differences(old: Series | None, new: Series | None) -> tuple[Difference, ...]:
    """Return what differs between the first components, then how many overrides there are."""
    if old is None or new is None:
        return ()
    before, after = old.components[0], new.components[0]
    found = [
        Difference(field, was, is_)
        for field, was, is_ in zip(Component._fields, before, after, strict=True)
        if was != is_ and field not in _NOT_COMPARED
    ]
    if len(old.components) != len(new.components):
        counts = (len(old.components) - 1, len(new.components) - 1)
        found.append(Difference("overrides", *counts))
    return tuple(found)
