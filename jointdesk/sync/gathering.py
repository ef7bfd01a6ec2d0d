"""From the parts that a source gave to texts of one UID each, with what is wrong with them."""

from typing import NamedTuple

from jointdesk.domain.components import Problem
from jointdesk.domain.errors import SourceError
from jointdesk.domain.resources import ResourceText
from jointdesk.ical.scanning import NotACalendarError, scan
from jointdesk.sources.protocol import Fetched, UnreadableError


class Gathered(NamedTuple):
    """All texts of one read, in the order of its parts.

    `name` is what the person is told of a text that names no file. `rejected` and `notes` are
    about structure only; no value was read yet. `files` names the parts that could be read where
    some could not, None where all could. `is_whole` is False where a part breaks off before its
    end.
    """

    name: str
    texts: tuple[ResourceText, ...]
    rejected: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    files: frozenset[str] | None
    is_whole: bool


def gather(fetched: Fetched, title: str) -> Gathered:
    """Find the texts in what a source gave; `title` stands for a part without a name.

    A part that is no calendar is rejected beside others that are. Texts name their file only
    where there are several.

    Raises:
        SourceError: no part could be read, or not one is a calendar.
    """
    texts: list[ResourceText] = []
    rejected = list(fetched.unread)
    notes: list[Problem] = []
    files: set[str] = set()
    is_whole = fetched.whole
    fault: SourceError | None = None
    are_many = len(fetched.parts) + len(fetched.unread) > 1
    for part in fetched.parts:
        name = part.name or title
        try:
            found = scan(part.data, name)
        except NotACalendarError as error:
            fault = error
            rejected.append(Problem(name, 1, "", str(error).rstrip(".")))
            continue
        files.add(part.name)
        if are_many:
            texts += [text._replace(href=part.name) for text in found.resources]
        else:
            texts += found.resources
            title = name
        rejected += found.rejected
        notes += found.notes
        is_whole = is_whole and found.whole
    if not files and rejected:
        raise fault or UnreadableError(rejected[0].reason)
    all_read = len(files) == len(fetched.parts) and not fetched.unread
    return Gathered(
        title,
        tuple(texts),
        tuple(rejected),
        tuple(notes),
        None if all_read else frozenset(files),
        is_whole,
    )
