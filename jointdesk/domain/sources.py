"""Sources: a collection (one calendar or list of one organisation) and how it is reached."""

from dataclasses import dataclass

from jointdesk.domain.moments import DAY, Instant


@dataclass(frozen=True, slots=True)
class Collection:
    """One calendar or list, of one organisation; shared by everyone on the desk.

    `kind` is "ics", "caldav" or "local". In a `free_busy_only` one, Busy means busy. `components`
    are the kinds of component that its server takes, where it says so.
    """

    id: str
    org_id: str
    name: str
    kind: str
    free_busy_only: bool = False
    components: tuple[str, ...] = ()


BY_SHARED_DESK = "desk"
"""As `Connection.secret`: the shared desk carries what another machine has read."""


@dataclass(frozen=True, slots=True)
class Connection:
    """How this machine reaches a collection; it never leaves this machine.

    `address` is a path, or a URL that is not secret, or "" where `secret` says that the address
    is kept elsewhere: "keyring", or "asked" for once a session (nothing is stored); or
    `BY_SHARED_DESK`, and `read_at` is when whoever is connected read it. For a CalDAV collection it
    is what `user` signs in with that is secret: a password, for the user "" a bearer token.
    `read_at` is when it was last read without trouble. `etag` and `last_modified` serve
    conditional requests, `digest` tells the same bytes again, `token` is where a server's account
    of its changes left off; all four are "" where the next run must look at everything (after a
    guard held something back, or an undone run). A `paused` one is
    skipped until it is synced by name. `error` is the sentence of the last failure, "" after
    success. `can_write` is True where the server lets the user change what is there. It `schedules`
    where it sends invitations by itself; `addresses` are then the account's own, in lower case,
    with blanks between them. It is not read by itself before `not_before`: its server asked to be
    left alone until then, 0 where it did not.
    """

    collection_id: str
    address: str
    secret: str = ""
    etag: str = ""
    last_modified: str = ""
    read_at: Instant | None = None
    paused: bool = False
    error: str = ""
    digest: str = ""
    user: str = ""
    token: str = ""
    can_write: bool = False
    schedules: bool = False
    addresses: str = ""
    not_before: Instant = 0

    @property
    def is_carried(self) -> bool:
        """True if this machine has it from the shared desk and is not connected itself."""
        return self.secret == BY_SHARED_DESK

    def is_left_alone(self, now: Instant) -> bool:
        """True while its server wishes to be left alone: a day at most, whatever clocks say."""
        return now < self.not_before <= now + DAY
