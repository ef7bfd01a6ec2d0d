"""What must be true in the end of every history of a shared desk that carries calendars."""

import json
from collections.abc import Collection
from typing import Any

from jointdesk.desk.verification import broken_order
from jointdesk.domain.changes import clock_at
from jointdesk.domain.conflicts import JudgedConflict
from jointdesk.domain.moments import DAY, HOUR, Instant
from jointdesk.operations.agenda import AgendaEntry, agenda
from jointdesk.operations.carrying import is_all_carried
from jointdesk.operations.organisations import organisation_by_code
from jointdesk.store.integrity import check
from tests.desk.calendar_desks import shown
from tests.desk.calendar_worlds import CalendarWorld
from tests.desk.outcomes import check_equal, check_erased, come_to_rest
from tests.desk.outside_calendars import NOBODYS, SECRETS
from tests.desk.templates import MACHINES
from tests.desk.worlds import MAY_HAVE

_ROUNDS = 6


def check_outcome(world: CalendarWorld) -> None:
    """See that all has come together, and again a hundred days later."""
    _rest(world)
    _check_all(world)
    world.go_on(101 * DAY)
    come_to_rest(world, _ROUNDS)
    _check_replaced(world)
    _rest(world)
    _check_all(world)
    for desk in world.open.values():
        desk.close()
    _check_secrets(world)


def _rest(world: CalendarWorld) -> None:
    """Have all clocks go right, every calendar be read, and all exchange until nothing is new."""
    world.grow_old(is_too_old=False)
    for machine in world.machines:
        world.set_clock(machine, 0)
    for one in world.outside:
        if one.is_broken:
            one.is_broken = False
            one.write()
        if not any(world.connected(machine, one) for machine in world.machines):
            for machine in world.machines:
                world.connect(machine, one)
    for _ in range(2):  # who is told of something by the first may have read it once more
        world.go_on(HOUR)
        for machine in world.machines:
            world.read(machine, is_whole=True)
            world.sync(machine)
    world.end_leases()
    come_to_rest(world, _ROUNDS)
    world.look()


def _check_all(world: CalendarWorld) -> None:
    world.listed = world.still_listed()
    check_equal(world)
    check_erased(world)
    assert not world.leaks, world.leaks[0]
    for machine, desk in world.open.items():
        assert check(desk) == [], machine
        assert [*broken_order(desk.connection)] == [], machine
        assert is_all_carried(desk), f"{machine} has something to carry still"
    _check_outside(world)
    _check_seen(world)
    _check_known(world)
    _check_titles(world)


# What is seen


def seen(
    world: CalendarWorld, machine: str, who: str, mixed: Collection[str]
) -> list[tuple[Any, ...]]:
    """Return all that a person is shown on a machine, but what is private in part."""
    found = diary(world, machine, who)
    together = {
        _series(copy.key)
        for one in (*found, *diary(world, "Imogen", who))
        for copy in one.meeting.copies
        if any(_series(other.key) in mixed for other in one.meeting.copies)
    }

    # Of a diary that shows somebody no word at all nobody can tell whether it knows of leave.
    is_bare = any(
        one.code not in MAY_HAVE[who] and all(each.is_hidden for each in one.held)
        for one in world.listed
    )

    def is_the_same(judged: JudgedConflict) -> bool:
        """Leave in one diary alone may be what takes the time in the other."""
        conflict = judged.conflict
        if conflict.code == "DIA-12" and (mixed or is_bare):
            return False
        return not (mixed and together & conflict.series_ids)

    return [
        shown(one._replace(conflicts=tuple(filter(is_the_same, one.conflicts))))
        for one in found
        if not together & {_series(each.key) for each in one.meeting.copies}
    ]


def diary(world: CalendarWorld, machine: str, who: str) -> list[AgendaEntry]:
    """Return the diary that a person is shown on a machine."""
    audience = world.audience(machine, who)
    return agenda(world.open[machine], audience, world.window, world.moment)


