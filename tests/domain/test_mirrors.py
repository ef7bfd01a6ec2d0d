"""Carried calendars as items: their ids, and what does not say what this program writes."""

from hypothesis import given
from hypothesis import strategies as st

from jointdesk.domain.items import Item, Json
from jointdesk.domain.mirrors import (
    BUSY,
    NEVER,
    READING,
    CarriedBusy,
    Mirror,
    Reading,
    busy_fields,
    busy_id,
    busy_of,
    busy_times_of,
    is_busy_collection,
    mirror_fields,
    mirror_id,
    reading_fields,
    reading_id,
)

TIME = CarriedBusy("k1", "cal", 7, "times")


def busy_item(**fields: Json) -> Item:
    return Item(busy_id("k1"), BUSY, "shared", 1, {**busy_fields(TIME), **fields})


@given(st.text(), st.text(), st.integers(0, 3), st.text(), st.integers(0, 3))
def test_two_machines_that_read_one_calendar_give_a_resource_one_id(
    collection: str, uid: str, twin: int, other: str, another: int
) -> None:
    found = mirror_id("c" + collection.replace("\n", ""), uid, twin)
    assert len(found) == 39
    assert (mirror_id("c", uid, twin) == mirror_id("c", other, another)) == (
        (uid, twin) == (other, another)
    )


def test_a_mirror_is_stored_without_what_its_item_says() -> None:
    mirror = Mirror(mirror_id("c", "u", 0), "c", "u", 0, "k1", 7, "d", "shared")
    assert mirror_fields(mirror, "text") == {
        "collection": "c", "uid": "u", "twin": 0, "series": "k1", "seen": 7, "digest": "d",
        "text": "text",
    }  # fmt: skip


def test_a_busy_time_comes_back_as_it_was_stored() -> None:
    assert busy_of(busy_item()) == TIME


def test_what_this_program_does_not_write_is_no_busy_time() -> None:
    for fields in ({"text": None}, {"seen": "7"}, {"org": 1}, {"_deleted": True}):
        assert busy_of(busy_item(**fields)) is None


def test_who_may_write_to_a_calendar_stays_known_when_others_read_it() -> None:
    read = NEVER.by_another(5, "imogen", can_write=True)
    assert read == Reading(5, "imogen", "imogen")
    assert read.by_another(6, "tom", can_write=False) == Reading(6, "tom", "imogen")
    assert read.by_another(6, "imogen", can_write=False) == Reading(6, "imogen", "")
    assert reading_fields("c", read) == {
        "collection": "c", "read_at": 5, "by": "imogen", "writer": "imogen",
    }  # fmt: skip


def test_the_collection_of_busy_times_is_told_by_its_id() -> None:
    collection = busy_times_of("cal")
    assert (collection.org_id, collection.free_busy_only) == ("cal", True)
    assert is_busy_collection(collection.id)
    assert not is_busy_collection("local:cal")
    assert reading_id("c") == f"{READING}:c"
