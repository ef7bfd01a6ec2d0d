"""What a person typed or a script sent, as the stored value of a field.

One reading for the command line, the editor, and JSON: a text is understood generously, a wrong
one is refused with a sentence that names the field.
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, TypeAlias

from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.fields import SEVERAL, Field, Kind, RecordType, pounds
from jointdesk.domain.items import Fields, Json

Resolve: TypeAlias = Callable[[str, str], str]
"""Gives the id of what a text means: (item type, text) -> id; raises NotFoundError."""

_YES = frozenset({"yes", "true", "y", "1"})
_NO = frozenset({"no", "false", "n", "0"})
_MONEY = re.compile(r"(?:£|gbp)?\s*(-?[\d,]+(?:\.\d+)?)\s*(k|m|bn|million)?", re.IGNORECASE)
_UNITS = {"k": 1000, "m": 1_000_000, "million": 1_000_000, "bn": 1_000_000_000}
_MOST = Decimal(10) ** 15


def entered(kind: RecordType[Any], values: Mapping[str, Any], resolve: Resolve) -> Fields:
    """Return fields to be written from values by their names or public names.

    A text is read as typed, anything else as JSON; objects of public names with dots
    ({"financial": {"amount": …}}) are understood. "" and null take a value away, "none" (or an
    empty list) says none.

    Raises:
        WrongUseError: there is no such field, or the value is not of its kind.
    """
    found: dict[str, Json] = {}
    for name, value in _flat(kind, values).items():
        one = _field(kind, name)
        found[one.name] = (
            typed(one, value, resolve) if isinstance(value, str) else checked(one, value, resolve)
        )
    return found


def _flat(kind: RecordType[Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Turn nested objects into public names with dots; fields that are objects stay."""
    objects = {one.name for one in kind.fields if one.kind is Kind.MAP}
    flat: dict[str, Any] = {}
    for name, value in values.items():
        if name not in objects and isinstance(value, dict):
            flat.update({f"{name}.{part}": each for part, each in value.items()})
        else:
            flat[name] = value
    return flat


def _field(kind: RecordType[Any], name: str) -> Field:
    """Find a field by either name, in any case; “forum_id” is what others call “forum”."""
    wanted = name.strip().casefold()
    for text in (wanted, wanted.removesuffix("_id")):
        for one in kind.fields:
            if text in (one.name.casefold(), one.public.casefold(), *one.also):
                return one
    raise WrongUseError(f"There is no field “{name}”. {_others(kind, wanted)}")


_LONGEST_NAME = 60
"""Nobody's slip is longer, and to look for what is near takes its time."""


def _others(kind: RecordType[Any], wanted: str) -> str:
    """Say what was meant, where one name is near; else all that there are."""
    from difflib import get_close_matches  # only after a slip

    by_text = {
        text.casefold(): one.public
        for one in kind.fields
        for text in (one.label, one.public.rpartition(".")[2], one.name, one.public)
    }
    near = get_close_matches(wanted[:_LONGEST_NAME], by_text, n=3, cutoff=0.7)
    if near:
        meant = " or ".join(f"“{name}”" for name in dict.fromkeys(by_text[one] for one in near))
        return f"Did you mean {meant}? “--help” lists them all."
    return f"There are: {', '.join(one.public for one in kind.fields)}."


_TAKES = {
    Kind.DAY: "a day such as 2026-12-08",
    Kind.MONEY: "pounds such as 3200000, 3.2m or 420k",
    Kind.NUMBER: "a whole number",
    Kind.FLAG: "yes or no",
    Kind.NAMES: "texts with “;” between them",
    Kind.MAP: "a JSON object",
}
_MEANT_BY = {
    "organisation": "organisation's code",
    "person": "person's name, address or id",
    "decision": "decision's reference, title or id",
}


def takes(one: Field) -> str:
    """Return what a person may write for a field, in words."""
    match one.kind:
        case Kind.CHOICE:
            return f"one of {', '.join(one.choices)}"
        case Kind.CHOICES:
            words = f"some of {', '.join(one.choices)}"
        case Kind.REFERENCE:
            return _a(_MEANT_BY.get(one.to, f"{one.to}'s title, name or id"))
        case Kind.REFERENCES:
            words = f"{_a(_MEANT_BY.get(one.to, one.to))}, or several with “,” between them"
        case Kind.ROWS:
            parts = " | ".join(map(_part, one.parts))
            words = f"rows of {parts}, with “;” between them"
        case _:
            words = _TAKES.get(one.kind, f"text ({one.hint})" if one.hint else "text")
    return f"{words}; “none” for: {one.none}" if one.none else words


def _part(one: Field) -> str:
    """Name a part of a row, and what it takes where that is not any text."""
    if one.kind is Kind.CHOICE:
        return f"{one.label} ({', '.join(one.choices)})"
    return one.label


def _a(words: str) -> str:
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def typed(one: Field, text: str, resolve: Resolve) -> Json:
    """Return the stored value of what a person typed; None for nothing.

    Raises:
        WrongUseError: it cannot be understood.
    """
    text = text.strip()
    if not text:
        return None
    if one.kind in SEVERAL:
        return _several(one, text, resolve)
    if one.kind is Kind.MAP:
        return checked(one, _json(one, text), resolve)
    return _single(one, text, resolve)


