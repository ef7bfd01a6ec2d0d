"""Addresses as servers write them: one member may be written in several ways.

Requests repeat an address exactly as the server wrote it (Google refuses its own "+" written as
"%2B": https://github.com/pimutils/vdirsyncer/issues/745); only comparing looks through the
encoding (RFC 4918 section 8.3 asks servers to keep to one; SOGo writes "@" in two ways:
https://github.com/texxasrulez/caldav_calendar_te/issues/38).
"""

from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

_KEPT = "/!$&'()*+,;=:@~"


def canonical(path: str) -> str:
    """Return what is equal for two ways to write one path."""
    return quote(unquote(path, errors="surrogateescape"), safe=_KEPT, errors="surrogateescape")


def origin(url: str) -> tuple[str, str, int]:
    """Return the server of a URL: scheme, host and port."""
    parts = urlsplit(url)
    usual = 443 if parts.scheme == "https" else 80
    return parts.scheme, (parts.hostname or "").lower(), parts.port or usual


def resolved(url: str, href: str) -> str:
    """Return the URL that an address in the answer from `url` stands for, "" where it is none."""
    try:
        parts = urlsplit(urljoin(url, href))
        _ = parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        return ""
    return urlunsplit(parts._replace(fragment=""))


class Members:
    """The members of one collection, by name: their address without the collection's own."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._path = urlsplit(url).path.rstrip("/").split("/")
        self._canonical = [canonical(part) for part in self._path]

    def name(self, href: str) -> str | None:
        """Return a member's name as it was written, "" for the collection, None for others.

        The server's own name in the address does not matter: behind a proxy it may be another.
        """
        inside = self._inside(href)
        return "/".join(inside) if inside is not None and len(inside) <= 1 else None

    def is_elsewhere(self, href: str) -> bool:
        """True for an address that does not lie in the collection."""
        return self._inside(href) is None

    def _inside(self, href: str) -> list[str] | None:
        """Return the parts of an address behind the collection's own, None for another place."""
        try:
            path = urlsplit(urljoin(self._url, href)).path.rstrip("/").split("/")
        except ValueError:
            return None
        depth = len(self._path)
        is_here = [canonical(part) for part in path[:depth]] == self._canonical
        return path[depth:] if is_here else None

    def path(self, name: str) -> str:
        """Return the path of the member with that name."""
        return "/".join((*self._path, name))

    def url(self, name: str) -> str:
        """Return the URL of the member with that name."""
        return urlunsplit(urlsplit(self._url)._replace(path=self.path(name), query=""))
