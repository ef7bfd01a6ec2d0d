"""How several values of one thing are told apart, and one of them taken."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest

from jointdesk.domain.errors import JointDeskError, NotFoundError, WrongUseError
from jointdesk.domain.moments import Instant
from jointdesk.operations.collisions import ItemCollision, Said
from jointdesk.viewmodels import collisions
from jointdesk.viewmodels.collisions import CollisionsModel, SaidLine, TwiceLine, _line
from jointdesk.viewmodels.notices import Tone
from tests.open_desk import OpenDesk

LONDON = ZoneInfo("Europe/London")


def line(now: Instant, *values: tuple[str, str]) -> TwiceLine:
    """The line of values, each with who said it."""
    said = tuple(
        Said(f"k{at}", {}, words, name, name, now) for at, (words, name) in enumerate(values)
    )
    return _line(ItemCollision("t1", "task", "shared", "Fees", "title", "Title", said), LONDON, now)


def test_what_a_button_has_room_for_is_on_it(now: Instant) -> None:
    found = line(now, ("“Fees”", "Tom"), ("“Costs”", "Imogen"))
    assert [one.button for one in found.said] == ["“Fees”", "“Costs”"]
    assert [one.who for one in found.said] == ["Tom, 08:00, shown now", "Imogen, 08:00"]
    assert [one.key for one in found.said] == ["k0", "k1"]
    found = line(now, ("taken away", "Tom"), ("kept", "Imogen"))
    assert [one.button for one in found.said] == ["Taken away", "Kept"]


def test_long_texts_stand_whole_in_the_row_and_the_buttons_say_whose_they_are(now: Instant) -> None:
    text = "Many words, and again many words. " * 10
    found = line(now, (f"{text}One", "Tom"), (f"{text}Two", "Imogen"), (f"{text}Three", ""))
    assert [one.words for one in found.said] == [
        f"{text}{word}" for word in ("One", "Two", "Three")
    ]
    assert [one.button for one in found.said] == ["Take Tom's", "Take Imogen's", "Take somebody's"]


def test_two_of_one_person_are_told_apart_by_when(now: Instant) -> None:
    found = line(now, ("a" * 50, "Tom"), ("b" * 50, "Tom"))
    assert found.said[0].button == "Take Tom's, 08:00"


def test_of_endless_texts_that_is_shown_in_which_they_differ(now: Instant) -> None:
    text = "x" * 100_000
    one, two = line(now, (f"{text}One", "Tom"), (f"{text}Two", "Imogen")).said
    assert (one.words, two.words) == (f"…{'x' * 40}One", f"…{'x' * 40}Two")
    one, _ = line(now, (f"One{text}", "Tom"), ("Two", "Imogen")).said
    assert one.words.startswith("Onexx")
    assert one.words.endswith("x…")
    assert len(one.words) < 2100


@pytest.mark.parametrize(
    ("error", "words", "tone"),
    [
        (NotFoundError("“desk collisions”"), "Somebody else has settled this.", Tone.INFO),
        (WrongUseError("Look at it again."), "Look at it again.", Tone.PROBLEM),
    ],
)
def test_what_is_settled_by_now_is_told_without_a_command(
    opened: OpenDesk, monkeypatch: pytest.MonkeyPatch, error: JointDeskError, words: str, tone: Tone
) -> None:
    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(collisions, "settle", refuse)
    model = CollisionsModel(opened.model, lambda: None)
    said = SaidLine("k0", "“A”", "“A”", "Tom")
    model.settle(TwiceLine("t1", "title", "A", "Title: which one is right?", (said,)), said)
    opened.settle()
    assert (opened.notices[-1].text, opened.notices[-1].tone) == (words, tone)


def test_two_quick_presses_settle_it_once(
    opened: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[str] = []
    monkeypatch.setattr(collisions, "settle", lambda *given: taken.append(given[-1]))
    model = CollisionsModel(opened.model, lambda: None)
    one, two = (SaidLine(key, key, key, "Tom") for key in "ab")
    row = TwiceLine("t1", "title", "A", "Title: which one is right?", (one, two))
    model.settle(row, one)
    model.settle(row, one)
    model.settle(row, two)
    opened.settle()
    assert (taken, opened.said) == (["a"], ["Took a."])
    model.settle(row, two)
    opened.settle()
    assert taken == ["a", "b"]


def test_one_that_is_wanted_while_others_are_read_is_awaited(
    opened: OpenDesk, now: Instant, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = CollisionsModel(opened.model, lambda: None)
    reads: list[Callable[[object], None]] = []
    monkeypatch.setattr(opened.model, "read", lambda _work, take: reads.append(take))
    said = tuple(Said(key, {}, key, "Tom", "Tom", now) for key in ("“A”", "“B”"))
    one = ItemCollision("t1", "task", "shared", "Fees", "title", "Title", said)
    model.load()
    model.go_to("t1")
    before, after = reads
    before(collisions._Found([], {}, LONDON))
    assert model.wanted == "t1"
    led: list[str] = []
    model.lines_changed.connect(lambda: led.append(model.take_wanted()))
    after(collisions._Found([one], {}, LONDON))
    assert (led, model.wanted) == (["t1"], "")
