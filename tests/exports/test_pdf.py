"""PDF: tagged, titled, in our own typeface, and with no text ever taken for markup."""

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jointdesk.exports.document import Document, Heading, LabelledFields, Paragraph, Table
from jointdesk.exports.pdf import draw_pages, write_pdf
from tests.exports.sample_documents import (
    COLUMNS,
    HOSTILE,
    MADE_AT,
    ROWS,
    register,
    with_text,
)
from tests.exports.searching import holds, page_text, squeezed, texts_in


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def text_of(data: bytes) -> str:
    with opened(data) as pdf:
        return " ".join(page_text(page) for page in pdf.pages)


def structure(node: pikepdf.Object, tag: str) -> list[pikepdf.Object]:
    """The elements of the structure tree with that tag, in reading order."""
    found = [node] if node.get("/S") == tag else []
    kids = node.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            found += structure(kid, tag)
    return found


def test_it_is_tagged_titled_and_says_its_language() -> None:
    with opened(write_pdf(register())) as pdf:
        root = pdf.Root
        assert root.MarkInfo.Marked is True
        assert str(root.Lang) == "en-GB"
        assert root.ViewerPreferences.DisplayDocTitle is True
        assert str(pdf.docinfo.Title) == "Calderbourne Council: register of decisions"
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        assert "/StructTreeRoot" in root


def test_headings_are_bookmarks() -> None:
    with opened(write_pdf(register())) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["Decisions", "Notes"]


def test_the_cells_of_the_header_are_tagged_as_such_and_the_rows_follow() -> None:
    with opened(write_pdf(register())) as pdf:
        (table,) = structure(pdf.Root.StructTreeRoot, "/Table")
        assert len(structure(table, "/TH")) == len(COLUMNS)
        assert len(structure(table, "/TR")) == 4
        assert len(structure(table, "/TD")) == 3 * len(COLUMNS)
        assert structure(table, "/Caption")


def test_the_header_row_stands_on_every_page() -> None:
    rows = tuple((f"CAL-{n}", None, "Agreed. " * 30, None, n) for n in range(60))
    with opened(write_pdf(register(rows))) as pdf:
        assert len(pdf.pages) > 3
        texts = [squeezed(page_text(page)) for page in pdf.pages[:-1]]
        assert all("dateofdecision" in text for text in texts)


def test_no_row_is_split_over_two_pages() -> None:
    rows = tuple(
        (f"R{n:03}", None, f"{'Agreed words. ' * 40} End{n:03}.", None, n) for n in range(60)
    )
    with opened(write_pdf(register(rows))) as pdf:
        for page in pdf.pages:
            text = page_text(page)
            begun = set(re.findall(r"R(\d{3})", text))
            assert begun == set(re.findall(r"End(\d{3})", text))


def test_a_row_longer_than_a_page_is_split_rather_than_cut_off() -> None:
    long = " ".join(f"word{n}" for n in range(4000))
    found = squeezed(text_of(write_pdf(register((("A", None, long, None, 1),)))))
    assert all(f"word{n}" in found for n in range(4000))


def test_each_page_bears_the_marking_twice_and_its_number() -> None:
    rows = tuple((f"CAL-{n}", None, "Agreed. " * 30, None, n) for n in range(40))
    with opened(write_pdf(register(rows, marking="OFFICIAL-SENSITIVE"))) as pdf:
        pages = [page_text(page) for page in pdf.pages]
        for number, text in enumerate(pages, start=1):
            assert squeezed(text).count("officialsensitive") == 2
            assert squeezed(f"Page {number} of {len(pages)}") in squeezed(text)


def test_a_public_edition_is_unmarked() -> None:
    assert not holds(write_pdf(register()), "OFFICIAL")


def test_it_uses_no_typeface_but_the_bundled_one() -> None:
    with opened(write_pdf(register())) as pdf:
        names = {
            str(thing.BaseFont)
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font"
        }
    assert names
    assert all("Inter" in name for name in names)


def test_the_same_document_gives_the_same_bytes_with_no_date_but_its_own() -> None:
    first, second = write_pdf(register()), write_pdf(register())
    assert first == second
    with opened(first) as pdf:
        assert str(pdf.docinfo.CreationDate).startswith("D:20261118")
        assert "/Author" not in pdf.docinfo


def test_it_names_no_path_of_this_machine() -> None:
    home, here = str(Path.home()), str(Path(__file__).parents[2])
    for text in texts_in(write_pdf(register())):
        assert home not in text
        assert here not in text
        assert "templates" not in text


