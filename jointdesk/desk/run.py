"""One exchange with the server of a shared desk: what is there comes here, what is here goes there.

Broken off anywhere, the next one goes on: what was taken in stays, what the server has is counted
by the server, and everything may arrive twice.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from jointdesk.desk.plan import Past, past_of, to_bring_back, to_send
from jointdesk.desk.refusals import ClockError, NoAnswerError, OutOfStepError, ServerError
from jointdesk.domain.moments import Instant
from jointdesk.domain.shared_desk import Arrival, End, Entry, Hello, How
from jointdesk.store.changes import scrub_if_due
from jointdesk.store.desk import Desk
from jointdesk.store.faults import plain_faults
from jointdesk.store.membership import find_membership, note_membership
from jointdesk.store.quiet_exchanges import note_quiet_exchange
from jointdesk.store.reissue import adopt_clocks, branch_off, turn_back_clock
from jointdesk.store.scrubbing import scrub_or_later
from jointdesk.store.server_log import (
    ForkError,
    HistoryError,
    adopt_streams,
    chain_end,
    count_after,
    devices_of,
    entries_after,
    forget_places,
    hash_here,
    own_devices,
    placed_ends,
    take_in,
)

APP = "jointdesk 0.1"
PAGE = 1000
BATCH = 500

_QUIET_SECONDS = 300
"""For how long an exchange that brings nothing is not noted in the desk's file again."""

_AHEAD_SECONDS = 30
"""How far a clock may be ahead of the server's before its changes get another one."""


class Serving(Protocol):
    """What an exchange asks of a server: see `desk.server.Server`."""

    def hello(self, device: str, app: str) -> Hello:
        """Say who one is and learn how far everything is."""

    def push(self, device: str, entries: Sequence[Entry], how: How) -> object:
        """Send changes of a device, all or none."""

    def pull(self, device: str, after: Mapping[str, int], limit: int) -> list[Arrival]:
        """Return what comes after those numbers of each stream."""

    def hash_at(self, stream: str, seq: int) -> bytes | None:
        """Return the server's hash at a number of a stream."""

    def found(self) -> None:
        """Say that the founding upload is whole."""


@dataclass(slots=True)
class Exchanged:
    """What an exchange came to: changes sent and received, and the items that changed here.

    `brought_back` counts others' changes that the server had lost; `said_again` those of a copy
    of this machine's file. `told` are sentences for the person, on what they would not expect.
    `is_more` is True where another exchange may have more to do.
    """

    sent: int = 0
    received: int = 0
    brought_back: int = 0
    said_again: int = 0
    items: set[str] = field(default_factory=set)
    hello: Hello | None = None
    told: list[str] = field(default_factory=list)
    is_more: bool = False

    def add(self, later: "Exchanged") -> None:
        """Add what an exchange came to that followed this one."""
        self.sent += later.sent
        self.received += later.received
        self.brought_back += later.brought_back
        self.said_again += later.said_again
        self.items |= later.items
        self.hello = later.hello
        self.told += later.told
        self.is_more = later.is_more


Between = Callable[[Exchanged], bool]
"""What is done when all is here that the server has, and nothing was sent yet.

It is given what was done so far, and returns whether another exchange may have more to do.
"""


def exchange(
    desk: Desk, server: Serving, now: Instant, between: Between = lambda _: False
) -> Exchanged:
    """Exchange changes with the server until neither side has anything new.

    Raises:
        ServerError: no answer, or a refusal; what was taken in before it stays.
        HistoryError: the server's past is not the one that this machine knew.
    """
    run = _Exchange(desk, server, now, between)
    run.greet()
    try:
        try:
            run.all()
        except (OutOfStepError, ClockError):
            # Another copy of this file spoke meanwhile, or a clock was set: once from the start.
            run.greet()
            run.all()
    except HistoryError as error:
        run.note(trouble=str(error))
        raise
    run.note_end()
    return run.done


