"""The two kinds of error: those a person can act on, and bugs.

Everything raised on purpose derives from `JointDeskError`: its text is one or more plain
sentences that say what happened, what is safe and what to do. It is shown as it stands, without
a traceback. Any other exception is a bug.
"""


class JointDeskError(Exception):
    """Something a person can act on; its text is fit to be shown."""


class WrongUseError(JointDeskError):
    """The request itself is wrong: an unknown id, a bad value, a missing part."""


class NotFoundError(WrongUseError):
    """Nothing has the id or name that was given, or several things have it."""


class UnsentError(WrongUseError):
    """A computer's copy of a shared desk is not taken away: something is on that computer alone."""


class DeskFileError(JointDeskError):
    """The desk's file cannot be opened, read or written."""


class BusyError(DeskFileError):
    """Another process has been writing to the desk's file for too long; it passes by itself."""


class SourceError(JointDeskError):
    """A calendar could not be read; what was read before is still there."""


class SecretError(JointDeskError):
    """A password or a secret address is missing, or there is no safe place to keep it."""


class StoppedError(JointDeskError):
    """The person wished to stop; nothing was changed."""

    def __init__(self) -> None:
        """Make the error with its one sentence."""
        super().__init__("Stopped. Nothing was changed.")
