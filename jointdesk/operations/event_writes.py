"""What is to be written where a copy of an event gets new values.

An event made here changes itself. What a calendar holds, and one occurrence of an event that
repeats, gets values that wait on its overlay (design.md section 3.4).
"""

from dataclasses import dataclass, replace
from datetime import date

from jointdesk.derive.overlays import shown_of
from jointdesk.domain.edits import Edit, EditScope
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.events import EVENT, Event
from jointdesk.domain.items import DELETED, Fields, Item, Json, Write
from jointdesk.domain.occurrences import occurrence_key
from jointdesk.domain.pending import (
    OVERLAY,
    TEXT_BEFORE,
    Overlay,
    ended_fields,
    overlay_id,
    overlay_of,
    wanted_fields,
    wanting,
)
from jointdesk.domain.resources import ResourceText
from jointdesk.ical.editing import edited, shown_fields, split_series
from jointdesk.ical.rule_texts import read_rule
from jointdesk.ical.series import parse
from jointdesk.operations.event_copies import EventCopy
from jointdesk.operations.event_streams import adds_no_word, stream_of
from jointdesk.operations.event_texts import EventTexts, as_event, kept_text, series_values
from jointdesk.operations.event_times import Times, shifted_times
from jointdesk.operations.ids import new_id
from jointdesk.operations.records import SHARED, stream_for
from jointdesk.privacy.records import OWN_ORG
from jointdesk.store.overlays import find_overlay
from jointdesk.store.reading import ReadableDesk

_TIMES = frozenset({"start", "end"})


