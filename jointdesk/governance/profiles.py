"""Governance profiles: what sort of body asks for what, as data (resources/profiles/).

A profile has settings (thresholds, limits, the terms of deadline rules), the routes by which the
body decides, and what each route and regime asks of a decision's record. An organisation's own
settings lie over those of its profile.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.organisations import Organisation
from jointdesk.governance.profile_settings import EXECUTIVES, checked


class Need(StrEnum):
    """How much a field is asked for."""

    REQUIRED = "required"
    """By law, for this route."""
    EXPECTED = "expected"
    """By good practice."""


class Since(StrEnum):
    """From which step of its life a decision can have the field at all."""

    DRAFT = "draft"
    TAKEN = "taken"
    RECORDED = "recorded"


@dataclass(frozen=True, slots=True)
class Ask:
    """A field that is asked for, and the rule that asks ("2012 regulation 12(2)(b)")."""

    field: str
    need: Need
    why: str
    since: Since = Since.DRAFT


@dataclass(frozen=True, slots=True)
class Route:
    """A way of deciding.

    `is_executive` is for decisions of a council's executive, `has_forum` for those of a meeting.
    `limit` names whose limit holds: the setting `LIMIT_limit`, "" for none.
    """

    name: str
    label: str
    asks: tuple[Ask, ...] = ()
    is_executive: bool = False
    has_forum: bool = False
    limit: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """How sure a setting's default is (V, GK or INF), and where it comes from."""

    mark: str
    source: str


@dataclass(frozen=True, eq=False)
class Profile:
    """One sort of body, or one body with its own settings.

    `settings` are texts by name. `always` is asked of every decision, `routes` by route and
    `regimes` by what else holds of it (key, psr, exempt …). `kinds` are the kinds of
    organisation that have this profile unless they name another.
    """

    name: str
    label: str
    settings: Mapping[str, str] = field(default_factory=dict)
    routes: Mapping[str, Route] = field(default_factory=dict)
    regimes: Mapping[str, tuple[Ask, ...]] = field(default_factory=dict)
    always: tuple[Ask, ...] = ()
    kinds: tuple[str, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)

    @property
    def has_executive(self) -> bool:
        """True for a council with an executive: key decisions and statutory call-in exist."""
        return self.text("governance_model") in EXECUTIVES

    def text(self, name: str) -> str:
        """Return a setting, "" where it has no value."""
        return self.settings.get(name, "")

    def money(self, name: str) -> Decimal | None:
        """Return a setting that is pounds, None where there is no limit."""
        text = self.text(name)
        return Decimal(text) if text else None

    def number(self, name: str) -> int:
        """Return a setting that is a whole number, 0 where it has no value."""
        return int(self.text(name) or 0)

    def is_on(self, name: str) -> bool:
        """Return a setting that is yes or no."""
        return self.text(name) == "yes"

    def deadline(self, rule_id: str) -> dict[str, str | int]:
        """Return the settings of a deadline rule that this body has of its own."""
        start = f"{rule_id}."
        return {
            name.removeprefix(start): value
            for name, value in self.settings.items()
            if name.startswith(start) and value
        }

    def limit_of(self, route: str | None) -> Decimal | None:
        """Return the limit that a route has by the profile, None for none."""
        known = self.routes.get(route or "")
        return self.money(f"{known.limit}_limit") if known and known.limit else None


def profile_of(organisation: Organisation, profiles: Mapping[str, Profile]) -> Profile:
    """Return the organisation's profile with its own settings laid over.

    Its profile is the one it names, else that of its kind. Settings that another program wrote
    and that are none are left out.
    """
    profile = profiles.get(organisation.profile) or next(
        one for one in profiles.values() if organisation.kind.value in one.kinds
    )
    own = dict(profile.settings)
    for name, text in organisation.settings.items():
        try:
            known, value = checked(name, str(text))
        except WrongUseError:
            continue
        own[known] = value
    return replace(profile, settings=own)


# Reading the data


def read_profiles(files: Mapping[str, Any]) -> dict[str, Profile]:
    """Return the profiles that are offered, by name, from the files' data by name."""
    return {name: _built(name, files) for name, data in files.items() if data["offered"]}


def _built(name: str, files: Mapping[str, Any]) -> Profile:
    """Return a profile laid over what it builds on."""
    data = files[name]
    base = _built(data["builds_on"], files) if "builds_on" in data else Profile("", "")
    settings = data.get("settings", {})
    regimes = {name: _asks(one["asks"]) for name, one in data.get("regimes", {}).items()}
    routes = {name: _route(name, one) for name, one in data.get("routes", {}).items()}
    kept = {name: route for name, route in base.routes.items() if name not in routes}
    return Profile(
        name=name,
        label=data["label"],
        settings=dict(base.settings) | {name: one["value"] for name, one in settings.items()},
        routes=routes | kept,
        regimes=dict(base.regimes) | regimes,
        always=(*base.always, *_asks(data.get("asks", ()))),
        kinds=tuple(data.get("kinds", ())),
        sources=dict(base.sources)
        | {name: Source(one["mark"], one["source"]) for name, one in settings.items()},
    )


def _route(name: str, data: Any) -> Route:
    return Route(
        name,
        data["label"],
        _asks(data["asks"]),
        data.get("executive", False),
        data.get("forum", False),
        data.get("limit", ""),
    )


def _asks(groups: Any) -> tuple[Ask, ...]:
    return tuple(
        Ask(name, need, why, Since(group.get("from", Since.DRAFT)))
        for group in groups
        for need in Need
        for name, why in group.get(need.value, {}).items()
    )
