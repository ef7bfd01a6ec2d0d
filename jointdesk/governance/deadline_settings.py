"""The settings of deadline rules: what each takes, its default, and reading them from text."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.words import DAYS, listed

Value: TypeAlias = int | str | bool | date | tuple[str, ...] | frozenset[int] | frozenset[date]
"""What a setting holds once it is read; "" where a day or time is not given."""


class Mark(StrEnum):
    """How sure a default is."""

    V = "V"
    """Read in a published source."""
    GK = "GK"
    """General knowledge, not checked against a source."""
    INF = "INF"
    """JointDesk's own proposal."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a setting takes, in words, and the reading of it: ValueError where it does not fit."""

    takes: str
    read: Callable[[str], Value]
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of a rule. `also` are other names that are understood for it.

    `of_case` is True for what only one case has, such as a day on which something was done: no
    organisation has it as its own setting.
    """

    name: str
    kind: Kind
    default: str
    words: str
    mark: Mark
    also: tuple[str, ...] = ()
    of_case: bool = False


def read_settings(
    settings: Sequence[Setting], given: Mapping[str, str | int], whose: str
) -> dict[str, Value]:
    """Return every setting's value: as given, else its default.

    Names and choices may be written in any case, with hyphens or blanks for underscores.
    `whose` names the rule in errors.

    Raises:
        WrongUseError: a setting is unknown or given twice, or its value does not fit.
    """
    texts = by_own_name(settings, given, whose)
    return {setting.name: _value(setting, texts, whose) for setting in settings}


def by_own_name(
    settings: Sequence[Setting], given: Mapping[str, str | int], whose: str
) -> dict[str, str]:
    """Return what is given under the settings' own names, as texts not yet read.

    Raises:
        WrongUseError: a setting is unknown or given twice.
    """
    known = {name: setting for setting in settings for name in (setting.name, *setting.also)}
    texts: dict[str, str] = {}
    for key, text in given.items():
        setting = known.get(_simple(key))
        if setting is None:
            names = listed(sorted(setting.name for setting in settings))
            raise WrongUseError(f"{whose} has no setting “{key}”. It has {names}.")
        if setting.name in texts:
            raise WrongUseError(f"“{setting.name}” is given twice, once by another name.")
        texts[setting.name] = str(text).strip()
    return texts


def _value(setting: Setting, texts: Mapping[str, str], whose: str) -> Value:
    text = texts.get(setting.name, setting.default)
    try:
        return setting.kind.read(text)
    except ValueError:
        raise WrongUseError(
            f"“{setting.name}” of {whose} takes {setting.kind.takes}, not “{text}”."
        ) from None


# Kinds


def number(lowest: int, highest: int) -> Kind:
    """Return the kind of a whole number from `lowest` to `highest`."""

    def read(text: str) -> Value:
        value = int(text)
        if not lowest <= value <= highest:
            raise ValueError(text)
        return value

    return Kind(f"a whole number from {lowest} to {highest}", read)


def one_of(*choices: str) -> Kind:
    """Return the kind of a single choice."""
    by_text = {_simple(choice): choice for choice in choices}

    def read(text: str) -> Value:
        try:
            return by_text[_simple(text)]
        except KeyError:
            raise ValueError(text) from None

    return Kind(f"one of {', '.join(choices)}", read, choices)


def some_of(*choices: str) -> Kind:
    """Return the kind of one or more choices with commas between them."""
    single = one_of(*choices)

    def read(text: str) -> Value:
        return tuple(str(single.read(part)) for part in text.split(","))

    return Kind(f"one or more of {', '.join(choices)}, with commas between them", read, choices)


def _read_yes_no(text: str) -> Value:
    if text.casefold() in ("yes", "true", "1"):
        return True
    if text.casefold() in ("no", "false", "0"):
        return False
    raise ValueError(text)


def _read_day(text: str) -> Value:
    return date.fromisoformat(text) if text else ""


def _read_days(text: str) -> Value:
    return frozenset(date.fromisoformat(part.strip()) for part in text.split(",") if part.strip())


def _read_weekdays(text: str) -> Value:
    names = [day[:3].casefold() for day in DAYS]
    return frozenset(names.index(part.strip()[:3].casefold()) for part in text.split(","))


def _read_time(text: str) -> Value:
    if text and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text):
        raise ValueError(text)
    return text


YES_NO = Kind("yes or no", _read_yes_no, ("yes", "no"))
DAY = Kind("a day such as 2026-11-30", _read_day)
SOME_DAYS = Kind("days such as 2026-12-29, with commas between them", _read_days)
WEEKDAYS = Kind("days of the week such as mon,tue,wed,thu,fri", _read_weekdays)
TIME = Kind("a time such as 17:00", _read_time)


def _simple(text: str) -> str:
    return re.sub(r"[-\s]+", "_", text.strip().casefold())


# Settings that many rules have


def days(default: int, words: str, mark: Mark, lowest: int = 1) -> Setting:
    """Return the setting `days`: how many a rule counts."""
    return Setting("days", number(lowest, 400), str(default), words, mark, ("n", "working_days"))


def calendar(default: str = "EW", words: str = "") -> Setting:
    """Return the setting `calendar`: whose bank holidays do not count."""
    choices = ("EW", "UK") if default != "auto" else ("auto", "EW", "UK")
    what = "bank holidays of England and Wales (EW), or of any nation of the United Kingdom (UK)"
    return Setting("calendar", one_of(*choices), default, words or what, Mark.V)


def day_of_case(name: str, words: str, mark: Mark = Mark.V, *also: str) -> Setting:
    """Return a setting that is a day of one case, not given unless it is known."""
    return Setting(name, DAY, "", words, mark, also, of_case=True)


UNIT = Setting(
    "unit", one_of("working", "calendar"), "working", "count working or calendar days", Mark.V
)
OWN_DAYS = (
    Setting("weekdays", WEEKDAYS, "mon,tue,wed,thu,fri", "days of the week that count", Mark.V),
    Setting("closed", SOME_DAYS, "", "further days that do not count: closure, mourning", Mark.INF),
    Setting("open", SOME_DAYS, "", "bank holidays that count: proclaimed too late", Mark.INF),
    Setting(
        "known_to", DAY, "", "last day for which “closed” adds all bank holidays not shipped",
        Mark.INF,
    ),
)  # fmt: skip
"""What an organisation may change in its working days; every rule that counts them has these."""
