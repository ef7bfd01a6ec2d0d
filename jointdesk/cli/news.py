"""`news`: what became of meetings in each diary since a moment."""

import argparse
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from jointdesk.cli.arguments import DONE, add_json
from jointdesk.cli.days import parse_until
from jointdesk.cli.output import print_list
from jointdesk.cli.session import Session
from jointdesk.cli.shapes import when
from jointdesk.diary.move_words import tell_move
from jointdesk.domain.moments import DAY, iso
from jointdesk.domain.moves import Looks, Move
from jointdesk.domain.words import counted, plain, plain_line
from jointdesk.operations.news import diary_moves
from jointdesk.operations.personal_news import PersonalNews, personal_news
from jointdesk.operations.upkeep import bring_up_to_date
from jointdesk.store.organisations import list_organisations


def configure_news(parser: argparse.ArgumentParser) -> None:
    """Describe `news [--since WHEN]`."""
    parser.add_argument(
        "--since", metavar="WHEN", help="a day or a moment; without it the last 24 hours"
    )
    parser.set_defaults(handler=_news)
    add_json(parser)


def _news(session: Session, args: argparse.Namespace) -> int:
    desk = session.desk
    since = parse_until(args.since, desk.zone) if args.since else session.now - DAY
    bring_up_to_date(desk, session.now, session.note)
    news = diary_moves(desk, session.audience, since, session.now)
    codes = {one.id: one.code for one in list_organisations(desk.connection)}
    personal = personal_news(desk, session.audience, since)
    rows = [_personal_shape(one, desk.zone) for one in personal]
    rows += [_shape(move, codes, desk.zone) for move in news.moves]
    lines = [*map(_personal_line, personal), *_lines(news.moves, codes, desk.zone)]
    if news.more:
        lines.append(f"{counted(news.more, 'meeting')} came anew: too many to be told.")
    print_list(session, "items", rows, lines or ["Nothing has changed in the diaries."])
    return DONE


def _lines(moves: tuple[Move, ...], codes: dict[str, str], zone: ZoneInfo) -> Iterator[str]:
    for move in moves:
        told = tell_move(move, zone)
        yield plain(f"{told.what}: [{codes.get(move.org_id, '')}] {told.title}, {told.change}")


def _personal_line(news: PersonalNews) -> str:
    said = f": {plain_line(news.text)}" if news.text else ""
    return f"{news.sentence}{said}"


def _personal_shape(news: PersonalNews, zone: ZoneInfo) -> dict[str, Any]:
    """Return what concerns the person, with the fields of a move that it has not."""
    return {
        "kind": news.concern.value,
        "id": news.about or None,
        "org": None,
        "source": None,
        "title": news.text,
        "tier": None,
        "times": 1,
        "fields": [],
        "before": None,
        "after": None,
        "at": iso(news.at, zone),
        "person": news.person,
    }


def _shape(move: Move, codes: dict[str, str], zone: ZoneInfo) -> dict[str, Any]:
    return {
        "kind": move.kind.value,
        "id": move.key,
        "org": codes.get(move.org_id, ""),
        "source": move.collection_id,
        "title": move.looks.title,
        "tier": move.tier,
        "times": move.times,
        "fields": list(move.fields),
        "before": _looks(move.before, zone),
        "after": _looks(move.after, zone),
    }


def _looks(looks: Looks | None, zone: ZoneInfo) -> dict[str, Any] | None:
    if looks is None:
        return None
    return {
        "title": looks.title,
        "start": when(looks.start, looks.all_day, zone),
        "end": when(looks.end, looks.all_day, zone),
        "all_day": looks.all_day,
        "place": looks.place,
        "status": looks.status,
    }


CONFIGURE = {"news": configure_news}
