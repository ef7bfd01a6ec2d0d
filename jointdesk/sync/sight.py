"""What a source shows of one case, and what our own text on its way to it would show."""

from zoneinfo import ZoneInfo

from jointdesk.domain.events import Event
from jointdesk.domain.intents import Intent, IntentKind, Sent
from jointdesk.domain.items import Fields, Json
from jointdesk.domain.pending import Pending, Standing, key_of, overlay_id
from jointdesk.domain.resources import ResourceText
from jointdesk.ical.editing import shown_fields
from jointdesk.ical.scanning import NotACalendarError, scan
from jointdesk.ical.series import parse
from jointdesk.ical.writing import event_text
from jointdesk.sync.cases import Case

DELETED = "deleted"
"""The field of an overlay that takes its series or occurrence away."""


class Sight:
    """Reads values out of the texts of a case, each occurrence once.

    A value is named by the overlay that it belongs to and its field; one of an event made here
    by the event's id.
    """

    def __init__(self, case: Case, zone: ZoneInfo) -> None:
        """Look at a case, with the desk's zone."""
        self._case = case
        self._zone = zone
        self._shown: dict[str, Fields] = {}
        self._sent: dict[str, Fields] = {}
        self._sent_text = text_of(case.intent) if case.intent is not None else None

    def value(self, item_id: str, field: str) -> Json:
        """Return what the source shows in a field."""
        if field == DELETED:
            return True if self.is_gone(item_id) else None
        return self._fields(item_id).get(field)

    def is_gone(self, item_id: str) -> bool:
        """True where the source does not have the series, or its text not the occurrence."""
        if key_of(item_id).day is None:
            return not self._case.is_present
        return not self._fields(item_id)

    def has_arrived(self, sent: Sent) -> bool:
        """True where the source shows a value as our text on its way would show it."""
        case = self._case
        if case.has_arrived:
            return True
        if case.intent is None or (case.intent.kind is IntentKind.DELETE) is case.is_present:
            return False
        as_sent = self._as_sent(sent)
        shown = self.value(sent.item_id, sent.field)
        return is_same(shown, as_sent) and not is_same(as_sent, sent.base)

    def is_kept(self, sent: Sent) -> bool:
        """True where the source shows now what our text would show."""
        return is_same(self.value(sent.item_id, sent.field), self._as_sent(sent))

    def is_changed(self, item_id: str) -> bool:
        """True where somebody else has changed it there, by the read just done."""
        case = self._case
        if case.before is None or case.text is None:
            return False
        if key_of(item_id).day is None:
            is_changed = case.before.digest != case.text.digest
        else:
            is_changed = self._read(case.before, item_id) != self._fields(item_id)
        return is_changed and not self.is_ours(item_id)

    def said_here(self, event: Event) -> Fields:
        """Return what an event made here would show in its calendar."""
        return shown_fields(event_text(event, self._zone), None, 0, self._zone)

    def is_ours(self, item_id: str) -> bool:
        """True where the source shows all that our own text on its way would show."""
        intent = self._case.intent
        if intent is None or not intent.is_unanswered or self._sent_text is None:
            return False
        if key_of(item_id).day is not None:
            return self._fields(item_id) == self._sent_fields(item_id)
        return _said(self._case.text, self._zone) == _said(self._sent_text, self._zone)

    def _as_sent(self, sent: Sent) -> Json:
        if sent.field != DELETED:
            return self._sent_fields(sent.item_id).get(sent.field)
        intent = self._case.intent
        if intent is not None and intent.kind is IntentKind.DELETE:
            return True
        is_occurrence = key_of(sent.item_id).day is not None
        return True if is_occurrence and not self._sent_fields(sent.item_id) else None

    def _fields(self, item_id: str) -> Fields:
        if item_id not in self._shown:
            self._shown[item_id] = self._read(self._case.text, item_id)
        return self._shown[item_id]

    def _sent_fields(self, item_id: str) -> Fields:
        if item_id not in self._sent:
            self._sent[item_id] = self._read(self._sent_text, item_id)
        return self._sent[item_id]

    def _read(self, text: ResourceText | None, item_id: str) -> Fields:
        if text is None:
            return {}
        key = key_of(overlay_id(item_id) if item_id == self._case.series_id else item_id)
        return shown_fields(text, key.day, key.ordinal, self._zone, self._case.mine)


def _said(text: ResourceText | None, zone: ZoneInfo) -> object:
    """Return all that a text says, whatever words and stamps its server has put into it."""
    series = parse(text, zone).series if text is not None else None
    if series is None:
        return None
    plain = [one._replace(line=0, sequence=0, last_modified=0) for one in series.components]
    return plain, series.repetitions


def text_of(intent: Intent) -> ResourceText | None:
    """Return the text of an intent's bytes, None for none."""
    try:
        found = scan(intent.text, "").resources if intent.text else ()
    except NotACalendarError:
        return None
    return found[0] if found else None


def is_same(one: Json, other: Json) -> bool:
    """True if two values of a field say the same; nothing said is said in several ways."""
    return Pending("", None, one).standing(other) is Standing.DONE
