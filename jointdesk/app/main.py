"""The entry point `jointdesk`: hands commands to the command line, opens the window for none."""

import gc
import sys
import zoneinfo
from collections.abc import Sequence
from pathlib import Path

from jointdesk.app.paths import data_folder, has_screen


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and return its exit status."""
    given = list(sys.argv[1:] if argv is None else argv)
    _use_own_zone_data()
    _speak_utf8()
    if _wants_window(given):
        return _open_window(given)
    return _run_command(given)


def _run_command(given: Sequence[str]) -> int:
    """Hand a command to the command line; a bug is told in a sentence and kept for a report."""
    from jointdesk.cli.main import run

    folder = data_folder()
    try:
        return run(given, folder, show=_show if has_screen() else None)
    except Exception as error:  # noqa: BLE001 - the last chance to say something plain
        from jointdesk.app import crash

        file = crash.report(error, folder)
        print(
            f"jointdesk: Something went wrong ({type(error).__name__}). Your desk is safe."
            f" Details were written without meeting texts to {file}.",
            file=sys.stderr,
        )
        return 1


def _use_own_zone_data() -> None:
    """Read time zones from the tzdata package everywhere.

    Two machines must agree on every instant, and Windows has no zone data of its own. Where the
    package is a folder its files are named as such: zoneinfo's own way to them imports a lot.
    """
    import tzdata

    folder = Path(tzdata.__file__).parent.absolute() / "zoneinfo"
    zoneinfo.reset_tzpath(to=(str(folder),) if folder.is_dir() else ())


def _speak_utf8() -> None:
    """Print titles in any script; a console that cannot shows a substitute, never an error."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _wants_window(given: Sequence[str]) -> bool:
    """True without a command: nothing, or only `--desk FILE` and `--as PERSON`."""
    rest = list(given)
    while rest and (rest[0] in ("--desk", "--as") or rest[0].startswith(("--desk=", "--as="))):
        del rest[: 1 if "=" in rest[0] else 2]
    return not rest


def _open_window(given: Sequence[str]) -> int:
    if not has_screen():
        print(
            "jointdesk: there is no screen here, so no window can open. Commands work:"
            " try “jointdesk --help”.",
            file=sys.stderr,
        )
        return 2
    gc.disable()  # until the window shows: all that is made on the way to it stays
    from jointdesk.app.qt_imports import leave_sources_unread

    leave_sources_unread()
    from jointdesk.app.window import open_window

    return open_window(given, data_folder())


def _show(desk: Path, person: str) -> int:
    from jointdesk.app.qt_imports import leave_sources_unread

    leave_sources_unread()
    from jointdesk.app.window import show_desk

    return show_desk(desk, person, data_folder())
