"""The source behind an iCalendar address: a file, a folder or a feed."""

from pathlib import Path

from jointdesk.sources.addresses import feed_url, is_feed
from jointdesk.sources.files import FileSource, FolderSource
from jointdesk.sources.protocol import Source


def ics_source(address: str) -> Source:
    """Return the source that reads the address: a path or a URL.

    Raises:
        WrongUseError: it is a URL of a kind that JointDesk does not read.
    """
    if is_feed(address):
        from jointdesk.sources.feeds import FeedSource  # files need nothing of the network

        return FeedSource(feed_url(address))
    path = Path(address)
    return FolderSource(path) if path.is_dir() else FileSource(path)