def _single(one: Field, text: str, resolve: Resolve) -> Json:
    match one.kind:
        case Kind.DAY:
            return _day(one, text)
        case Kind.MONEY:
            return _money(one, text)
        case Kind.NUMBER:
            return _number(one, text)
        case Kind.FLAG:
            return _flag(one, text)
        case Kind.CHOICE:
            return _choice(one, text)
        case Kind.REFERENCE:
            return resolve(one.to, text)
        case _:
            return text


def _several(one: Field, text: str, resolve: Resolve) -> Json:
    if text.casefold() in ("none", one.none.casefold()):
        return []
    if text.startswith("["):
        return checked(one, _json(one, text), resolve)
    if one.kind is Kind.ROWS:
        return [_typed_row(one, each, resolve) for each in _split(text, ";")]
    if one.kind is Kind.NAMES:
        return [*_split(text, ";")]
    parts = _split(text.replace(";", ","), ",")
    if one.kind is Kind.CHOICES:
        return [_choice(one, each) for each in parts]
    return [resolve(one.to, each) for each in parts]


def _typed_row(one: Field, text: str, resolve: Resolve) -> Json:
    """Read “Option | Why rejected”: a row's parts in their order."""
    values = text.split("|")
    if len(values) > len(one.parts):
        parts = " | ".join(part.label for part in one.parts)
        raise WrongUseError(f"“{one.label}” has only these parts: {parts}.")
    row = {
        part.name: typed(part, value, resolve)
        for part, value in zip(one.parts, values, strict=False)
    }
    return {name: value for name, value in row.items() if value is not None}


def checked(one: Field, value: Any, resolve: Resolve) -> Json:
    """Return the stored value of a JSON value; None for null.

    Raises:
        WrongUseError: it is not of the field's kind.
    """
    if value is None:
        return None
    if one.kind in SEVERAL:
        if not isinstance(value, list):
            raise WrongUseError(f"“{one.label}” takes a list.")
        return [_checked_part(one, each, resolve) for each in value]
    if one.kind is Kind.MAP:
        if not isinstance(value, dict):
            raise WrongUseError(f"“{one.label}” takes an object.")
        return value
    if isinstance(value, bool):
        text = "yes" if value else "no"
        return text if text in one.choices else _flag(one, text)
    if isinstance(value, int | float | Decimal):
        return typed(one, str(value), resolve)
    if not isinstance(value, str):
        raise WrongUseError(f"“{one.label}” takes a single value.")
    return typed(one, value, resolve)


def _checked_part(one: Field, value: Any, resolve: Resolve) -> Json:
    if one.kind is not Kind.ROWS:
        if not isinstance(value, str) or not value.strip():
            raise WrongUseError(f"“{one.label}” takes a list of texts.")
        text = value.strip()
        if one.kind is Kind.CHOICES:
            return _choice(one, text)
        return resolve(one.to, text) if one.kind is Kind.REFERENCES else text
    if isinstance(value, str):
        return _typed_row(one, value, resolve)
    if not isinstance(value, dict):
        raise WrongUseError(f"“{one.label}” takes a list of objects.")
    by_name = {name: part for part in one.parts for name in (part.name, part.public)}
    if unknown := sorted(value.keys() - by_name.keys()):
        known = ", ".join(part.public for part in one.parts)
        raise WrongUseError(f"“{one.label}” has no part “{unknown[0]}”. There are: {known}.")
    row = {
        by_name[name].name: checked(by_name[name], each, resolve) for name, each in value.items()
    }
    return {name: each for name, each in row.items() if each is not None}


def _json(one: Field, text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise WrongUseError(f"“{one.label}” is not sound JSON: {error}.") from None


def _split(text: str, mark: str) -> list[str]:
    return [part.strip() for part in text.split(mark) if part.strip()]


def _day(one: Field, text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise WrongUseError(
            f"“{text}” is not a day for “{one.label}”: write it like 2026-12-08."
        ) from None


def _money(one: Field, text: str) -> str:
    match = _MONEY.fullmatch(text)
    try:
        amount = Decimal(match[1].replace(",", "")) if match else Decimal("nan")
    except InvalidOperation:
        amount = Decimal("nan")
    if match is None or not amount.is_finite():
        raise WrongUseError(f"“{text}” is not an amount for “{one.label}”: write 3200000 or 3.2m.")
    amount *= _UNITS.get((match[2] or "").lower(), 1)
    if abs(amount) >= _MOST:
        raise WrongUseError(f"“{text}” is too large an amount for “{one.label}”.")
    return pounds(amount)


def _number(one: Field, text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise WrongUseError(f"“{text}” is not a whole number for “{one.label}”.") from None


def _flag(one: Field, text: str) -> bool:
    if one.kind is not Kind.FLAG:
        raise WrongUseError(f"“{one.label}” is no question of yes or no.")
    if text.casefold() in _YES:
        return True
    if text.casefold() in _NO:
        return False
    raise WrongUseError(f"“{one.label}” is yes or no, not “{text}”.")


def _choice(one: Field, text: str) -> str:
    wanted = text.casefold()
    for value, words in one.choices.items():
        if wanted in (value.casefold(), words.casefold()):
            return value
    known = ", ".join(one.choices)
    raise WrongUseError(f"“{text}” is not one of those for “{one.label}”: {known}.")
