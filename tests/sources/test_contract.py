"""What every source keeps to, whatever is behind it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jointdesk.domain.errors import StoppedError
from jointdesk.sources.ics import ics_source
from jointdesk.sources.memory import MemorySource
from jointdesk.sources.protocol import Known, Part, Source

SECRET = "k3y-nobody-may-see"


@pytest.fixture(params=["file", "folder", "feed", "memory"])
def source(
    request: pytest.FixtureRequest, tmp_path: Path, calendar: bytes, answer: Callable[..., Any]
) -> Source:
    if request.param == "memory":
        return MemorySource((Part("", calendar),), etag='"1"')
    if request.param == "feed":
        server = request.getfixturevalue("server")
        server.paths["/feed.ics"] = answer(ETag='"1"')
        return ics_source(server.url(f"/feed.ics?{SECRET}"))
    folder = tmp_path / SECRET
    folder.mkdir()
    (folder / "one.ics").write_bytes(calendar)
    return ics_source(str(folder if request.param == "folder" else folder / "one.ics"))


def test_a_read_gives_the_bytes_as_they_are(source: Source, calendar: bytes) -> None:
    fetched = source.read()
    assert [part.data for part in fetched.parts] == [calendar]
    assert fetched.whole
    assert not fetched.not_modified
    assert fetched.unread == ()


def test_a_second_read_gives_the_same_or_says_that_nothing_changed(source: Source) -> None:
    first = source.read()
    second = source.read(Known(first.etag, first.last_modified))
    assert second.not_modified or second == first


def test_a_source_that_says_nothing_changed_gives_no_parts(source: Source) -> None:
    fetched = source.read(Known('"1"'))
    assert bool(fetched.parts) is not fetched.not_modified


def test_names_tell_no_place_and_can_be_shown(source: Source) -> None:
    for part in source.read().parts:
        assert SECRET not in part.name
        assert re.fullmatch(r"[^/\\]*", part.name)
        assert not part.name or part.name.isprintable()


def test_a_wish_to_stop_is_heard(source: Source) -> None:
    with pytest.raises(StoppedError, match=r"^Stopped\. Nothing was changed\.$"):
        source.read(cancelled=lambda: True)
