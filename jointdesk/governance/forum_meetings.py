"""Which forum a meeting of the diary is a meeting of, and by which route it decides."""

import re
from collections.abc import Iterable
from fnmatch import translate
from functools import lru_cache

from jointdesk.diary.titles import without_prefixes
from jointdesk.domain.forums import Forum
from jointdesk.domain.organisations import Organisation, OrganisationKind

_COUNCILS = (OrganisationKind.COUNCIL, OrganisationKind.DISTRICT)


def forum_of(title: str, forums: Iterable[Forum]) -> Forum | None:
    """Return the first forum that knows the title as one of its meetings', by glob or by name."""
    names = {title.strip(), without_prefixes(title)}
    for forum in forums:
        patterns = forum.meetings or tuple(filter(None, (forum.name, forum.code)))
        if any(_glob(pattern).match(name) for pattern in patterns for name in names):
            return forum
    return None


def route_of(forum: Forum, organisation: Organisation) -> str:
    """Return the governance route by which a forum decides for an organisation."""
    if forum.kind == "executive":
        return "exec_meeting" if organisation.kind in _COUNCILS else "committee"
    return forum.kind


@lru_cache(maxsize=256)
def _glob(pattern: str) -> re.Pattern[str]:
    return re.compile(translate(pattern), re.IGNORECASE)
