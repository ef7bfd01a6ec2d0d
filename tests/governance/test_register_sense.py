"""What an entry of a register cannot say."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from jointdesk.domain.authorities import AUTHORITY, DELEGATION, Authority, Delegation
from jointdesk.domain.fields import RecordType
from jointdesk.domain.forums import FORUM, Forum, ForumSeat, Quorum, Stage
from jointdesk.domain.funds import FUND, Fund, FundShare
from jointdesk.domain.interests import INTEREST, Interest
from jointdesk.domain.offices import OFFICE, Office
from jointdesk.domain.polls import POLL, Poll
from jointdesk.governance.register_sense import nonsense

MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)
VOTER, CHAIR = ForumSeat("tom", "cal", "voting"), ForumSeat("imogen", "cal", "chair")


def voters(count: int, *seats: ForumSeat, org: str = "cal") -> Forum:
    return Forum("f", quorum=(Quorum(org, count),), seats=seats)


@pytest.mark.parametrize(
    ("kind", "entry", "sentence"),
    [
        (
            AUTHORITY,
            Authority("a", valid_from=JUNE, valid_to=MAY),
            "“Until”, Friday 1 May 2026, is before “In force from”, Monday 1 June 2026.",
        ),
        (DELEGATION, Delegation("d", valid_from=JUNE, valid_to=MAY), "is before “In force from”"),
        (DELEGATION, Delegation("d", limit=Decimal(-1)), "“Limit” cannot be below nothing: -1."),
        (INTEREST, Interest("i", starts=JUNE, ends=MAY), "“Until”, Friday 1 May 2026, is before"),
        (OFFICE, Office("o", starts=JUNE, ends=MAY), "“Until”, Friday 1 May 2026, is before"),
        (POLL, Poll("p", day=MAY, notice=JUNE), "“Polling day”, Friday 1 May 2026, is before"),
        (FUND, Fund("f", total=Decimal(-5)), "“Total” cannot be below nothing"),
        (FUND, Fund("f", shares=(FundShare("cal", "", Decimal(-5)),)), "“Amount” cannot be"),
        (FORUM, Forum("f", limit=Decimal(-5)), "“Limit” cannot be"),
        (FORUM, Forum("f", stages=(Stage("Draft", -1),)), "“Working days before” cannot be"),
        (FORUM, voters(-1), "“Voters” cannot be"),
        (
            FORUM,
            voters(3, VOTER, CHAIR),
            "A quorum of 3 voters cannot be reached with 2 voting seats: add the other seats too.",
        ),
        (FORUM, voters(2, VOTER, org=""), "A quorum of 2 voters cannot be reached"),
    ],
)
def test_what_makes_no_sense_is_told(kind: RecordType[Any], entry: Any, sentence: str) -> None:
    assert sentence in nonsense(kind, entry)


@pytest.mark.parametrize(
    ("kind", "entry"),
    [
        (AUTHORITY, Authority("a", valid_from=MAY, valid_to=MAY)),
        (AUTHORITY, Authority("a", valid_to=MAY)),
        (DELEGATION, Delegation("d", limit=Decimal(0), valid_from=MAY, valid_to=JUNE)),
        (INTEREST, Interest("i", starts=MAY)),
        (OFFICE, Office("o", ends=MAY)),
        (POLL, Poll("p", day=JUNE, notice=MAY)),
        (FUND, Fund("f", shares=(FundShare("cal", "", Decimal(5)),))),
        (FORUM, voters(2, VOTER, CHAIR)),
        (FORUM, voters(5, ForumSeat("ann", "cal", "attending"), ForumSeat("bo", "wex", "voting"))),
        (FORUM, voters(5)),
    ],
)
def test_everything_else_does(kind: RecordType[Any], entry: Any) -> None:
    assert nonsense(kind, entry) == ""
