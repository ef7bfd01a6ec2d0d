"""The phrases of a typed line: what its words are read as, and the title that is left. Pure."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias, TypeVar

from jointdesk.operations.typed_words import DASHES, Line

T = TypeVar("T")

Found: TypeAlias = tuple[Any, int] | None
"""What a reader makes of the words at a place, and where they end; None for nothing."""

Reader: TypeAlias = Callable[[Line, int], Found]


class Phrase(NamedTuple):
    """Words from `begin` up to `end`, and what they were read as."""

    value: Any
    begin: int
    end: int


Allows: TypeAlias = Callable[[Any, str, int, Sequence[Phrase]], bool]
"""Whether a value may begin with a key at a place, behind the phrases before it."""


def find_phrases(line: Line, readers: Sequence[Reader], allows: Allows) -> list[Phrase]:
    """Return what is understood of a line: from the left, the longest reading at each word."""
    found: list[Phrase] = []
    at = 0
    while at < len(line):
        tried = [reader(line, at) for reader in readers] if line.words[at].opens else []
        whole = [one for one in tried if one is not None and line.words[one[1] - 1].closes]
        whole = [one for one in whole if allows(one[0], line.key(at), at, found)]
        if whole:
            value, after = max(whole, key=lambda one: one[1])
            found.append(Phrase(value, at, after))
            at = after
        else:
            at += 1
    return found


def first_of(phrases: Sequence[Phrase], kind: type[T]) -> T | None:
    """Return the first value of a kind, None where there is none."""
    return next((one.value for one in phrases if isinstance(one.value, kind)), None)


def said_twice(line: Line, phrases: Sequence[Phrase], once: Mapping[type[Any], str]) -> list[str]:
    """Return sentences on what was said more than once and may be only once, by its kind."""
    problems = []
    for kind, name in once.items():
        words = [line.part(one.begin, one.end) for one in phrases if isinstance(one.value, kind)]
        if len(words) > 1:
            told = " and ".join(f"“{one}”" for one in words)
            problems.append(
                f"{told} are {len(words)} {name}: put what belongs to the title in quotes."
                f" Nearest: “{words[0]}”."
            )
    return problems


# The title


_AFTER = (",", ";", ".", ")", "!", "?", ":")
_BEFORE = (",", ";", "(")
"""Punctuation that parts a phrase from the title, behind it and before it."""


def title_of(line: Line, phrases: Sequence[Phrase]) -> str:
    """Return the words that nothing else was made of, in their order, without quotes."""
    edges = [0, *(edge for one in phrases for edge in (one.begin, one.end)), len(line)]
    pieces = [
        _piece(line, begin, end, is_first=begin == 0, is_last=end == len(line))
        for begin, end in zip(edges[::2], edges[1::2], strict=True)
    ]
    return " ".join(" ".join(pieces).split())


def _piece(line: Line, begin: int, end: int, *, is_first: bool, is_last: bool) -> str:
    """Return the text between two phrases without the punctuation that parted them."""
    words = line.words[begin:end]
    while words and not is_first and words[0].key in (*_AFTER, *DASHES):
        words = words[1:]
    while words and not is_last and words[-1].key in (*_BEFORE, *DASHES):
        words = words[:-1]
    return "".join(one.text if one.is_glued else f" {one.text}" for one in words)
