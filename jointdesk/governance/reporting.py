"""DL13: reports under a section 75 agreement, each quarter and each year.

Source: where a council exercises NHS functions it reports quarterly and annually to the NHS
body; how many days after the end of a period is for the agreement to say, and the defaults are
JointDesk's own.
"""

from datetime import date, timedelta

from jointdesk.governance import deadline_settings as of
from jointdesk.governance.deadline_rules import Deadline, DeadlineRule, Terms, of_days, skipped
from jointdesk.governance.deadline_settings import Mark, Setting
from jointdesk.governance.keeping import months_later

_MOST = 12
_DAY = timedelta(days=1)


def _reports(on: date, terms: Terms) -> Deadline:
    counting = terms.counting()
    months, after = terms.number("months"), terms.number("days")
    why = [f"Each report is due {of_days(after, counting)} after the end of its {months} months."]
    periods = {
        f"report_{number}": (months_later(on, number * months) - _DAY, after)
        for number in range(1, terms.number("reports") + 1)
    }
    if terms.is_on("annual"):
        year_after = terms.number("annual_days")
        why.append(f"The annual report is due {of_days(year_after, counting)} after the year.")
        periods["annual_report"] = months_later(on, 12) - _DAY, year_after
    dates = {key: counting.add(end, count) for key, (end, count) in periods.items()}
    for key, (end, _) in periods.items():
        why.extend(each for each in skipped(counting, end, dates[key]) if each not in why)
    return Deadline("DL13", dates, tuple(why))


REPORTS = DeadlineRule(
    "DL13",
    "section 75 reports",
    "the first day of the year that is reported on",
    (
        Setting("reports", of.number(0, _MOST), "4", "how many reports", Mark.V),
        Setting("months", of.number(1, 12), "3", "months that each covers", Mark.V),
        of.days(20, "days after the end of the period", Mark.INF, lowest=0),
        Setting("annual", of.YES_NO, "yes", "is there an annual report?", Mark.V),
        Setting("annual_days", of.number(0, 400), "40", "days after the year", Mark.INF),
        of.UNIT,
        of.calendar(),
        *of.OWN_DAYS,
    ),
    {
        **{f"report_{number}": f"Report {number} is due on" for number in range(1, _MOST + 1)},
        "annual_report": "The annual report is due on",
    },
    _reports,
)
