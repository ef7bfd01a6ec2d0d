"""The marks of a typed line: /WEX for the organisation, @Wexmere House, !hold. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from jointdesk.domain.organisations import Organisation
from jointdesk.domain.sites import Site
from jointdesk.domain.words import listed
from jointdesk.operations.typed_words import Line, nearest, quoted

_MARKS = {
    "hold": ("status", "hold"),
    "tentative": ("status", "tentative"),
    "provisional": ("status", "tentative"),
    "confirmed": ("status", "confirmed"),
    "private": ("visibility", "own_org"),
}


@dataclass(frozen=True, slots=True)
class Setting:
    """What a line is read in sight of.

    `org` is the id of the organisation that is meant where the line names none, "" for none.
    """

    today: date
    zone: ZoneInfo
    organisations: tuple[Organisation, ...] = ()
    sites: tuple[Site, ...] = ()
    org: str = ""

    def code_of(self, org_id: str) -> str:
        """Return an organisation's code, "" for one that is not there."""
        return next((one.code for one in self.organisations if one.id == org_id), "")


class OrgMark(NamedTuple):
    """Whose it is; `problem` is a sentence."""

    org_id: str
    problem: str = ""


class PlaceMark(NamedTuple):
    """Where it is: a site's name, or free text; `problem` is a sentence."""

    place: str
    problem: str = ""


class Mark(NamedTuple):
    """A value for a field of the event: status or visibility; `problem` is a sentence."""

    field: str
    value: str
    problem: str = ""


def read_org(line: Line, at: int, setting: Setting) -> tuple[OrgMark, int] | None:
    """Read "/WEX"."""
    if line.key(at) != "/" or not line.is_glued(at + 1):
        return None
    after = _unbroken(line, at + 1)
    code = line.part(at + 1, after)
    for one in setting.organisations:
        if one.code.casefold() == code.casefold():
            return OrgMark(one.id), after
    codes = [one.code for one in setting.organisations]
    near = nearest(code, codes)
    told = f"There is no organisation “/{code}”: there are {listed(codes)}."
    return OrgMark("", f"{told} Nearest: /{near}." if near else told), after


def read_mark(line: Line, at: int, setting: Setting) -> tuple[Mark, int] | None:
    """Read "!hold", "!tentative" and "!private"."""
    if line.key(at) != "!" or not line.is_glued(at + 1):
        return None
    after = _unbroken(line, at + 1)
    word = line.part(at + 1, after)
    if word.casefold() in _MARKS:
        return Mark(*_MARKS[word.casefold()]), after
    near = nearest(word, list(_MARKS))
    told = f"“!{word}” is not known: there are {listed(f'!{one}' for one in _MARKS)}."
    return Mark("", "", f"{told} Nearest: !{near}." if near else told), after


def read_place(line: Line, at: int, setting: Setting) -> tuple[PlaceMark, int] | None:
    """Read "@Wexmere House", a site by name, alias or id, and "@“any other place”"."""
    if line.key(at) != "@" or not line.is_glued(at + 1):
        return None
    if line.words[at + 1].is_quoted:
        return PlaceMark(line.words[at + 1].text), at + 2
    found = _site(line, at + 1, setting)
    if found is not None:
        return found
    after = _unbroken(line, at + 1)
    words = line.part(at + 1, after)
    names = [name for site in setting.sites for name in (site.name, *site.aliases)]
    near = nearest(words, names) or next(
        (one for one in names if one.casefold().startswith(words.casefold())), ""
    )
    told = f"“@{words}” is no site: write @{quoted(words)} for any other place."
    return PlaceMark("", f"{told} Nearest: @{near}." if near else told), after


def _site(line: Line, at: int, setting: Setting) -> tuple[PlaceMark, int] | None:
    """Return the site whose name is the longest that stands there."""
    found: dict[str, int] = {}
    for site in setting.sites:
        for name in (site.name, *site.aliases, site.id):
            keys = [word.key for word in Line(name).words]
            there = [line.key(at + step) for step in range(len(keys))]
            after = at + len(keys)
            if keys and keys == there and line.words[after - 1].closes:
                found[site.name] = max(after, found.get(site.name, 0))
    if not found:
        return None
    after = max(found.values())
    names = [name for name, end in found.items() if end == after]
    words = line.part(at, after)
    problem = "" if len(names) == 1 else f"“@{words}” may be {listed(names)}."
    return PlaceMark(names[0], problem), after


def _unbroken(line: Line, at: int) -> int:
    """Return where the text without blanks ends, and without the punctuation behind it."""
    after = at + 1
    while not line.words[after - 1].closes:
        after += 1
    return after
