"""The first page of all: who the director is, and for which two bodies."""

import re
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from jointdesk.domain.errors import JointDeskError
from jointdesk.domain.organisations import Organisation, OrganisationKind
from jointdesk.domain.words import plain_name
from jointdesk.operations.clock import now
from jointdesk.viewmodels.jobs import JobRunner
from jointdesk.viewmodels.joining import JoinModel
from jointdesk.viewmodels.words import short_names

KINDS = (
    ("Council", OrganisationKind.COUNCIL),
    ("Integrated care board", OrganisationKind.ICB),
    ("NHS trust", OrganisationKind.TRUST),
    ("District council", OrganisationKind.DISTRICT),
    ("Another body", OrganisationKind.OTHER),
)
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,7}")


class BodyAnswer(NamedTuple):
    """What was filled in for one body."""

    name: str
    code: str
    kind: OrganisationKind
    share: int


class Answers(NamedTuple):
    """What was filled in; addresses are parted by commas or blanks."""

    director: str
    emails: str
    bodies: tuple[BodyAnswer, ...]

    @property
    def addresses(self) -> tuple[str, ...]:
        """The addresses, each once."""
        return tuple(dict.fromkeys(filter(None, re.split(r"[\s,;]+", self.emails.lower()))))


def problems_of(answers: Answers) -> dict[str, str]:
    """Return what is wrong, by the field: "director", "emails", "name 0", "code 1", "share 1"."""
    found = {}
    if not answers.director.strip():
        found["director"] = "Fill in your name."
    wrong = next((one for one in answers.addresses if not _is_address(one)), None)
    if wrong is not None:
        found["emails"] = f"“{plain_name(wrong)}” is not an e-mail address."
    elif not answers.addresses:
        found["emails"] = "Fill in at least one address: invitations are known to be yours by it."
    for place, body in enumerate(answers.bodies):
        if not body.name.strip():
            found[f"name {place}"] = "Fill in the name."
        if not _CODE.fullmatch(body.code.strip()):
            found[f"code {place}"] = "Up to eight letters or digits, such as CAL."
    codes = [body.code.strip().upper() for body in answers.bodies]
    if len(set(codes)) < len(codes) and "code 1" not in found:
        found["code 1"] = "Each body needs its own short name."
    if sum(body.share for body in answers.bodies) > 100:
        found["share 1"] = "The shares come to more than 100 per cent."
    return found


def _is_address(text: str) -> bool:
    before, at, after = text.partition("@")
    return bool(before and at and "." in after and "@" not in after)


def suggested_code(name: str) -> str:
    """Return a short name for a body: the first letters of what it is called."""
    short = short_names([Organisation("x", "", name, OrganisationKind.OTHER)])["x"]
    letters = re.sub(r"[^A-Za-z]", "", short)
    return letters[:3].upper()


class WelcomeModel(QObject):
    """Makes the desk in the worker; `joining` joins a shared one in its place.

    Signals:
        made: the desk is there.
        failed: a sentence that says why it is not.
    """

    made = Signal()
    failed = Signal(str)

    def __init__(self, path: Path, data_folder: Path) -> None:
        """Make it at this path."""
        super().__init__()
        self.path = path
        self._data_folder = data_folder
        self.runner = JobRunner(self)
        self.joining = JoinModel(self.runner, path, data_folder, self)

    def begin(self, answers: Answers) -> None:
        """Make the desk from answers in which nothing is wrong."""
        self.runner.run(lambda _job: self._make(answers), lambda _: self.made.emit(), self._fail)

    def close(self) -> bool:
        """Wait for the worker; False where something still waits for a server."""
        return self.runner.stop(lambda: None)

    def _make(self, answers: Answers) -> None:
        from jointdesk.operations.beginning import Body, begin_desk

        begin_desk(
            self.path,
            director=answers.director.strip(),
            emails=answers.addresses,
            bodies=[
                Body(body.code.strip().upper(), body.name.strip(), body.kind, body.share)
                for body in answers.bodies
            ],
            data_folder=self._data_folder,
            now=now(),
        )

    def _fail(self, error: Exception) -> None:
        if isinstance(error, JointDeskError):
            self.failed.emit(str(error))
            return
        self.failed.emit("Something went wrong, and no desk was made.")
        raise error
