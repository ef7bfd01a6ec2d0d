"""A guard against hanging. How quick things are is measured by `benchmarks`, not here."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

HANG_S = 60
"""CPU seconds after which something counts as hanging, also on a slow and busy machine."""


@contextmanager
def does_not_hang() -> Iterator[None]:
    """Fail if what is done inside takes so much computing that nobody would wait for it."""
    began = time.process_time()
    yield
    assert time.process_time() - began < HANG_S
