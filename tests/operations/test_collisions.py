"""Two people change one thing at once: both values are kept, and a person says which is right."""

from collections.abc import Iterator

import pytest

from jointdesk.domain.decision_fields import DECISION
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.events import EVENT
from jointdesk.domain.fields import Field, Kind
from jointdesk.domain.items import DELETED, Fields, Json, Write
from jointdesk.domain.moments import Instant
from jointdesk.domain.pending import OVERLAY, wanted_fields
from jointdesk.domain.tasks import TASK
from jointdesk.operations.audiences import audience_of
from jointdesk.operations.collision_words import value_words
from jointdesk.operations.collisions import ItemCollision, list_collisions, settle
from jointdesk.operations.naming import Names
from jointdesk.operations.organisations import organisation_by_code
from jointdesk.operations.undo import undo
from jointdesk.store.changes import record
from jointdesk.store.items import find_item
from tests.desk.desks import SharedDesks, founded
from tests.postgres import PostgresServer

ALL = ("Imogen", "Tom", "Bridget")


@pytest.fixture(scope="module")
def joined(
    postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SharedDesks]:
    """Three machines on one desk."""
    now = 1_796_025_600
    made = founded(tmp_path_factory.mktemp("desks"), postgres.new_database(), now)
    for who in ALL:
        made.join(who)
    yield made
    made.close()


@pytest.fixture
def desks(joined: SharedDesks, now: Instant) -> SharedDesks:
    """The machines, at the tests' own moment."""
    joined.now = now
    return joined


def write(
    desks: SharedDesks,
    who: str,
    item: str,
    fields: Fields,
    kind: str = TASK.name,
    stream: str = "shared",
    automatic: bool = False,
) -> None:
    """Have a person say something of an item on their own machine."""
    record(
        desks.open[who], desks.actor(who), "Said", [Write(item, kind, fields, stream)],
        automatic=automatic,
    )  # fmt: skip


def exchange(desks: SharedDesks, *people: str) -> None:
    """Have everybody know everything."""
    for who in (*(people or ALL), *(people or ALL)):
        desks.sync(who)


def found(desks: SharedDesks, who: str, item: str) -> dict[str, ItemCollision]:
    """What a person is asked to settle of an item, by part."""
    desk = desks.open[who]
    audience = audience_of(desk, desks.actor(who).person_id)
    return {one.field: one for one in list_collisions(desk, audience, item)}


def take(desks: SharedDesks, who: str, item: str, field: str, words: str) -> None:
    """Have a person say which value is right, by its words."""
    settle_by(desks, who, item, field, key_of(found(desks, who, item)[field], words))


def key_of(collision: ItemCollision, words: str) -> str:
    """The key of the value that reads so."""
    (key,) = [one.key for one in collision.said if one.words == words]
    return key


def settle_by(desks: SharedDesks, who: str, item: str, field: str, key: str) -> None:
    """Have a person say which value is right, by its key."""
    desk, actor = desks.open[who], desks.actor(who)
    settle(desk, actor, audience_of(desk, actor.person_id), item, field, key)


def value(desks: SharedDesks, who: str, item: str, field: str) -> Json:
    """What a machine shows in a field."""
    shown = find_item(desks.open[who].connection, item)
    return shown.fields.get(field) if shown else None


def collide(
    desks: SharedDesks, item: str, first: Fields, toms: Fields, bridgets: Fields, **how: str
) -> None:
    """Make an item, then have two people change it without knowing of each other."""
    write(desks, "Imogen", item, first, **how)
    exchange(desks)
    write(desks, "Tom", item, toms, **how)
    write(desks, "Bridget", item, bridgets, **how)
    exchange(desks)


def test_both_values_are_listed_with_who_said_them_and_one_is_taken(desks: SharedDesks) -> None:
    collide(desks, "t1", {"title": "Fees", "status": "needs_action"},
            {"title": "Fees paper", "due": "2026-12-15"}, {"title": "Fees report"})  # fmt: skip
    for who in ALL:
        collision = found(desks, who, "t1")["title"]
        assert [*found(desks, who, "t1")] == ["title"]  # the day was said by one alone
        assert {(one.words, one.author_name) for one in collision.said} == {
            ("“Fees paper”", "Tom"),
            ("“Fees report”", "Bridget"),
        }
        assert value(desks, who, "t1", "title") == collision.said[0].values["title"]
        assert collision.label == "Title"
    take(desks, "Bridget", "t1", "title", "“Fees paper”")
    exchange(desks)
    for who in ALL:
        assert found(desks, who, "t1") == {}
        assert value(desks, who, "t1", "title") == "Fees paper"


