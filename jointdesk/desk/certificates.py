"""The certificate of the authority that vouches for a server, as libpq wants it: in a file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


@contextmanager
def certificate_file(ca: str) -> Iterator[str]:
    """Give the path of a file with a certificate (PEM) for a while, "" where there is none."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "authority.pem")
        path.write_text(ca, "utf-8")
        yield str(path) if ca else ""
