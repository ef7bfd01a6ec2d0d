"""One table as CSV, for machines and for spreadsheets that open it by a double click."""

import csv
import io
from datetime import date
from decimal import Decimal

from jointdesk.exports.document import Table, Value
from jointdesk.exports.wording import Step, clean, silent

_FORMULA_STARTS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
"""The last four are wide forms of the first four, which some editions of Excel take alike."""

_ROWS_A_STEP = 500


def write_csv(table: Table, step: Step = silent) -> bytes:
    """Return the table as CSV (RFC 4180): UTF-8, one header of keys, CRLF, ISO dates.

    A byte order mark stands first, because Excel takes a file without one for the old code page
    of its country; every other reader of UTF-8 passes over it. Amounts are plain numbers. Text
    that a spreadsheet could run as a formula has an apostrophe before it.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.key for column in table.columns])
    for number, row in enumerate(table.rows):
        if number % _ROWS_A_STEP == 0:
            step(number, len(table.rows), "Writing rows")
        writer.writerow([_field(value) for value in row])
    return text.getvalue().encode("utf-8-sig")


def _field(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return harmless(clean(value)) if isinstance(value, str) else str(value)


def harmless(text: str) -> str:
    """Return text that no spreadsheet takes for a formula, whatever stands before its first sign.

    Source of the rule: OWASP, CSV injection.
    """
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_FORMULA_STARTS) else text
