"""An organisation's governance settings: each with its value, its default, and whence that is."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from jointdesk.domain.decision_words import ROUTES
from jointdesk.domain.fields import Kind
from jointdesk.domain.organisations import Organisation
from jointdesk.domain.words import plain_line
from jointdesk.governance.deadline_settings import Setting
from jointdesk.governance.deadlines import RULES
from jointdesk.governance.profile_settings import PLAIN
from jointdesk.governance.profiles import Profile, profile_of
from jointdesk.viewmodels.decision_words import full_money
from jointdesk.viewmodels.words import joined

MARKS = {
    "V": "From a published source",
    "GK": "General knowledge, not checked against a source",
    "INF": "JointDesk’s own proposal",
}
"""What the marks of defaults mean."""

_YES_NO = (("Yes", "yes"), ("No", "no"))


POUNDS = "pounds"


class SettingRow(NamedTuple):
    """One setting: `own` is what the organisation says itself, "" where the default holds.

    `choices` are words and values where it takes one of a few, `takes` says what it takes.
    """

    name: str
    label: str
    own: str
    default: str
    mark: str
    source: str
    takes: str = ""
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> str:
        """The default with its mark and source: "Default: £500,000 (INF), local …"."""
        value = dict((value, words) for words, value in self.choices).get(self.default)
        told = value or self.default or "none"
        if self.takes == POUNDS and self.default:
            told = full_money(Decimal(self.default))
        return joined((f"Default: {told} ({self.mark})", self.source))


class SettingGroup(NamedTuple):
    """Settings under a name, such as those of one deadline rule."""

    name: str
    rows: tuple[SettingRow, ...]


def profile_options(
    organisation: Organisation, profiles: Mapping[str, Profile]
) -> list[tuple[str, str]]:
    """Return the profiles that can be chosen, the one that follows from the kind first."""
    own = profile_of(_plain(organisation), profiles)
    return [
        (f"By its kind: {own.label}", ""),
        *((one.label, one.name) for one in profiles.values()),
    ]


def settings_of(
    organisation: Organisation, profiles: Mapping[str, Profile]
) -> tuple[SettingGroup, ...]:
    """Return all settings of an organisation in groups: limits and periods, then each rule."""
    base = profiles.get(organisation.profile) or profile_of(_plain(organisation), profiles)
    plain = tuple(_plain_row(name, organisation, base) for name in PLAIN)
    groups = [SettingGroup("Limits and periods", plain)]
    for rule in RULES.values():
        rows = tuple(
            _deadline_row(f"{rule.id}.{one.name}", one, organisation, base)
            for one in rule.settings
            if not one.of_case
        )
        if rows:
            groups.append(SettingGroup(f"{rule.name[:1].upper()}{rule.name[1:]} ({rule.id})", rows))
    return tuple(groups)


def _plain(organisation: Organisation) -> Organisation:
    """Return the organisation as if it had no profile of its own."""
    from dataclasses import replace

    return replace(organisation, profile="", settings={})


def _plain_row(name: str, organisation: Organisation, base: Profile) -> SettingRow:
    field = PLAIN[name]
    choices = tuple((words, value) for value, words in field.choices.items())
    if field.kind is Kind.FLAG:
        choices = _YES_NO
    source = base.sources.get(name)
    return SettingRow(
        name,
        field.label,
        str(organisation.settings.get(name, "")),
        base.text(name),
        source.mark if source else "INF",
        plain_line(source.source) if source else "",
        {Kind.MONEY: POUNDS, Kind.NUMBER: "a whole number"}.get(field.kind, ""),
        choices,
    )


def _deadline_row(
    name: str, setting: Setting, organisation: Organisation, base: Profile
) -> SettingRow:
    source = base.sources.get(name)
    words = setting.words[:1].upper() + setting.words[1:]
    choices = tuple((_choice_words(one), one) for one in setting.kind.choices)
    return SettingRow(
        name,
        words,
        str(organisation.settings.get(name, "")),
        base.settings.get(name, setting.default),
        source.mark if source else setting.mark.value,
        plain_line(source.source) if source else "",
        setting.kind.takes,
        choices,
    )


def _choice_words(value: str) -> str:
    text = ROUTES.get(value) or value.replace("_", " ")
    return text[:1].upper() + text[1:]
