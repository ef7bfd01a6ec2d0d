"""The search for garbage rests for a while, and goes on whatever happens."""

import gc

import pytest

from jointdesk.sync.memory import without_collecting


def test_collecting_rests_and_goes_on() -> None:
    with without_collecting():
        with without_collecting():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_collecting_goes_on_after_a_failure() -> None:
    with pytest.raises(ValueError, match="no"), without_collecting():
        raise ValueError("no")
    assert gc.isenabled()
