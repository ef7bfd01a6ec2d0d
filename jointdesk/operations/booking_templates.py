"""Templates of bookings: what a one-to-one, a board or a visit usually asks for."""

from typing import NamedTuple

from jointdesk.domain.bookings import BOOKING
from jointdesk.domain.entry import entered
from jointdesk.domain.errors import NotFoundError
from jointdesk.domain.items import Fields
from jointdesk.domain.words import listed
from jointdesk.store.bundled import booking_templates


class Template(NamedTuple):
    """One template; `fields` are as bookings store them."""

    name: str
    label: str
    fields: Fields


def list_templates() -> list[Template]:
    """Return the templates that ship with the program, by name."""
    return [
        Template(name, data["label"], entered(BOOKING, data["fields"], _no_reference))
        for name, data in booking_templates().items()
    ]


def with_template(fields: Fields, name: str) -> Fields:
    """Return the fields of a new booking with what a template says where they are blank.

    Raises:
        NotFoundError: there is no such template.
    """
    for one in list_templates():
        if one.name.casefold() == name.strip().casefold():
            given = {field: value for field, value in fields.items() if value not in (None, "")}
            return {**one.fields, **given, "template": one.name}
    known = listed(one.name for one in list_templates())
    raise NotFoundError(f"There is no template “{name}”: there are {known}.")


def _no_reference(item_type: str, text: str) -> str:
    raise NotFoundError(f"A template names no {item_type}: {text}.")
