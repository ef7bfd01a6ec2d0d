"""From the parts that a source gave to texts of one UID each, with what is wrong with them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from jointdesk.domain.components import Problem
from jointdesk.domain.errors import SourceError
from jointdesk.domain.resources import ResourceText
from jointdesk.ical.scanning import NotACalendarError, Scan, scan
from jointdesk.sources.protocol import Fetched, UnreadableError
from jointdesk.sync.memory import without_collecting


class Versions(NamedTuple):
    """Which versions of its parts a source gave whose parts come and go one by one.

    `etags` are the versions of those that it gave, "" for those to be read again. `gone` are
    those that it has no more, None where `etags` are all there is. `base` is the token of the
    read before, from which on it told what has changed.
    """

    etags: Mapping[str, str]
    gone: frozenset[str] | None
    base: str = ""


class Gathered(NamedTuple):
    """All texts of one read, in the order of its parts.

    `name` is what the person is told of a text that names no file. `rejected` and `notes` are
    about structure only; no value was read yet. `files` names the parts that the read speaks of,
    None where it speaks of all; `unread` those of a server that could not be read whole.
    `is_whole` is False where the source breaks off before its end. `versions` is None where all
    parts come together.
    """

    name: str
    texts: tuple[ResourceText, ...]
    rejected: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    files: frozenset[str] | None
    is_whole: bool
    unread: frozenset[str] = frozenset()
    versions: Versions | None = None


@without_collecting()
def gather(fetched: Fetched, title: str, base: str = "") -> Gathered:
    """Find the texts in what a source gave; `title` stands for a part without a name.

    A part that is no calendar is rejected beside others that are. Texts name their file only
    where there are several, or where parts come and go one by one; `base` is for `Versions`.

    Raises:
        SourceError: no part could be read, or not one is a calendar.
    """
    rejected = list(fetched.unread)
    scans: list[tuple[str, Scan]] = []
    fault: SourceError | None = None
    for part in fetched.parts:
        name = part.name or title
        try:
            scans.append((part.name, scan(part.data, name)))
        except NotACalendarError as error:
            fault = error
            rejected.append(Problem(name, 1, "", str(error).rstrip(".")))
    if fetched.etags is not None:
        return _of_versions(
            fetched, Versions(fetched.etags, fetched.gone, base), title, scans, rejected
        )
    if rejected and not scans:
        raise fault or UnreadableError(rejected[0].reason)
    parts = len(fetched.parts) + len(fetched.unread)
    return Gathered(
        name=fetched.parts[0].name or title if parts == 1 else title,
        texts=tuple(_texts(scans, are_many=parts > 1)),
        rejected=(*rejected, *(problem for _, found in scans for problem in found.rejected)),
        notes=tuple(problem for _, found in scans for problem in found.notes),
        files=None if len(scans) == parts else frozenset(name for name, _ in scans),
        is_whole=fetched.whole and all(found.whole for _, found in scans),
    )


def _of_versions(
    fetched: Fetched,
    versions: Versions,
    title: str,
    scans: list[tuple[str, Scan]],
    rejected: list[Problem],
) -> Gathered:
    """Put together what came of parts that come and go one by one: each stands for itself."""
    whole = {name for name, found in scans if found.whole}
    return Gathered(
        name=title,
        texts=tuple(_texts(scans, are_many=True)),
        rejected=(*rejected, *(problem for _, found in scans for problem in found.rejected)),
        notes=tuple(problem for _, found in scans for problem in found.notes),
        files=None if versions.gone is None else versions.gone.union(versions.etags),
        is_whole=fetched.whole,
        unread=frozenset(versions.etags) - whole,
        versions=versions,
    )


def _texts(scans: Iterable[tuple[str, Scan]], *, are_many: bool) -> Iterator[ResourceText]:
    for name, found in scans:
        if are_many:
            yield from (text._replace(href=name) for text in found.resources)
        else:
            yield from found.resources
