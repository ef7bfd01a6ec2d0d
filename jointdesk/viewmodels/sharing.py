"""How a desk stands with those it is shared with, and when they are asked again: pure."""

from enum import Enum
from typing import NamedTuple

from jointdesk.desk.refusals import (
    AlteredError,
    NoAnswerError,
    OutOfStepError,
    PasswordError,
    RemovedError,
)
from jointdesk.domain.errors import BusyError, JointDeskError, SecretError
from jointdesk.domain.memberships import Membership
from jointdesk.domain.moments import HOUR, MINUTE, Instant

_USUAL_S = 30
_FIRST_RETRY_S = 1
_LONGEST_RETRY_S = MINUTE
_LATER_S = HOUR // 4
_JITTER = 0.2


class Trouble(Enum):
    """Why nothing goes either way just now.

    `AWAY`: the server does not answer, or the file is busy; it passes, and is tried again by
    itself, soon. `PASSWORD`: a person
    has to type it; asking again with one that was refused would lock the login. `PERSON`: a
    person has to do something else, or somebody elsewhere has; it is tried again, seldom.
    """

    NONE = "none"
    AWAY = "away"
    PASSWORD = "password"  # noqa: S105  what is wrong with it
    PERSON = "person"


class Sharing(NamedTuple):
    """How the desk stands: `membership` is None where it is not shared.

    `synced_at` is when the last exchange went well, None for never. `waiting` counts changes of
    this machine that are not known to be on the server. It `is_open` while others' changes wake
    this machine, and `is_busy` while changes are exchanged. `is_removed` is true of somebody who
    was let go with days left to send. `words` say what the trouble is and what to do.
    """

    membership: Membership | None = None
    person: str = ""
    synced_at: Instant | None = None
    waiting: int = 0
    is_open: bool = False
    is_busy: bool = False
    is_removed: bool = False
    trouble: Trouble = Trouble.NONE
    words: str = ""

    @property
    def is_shared(self) -> bool:
        """True where the desk is shared."""
        return self.membership is not None


def trouble_of(error: JointDeskError) -> Trouble:
    """Return what kind of trouble an exchange ended with."""
    if isinstance(error, RemovedError | AlteredError):
        return Trouble.PERSON
    if isinstance(error, PasswordError | SecretError):
        return Trouble.PASSWORD
    if isinstance(error, NoAnswerError | OutOfStepError | BusyError):
        return Trouble.AWAY
    return Trouble.PERSON


def pause_s(trouble: Trouble, failures: int, share: float) -> float | None:
    """Return after how many seconds to exchange again, None for not by itself.

    `failures` are those in a row; `share` from 0 to 1 is where the turn falls, so that the
    machines of an office do not all come at once.
    """
    if trouble is Trouble.PASSWORD:
        return None
    pause: float = _USUAL_S
    if trouble is Trouble.AWAY:
        pause = min(_FIRST_RETRY_S * 2 ** min(max(failures, 1) - 1, 16), _LONGEST_RETRY_S)
    elif trouble is Trouble.PERSON:
        pause = _LATER_S
    return pause * (1 - _JITTER + 2 * _JITTER * share)
