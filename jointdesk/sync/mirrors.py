"""Deciding what of this machine's calendars the shared desk is to carry: pure functions."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from jointdesk.domain.mirrors import CarriedBusy, Mirror


class Held(NamedTuple):
    """A resource as this machine has read it, as it is to be carried.

    `is_private` says that a component of it is, as the diary shows it.
    """

    resource_id: int
    mirror: Mirror
    is_private: bool


class MirrorPlan(NamedTuple):
    """What is to be looked at once more and written, and which items are to be taken away."""

    writes: tuple[Held, ...] = ()
    gone: tuple[Mirror, ...] = ()


def plan_mirrors(held: Iterable[Held], known: Mapping[str, Mirror]) -> MirrorPlan:
    """Decide what makes the items of a collection say what this machine has read of it.

    `known` are the items as they are, by their ids. A resource that is open here and kept to an
    organisation there is looked at again: its text may say what the diary does not show.
    """
    listed = list(held)
    there = {one.mirror.id for one in listed}
    writes = tuple(one for one in listed if _differs(one, known.get(one.mirror.id)))
    return MirrorPlan(writes, tuple(one for id_, one in known.items() if id_ not in there))


def _differs(held: Held, known: Mirror | None) -> bool:
    if known is None or known.digest != held.mirror.digest:
        return True
    return held.is_private == (known.stream == "shared")


class BusySource(NamedTuple):
    """A private series, and a digest of all that its busy times follow from."""

    series: str
    org: str
    seen: int
    digest: str


class Made(NamedTuple):
    """What this machine last made of a private series: from what, and the text."""

    digest: str
    text: str


class BusyPlan(NamedTuple):
    """Which busy times are to be made anew, and which are to be taken away, by series."""

    to_make: tuple[BusySource, ...] = ()
    gone: tuple[CarriedBusy, ...] = ()


def plan_busy(
    sources: Iterable[BusySource], known: Mapping[str, CarriedBusy], made: Mapping[str, Made]
) -> BusyPlan:
    """Decide whose busy times are to be made, by series.

    What this machine has made from the same before stays as it is, also where another machine
    has said it otherwise: two that do not agree would go on for ever.
    """
    listed = {one.series: one for one in sources}
    to_make = tuple(one for one in listed.values() if _is_to_be_made(one, known, made))
    return BusyPlan(to_make, tuple(one for id_, one in known.items() if id_ not in listed))


def _is_to_be_made(
    source: BusySource, known: Mapping[str, CarriedBusy], made: Mapping[str, Made]
) -> bool:
    before = made.get(source.series)
    if before is None or before.digest != source.digest:
        return True
    return bool(before.text) and source.series not in known
