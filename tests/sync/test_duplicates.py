"""Which of several texts of one UID counts (design section 10)."""

from jointdesk.domain.resources import ResourceText
from jointdesk.sync.duplicates import settle_duplicates
from jointdesk.sync.facts import UNREADABLE, Facts
from tests.sync.making import text

NINE, TEN = 9, 10


def settle(told: dict[ResourceText, Facts]) -> list[ResourceText]:
    return settle_duplicates(list(told), told.__getitem__)


def test_texts_of_different_uids_are_not_even_looked_at() -> None:
    texts = [text("a"), text("b"), text("a", kind="VTODO")]

    def never_asked(_: ResourceText) -> Facts:
        raise AssertionError("parsed without need")

    assert settle_duplicates(texts, never_asked) == texts
    assert settle_duplicates([text("a"), text("a", href="copy.ics")], never_asked) == [
        text("a", href="copy.ics")
    ]


def test_the_highest_sequence_wins() -> None:
    old, new = text("a", "old"), text("a", "new")
    assert settle({new: Facts(NINE, sequence=2), old: Facts(NINE, sequence=1)}) == [new]


def test_of_equal_sequences_the_last_modified_wins_then_the_later_one() -> None:
    old, new = text("a", "old"), text("a", "new")
    assert settle({new: Facts(NINE, last_modified=2), old: Facts(NINE, last_modified=1)}) == [new]
    assert settle({old: Facts(NINE), new: Facts(NINE)}) == [new]


def test_with_different_starts_both_are_kept_whatever_their_sequence() -> None:
    nine, ten = text("a", "nine"), text("a", "ten")
    assert settle({nine: Facts(NINE, sequence=5), ten: Facts(TEN)}) == [nine, ten]


def test_what_cannot_be_read_wins_nothing() -> None:
    bad, good = text("a", "bad"), text("a", "good")
    assert settle({bad: UNREADABLE, good: Facts(NINE)}) == [good]
    assert len(settle({bad: UNREADABLE, good: UNREADABLE})) == 1


def test_overrides_join_the_master_that_stands_elsewhere() -> None:
    master = text("a", "weekly", href="x.ics")._replace(
        frame=b"METHOD:REQUEST\nBEGIN:VTIMEZONE\nTZID:X\nEND:VTIMEZONE\n", line=7
    )
    override = text("a", "moved", href="y.ics")._replace(
        frame=b"METHOD:CANCEL\nBEGIN:VTIMEZONE\nTZID:Y\nEND:VTIMEZONE\n", line=9
    )
    [found] = settle({override: Facts(TEN, has_master=False), master: Facts(NINE)})
    assert found.text == b"UID:a\nweekly\r\nUID:a\nmoved\r\n"
    assert found.frame.count(b"BEGIN:VTIMEZONE") == 2
    assert b"METHOD:CANCEL" not in found.frame
    assert found.lines == (7, 9)
    assert found.digest not in (master.digest, override.digest)


def test_a_cancellation_without_start_cancels_what_is_older() -> None:
    request = text("a", "request")._replace(
        frame=b"METHOD:REQUEST\nBEGIN:VTIMEZONE\nTZID:X\nEND:VTIMEZONE\n"
    )
    cancel = text("a", "cancel")._replace(frame=b"METHOD:CANCEL\n")
    told = {request: Facts(NINE), cancel: Facts(sequence=1, is_cancelled=True)}
    [found] = settle(told)
    assert found.text == request.text
    assert found.frame == b"METHOD:CANCEL\nBEGIN:VTIMEZONE\nTZID:X\nEND:VTIMEZONE\n"
    told[request] = Facts(NINE, sequence=2)
    assert settle(told) == [request]
