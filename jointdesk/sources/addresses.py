"""What an address of a calendar is: a path, or a URL that may be a secret.

Nothing here puts an address into an error.
"""

from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit, urlunsplit

from jointdesk.domain.errors import WrongUseError

_SERVER_SCHEMES = {"caldav": "webcal", "caldavs": "https"}
_SCHEMES = {"http": "http", "https": "https", "webcals": "https"}


def is_feed(address: str) -> bool:
    """True for the URL of a feed, False for a path.

    Raises:
        WrongUseError: it is a URL of a kind that JointDesk does not read (`file:`, `data:` …).
    """
    scheme, colon, rest = address.strip().partition(":")
    # One letter before a colon is a Windows drive; a colon after other characters is a name.
    if not colon or len(scheme) < 2 or not _is_scheme(scheme):
        return False
    if scheme.lower() in (*_SCHEMES, "webcal"):
        return True
    if rest.startswith("//") or scheme.lower() in ("file", "data", "javascript", "mailto"):
        raise WrongUseError(
            "A calendar is read from a file, a folder, or an address that begins with"
            " https, http, webcal or webcals."
        )
    return False


def feed_url(address: str) -> str:
    """Return the http or https URL that a feed's address stands for, without its fragment.

    `webcal` names no protocol of its own; it is read over https, on this machine over http.

    Raises:
        WrongUseError: it is not such an address, or names no server.
    """
    parts = _split(address)
    scheme = _SCHEMES.get(parts.scheme)
    if parts.scheme == "webcal":
        scheme = "http" if _is_loopback(parts.hostname) else "https"
    if scheme is None or not parts.hostname:
        raise WrongUseError("This is not the address of a calendar on a server.")
    return urlunsplit((scheme, parts.netloc, parts.path or "/", parts.query, ""))


def server_url(address: str) -> str:
    """Return the http or https URL of a calendar server, which may be given without its scheme.

    Without one, and for `caldav`, https is meant, on this machine http.

    Raises:
        WrongUseError: it is no such address, or has a user or a password in it.
    """
    scheme, colon, rest = address.strip().partition("://")
    if not colon:
        scheme, rest = "caldav", address.strip()
    scheme = _SERVER_SCHEMES.get(scheme.lower(), scheme)
    url = feed_url(f"{scheme}://{rest}")
    if has_credentials(url):
        raise WrongUseError(
            "The address of a calendar server has no user and no password in it:"
            " the user is said with --user, the password on standard input."
        )
    return url


def has_credentials(address: str) -> bool:
    """True for a URL with a user or a password in it."""
    return is_feed(address) and "@" in _split(address).netloc


def is_on_this_machine(address: str) -> bool:
    """True for a path, and for a URL of this machine's own loopback."""
    return not is_feed(address) or _is_loopback(_split(address).hostname)


def _is_scheme(text: str) -> bool:
    """True if the text is a URL scheme (RFC 3986 section 3.1)."""
    plain = text.replace("+", "").replace("-", "").replace(".", "")
    return text[0].isalpha() and plain.isascii() and plain.isalnum()


def _split(address: str) -> SplitResult:
    try:
        parts = urlsplit(address.strip())
        _ = parts.port
    except ValueError:
        parts = None
    if parts is None:
        raise WrongUseError("This is not the address of a calendar on a server.")
    return parts


def _is_loopback(host: str | None) -> bool:
    if not host:
        return False
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
