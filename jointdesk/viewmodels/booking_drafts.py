"""What a new booking may begin with: a template, or somebody's invitation in a file."""

from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from jointdesk.domain.items import Fields
from jointdesk.operations.booking_invitations import booking_from_invitation, read_invitation
from jointdesk.operations.booking_templates import Template, list_templates, with_template
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.desk import DeskModel


class BookingDrafts(QObject):
    """Gives the fields of bookings that are not added yet.

    Signals:
        invited(object): the fields of a booking that an invitation asks for.
    """

    invited = Signal(object)

    def __init__(self, desk: DeskModel) -> None:
        """Read invitations in the worker of a desk."""
        super().__init__(desk)
        self._desk = desk

    @cached_property
    def templates(self) -> tuple[Template, ...]:
        """The templates that ship with the program."""
        return tuple(list_templates())

    def with_template(self, fields: Fields, name: str) -> Fields:
        """Return fields of a new booking with what a template says where they are blank."""
        known = {one.name for one in self.templates}
        return with_template(fields, name) if name in known else fields

    def open_invitation(self, path: str) -> None:
        """Read what an invitation in a file asks for; it is told by `invited`."""

        def read(reading: Reading) -> Fields:
            return booking_from_invitation(reading, read_invitation(Path(path)))

        self._desk.read(read, self.invited.emit)
