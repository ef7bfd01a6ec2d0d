"""What stands in the demo desk's two calendars (section 7 of the field's description).

M01 to M28 are the recurring meetings. Monthly and quarterly ones are lists of dates, so that
moving the desk by whole weeks keeps each in its week.
"""

from datetime import date, timedelta
from typing import NamedTuple

CHANGED = "20260901T080000Z"
MON, TUE, WED, THU, FRI = range(5)
MONTHS = tuple(date(2026 + (8 + n) // 12, (8 + n) % 12 + 1, 1) for n in range(8))
"""September 2026 to April 2027."""

TOWN_HALL, ANNEXE, WEXMERE = "Calderbourne Town Hall", "Civic Annexe, Mill Street", "Wexmere House"
FENWICK, HUB, RIVERSIDE = "Fenwick Road", "Brackenfield Adult Care Hub", "Riverside Integrated Hub"
ESKMOOR, THORNHALLOW = "Eskmoor House", "Thornhallow District Offices"
TEAMS = "Teams"
"""Stands for the place of an online meeting; each server words it in its own way."""

PEOPLE = {
    "adeyemi": ("Tom Adeyemi", "tom.adeyemi@calderbourne.example"),
    "board": ("ICB Board Office", "board.office@wexmere.example"),
    "democratic": ("Democratic Services", "democratic.services@calderbourne.example"),
    "eskmoor": ("Siân Prosser, Eskmoor", "sian.prosser@eskmoor.example"),
    "hr": ("HR Casework", "hr.casework@calderbourne.example"),
    "keane": ("Rosalind Keane", "rosalind.keane@calderbourne.example"),
    "lyall": ("Bridget Lyall", "bridget.lyall@wexmere.example"),
    "marlowe": ("Sunita Marlowe", "sunita.marlowe@wexmere.example"),
    "pym": ("Gareth Pym", "gareth.pym@calderbourne.example"),
    "regional": ("NHS England regional team", "regional.office@nhsengland.example"),
    "reyes": ("Callum Reyes", "callum.reyes@calderbourne.example"),
    "ross": ("Perpetua Ross", "perpetua.ross@wexmere.example"),
    "stott": ("Cllr Maureen Stott", "cllr.maureen.stott@calderbourne.example"),
    "thackeray": ("Anil Thackeray", "anil.thackeray@wexmere.example"),
    "thornhallow": ("Thornhallow programme office", "programme@thornhallow.example"),
    "voss": ("Helena Voss", "helena.voss@calderbourne.example"),
}
DIRECTOR = {
    "CAL": ("Imogen Farrant", "imogen.farrant@calderbourne.example"),
    "WEX": ("Imogen Farrant", "imogen.farrant@wexmere.example"),
}


class Override(NamedTuple):
    """What is different about one occurrence; an empty value changes nothing."""

    day: date
    orgs: tuple[str, ...]
    hours: str = ""
    place: str = ""
    changed: str = CHANGED


class Event(NamedTuple):
    """One row of the diary.

    `orgs` are the calendars it stands in. `days` are its dates: one with a `rule`, or all of
    them (they become DTSTART and RDATE). `hours` is "18:00-20:00", or "3 days" for all day. A
    meeting in both calendars has one UID, as an invitation to both addresses gives it, unless
    `typed_in` says that a PA typed the second copy; `wexmere` is what that PA wrote.
    """

    key: str
    title: str
    orgs: tuple[str, ...]
    days: tuple[date, ...]
    hours: str
    place: str = ""
    organizer: str = ""
    attendees: str = ""
    rule: str = ""
    until: date | None = None
    except_days: tuple[date, ...] = ()
    notes: str = ""
    overrides: tuple[Override, ...] = ()
    typed_in: bool = False
    wexmere: tuple[str, str] = ("", "")
    status: str = "CONFIRMED"
    reply: str = "ACCEPTED"
    role: str = "REQ-PARTICIPANT"
    classes: tuple[str, str] = ("PUBLIC", "PUBLIC")
    busy: str = "BUSY"


CAL, WEX, BOTH = ("CAL",), ("WEX",), ("CAL", "WEX")
LAST_DAY = date(2027, 4, 30)


def nth(weekday: int, number: int, months: tuple[int, ...] = ()) -> tuple[date, ...]:
    """Give the number-th (-1: last) weekday of each month, or of those named."""
    days = []
    for first in MONTHS:
        if months and first.month not in months:
            continue
        in_month = [
            day
            for n in range(31)
            if (day := first + timedelta(n)).month == first.month and day.weekday() == weekday
        ]
        days.append(in_month[number if number < 0 else number - 1])
    return tuple(days)


def on(*days: str) -> tuple[date, ...]:
    """Give the dates written "2026-12-09"."""
    return tuple(map(date.fromisoformat, days))


EASTER = on("2027-03-26", "2027-03-29")
CABINET = nth(TUE, 2)
WEEKLY, FORTNIGHTLY = "FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2"
AT_WEXMERE = on("2026-10-02", "2026-12-04", "2027-02-05", "2027-04-02")

EVENTS = (
    # The recurring meetings M01 to M28.
    Event("M01", "Cabinet", CAL, CABINET, "18:00-20:00", TOWN_HALL, "democratic", "stott pym voss",
          notes="Agenda and reports are published five clear working days before."),
    Event("M02", "Cabinet briefing", CAL, tuple(day - timedelta(14) for day in CABINET[1:]),
          "16:00-17:30", TOWN_HALL, "democratic", "stott keane"),
    Event("M03", "Full Council", CAL, on("2026-12-17", "2027-02-25", "2027-05-20"), "18:30-22:00",
          "Town Hall, Council Chamber", "democratic", notes="In attendance."),
    Event("M04", "Adults & Health Scrutiny", CAL, on("2027-01-20"), "17:30-20:00",
          "Town Hall, Committee Room 1", "democratic", "stott",
          rule="FREQ=WEEKLY;INTERVAL=6", notes="Witness: discharge, winter funding."),
    Event("M05", "Corporate Leadership Team", CAL, on("2026-09-07"), "08:45-10:15", TOWN_HALL,
          "keane", "pym voss", rule=WEEKLY, except_days=EASTER[1:]),
    Event("M06", "Directorate Management Team", CAL, on("2026-09-08"), "09:30-11:00", ANNEXE,
          "adeyemi", "reyes", rule=WEEKLY, except_days=on("2026-10-27"), role="CHAIR"),
    Event("M07", "Portfolio holder 1:1 (Cllr Stott)", CAL, on("2026-09-10"), "11:30-12:30",
          TOWN_HALL, "stott", rule=FORTNIGHTLY),
    Event("M08", "Chief executive 1:1 (Keane)", CAL, nth(WED, 1), "10:00-11:00", TOWN_HALL,
          "keane"),
    Event("M09", "Budget monitoring (s151)", CAL, nth(FRI, 2), "09:30-11:00", TOWN_HALL, "pym",
          "reyes", notes="Pooled budgets, forecast outturn, savings. Papers by Wednesday noon;"
          " figures in £000."),
    Event("M10", "Complex placements panel", CAL, on("2026-09-09"), "13:30-15:00", HUB, "adeyemi",
          "reyes", rule=WEEKLY, role="CHAIR", notes="OFFICIAL-SENSITIVE. Cases by reference only."),
    Event("M11", "ICB Board in public", WEX, nth(THU, -1, (9, 11, 1, 3)), "13:00-16:30",
          "Wexmere House, Boardroom", "board", "thackeray marlowe ross"),
    Event("M12", "ICB Board seminar", WEX, nth(THU, -1, (10, 2, 4)), "13:00-16:00",
          "Wexmere House, Boardroom", "board", "thackeray marlowe ross"),
    Event("M13", "ICB Executive Committee", WEX, on("2026-09-07"), "10:30-12:30", WEXMERE,
          "thackeray", "marlowe ross", rule=WEEKLY, except_days=EASTER[1:]),
    Event("M14", "Finance & Investment Committee (FIC)", WEX, nth(WED, 3), "09:30-12:00", WEXMERE,
          "board", "marlowe ross"),
    Event("M15", "Quality & Safety Committee", WEX, nth(THU, 1), "14:00-16:30", WEXMERE, "board",
          "ross"),
    Event("M16", "Chief executive 1:1 (Thackeray)", WEX, on("2026-09-04"), "11:30-12:30", WEXMERE,
          "thackeray", rule=FORTNIGHTLY),
    Event("M17", "NHS regional assurance call", WEX, nth(TUE, -1), "14:00-14:45",
          "Telephone 01632 960145", "regional", "thackeray marlowe"),
    Event("M18", "Place commissioning team", WEX, on("2026-09-10"), "09:30-11:00", FENWICK,
          "lyall", "reyes", rule=WEEKLY, except_days=on("2026-10-29"), role="CHAIR"),
    Event("M19", "System pressures call", WEX, on("2026-12-01"), "08:15-08:45", TEAMS, "board",
          "thackeray", rule="FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", until=date(2027, 2, 26)),
    Event("M20", "Section 75 Partnership Board", BOTH, nth(TUE, 3), "14:00-16:00", RIVERSIDE,
          "democratic", "keane thackeray pym marlowe",
          notes="Quorum: one voting member of each body. Papers: pooled fund, variation, risks.",
          overrides=(Override(date(2026, 12, 15), CAL, changed="20261126T153000Z"),
                     Override(date(2026, 12, 15), WEX, "14:30-16:30",
                              changed="20261124T101500Z"))),
    Event("M21", "Health and Wellbeing Board", BOTH, nth(WED, 3, (9, 12, 3)), "10:00-12:30",
          TOWN_HALL, "democratic", "stott keane thackeray"),
    Event("M22", "BCF working group", BOTH, on("2026-09-09"), "11:30-12:30", TEAMS, "reyes",
          "marlowe pym", rule=FORTNIGHTLY, typed_in=True, role="CHAIR",
          notes="Advisory: it recommends, the bodies decide."),
    Event("M23", "Joint Executive Group", BOTH, nth(FRI, 1), "14:00-15:30", TOWN_HALL, "keane",
          "thackeray pym marlowe",
          overrides=tuple(Override(day, BOTH, place=WEXMERE) for day in AT_WEXMERE)),
    Event("M24", "Safeguarding Adults Board", BOTH, on("2026-09-10", "2026-12-10", "2027-03-11"),
          "13:30-16:00", ANNEXE, "democratic", "ross"),
    Event("M25", "PA diary huddle", BOTH, on("2026-09-11"), "08:50-09:15", TEAMS, "adeyemi",
          "lyall", rule=WEEKLY, except_days=EASTER[:1], typed_in=True),
    Event("M26", "Cross-boundary liaison", BOTH, nth(WED, 2), "15:30-16:30", ESKMOOR, "eskmoor",
          "reyes", typed_in=True, wexmere=("", "Eskmoor House, Room 4")),
    Event("M27", "Extra care programme board", BOTH,
          tuple(day for day in nth(MON, -1) if day not in EASTER), "14:00-15:30", THORNHALLOW,
          "thornhallow", "reyes", typed_in=True,
          wexmere=("FW: Extra care programme board", "Thornhallow Offices")),
    Event("M28", "Focus time", BOTH, on("2026-09-11"), "15:30-17:00", organizer="adeyemi",
          rule=WEEKLY, except_days=EASTER[:1]),
    # What makes the conflicts that no pattern makes.
    Event("contract", "Contract review", WEX, on("2026-12-09"), "14:00-15:00", TEAMS, "marlowe",
          "ross"),
    Event("performance", "NHS England performance call", WEX, on("2027-01-19"), "15:00-15:45",
          TEAMS, "regional", "thackeray", status="TENTATIVE", reply="TENTATIVE"),
    Event("leave", "Annual leave", WEX, on("2026-12-21"), "4 days", busy="OOF"),
    Event("hearing", "HR hearing: case 26/114", BOTH, on("2026-12-08"), "13:30-15:00", ANNEXE,
          "hr", "voss", classes=("PRIVATE", "PUBLIC"), notes="Bundle in the HR case room only."),
    Event("visit", "Care home visit", CAL, on("2026-12-02"), "16:30-17:30", "TBC", "reyes"),
    Event("provider", "Provider contract meeting", WEX, on("2027-01-15"), "10:30-12:00",
          "St Aldric's Hospital", "marlowe", "ross"),
    Event("block", "Busy", CAL, on("2027-01-15"), "10:30-12:00"),
    # What must make none: declined, cancelled, free, matched leave, a hold beside nothing.
    Event("digital", "Digital strategy workshop", WEX, on("2026-12-02"), "14:00-16:00", WEXMERE,
          "board", reply="DECLINED"),
    Event("highways", "Canceled: Highways budget workshop", CAL, on("2026-12-10"), "14:00-15:00",
          TOWN_HALL, "pym", status="CANCELLED"),
    Event("christmas", "Christmas Day", CAL, on("2026-12-25"), "1 days", busy="FREE"),
    Event("boxing", "Boxing Day (substitute day)", CAL, on("2026-12-28"), "1 days", busy="FREE"),
    Event("newyear", "New Year's Day", CAL, on("2027-01-01"), "1 days", busy="FREE"),
    Event("payroll", "Payroll cut-off", WEX, on("2026-12-03"), "1 days", busy="FREE"),
    Event("callum", "Callum Reyes: leave", CAL, on("2026-12-17"), "2 days", busy="FREE"),
    Event("autumn", "Annual leave", BOTH, on("2026-10-26"), "5 days", busy="OOF", typed_in=True),
    Event("spring", "Annual leave", BOTH, on("2027-02-15"), "5 days", busy="OOF", typed_in=True),
    Event("fees", "HOLD: Care home fees, Cllr Stott", CAL, on("2026-12-14"), "15:00-16:00",
          organizer="adeyemi", attendees="stott", status="TENTATIVE", busy="TENTATIVE"),
    Event("mobilise", "Reablement mobilisation", CAL, on("2026-12-18"), "10:30-11:30", TEAMS,
          "reyes", "pym", status="TENTATIVE", reply="TENTATIVE"),
    Event("launch", "Public consultation launch: commissioning restructure", CAL,
          on("2027-04-14"), "10:00-11:00", TOWN_HALL, "keane", "voss"),
    # Private items.
    Event("medical", "Medical appointment", CAL, on("2026-11-12"), "15:00-16:00",
          classes=("PRIVATE", "")),
    Event("health", "Occupational health appointment", CAL, on("2026-12-01"), "15:00-16:00",
          organizer="hr", classes=("PRIVATE", "")),
    Event("pay", "Pay review: senior managers", CAL, on("2027-01-22"), "13:30-14:30",
          organizer="keane", classes=("CONFIDENTIAL", "")),
    Event("appraisal", "Appraisal prep", WEX, on("2026-12-14"), "13:30-14:15",
          organizer="thackeray", classes=("", "PRIVATE")),
    Event("catchup", "Finance catch-up", WEX, on("2026-12-15"), "11:30-12:15",
          organizer="marlowe", classes=("", "PRIVATE")),
    Event("grievance", "Grievance meeting", WEX, on("2027-01-06"), "16:00-17:00",
          organizer="ross", classes=("", "CONFIDENTIAL")),
)  # fmt: skip
