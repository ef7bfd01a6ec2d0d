"""DL10 and DL15: papers of an NHS board, and the steps that lead to papers in time.

Standing orders decide when board papers go out. The Public Bodies (Admission to Meetings) Act
1960 has 3 clear days for the bodies that it covers; what applies to integrated care boards was
not verified, so 5 working days is a default from general knowledge. The steps of DL15 are
JointDesk's own proposal.
"""

from datetime import date

from jointdesk.governance import deadline_settings as of
from jointdesk.governance.deadline_rules import Deadline, DeadlineRule, Terms, of_days, skipped
from jointdesk.governance.deadline_settings import Mark, Setting
from jointdesk.governance.notices import latest_notice

_STEPS = {"draft": 20, "clearance": 14, "final": 7, "publish": 6}
"""Working days before the meeting; publication leaves 5 clear ones."""


def _board_papers(on: date, terms: Terms) -> Deadline:
    counting = terms.counting()
    before = terms.number("days")
    if terms.is_on("clear"):
        publish_by = latest_notice(on, before, counting)
        why = f"{of_days(before, counting, 'clear')} lie between the papers and the meeting."
    else:
        publish_by = counting.subtract(on, before)
        why = f"Papers are out {of_days(before, counting)} before the meeting."
    return Deadline("DL10", {"publish_by": publish_by}, (why, *skipped(counting, publish_by, on)))


def _back_planning(on: date, terms: Terms) -> Deadline:
    counting = terms.counting()
    offsets = {step: terms.number(step) for step in _STEPS}
    dates = {f"{step}_by": counting.subtract(on, offset) for step, offset in offsets.items()}
    why = (
        *(
            f"{step.capitalize()}: {of_days(offset, counting)} before the meeting."
            for step, offset in offsets.items()
        ),
        *skipped(counting, min(dates.values()), on),
    )
    return Deadline("DL15", dates, why)


BOARD_PAPERS = DeadlineRule(
    "DL10",
    "NHS board papers",
    "the day of the meeting",
    (
        of.days(5, "days before the meeting", Mark.GK),
        Setting("clear", of.YES_NO, "no", "count clear days, both ends excluded", Mark.GK),
        of.UNIT,
        of.calendar(),
        *of.OWN_DAYS,
    ),
    {"publish_by": "Publish the board papers by"},
    _board_papers,
)
BACK_PLANNING = DeadlineRule(
    "DL15",
    "steps to papers in time",
    "the day of the meeting",
    (
        *(
            Setting(step, of.number(0, 400), str(offset), "days before the meeting", Mark.INF)
            for step, offset in _STEPS.items()
        ),
        of.UNIT,
        of.calendar(),
        *of.OWN_DAYS,
    ),
    {
        "draft_by": "Have the draft by",
        "clearance_by": "Have the clearances by",
        "final_by": "Have the final report by",
        "publish_by": "Publish by",
    },
    _back_planning,
)
