"""Screens for windows: one of X's own for each machine where there is Xvfb, else none."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

_SIZE = "1440x900x24"


@contextmanager
def screen(*, is_wanted: bool = True) -> Iterator[dict[str, str]]:
    """Give what tells a program on which screen to show its windows."""
    if not is_wanted or shutil.which("Xvfb") is None:
        yield {"QT_QPA_PLATFORM": "offscreen"}
        return
    reads, writes = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writes), "-screen", "0", _SIZE, "-nolisten", "tcp"],
        pass_fds=(writes,), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writes)
    try:
        with os.fdopen(reads) as number:
            yield {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{number.readline().strip()}"}
    finally:
        server.terminate()
        server.wait()
