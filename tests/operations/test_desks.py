"""A new desk: it has its director from the start, and keeps them."""

import pytest

from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import WrongUseError
from jointdesk.operations.audiences import director_id, person_by_id
from jointdesk.operations.desks import new_desk
from jointdesk.operations.undo import undo


def test_undo_does_not_reach_the_making_of_the_desk(tmp_path, data_folder, now):
    path = tmp_path / "new.desk"
    with new_desk(path, name="New", zone="Europe/London", data_folder=data_folder, now=now) as desk:
        director = director_id(desk)
        with pytest.raises(WrongUseError, match="nothing of yours"):
            undo(desk, Actor(director, now))
        assert person_by_id(desk, director).id == director
