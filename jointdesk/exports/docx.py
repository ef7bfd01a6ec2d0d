"""Documents as DOCX: real styles, repeated header rows, and not one part that is not ours.

The package is written here, part by part (ECMA-376), rather than from a library's template: such
templates bring an author, a picture of themselves and the name of the program they were made in.
"""

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime

from jointdesk.exports.document import (
    NO_RECORDS,
    NUMERIC,
    Block,
    Column,
    Document,
    Heading,
    LabelledFields,
    Notes,
    PageBreak,
    Paragraph,
    SharePicture,
    Table,
    WeekPicture,
    as_table,
    tables_of,
)
from jointdesk.exports.widths import MARGIN_MM, PAGE_MM, text_mm, widths_mm
from jointdesk.exports.wording import Step, shown, silent
from jointdesk.store.bundled import bundled

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_SPACES = (
    ' xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)

_SHIPPED = {
    "[Content_Types].xml": "content-types.xml",
    "_rels/.rels": "package.rels",
    "word/_rels/document.xml.rels": "document.rels",
    "word/settings.xml": "settings.xml",
    "word/styles.xml": "styles.xml",
}
"""Parts that are the same in every document, by the names of the files that hold them."""

_ROWS_A_STEP = 200


def write_docx(document: Document, step: Step = silent) -> bytes:
    """Return the document as a DOCX file."""
    folder = bundled("resources", "templates", "docx")
    parts = {
        name: (folder / file).read_text("utf-8").replace("LANGUAGE", _attribute(document.language))
        for name, file in _SHIPPED.items()
    }
    parts["docProps/core.xml"] = _core(document)
    parts["word/document.xml"] = "".join(_body(document, step))
    parts["word/header.xml"] = _margin("hdr", "Header", document, document.header, "")
    pages = f"{_run('Page ')}{_field('PAGE')}{_run(' of ')}{_field('NUMPAGES')}"
    parts["word/footer.xml"] = _margin("ftr", "Footer", document, document.footer, pages)
    return _packed(parts)


def _packed(parts: dict[str, str]) -> bytes:
    """Return the parts as a package; its entries bear no date and no system's name."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name)
            entry.create_system = 0
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, text.encode())
    return target.getvalue()


def _core(document: Document) -> str:
    made_at = datetime.fromtimestamp(document.made_at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{made_at}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        f"{_XML}<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{_text(shown(document.title))}</dc:title>"
        f"<dc:subject>{_text(shown(document.subject))}</dc:subject>"
        f"<dc:language>{_text(document.language)}</dc:language>{dates}</cp:coreProperties>"
    )


# The body


def _body(document: Document, step: Step) -> Iterator[str]:
    yield f"{_XML}<w:document{_SPACES}><w:body>{_paragraph(document.title, 'Title')}"
    total = sum(len(table.rows) for table in tables_of(document))
    done = 0
    for block in document.blocks:
        for part in _parts(block, document.landscape):
            if part.startswith("<w:tr>"):
                if done % _ROWS_A_STEP == 0:
                    step(min(done, total), total, "Writing rows")
                done += 1
            yield part
    yield f"{_section(document.landscape)}</w:body></w:document>"


def _parts(block: Block, landscape: bool) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield _paragraph(text, f"Heading{level}")
        case Paragraph(text):
            yield _paragraph(text)
        case Notes(lines):
            yield from (_paragraph(line) for line in lines)
        case PageBreak():
            yield '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
        case LabelledFields():
            yield from _table(as_table(block), landscape, long=True)
        case Table(rows=()):
            yield _paragraph(f"{block.caption}: {NO_RECORDS}")
        case Table():
            yield from _table(block, landscape, long=False)
        case WeekPicture() | SharePicture():
            return  # the table beside it says the same


def _section(landscape: bool) -> str:
    width, height = PAGE_MM[landscape], PAGE_MM[not landscape]
    turned = ' w:orient="landscape"' if landscape else ""
    margin = _twips(MARGIN_MM)
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/>'
        '<w:footerReference w:type="default" r:id="rId4"/>'
        f'<w:pgSz w:w="{_twips(width)}" w:h="{_twips(height)}"{turned}/>'
        f'<w:pgMar w:top="{_twips(18)}" w:right="{margin}" w:bottom="{_twips(18)}"'
        f' w:left="{margin}" w:header="{_twips(8)}" w:footer="{_twips(8)}" w:gutter="0"/>'
        "</w:sectPr>"
    )


def _table(table: Table, landscape: bool, long: bool) -> Iterator[str]:
    widths = [_twips(mm) for mm in widths_mm(table, landscape)]
    caption = shown(table.caption)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    yield _paragraph(caption, "Caption")
    yield (
        '<w:tbl><w:tblPr><w:tblStyle w:val="Register"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
        ' w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{_attribute(caption)}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )
    yield _row([shown(column.header) for column in table.columns], table.columns, widths, True)
    for row in table.rows:
        yield _row([shown(value, long) for value in row], table.columns, widths)
    yield '</w:tbl><w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr></w:p>'


def _row(
    cells: list[str], columns: tuple[Column, ...], widths: list[int], is_header: bool = False
) -> str:
    kept = "<w:tblHeader/>" if is_header else ""
    parts = [f"<w:tr><w:trPr><w:cantSplit/>{kept}</w:trPr>"]
    for cell, column, width in zip(cells, columns, widths, strict=True):
        side = '<w:jc w:val="right"/>' if column.kind in NUMERIC else ""
        parts.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="TableText"/>{side}</w:pPr>{_run(cell)}</w:p></w:tc>'
        )
    parts.append("</w:tr>")
    return "".join(parts)


def _margin(tag: str, style: str, document: Document, left: str, right: str) -> str:
    """Return a header or footer: words, the marking in the middle, words at the right."""
    width = text_mm(document.landscape)
    tabs = (
        f'<w:tabs><w:tab w:val="center" w:pos="{_twips(width / 2)}"/>'
        f'<w:tab w:val="right" w:pos="{_twips(width)}"/></w:tabs>'
    )
    marking = _run(shown(document.marking), "<w:rPr><w:b/></w:rPr>")
    tab = "<w:r><w:tab/></w:r>"
    return (
        f'{_XML}<w:{tag}{_SPACES}><w:p><w:pPr><w:pStyle w:val="{style}"/>{tabs}</w:pPr>'
        f"{_run(shown(left))}{tab}{marking}{tab}{right}</w:p></w:{tag}>"
    )


# The smallest parts


def _paragraph(text: str, style: str = "Normal") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{_run(shown(text))}</w:p>'


def _run(text: str, looks: str = "") -> str:
    if not text:
        return ""
    lines = '</w:t><w:br/><w:t xml:space="preserve">'.join(_text(text).split("\n"))
    whole = f'<w:r>{looks}<w:t xml:space="preserve">{lines}</w:t></w:r>'
    return whole.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _attribute(text: str) -> str:
    return _text(text).replace('"', "&quot;").replace("\n", " ").replace("\t", " ")


def _twips(mm: float) -> int:
    """Twentieths of a point."""
    return round(mm * 1440 / 25.4)
