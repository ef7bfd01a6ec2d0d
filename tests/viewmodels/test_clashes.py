"""What something would clash with, in the few words that there is room for."""

from datetime import date
from typing import Any

from jointdesk.domain.conflicts import Conflict, Severity
from jointdesk.operations.series_ahead import SeriesAhead
from jointdesk.viewmodels.carried import Foresight
from jointdesk.viewmodels.clashes import foresight, series_words
from tests.sample_meetings import MONDAY, MeetingBuilder

make = MeetingBuilder()
CABINET = make.meeting("CAL", "Cabinet", MONDAY, "10:00-11:00", "Town Hall")
BOARD = make.meeting("CAL WEX", "Board", MONDAY, "10:00-11:00", "Wexmere House")
PRIVATE = make.meeting("WEX", "", MONDAY, "10:00-11:00", masked=True)
CALL = make.meeting("WEX", "Call", MONDAY, "11:00-12:00")
KNOWN = {one.id: one for one in (CABINET, BOARD, PRIVATE, CALL)}


def conflict(code: str, *participants: str, **more: Any) -> Conflict:
    values = {
        "id": "c", "code": code, "severity": Severity.RED, "start": 0, "end": 1, "anchor": 0,
        "org_ids": (), "participants": participants, "copy_keys": frozenset(),
        "series_ids": frozenset(), "collection_ids": frozenset(), "message": "they collide",
        "fingerprint": "", **more,
    }  # fmt: skip
    return Conflict(**values)


def test_a_clash_and_a_journey_in_one_line() -> None:
    found = foresight(
        [
            conflict("DIA-01", "own", CABINET.id),
            conflict("DIA-04", "own", BOARD.id, minutes_short=20),
        ],
        "own",
        KNOWN,
    )
    assert found.words == "Clashes with Cabinet (CAL), 20 min short to Wexmere House"
    assert found.meetings == {CABINET.id, BOARD.id}


def test_a_journey_from_the_one_before() -> None:
    short = conflict("DIA-04", CALL.id, "own", minutes_short=5, severity=Severity.AMBER)
    assert foresight([short], "own", KNOWN).words == "5 min short from the other place"


def test_many_are_counted_and_private_ones_stay_so() -> None:
    found = [conflict("DIA-03", one.id, "own") for one in (PRIVATE, BOARD, CABINET, CALL)]
    assert foresight(found, "own", KNOWN).words == (
        "Clashes with Busy (WEX), Board (CAL/WEX) and 2 more"
    )


def test_any_other_rule_has_its_own_sentence() -> None:
    assert foresight([conflict("DIA-12", "own", CALL.id)], "own", KNOWN).words == "They collide"
    gone = conflict("DIA-01", "own", "not on this page")
    assert foresight([gone], "own", KNOWN).words == "They collide"


def test_what_is_only_for_information_is_left_out() -> None:
    told = conflict("DIA-05", "own", CALL.id, severity=Severity.INFO)
    assert foresight([told], "own", KNOWN) == Foresight()


def test_a_series_is_told_by_how_many_of_its_days_clash() -> None:
    told = series_words(SeriesAhead(3, 12, date(2027, 1, 5)))
    assert told == "Clashes on 3 of 12 days, first on Tue 5 Jan"
    assert series_words(SeriesAhead(0, 1)) == "Clashes on none of 1 day to come"
    assert series_words(SeriesAhead()) == ""
