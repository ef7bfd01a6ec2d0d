"""Join links: what of one names the call, so that two spellings of one call compare equal."""

import re
from functools import lru_cache

_CALL = re.compile(
    r"(19(?::|%3a)meeting_[\w-]+(?:@|%40)thread\.v2)"
    r"|zoom\.\w+(?:\.\w+)*/(?:j|w|my|s)/([\w.-]+)"
    r"|teams\.(?:microsoft|live)\.com/meet/(\d+)"
    r"|meet\.google\.com/([a-z]{3}-[a-z]{4}-[a-z]{3})",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://(?:www\.)?", re.IGNORECASE)
_LONGEST = 2000
_WRAPPED = re.compile(r"safelinks\.protection\.outlook\.com/.*?[?&]url=([^&]+)", re.IGNORECASE)


def link_key(link: str) -> str:
    """Return what a join link is compared by, "" for none.

    The meeting id where the service is known (Teams, Zoom, Google Meet), else the address
    without scheme and fragment. Microsoft's "safe links" are unwrapped first.
    """
    return _key(link[:_LONGEST].strip())


@lru_cache(maxsize=4096)  # the same few thousand are compared again and again
def _key(link: str) -> str:
    if wrapped := _WRAPPED.search(link):
        from urllib.parse import unquote  # only for the few links that need it

        link = unquote(wrapped[1])
    if call := _CALL.search(link):
        name = next(group for group in call.groups() if group)
        return name.replace("%3a", ":").replace("%3A", ":").replace("%40", "@").casefold()
    host, slash, path = _SCHEME.sub("", link, count=1).partition("#")[0].partition("/")
    return host.casefold() + slash + path.rstrip("/")
