"""Documents to write in every format."""

from datetime import date
from decimal import Decimal

from jointdesk.exports.document import (
    Column,
    Document,
    Heading,
    Kind,
    LabelledFields,
    Notes,
    PageBreak,
    Paragraph,
    Table,
)

MADE_AT = 1_795_000_000
"""Wed 18 Nov 2026, 11:06:40 UTC."""

COLUMNS = (
    Column("ref", "Reference", weight=3),
    Column("date_taken", "Date of decision", Kind.DATE),
    Column("decision", "Decision", Kind.LONG, weight=6),
    Column("amount", "Value", Kind.MONEY),
    Column("number", "Number", Kind.NUMBER),
)

ROWS = (
    ("CAL-2026-118", date(2026, 12, 8), "Approved the reablement award.", Decimal(3200000), 3),
    ("CAL-2026-121", date(2026, 11, 26), "Agreed the variation.", Decimal("41700000.55"), None),
    ("CAL-2026-109", None, "", None, None),
)


def register(rows: tuple[tuple[object, ...], ...] = ROWS, marking: str = "") -> Document:
    """A register of one table with notes, as X1 is."""
    table = Table("Decisions", "Decisions of the council", COLUMNS, rows)  # type: ignore[arg-type]
    return Document(
        title="Calderbourne Council: register of decisions",
        made_at=MADE_AT,
        blocks=(
            Paragraph("Decisions published in November 2026."),
            Heading("Decisions"),
            table,
            Heading("Notes"),
            Notes(("Amounts are in pounds.",)),
        ),
        subject="Public edition",
        marking=marking,
        landscape=True,
    )


def with_text(text: str) -> Document:
    """A document that has the text in every place that takes text."""
    columns = (Column("a", f"{text} header"), Column("b", "Other", Kind.LONG))
    return Document(
        title=f"{text} title",
        made_at=MADE_AT,
        blocks=(
            Heading(f"{text} heading"),
            Paragraph(f"{text} paragraph"),
            LabelledFields("Fields", f"{text} caption", (("Label", text), (f"{text} label", 1))),
            PageBreak(),
            Table("Table", "Caption", columns, ((text, f"before {text} after"),)),
            Notes((f"{text} note",)),
        ),
        subject=text,
        marking=text[:60],
        header=text[:60],
        footer=text[:60],
    )


HOSTILE = (
    '#panic("no") #set page(fill: red)',
    "*bold* _slanted_ $x^2$ @reference <label> // gone /* gone */ `raw`",
    "\\u{1F600} \\ #sys.inputs #read('document.typ') [content] {code}",
    "<w:p>&amp;&lt;</w:t><!-- --><r><t>x</t></r>",
    "<r><t>rich</t></r>",
    "_x0041_ _x000D_",
    '=HYPERLINK("http://example.org","x")',
    "+1-2",
    "-1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "A" * 400,
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "https://www.example.org/a/very/long/path/that/never/ends?with=query&and=more#fragment",
    "مرحبا بالعالم",
    "שלום עולם",
    "🎉 👨‍👩‍👧 中文 สวัสดี",
    "a\x00b\x01c\x1fd\x7fe\u202eabc\u2066\ufeff\ufffe\U0001ffff\ud800",
    "e\u0301\u0323 Z\u0351\u0352 \u0301",
    "one\ntwo\r\nthree\rfour\u2028five\x85six\n\n",
    " \u00a0 ",
    "&C&P&[File] 100% && more",
    "",
)
