"""Decisions as VJOURNALs: a register's table, row by row, so that nothing else can be in them."""

from collections.abc import Iterator, Sequence
from datetime import date

from jointdesk.domain.decision_words import STATUS_WORDS
from jointdesk.domain.decisions import ENDED
from jointdesk.exports.calendar_text import Line, calendar, day_line, text_line, utc_line
from jointdesk.exports.document import Document, Value, tables_of
from jointdesk.exports.wording import shown

_ENDED = frozenset(STATUS_WORDS[status.value] for status in ENDED)

_CLASSES = {"": "PUBLIC", "OFFICIAL": "PRIVATE"}
"""By the document's marking."""

_HAVE_PROPERTIES = frozenset({"title", "date_taken"})
"""What a VJOURNAL says by itself; its description runs the decision and its reasons together."""


def write_journals(document: Document, links: Sequence[tuple[str, str]], code: str) -> bytes:
    """Return a register as iCalendar: one VJOURNAL a decision.

    `links` are the id of each row's decision and that of the one it supersedes, "" for none.

    FINAL, or CANCELLED once it is of no effect. What VJOURNAL has no property for stands in
    X-JOINTDESK-… by the name of its field.
    """
    (table,) = tables_of(document)
    keys = [column.key for column in table.columns]
    journals = (
        ("VJOURNAL", _lines(link, dict(zip(keys, row, strict=True)), document, code))
        for link, row in zip(links, table.rows, strict=True)
    )
    return calendar(journals, document.title)


def _lines(
    link: tuple[str, str], values: dict[str, Value], document: Document, code: str
) -> Iterator[Line]:
    decision_id, superseded_id = link
    is_ended = values.get("status") in _ENDED
    yield text_line("UID", _uid(decision_id))
    yield utc_line("DTSTAMP", document.made_at)
    taken = values.get("date_taken")
    if isinstance(taken, date):
        yield day_line("DTSTART", taken)
    yield text_line("SUMMARY", shown(values.get("title")))
    parts = (shown(values.get("decision_text")), shown(values.get("reasons")))
    yield text_line("DESCRIPTION", "\n\n".join(part for part in parts if part))
    yield Line("STATUS", "CANCELLED" if is_ended else "FINAL")
    yield Line("CLASS", _CLASSES.get(document.marking, "CONFIDENTIAL"))
    if superseded_id:
        yield text_line("RELATED-TO", _uid(superseded_id))
    yield text_line("CATEGORIES", code)
    for name, found in values.items():
        if found is not None and name not in _HAVE_PROPERTIES:
            text = found.isoformat() if isinstance(found, date) else shown(found)
            yield text_line(f"X-JOINTDESK-{name.upper().replace('_', '-')}", text)


def _uid(decision_id: str) -> str:
    return f"{decision_id}@jointdesk"
