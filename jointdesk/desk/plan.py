"""What a server's greeting means for this machine. Pure."""

from collections.abc import Mapping
from enum import Enum

from jointdesk.domain.shared_desk import End, Hello, ServerStream


class Past(Enum):
    """How the server's past stands to what this machine knows of it.

    `SAME`: it goes on from there. `RESTORED`: it is another one, and the server says that it was
    put back from a backup. `REWRITTEN`: it is another one, and nobody said so.
    """

    SAME = "same"
    RESTORED = "restored"
    REWRITTEN = "rewritten"


def past_of(
    hello: Hello,
    epoch: int,
    known: Mapping[str, End],
    there: Mapping[str, bytes | None],
) -> Past:
    """Return how the server's past stands to the known ends of its streams.

    `epoch` is the one seen last, 0 for none; `there` are the server's own hashes at those ends.
    """
    if all(there.get(stream) == end.hash for stream, end in known.items()):
        return Past.SAME
    return Past.RESTORED if hello.epoch > epoch else Past.REWRITTEN


def to_send(hello: Hello, device: str) -> dict[str, int]:
    """Return how far the server has a device's changes in each stream of the greeting.

    The server's own count is the only word on what has arrived.
    """
    return {one.id: one.writers.get(device, End()).n for one in hello.streams}


def to_bring_back(stream: ServerStream, device: str, here: End, there_is_here: bool) -> int | None:
    """Return after which number another device's changes are to be brought back, None for none.

    `here` is the end of its chain on this machine; `there_is_here` says whether the last change
    that the server has of it is the same here. Where it is not, its own machine must speak.
    """
    there = stream.writers.get(device, End())
    if here.n <= there.n or not (there.n == 0 or there_is_here):
        return None
    return there.n
