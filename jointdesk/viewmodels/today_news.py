"""What changed since a person last looked: in the diaries, from what to what, and by people."""

from collections.abc import Sequence
from typing import NamedTuple

from jointdesk.diary.move_words import tell_move
from jointdesk.domain.moments import Instant, local_day
from jointdesk.domain.moves import Move, MoveKind
from jointdesk.domain.people import Audience
from jointdesk.domain.words import counted, plain_line
from jointdesk.operations.news import (
    PROTECTED,
    Deed,
    DiaryNews,
    deeds,
    diary_moves,
    diary_news,
)
from jointdesk.operations.personal_news import Concern, PersonalNews, personal_news
from jointdesk.store.reading import Reading
from jointdesk.viewmodels import words
from jointdesk.viewmodels.day_words import moment_name
from jointdesk.viewmodels.pages import Page
from jointdesk.viewmodels.personal_news import ICONS as PERSONAL_ICONS
from jointdesk.viewmodels.personal_news import target_of
from jointdesk.viewmodels.today_day import Target
from jointdesk.viewmodels.today_needs import Facts, Need, need

_MOST = 5

ICONS = {
    MoveKind.NEW: "calendar-plus",
    MoveKind.GONE: "calendar-x",
    MoveKind.CANCELLED: "ban",
    MoveKind.MOVED: "calendar-clock",
    MoveKind.PLACE: "map-pin",
    MoveKind.CHANGED: "pencil",
    MoveKind.BACK: "calendar-plus",
}


class News(NamedTuple):
    """All that changed: `moves` of meetings, the most pressing first, and `others`, the newest.

    `mine` is what others did that concerns this person.

    `since` is "Friday 17:00", "" where nobody knows when this person last looked. `first` are
    those that there is room for beside the day; its last row leads to the rest.
    """

    since: str = ""
    moves: tuple[Need, ...] = ()
    others: tuple[Need, ...] = ()
    first: tuple[Need, ...] = ()
    mine: tuple[Need, ...] = ()


def read_news(reading: Reading, audience: Audience, facts: Facts, since: Instant | None) -> News:
    """Read what changed since a moment, nothing where that is not known."""
    if since is None:
        return News()
    found = diary_moves(reading, audience, since, facts.seen.now)
    told_bodies = {move.org_id for move in found.moves}
    personal = personal_news(reading, audience, since)
    known = {(one.at, item) for one in personal for item in one.items}
    others: list[DiaryNews | Deed] = [
        *(one for one in diary_news(reading, audience, since) if one.org_id not in told_bodies),
        *(
            one
            for one in deeds(reading, audience, facts.records, since)
            if known.isdisjoint((one.at, item) for item in one.items)
        ),
    ]
    others.sort(key=lambda one: -one.at)
    moves = [move_need(move, facts) for move in found.moves]
    if found.more:
        title = f"{counted(found.more, 'meeting')} came anew, too many to be told"
        moves.append(need(title, (), None, (), facts, Target(Page.DIARY), icon="history"))
    told = [_told(one, facts) for one in others]
    mine = [personal_need(one, facts) for one in personal]
    return News(
        moment_name(since, facts.today, facts.seen.zone),
        tuple(moves),
        tuple(told),
        tuple(_first(mine, moves, told, facts)),
        tuple(mine),
    )


def _first(
    mine: Sequence[Need], moves: Sequence[Need], others: Sequence[Need], facts: Facts
) -> list[Need]:
    """Return the first few, some of each, and how many more there are."""
    number = len(mine) + len(moves) + len(others)
    if number <= _MOST:
        return [*mine, *moves, *others]
    own = mine[: _MOST - 2]
    left = _MOST - len(own)
    room = max(left - len(others), left - 2)
    shown = [*own, *moves[:room], *others][:_MOST]
    more = f"{number - len(shown)} more changes"
    return [*shown, need(more, (), None, (), facts, Target(Page.NEWS), icon="history")]


def personal_need(news: PersonalNews, facts: Facts) -> Need:
    """Return a row for what somebody did that concerns the person, which leads to it."""
    is_edit = news.concern is Concern.EDITED
    title = plain_line(news.text if is_edit else news.sentence)
    line = plain_line(news.person if is_edit else news.text)
    made = need(title, (line,), None, (), facts, target_of(news), icon=PERSONAL_ICONS[news.concern])
    aside = moment_name(news.at, facts.today, facts.seen.zone)
    return made._replace(aside=aside, spoken=words.joined((made.spoken, aside)))


def move_need(move: Move, facts: Facts) -> Need:
    """Return a row for what became of a meeting, which leads to its day."""
    zone = facts.seen.zone
    told = tell_move(move, zone)
    shown = move.after or move.before
    assert shown is not None  # a move has at least one side
    is_there = move.after is not None
    target = Target(Page.DIARY, move.key if is_there else "", local_day(shown.start, zone))
    line = f"{told.what}: {told.change}"
    icon = ICONS[move.kind]
    made = need(told.title, (line,), None, (move.org_id,), facts, target, icon=icon)
    protected = "Protected" if move.tier == PROTECTED else ""
    names = facts.seen.told.names
    spoken = words.joined((protected, told.spoken, names.get(move.org_id, "")))
    return made._replace(spoken=spoken, aside=protected)


def _told(news: DiaryNews | Deed, facts: Facts) -> Need:
    aside = moment_name(news.at, facts.today, facts.seen.zone)
    if isinstance(news, Deed):
        target = _target_of(news, facts)
        title = plain_line(news.label)
        told = need(title, (plain_line(news.person),), None, (), facts, target, icon="pencil")
    else:
        name = facts.seen.told.names.get(news.org_id, "")
        parts = ((news.new, "new"), (news.changed, "changed"), (news.gone, "gone"))
        line = words.joined(f"{number:,} {word}" for number, word in parts if number)
        target = Target(Page.DIARY)
        org_ids = (news.org_id,)
        title = f"{name} diary was read"
        told = need(title, (line,), None, org_ids, facts, target, icon="calendar-plus")
    return told._replace(aside=aside, spoken=words.joined((told.spoken, aside)))


def _target_of(deed: Deed, facts: Facts) -> Target:
    """Return where the first of its items that has a page is to be seen."""
    records = facts.records
    for item in deed.items:
        if item in records.decision_by_id:
            return Target(Page.DECISIONS, item)
        if item in records.task_by_id:
            return Target(Page.TASKS, item)
        if item.startswith("settlement:"):
            return Target(Page.CONFLICTS, item.removeprefix("settlement:"))
    return Target(Page.TODAY)
