"""The hash that ties the server's order together."""

import hashlib

from jointdesk.domain.changes import GENESIS
from jointdesk.domain.memberships import Membership
from jointdesk.domain.shared_desk import End, Placed, server_hash


def test_an_end_without_a_change_is_the_beginning_of_every_chain() -> None:
    assert End() == (0, GENESIS)


def test_the_hash_is_of_the_one_before_the_place_and_the_change() -> None:
    placed = Placed(7, "p1", "own", 1_700_000_000_000_001, b"")
    said = b'[7,"p1","own",1700000000000001]'
    expected = hashlib.sha256(GENESIS + said + b"change").digest()
    assert server_hash(GENESIS, placed, b"change") == expected


def test_a_machine_that_has_just_joined_has_exchanged_nothing() -> None:
    joined = Membership("host=db dbname=desk", "jd_1", "p1")
    assert (joined.epoch, joined.skew_ms, joined.synced_at, joined.trouble) == (0, 0, None, "")
