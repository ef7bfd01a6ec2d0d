"""What the generated calendars say: titles, people, places, texts."""

import random

DIRECTOR = "Robin Marsh"

PEOPLE = (
    "Aisha Rahman", "Bryn Hughes", "Chloé Martin", "Devi Nair", "Ewan Fraser", "Fatima Zahra",
    "Grzegorz Łoś", "Hannah Weiss", "Imran Qureshi", "Joyce Obi", "Kit Lowe", "Lucia Ferrari",
    "Maud Ellis", "Nils Åberg", "Oona Kelly", "Pavel Novák",
)  # fmt: skip

PLACES = (
    "", "", "Shire Hall, Committee Room 2", "Shire Hall, Cabinet Suite", "Trust HQ, Boardroom",
    "Civic Centre, Room 4.12", "Millfield School, Mill Lane", "Microsoft Teams Meeting",
    "https://meet.example/j/40718", "Health Centre, Station Road",
)  # fmt: skip

_SUBJECTS = (
    "Better Care Fund", "budget", "carers", "children's services", "discharge", "estates",
    "housing", "market position", "mental health", "primary care", "public health", "quality",
    "risk register", "safeguarding", "section 75", "urgent care", "winter plan", "workforce",
)  # fmt: skip
_FORMS = (
    "board", "briefing", "catch-up", "consultation", "deep dive", "delivery group", "forum",
    "gateway review", "one to one", "planning session", "review", "steering group", "workshop",
)  # fmt: skip
TITLES = tuple(f"{subject.capitalize()} {form}" for subject in _SUBJECTS for form in _FORMS)

_SENTENCES = (
    "Papers will follow two working days before the meeting",
    "Please bring the figures for quarter three, by district",
    "The café on the ground floor is open to visitors",
    "Item 4 is for decision, everything else is for information",
    "Dial in only if you cannot be there",
    "This replaces the meeting that was planned for last week",
    "Apologies to the office by noon on the day before",
    "Actions from last time are in the shared folder",
)


def _description(draw: random.Random) -> str:
    """About 300 bytes of TEXT as RFC 5545 writes it: commas and line ends escaped."""
    text = ""
    while len(text) < 300:
        text += draw.choice(_SENTENCES).replace(",", "\\,") + draw.choice((". ", ".\\n", "\\; "))
    return text[:300].rstrip("\\")


DESCRIPTIONS = tuple(_description(random.Random(number)) for number in range(500))

ZONE_LINES = (
    "BEGIN:VTIMEZONE", "TZID:Europe/London",
    "BEGIN:DAYLIGHT", "TZNAME:BST", "TZOFFSETFROM:+0000", "TZOFFSETTO:+0100",
    "DTSTART:19810329T010000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT",
    "BEGIN:STANDARD", "TZNAME:GMT", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0000",
    "DTSTART:19961027T020000", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD",
    "END:VTIMEZONE",
)  # fmt: skip