def mixed_series(world: CalendarWorld, who: str) -> set[str]:
    """Return the series that are private in part, of bodies that are not a person's."""
    desk = world.open["Imogen"]
    found: set[str] = set()
    for code in SECRETS.keys() - {*MAY_HAVE[who]}:
        rows = desk.connection.execute(
            "SELECT r.series_id FROM item i JOIN stream s ON s.id = i.stream_id"
            " JOIN resource r ON r.series_id = json_extract(i.fields, '$.series')"
            " JOIN component c ON c.resource_id = r.id"
            " WHERE i.type = 'mirror' AND s.org_id = ? AND c.classification = 'PUBLIC'",
            (organisation_by_code(desk, code).id,),
        )
        found |= {series for (series,) in rows}
    return found


def past_series(world: CalendarWorld) -> set[str]:
    """Return the series that had ended when they went: who never read them has none of them.

    So had, by a clock that was ahead, what was still to come.
    """
    found: set[str] = set()
    for one in world.outside:
        uids = [each.uid for each in one.gone if each.has_ended(world.moment)]
        for desk in world.open.values():
            rows = desk.connection.execute(
                "SELECT series_id FROM resource WHERE state = 'unpublished'"
                " OR uid IN (SELECT value FROM json_each(?))",
                (json.dumps(uids),),
            )
            found |= {series for (series,) in rows}
    return found


def times(world: CalendarWorld, machine: str, who: str, series: set[str]) -> list[tuple[Any, ...]]:
    """Return when series take time, as somebody sees it on a machine."""
    return sorted(
        (copy.key, copy.start, copy.end)
        for one in diary(world, machine, who)
        for copy in one.meeting.copies
        if _series(copy.key) in series and copy.details.busy
    )


def _check_seen(world: CalendarWorld) -> None:
    """Each is shown on their machine what they may see on the director's, and no more."""
    for machine in world.machines:
        who = MACHINES[machine]
        apart = past_series(world)
        mixed = mixed_series(world, who) | apart
        there, here = seen(world, "Imogen", who, mixed), seen(world, machine, who, mixed)
        assert here == there, _difference(f"{machine} shows", here, there)
        mixed -= apart
        here = times(world, machine, who, mixed)
        there = times(world, "Imogen", "Imogen", mixed)
        assert here == there, _difference(f"{machine} shows times", here, there)


def _difference(what: str, here: list[Any], there: list[Any]) -> str:
    more = [one for one in here if one not in there]
    less = [one for one in there if one not in here]
    return f"{what}\n  more: {more}\n  less: {less}"


def _series(key: str) -> str:
    return key.rsplit("-", 1)[0]


# What is known


def _check_outside(world: CalendarWorld) -> None:
    """What a calendar holds is what is known of it wherever its words may be."""
    for one in world.listed:
        wanted = sorted(each.title for each in one.held)
        for machine, desk in world.open.items():
            if one.code not in MAY_HAVE[MACHINES[machine]]:
                continue
            rows = desk.connection.execute(
                "SELECT f.text || v.text FROM resource r JOIN resource_version v"
                " ON v.id = r.version_id JOIN frame f ON f.id = v.frame_id"
                " WHERE r.collection_id = ? AND r.state = 'present'",
                (one.id,),
            )
            texts = [text if isinstance(text, str) else text.decode() for (text,) in rows]
            known = [word for word in wanted if any(f"SUMMARY:{word}\r" in each for each in texts)]
            assert known == wanted, f"{machine} of {one.path.stem}: {known}, not {wanted}"
            uids = {each.uid for each in one.held}
            past = {each.uid for each in one.gone if each.has_ended(world.moment)}
            past |= _over(world, one.id)
            assert len(uids) <= len(texts) <= len(wanted) + len(past), f"{machine}: {texts}"


def _over(world: CalendarWorld, collection: str) -> set[str]:
    """Return what a calendar published no more when it had ended, as somebody had read it."""
    found: set[str] = set()
    for desk in world.open.values():
        rows = desk.connection.execute(
            "SELECT uid FROM resource WHERE collection_id = ? AND state = 'unpublished'"
            " AND reach < ?",
            (collection, world.moment),
        )
        found |= {uid for (uid,) in rows}
    return found