def test_what_was_settled_can_be_undone(desks: SharedDesks) -> None:
    collide(desks, "t2", {"title": "One"}, {"title": "Two"}, {"title": "Three"})
    shown = value(desks, "Tom", "t2", "title")
    other = "“Two”" if shown == "Three" else "“Three”"
    take(desks, "Tom", "t2", "title", other)
    assert value(desks, "Tom", "t2", "title") != shown
    desk, actor = desks.open["Tom"], desks.actor("Tom")
    undo(desk, actor)
    assert value(desks, "Tom", "t2", "title") == shown


def test_a_time_is_settled_as_a_whole(desks: SharedDesks) -> None:
    at = {"start": "2026-12-15T14:00", "end": "2026-12-15T15:00"}
    collide(
        desks, "e1", {"title": "Board", "org": "x", **at},
        {"start": "2026-12-15T16:00", "end": "2026-12-15T17:00"},
        {"end": "2026-12-15T15:30"}, kind=EVENT.name,
    )  # fmt: skip
    (collision,) = found(desks, "Imogen", "e1").values()
    assert (collision.field, collision.label, collision.title) == ("time", "Time", "Board")
    assert "Tue 15 Dec 16:00 to 17:00" in {one.words for one in collision.said}
    take(desks, "Imogen", "e1", "time", "Tue 15 Dec 16:00 to 17:00")
    assert found(desks, "Imogen", "e1") == {}
    assert value(desks, "Imogen", "e1", "end") == "2026-12-15T17:00"


def test_what_waits_for_a_calendar_goes_with_what_the_calendar_showed(desks: SharedDesks) -> None:
    item = f"{OVERLAY}:s1"
    collide(
        desks, item, wanted_fields({"place": ("Here", "There")}),
        wanted_fields({"place": ("Here", "Room 1")}),
        wanted_fields({"place": ("There", "Room 2")}), kind=OVERLAY,
    )  # fmt: skip
    (collision,) = found(desks, "Tom", item).values()
    assert collision.title == "No title"  # nobody has read that calendar here
    take(desks, "Tom", item, "place", "“Room 2”")
    assert value(desks, "Tom", item, "place") == "Room 2"
    assert value(desks, "Tom", item, "base:place") == "There"


def test_what_was_edited_while_it_was_taken_away_is_asked_about(desks: SharedDesks) -> None:
    collide(desks, "t3", {"title": "Old"}, {DELETED: True}, {"title": "New"})
    collision = found(desks, "Imogen", "t3")[DELETED]
    assert [one.words for one in collision.said] == ["kept", "taken away"]
    take(desks, "Imogen", "t3", DELETED, "taken away")
    assert value(desks, "Imogen", "t3", DELETED) is True
    collide(desks, "t4", {"title": "Old"}, {DELETED: True}, {"title": "New"})
    take(desks, "Imogen", "t4", DELETED, "kept")
    assert found(desks, "Imogen", "t4") == {}
    assert value(desks, "Imogen", "t4", "title") == "New"
    exchange(desks)


def test_nothing_is_asked_about_equal_values_or_what_the_program_notes(desks: SharedDesks) -> None:
    collide(desks, "t5", {"title": "Old"}, {"title": "New"}, {"title": "New"})
    collide(
        desks, "t6", {"title": "x", "own_clock": True}, {"own_clock": False}, {"own_clock": None}
    )  # noqa: E501
    collide(desks, "n1", {"text": "x"}, {"text": "y"}, {"text": "z"}, kind="note")
    write(desks, "Imogen", "t7", {"title": "Old"})
    exchange(desks)
    write(desks, "Tom", "t7", {"title": "Read there"}, automatic=True)
    write(desks, "Bridget", "t7", {"title": "Typed here"})
    exchange(desks)
    for item in ("t5", "t6", "n1", "t7"):
        assert found(desks, "Imogen", item) == {}


def test_what_a_body_keeps_to_itself_is_asked_of_its_own_people(desks: SharedDesks) -> None:
    stream = f"org:{organisation_by_code(desks.open['Tom'], 'CAL').id}"
    write(desks, "Imogen", "t8", {"title": "Secret"}, stream=stream)
    exchange(desks)
    write(desks, "Tom", "t8", {"title": "Secret one"}, stream=stream)
    write(desks, "Imogen", "t8", {"title": "Secret two"}, stream=stream)
    exchange(desks)
    assert found(desks, "Tom", "t8")
    assert found(desks, "Bridget", "t8") == {}
    # The same on one file that several people use.
    desk = desks.open["Imogen"]
    bridget = audience_of(desk, desks.actor("Bridget").person_id)
    assert list_collisions(desk, bridget, "t8") == []


