"""What the shared desk is to carry follows from what was read and what is carried already."""

from jointdesk.domain.mirrors import CarriedBusy, Mirror
from jointdesk.sync.mirrors import BusySource, Held, Made, plan_busy, plan_mirrors

OPEN = Mirror("mirror:1", "c", "uid", 0, "k1", 7, "d1", "shared")
KEPT = OPEN._replace(stream="org:cal")


def held(mirror: Mirror = OPEN, *, is_private: bool = False) -> Held:
    return Held(1, mirror._replace(stream=""), is_private)


class TestMirrors:
    def test_what_is_new_or_reads_otherwise_is_written(self) -> None:
        assert plan_mirrors([held()], {}).writes == (held(),)
        other = held(OPEN._replace(digest="d2"))
        assert plan_mirrors([other], {OPEN.id: OPEN}) == ((other,), ())

    def test_what_is_carried_as_it_is_read_is_left_alone(self) -> None:
        assert plan_mirrors([held()], {OPEN.id: OPEN}) == ((), ())
        assert plan_mirrors([held(is_private=True)], {OPEN.id: KEPT}) == ((), ())

    def test_what_is_for_other_people_than_before_is_looked_at(self) -> None:
        private = held(is_private=True)
        assert plan_mirrors([private], {OPEN.id: OPEN}).writes == (private,)
        assert plan_mirrors([held()], {OPEN.id: KEPT}).writes == (held(),)

    def test_what_is_not_there_any_more_goes(self) -> None:
        assert plan_mirrors([], {OPEN.id: OPEN}) == ((), (OPEN,))


SOURCE = BusySource("k1", "cal", 7, "d1")
TIME = CarriedBusy("k1", "cal", 7, "times")


class TestBusyTimes:
    def test_what_was_never_made_here_or_follows_from_other_things_is_made(self) -> None:
        assert plan_busy([SOURCE], {}, {}).to_make == (SOURCE,)
        assert plan_busy([SOURCE], {"k1": TIME}, {"k1": Made("d0", "times")}).to_make == (SOURCE,)

    def test_two_machines_that_do_not_agree_do_not_go_on_for_ever(self) -> None:
        other = TIME._replace(text="others' times")
        assert plan_busy([SOURCE], {"k1": other}, {"k1": Made("d1", "times")}) == ((), ())

    def test_what_takes_no_time_is_not_missed(self) -> None:
        assert plan_busy([SOURCE], {}, {"k1": Made("d1", "")}) == ((), ())
        assert plan_busy([SOURCE], {}, {"k1": Made("d1", "times")}).to_make == (SOURCE,)

    def test_what_is_private_no_more_goes(self) -> None:
        assert plan_busy([], {"k1": TIME}, {}) == ((), (TIME,))
