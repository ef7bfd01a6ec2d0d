"""Places as calendars write them: which known site, an unknown place, or no place to go to."""

import re
import unicodedata
from collections.abc import Iterable

from jointdesk.domain.occurrences import PlaceKind
from jointdesk.domain.sites import Site

_LINK = re.compile(
    r"(?:[a-z][a-z0-9+.-]*://|www\.)\S+|\b(?:[\w-]+\.)?(?:zoom\.us|teams\.microsoft\.com"
    r"|meet\.google\.com|webex\.com)\S*",
    re.IGNORECASE,
)
_TELEPHONE = re.compile(r"(?<!\w)[+(]{0,2}\d[\d\s().-]{5,}\d(?!\w)")
_NOT_WORDS = re.compile(r"[\W_]+")
_PARTS = re.compile(r"\s*(?:[;|\n]|\s/\s|\s[&+]\s|\bor\b|\band\b)\s*", re.IGNORECASE)

_CARRIERS = frozenset(
    "teams zoom webex skype gotomeeting bluejeans facetime whatsapp google online virtual virtually"
    " remote remotely phone telephone tel telecon teleconference videoconference video call"
    " dial link".split()
)
"""Words of which one makes a place virtual, where nothing but companions stands beside it."""

_COMPANIONS = frozenset(
    "microsoft ms meet meeting conference by via on in the a to be follow confirmed details"
    " see below invite invitation join web app id pin ext passcode code number no".split()
)


_LONGEST = 500
"""Only so much of a place is looked at: patterns are quadratic, and calendars may be hostile."""


def normalise(place: str) -> str:
    """Return what places are compared by: words only, no case."""
    return _NOT_WORDS.sub(" ", unicodedata.normalize("NFKC", place)).strip().casefold()


class PlaceBook:
    """The sites by name and alias, normalised; of two sites with one name the first counts."""

    def __init__(self, sites: Iterable[Site]) -> None:
        self._ids: dict[str, str] = {}
        self._known: dict[str, tuple[PlaceKind, str]] = {}
        for site in sites:
            for name in (site.name, *site.aliases):
                self._ids.setdefault(normalise(name), site.id)
        self._ids.pop("", None)

    def resolve(self, place: str) -> tuple[PlaceKind, str]:
        """Return how a meeting at that place is attended, and the site's id or "".

        A site is one whose name or alias equals the text after normalising; a link, the name of
        a calling service or a telephone number is virtual; anything else is unknown. Where a
        text names several places ("Town Hall; Microsoft Teams Meeting"), one must go to the
        site that is among them, and to an unknown one rather than to none.
        """
        found = self._known.get(place)
        if found is None:
            found = self._known[place] = self._resolve(place[:_LONGEST])
        return found

    def _resolve(self, place: str) -> tuple[PlaceKind, str]:
        if not place.strip():
            return PlaceKind.NONE, ""
        whole = self._resolve_part(place)
        if whole[0] is not PlaceKind.UNKNOWN:
            return whole
        parts = [self._resolve_part(part) for part in _PARTS.split(place) if part.strip()]
        sites = [part for part in parts if part[0] is PlaceKind.SITE]
        if sites:
            return sites[0]
        virtual = bool(parts) and all(kind is PlaceKind.VIRTUAL for kind, _ in parts)
        return (PlaceKind.VIRTUAL, "") if virtual else whole

    def _resolve_part(self, text: str) -> tuple[PlaceKind, str]:
        if site_id := self._ids.get(normalise(text)):
            return PlaceKind.SITE, site_id
        without_links, links = _LINK.subn(" ", text)
        rest, telephones = _TELEPHONE.subn(" ", without_links)
        if site_id := self._ids.get(normalise(rest)):
            return PlaceKind.SITE, site_id
        words = normalise(rest).split()
        carried = links or telephones or any(word in _CARRIERS for word in words)
        spoken = all(w in _CARRIERS or w in _COMPANIONS or w.isdigit() for w in words)
        return (PlaceKind.VIRTUAL if carried and spoken else PlaceKind.UNKNOWN), ""
