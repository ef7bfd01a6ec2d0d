"""`time-split`: where the director's time went, against what the organisations agreed."""

import argparse
from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR
from typing import Any

from jointdesk.cli.arguments import DONE, add_json
from jointdesk.cli.days import parse_day
from jointdesk.cli.output import print_object
from jointdesk.cli.session import Session
from jointdesk.diary.time_split import Part, Period, Share, days_of, part_words, span_words
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.moments import HOUR, local_day
from jointdesk.domain.words import plain
from jointdesk.operations.time_split import ReadSplit, read_split
from jointdesk.operations.upkeep import bring_up_to_date


def configure_time_split(parser: argparse.ArgumentParser) -> None:
    """Describe `time-split [--period week|month|quarter] [--at DAY]`."""
    parser.add_argument(
        "--period",
        choices=[each.value for each in Period],
        default=Period.MONTH.value,
        help="how long a time, the month if none is named",
    )
    parser.add_argument("--at", metavar="DAY", default="", help="a day in it, else today")
    parser.set_defaults(handler=_time_split)
    add_json(parser)


def _time_split(session: Session, args: argparse.Namespace) -> int:
    desk = session.desk
    day = parse_day(args.at) if args.at else local_day(session.now, desk.zone)
    if not MINYEAR < day.year < MAXYEAR:
        raise WrongUseError(f"No diary reaches to the year {day.year}.")
    bring_up_to_date(desk, session.now, session.note)
    found = read_split(desk, session.audience, days_of(Period(args.period), day), session.now)
    if session.as_json:
        print_object(session, _shape(args.period, found))
        return DONE
    for line in _lines(found):
        session.say(plain(line))
    return DONE


def _shape(period: str, found: ReadSplit) -> dict[str, Any]:
    return {
        "period": period,
        **_part_shape(found.report.whole),
        "parts": [_part_shape(each) for each in found.report.parts],
        "method": list(found.method),
    }


def _part_shape(part: Part) -> dict[str, Any]:
    """Return one stretch of time: days as elsewhere, the last exclusive; hours to a tenth."""
    return {
        "start": part.days.first.isoformat(),
        "end": part.days.last.isoformat(),
        "hours": _hours(part.seconds),
        "organisations": [_share_shape(each) for each in part.shares],
        "joint_hours": _hours(part.joint),
        "travel_hours": _hours(part.travel),
        "other_hours": _hours(part.others),
    }


def _share_shape(share: Share) -> dict[str, Any]:
    return {
        "org": share.org.code,
        "hours": share.hours,
        "percent": share.percent,
        "agreed": share.agreed,
        "difference": share.difference,
    }


def _lines(found: ReadSplit) -> Iterator[str]:
    whole = found.report.whole
    yield f"{span_words(whole.days)}: {found.report.spoken}"
    rows = [_row(span_words(whole.days), whole)]
    rows += [_row(part_words(part.days), part) for part in found.report.parts]
    heads = ["", "hours", *(_head(one) for one in whole.shares), "joint", "travel"]
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    for row in (heads, *rows):
        yield "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
    yield from found.method


def _head(share: Share) -> str:
    return f"{share.org.code} ({share.agreed})" if share.agreed is not None else share.org.code


def _row(name: str, part: Part) -> list[str]:
    told = [f"{one.hours:.1f} {_percent(one)}" for one in part.shares]
    hours = (part.seconds, part.joint, part.travel)
    total, joint, travel = (f"{_hours(each):.1f}" for each in hours)
    return [name, total, *told, joint, travel]


def _percent(share: Share) -> str:
    return "  –  " if share.percent is None else f"{share.percent:3} %"


def _hours(seconds: float) -> float:
    return round(seconds / HOUR, 1)


CONFIGURE = {"time-split": configure_time_split}
