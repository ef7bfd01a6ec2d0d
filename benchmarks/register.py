"""Bar 10: ten thousand decisions in the register: read, listed, filtered, sorted, scrolled."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from PySide6.QtCore import QObject, Qt

from benchmarks.figures import Figure
from benchmarks.screen import FRAMES, application, scroll, show
from benchmarks.setting import Setting
from benchmarks.timing import ROOT, cpu_median
from benchmarks.words import PEOPLE, TITLES
from jointdesk.derive.governance import profiles_of
from jointdesk.derive.working_calendars import working_calendars
from jointdesk.domain.decision_fields import DECISION
from jointdesk.domain.decisions import Alternative, Decision, DecisionMaker, Status
from jointdesk.domain.items import Item
from jointdesk.domain.matters import Matter
from jointdesk.domain.organisations import Organisation, OrganisationKind
from jointdesk.domain.records import Records
from jointdesk.operations.rulebook import Rulebook
from jointdesk.operations.standing import standing
from jointdesk.viewmodels.decision_register import Register, make_register
from jointdesk.viewmodels.decision_table import DecisionTable, MatterTable
from jointdesk.viewmodels.theme import ThemeName
from jointdesk.widgets.decision_table import MatterView
from jointdesk.widgets.look import load_look

_TODAY = date(2026, 12, 14)
_BODIES = (
    Organisation("a", "CAL", "Calderbourne Council", OrganisationKind.COUNCIL, 50),
    Organisation("b", "WEX", "NHS Wexmere ICB", OrganisationKind.ICB, 50, position=1),
)
_SOUGHT = ("b", "budget", "wex draft", "no such words anywhere")


def measure(setting: Setting) -> Iterator[Figure]:
    """Everything between the file and the picture, against the fewest steps that would do."""
    number = setting.middle
    records, rules = sample_records(number), _rules()
    stored = [
        Item(one.id, "decision", "shared", 0, DECISION.stored(one)) for one in records.decisions
    ]
    made = cpu_median(setting.rounds, lambda: [DECISION.of(item) for item in stored])
    judged = cpu_median(setting.rounds, lambda: _register(_fresh(records), rules))
    what = f"{number:,} decisions"
    yield Figure(10, f"{what}: judged and made into a register", judged, "s", "reading them", made)
    register = _register(records, rules)
    yield from _listed(setting, register, what)


def _register(records: Records, rules: Rulebook) -> Register:
    standings = {one.id: standing(one, records, rules) for one in records.decisions}
    return make_register(records, rules, {}, {}, standings)


def _listed(setting: Setting, register: Register, what: str) -> Iterator[Figure]:
    application()
    owner = QObject()
    matters, decisions = MatterTable(owner), DecisionTable(owner)
    view = MatterView(load_look(ROOT / "resources", ThemeName.LIGHT, 1.0), matters)
    matters.show(register, register.entries)
    show(view)

    def seek(words: str) -> None:
        sought = words.split()
        matters.show(register, [one for one in register.entries if one.has(sought)])
        view.viewport().repaint()

    slowest = max(cpu_median(setting.rounds, partial(seek, words)) for words in _SOUGHT)
    yield Figure(10, f"{what}: filtered as one types, and painted", slowest * 1e3, "ms", most=50)
    rows = [one for entry in register.entries for one in entry.standings]
    columns = iter(range(1000))

    def sort() -> None:
        decisions.sort(next(columns) % decisions.columnCount(), Qt.SortOrder.DescendingOrder)

    decisions.show(register, rows)
    yield Figure(10, f"{what}: sorted", cpu_median(setting.rounds, sort) * 1e3, "ms", most=150)
    matters.show(register, register.entries)
    frame = cpu_median(setting.rounds, scroll(view)) / FRAMES
    yield Figure(10, f"{what}: a scrolled frame", frame * 1e3, "ms", most=20)
    view.close()


def _fresh(records: Records) -> Records:
    """The same records, with nothing looked up in them yet."""
    return replace(records)


def _rules() -> Rulebook:
    return Rulebook(
        {one.id: one for one in _BODIES}, profiles_of(_BODIES), working_calendars(), _TODAY
    )


def sample_records(number: int) -> Records:
    """Two decisions a matter, most of them long in effect, as in a register of some years."""
    chance = random.Random(3)  # noqa: S311 (the same records every time)
    matters, decisions = [], []
    for place in range(number // 2):
        title = f"{chance.choice(TITLES)} {place}"
        matters.append(Matter(f"m{place}", place, f"Mat-{place}", title, required_orgs=("a", "b")))
        for body in _BODIES:
            decisions.append(_decision(chance, place, body, title))
    return Records(matters=tuple(matters), decisions=tuple(decisions))


def _decision(chance: random.Random, place: int, body: Organisation, title: str) -> Decision:
    is_old = chance.random() < 0.95
    taken = _TODAY - timedelta(days=chance.randrange(30, 1500)) if is_old else None
    return Decision(
        f"{body.id}{place}",
        place,
        f"m{place}",
        body.id,
        f"{body.code}-{(taken or _TODAY).year}-{place:04}",
        title,
        Status.EFFECTIVE if is_old else Status.DRAFT,
        decision_text=f"Agreed {title.lower()} as set out in the report. " * 3,
        reasons="It is within the budget and meets the plan. " * 3,
        date_taken=taken,
        decision_due=None if taken else _TODAY + timedelta(days=chance.randrange(1, 90)),
        decision_makers=(DecisionMaker(name=chance.choice(PEOPLE), role="Director"),),
        governance_route="nonexec_officer" if body.id == "a" else "committee",
        alternatives=(Alternative("Do nothing", "Costs more"),),
        amount=Decimal(chance.randrange(10, 5000) * 1000),
        legal_power="s75",
        consulted=(),
        wards=("Riverside",),
    )
