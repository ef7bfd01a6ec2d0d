"""A carried calendar is read like a server's: part by part, and no more than is new."""

from collections.abc import Mapping, Sequence

import pytest

from jointdesk.domain.errors import StoppedError
from jointdesk.sources.mirrors import MirrorSource
from jointdesk.sources.protocol import Known, Part


def source(**etags: str) -> MirrorSource:
    def texts(names: Sequence[str]) -> Mapping[str, str]:
        return {name: f"text of {name}" for name in names}

    return MirrorSource(etags, texts)


def test_the_first_read_gives_everything_in_order() -> None:
    found = source(b="1", a="1").read()
    assert found.parts == (Part("b", b"text of b"), Part("a", b"text of a"))
    assert (found.etags, found.gone) == ({"b": "1", "a": "1"}, None)


def test_a_later_one_gives_what_is_new_or_gone() -> None:
    found = source(a="2", b="1").read(Known(token="1", etags={"a": "1", "b": "1", "c": "1"}))
    assert [part.name for part in found.parts] == ["a"]
    assert found.gone == {"c"}


def test_one_that_brings_nothing_says_so() -> None:
    assert source(a="1").read(Known(token="1", etags={"a": "1"})).not_modified


def test_whoever_wishes_to_stop_is_heard() -> None:
    with pytest.raises(StoppedError):
        source().read(cancelled=lambda: True)
