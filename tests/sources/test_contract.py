"""What every source keeps to, whatever is behind it."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from jointdesk.domain.errors import StoppedError
from jointdesk.sources.protocol import ChangedThereError, WritableSource
from tests.calendar_servers import CalendarServer, Meddler, without_ctag, without_sync
from tests.sources import places
from tests.sources.places import SECRET, Place, Reader
from tests.sync.making import calendar, event

WHOLE = ["file", "folder", "feed", "memory"]
SERVERS = ["memory server", "radicale", "radicale without sync", "radicale without ctag"]
SERVERS += ["xandikos", "cyrus"]


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path, answer: Callable[..., Any]) -> Place:
    made = request.param
    if made == "file":
        return places.file_place(tmp_path)
    if made == "folder":
        return places.folder_place(tmp_path)
    if made == "feed":
        return places.feed_place(request.getfixturevalue("server"), answer)
    if made == "memory":
        return places.memory_place()
    if made == "memory server":
        return places.memory_server_place()
    if made in ("radicale", "xandikos", "cyrus"):
        return places.caldav_place(request.getfixturevalue(made))
    meddler: Meddler = request.getfixturevalue("meddler")
    meddler.meddle = without_sync if made == "radicale without sync" else without_ctag
    return places.meddled_place(meddler)


@pytest.fixture
def meddler(radicale: CalendarServer) -> Iterator[Meddler]:
    made = Meddler(radicale)
    yield made
    made.close()


every_source = pytest.mark.parametrize("place", [*WHOLE, *SERVERS], indirect=True)
every_server = pytest.mark.parametrize("place", SERVERS, indirect=True)

HOUR = "DURATION:PT1H"
ONE = calendar(event("one"))
OTHER = calendar(event("one", HOUR, "SUMMARY:Another title"))


@every_source
def test_a_read_gives_what_is_there(place: Place) -> None:
    place.put("one.ics", ONE)
    fetched = place.source.read()
    [part] = fetched.parts
    assert part.data == ONE or (not place.is_exact and b"\r\nUID:one\r\n" in part.data)
    assert fetched.whole
    assert not fetched.not_modified
    assert fetched.unread == ()
    assert fetched.gone is None


@every_source
def test_a_second_read_gives_the_same_or_says_that_nothing_changed(place: Place) -> None:
    place.put("one.ics", ONE)
    reader = Reader(place.source)
    first = reader.read()
    second = reader.read()
    assert second.not_modified or second == first
    assert bool(second.parts) is not second.not_modified
    assert not (place.has_members and not second.not_modified)


@every_source
def test_what_changed_is_told(place: Place) -> None:
    place.put("one.ics", ONE)
    reader = Reader(place.source)
    reader.read()
    place.put("one.ics", OTHER)
    reader.source = place.source
    reader.read()
    assert [b"Another title" in data for data in reader.parts.values()] == [True]


@every_source
def test_names_tell_no_place_and_can_be_shown(place: Place) -> None:
    place.put("one.ics", ONE)
    for part in place.source.read().parts:
        assert SECRET not in part.name
        assert re.fullmatch(r"[^/\\]*", part.name)
        assert not part.name or part.name.isprintable()


@every_source
def test_a_wish_to_stop_is_heard(place: Place) -> None:
    place.put("one.ics", ONE)
    with pytest.raises(StoppedError, match=r"^Stopped\. Nothing was changed\.$"):
        place.source.read(cancelled=lambda: True)


@every_server
def test_only_what_changed_comes_and_what_is_gone_is_named(place: Place) -> None:
    for name in "abc":
        place.put(f"{name}.ics", calendar(event(name)))
    reader = Reader(place.source)
    reader.read()
    place.put("b.ics", calendar(event("b", HOUR, "SUMMARY:Another title")))
    place.put("d.ics", calendar(event("d")))
    place.remove("c.ics")
    fetched = reader.read()
    assert sorted(part.name for part in fetched.parts) == ["b.ics", "d.ics"]
    assert fetched.gone == {"c.ics"}
    assert sorted(reader.parts) == ["a.ics", "b.ics", "d.ics"]


@every_server
def test_a_collection_that_was_emptied_shows_that_it_is_empty(place: Place) -> None:
    place.put("a.ics", calendar(event("a")))
    reader = Reader(place.source)
    reader.read()
    place.remove("a.ics")
    fetched = reader.read()
    assert fetched.parts == ()
    assert fetched.gone in (None, {"a.ics"})
    assert reader.parts == {}
    assert reader.read().parts == ()


@every_server
def test_a_lost_token_leads_to_the_same(place: Place) -> None:
    for name in "abc":
        place.put(f"{name}.ics", calendar(event(name)))
    reader = Reader(place.source)
    reader.read()
    place.remove("a.ics")
    place.put("b.ics", calendar(event("b", HOUR, "SUMMARY:Another title")))
    reader.known = reader.known._replace(token="sync:http://nobody.example/knows/this")
    reader.read()
    fresh = Reader(place.source)
    fresh.read()
    assert reader.parts == fresh.parts
    assert reader.read().not_modified


@every_server
def test_a_reader_of_changes_has_what_a_new_reader_gets(place: Place) -> None:
    chance = random.Random(4)
    there: set[str] = set()
    reader = Reader(place.source)
    for round_ in range(8):
        for _ in range(chance.randrange(4)):
            name = f"m{chance.randrange(6)}"
            if name in there and chance.random() < 0.4:
                place.remove(f"{name}.ics")
                there.remove(name)
            else:
                title = f"SUMMARY:{round_} {chance.random()}"
                place.put(f"{name}.ics", calendar(event(name, HOUR, title)))
                there.add(name)
        reader.read()
        fresh = Reader(place.source)
        fresh.read()
        assert reader.parts == fresh.parts
        assert {name.removesuffix(".ics") for name in fresh.parts} == there


# Writing


@dataclass
class Changing:
    """A writable place with one part, and who has read it."""

    place: Place
    reader: Reader

    @property
    def source(self) -> WritableSource:
        source: Any = self.place.source
        return source  # type: ignore[no-any-return]

    def etag(self, name: str) -> str:
        return self.reader.known.etags[name]

    def titles(self) -> dict[str, str]:
        """What a new reader finds: titles by name."""
        fresh = Reader(self.place.source)
        fresh.read()
        lines = {name: data.decode().splitlines() for name, data in fresh.parts.items()}
        return {
            name: next(one[8:] for one in said if one.startswith("SUMMARY:"))
            for name, said in lines.items()
        }


@pytest.fixture
def changing(place: Place) -> Changing:
    place.put("a.ics", titled("a", "Ours"))
    reader = Reader(place.source)
    reader.read()
    return Changing(place, reader)


def titled(uid: str, title: str) -> bytes:
    return calendar(event(uid, HOUR, f"SUMMARY:{title}"))


@every_server
def test_what_is_written_is_there_and_is_no_news(changing: Changing) -> None:
    changed = changing.source.put("a.ics", titled("a", "Changed"), changing.etag("a.ics"))
    made = changing.source.put("b.ics", titled("b", "Made"), "")
    assert changing.titles() == {"a.ics": "Changed", "b.ics": "Made"}
    assert b"\r\nSUMMARY:Changed\r\n" in changed.data
    reader = changing.reader
    etags = {"a.ics": changed.etag, "b.ics": made.etag}
    reader.known = reader.known._replace(etags=etags)
    assert reader.read().not_modified
    fresh = Reader(changing.place.source)
    fresh.read()
    assert fresh.parts == {"a.ics": changed.data, "b.ics": made.data}


@every_server
def test_what_somebody_else_changed_is_not_overwritten(changing: Changing) -> None:
    changing.place.put("a.ics", titled("a", "Theirs"))
    with pytest.raises(ChangedThereError, match="Nothing was written"):
        changing.source.put("a.ics", titled("a", "Mine"), changing.etag("a.ics"))
    with pytest.raises(ChangedThereError):
        changing.source.delete("a.ics", changing.etag("a.ics"))
    assert changing.titles() == {"a.ics": "Theirs"}


@every_server
def test_what_somebody_else_deleted_does_not_come_back(changing: Changing) -> None:
    changing.place.remove("a.ics")
    with pytest.raises(ChangedThereError):
        changing.source.put("a.ics", titled("a", "Mine"), changing.etag("a.ics"))
    changing.source.delete("a.ics", changing.etag("a.ics"))
    assert changing.titles() == {}


@every_server
def test_a_new_part_takes_nobodys_place(changing: Changing) -> None:
    with pytest.raises(ChangedThereError):
        changing.source.put("a.ics", titled("a", "Mine"), "")
    assert changing.titles() == {"a.ics": "Ours"}


@every_server
def test_what_is_deleted_is_gone(changing: Changing) -> None:
    changing.source.delete("a.ics", changing.etag("a.ics"))
    assert changing.titles() == {}
    changing.reader.read()
    assert changing.reader.parts == {}
