"""Measure JointDesk against its bars and its peers: python -m benchmarks.

    python -m benchmarks                    all measures (about a quarter of an hour)
    python -m benchmarks expansion paint    only these
    python -m benchmarks --quick            small calendars: shows that every measure works
    python -m benchmarks --patient          also khal and icalendar on the largest (ten minutes)

CPU time, medians, peers taken in turn with ours. Prints a table and writes it as JSON.
"""

import argparse
import importlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import platformdirs

from benchmarks.desks import full_desk
from benchmarks.figures import Figure, line, shown, write_json
from benchmarks.peers import find_peers
from benchmarks.setting import Setting
from benchmarks.timing import ProcessError

MEASURES = {
    "start": 1,
    "ingest": 2,
    "public_calendars": 2,
    "again": 3,
    "week": 4,
    "conflicts": 5,
    "expansion": 6,
    "memory": 7,
    "paint": 8,
    "agenda_list": 8,
    "search": 9,
    "register": 10,
    "records": 10,
    "server": 11,
    "shared_desk": 12,
    "shared_desk_calendars": 12,
    "shared_desk_growth": 12,
    "shared_desk_load": 12,
    "find_time": 12,
}
"""The measures, each in the file of its name, and the bar that it is for."""


def figures(name: str, setting: Setting) -> Iterator[Figure]:
    """Take one measure; what cannot be taken is a figure too, with its trouble."""
    try:
        measure = importlib.import_module(f"benchmarks.{name}").measure
        yield from measure(setting)
    except ImportError as error:
        yield Figure(MEASURES[name], name, None, "", trouble=f"not there yet: {error}")
    except Exception as error:  # noqa: BLE001 (the others are still to be taken)
        trouble = f"{type(error).__name__}: {error}"
        yield Figure(MEASURES[name], name, None, "", trouble=trouble)


def warm_up(setting: Setting) -> None:
    """Run everything once, so that the first measure does not pay for compiling."""
    try:
        full_desk(setting.work, setting.calendars(setting.small)).show()
    except (ImportError, ProcessError) as error:
        setting.say(f"the product does not run: {error}")


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("measures", nargs="*", metavar="MEASURE", help=", ".join(MEASURES))
    parser.add_argument("--quick", action="store_true", help="small calendars, few rounds")
    parser.add_argument("--patient", action="store_true", help="slow peers on large calendars")
    parser.add_argument("--rounds", type=int, default=5, help="how often (5)")
    parser.add_argument("--json", type=Path, default=Path("build/benchmarks.json"), metavar="FILE")
    asked = parser.parse_args()
    if unknown := set(asked.measures) - MEASURES.keys():
        parser.error(f"no measure is called {', '.join(sorted(unknown))}")
    return asked


def main() -> int:
    """Take the measures; status 1 if one could not be taken or found something wrong."""
    asked = arguments()
    cache = Path(platformdirs.user_cache_dir("jointdesk-benchmarks", appauthor=False))
    cache.mkdir(parents=True, exist_ok=True)
    sizes = (200, 500, 1_000) if asked.quick else (1_000, 10_000, 100_000)

    def say(sentence: str) -> None:
        print(f"    ({sentence})", flush=True)

    # Installed programs have compiled files; a checkout must not be judged without.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(cache / "compiled")

    found: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="jointdesk-") as work:
        setting = Setting(
            *sizes,
            rounds=2 if asked.quick else asked.rounds,
            patient=asked.patient,
            cache=cache,
            work=Path(work),
            peers=find_peers(cache, say),
            say=say,
        )
        warm_up(setting)
        print(line())
        for name in asked.measures or MEASURES:
            for figure in figures(name, setting):
                print(shown(figure), flush=True)
                found.append(figure)
    asked.json.parent.mkdir(parents=True, exist_ok=True)
    write_json(asked.json, found)
    return 1 if any(figure.trouble for figure in found) else 0


if __name__ == "__main__":
    sys.exit(main())
