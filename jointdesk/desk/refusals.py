"""What a server refuses, or why it does not answer, as sentences that say what to do."""

import re

from jointdesk.domain.errors import JointDeskError


class ServerError(JointDeskError):
    """The server did not do what was asked; what was said is safe on this machine."""


class NoAnswerError(ServerError):
    """The server cannot be reached just now: it is tried again by itself."""


class PasswordError(ServerError):
    """The server does not accept the password."""


class RemovedError(ServerError):
    """This person, or this machine, is no member of the desk any more."""


class ClockError(ServerError):
    """This machine's clock is ahead of the server's; `now_ms` is the server's time."""

    def __init__(self, now_ms: int) -> None:
        super().__init__(
            "This machine's clock is ahead of the server's. Nothing was sent; set the clock."
        )
        self.now_ms = now_ms


class OldServerError(ServerError):
    """The server was set up by an older program, and cannot do this yet."""


class OutOfStepError(ServerError):
    """The server has another history of this machine's changes, or misses some: begin again."""


class AlteredError(OutOfStepError):
    """A change arrived there altered: by chance, or something here or between is broken."""


class UnfitError(ServerError):
    """A change would have told more than everybody may know; the server keeps nothing of it."""


_ITEM = re.compile(r"[a-z_]{1,64} [\w:.@~-]{1,64}")

_SAID = {
    "JD000": (
        RemovedError,
        "You are not a member of this shared desk any more, or this machine is not. What is here"
        " stays here. Ask the director if that is wrong.",
    ),
    "JD001": (
        OutOfStepError,
        "Another copy of this desk has sent other changes. Nothing is lost. Exchange again, and if"
        " it says so once more, tell whoever looks after JointDesk.",
    ),
    "JD002": (
        OutOfStepError,
        "The server misses changes that were sent before. Nothing is lost. Exchange again, and if"
        " it says so once more, ask whoever runs the server whether a backup was put back.",
    ),
    "JD004": (
        UnfitError,
        "The server refused to let others have what is private, and nothing was sent. What you did"
        " is kept here. Install the newest JointDesk; if that does not help, tell whoever looks"
        " after it.",
    ),
    "JD005": (
        AlteredError,
        "The server found a change altered on its way, and kept nothing of it. What you did is in"
        " your file. Tell whoever looks after this computer.",
    ),
    "JD006": (
        ServerError,
        "The shared desk's server knows no such person or organisation. Ask whoever set it up to"
        " run “desk create” again: it adds those who came since.",
    ),
    "JD007": (
        ServerError,
        "This JointDesk is too old for the shared desk. Everything is kept here and sent once it"
        " is up to date: install the newest version.",
    ),
    "JD008": (ServerError, "That is not yours to say on this shared desk. Nothing was sent."),
    "28P01": (
        PasswordError,
        "The shared desk did not accept the password. Nothing was changed. Enter it again.",
    ),
    "28000": (
        PasswordError,
        "The shared desk did not let you in: this login may not connect from here.",
    ),
    "53300": (NoAnswerError, "The server has no place free just now. It is tried again."),
    "3D000": (ServerError, "There is no such database on that server."),
    "3F000": (ServerError, "There is no shared desk in that database."),
    "25006": (
        NoAnswerError,
        "The server takes nothing in just now: it may only be read. Nothing is lost; it is tried"
        " again. Tell whoever runs it.",
    ),
    "53100": (
        NoAnswerError,
        "The server's disk is full. Nothing is lost; it is tried again. Tell whoever runs it.",
    ),
    "42883": (
        OldServerError,
        "The shared desk was set up by an older JointDesk. Nothing is lost. Ask whoever runs its"
        " server to run “desk create” with this one.",
    ),
    "42501": (ServerError, "This login may not do that there."),
}


def refusal(state: str | None, text: str, detail: str | None = None) -> ServerError:
    """Return the error for an SQLSTATE, or for none: no answer."""
    if state == "JD003":
        return ClockError(int(detail or 0))
    if state == "JD010":
        return ServerError(_too_large(detail or ""))
    if state in _SAID:
        kind, words = _SAID[state]
        return kind(words)
    if state is None:
        return _unreached(text)
    if state.startswith(("08", "57", "40", "55")):  # cut off, shut down, asked to try again
        return NoAnswerError("The server broke off. Nothing is lost; it is tried again.")
    return ServerError(
        f"The server refused ({state}). Nothing is lost. Tell whoever runs it, with this number."
    )


def _too_large(item: str) -> str:
    """Return what to say of an item, its type and id, that is larger than may be."""
    which = f" ({item})" if _ITEM.fullmatch(item) else ""
    return (
        "Something that was written here is larger than the shared desk takes, so nothing is sent."
        f" Nothing is lost. Tell whoever looks after JointDesk{which}."
    )


def _unreached(text: str) -> ServerError:
    """Return the error for a connection that never came about; libpq says it in words only."""
    told = text.casefold()
    if "password authentication failed" in told or "sasl authentication failed" in told:
        return PasswordError(_SAID["28P01"][1])
    unverified = ("certificate", "channel binding", "does not support ssl")
    if any(words in told for words in unverified) or "ssl error" in told and "eof" not in told:
        return ServerError(
            "The server could not be verified: its certificate is not one that this machine"
            " trusts for that name, or it offers no encryption. Nothing was sent."
        )
    if 'role "' in told and "not permitted to log in" in told:
        return RemovedError(_SAID["JD000"][1])
    if "no pg_hba.conf entry" in told or "permission denied for database" in told:
        return ServerError(
            "The server lets this login in no longer, or not from this network. What you do is kept"
            " here. Ask whoever runs it if that stays so."
        )
    if "does not exist" in told and "database" in told:
        return ServerError(_SAID["3D000"][1])
    return NoAnswerError(
        "The shared desk's server does not answer. You go on working here; what you do is sent"
        " when it answers again."
    )
