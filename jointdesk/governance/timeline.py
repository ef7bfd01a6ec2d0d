"""The timeline of one decision: its deadlines and dates in order, and how each stands today."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jointdesk.domain.decisions import ENDED, Decision, Status
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.forums import Stage
from jointdesk.domain.words import counted, plain_name, short_day
from jointdesk.governance import decision_deadlines as of
from jointdesk.governance.deadline_rules import Calendars, Deadline
from jointdesk.governance.life_cycle import EffectiveDate
from jointdesk.governance.profiles import Profile


class MilestoneKind(StrEnum):
    """What a milestone is about; in the order of a decision's life."""

    NOTICE = "notice"
    PAPERS = "papers"
    DECISION = "decision"
    RECORD = "record"
    CALL_IN = "call_in"
    STANDSTILL = "standstill"
    EFFECT = "effect"
    REVIEW = "review"


class MilestoneState(StrEnum):
    """How a milestone stands."""

    DONE = "done"
    """What was asked for was done in time."""
    DUE = "due"
    """It lies ahead, or is today."""
    LATE = "late"
    """The day is behind, and it was not done by then."""
    PASSED = "passed"
    """The day is behind; it comes by itself, or whether it was done is not recorded."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """One line of the timeline: "notice by Mon 14 Dec". `rule` is "" where a person set the day."""

    day: date
    words: str
    kind: MilestoneKind
    state: MilestoneState
    rule: str = ""
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionTimeline:
    """A decision's milestones by date, and a sentence for each deadline that cannot be known."""

    milestones: tuple[Milestone, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Case:
    """A decision, and what its milestones are reckoned by."""

    decision: Decision
    profile: Profile
    calendars: Calendars
    effective: EffectiveDate
    stages: Sequence[Stage]
    today: date


def timeline(
    decision: Decision,
    profile: Profile,
    calendars: Calendars,
    *,
    effective: EffectiveDate,
    stages: Sequence[Stage] = (),
    today: date,
) -> DecisionTimeline:
    """Return the timeline of a decision of the body whose profile is given.

    `effective` is from when it has effect (`life_cycle`), `stages` are the steps of papers that
    its forum asks for (DL15). A withdrawn decision, or one that is of no effect any more, keeps
    what lies behind only.
    """
    case = _Case(decision, profile, calendars, effective, stages, today)
    found: list[Milestone] = []
    unknown: list[str] = []
    for part in _PARTS:
        try:
            found.extend(part(case))
        except WrongUseError as error:  # a year without holidays, a step that is no number of days
            unknown.append(str(error))
    if decision.status == Status.WITHDRAWN or decision.status in ENDED:
        found = [each for each in found if each.state is not MilestoneState.DUE]
    found.sort(key=lambda each: (each.day, _ORDER.index(each.kind)))
    return DecisionTimeline(tuple(found), tuple(dict.fromkeys(unknown)))


def _notice(case: _Case) -> Iterator[Milestone]:
    decision = case.decision
    deadline = of.notice(decision, case.profile, case.calendars)
    if deadline is None:
        return
    key, words, done = "notice_by", "notice by", decision.notice_published_on
    if deadline.rule == "DL5":
        key, words, done = "agree_by", "urgency agreed by", decision.urgency_agreed_on
    yield _asked(case, MilestoneKind.NOTICE, words, deadline.dates[key], done, deadline)


def _papers(case: _Case) -> Iterator[Milestone]:
    deadline = of.papers(case.decision, case.profile, case.calendars)
    if deadline:
        day = deadline.dates["publish_by"]
        yield _comes(case, MilestoneKind.PAPERS, "papers by", day, deadline)


def _stages(case: _Case) -> Iterator[Milestone]:
    on = of.day_of_decision(case.decision)
    if on is None:
        return
    for stage in case.stages:
        steps = of.body_deadline("DL15", on, case.profile, case.calendars, draft=str(stage.days))
        why = (f"{counted(stage.days, 'working day')} before the decision.",)
        deadline = Deadline(steps.rule, steps.dates, why)
        words = f"{plain_name(stage.name)} by"
        yield _comes(case, MilestoneKind.PAPERS, words, steps.dates["draft_by"], deadline)


def _taking(case: _Case) -> Iterator[Milestone]:
    taken, due = case.decision.date_taken, case.decision.decision_due
    if taken:
        yield _asked(case, MilestoneKind.DECISION, "taken", taken, taken)
    elif due:
        yield _asked(case, MilestoneKind.DECISION, "decision due", due, None)


def _record(case: _Case) -> Iterator[Milestone]:
    deadline = of.record(case.decision, case.profile, case.calendars)
    if deadline:
        day, done = deadline.dates["nudge"], case.decision.recorded_on
        yield _asked(case, MilestoneKind.RECORD, "record by", day, done, deadline)


def _call_in(case: _Case) -> Iterator[Milestone]:
    deadline = of.call_in(case.decision, case.profile, case.calendars)
    if deadline:
        day = deadline.dates["closes"]
        yield _comes(case, MilestoneKind.CALL_IN, "call-in closes", day, deadline)


def _hearing(case: _Case) -> Iterator[Milestone]:
    deadline = of.hearing(case.decision, case.profile, case.calendars)
    if deadline:
        day, done = deadline.dates["hearing_by"], case.decision.call_in_hearing
        yield _asked(case, MilestoneKind.CALL_IN, "call-in heard by", day, done, deadline)


def _standstill(case: _Case) -> Iterator[Milestone]:
    deadline = of.standstill(case.decision, case.profile, case.calendars)
    if deadline:
        day = deadline.dates["closes"]
        yield _comes(case, MilestoneKind.STANDSTILL, "standstill closes", day, deadline)


def _effect(case: _Case) -> Iterator[Milestone]:
    day, why = case.effective
    if day:
        yield _comes(case, MilestoneKind.EFFECT, "effective", day, why=why)


def _review(case: _Case) -> Iterator[Milestone]:
    day = case.decision.review_date
    if day:
        reviewed = case.decision.status in (Status.REVIEWED, Status.CLOSED)
        yield _asked(case, MilestoneKind.REVIEW, "review", day, day if reviewed else None)


_PARTS: tuple[Callable[[_Case], Iterator[Milestone]], ...] = (
    _notice,
    _papers,
    _stages,
    _taking,
    _record,
    _call_in,
    _hearing,
    _standstill,
    _effect,
    _review,
)
_ORDER = tuple(MilestoneKind)


def _asked(
    case: _Case,
    kind: MilestoneKind,
    words: str,
    day: date,
    done: date | None,
    deadline: Deadline | None = None,
) -> Milestone:
    """Return a milestone that asks something of people, done on a day or not yet."""
    if done and done <= day:
        state = MilestoneState.DONE
    else:
        state = MilestoneState.LATE if done or case.today > day else MilestoneState.DUE
    return _milestone(kind, words, day, state, deadline)


def _comes(
    case: _Case,
    kind: MilestoneKind,
    words: str,
    day: date,
    deadline: Deadline | None = None,
    why: tuple[str, ...] = (),
) -> Milestone:
    """Return a milestone that comes by itself, or of which nobody records that it was met."""
    state = MilestoneState.PASSED if case.today > day else MilestoneState.DUE
    return _milestone(kind, words, day, state, deadline, why)


def _milestone(
    kind: MilestoneKind,
    words: str,
    day: date,
    state: MilestoneState,
    deadline: Deadline | None,
    why: tuple[str, ...] = (),
) -> Milestone:
    line = f"{words} {short_day(day)}"
    if deadline:
        return Milestone(day, line, kind, state, deadline.rule, deadline.why)
    return Milestone(day, line, kind, state, "", why)
