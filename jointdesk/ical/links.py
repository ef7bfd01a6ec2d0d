"""Finds the link by which an online meeting is joined: Teams, Zoom, Meet and Webex."""

import re

_HOST = r"(?:[\w-]+\.)*"
_JOIN_LINK = re.compile(
    r"https?://(?:"
    rf"{_HOST}teams\.(?:microsoft|live)\.(?:com|us)/(?:l/meetup-join/|meet/|meet\?)"
    rf"|{_HOST}zoom(?:gov)?\.(?:us|com)/(?:j|my|w|s)/"
    r"|meet\.google\.com/"
    rf"|{_HOST}webex\.com/"
    r")[^\s<>\"'|\\^`{}]*",
    re.IGNORECASE,
)
_WEB = re.compile(r"https?://[^\s<>\"'|\\^`{}]+", re.IGNORECASE)


def join_link(given: list[str], *texts: str) -> str:
    """Return the first join link, "" if there is none.

    Args:
        given: values of properties that exist for join links; any web address counts.
        texts: URL, location and description; only an address of a known service counts.
    """
    for text in given:
        found = _WEB.search(text)
        if found:
            return _trimmed(found[0])
    for text in texts:
        if "://" in text:
            found = _JOIN_LINK.search(text)
            if found:
                return _trimmed(found[0])
    return ""


def _trimmed(link: str) -> str:
    """Return the link without the punctuation of a sentence that it ends."""
    return link.rstrip(".,;:!?)]")
