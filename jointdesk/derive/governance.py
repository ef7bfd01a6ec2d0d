"""What the rules on decisions and tasks need to know of a desk besides its records."""

from collections.abc import Iterable, Mapping
from functools import cache

from jointdesk.domain.organisations import Organisation
from jointdesk.governance.profiles import Profile, profile_of, read_profiles
from jointdesk.store import bundled


@cache
def shipped_profiles() -> Mapping[str, Profile]:
    """Return the governance profiles that ship with the program, by name."""
    return read_profiles(bundled.profiles())


def profiles_of(organisations: Iterable[Organisation]) -> dict[str, Profile]:
    """Return each organisation's profile, its own settings laid over, by organisation id."""
    shipped = shipped_profiles()
    return {one.id: profile_of(one, shipped) for one in organisations}
