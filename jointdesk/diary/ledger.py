"""What the ledger of bookings says of the diary: which series were put there, and belong together.

It knows that two events are one meeting where their texts tell nothing: a block says no more than
"Busy", and whoever may not see its meeting sees two times.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from jointdesk.domain.occurrences import Placed
from jointdesk.domain.placements import Placement


@dataclass(frozen=True, slots=True)
class Ledger:
    """What was put into the diaries and stands there, by the ids of the series.

    `cards` names for each what it is a copy of: series with one name are one meeting. `placed`
    says as what each was put there. What was taken away is in neither.
    """

    cards: Mapping[str, str] = field(default_factory=dict)
    placed: Mapping[str, Placed] = field(default_factory=dict)


EMPTY = Ledger()
"""That of a desk without bookings."""


def ledger_of(placements: Iterable[Placement]) -> Ledger:
    """Return what placements say of the diary.

    The holds of one booking at one time are one meeting, and so are a meeting and its blocks.
    """
    live = [one for one in placements if not one.freed]
    return Ledger(
        cards={one.event: _card(one) for one in live},
        placed={one.event: _placed(one) for one in live},
    )


def _card(one: Placement) -> str:
    if one.kind == "hold":
        return f"{one.booking} {one.start} {one.end}"
    return one.of or one.event


def _placed(one: Placement) -> Placed:
    return Placed.LEFT if one.kind == "block" and one.left else Placed(one.kind)
