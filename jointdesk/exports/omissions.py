"""What an edition leaves out of what its maker sees, in sentences for whoever looks it through."""

from collections.abc import Iterable, Iterator

from jointdesk.domain.decisions import Decision
from jointdesk.domain.records import Records
from jointdesk.domain.words import counted
from jointdesk.exports.actions import Choice, wanted_tasks
from jointdesk.exports.content import Content, Period
from jointdesk.exports.editions import Reader, is_in_edition, is_withheld
from jointdesk.exports.joint_log import logged


def of_register(
    known: Records, content: Content, org_id: str, reader: Reader, period: Period
) -> tuple[str, ...]:
    """Say it of a register; `known` is what the maker sees, `content` what its readers have."""
    mine = [one for one in known.decisions if one.org == org_id and period.holds(one.date_taken)]
    taken = [one for one in mine if one.is_taken]
    wanted = [one for one in taken if is_in_edition(one, reader)]
    stubs = [one for one in content.records.stubs if one.org == org_id and one.taken]
    there = content.records.decision_by_id
    kept = {one.id for one in wanted} - there.keys() - {one.id for one in stubs}
    shown = [one for one in there.values() if one.org == org_id and is_in_edition(one, reader)]
    return (
        *_left_out(len(mine) - len(taken), "not taken yet"),
        *_left_out(len(taken) - len(wanted), "not published yet"),
        *_left_out(len(kept), "kept from this reader"),
        *_stubs(len(stubs)),
        *_texts(shown, reader, period),
    )


def of_joint_log(content: Content, reader: Reader, period: Period) -> tuple[str, ...]:
    """Say it of the joint log, which names also what is not taken yet."""
    decisions, stubs = logged(content, period)
    waiting = sum(not one.is_taken for one in decisions)
    were = "decision is" if waiting == 1 else "decisions are"
    return (
        *([f"{waiting} {were} named as not taken yet, without a text."] if waiting else ()),
        *_stubs(len(stubs)),
        *_texts((one for one in decisions if one.is_taken), reader, Period()),
    )


def of_notice(decision: Decision, reader: Reader) -> tuple[str, ...]:
    """Say it of a notice."""
    return tuple(_texts((decision,), reader, Period()))


def of_actions(known: Records, content: Content, choice: Choice) -> tuple[str, ...]:
    """Say it of an action log."""
    missing = len(wanted_tasks(known, choice)) - len(wanted_tasks(content.records, choice))
    if missing < 1:
        return ()
    are = "is" if missing == 1 else "are"
    return (f"{counted(missing, 'action')} {are} not for this reader and left out.",)


def of_diary(masked: int, free: int) -> tuple[str, ...]:
    """Say it of a diary: so many entries are masked, so many take no time and are left out."""
    found = []
    if masked:
        are = "entry is" if masked == 1 else "entries are"
        found.append(f"{masked} {are} shown only as busy.")
    if free:
        are = "entry that takes no time is" if free == 1 else "entries that take no time are"
        found.append(f"{free} {are} left out.")
    return tuple(found)


def _left_out(number: int, why: str) -> Iterator[str]:
    if number > 0:
        yield f"{counted(number, 'decision')} {'is' if number == 1 else 'are'} {why} and left out."


def _stubs(number: int) -> Iterator[str]:
    if number:
        only = "a counterpart stub" if number == 1 else "counterpart stubs"
        are = "is" if number == 1 else "are"
        yield f"{counted(number, 'decision')} {are} shown only as {only}."


def _texts(decisions: Iterable[Decision], reader: Reader, period: Period) -> Iterator[str]:
    """Say of how many decisions of the period the text is withheld."""
    number = sum(
        is_withheld(one, reader.nearness(one.org)) and period.holds(one.date_taken)
        for one in decisions
    )
    if number:
        yield f"The text of {counted(number, 'decision')} is withheld."
