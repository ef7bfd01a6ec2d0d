"""New files that are either there whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from jointdesk.domain.errors import DeskFileError


@contextmanager
def new_file(path: Path, *, is_private: bool = False) -> Iterator[Path]:
    """Claim a path that nothing has, give a path beside it to write to, then move that there.

    Where it `is_private`, this account alone may read it: see `make_private`.

    Raises:
        DeskFileError: the path is taken, or its folder cannot be written.
    """
    try:
        path.open("xb").close()
    except FileExistsError:
        raise DeskFileError(
            f"{path} exists already and was left as it is. Choose another name."
        ) from None
    except OSError as error:
        raise DeskFileError(f"{path} cannot be written: {reason_of(error)}.") from error
    draft = draft_of(path)
    try:
        remove_database(draft)
        if is_private:
            make_private(draft)
        yield draft
        os.replace(draft, path)
    except BaseException:
        remove_database(draft)
        with suppress(OSError):
            path.unlink()
        raise


def make_private(path: Path) -> None:
    """Create an empty file that this account alone may read; where it was there, anew.

    SQLite gives what it puts beside a database the same rights. On Windows those of the folder
    count: a profile's own are nobody else's to read.

    Raises:
        OSError: it cannot be written.
    """
    path.unlink(missing_ok=True)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def draft_of(path: Path) -> Path:
    """Return the path beside a file to which its new content is first written."""
    return path.with_name(f"{path.name}.{os.getpid()}.new")


def replace_text(path: Path, text: str) -> None:
    """Have a file hold a text: the old one or the new one, whenever the program ends.

    Raises:
        OSError: it cannot be written.
    """
    draft = draft_of(path)
    draft.write_text(text, "utf-8")
    os.replace(draft, path)


def remove_database(path: Path) -> None:
    """Remove a database with the files that SQLite keeps beside it, where they are there."""
    for beside in (path, *companions(path)):
        beside.unlink(missing_ok=True)


def companions(path: Path) -> tuple[Path, ...]:
    """Return the paths of the write-ahead log and the index that SQLite keeps beside a file."""
    return path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")


def wiping_mark(path: Path) -> Path:
    """Return the file beside a desk that says that it is being taken away: see `store.wiping`."""
    return path.with_name(f"{path.name}.wiping")


def free_name(path: Path) -> Path:
    """Return the path, or with the first number that makes it one that nothing has."""
    number = 1
    free = path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}.{number}")
    return free


def reason_of(error: OSError) -> str:
    """Return the system's own words for an error, without numbers and paths."""
    return (error.strerror or str(error)).lower()