def test_the_text_of_a_decision_that_was_taken_is_not_changed_by_settling(
    desks: SharedDesks,
) -> None:
    org = organisation_by_code(desks.open["Tom"], "CAL").id
    taken = {"title": "Fees", "org": org, "date_taken": "2026-11-20", "text": "Old"}
    collide(desks, "d1", taken, {"title": "Fees 1"}, {"title": "Fees 2"}, kind=DECISION.name)
    shown, other = (one.words for one in found(desks, "Imogen", "d1")["title"].said)
    with pytest.raises(WrongUseError, match="was taken with the text"):
        take(desks, "Imogen", "d1", "title", other)
    take(desks, "Imogen", "d1", "title", shown)
    assert found(desks, "Imogen", "d1") == {}


def test_a_value_that_is_not_there_is_refused(desks: SharedDesks) -> None:
    collide(desks, "t9", {"title": "a"}, {"title": "b"}, {"title": "c"})
    with pytest.raises(WrongUseError, match="look at it again"):
        settle_by(desks, "Tom", "t9", "title", "1")
    with pytest.raises(NotFoundError, match="needs nothing"):
        settle_by(desks, "Tom", "t9", "due", "1")


def test_what_came_since_the_values_were_read_is_never_taken_nor_lost(desks: SharedDesks) -> None:
    write(desks, "Imogen", "t10", {"title": "Old"})
    exchange(desks)
    for who, title in (("Tom", "AAA"), ("Bridget", "BBB"), ("Imogen", "CCC")):
        write(desks, who, "t10", {"title": title})
    exchange(desks, "Tom", "Bridget")
    read = key_of(found(desks, "Tom", "t10")["title"], "“AAA”")
    exchange(desks, "Imogen", "Tom")
    known = found(desks, "Tom", "t10")["title"]
    assert {one.words for one in known.said} == {"“AAA”", "“BBB”", "“CCC”"}
    with pytest.raises(WrongUseError, match="Something else was said of “"):
        settle_by(desks, "Tom", "t10", "title", read)
    assert found(desks, "Tom", "t10")["title"] == known
    take(desks, "Tom", "t10", "title", "“AAA”")
    assert value(desks, "Tom", "t10", "title") == "AAA"


def test_long_texts_are_told_to_their_last_word(desks: SharedDesks) -> None:
    text = "The same paragraph, as ever. " * 20
    collide(desks, "t11", {"notes": "x"}, {"notes": f"{text}One"}, {"notes": f"{text}Two"})
    (collision,) = found(desks, "Tom", "t11").values()
    assert {one.words for one in collision.said} == {f"“{text}One”", f"“{text}Two”"}


@pytest.mark.parametrize(
    ("field", "stored", "words"),
    [
        (Field("x", Kind.TEXT, "X"), None, "nothing"),
        (Field("x", Kind.DAY, "X"), "2026-12-15", "Tue 15 Dec"),
        (Field("x", Kind.DAY, "X"), "some day", "some day"),
        (Field("x", Kind.MONEY, "X"), "1200.50", "£1200.50"),
        (Field("x", Kind.NUMBER, "X"), 3, "3"),
        (Field("x", Kind.FLAG, "X"), False, "no"),
        (Field("x", Kind.CHOICE, "X", choices={"a": "First"}), "a", "First"),
        (Field("x", Kind.CHOICES, "X", choices={"a": "First"}), ["a", "b"], "First, b"),
        (Field("x", Kind.NAMES, "X", none="None considered"), [], "None considered"),
        (Field("x", Kind.REFERENCES, "X", to="organisation"), ["nobody"], "nobody"),
        (Field("x", Kind.ROWS, "X", parts=(Field("p", Kind.TEXT, "P"),)), [{"p": "y"}], "“y”"),
        (Field("x", Kind.TEXT, "X"), "\u202eevil", "“evil”"),
    ],
)
def test_values_are_told_in_words(
    desks: SharedDesks, field: Field, stored: Json, words: str
) -> None:
    desk = desks.open["Imogen"]
    names = Names(desk, audience_of(desk, desks.actor("Imogen").person_id))
    assert value_words(field, stored, names) == words
