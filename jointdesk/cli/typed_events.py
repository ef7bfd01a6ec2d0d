"""`event add LINE`: one typed line as an event, and what was understood of it."""

from typing import Any

from jointdesk.cli.arguments import DONE
from jointdesk.cli.output import print_done, print_id, print_object
from jointdesk.cli.session import Session
from jointdesk.domain.words import plain
from jointdesk.operations import events
from jointdesk.operations.typed_entry import read_typed
from jointdesk.operations.typed_event import TypedEvent, sentence
from jointdesk.operations.typed_lines import setting_of, understood
from jointdesk.operations.typed_marks import Setting


def is_typed(session: Session, text: str, org_id: str) -> bool:
    """True if a text says more than a title: a day, a time, a mark, or what looks like one."""
    return bool(read_typed(text, setting_of(session.desk, session.now, org_id)).understood)


def add_typed(session: Session, text: str, org_id: str, *, is_dry: bool) -> int:
    """Add the event that a line describes and say what was understood, or only say it.

    Raises:
        WrongUseError: something is ambiguous or missing; nothing is added.
    """
    setting = setting_of(session.desk, session.now, org_id)
    event, reading = understood(text, setting)
    told = sentence(event, setting)
    if is_dry:
        shape = _shape(event, setting, None, reading.notes)
        print_done(session, shape, "\n".join([told, *reading.notes]))
        return DONE
    done = events.add_event(session.desk, session.actor, event.fields(setting.zone))
    notes = (*reading.notes, *done.notes)
    if session.as_json:
        print_object(session, _shape(event, setting, done.id, notes))
        return DONE
    for note in (told, *notes):
        session.note(plain(note))
    print_id(session, done.id)
    return DONE


def _shape(
    event: TypedEvent, setting: Setting, event_id: str | None, notes: tuple[str, ...]
) -> dict[str, Any]:
    return {
        "id": event_id,
        "understood": sentence(event, setting),
        **{name: value or None for name, value in event.fields(setting.zone).items()},
        "org": setting.code_of(event.org),
        "notes": list(notes),
    }
