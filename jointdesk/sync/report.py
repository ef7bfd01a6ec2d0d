"""What a run did, in the words of the command line's contract (design section 9)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jointdesk.domain.components import Problem
from jointdesk.domain.resources import Outcome, Plan
from jointdesk.domain.sources import Collection

if TYPE_CHECKING:  # only a rehearsal needs what looks ahead
    from jointdesk.derive.ahead import Ahead

_COUNTS = ("new", "changed", "unchanged", "cancelled", "missing", "stored")


@dataclass(frozen=True, slots=True)
class Report:
    """What one run did, or would do; the counts are resources, each in one of them.

    `id` is the source's; `run` is None where nothing changed in the desk. `stored` counts the
    resources of which anything was written to the desk, `written` the changes that were written
    to the source. `collisions` are the ids of overlays with values that were changed there too.
    Where the guard held back, `missing` counts what it kept and `error` is its sentence. It
    `needs_person` where reading again would end in the same way until somebody has done
    something. It `was_read` unless the source gave nothing. `ahead` is what a dry run found for
    the conflicts.
    """

    id: str
    org_id: str
    run: int | None = None
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    cancelled: int = 0
    missing: int = 0
    stored: int = 0
    written: int = 0
    rejected: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    collisions: tuple[str, ...] = ()
    took_ms: int = 0
    error: str = ""
    needs_person: bool = False
    was_read: bool = True
    ahead: "Ahead | None" = None

    @property
    def has_trouble(self) -> bool:
        """True where a person should look: a failure, the guard, or something rejected."""
        return bool(self.error or self.rejected)


def report_of(collection: Collection, plan: Plan) -> Report:
    """Return the report of a plan that was not carried out."""
    return Report(
        id=collection.id,
        org_id=collection.org_id,
        new=plan.count(Outcome.NEW),
        # What is back after it was missing has changed for whoever looks at the diary.
        changed=plan.count(Outcome.CHANGED) + len(plan.restored),
        unchanged=plan.count(Outcome.UNCHANGED),
        cancelled=plan.count(Outcome.CANCELLED),
        missing=plan.count(Outcome.MISSING),
        rejected=plan.rejected,
        notes=plan.notes,
        error=plan.guard,
        needs_person=bool(plan.guard),
    )


def total(parts: Iterable[Report]) -> Report:
    """Return the report of a run from those of its parts; what the last one says is its state."""
    *others, last = parts
    counts = {name: sum(getattr(one, name) for one in (*others, last)) for name in _COUNTS}
    return replace(last, **counts)


def count_stored(plan: Plan) -> int:
    """Return of how many resources anything is written when the plan is carried out."""
    removed = 0 if plan.guard else len(plan.missing)
    return len(plan.writes) + len(plan.restored) + len(plan.unpublished) + len(plan.kept) + removed
