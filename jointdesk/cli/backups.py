"""`backup FILE` and `restore FILE`."""

import argparse
from pathlib import Path

from jointdesk.cli.arguments import DONE, add_json
from jointdesk.cli.output import print_done
from jointdesk.cli.session import Session
from jointdesk.store.backup import backup, restore


def configure_backup(parser: argparse.ArgumentParser) -> None:
    """Describe `backup FILE`."""
    parser.add_argument("file", metavar="FILE")
    parser.set_defaults(handler=_backup)
    add_json(parser)


def configure_restore(parser: argparse.ArgumentParser) -> None:
    """Describe `restore FILE`."""
    parser.add_argument("file", metavar="FILE")
    parser.set_defaults(handler=_restore)
    add_json(parser)


def _backup(session: Session, args: argparse.Namespace) -> int:
    backup(session.desk, Path(args.file))
    print_done(session, {"file": args.file}, f"Copied to {args.file}, and the copy is sound.")
    return DONE


def _restore(session: Session, args: argparse.Namespace) -> int:
    aside = restore(Path(args.file), session.desk_path, session.data_folder)
    kept = f" What was there before is in {aside}." if aside else ""
    fields = {"file": args.file, "aside": str(aside) if aside else None}
    print_done(session, fields, f"Restored from {args.file}.{kept}")
    return DONE


CONFIGURE = {"backup": configure_backup, "restore": configure_restore}
