"""The settings of a governance profile: their names, what each takes, and reading one.

A name with a dot is a setting of a deadline rule ("DL7.days": `deadlines.RULES`); the others
stand here. Values are texts, as a profile's file and an organisation's own settings hold them.
"""

from collections.abc import Mapping

from jointdesk.domain.entry import typed
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.fields import Field, Kind
from jointdesk.governance.deadline_settings import Setting, read_settings
from jointdesk.governance.deadlines import RULES, rule_by_id

_MODELS = {
    "leader_cabinet": "Leader and cabinet",
    "elected_mayor": "Elected mayor",
    "committee_system": "Committee system",
    "none": "No council",
}


class UnknownSettingError(WrongUseError):
    """Nothing has the name that was given for a setting."""


EXECUTIVES = frozenset({"leader_cabinet", "elected_mayor"})
"""The models under which there are executive decisions, key decisions and statutory call-in."""

PLAIN: Mapping[str, Field] = {
    one.name: one
    for one in (
        Field("governance_model", Kind.CHOICE, "How the council is governed", choices=_MODELS),
        Field("key_threshold", Kind.MONEY, "Spending or saving from which a decision is key"),
        Field("officer_limit", Kind.MONEY, "An officer's limit where a delegation has none"),
        Field("director_limit", Kind.MONEY, "A director's limit where a delegation has none"),
        Field("committee_limit", Kind.MONEY, "A committee's limit where its forum has none"),
        Field("amount_tolerance", Kind.MONEY, "Difference of amounts that is let pass (DEC-09)"),
        Field("orphan_days", Kind.NUMBER, "Working days without owner or date (TSK-06)"),
        Field("due_dates_apart", Kind.NUMBER, "Working days between two due dates (TSK-03)"),
        Field("deadline_pile", Kind.NUMBER, "Deadlines one working day can hold (TSK-02)"),
        Field("prep_minutes", Kind.NUMBER, "Free minutes to prepare a meeting (DIA-11)"),
        Field("prep_days", Kind.NUMBER, "Working days in which they are looked for (DIA-11)"),
        Field("papers_apart", Kind.NUMBER, "Working days between two papers (DIA-11)"),
        Field("hours_amber", Kind.NUMBER, "Hours a week, on average, to look at (WRK-02)"),
        Field("hours_red", Kind.NUMBER, "Hours a week, on average, not to pass (WRK-02)"),
        Field("mark_official", Kind.FLAG, "Exports that are no more than OFFICIAL are marked so"),
        Field("hours_opt_out", Kind.FLAG, "An opt-out from the 48 hours is recorded (WRK-02)"),
    )
}
"""The settings that belong to no deadline rule, by name."""


def checked(name: str, text: str) -> tuple[str, str]:
    """Return a setting's own name and its value as it is stored, "" for none.

    Raises:
        WrongUseError: there is no such setting, or the value is not for it.
    """
    rule_id, dot, key = name.strip().partition(".")
    if dot:
        setting = _deadline_setting(rule_id, key)
        if text.strip():
            read_settings((setting,), {setting.name: text}, rule_id.upper())
        return f"{rule_id.strip().upper()}.{setting.name}", text.strip()
    field = PLAIN.get(rule_id.casefold())
    if field is None:
        raise UnknownSettingError(
            f"There is no setting “{name}”. There are: profile, {', '.join(PLAIN)}; those of the"
            " deadline rules, such as DL7.days."
        )
    value = _text(typed(field, text, lambda _type, name: name))
    if value.startswith("-"):
        raise WrongUseError(f"“{text}” is not for “{field.label}”: it cannot be below nothing.")
    return field.name, value


def words_of(name: str) -> str:
    """Return what a setting is for.

    Raises:
        WrongUseError: there is no such setting.
    """
    rule_id, dot, key = name.partition(".")
    if dot:
        return f"{rule_by_id(rule_id).name}: {_deadline_setting(rule_id, key).words}"
    return PLAIN[checked(name, "")[0]].label


def _deadline_setting(rule_id: str, key: str) -> Setting:
    settings = rule_by_id(rule_id).settings
    for setting in settings:
        if key.strip().casefold() in (setting.name, *setting.also):
            return setting
    known = ", ".join(setting.name for setting in settings)
    raise WrongUseError(f"{rule_id.upper()} has no setting “{key}”. It has {known}.")


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def deadline_defaults() -> dict[str, Setting]:
    """Return every setting of every deadline rule by its full name."""
    return {
        f"{rule.id}.{setting.name}": setting for rule in RULES.values() for setting in rule.settings
    }
