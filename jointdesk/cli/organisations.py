"""`org add|set|remove|list`."""

import argparse
import re
from datetime import date
from typing import Any

from jointdesk.cli.arguments import DONE, add_step, key_values, whole_number
from jointdesk.cli.days import parse_day
from jointdesk.cli.output import print_done, print_id, print_list
from jointdesk.cli.session import Session
from jointdesk.derive.governance import profiles_of
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.organisations import Organisation, OrganisationKind
from jointdesk.governance.profile_settings import UnknownSettingError
from jointdesk.operations import organisations
from jointdesk.operations.profiles import governance_values
from jointdesk.store.organisations import list_organisations

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_KEYS = ("name", "kind", "share", "hours", "days", "ends")
_HOURS = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})")


def configure_org(parser: argparse.ArgumentParser) -> None:
    """Describe `org add|set|remove|list`."""
    steps = parser.add_subparsers(dest="step", metavar="STEP", required=True)
    add = add_step(steps, "add", _add, "add an organisation")
    add.add_argument("code", metavar="CODE")
    add.add_argument("name", metavar="NAME")
    add.add_argument("--kind", required=True, choices=[kind.value for kind in OrganisationKind])
    add.add_argument("--share", metavar="PERCENT", help="of the director's time")
    change = add_step(steps, "set", _set, "change an organisation")
    change.add_argument("code", metavar="CODE")
    change.add_argument("values", metavar="KEY=VALUE", nargs="+")
    remove = add_step(steps, "remove", _remove, "take an organisation away that nothing uses")
    remove.add_argument("code", metavar="CODE")
    add_step(steps, "list", _list, "list the organisations")


def _add(session: Session, args: argparse.Namespace) -> int:
    share = whole_number(args.share, "per cent") if args.share is not None else None
    made = organisations.add_organisation(
        session.desk,
        session.actor,
        code=args.code,
        name=args.name,
        kind=OrganisationKind(args.kind),
        share=share,
    )
    print_id(session, made)
    return DONE


def _set(session: Session, args: argparse.Namespace) -> int:
    governance = {
        key: text
        for key, equals, text in (pair.partition("=") for pair in args.values)
        if equals and key not in _KEYS
    }
    plain = [pair for pair in args.values if pair.partition("=")[0] not in governance]
    values = _governance(organisations.organisation_by_code(session.desk, args.code), governance)
    for key, text in key_values(plain, _KEYS).items():
        values.update(_value(key, text))
    organisations.change_organisation(session.desk, session.actor, args.code, **values)
    changed = organisations.organisation_by_code(session.desk, args.code)
    print_done(session, _shape(changed), f"Changed {changed.code}.")
    return DONE


def _governance(organisation: Organisation, given: dict[str, str]) -> dict[str, Any]:
    """Return what settings of governance change.

    Raises:
        WrongUseError: there is no such setting, or the value is not for it.
    """
    try:
        return governance_values(organisation, given)
    except UnknownSettingError as error:
        raise WrongUseError(f"{error} And of the organisation: {', '.join(_KEYS)}.") from None


def _remove(session: Session, args: argparse.Namespace) -> int:
    gone = organisations.remove_organisation(session.desk, session.actor, args.code)
    print_done(session, _shape(gone), f"Removed {gone.code}.")
    return DONE


def _value(key: str, text: str) -> dict[str, Any]:
    match key:
        case "share":
            return {"share": whole_number(text, "per cent") if text else None}
        case "hours":
            return _hours(text)
        case "days":
            return {"days": _weekdays(text)}
        case "ends":
            return {"ends": parse_day(text) if text else None}
        case "kind":
            return {"kind": _kind(text)}
        case _:
            return {key: text}


def _kind(text: str) -> OrganisationKind:
    try:
        return OrganisationKind(text)
    except ValueError:
        kinds = ", ".join(kind.value for kind in OrganisationKind)
        raise WrongUseError(f"“{text}” is not a kind of organisation: use {kinds}.") from None


def _hours(text: str) -> dict[str, int]:
    match = _HOURS.fullmatch(text)
    if match is None:
        raise WrongUseError(f"“{text}” is not working hours such as 08:30-17:30.")
    first_hour, first_minute, last_hour, last_minute = map(int, match.groups())
    if first_minute > 59 or last_minute > 59:
        raise WrongUseError(f"“{text}” is not working hours such as 08:30-17:30.")
    return {"opens": first_hour * 60 + first_minute, "closes": last_hour * 60 + last_minute}


def _weekdays(text: str) -> frozenset[int]:
    names = [name.strip().lower() for name in text.split(",") if name.strip()]
    if unknown := [name for name in names if name not in _DAYS]:
        raise WrongUseError(f"“{unknown[0]}” is not a day: use {', '.join(_DAYS)}.")
    return frozenset(map(_DAYS.index, names))


def _list(session: Session, args: argparse.Namespace) -> int:
    known = list_organisations(session.desk.connection)
    print_list(
        session,
        "items",
        [_shape(one) for one in known],
        [f"{one.code}  {one.name}" for one in known],
    )
    return DONE


def _shape(organisation: Organisation) -> dict[str, Any]:
    return {
        "id": organisation.id,
        "org": organisation.code,
        "name": organisation.name,
        "kind": organisation.kind.value,
        "share": organisation.share,
        "hours": f"{_clock(organisation.opens)}-{_clock(organisation.closes)}",
        "days": [_DAYS[day] for day in sorted(organisation.days)],
        "ends": _iso(organisation.ends),
        "profile": profiles_of([organisation])[organisation.id].name,
        "settings": dict(organisation.settings),
    }


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


CONFIGURE = {"org": configure_org}
