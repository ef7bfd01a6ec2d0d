"""An organisation's governance profile and its own settings, as a person gives them."""

from collections.abc import Mapping
from typing import Any

from jointdesk.derive.governance import shipped_profiles
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.organisations import Organisation
from jointdesk.governance.profile_settings import checked

PROFILE = "profile"


def governance_values(organisation: Organisation, given: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields of `Organisation` that KEY=VALUE texts change.

    “profile” names a profile, "" the one that follows from the kind; any other name is a
    setting, "" for the profile's own value.

    Raises:
        WrongUseError: there is no such profile or setting, or a value is not for it.
    """
    settings = dict(organisation.settings)
    changed: dict[str, Any] = {}
    for name, text in given.items():
        if name == PROFILE:
            changed[PROFILE] = _profile(text)
            continue
        known, value = checked(name, text)
        settings[known] = value
    kept = {name: value for name, value in settings.items() if value}
    return changed if kept == organisation.settings else {**changed, "settings": kept}


def _profile(text: str) -> str:
    wanted = text.strip().casefold().replace("-", "_").replace(" ", "_")
    if not wanted or wanted in shipped_profiles():
        return wanted
    raise WrongUseError(
        f"There is no profile “{text}”. There are: {', '.join(shipped_profiles())}."
    )
