"""A typed line as words, numbers and signs: what the readers of typed entry look at. Pure."""

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple

_PIECE = re.compile(
    r"""(?P<quoted>"(?:[^"]|"")*"|“[^”]*”)"""
    r"""|[^\W\d_]+(?:['’][^\W\d_]+)*|[0-9]+|\S"""
)
_AFTER = ",;.)!?:"
DASHES = ("-", "–", "—")


class Word(NamedTuple):
    """A word, a number, a sign, or what stood in quotes, and where it stands in the line.

    `key` is the word without case, "" for what stood in quotes. `is_glued` means that nothing is
    between it and the one before. A reading may begin where `opens`, and end where `closes`.
    """

    key: str
    text: str
    begin: int
    end: int
    is_glued: bool
    opens: bool
    closes: bool
    is_quoted: bool = False


class Line:
    """A typed line. Beyond its end there are words with the key ""."""

    def __init__(self, text: str) -> None:
        """Take a line apart."""
        self.text = " ".join(text.split())
        self.words = [self._word(found) for found in _PIECE.finditer(self.text)]

    def _word(self, found: re.Match[str]) -> Word:
        begin, end = found.span()
        piece = found[0]
        is_quoted = found["quoted"] is not None
        key = "" if is_quoted else piece.casefold().replace("’", "'")
        if is_quoted:
            piece = unquoted(piece)
        before, after = self.text[:begin], self.text[end:]
        opens = not before or before[-1] in " ,;("
        closes = not after.rstrip(_AFTER) or after.lstrip(_AFTER)[:1] == " "
        return Word(key, piece, begin, end, before[-1:] not in ("", " "), opens, closes, is_quoted)

    def __len__(self) -> int:
        return len(self.words)

    def key(self, at: int) -> str:
        """Return the key of a word, "" beyond the end."""
        return self.words[at].key if at < len(self.words) else ""

    def is_glued(self, at: int) -> bool:
        """True if there is such a word and nothing before it."""
        return at < len(self.words) and self.words[at].is_glued

    def number(self, at: int) -> int | None:
        """Return the number of at most four digits that stands there."""
        key = self.key(at)
        return int(key) if key.isascii() and key.isdigit() and len(key) < 5 else None

    def glued(self, at: int, *signs: str) -> bool:
        """True if one of the signs stands there with a number right behind it and no blanks."""
        return (
            self.key(at) in signs
            and self.is_glued(at)
            and self.is_glued(at + 1)
            and self.number(at + 1) is not None
        )

    def after(self, at: int, *choices: str) -> int | None:
        """Return where it goes on after one of the choices, each of one word or several."""
        for choice in choices:
            keys = choice.split()
            if [self.key(at + step) for step in range(len(keys))] == keys:
                return at + len(keys)
        return None

    def skip(self, at: int, *choices: str) -> int:
        """Return where it goes on after one of the choices, `at` itself if none stands there."""
        found = self.after(at, *choices)
        return at if found is None else found

    def part(self, at: int, end: int) -> str:
        """Return the text from one word up to another."""
        return self.text[self.words[at].begin : self.words[end - 1].end] if at < end else ""


def unquoted(piece: str) -> str:
    """Return what stands in quotes; a doubled " within "…" is one."""
    inside = piece[1:-1]
    return (inside.replace('""', '"') if piece[0] == '"' else inside).strip()


def quoted(text: str) -> str:
    """Return a text in quotes, as `Line` reads it back."""
    return '"' + text.replace('"', '""') + '"'


def nearest(text: str, known: Collection[str]) -> str:
    """Return the known word that is most like a text, "" if none is like it."""
    from difflib import get_close_matches

    by_key: Mapping[str, str] = {one.casefold(): one for one in known}
    found = get_close_matches(text.casefold(), list(by_key), 1, 0.5)
    return by_key[found[0]] if found else ""
