import pytest

from jointdesk.domain.components import Problem
from jointdesk.domain.errors import SourceError
from jointdesk.sources.protocol import Fetched, Part, UnreadableError
from jointdesk.sync.gathering import gather
from tests.sync.making import calendar, event

GOOD = calendar(event("a"), event("b"))


def test_texts_name_the_file_they_came_from() -> None:
    found = gather(Fetched((Part("x.ics", GOOD), Part("y.ics", calendar(event("c"))))), "Wexmere")
    assert [(text.uid, text.href) for text in found.texts] == [
        ("a", "x.ics"),
        ("b", "x.ics"),
        ("c", "y.ics"),
    ]
    assert found.files is None
    assert found.is_whole
    assert found.rejected == ()


def test_a_part_that_is_no_calendar_is_rejected_beside_one_that_is() -> None:
    unread = Problem("z.ics", 1, "", "the file is not there")
    parts = (Part("x.ics", b"Dear all,"), Part("y.ics", GOOD))
    found = gather(Fetched(parts, unread=(unread,)), "Wexmere")
    assert found.files == {"y.ics"}
    assert [problem.file for problem in found.rejected] == ["z.ics", "x.ics"]
    assert not any(problem.reason.endswith(".") for problem in found.rejected)


def test_no_calendar_at_all_is_one_clear_sentence() -> None:
    with pytest.raises(SourceError, match="^Wexmere is not a calendar file"):
        gather(Fetched((Part("", b"Dear all,"),)), "Wexmere")
    with pytest.raises(UnreadableError, match="the file is not there"):
        gather(Fetched(unread=(Problem("z.ics", 1, "", "the file is not there"),)), "Wexmere")


def test_an_empty_folder_and_an_empty_calendar_hold_nothing() -> None:
    for fetched in (Fetched(), Fetched((Part("", calendar()),))):
        found = gather(fetched, "Wexmere")
        assert found.texts == ()
        assert found.files is None


def test_a_part_that_breaks_off_makes_the_read_no_whole_one() -> None:
    cut = GOOD[: GOOD.rindex(b"END:VCALENDAR")]
    assert not gather(Fetched((Part("", cut),)), "Wexmere").is_whole
    assert not gather(Fetched((Part("", GOOD),), whole=False), "Wexmere").is_whole
