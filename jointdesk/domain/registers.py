"""The registers that decisions are checked against: each an ordinary list."""

from typing import Any

from jointdesk.domain.authorities import AUTHORITY, DELEGATION
from jointdesk.domain.fields import RecordType
from jointdesk.domain.forums import FORUM
from jointdesk.domain.funds import FUND
from jointdesk.domain.interests import INTEREST
from jointdesk.domain.offices import OFFICE
from jointdesk.domain.polls import POLL

REGISTERS: tuple[RecordType[Any], ...] = (
    AUTHORITY,
    DELEGATION,
    FORUM,
    INTEREST,
    FUND,
    OFFICE,
    POLL,
)
"""Every register, in an order in which what is referred to comes first."""
