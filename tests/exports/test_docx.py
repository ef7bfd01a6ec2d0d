"""DOCX: real styles, repeated headers, clean properties, and parts that are all ours."""

import io
import zipfile
from xml.etree import ElementTree

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jointdesk.exports.docx import write_docx
from tests.exports.sample_documents import COLUMNS, HOSTILE, register, with_text
from tests.exports.searching import holds

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


def tree(data: bytes, part: str = "word/document.xml") -> ElementTree.Element:
    return ElementTree.fromstring(parts(data)[part])


def read(data: bytes) -> "docx.document.Document":
    return docx.Document(io.BytesIO(data))


def test_it_holds_no_part_that_is_not_needed() -> None:
    assert sorted(parts(write_docx(register()))) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/footer.xml",
        "word/header.xml",
        "word/settings.xml",
        "word/styles.xml",
    ]


def test_every_part_is_sound_xml() -> None:
    for text in parts(write_docx(register())).values():
        ElementTree.fromstring(text)


def test_title_headings_and_text_have_real_styles() -> None:
    found = [(one.style.name, one.text) for one in read(write_docx(register())).paragraphs]
    assert [pair for pair in found if pair[1]] == [
        ("Title", "Calderbourne Council: register of decisions"),
        ("Normal", "Decisions published in November 2026."),
        ("Heading 1", "Decisions"),
        ("Caption", "Decisions of the council"),
        ("Heading 1", "Notes"),
        ("Normal", "Amounts are in pounds."),
    ]


def test_the_table_holds_every_value_as_a_person_reads_it() -> None:
    (table,) = read(write_docx(register())).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        [column.header for column in COLUMNS],
        ["CAL-2026-118", "8 Dec 2026", "Approved the reablement award.", "£3,200,000", "3"],
        ["CAL-2026-121", "26 Nov 2026", "Agreed the variation.", "£41,700,000.55", ""],
        ["CAL-2026-109", "", "", "", ""],
    ]


def test_the_header_row_repeats_and_no_row_is_split() -> None:
    rows = tree(write_docx(register())).findall(f".//{W}tr")
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [
        True,
        False,
        False,
        False,
    ]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_the_table_says_what_it_is_to_who_cannot_see_it() -> None:
    caption = tree(write_docx(register())).find(f".//{W}tblCaption")
    assert caption is not None
    assert caption.get(f"{W}val") == "Decisions of the council"


def test_the_language_is_british_english() -> None:
    data = write_docx(register())
    language = tree(data, "word/styles.xml").find(f".//{W}rPrDefault//{W}lang")
    assert language is not None
    assert language.get(f"{W}val") == "en-GB"
    assert read(data).core_properties.language == "en-GB"


def test_its_properties_name_nobody_and_bear_its_own_date() -> None:
    properties = read(write_docx(register())).core_properties
    assert properties.title == "Calderbourne Council: register of decisions"
    assert properties.author == properties.last_modified_by == properties.comments == ""
    assert str(properties.created) == str(properties.modified) == "2026-11-18 11:06:40+00:00"


def test_the_same_document_gives_the_same_bytes() -> None:
    assert write_docx(register()) == write_docx(register())


def test_the_marking_stands_in_header_and_footer() -> None:
    data = write_docx(register(marking="OFFICIAL-SENSITIVE"))
    section = read(data).sections[0]
    assert "OFFICIAL-SENSITIVE" in section.header.paragraphs[0].text
    assert "OFFICIAL-SENSITIVE" in section.footer.paragraphs[0].text
    assert "NUMPAGES" in parts(data)["word/footer.xml"]
    assert not holds(write_docx(register()), "OFFICIAL")


def test_a_table_without_rows_says_so() -> None:
    assert holds(write_docx(register(())), "No records.")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text(text: str) -> None:
    data = write_docx(with_text(text))
    (_, table) = read(data).tables
    assert table.rows[1].cells[1].text.startswith("before ")
    if text.isprintable():
        assert table.rows[1].cells[0].text == text
    assert tree(data).find(f".//{W}instrText") is None


@given(st.text(max_size=60))
@settings(deadline=None)
def test_any_text_gives_a_sound_package(text: str) -> None:
    for part in parts(write_docx(with_text(text))).values():
        ElementTree.fromstring(part)


def test_writing_rows_can_be_stopped() -> None:
    def stop(done: int, total: int, words: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_docx(register(), stop)
