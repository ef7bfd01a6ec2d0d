"""Names are taken out of every part of a document."""

import pytest

from jointdesk.exports.document import Document, PageBreak, WeekPicture
from jointdesk.exports.names import REMOVED, without_names
from jointdesk.exports.pdf import write_pdf
from tests.exports.sample_documents import with_text
from tests.exports.searching import holds

NAMES = ("Tom Adeyemi", "tom@cal.example", "Prince", " ")


@pytest.mark.parametrize(
    "text", ["Tom Adeyemi", "TOM\u00a0ADEYEMI", "Dr. Adeyemi", "tom@cal.example", "Prince"]
)
def test_a_name_is_taken_out_wherever_it_stands(text: str) -> None:
    data = write_pdf(without_names(with_text(text), NAMES))
    assert not holds(data, text)
    assert holds(data, "name removed")


@pytest.mark.parametrize(
    "text", ["Tomas Adeyemi", "Adeyemi", "Princes Street", "atom@cal.example", "Tom"]
)
def test_other_words_stay(text: str) -> None:
    assert without_names(with_text(text), NAMES) == with_text(text)


def test_nobody_to_take_out_changes_nothing() -> None:
    document = Document("T", 0, (PageBreak(),))
    assert without_names(document, ()) is document
    assert without_names(document, ("A B",)) == document
    assert REMOVED == "[name removed]"


def test_a_diary_has_no_public_edition() -> None:
    week = WeekPicture((), 7, 20, (), ())
    with pytest.raises(ValueError, match="no public edition"):
        without_names(Document("T", 0, (week,)), ("A B",))
