"""What is said of a shared desk: in the line at the foot, and in the settings."""

from collections.abc import Sequence
from typing import NamedTuple
from zoneinfo import ZoneInfo

from jointdesk.domain.moments import Instant, local, local_day
from jointdesk.domain.words import MONTHS, counted, plain_line
from jointdesk.operations.known_desks import REMAINS
from jointdesk.viewmodels.sharing import Sharing, Trouble

MEANS_LEAVING = (
    "This computer exchanges nothing more, and forgets the password. Everything that is in the"
    " file stays in it. You can join again with your invitation and the same password."
)

MEANS_WIPING = (
    "For a computer that is handed back: what is not sent yet goes to the shared desk first. Then"
    " this desk's file is overwritten and removed, with the passwords and all that this computer"
    f" remembers of it; while anything is on this computer alone, nothing is. {REMAINS}"
)


REMOVED = (
    "You were removed from this shared desk: what you wrote is still taken for some days, and"
    " nothing of the others comes any more. Ask the director if that is wrong."
)


class SharingPart(NamedTuple):
    """What the line at the foot shows: a few words, the icon, and the whole sentence."""

    words: str
    icon: str
    spoken: str
    is_urgent: bool = False


def part_of(sharing: Sharing) -> SharingPart | None:
    """Return what the line at the foot shows, None where the desk is not shared."""
    if not sharing.is_shared:
        return None
    waiting = sharing.waiting
    if sharing.trouble in (Trouble.PASSWORD, Trouble.PERSON):
        words = "Shared desk: password needed"
        if sharing.trouble is Trouble.PERSON:
            words = "Shared desk: stopped"
        return SharingPart(words, "triangle-alert", f"{words}. {sharing.words}", is_urgent=True)
    if sharing.trouble is Trouble.AWAY:
        words = f"Saved here, {to_send(waiting)}" if waiting else "Shared desk: no answer"
        return SharingPart(words, "hourglass", f"{words}. {sharing.words}")
    if sharing.is_removed:
        words = "Shared desk: you were removed"
        spoken = f"{words}. {REMOVED} {_sent_words(sharing)}"
        return SharingPart(words, "triangle-alert", spoken, is_urgent=True)
    if waiting:
        words = f"Saved here, {to_send(waiting)}"
        return SharingPart(words, "upload", f"{words} to the shared desk")
    if not sharing.is_open:
        return SharingPart("Shared desk: connecting", "hourglass", "Connecting to the shared desk")
    return SharingPart("On the shared desk", "check", "All your changes are on the shared desk")


def reads_words(calendars: Sequence[str]) -> str:
    """Return what nobody reads once this computer is gone, "" for nothing."""
    if not calendars:
        return ""
    return (
        f"This computer reads {', '.join(map(plain_line, calendars))} for everybody. Connect"
        " another computer to that first, or nobody reads it any more."
    )


def unsent_words(sharing: Sharing) -> str:
    """Return what leaving means for what is not sent yet, "" for nothing."""
    if not sharing.waiting:
        return ""
    waiting = to_send(sharing.waiting)
    return f"{waiting}: whoever leaves before that has them in this computer's file alone."


def to_send(waiting: int) -> str:
    """Return "3 changes to be sent"."""
    return f"{counted(waiting, 'change')} to be sent"


def standing_words(sharing: Sharing, zone: ZoneInfo, now: Instant) -> str:
    """Return how the desk stands, in sentences: as whom, the last exchange, what waits."""
    membership = sharing.membership
    if membership is None:
        return "This desk is not shared: it is this file alone."
    when = moment_words(sharing.synced_at, zone, now)
    told = [
        f"Shared, as {plain_line(sharing.person) or 'the director'}.",
        f"Last exchange: {when}.",
    ]
    if sharing.is_removed and sharing.trouble is not Trouble.PERSON:
        told.append(REMOVED)
    told.append(_sent_words(sharing))
    return " ".join(filter(None, told))


def _sent_words(sharing: Sharing) -> str:
    """Return what waits, or that nothing does, "" where that is not known for certain."""
    if sharing.waiting:
        return f"{to_send(sharing.waiting)}; they are saved here."
    if sharing.trouble is Trouble.NONE and sharing.is_open:
        return "All your changes are on the shared desk."
    return ""


def moment_words(at: Instant | None, zone: ZoneInfo, now: Instant) -> str:
    """Return "14:05" today, else "3 December 14:05"; "never" for None."""
    if at is None:
        return "never"
    moment = local(at, zone)
    if moment.date() == local_day(now, zone):
        return f"{moment:%H:%M}"
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment:%H:%M}"
