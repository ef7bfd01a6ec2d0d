"""X9: the time-split report for both line managers: hours by organisation, and how counted.

It has no word of any meeting in it, so that hours are all that a reader learns of the others'
diaries.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from jointdesk.diary.time_split import Part, Report, part_words, span_words
from jointdesk.domain.moments import HOUR, Instant
from jointdesk.domain.organisations import Organisation
from jointdesk.domain.words import counted
from jointdesk.exports.document import (
    Block,
    Column,
    Document,
    Heading,
    Kind,
    Notes,
    Paragraph,
    ShareBar,
    SharePicture,
    Table,
    Value,
)

SHARES = (
    Column("organisation", "Organisation", weight=5),
    Column("hours", "Hours", Kind.HOURS),
    Column("percent", "Per cent", Kind.NUMBER),
    Column("agreed", "Agreed", Kind.NUMBER),
    Column("difference", "Difference", weight=2),
)


def time_split_document(
    report: Report, method: Sequence[str], director: str, made_at: Instant, footer: str
) -> Document:
    """Return the report of some days; `method` says how it was counted."""
    days = span_words(report.whole.days)
    each = "day" if report.is_daily else "week"
    blocks: list[Block] = [
        Paragraph(f"{report.spoken}." if report.whole.seconds else report.spoken),
        Heading("Hours by organisation"),
        shares_table(report.whole),
        Paragraph(within(report.whole)),
        Heading(f"Each {each}"),
        share_picture(report),
        parts_table(report),
        Heading("How it is counted"),
        Notes(tuple(method)),
    ]
    return Document(
        title=f"Time of {director}: {days}",
        made_at=made_at,
        blocks=tuple(blocks),
        subject="Time split",
        marking="OFFICIAL",
        footer=footer,
    )


def shares_table(part: Part) -> Table:
    """Return the hours of each organisation against what is agreed."""
    rows = tuple(
        (_name(one.org), one.hours, one.percent, one.agreed, _difference(one.difference))
        for one in part.shares
    )
    return Table("Shares", f"Hours by organisation, {span_words(part.days)}", SHARES, rows)


def parts_table(report: Report) -> Table:
    """Return the hours of each week, or of each day of a week."""
    orgs = [one.org for one in report.whole.shares]
    name = "Day" if report.is_daily else "Week"
    columns = [Column("days", name, weight=5), Column("hours", "Hours", Kind.HOURS)]
    for org in orgs:
        columns.append(Column(f"{org.code}_hours", f"{org.code} hours", Kind.HOURS))
        columns.append(Column(f"{org.code}_percent", f"{org.code} per cent", Kind.NUMBER))
    columns += [
        Column("joint", "Of it joint", Kind.HOURS),
        Column("travel", "Of it travel", Kind.HOURS),
    ]
    rows = tuple(tuple(_row(part)) for part in report.parts)
    return Table("Parts", f"Hours of each {name.lower()}", tuple(columns), rows)


def _row(part: Part) -> Iterator[Value]:
    yield part_words(part.days)
    yield _hours(part.seconds)
    for one in part.shares:
        yield one.hours
        yield one.percent
    yield _hours(part.joint)
    yield _hours(part.travel)


def share_picture(report: Report) -> SharePicture:
    """Return the shares of the whole and of each part as bars; a part without time has none."""
    agreed = [one.agreed for one in report.whole.shares if one.agreed is not None]
    marks = tuple(accumulate(agreed))[:-1]
    bars = [_bar(span_words(report.whole.days), report.whole)]
    bars += [_bar(part_words(part.days), part) for part in report.parts if part.seconds]
    return SharePicture(tuple(one.org.code for one in report.whole.shares), tuple(bars), marks)


def _bar(label: str, part: Part) -> ShareBar:
    return ShareBar(label, tuple((one.org.code, one.percent or 0) for one in part.shares))


def within(part: Part) -> str:
    """Say what of the hours was joint, what was travel, and what stands beside them."""
    words = (
        f"Of these {_hours(part.seconds):,.1f} hours, {_hours(part.joint):,.1f} were for several"
        f" bodies at once and {_hours(part.travel):,.1f} were travel."
    )
    if part.others >= HOUR / 20:
        words += f" Beside them, {_hours(part.others):,.1f} hours were for other bodies alone."
    return words


def _difference(points: int | None) -> str | None:
    """Return "6 points above", "1 point below" or "as agreed"; None for no answer."""
    if not points:
        return None if points is None else "as agreed"
    return f"{counted(abs(points), 'point')} {'above' if points > 0 else 'below'}"


def _hours(seconds: float) -> float:
    return round(seconds / HOUR, 1)


def _name(org: Organisation) -> str:
    return f"{org.name} ({org.code})" if org.name else org.code
