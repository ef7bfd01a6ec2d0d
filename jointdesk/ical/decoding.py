"""From the bytes of a file or feed to UTF-8 with line ends of LF or CRLF.

Exporters write UTF-8 with and without a byte order mark, UTF-16, Windows-1252 and mixtures;
Lotus ends lines with CR alone; old libraries fold lines inside a UTF-8 sequence. Line numbers
and everything that was right already stay as they were.
"""

import codecs
import re

_BLOCK = 1 << 15
_SAMPLE = 1 << 16
_FOLD_IN_CHARACTER = re.compile(rb"((?<!\r)\r*+\n[ \t])([\x80-\xbf]{1,3})")
_LONE_CR = re.compile(rb"\r(?!\n)")
_HIGH_BYTES = re.compile(rb"[\x80-\xff]+")


def decode(data: bytes) -> bytes:
    """Return the text as UTF-8 without byte order mark; never fails.

    Bytes that are not UTF-8 are read as Windows-1252. Where lines end with CR alone, each
    becomes LF. A fold inside a character moves behind it.
    """
    text = _from_wide(data)
    if not _is_utf8(text):
        text = _FOLD_IN_CHARACTER.sub(rb"\2\1", text)
        text = _HIGH_BYTES.sub(_repaired, text)
    sample = text[:_SAMPLE]
    if len(_LONE_CR.findall(sample)) > sample.count(b"\n"):
        text = _LONE_CR.sub(b"\n", text)
    return text


def _from_wide(data: bytes) -> bytes:
    """Return UTF-16 and UTF-32 as UTF-8, anything else without its byte order mark."""
    if data.startswith(codecs.BOM_UTF8):
        return data[len(codecs.BOM_UTF8) :]
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return data.decode("utf-32", "replace").encode()
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        # A lone surrogate decodes to U+FFFD, so that encoding cannot fail.
        return data.decode("utf-16", "replace").encode()
    # "BEGIN:" without a byte order mark: every other byte is zero.
    if data[1:8:2] == bytes(4):
        return data.decode("utf-16-le", "replace").encode()
    if data[0:8:2] == bytes(4):
        return data.decode("utf-16-be", "replace").encode()
    return data


def _is_utf8(data: bytes) -> bool:
    """True if the bytes are UTF-8; in blocks, so that no second copy of a large file is made."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    view = memoryview(data)
    try:
        for start in range(0, len(data), _BLOCK):
            decoder.decode(view[start : start + _BLOCK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _repaired(run: re.Match[bytes]) -> bytes:
    """Return a run of bytes above 127 as UTF-8: itself if it is, else read as Windows-1252."""
    try:
        run[0].decode()
    except UnicodeDecodeError:
        return run[0].decode("cp1252", "replace").encode()
    return run[0]
