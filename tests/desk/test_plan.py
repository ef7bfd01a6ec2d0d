"""What a server's greeting means."""

from jointdesk.desk.plan import Past, past_of, to_bring_back, to_send
from jointdesk.domain.shared_desk import End, Hello, ServerStream

HERE = End(5, b"five")


def hello(epoch: int = 1, **writers: End) -> Hello:
    stream = ServerStream("s", "shared", "", End(9, b"nine"), "channel", writers)
    return Hello(
        desk="d", name="Joint", zone="Europe/London", epoch=epoch, person="p", state="active",
        is_director=False, is_founded=True, is_healing=False, now_ms=0, streams=(stream,),
    )  # fmt: skip


def test_a_server_that_has_what_was_known_goes_on() -> None:
    assert past_of(hello(), 1, {"s": HERE}, {"s": b"five"}) is Past.SAME
    assert past_of(hello(), 0, {}, {}) is Past.SAME


def test_another_past_with_a_new_epoch_is_a_backup_put_back() -> None:
    assert past_of(hello(2), 1, {"s": HERE}, {"s": b"other"}) is Past.RESTORED
    assert past_of(hello(2), 1, {"s": HERE}, {"s": None}) is Past.RESTORED


def test_another_past_without_one_is_an_alarm() -> None:
    assert past_of(hello(1), 1, {"s": HERE}, {"s": b"other"}) is Past.REWRITTEN


def test_the_server_s_own_count_says_what_is_to_be_sent() -> None:
    assert to_send(hello(mine=End(3, b"three")), "mine") == {"s": 3}
    assert to_send(hello(), "mine") == {"s": 0}


def test_what_the_server_lost_of_others_is_brought_back() -> None:
    (stream,) = hello(theirs=End(3, b"three")).streams
    assert to_bring_back(stream, "theirs", HERE, there_is_here=True) == 3
    assert to_bring_back(stream, "new", HERE, there_is_here=True) == 0


def test_nothing_is_brought_back_that_is_there_or_differs() -> None:
    (stream,) = hello(theirs=End(5, b"five")).streams
    assert to_bring_back(stream, "theirs", HERE, there_is_here=True) is None
    (stream,) = hello(theirs=End(3, b"other")).streams
    assert to_bring_back(stream, "theirs", HERE, there_is_here=False) is None
