"""What a person does with bookings: each in the worker, said in the notice bar, with Undo."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal

from jointdesk.domain.actors import Actor
from jointdesk.domain.bookings import BOOKING
from jointdesk.domain.entry import entered
from jointdesk.domain.items import Fields
from jointdesk.domain.people import Audience
from jointdesk.domain.words import counted, plain_line, plain_name
from jointdesk.operations import booking_holds, booking_meetings, booking_notes, bookings
from jointdesk.operations.bookings import BookingDone
from jointdesk.operations.naming import Names
from jointdesk.viewmodels.booking_detail import read_clashes, read_sheet
from jointdesk.viewmodels.booking_drafts import BookingDrafts
from jointdesk.viewmodels.booking_sheet import Sheet, slot_words
from jointdesk.viewmodels.bookings import BookingsModel
from jointdesk.viewmodels.decision_editor import readable
from jointdesk.viewmodels.page_actions import PageActions


class BookingActions(PageActions):
    """Acts on the bookings of a model, and reads what is asked about one of them.

    `drafts` are what a new one may begin with.

    Signals:
        added(str): the id of a booking that was made here.
    """

    added = Signal(str)

    def __init__(self, model: BookingsModel, undo: Callable[[], None]) -> None:
        """Act on the bookings of a model; `undo` takes the last action back."""
        super().__init__(model.desk, undo, model)
        self._model = model
        self.drafts = BookingDrafts(model.desk)

    # Asking

    def ask_sheet(self, booking_id: str, take: Callable[[Sheet | None], None]) -> None:
        """Read in the worker all of a booking."""
        audience = self._desk.audience
        if audience is not None:
            self._desk.read(lambda reading: read_sheet(reading, audience, booking_id), take)

    def ask_clash(self, booking_id: str, start: str, end: str, take: Callable[[str], None]) -> None:
        """Read in the worker what a booking would clash with at a time."""
        audience, card = self._desk.audience, self._model.card(booking_id)
        if audience is not None and card is not None:
            self._desk.read(
                lambda reading: read_clashes(reading, audience, card.booking, [(start, end)]),
                lambda found: take(found.get(start, "")),
            )

    # Doing

    def add(self, fields: Fields) -> None:
        """Add a booking; it is told by `added`."""
        title = plain_name(str(fields.get("title", "")))
        self._act(
            "new",
            lambda desk, actor, _audience: bookings.add_booking(desk, actor, fields),
            lambda _: f"Added “{title}”.",
            self.added.emit,
        )

    def edit(self, booking_id: str, name: str, value: object) -> None:
        """Save what was entered in a field: a text as typed, or the value to be stored."""
        field = BOOKING.field(name)
        try:
            read = readable(field, value)
        except ValueError as error:
            self.failed.emit(name, str(error))
            return

        def work(desk: Any, actor: Actor, audience: Audience) -> BookingDone:
            fields = entered(BOOKING, {name: read}, Names(desk, audience).id_of)
            return bookings.edit_booking(desk, actor, audience, booking_id, fields)

        self._step(name, work, f"Saved “{field.label}”.")

    def keep(self, booking_id: str, slots: Sequence[str]) -> None:
        """Let these times be the booking's options, beside what is held or offered."""
        about = self._named(booking_id)
        self._act(
            "keep",
            lambda desk, actor, audience: bookings.keep_options(
                desk, actor, audience, booking_id, slots
            ),
            lambda _: f"Kept {counted(len(slots), 'time')} for {about}.",
        )

    def hold(self, booking_id: str, slots: Sequence[str], until: date | None = None) -> None:
        """Hold times in every diary."""
        self._step(
            "hold",
            lambda desk, actor, audience: booking_holds.hold_booking(
                desk, actor, audience, booking_id, slots, until
            ),
            f"Held {counted(len(slots), 'time')} for {self._named(booking_id)}.",
        )

    def free(self, booking_id: str, slots: Sequence[str] = ()) -> None:
        """Free the holds of a booking, or only some of them."""
        what = counted(len(slots), "hold") if slots else "the holds"
        self._step(
            "free",
            lambda desk, actor, audience: booking_holds.free_booking(
                desk, actor, audience, booking_id, slots
            ),
            f"Freed {what} for {self._named(booking_id)}.",
        )

    def offer(self, booking_id: str, slots: Sequence[str]) -> None:
        """Note that times were offered, without any all that are held."""
        what = counted(len(slots), "time") if slots else "what is held"
        self._step(
            "offer",
            lambda desk, actor, audience: bookings.offer_booking(
                desk, actor, audience, booking_id, slots
            ),
            f"Offered {what} for {self._named(booking_id)}.",
        )

    def answer(self, booking_id: str, who: str, answer: str, start: str) -> None:
        """Note what somebody said to a time."""
        self._step(
            "answer",
            lambda desk, actor, audience: bookings.answer_booking(
                desk, actor, audience, booking_id, who, answer, start
            ),
            f"Noted the answer of {plain_name(who)}.",
        )

    def confirm(self, booking_id: str, start: str, end: str, *, sends: bool = False) -> None:
        """Confirm a booking at a time; sending cannot be undone."""
        self._step(
            "confirm",
            lambda desk, actor, audience: booking_meetings.confirm_booking(
                desk, actor, audience, booking_id, f"{start}/{end}", sends
            ),
            f"Confirmed {self._named(booking_id)}: {slot_words(start, end)}.",
        )

    def move(self, booking_id: str, start: str, end: str) -> None:
        """Give a confirmed booking another time."""
        self._step(
            "move",
            lambda desk, actor, audience: booking_meetings.move_booking(
                desk, actor, audience, booking_id, start, end
            ),
            f"Moved {self._named(booking_id)} to {slot_words(start, end)}.",
        )

    def decline(self, booking_id: str, why: str) -> None:
        """Decline a booking."""
        self._step(
            "decline",
            lambda desk, actor, audience: booking_meetings.decline_booking(
                desk, actor, audience, booking_id, why
            ),
            f"Declined {self._named(booking_id)}.",
        )

    def remove(self, booking_id: str) -> None:
        """Take a booking away with its holds."""
        about = self._named(booking_id)
        self._act(
            "remove",
            lambda desk, actor, audience: bookings.remove_booking(
                desk, actor, audience, booking_id
            ),
            lambda _: f"Removed {about}.",
        )

    def note(self, booking_id: str, text: str, to: str | None, *, hands_over: bool) -> None:
        """Say something about a booking."""
        read = self._model.bookings
        known = {one.id: plain_line(one.name) for one in read.people} if read else {}
        said = f"Handed {self._named(booking_id)} over to {known.get(to or '', 'them')}."
        self._act(
            "note",
            lambda desk, actor, audience: booking_notes.note_booking(
                desk, actor, audience, booking_id, text, to, hands_over
            ),
            lambda _: said if hands_over else "Added your comment.",
        )

    def see(self, booking_id: str) -> None:
        """Note that the person has seen what is said of a booking; nothing is told of it."""
        audience = self._desk.audience
        if audience is not None:
            self._desk.act(
                lambda desk, actor: booking_notes.see_booking(desk, actor, audience, booking_id)
            )

    # Acting

    def _named(self, booking_id: str) -> str:
        card = self._model.card(booking_id)
        return f"“{plain_name(card.title)}”" if card else "the booking"

    def _step(
        self,
        key: str,
        work: Callable[[Any, Actor, Audience], BookingDone],
        said: str,
    ) -> None:
        """Do a step, and tell what it came to."""
        self._act(key, work, lambda done: " ".join((said, *map(_sentence, done.notes))))


def _sentence(note: str) -> str:
    return note if note.endswith((".", "!", "?")) else f"{note}."