class _Exchange:
    """The state of one exchange."""

    def __init__(self, desk: Desk, server: Serving, now: Instant, between: Between) -> None:
        self._desk = desk
        self._server = server
        self._now = now
        self._between = between
        self.done = Exchanged()
        with desk.transaction():
            self._device = desk.device()

    def greet(self) -> None:
        """Say hello, and refuse a server that keeps another desk."""
        try:
            hello = self._server.hello(self._device, APP)
        except NoAnswerError:  # it is tried again
            raise
        except ServerError as error:
            self.note(trouble=str(error))
            raise
        if hello.desk != self._desk.id:
            raise ServerError(
                f"That server keeps another desk, “{hello.name}”. Nothing was sent or taken in."
            )
        self.done.hello = self._hello = hello

    def note(self, **fields: object) -> None:
        """Note in the file how the exchange stands."""
        note_membership(self._desk, **fields)

    def note_end(self) -> None:
        """Note that it went well; for a while only where it brought or took something.

        Whatever is written to the file has every window on it look again at everything.
        """
        known = find_membership(self._desk.connection)
        if known is None:
            return
        is_fresh = known.synced_at is not None and 0 <= self._now - known.synced_at < _QUIET_SECONDS
        if self.done.sent or self.done.received or known.trouble or not is_fresh:
            self.note(synced_at=self._now, trouble="", skew_ms=self.skew_ms)
        else:
            note_quiet_exchange(self._desk, self._now)

    @property
    def skew_ms(self) -> int:
        """How far this machine's clock is behind the server's."""
        return self._hello.now_ms - self._now * 1000

    def _note_epoch(self) -> None:
        known = find_membership(self._desk.connection)
        if known is not None and known.epoch != self._hello.epoch:
            self.note(epoch=self._hello.epoch)

    def all(self) -> None:
        """Do everything, in the order that loses nothing."""
        hello = self._hello
        with plain_faults(self._desk.path):
            scrub_if_due(self._desk)
        adopt_streams(self._desk, hello.streams)
        self._compare_pasts()
        self._note_epoch()
        if not hello.is_founded and hello.is_director:
            self._found()
        if not self._has_all() and self._pull():
            self._greet_again()  # how far the server is with what is here has changed
        self.done.is_more = self._between(self.done)
        if hello.is_healing and hello.state == "active":
            self._bring_back()  # not before others were kept out who may read it no more
        known = self.done.received
        self._push()
        if self.done.sent or self.done.brought_back:
            self._pull()
        self.done.is_more |= self.done.received > known

    def _greet_again(self) -> None:
        self._hello = self._server.hello(self._device, APP)

    def _has_all(self) -> bool:
        """Return whether nothing is there that was not taken in."""
        ends = placed_ends(self._desk.connection)
        return all(ends.get(one.id, End()) == one.head for one in self._hello.streams)

    def _compare_pasts(self) -> None:
        known = placed_ends(self._desk.connection)
        known = {one.id: known[one.id] for one in self._hello.streams if one.id in known}
        heads = {one.id: one.head for one in self._hello.streams}
        there = {
            stream: heads[stream].hash
            if heads[stream].n == end.n
            else self._server.hash_at(stream, end.n)
            for stream, end in known.items()
        }
        membership = find_membership(self._desk.connection)
        past = past_of(self._hello, membership.epoch if membership else 0, known, there)
        if past is Past.REWRITTEN:
            raise HistoryError(
                "The server's record was altered or put back from a backup, and nobody said so."
                " Nothing was sent or taken in, and nothing here is lost. Ask whoever runs the"
                " server: after a backup was put back, they run desk.restored there."
            )
        if past is Past.RESTORED:
            forget_places(self._desk)

    def _found(self) -> None:
        """Bring what the file held before the desk was shared, whoever wrote it."""
        for device in self._devices():
            after = to_send(self._hello, device)
            for batch in self._batches(device, after):
                self._server.push(device, batch, How.FOUNDING)
                self.done.sent += len(batch)
        self._server.found()
        self._greet_again()

    def _devices(self) -> list[str]:
        found = {
            device
            for one in self._hello.streams
            for device in devices_of(self._desk.connection, one.id)
        }
        return sorted(found)

    def _bring_back(self) -> None:
        """Bring others' changes that the server lost and this machine holds."""
        connection = self._desk.connection
        for device in self._devices():
            if device in own_devices(connection):
                continue
            after: dict[str, int] = {}
            for one in self._hello.streams:
                there = one.writers.get(device)
                same = there is None or hash_here(connection, one.id, device, there.n) == there
                n = to_bring_back(one, device, chain_end(connection, one.id, device), same)
                if n is not None:
                    after[one.id] = n
            for batch in self._batches(device, after):
                self._server.push(device, batch, How.RELAY)
                self.done.brought_back += len(batch)

    def _pull(self) -> bool:
        """Take in what is there; return whether there was anything."""
        pages = 0
        while self._hello.state == "active":
            ends = placed_ends(self._desk.connection)
            after = {one.id: ends[one.id].n for one in self._hello.streams if one.id in ends}
            page = self._server.pull(self._device, after, PAGE)
            if not page:
                break
            pages += 1
            try:
                taken = take_in(self._desk, page)
            except ForkError as fork:
                self._mend(fork, page)
                continue
            if taken.erased:
                scrub_or_later(self._desk)
            self.done.received += taken.new
            self.done.items |= {item_id for _, item_id in taken.items}
        return pages > 0

    def _mend(self, fork: ForkError, page: list[Arrival]) -> None:
        """Go on where the server has another change under a device's number."""
        if fork.device not in own_devices(self._desk.connection) and not self._hello.is_healing:
            raise HistoryError(
                f"The server has another change {fork.n} of the device {fork.device} than this"
                " machine, and nobody said that it was put back from a backup. Nothing here is"
                " lost. Tell whoever runs the server."
            )
        chain = fork.stream, fork.device
        arrived = [one.entry for one in page if one.entry.header[:2] == chain]
        if adopt_clocks(self._desk, [one for one in arrived if one.header.n >= fork.n]):
            return
        self.done.said_again += branch_off(self._desk, fork.stream, fork.device, fork.n)
        with self._desk.transaction():
            self._device = self._desk.device()
        self._greet_again()

    def _push(self) -> None:
        """Send this file's own changes, also those of devices it had before."""
        connection = self._desk.connection
        sent = {device: to_send(self._hello, device) for device in own_devices(connection)}
        waiting = {one: after for one, after in sent.items() if count_after(connection, one, after)}
        turn_back_clock(self._desk, waiting, self._hello.now_ms // 1000 + _AHEAD_SECONDS)
        for device, after in sorted(waiting.items()):
            if device != self._device:
                self._server.hello(device, APP)
            for batch in self._batches(device, after):
                self._server.push(device, batch, How.OWN)
                self.done.sent += len(batch)

    def _batches(self, device: str, after: dict[str, int]) -> Iterator[list[Entry]]:
        """Yield what comes after those numbers, so much at a time, and move them on."""
        after = dict(after)
        while batch := entries_after(self._desk.connection, device, after, BATCH):
            yield batch
            for entry in batch:
                after[entry.header.stream_id] = max(after[entry.header.stream_id], entry.header.n)
