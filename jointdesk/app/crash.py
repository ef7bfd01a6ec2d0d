"""What happens on a bug: the desk stays safe, the details go to a file, nothing is sent."""

import faulthandler
import logging
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

_LOG = logging.getLogger("jointdesk")
_LOG_BYTES = 500_000


def prepare(data_folder: Path, tell: Callable[[Path], None]) -> None:
    """Log to a file in the data folder, and call `tell` with that file on every bug."""
    data_folder.mkdir(parents=True, exist_ok=True)
    faulthandler.enable((data_folder / "crash.log").open("a", encoding="utf-8"))

    def on_exception(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        tell(report(error, data_folder))

    sys.excepthook = on_exception


def _log_to(data_folder: Path) -> Path:
    """Log to a file in the data folder from now on, and return it."""
    from logging.handlers import RotatingFileHandler  # nothing that a start waits for

    data_folder.mkdir(parents=True, exist_ok=True)
    file = data_folder / "jointdesk.log"
    if _LOG.handlers:
        return file
    handler = RotatingFileHandler(file, maxBytes=_LOG_BYTES, backupCount=2, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _LOG.addHandler(handler)
    _LOG.setLevel(logging.INFO)
    # What is told of an error goes to the file alone, not to the console as well.
    _LOG.propagate = False
    return file


def report(error: BaseException, data_folder: Path) -> Path:
    """Write where an error came from to the log in the data folder, and return its file.

    Only the names of functions and lines are written, and the kind of the error: never its
    text, which may hold words of a meeting.
    """
    file = _log_to(data_folder)
    places = "".join(traceback.format_tb(error.__traceback__))
    _LOG.error("%s\n%s", type(error).__name__, places)
    return file
