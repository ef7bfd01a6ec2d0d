"""Who could be told of what is being typed, said before it is saved: pure."""

from jointdesk.domain.invitations import Message, MessageKind, told_words
from jointdesk.viewmodels.event_form import EventForm
from jointdesk.viewmodels.event_reading import EditorDesk


def unsent_words(
    desk: EditorDesk, form: EventForm, begun: EventForm | None = None, organiser: str = ""
) -> str:
    """Return who could be told of a form once it is saved, "" for nobody.

    Only where the calendar's server sends invitations by itself. `begun` is the form as it was of
    a meeting that is changed, and `organiser` who asks to it: others send their own.
    """
    own = desk.sending.get(_calendar(desk, form, is_new=begun is None))
    if own is None or (organiser and organiser not in own):
        return ""
    told = told_words(_messages(desk, form, begun, own))
    if not told:
        return ""
    return f"Could be sent once it is saved: {told}. Nobody is told until you say so."


def _calendar(desk: EditorDesk, form: EventForm, *, is_new: bool) -> str:
    """Return the calendar's id; that of a new meeting is chosen by itself where none is named."""
    own = next((one for one in desk.calendars if one.organisation.id == form.org), None)
    first = own.calendars[0][0] if own and own.calendars else ""
    return form.collection or (first if is_new else "")


def _messages(
    desk: EditorDesk, form: EventForm, begun: EventForm | None, own: frozenset[str]
) -> list[Message]:
    if form == begun:
        return []
    asked = _addresses(form, own)
    known = [one for one in _addresses(begun, own) if one not in desk.untold] if begun else []
    found = (
        (MessageKind.INVITATION, [one for one in asked if one not in known]),
        (MessageKind.UPDATE, [one for one in asked if one in known]),
        (MessageKind.CANCELLATION, [one for one in known if one not in asked]),
    )
    return [Message(kind, tuple(to)) for kind, to in found if to]


def _addresses(form: EventForm, own: frozenset[str]) -> list[str]:
    found = [one.email.casefold() for one in form.attendees]
    return [one for one in found if one not in own]