@dataclass(frozen=True, slots=True)
class CopyEditor:
    """Says what is to be written where one copy of an event is edited; it writes nothing."""

    desk: ReadableDesk
    copy: EventCopy
    texts: EventTexts

    def writes(self, fields: Fields, times: Times | None, scope: EditScope) -> list[Write]:
        """Return what gives new values to an occurrence, those that follow too, or all.

        `times` are new ones for the occurrence that the copy is, None where they stay. A single
        event has no others.

        Raises:
            WrongUseError: something cannot be said of a single occurrence.
        """
        absolute = {**fields, **(times._asdict() if times else {})}
        if not self.copy.is_recurring:
            return self._of_series(absolute)
        if scope is EditScope.OCCURRENCE:
            before = self.texts.shown if fields.get("deleted") and self._differs() else None
            return self._waiting(self.copy.key, self.texts.series, self._of_one(absolute), before)
        if scope is EditScope.FOLLOWING and not self._is_first():
            return self._parted(fields, times, absolute)
        first = self._first_times()
        is_on_other_day = times is not None and times.start[:10] != self.copy.times.start[:10]
        if is_on_other_day and self._is_other_weekday(first):
            raise WrongUseError(
                "This series comes on several days, and only that of its first one can be moved"
                " for all of them. Say in how it repeats on which days it is to come."
            )
        moved = shifted_times(first, self.copy.times, times) if times else None
        writes = self._of_series({**fields, **(moved._asdict() if moved else {})})
        if moved and (days := self._days_to(moved)):
            return [*writes, *self._renamed(days, first, moved)]
        if self._differs() and not fields.get("deleted"):
            own = {name: value for name, value in absolute.items() if name != "repeat"}
            writes += self._waiting(self.copy.key, self.texts.series, own)
        return writes

    def _of_one(self, fields: Fields) -> Fields:
        """Return the values without the rule, which must be as it is."""
        known = series_values(self.desk, self.texts).get("repeat")
        if fields.get("repeat", known) != known:
            raise WrongUseError("Whether it repeats is said of all of it: use --scope all.")
        return {name: value for name, value in fields.items() if name != "repeat"}

    def _of_series(self, fields: Fields) -> list[Write]:
        """Return what gives new values to the whole series, or a single event."""
        copy = self.copy
        if copy.event is None:
            loses = "repeat" in fields or self._turns(fields) or self._may_meet(fields)
            before = self.texts.shown if loses else None
            return self._waiting(copy.series_id, self.texts.source, fields, before)
        if fields.get("deleted"):
            return [self._event_write(copy.event, {DELETED: True})]
        gone = {name: None for name, value in fields.items() if value is None}
        made = EVENT.of(
            Item(copy.event.id, EVENT.name, "", copy.event.order,
                 {**EVENT.stored(copy.event), **fields})
        )  # fmt: skip
        return [self._event_write(made, {**EVENT.stored(made), **gone})]

    def _event_write(self, event: Event, fields: Fields) -> Write:
        return Write(event.id, EVENT.name, fields, stream_of(event))

    def _turns(self, fields: Fields) -> bool:
        """True if whole days become times, or times whole days: the zone is forgotten then."""
        start = str(fields.get("start") or self.copy.times.start)
        return self.copy.is_recurring and ("T" in start) != ("T" in self.copy.times.start)

    def _may_meet(self, fields: Fields) -> bool:
        """True if a series moves that may come to where an occurrence is by itself."""
        series = parse(self.texts.shown, self.desk.zone).series if "start" in fields else None
        overrides = series.overrides if series is not None else ()
        return any(
            series.components[one.component].start != one.original for one in overrides if series
        )

    def _waiting(
        self, key: str, text: ResourceText, fields: Fields, before: ResourceText | None = None
    ) -> list[Write]:
        """Return what makes values wait on the overlay of a key; `text` says what is shown.

        `before` is the series as an undo needs it: a rule that comes back brings no more with it.
        """
        overlay = self._overlay(key)
        said = wanting(
            overlay.pending, shown_of(text, overlay, self.desk.zone, self.texts.mine), fields
        )
        if said and before is not None:
            said[TEXT_BEFORE] = kept_text(before)
        stream = self._stream(overlay, fields, said)
        if said and stream == SHARED != overlay.stream and TEXT_BEFORE in overlay.own:
            said[TEXT_BEFORE] = None  # it is of when the meeting was private
        return [Write(overlay.id, OVERLAY, said, stream)] if said else []

    def _overlay(self, key: str) -> Overlay:
        id_ = overlay_id(key)
        known = find_overlay(self.desk.connection, id_)
        return known or overlay_of(Item(id_, OVERLAY, "", 0, {}))

    def _stream(self, overlay: Overlay, fields: Fields, said: Fields) -> str:
        """Return where an overlay stands: what is kept to a body stays in its stream.

        That is as long as anything of it waits. Of a meeting that is open again it is said openly.
        """
        if self.copy.is_private and adds_no_word(series_values(self.desk, self.texts), said):
            return SHARED
        if overlay.pending and not self.copy.is_private and "visibility" not in fields:
            return overlay.stream
        now = OWN_ORG if self.copy.is_private else "all"
        return stream_for(str(fields.get("visibility") or now), self.copy.org)

    def _differs(self) -> bool:
        """True if the occurrence was changed by itself: it does not follow its series."""
        series = parse(self.texts.shown, self.desk.zone).series
        place = self.copy.day, self.copy.ordinal
        return any((one.day, one.ordinal) == place for one in series.overrides) if series else False

    # This and all that follow

    def _is_first(self) -> bool:
        series = parse(self.texts.shown, self.desk.zone).series
        return series is not None and (series.components[0].day, 0) == (
            self.copy.day, self.copy.ordinal,
        )  # fmt: skip

    def _parted(self, fields: Fields, times: Times | None, absolute: Fields) -> list[Write]:
        """Return what ends the series before the occurrence, and makes another of the rest."""
        writes = [*self._head(), *self._ended()]
        if not fields.get("deleted"):
            rest = self._rest(fields, times, absolute)
            writes.append(self._event_write(rest, EVENT.stored(rest)))
        return writes

    def _rest(self, fields: Fields, times: Times | None, absolute: Fields) -> Event:
        """Return the occurrence and all that follow as an event of its own, with new values."""
        copy, zone, id_ = self.copy, self.desk.zone, new_id()
        text = split_series(self.texts.shown, copy.day, copy.ordinal, zone, id_)
        values = dict(shown_fields(text, None, 0, zone))
        if times:
            first = Times(str(values.get("start")), str(values.get("end")))
            values |= shifted_times(first, copy.times, times)._asdict()
        if self._differs():
            text = edited(text, [Edit(copy.day, copy.ordinal, absolute)], zone, 0)
        made = as_event(copy.collection, {**values, **fields}, id_)
        task = copy.event.task if copy.event else None
        return replace(made, uid=id_, task=task, text=kept_text(text))

    def _head(self) -> list[Write]:
        """Return what ends the series: its rule says so too, as that can be undone."""
        copy, zone = self.copy, self.desk.zone
        cut: dict[str, Json] = {"ends_before": copy.key}
        text = edited(self.texts.series, [Edit(None, 0, cut)], zone, 0)
        rule: dict[str, Json] = {"repeat": shown_fields(text, None, 0, zone).get("repeat")}
        if copy.event is None:
            return self._waiting(copy.series_id, self.texts.source, cut | rule, self.texts.shown)
        kept: dict[str, Json] = {"text": kept_text(text)} if copy.event.text else {}
        return [self._event_write(copy.event, rule | kept)]

    def _ended(self) -> list[Write]:
        """Return what ends the values that wait on occurrences of the rest: it has them."""
        place = self.copy.day, self.copy.ordinal
        return [
            Write(one.id, OVERLAY, ended_fields([each.field for each in one.pending]), one.stream)
            for one in self._of_occurrences()
            if ((one.day or 0), one.ordinal) >= place
        ]

    # All

    def _is_other_weekday(self, first: Times, day: int | None = None) -> bool:
        """True if a day, the copy's or that one, is none that moves with the first occurrence."""
        rules = str(series_values(self.desk, self.texts).get("repeat") or "").split("\n")
        named = [len(rule.byday) for rule in map(read_rule, rules) if rule is not None]
        weekday = date.fromisoformat(first.start[:10]).weekday()
        own = date.fromordinal(self.copy.day if day is None else day).weekday()
        return max(named, default=0) > 1 and weekday != own

    def _days_to(self, moved: Times) -> int:
        """Return by how many days the keys of a series change: they go by its own zone's days."""
        text = self.texts.series
        after = edited(text, [Edit(None, 0, moved._asdict())], self.desk.zone, 0)
        old, new = (parse(one, self.desk.zone).series for one in (text, after))
        days = [one.components[0].day for one in (new, old) if one is not None]
        return (days[0] or 0) - (days[1] or 0) if len(days) > 1 else 0

    def _first_times(self) -> Times:
        values = series_values(self.desk, self.texts)
        return Times(str(values.get("start")), str(values.get("end")))

    def _renamed(self, days: int, first: Times, moved: Times) -> list[Write]:
        """Return what brings overlays of occurrences under the keys of the days they move to."""
        old: list[Write] = []
        new: list[Write] = []
        for overlay in self._of_occurrences():
            if self._is_other_weekday(first, overlay.day):
                continue
            known = dict(overlay.own)
            for one in overlay.pending:
                base = one.base
                if one.field in _TIMES and isinstance(base, str):
                    base = shifted_times(Times(base, base), first, moved).start
                known |= wanted_fields({one.field: (base, one.wanted)})
            day = (overlay.day or 0) + days
            id_ = overlay_id(occurrence_key(overlay.series_id, day, overlay.ordinal))
            old.append(Write(overlay.id, OVERLAY, dict.fromkeys(known), overlay.stream))
            new.append(Write(id_, OVERLAY, known, overlay.stream))
        return [*old, *new]

    def _of_occurrences(self) -> list[Overlay]:
        return [one for one in self.texts.overlays if one.day is not None]
