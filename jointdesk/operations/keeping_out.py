"""Who was removed stays out of a server that was put back from a backup of before.

The backup has them as members still. The director's machine knows better: it tells the server
before anything that they could read goes there.
"""

from collections.abc import Mapping
from typing import Protocol

from jointdesk.domain.actors import Actor
from jointdesk.domain.moments import Instant
from jointdesk.domain.shared_desk import Hello
from jointdesk.domain.words import plain
from jointdesk.operations.leavers import KeptOut, kept_out, kept_out_write, leavers
from jointdesk.store.changes import record
from jointdesk.store.desk import Desk
from jointdesk.store.people import list_people


class Revoking(Protocol):
    """What this asks of a server: see `desk.server.Server`."""

    def members(self) -> Mapping[str, frozenset[str]]:
        """Return who has the desk but the director, with the streams that each of them reads."""

    def revoke(self, person_id: str, days: int) -> None:
        """Let a person go; for so many days they may still send what they wrote."""


def keep_out(desk: Desk, server: Revoking, hello: Hello, at: Instant) -> list[str]:
    """Remove again who was removed and is a member of a server that was put back; say so.

    Once after each time: who is a member later than that was let in on purpose. The director's
    machine alone does it.

    Raises:
        ServerError: no answer, or a refusal: nothing may be sent before it is done.
    """
    if not (hello.is_director and hello.is_founded and hello.state == "active"):
        return []
    removed = leavers(desk)
    known = {one: kept_out(desk, one) for one in removed}
    wanted = not_kept_out(known, hello.epoch)
    if not wanted:
        return []
    members, told, writes = server.members(), [], []
    names = {one.id: one.name for one in list_people(desk.connection)}
    for person in wanted:
        said = known[person]._replace(epoch=hello.epoch)
        if person in members:
            server.revoke(person, removed[person].days_left(at))
            said = said._replace(again_at=at)
            told.append(
                f"{plain(names.get(person, 'Somebody'))} had been removed from the shared desk and"
                " was in again, as its server was put back from a backup. They are removed again;"
                " invite them if that is wrong."
            )
        writes.append(kept_out_write(person, said))
    label = "Kept out who had been removed before the server was put back"
    record(desk, Actor(hello.person, at), label, writes, automatic=True)
    return told


def not_kept_out(removed: Mapping[str, KeptOut], epoch: int) -> list[str]:
    """Return who may be in again on a server of that epoch, above 1 where it was put back. Pure."""
    return [one for one, known in removed.items() if epoch > 1 and known.epoch != epoch]
