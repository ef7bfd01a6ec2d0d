"""History: who said what of an item, when, in whose name, and what was there before."""

from jointdesk.domain.history import FieldChange, HistoryEntry
from jointdesk.store.changes import erase_item, record
from jointdesk.store.desk import Desk
from jointdesk.store.history import history
from tests.store.samples import DIRECTOR, PA, OtherDevice, write


def test_each_change_tells_what_was_there_before(desk: Desk) -> None:
    added = record(desk, DIRECTOR, "Added CAL", [write(code="CAL", share=50)])
    actor = PA._replace(on_behalf_of="director")
    changed = record(desk, actor, "Changed CAL", [write(share=None, name="Calder")])
    assert history(desk, "cal") == [
        HistoryEntry(
            DIRECTOR.at, "director", "", added, "Added CAL", "shared",
            (FieldChange("code", None, "CAL"), FieldChange("share", None, 50)),
        ),
        HistoryEntry(
            PA.at, "pa", "director", changed, "Changed CAL", "shared",
            (FieldChange("name", None, "Calder"), FieldChange("share", 50, None)),
        ),
    ]  # fmt: skip
    assert history(desk, "wex") == []


def test_each_entry_names_its_stream(desk: Desk) -> None:
    record(desk, DIRECTOR, "Noted", [write("n1", state="a"), write("n1", "director", why="b")])
    assert [entry.stream for entry in history(desk, "n1")] == ["shared", "director"]


def test_the_time_is_what_the_author_claimed(desk: Desk) -> None:
    record(desk, PA, "Noted", [write("n1", text="a")])
    record(desk, DIRECTOR, "Noted", [write("n1", text="b")])  # an hour before
    assert [entry.at for entry in history(desk, "n1")] == [PA.at, DIRECTOR.at]


def test_erased_and_unreadable_changes_stay_in_the_history(desk: Desk) -> None:
    record(desk, DIRECTOR, "Noted", [write("n1", text="a")])
    erase_item(desk, "n1", "shared")
    OtherDevice(desk).say("n1", {}, text="?")
    erased, unreadable = history(desk, "n1")
    assert (erased.at, erased.author, erased.fields) == (DIRECTOR.at, "director", ())
    assert erased.is_erased
    assert unreadable.is_erased
