"""How a shared desk stands, in words, and when its server is asked again."""

from zoneinfo import ZoneInfo

import pytest

from jointdesk.desk.refusals import (
    AlteredError,
    ClockError,
    NoAnswerError,
    OutOfStepError,
    PasswordError,
    RemovedError,
    ServerError,
)
from jointdesk.domain.errors import BusyError, DeskFileError, JointDeskError, SecretError
from jointdesk.domain.memberships import Membership
from jointdesk.domain.moments import DAY, Instant
from jointdesk.store.server_log import HistoryError
from jointdesk.viewmodels.sharing import Sharing, Trouble, pause_s, trouble_of
from jointdesk.viewmodels.sharing_words import part_of, standing_words, unsent_words

LONDON = ZoneInfo("Europe/London")
HERE = Membership("host=server.example dbname=desk", "jd_1", "p1")


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (NoAnswerError("x"), Trouble.AWAY),
        (OutOfStepError("x"), Trouble.AWAY),
        (BusyError("busy"), Trouble.AWAY),
        (DeskFileError("full"), Trouble.PERSON),
        (AlteredError("x"), Trouble.PERSON),
        (PasswordError("x"), Trouble.PASSWORD),
        (SecretError("x"), Trouble.PASSWORD),
        (RemovedError("x"), Trouble.PERSON),
        (HistoryError("x"), Trouble.PERSON),
        (ClockError(0), Trouble.PERSON),
        (ServerError("too old"), Trouble.PERSON),
    ],
)
def test_each_error_says_who_has_to_do_something(error: JointDeskError, trouble: Trouble) -> None:
    assert trouble_of(error) is trouble


def test_a_server_is_asked_every_half_minute_not_by_all_at_the_same_second() -> None:
    assert pause_s(Trouble.NONE, 0, 0.5) == pytest.approx(30)
    assert 20 < (pause_s(Trouble.NONE, 0, 0.0) or 0) < (pause_s(Trouble.NONE, 0, 1.0) or 0) < 40


def test_one_that_does_not_answer_is_asked_less_and_less_often_but_never_given_up() -> None:
    pauses = [pause_s(Trouble.AWAY, failures, 0.5) or 0 for failures in range(1, 60)]
    assert pauses[:4] == pytest.approx([1, 2, 4, 8])
    assert pauses == sorted(pauses)
    assert pauses[-1] == pytest.approx(60)


def test_whoever_was_removed_with_days_left_is_told_so_and_what_is_still_to_be_sent() -> None:
    sharing = Sharing(HERE, "Tom", Instant(0), 3, is_open=True, is_removed=True)
    part = part_of(sharing)
    assert part is not None
    assert (part.words, part.is_urgent) == ("Shared desk: you were removed", True)
    standing = standing_words(sharing, LONDON, Instant(DAY))
    assert "You were removed from this shared desk" in standing
    for words in (standing, part.spoken):
        assert words.endswith("3 changes to be sent; they are saved here.")
    assert unsent_words(sharing).startswith("3 changes to be sent: ")
    sent = sharing._replace(waiting=0)
    assert standing_words(sent, LONDON, Instant(DAY)).endswith("are on the shared desk.")
    assert unsent_words(sent) == ""
    over = sharing._replace(trouble=Trouble.PERSON, words="You are not a member any more.")
    assert "for some days" not in standing_words(over, LONDON, Instant(DAY))
    assert unsent_words(Sharing(HERE, waiting=1)).startswith("1 change to be sent: ")


def test_a_refused_password_is_never_tried_again_by_itself() -> None:
    assert pause_s(Trouble.PASSWORD, 1, 0.5) is None
    assert (pause_s(Trouble.PERSON, 1, 0.5) or 0) >= 600


@pytest.mark.parametrize(
    ("sharing", "words", "is_urgent"),
    [
        (Sharing(HERE, is_open=True), "On the shared desk", False),
        (Sharing(HERE), "Shared desk: connecting", False),
        (Sharing(HERE, waiting=1, is_open=True), "Saved here, 1 change to be sent", False),
        (Sharing(HERE, trouble=Trouble.AWAY), "Shared desk: no answer", False),
        (Sharing(HERE, waiting=3, trouble=Trouble.AWAY), "Saved here, 3 changes to be sent", False),
        (Sharing(HERE, trouble=Trouble.PASSWORD), "Shared desk: password needed", True),
        (Sharing(HERE, trouble=Trouble.PERSON), "Shared desk: stopped", True),
    ],
)
def test_the_foot_of_the_window_says_where_changes_are(
    sharing: Sharing, words: str, is_urgent: bool
) -> None:
    part = part_of(sharing)
    assert part is not None
    assert (part.words, part.is_urgent) == (words, is_urgent)
    assert part.spoken


def test_where_no_desk_is_shared_nothing_is_said_at_the_foot(now: Instant) -> None:
    assert part_of(Sharing()) is None
    assert standing_words(Sharing(), LONDON, now).startswith("This desk is not shared")


def test_the_settings_say_as_whom_when_and_what_waits(now: Instant) -> None:
    sharing = Sharing(HERE, "Tom", is_open=True)
    told = standing_words(sharing, LONDON, now)
    assert told == "Shared, as Tom. Last exchange: never. All your changes are on the shared desk."
    told = standing_words(sharing._replace(synced_at=now, waiting=2), LONDON, now)
    assert told == (
        "Shared, as Tom. Last exchange: 08:00. 2 changes to be sent; they are saved here."
    )
    told = standing_words(sharing._replace(synced_at=now - 2 * DAY), LONDON, now)
    assert "28 November 08:00" in told
