"""Names of files that somebody pasted."""

from pathlib import Path

import pytest

from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.file_names import usable


@pytest.mark.parametrize("text", ["a.ics", "/tmp/Übergabe 2026.xlsx", ".", "שלום.csv", "x" * 255])
def test_what_can_be_a_name_is_returned(text: str) -> None:
    assert usable(Path(text)) == Path(text)


@pytest.mark.parametrize("text", ["a\0b.ics", "half \ud83d.ics"])
def test_a_character_that_no_name_holds_is_told(text: str) -> None:
    with pytest.raises(WrongUseError, match="a character that no name can"):
        usable(Path(text))


@pytest.mark.parametrize("text", ["x" * 256, "/".join(["part"] * 1001)])
def test_what_is_too_long_is_told(text: str) -> None:
    with pytest.raises(WrongUseError, match="too long"):
        usable(Path(text))
