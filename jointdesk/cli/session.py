"""What every command is given: the desk, the acting person, the clock, and where to write."""

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TextIO, TypeAlias

from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import JointDeskError
from jointdesk.domain.moments import Instant
from jointdesk.domain.people import Audience, Person
from jointdesk.operations.audiences import acting_person, actor_of, audience_of
from jointdesk.store.desk import Desk, open_desk
from jointdesk.store.files import reason_of

Show: TypeAlias = Callable[[Path, str], int]
"""Opens the window on a desk's file as a person, and returns the exit status when it closes."""


class AnswerError(JointDeskError):
    """What a command found cannot be written to standard output; what it did is done."""


@dataclass
class Session:
    """One run of the command line. The desk is opened when a command first asks for it.

    `desk_was_named` is True where `--desk` names it. `show` opens a window; None where there
    is no screen.
    """

    desk_path: Path
    data_folder: Path
    person_text: str
    now: Instant
    as_json: bool
    desk_was_named: bool = False
    show: Show | None = None
    out: TextIO = field(default_factory=lambda: sys.stdout)
    err: TextIO = field(default_factory=lambda: sys.stderr)
    stdin: TextIO = field(default_factory=lambda: sys.stdin)

    @cached_property
    def desk(self) -> Desk:
        """The open desk.

        Raises:
            DeskFileError: it cannot be opened.
        """
        return open_desk(self.desk_path, data_folder=self.data_folder)

    @cached_property
    def person(self) -> Person:
        """The acting person: as asked for, else the director.

        Raises:
            NotFoundError: nobody, or more than one, is meant.
        """
        return acting_person(self.desk, self.person_text)

    @property
    def actor(self) -> Actor:
        """Who acts, now, and on whose behalf."""
        return actor_of(self.desk, self.person.id, self.now)

    @cached_property
    def audience(self) -> Audience:
        """What the acting person may see."""
        return audience_of(self.desk, self.person.id)

    def say(self, text: str) -> None:
        """Print a line for a person, on standard output.

        Raises:
            AnswerError: standard output takes no more, as where its disk is full.
        """
        try:
            print(text, file=self.out, flush=True)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise AnswerError(f"The answer could not be written: {reason_of(error)}.") from error

    def note(self, text: str) -> None:
        """Print a line that is not part of the answer, on standard error."""
        print(text, file=self.err)

    def close(self) -> None:
        """Close the desk if it was opened."""
        if "desk" in self.__dict__:
            self.desk.close()


def named_desk(data_folder: Path, environ: Mapping[str, str] = os.environ) -> Path:
    """Return the desk that JOINTDESK_DESK names, else the one in the user's data folder."""
    named = environ.get("JOINTDESK_DESK", "")
    return Path(named) if named else data_folder / "desk.jointdesk"
