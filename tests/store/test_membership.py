"""How a file belongs to a shared desk is noted only for as long as it does."""

from pathlib import Path

import pytest

from jointdesk.domain.memberships import Membership
from jointdesk.store import membership
from jointdesk.store.desk import create_desk
from jointdesk.store.membership import end_membership, find_membership, note_membership


def test_some_of_it_is_noted_as_long_as_the_desk_is_shared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "desk.jointdesk"
    with create_desk(path, name="x", zone="UTC", data_folder=tmp_path) as desk:
        membership.put_membership(desk, Membership("host=x", "r", "p1"))
        found = membership.find_membership

        def find(connection: object) -> Membership | None:
            assert desk.connection.in_transaction  # nobody can leave between reading and writing
            return found(desk.connection)

        monkeypatch.setattr(membership, "find_membership", find)
        note_membership(desk, trouble="Why", epoch=3)
        monkeypatch.undo()
        assert find_membership(desk.connection) == Membership(
            "host=x", "r", "p1", epoch=3, trouble="Why"
        )
        end_membership(desk)
        note_membership(desk, trouble="Late")
        assert find_membership(desk.connection) is None
