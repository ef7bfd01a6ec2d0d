"""A calendar feed: one file on a web server, read again and again.

Conditional requests (RFC 9110 section 13) cost nothing while the feed stands still. Redirects are
followed by hand: never from https to http, and never with credentials to another server.
"""

from base64 import b64encode
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit, urlunsplit

from jointdesk.domain.errors import WrongUseError
from jointdesk.sources.addresses import feed_url
from jointdesk.sources.protocol import (
    NOTHING_KNOWN,
    SIGN_IN_FAILED,
    Cancelled,
    Fetched,
    Known,
    Part,
    Told,
    UnreadableError,
    never,
    unheard,
)
from jointdesk.sources.throttling import asked_wait
from jointdesk.sources.transfer import Answer, Limits, credentials, get
from jointdesk.sources.waiting import in_time

_MAX_REDIRECTS = 5
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_STATUS_REASONS = {
    401: "the server did not accept the address or the password",
    403: "the server did not accept the address or the password",
    404: "there is no calendar at this address; connect it where it is now, or remove it",
    410: "there is no calendar at this address any more; connect it where it is now, or remove it",
    429: "the server is busy and asks to be left alone; try again later",
    503: "the server is busy or being mended; try again later",
}
_HEADERS = {
    "User-Agent": "JointDesk",
    "Accept": "text/calendar, */*;q=0.1",
    "Accept-Encoding": "gzip, deflate",
}


@dataclass(frozen=True, slots=True)
class FeedSource:
    """A feed at an http or https URL, which is a secret: it never shows."""

    url: str = field(repr=False)
    limits: Limits = Limits()

    def read(
        self, known: Known = NOTHING_KNOWN, cancelled: Cancelled = never, told: Told = unheard
    ) -> Fetched:
        """Fetch the feed, as `Source.read` describes it."""
        answer = in_time(
            lambda stopped: _follow(self.url, known, self.limits, stopped),
            self.limits.overall_s,
            cancelled,
        )
        if answer.status == 304:
            return Fetched(etag=known.etag, last_modified=known.last_modified, not_modified=True)
        return Fetched(
            parts=(Part("", answer.body),),
            etag=answer.headers.get("etag", ""),
            last_modified=answer.headers.get("last-modified", ""),
        )


def _follow(url: str, known: Known, limits: Limits, stopped: Cancelled) -> Answer:
    """Ask for the feed, go where redirects lead, and return an answer that can be used."""
    condition = _condition(known)
    user = credentials(url)
    for _ in range(_MAX_REDIRECTS + 1):
        answer = get(_bare(url), _HEADERS | condition | _authorization(user), limits, stopped)
        if answer.status not in _REDIRECTS:
            return _usable(answer, bool(condition))
        target = _redirect(url, answer.headers.get("location", ""))
        if _server(target) != _server(url):
            user = ""
        url = target
    raise UnreadableError("the server leads round in circles; tell whoever runs it")


def _usable(answer: Answer, was_conditional: bool) -> Answer:
    """Return the answer if it can be a calendar, or says that nothing changed."""
    if answer.status == 304 and was_conditional:
        return answer
    if answer.status != 200:
        if answer.status >= 500:
            usual = f"the server has a fault ({answer.status}); tell whoever runs it if it stays"
        else:
            usual = f"the server answered with status {answer.status}"
        said = _STATUS_REASONS.get(answer.status, usual)
        raise UnreadableError(
            said,
            needs_person=answer.status in SIGN_IN_FAILED,
            retry_after=asked_wait(answer.status, answer.headers),
        )
    if answer.body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        raise UnreadableError("the server sent a web page, not a calendar")
    if not answer.is_sized and not _has_end(answer.body):
        raise UnreadableError("the connection broke off; try again")
    return answer


def _has_end(body: bytes) -> bool:
    """True if a calendar's last line is there; dropping zeros lets UTF-16 through."""
    return b"END:VCALENDAR" in body[-1000:].replace(b"\0", b"").upper()


def _condition(known: Known) -> dict[str, str]:
    condition = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in condition.items() if value}


def _authorization(user: str) -> dict[str, str]:
    if not user:
        return {}
    return {"Authorization": "Basic " + b64encode(user.encode()).decode("ascii")}


def _redirect(url: str, location: str) -> str:
    """Return the address a redirect leads to, if it may be followed."""
    if not location:
        raise UnreadableError("the server leads nowhere; tell whoever runs it")
    try:
        target = feed_url(urljoin(url, location))
    except (ValueError, WrongUseError):
        target = ""
    if not target:
        raise UnreadableError("the server leads to something that is not a calendar")
    if urlsplit(url).scheme == "https" and urlsplit(target).scheme != "https":
        raise UnreadableError("the server leads to an address that is not secure")
    return target


def _bare(url: str) -> str:
    """Return the URL without user and password, which travel in a header."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _server(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.rpartition("@")[2].lower()
