"""Everything that can be read in a file, whatever its format: to prove what is not in it.

Nothing here uses the code under test. A secret is looked for without blanks, marks and case, so
that no line break, hyphen, run or escape in the midst of it hides it.
"""

import html
import io
import re
import zipfile
from collections.abc import Iterator

import pikepdf


def holds(data: bytes, words: str) -> bool:
    """True if the words can be found anywhere in the file: text, metadata, names, leftovers."""
    wanted = squeezed(words)
    assert wanted, "nothing to look for"
    return any(wanted in squeezed(text) for text in texts_in(data))


def squeezed(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def texts_in(data: bytes) -> Iterator[str]:
    """Every reading of every part of a file."""
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            yield " ".join(package.namelist()) + package.comment.decode("latin-1")
            for name in package.namelist():
                yield from texts_in(package.read(name))
    elif data.startswith(b"%PDF"):
        yield from _pdf_texts(data)
    else:
        text = data.decode("utf-8-sig", errors="replace")
        yield text
        yield re.sub("\r\n[ \t]", "", text)  # folded lines of iCalendar
        yield html.unescape(re.sub(r"<[^>]*>", "", text))  # what XML says without its tags
        yield html.unescape(text)


# PDF


def _pdf_texts(data: bytes) -> Iterator[str]:
    yield data.decode("latin-1")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        yield " ".join(_strings(pdf.trailer))
        for thing in pdf.objects:
            yield " ".join(_strings(thing))
            if isinstance(thing, pikepdf.Stream):
                raw = thing.read_bytes() if _is_text(thing) else b""
                yield raw.decode("utf-8", errors="replace")
        for page in pdf.pages:
            yield page_text(page)
            yield page_text(page)[::-1]


def _is_text(stream: pikepdf.Stream) -> bool:
    return "/Width" not in stream and "/Length1" not in stream


def _strings(thing: pikepdf.Object, depth: int = 0) -> Iterator[str]:
    if depth > 8 or (depth and thing.is_indirect):
        return
    if isinstance(thing, pikepdf.String | pikepdf.Name):
        yield str(thing)
    elif isinstance(thing, pikepdf.Array):
        for part in thing.as_list():
            if isinstance(part, pikepdf.Object):
                yield from _strings(part, depth + 1)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for key in thing.keys():
            yield key
            part = thing[key]
            if isinstance(part, pikepdf.Object):
                yield from _strings(part, depth + 1)


def page_text(page: pikepdf.Page) -> str:
    """The letters that a page draws, in the order in which it draws them."""
    resources = page.obj.get("/Resources", pikepdf.Dictionary())
    fonts = resources.get("/Font", pikepdf.Dictionary())
    maps = {name: _letters(fonts[name]) for name in fonts.keys()}
    found = []
    letters: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            letters = maps[str(operands[0])]
        elif str(operator) in ("Tj", "TJ", "'", '"'):
            parts = operands[-1] if isinstance(operands[-1], pikepdf.Array) else [operands[-1]]
            for part in parts:
                if isinstance(part, pikepdf.String):
                    codes = bytes(part)
                    pairs = zip(codes[::2], codes[1::2], strict=True)
                    found += [letters.get(high << 8 | low, "\ufffd") for high, low in pairs]
        elif str(operator) == "ET":
            found.append(" ")
    return "".join(found)


_CODES = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>(?:\s*<([0-9A-Fa-f]+)>)?")


def _letters(font: pikepdf.Object) -> dict[int, str]:
    """The text that each code of a font stands for, by its ToUnicode map."""
    found: dict[int, str] = {}
    if "/ToUnicode" not in font:
        return found
    text = font.ToUnicode.read_bytes().decode("latin-1")
    for kind, body in re.findall(r"begin(bfchar|bfrange)(.*?)end", text, re.DOTALL):
        for line in body.strip().splitlines():
            match = _CODES.search(line)
            if match and kind == "bfchar":
                found[int(match[1], 16)] = _utf16(match[2])
            elif match and match[3]:
                first, last = int(match[1], 16), int(match[2], 16)
                start = _utf16(match[3])
                for code in range(first, last + 1):
                    found[code] = start[:-1] + chr(ord(start[-1]) + code - first)
    return found


def _utf16(digits: str) -> str:
    return bytes.fromhex(digits).decode("utf-16-be", errors="replace")


def everything_in(data: bytes) -> str:
    """All readings of a file in one, squeezed: for looking for many words at once."""
    return "|".join(squeezed(text) for text in texts_in(data))
