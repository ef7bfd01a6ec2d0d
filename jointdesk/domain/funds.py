"""Pooled funds and what each organisation gives to them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from jointdesk.domain.entries import organisation
from jointdesk.domain.fields import Field, Kind, RecordType


class FundShare(NamedTuple):
    """What an organisation gives to a fund for a financial year ("2026/27")."""

    org: str = ""
    year: str = ""
    amount: Decimal = Decimal(0)
    confirmed_until: date | None = None


@dataclass(frozen=True, slots=True)
class Fund:
    """A pooled fund."""

    id: str
    order: int = 0
    name: str = ""
    host: str | None = None
    authority: str | None = None
    total: Decimal | None = None
    shares: tuple[FundShare, ...] = ()


FUND = RecordType(
    "fund",
    (
        Field("name", Kind.TEXT, "Fund"),
        organisation("Host", "host"),
        Field("authority", Kind.REFERENCE, "Agreement", to="authority"),
        Field("total", Kind.MONEY, "Total"),
        Field(
            "shares",
            Kind.ROWS,
            "Contributions",
            row=FundShare,
            parts=(
                organisation(),
                Field("year", Kind.TEXT, "Year"),
                Field("amount", Kind.MONEY, "Amount"),
                Field("confirmed_until", Kind.DAY, "Confirmed until"),
            ),
        ),
    ),
    Fund,
)
