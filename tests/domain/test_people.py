"""Who gets a login to a shared desk."""

import pytest

from jointdesk.domain.people import Audience, Role, Seat, has_login

TOM = Audience("tom", frozenset({"CAL"}))


@pytest.mark.parametrize(
    ("role", "has"),
    [(Role.PA, True), (Role.DEPUTY, True), (Role.OFFICER, False)],
)
def test_who_acts_for_the_director_has_one(role: Role, has: bool) -> None:
    assert has_login(TOM, [Seat("1", "tom", "CAL", role)]) is has


def test_so_has_the_director_with_or_without_a_seat() -> None:
    assert has_login(Audience("imogen", frozenset(), is_director=True), [])


def test_somebody_elses_seat_gives_none() -> None:
    assert not has_login(TOM, [Seat("1", "bridget", "CAL", Role.PA)])
