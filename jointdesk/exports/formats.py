"""The kinds of export, and the kinds of file that each is written as."""

from collections.abc import Mapping

from jointdesk.domain.errors import WrongUseError
from jointdesk.exports.document import Document, tables_of
from jointdesk.exports.wording import Step, silent

FORMATS: Mapping[str, tuple[str, ...]] = {
    "register": ("pdf", "docx", "xlsx", "csv", "ics"),
    "joint": ("pdf", "xlsx"),
    "notice": ("pdf", "docx"),
    "actions": ("xlsx", "csv", "docx", "pdf"),
    "diary": ("pdf", "ics"),
    "brief": ("pdf", "docx"),
    "time-split": ("pdf", "xlsx"),
}
"""By kind of export, the usual one first (domain.md section 5)."""

PUBLIC = frozenset({"register", "notice"})
"""The kinds that have a public edition."""

PERSONAL = frozenset({"diary", "brief", "time-split"})
"""The kinds that can be made for one person."""

PRINTED = frozenset({"pdf", "docx"})
"""The formats that have pages."""


def check_format(kind: str, wanted: str) -> None:
    """Refuse a format that a kind of export is not written as.

    Raises:
        WrongUseError: it is not.
    """
    if wanted not in FORMATS[kind]:
        known = ", ".join(FORMATS[kind])
        raise WrongUseError(f"This export is not written as “{wanted}”. It is written as {known}.")


def render(document: Document, wanted: str, step: Step = silent) -> bytes:
    """Return the document as a file of that format; iCalendar is not made from documents.

    Each writer's library is loaded only when it is wanted.
    """
    match wanted:
        case "pdf":
            from jointdesk.exports.pdf import write_pdf

            return write_pdf(document, step)
        case "docx":
            from jointdesk.exports.docx import write_docx

            return write_docx(document, step)
        case "xlsx":
            from jointdesk.exports.xlsx import write_xlsx

            return write_xlsx(document, step)
        case _:
            from jointdesk.exports.csv_text import write_csv

            (table,) = tables_of(document)
            return write_csv(table, step)
