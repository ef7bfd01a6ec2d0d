"""Writing what waits to a source: an intent, the request, its result, each by itself.

A process that ends in between leaves an intent without an answer. The next run reads the source
first and then judges by what that shows (`outbox_plan`), so that nothing is written twice and
nothing is lost. Two processes at once are told apart by the source: every request names the
version that it replaces, or that there is none.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from jointdesk.domain.actors import Actor
from jointdesk.domain.components import Problem
from jointdesk.domain.errors import SourceError, StoppedError
from jointdesk.domain.intents import Intent, IntentKind, IntentState
from jointdesk.domain.moments import Instant
from jointdesk.domain.sources import Collection, Connection
from jointdesk.domain.words import counted, diary_name
from jointdesk.ical.writing import calendar_bytes
from jointdesk.sources.protocol import (
    Cancelled,
    ChangedThereError,
    Fetched,
    Member,
    NotWritableError,
    Part,
    UnreadableError,
    WritableSource,
    never,
)
from jointdesk.store.connections import (
    change_etags,
    find_connection,
    known_etags,
    leave_alone,
)
from jointdesk.store.desk import Desk
from jointdesk.store.outbox import begin_intent, is_open, note_failure
from jointdesk.sync.cases import Case, cases_of
from jointdesk.sync.failures import left_alone_until
from jointdesk.sync.outbox_plan import settle
from jointdesk.sync.outbox_request import Request, request_of
from jointdesk.sync.report import Report
from jointdesk.sync.run import take_in
from jointdesk.sync.settling import notes_of, record_settled

_FIRST_WAIT, _LONGEST_WAIT = 30, 3600
_MOST_ROUNDS = 4
_SHARED_PART = "it stands in one file with others"


def read_and_write(
    desk: Desk,
    collection: Collection,
    source: WritableSource,
    actor: Actor,
    read: Callable[[], Report],
    *,
    at_once: bool = True,
    cancelled: Cancelled = never,
) -> Report:
    """Read a source, write what waits for it, and return what was done.

    `read` reads it: before anything is written, and again where somebody else was quicker.
    Where it cannot be read nothing is written. What failed a short time ago waits, unless it is
    to be tried `at_once`.

    Raises:
        StoppedError: `cancelled` said so; what was written stays.
    """
    began = time.monotonic()
    writer = _Writer(desk, collection, source, actor, at_once, cancelled)
    report = last = read()
    for _ in range(_MOST_ROUNDS):
        if not last.was_read or not writer.write_all():
            break
        last = read()
        writer.notes += last.notes
    else:
        writer.give_up()
    said = " ".join(filter(None, (last.error, writer.failure, *dict.fromkeys(writer.refusals))))
    return replace(
        report,
        written=writer.written,
        notes=tuple(dict.fromkeys((*report.notes, *writer.notes))),
        collisions=last.collisions,
        took_ms=round((time.monotonic() - began) * 1000),
        error=said,
        needs_person=last.needs_person or bool(writer.refusals),
    )


class _Writer:
    """Writes what waits for one source, within one run."""

    def __init__(
        self,
        desk: Desk,
        collection: Collection,
        source: WritableSource,
        actor: Actor,
        at_once: bool,
        cancelled: Cancelled,
    ) -> None:
        self.written = 0
        self.notes: list[Problem] = []
        self.refusals: list[str] = []
        self.failure = ""
        self._desk = desk
        self._collection = collection
        self._source = source
        self._actor = actor
        self._at_once = at_once
        self._cancelled = cancelled
        self._overtaken: set[str] = set()
        self._began = time.monotonic()

    def write_all(self) -> bool:
        """Write what may be written now; True where it has to be read again first."""
        is_overtaken = False
        for series_id in self._due():
            intent = self._begin(series_id)
            if intent is None:
                continue
            try:
                member = self._ask(intent)
            except ChangedThereError as error:
                self._fail(intent, error)
                self._overtaken.add(series_id)
                is_overtaken = True
            except NotWritableError as error:
                self._refuse(intent, error)
            except StoppedError as error:
                self._fail(intent, error)
                raise
            except SourceError as error:
                self._fail(intent, error)
                self.failure = self._not_written(error)
                return False
            else:
                self._take(intent, member)
                self.written += 1
        return is_overtaken

    def give_up(self) -> None:
        """Leave what somebody else changes there all the time to the next run."""
        self.failure = self._not_written(ChangedThereError())

    def _due(self) -> list[str]:
        """Return the series for which something is to be asked, the least tried first."""
        connection = self._connection()
        if connection is None or not connection.can_write:
            return []
        cases = cases_of(self._desk, self._collection.id)
        due = [case for case in cases if self._request(case) is not None]
        return [one.series_id for one in sorted(due, key=_attempts)]

    def _request(self, case: Case) -> Request | None:
        """Return what may be asked for a case now."""
        zone, now = self._desk.zone, self._actor.at
        request = request_of(case, settle(case, zone, now), zone, now)
        intent = case.intent
        if request is None or request.told:
            return None
        if intent is None:
            return request
        is_same = intent.sent == request.sent and intent.kind is request.kind
        if intent.state is IntentState.REFUSED:
            return None if is_same else request
        may_try = self._at_once or case.series_id in self._overtaken
        return request if may_try or intent.next_at <= now else None

    def _begin(self, series_id: str) -> Intent | None:
        """Note what is about to be asked, None for nothing after all."""
        with self._desk.transaction():
            for case in cases_of(self._desk, self._collection.id, only=series_id):
                request = self._request(case)
                if request is None:
                    return None
                intent = begin_intent(self._desk, self._intent(case, request))
                if not case.is_shared or request.kind is IntentKind.CREATE:
                    return intent
                self._refuse(intent, NotWritableError(_SHARED_PART))
        return None

    def _intent(self, case: Case, request: Request) -> Intent:
        known = case.intent
        is_again = known is not None and known.is_unanswered and known.sent == request.sent
        return Intent(
            collection_id=self._collection.id,
            series_id=case.series_id,
            kind=request.kind,
            href=request.href,
            etag=request.etag,
            sent=request.sent,
            text=calendar_bytes(request.text) if request.text is not None else b"",
            at=self._actor.at,
            person_id=self._actor.person_id,
            attempts=_attempts(case) + 1 if is_again else 1,
        )

    def _ask(self, intent: Intent) -> Member | None:
        if intent.kind is IntentKind.DELETE:
            self._source.delete(intent.href, intent.etag, self._cancelled)
            return None
        return self._source.put(intent.href, intent.text, intent.etag, self._cancelled)

    def _take(self, intent: Intent, member: Member | None) -> None:
        """Bring the desk up to date with what stands there now, and end what is done."""
        desk, id_ = self._desk, self._collection.id
        with desk.transaction():
            known = known_etags(desk.connection, id_, [intent.href]).get(intent.href, "")
            connection = self._connection()
            if connection is None or (known != intent.etag and not _is_known(known, member)):
                # Somebody has read it meanwhile, perhaps a later version: look again.
                note_failure(desk, intent.id, IntentState.UNKNOWN, 0, "")
                if known:
                    change_etags(desk, id_, {intent.href: ""}, ())
                return
            if not _is_known(known, member):
                fetched = _fetched(intent, member, connection)
                take_in(desk, self._collection, connection, fetched, self._actor, intent.series_id)
            has_arrived = is_open(desk.connection, intent.id)
            for case in cases_of(desk, id_, only=intent.series_id):
                confirmed = case._replace(has_arrived=has_arrived)
                settled = record_settled(desk, self._collection, self._actor, confirmed)
                self.notes += notes_of(confirmed, settled)

    def _connection(self) -> Connection | None:
        return find_connection(self._desk.connection, self._collection.id)

    def _refuse(self, intent: Intent, error: NotWritableError) -> None:
        note_failure(self._desk, intent.id, IntentState.REFUSED, 0, str(error))
        self.refusals.append(
            f"The {diary_name(self._collection.name)} did not take the change ({error.reason})."
            " It waits until you try it again or withdraw it."
        )

    def _fail(self, intent: Intent, error: Exception) -> None:
        later = self._actor.at + wait_after(intent.attempts)
        until = left_alone_until(error, self._actor.at, self._began)
        if until:
            leave_alone(self._desk, self._collection.id, until)
            later = max(later, until)
        note_failure(self._desk, intent.id, IntentState.UNKNOWN, later, _why(error))

    def _not_written(self, error: SourceError) -> str:
        reason = f" ({error.reason})" if isinstance(error, UnreadableError) else ""
        waiting = sum(1 for _ in self._waiting())
        return (
            f"{counted(waiting, 'change').capitalize()} could not be written to the"
            f" {diary_name(self._collection.name)}{reason}. Nothing is lost; it is tried again."
        )

    def _waiting(self) -> Iterator[Case]:
        zone, now = self._desk.zone, self._actor.at
        for case in cases_of(self._desk, self._collection.id):
            request = request_of(case, settle(case, zone, now), zone, now)
            if request is not None and not request.told:
                yield case


def _why(error: Exception) -> str:
    """Return what to say beside a change that nobody knows the fate of."""
    if isinstance(error, UnreadableError):
        return f"There was no answer that says it was written ({error.reason})."
    return str(error)


def wait_after(attempts: int) -> Instant:
    """Return how long to wait after so many attempts that failed, in seconds."""
    return int(min(_FIRST_WAIT * 2 ** min(attempts - 1, 10), _LONGEST_WAIT))


def _attempts(case: Case) -> int:
    intent = case.intent
    return intent.attempts if intent is not None and intent.is_unanswered else 0


def _is_known(etag: str, member: Member | None) -> bool:
    return member is not None and bool(etag) and etag == member.etag


def _fetched(intent: Intent, member: Member | None, connection: Connection) -> Fetched:
    """Return what was written as a read of that part alone."""
    if member is None:
        gone = frozenset((intent.href,))
        return Fetched(token=connection.token, etags={}, gone=gone)
    part = Part(member.name, member.data)
    etags = {member.name: member.etag}
    return Fetched((part,), token=connection.token, etags=etags, gone=frozenset())
