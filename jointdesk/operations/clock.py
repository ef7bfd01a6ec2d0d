"""The clock everything is judged by; JOINTDESK_NOW fixes it."""

import os
import time
from collections.abc import Mapping
from datetime import UTC

from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.moments import Instant, parse_instant


def now(environ: Mapping[str, str] = os.environ) -> Instant:
    """Return the present instant, or the one that JOINTDESK_NOW names (UTC without an offset).

    Raises:
        WrongUseError: JOINTDESK_NOW is not an ISO instant.
    """
    fixed = environ.get("JOINTDESK_NOW", "")
    if not fixed:
        return int(time.time())
    try:
        return parse_instant(fixed, UTC)
    except ValueError:
        raise WrongUseError(
            f"JOINTDESK_NOW is “{fixed}”, which is not an instant such as 2026-11-30T09:00:00Z."
        ) from None