def _check_known(world: CalendarWorld) -> None:
    """What was said of a meeting is said of one that everybody knows by that name."""
    if world.listed != world.outside:  # what was said of those stays, and is of nothing
        return
    connection = world.open["Imogen"].connection
    rows = connection.execute(  # in a calendar of this machine, or carried and over since
        "SELECT series_id FROM resource UNION SELECT id FROM item"
        " UNION SELECT json_extract(fields, '$.series') FROM item WHERE type = 'mirror'"
    ).fetchall()
    for desk in world.open.values():  # or that was gone before anybody else knew of it
        gone = "SELECT series_id FROM resource WHERE state = 'missing'"
        rows += desk.connection.execute(gone).fetchall()
    known = {id_ for (id_,) in rows}
    for id_, type_, fields in connection.execute(
        "SELECT id, type, fields FROM item WHERE type IN ('overlay', 'pairing')"
        " AND json_extract(fields, '$.renamed_to') IS NULL"
        " AND EXISTS (SELECT 1 FROM json_each(fields) WHERE value IS NOT NULL)"
    ).fetchall():
        keys = [id_.removeprefix("overlay:")] if type_ == "overlay" else []
        if type_ == "pairing":
            rows = connection.execute(
                "SELECT json_extract(?, '$.a'), json_extract(?, '$.b')", (fields, fields)
            )
            keys = [key for row in rows for key in row if key]
        for key in keys:
            assert {key, _series(key)} & known, f"{type_} {id_} is of nothing: {fields}"


def _check_titles(world: CalendarWorld) -> None:
    """What somebody called an event, and nobody has touched since, it is called everywhere."""
    there = world.actions_there()
    plain = {
        (one.id, each.uid): each.title for one in world.listed for each in one.held
        if each.is_plain and not each.override and each.weeks == 1
    }  # fmt: skip
    connection = world.open["Imogen"].connection
    rows = connection.execute("SELECT summary FROM component")
    titles = {title for (title,) in rows}
    rows = connection.execute(  # what somebody took away meanwhile
        "SELECT r.collection_id, r.uid FROM item i JOIN resource r"
        " ON i.id LIKE 'overlay:' || r.series_id || '%'"
        " WHERE i.type = 'overlay' AND json_extract(i.fields, '$.deleted')"
    )
    for place in rows:
        plain.pop(place, None)
    for word, said in world.titled.items():
        others = [one for one in world.titled.values() if one[:2] == said[:2]]
        if said.action in there and said[:2] in plain and len(others) == 1:
            assert word in titles, f"{word} for {said.uid}"
    for word, said in world.untitled.items():
        assert said.action not in there or word not in titles, f"{word} was taken back"


# What is gone


def _check_replaced(world: CalendarWorld) -> None:
    """Of what carried calendars said a hundred days ago only what they say still is kept."""
    clock = clock_at(Instant(world.moment // DAY * DAY - 90 * DAY))
    for machine, desk in world.open.items():
        rows = desk.connection.execute(
            "SELECT c.item_id, c.device || '/' || c.n, i.heads FROM change c"
            " JOIN payload USING (stream_id, device, n)"
            " LEFT JOIN item i ON i.id = c.item_id AND i.stream_id = c.stream_id"
            " WHERE c.item_type IN ('mirror', 'busy', 'reading') AND c.hlc < ?",
            (clock,),
        ).fetchall()
        for item, dot, heads in rows:
            assert dot in (heads or ""), f"{machine} keeps {dot} of {item}: {heads}"


def _check_secrets(world: CalendarWorld) -> None:
    """No byte of what is private is on a machine of the other body."""
    hidden = {code: {word for word in (SECRETS[code],)} for code in SECRETS}
    for one in world.listed:
        words = {word for each in one.held if each.is_hidden for word in each.words}
        hidden[one.code] |= words - world.parted
    for machine in world.machines:
        others = SECRETS.keys() - {*MAY_HAVE[MACHINES[machine]]}
        words = {word for code in others for word in hidden[code]} | (
            {NOBODYS} if others else set()
        )
        for path in (world.folder / machine).rglob("*"):
            if path.is_file():
                held = path.read_bytes().lower()
                for word in words:
                    assert word.encode() not in held, f"{word} is on {machine}: {path.name}"
