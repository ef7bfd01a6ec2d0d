"""One exchange with the server of a shared desk, and what follows from what it brings.

Overlays that came are looked at, seats are followed, and calendars carried, when all is here that
the server has and before anything is sent: what was read here goes out with what was said here, so
that nobody sees the one without the other.
"""

from collections.abc import Iterable
from typing import Protocol

from jointdesk.derive.pending import catch_up
from jointdesk.desk.refusals import RemovedError
from jointdesk.desk.run import Exchanged, Serving, exchange
from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import StoppedError
from jointdesk.domain.moments import Instant
from jointdesk.domain.pending import OVERLAY, key_of
from jointdesk.domain.shared_desk import Hello
from jointdesk.operations.carrying import (
    Leasing,
    carry_calendars,
    is_all_carried,
    said_since_carried,
)
from jointdesk.operations.desk_members import Membering, follow_seats
from jointdesk.operations.keeping_out import keep_out
from jointdesk.operations.kept_words import keep_unknowing
from jointdesk.operations.superseding import erase_replaced
from jointdesk.sources.protocol import Cancelled, never
from jointdesk.store.desk import Desk
from jointdesk.store.membership import find_membership
from jointdesk.store.streams import stream_name
from jointdesk.sync.progress import Meter, Progress, silent


class Carrying(Serving, Leasing, Membering, Protocol):
    """What an exchange asks of a server that carries calendars: see `desk.server.Server`."""


def exchange_over(
    desk: Desk,
    server: Carrying,
    now: Instant,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Exchanged:
    """Exchange changes over a connection that stands, until neither side has anything new.

    Calendars that others have read are taken in, and those read here handed on; then what they
    said before is erased where it was kept for its time.

    Raises:
        StoppedError: the person wished to stop; what was done before stays.
        ServerError: no answer, or a refusal.
        HistoryError: the server's past is not the one that this machine knew.
    """
    meter = Meter(progress, cancelled)
    done = _until_rest(desk, server, now, meter)
    if done.hello is not None and erase_replaced(desk, server, done.hello, now):
        done.add(_until_rest(desk, server, now, meter))
    return done


def _until_rest(desk: Desk, server: Carrying, now: Instant, meter: Meter) -> Exchanged:
    done = Exchanged(is_more=True)
    while done.is_more:
        between = _Between(desk, server, now, meter)
        done.add(exchange(desk, server, now, between))
        if between.failed is not None:
            raise between.failed
        if done.is_more:
            between.catch_up(done.items)
    return done


class _Between:
    """What is done between taking in and sending; `failed` is what went wrong in it.

    A fault in it, such as a calendar that cannot be handed on, keeps nothing back that people
    said: it is raised when that was sent. But nothing is sent before what was said of things that
    turned private meanwhile is kept with them, and who was removed is kept out.
    """

    def __init__(self, desk: Desk, server: Carrying, now: Instant, meter: Meter) -> None:
        self._desk = desk
        self._server = server
        self._now = now
        self._meter = meter
        # One that was broken off may have left overlays that came and were not looked at.
        self._unseen = said_since_carried(desk)
        self.failed: Exception | None = None

    def __call__(self, done: Exchanged) -> bool:
        assert done.hello is not None  # the server was greeted
        self._keep_private(done.hello, done.items)
        done.told += keep_out(self._desk, self._server, done.hello, self._now)
        try:
            return self._do(done, done.hello)
        except (StoppedError, RemovedError):  # nothing is to be sent, or may be
            raise
        except Exception as error:  # noqa: BLE001  raised again when all was sent
            self.failed = error
            return False

    def _keep_private(self, hello: Hello, arrived: set[str]) -> None:
        membership = find_membership(self._desk.connection)
        if membership is not None and (arrived or not is_all_carried(self._desk)):
            streams = {stream_name(one.kind, one.org_id) for one in hello.streams}
            news = {*self._unseen, *arrived}
            keep_unknowing(self._desk, Actor(membership.person_id, self._now), streams, news)

    def _do(self, done: Exchanged, hello: Hello) -> bool:
        self.catch_up((*self._unseen, *done.items))
        followed = follow_seats(self._desk, self._server, hello, self._now)
        done.told += followed.told
        if followed.is_more:  # the next greeting says what there is now
            return True
        done.told += carry_calendars(self._desk, self._server, hello, self._now, self._meter)
        return False

    def catch_up(self, items: Iterable[str]) -> None:
        """Look at the overlays among items that came."""
        news = (one for one in items if one.startswith(f"{OVERLAY}:"))
        with self._desk.transaction():
            catch_up(self._desk, self._now, {key_of(one).series_id for one in news})