def test_links_are_text_and_nothing_more() -> None:
    with opened(write_pdf(with_text("https://www.example.org/a?b=c"))) as pdf:
        assert all("/Annots" not in page for page in pdf.pages)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text(text: str) -> None:
    data = write_pdf(with_text(text))
    plain = [word for word in re.findall(r"[a-zA-Z]{4,}", text) if text.isascii()]
    found = squeezed(text_of(data))
    assert all(word.casefold() in found for word in plain)
    assert "after" in found


@given(st.text(max_size=40))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_text_at_all_stops_it(text: str) -> None:
    assert write_pdf(with_text(text)).startswith(b"%PDF-1.7")


def test_what_no_font_has_is_named_and_the_reader_is_told() -> None:
    found = text_of(write_pdf(with_text("party 🎉 \u4e2d end")))
    assert squeezed("[party popper] [U+4E2D] end") in squeezed(found)
    assert squeezed("named in square brackets") in squeezed(found)
    assert "square brackets" not in text_of(write_pdf(register()))


def test_a_run_of_letters_too_long_for_its_column_is_broken() -> None:
    """What stands past the edge of a column would lie over the next one."""
    narrow = Document(
        title="Narrow",
        made_at=MADE_AT,
        blocks=(Table("T", "T", COLUMNS, (("A" * 300, None, "x", None, None),)),),
    )
    with opened(write_pdf(narrow)) as pdf:
        shown = page_text(pdf.pages[0])
    assert "A" * 300 not in shown
    assert shown.count("A") >= 300


def test_a_table_without_rows_says_so() -> None:
    assert squeezed("No records") in squeezed(text_of(write_pdf(register(()))))


@pytest.mark.parametrize("number", range(24, 34, 2))
def test_a_table_s_name_and_heading_stand_on_the_page_of_its_first_rows(number: int) -> None:
    """However far down the page it comes to lie."""
    filler = (Paragraph("Filler"),) * number
    table = Table("T", "Its name", COLUMNS, ROWS)
    document = Document("Widows", MADE_AT, (*filler, Heading("Under it"), table))
    with opened(write_pdf(document)) as pdf:
        pages = [squeezed(page_text(page)) for page in pdf.pages]
    (named,) = [page for page in pages if squeezed("Its name") in page]
    assert squeezed("Under it") in named
    assert squeezed(str(ROWS[0][0])) in named


def test_nothing_but_blocks_is_needed() -> None:
    bare = Document(title="Bare", made_at=0, blocks=())
    assert squeezed("Bare") in squeezed(text_of(write_pdf(bare)))


def test_every_step_is_told_and_may_stop_it() -> None:
    told: list[int] = []
    write_pdf(register(), lambda done, total, words: told.append(done))
    assert told[:3] == [0, 1, 2]
    assert set(told[3:]) <= {2}  # asked again and again while the pages are set

    def stop(done: int, total: int, words: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_pdf(register(), stop)


def a_notice() -> Document:
    fields = LabelledFields("Notice", "Decision notice", (("Decision maker", "Cabinet"),))
    return Document("Notice", MADE_AT, (Heading("Notice"), fields, Paragraph("Contact us.")))


@pytest.mark.skipif(find_spec("pdfua") is None, reason="pdfua is not installed")
@pytest.mark.parametrize("make", [register, a_notice], ids=["register", "notice"])
def test_the_checks_for_accessible_pdf_find_nothing(
    make: Callable[[], Document], tmp_path: Path
) -> None:
    import pdfua

    file = tmp_path / "export.pdf"
    file.write_bytes(write_pdf(make()))
    report = pdfua.validate(file)
    assert list(report.findings) == []


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_another_reader_reads_the_same_words(tmp_path: Path) -> None:
    file = tmp_path / "export.pdf"
    file.write_bytes(write_pdf(register()))
    command = ["pdftotext", str(file), "-"]
    read = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    for words in ("Approved the reablement award.", "£3,200,000", "8 Dec 2026", "Page 1 of 1"):
        assert words in read


def test_letters_whose_marks_no_font_can_set_are_named_too() -> None:
    """Each of these can be drawn alone, or is named; it is their meeting that no font knows."""
    text = "\u1635\u0e7b\u09ca\u2833\u024f\u036e\u2ccf\u1142\u1ab5\u18ce\u20d5\u1fd1 after"
    found = text_of(write_pdf(with_text(text)))
    assert "[U+1635]" in found
    assert "after" in found


def test_its_pages_can_be_drawn_to_be_looked_at() -> None:
    rows = tuple((f"CAL-{n}", None, "Agreed. " * 30, None, n) for n in range(40))
    pages = draw_pages(register(rows))
    assert all(page.startswith(b"\x89PNG") for page in pages)
    with opened(write_pdf(register(rows))) as pdf:
        assert len(pdf.pages) == len(pages) > 1
    (only,) = draw_pages(register())
    assert only.startswith(b"\x89PNG")
