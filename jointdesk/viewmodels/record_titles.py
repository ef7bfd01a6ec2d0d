"""Short names of conflicts about decisions, tasks, and what records tell of meetings."""

from collections.abc import Mapping
from typing import NamedTuple

from jointdesk.domain.conflicts import Conflict
from jointdesk.domain.words import listed, plain_line

_MOST = 3


class RecordTitle(NamedTuple):
    """`short` is for a row, `headline` says what is wrong."""

    short: str
    headline: str


RECORD_TITLES: Mapping[str, RecordTitle] = {
    "DEC-01": RecordTitle("Decisions differ", "Two bodies' decisions do not agree"),
    "DEC-02": RecordTitle("Decided twice", "Decided, or referred to, twice by one body"),
    "DEC-03": RecordTitle("Not within authority", "The decision is not within its authority"),
    "DEC-04": RecordTitle("Other decision missing", "The other body has not decided"),
    "DEC-05": RecordTitle("Too soon", "Something is done before the decision has effect"),
    "DEC-06": RecordTitle("Interest not declared", "An interest is not recorded"),
    "DEC-07": RecordTitle("Registers differ", "An interest stands in one register only"),
    "DEC-08": RecordTitle("Notice too late", "The key decision lacks its notice"),
    "DEC-09": RecordTitle("Amounts differ", "The amounts do not add up"),
    "DEC-10": RecordTitle("Funding ends first", "The commitment outlasts its funding"),
    "DEC-11": RecordTitle("Partner missing", "A partner has no decision on this"),
    "DEC-12": RecordTitle("Restricted text open", "Restricted text may be read by others"),
    "DEC-13": RecordTitle("Before an election", "A decision falls in a pre-election period"),
    "DEC-14": RecordTitle("Decided by advisers", "An advisory group cannot decide"),
    "DEC-15": RecordTitle("Authority out of date", "The authority was not in force"),
    "DEC-16": RecordTitle("Ended, with open tasks", "A decision that ended is still being done"),
    "TSK-01": RecordTitle("Asked twice", "Both bodies may ask for the same"),
    "TSK-02": RecordTitle("Many deadlines", "Too many deadlines on one day"),
    "TSK-03": RecordTitle("Priorities differ", "The bodies do not agree how pressing this is"),
    "TSK-04": RecordTitle("Waiting in a circle", "Tasks wait for each other"),
    "TSK-05": RecordTitle("Impossible date", "A task is due when it cannot be"),
    "TSK-06": RecordTitle("Nobody's task", "An action has no owner or no date"),
    "TSK-07": RecordTitle("Wrong hands", "A task's owner has no role in its body"),
    "DIA-09": RecordTitle("No quorum without you", "The meeting has no quorum without you"),
    "DIA-11": RecordTitle("No time to prepare", "There is no time to prepare"),
    "DIA-14": RecordTitle("Before an election", "It falls in a pre-election period"),
    "DIA-17": RecordTitle("Deadline in leave", "Papers are due at a bad time"),
    "WRK-02": RecordTitle("Hours over the limit", "The average week is too long"),
    "WRK-04": RecordTitle("Nobody covers for you", "A protected meeting is in leave, uncovered"),
}


def about(conflict: Conflict) -> str:
    """Return the names of the records it is about, "" where there are none."""
    names = [plain_line(name) for name in conflict.names if name]
    more = len(names) - _MOST
    return listed([*names[:_MOST], *([f"{more} more"] if more > 0 else [])])
