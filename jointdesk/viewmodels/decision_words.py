"""How the window writes decisions: status, money, days, and what is wrong in two or three words."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum

from jointdesk.domain.decision_words import STATUS_WORDS
from jointdesk.domain.decisions import Status
from jointdesk.domain.fields import pounds
from jointdesk.domain.words import MONTHS
from jointdesk.governance.timeline import MilestoneKind


class Shade(StrEnum):
    """The colours of a pill: plain, waiting, in order, should act, must act."""

    PLAIN = "plain"
    INFO = "info"
    OK = "ok"
    AMBER = "amber"
    RED = "red"


_SHADES = {
    Status.NOTICED: Shade.INFO,
    Status.TAKEN: Shade.INFO,
    Status.RECORDED: Shade.INFO,
    Status.PUBLISHED: Shade.INFO,
    Status.IN_WINDOW: Shade.INFO,
    Status.EFFECTIVE: Shade.OK,
    Status.IMPLEMENTED: Shade.OK,
    Status.REVIEWED: Shade.OK,
    Status.CONFIRMED: Shade.OK,
    Status.CALLED_IN: Shade.AMBER,
    Status.AMENDED: Shade.AMBER,
    Status.REFERRED: Shade.AMBER,
    Status.LAPSED: Shade.AMBER,
    Status.VOID: Shade.RED,
}

_SHORT_STATUS = {
    Status.IN_WINDOW: "Waiting period",
    Status.CONFIRMED: "Confirmed",
    Status.AMENDED: "Amended",
    Status.REFERRED: "Referred",
    Status.VOID: "Void",
}


def status_words(status: Status) -> str:
    """Return what a pill says of a status."""
    return _SHORT_STATUS.get(status) or STATUS_WORDS[status]


def shade_of(status: Status) -> Shade:
    """Return the colours of a status."""
    return _SHADES.get(status, Shade.PLAIN)


STEP_WORDS: Mapping[Status, str] = {
    Status.DRAFT: "Back to draft",
    Status.CLEARED: "Record as cleared",
    Status.NOTICED: "Record the notice",
    Status.TAKEN: "Take decision…",
    Status.RECORDED: "Record as written up",
    Status.PUBLISHED: "Publish",
    Status.IN_WINDOW: "Begin the waiting period",
    Status.EFFECTIVE: "Record as in effect",
    Status.IMPLEMENTED: "Record as carried out",
    Status.REVIEWED: "Record as reviewed",
    Status.CLOSED: "Close",
    Status.DEFERRED: "Defer…",
    Status.WITHDRAWN: "Withdraw…",
    Status.CALLED_IN: "Record the call-in",
    Status.CONFIRMED: "Confirm after call-in",
    Status.AMENDED: "Amend after call-in",
    Status.REFERRED: "Refer after call-in",
    Status.SUPERSEDED: "Supersede…",
    Status.REVOKED: "Revoke…",
    Status.LAPSED: "Let it lapse…",
    Status.VOID: "Declare void…",
}
"""What the button of each step says."""

MILESTONE_WORDS: Mapping[MilestoneKind, str] = {
    MilestoneKind.NOTICE: "Notice",
    MilestoneKind.PAPERS: "Papers",
    MilestoneKind.DECISION: "Decision",
    MilestoneKind.RECORD: "Record",
    MilestoneKind.CALL_IN: "Call-in closes",
    MilestoneKind.STANDSTILL: "Standstill ends",
    MilestoneKind.EFFECT: "In effect",
    MilestoneKind.REVIEW: "Review",
}


def money_words(amount: Decimal) -> str:
    """Return pounds as lists show them: "£3.2m", "£420k", "£950"."""
    for size, unit in ((Decimal(1_000_000), "m"), (Decimal(1_000), "k")):
        if abs(amount) >= size:
            return f"£{(amount / size).quantize(Decimal('0.01')).normalize():f}{unit}"
    return f"£{amount.quantize(Decimal('0.01')).normalize():f}"


def full_money(amount: Decimal) -> str:
    """Return pounds in full: "£3,200,000", with pence where there are any."""
    whole, _, pence = pounds(amount).partition(".")
    text = f"£{int(whole):,}"
    return text if pence == "00" else f"{text}.{pence}"


def day_words(day: date, today: date) -> str:
    """Return "8 Dec", with its year where that is not plain."""
    text = f"{day.day} {MONTHS[day.month - 1][:3]}"
    months_apart = abs((day.year - today.year) * 12 + day.month - today.month)
    return text if months_apart < 6 else f"{text} {day.year}"
