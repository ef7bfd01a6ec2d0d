from collections.abc import Callable

import pytest

from jointdesk.domain.moments import Instant
from tests.derive.feeding import Fed


@pytest.fixture
def make(
    tmp_path_factory: pytest.TempPathFactory, now: Instant, request: pytest.FixtureRequest
) -> Callable[[], Fed]:
    def made() -> Fed:
        fed = Fed(tmp_path_factory.mktemp("desk"), now)
        request.addfinalizer(fed.desk.close)
        return fed

    return made
