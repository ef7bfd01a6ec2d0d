"""What the tests of the shared desk have in common."""

from collections.abc import Iterator

import pytest

from tests.desk.templates import Template, running_template
from tests.postgres import PostgresServer


@pytest.fixture(scope="session")
def template(
    postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Template]:
    """What every history begins with."""
    with running_template(tmp_path_factory.mktemp("template"), postgres) as found:
        yield found
