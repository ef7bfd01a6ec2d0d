"""One meeting as it stands in the diary: what its block shows, and what is said of it.

Everything foreign goes through `plain_line` here, so that what a widget gets is plain.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from enum import StrEnum
from typing import NamedTuple

from jointdesk.domain.components import UNKNOWN_ZONE
from jointdesk.domain.conflicts import Severity
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import DAY, Instant, local, local_day
from jointdesk.domain.occurrences import Details, PlaceKind, Reply, Status
from jointdesk.domain.organisations import Organisation
from jointdesk.domain.words import listed, plain_line
from jointdesk.viewmodels import words
from jointdesk.viewmodels.marks import Marks

MINUTES_A_DAY = DAY // 60


class Kind(StrEnum):
    """What a block on the grid is."""

    MEETING = "meeting"
    JOURNEY = "journey"
    DRIFT = "drift"
    """The part of another copy that lies outside the one that is shown."""


class Certainty(StrEnum):
    """How certain it is, which is what its border says."""

    CERTAIN = "certain"
    TENTATIVE = "tentative"
    HOLD = "hold"
    MOVABLE = "movable"
    GONE = "gone"
    """Cancelled or declined: shown, crossed out, taking no time."""


class PlainWords(NamedTuple):
    """What is told of a block that stands for no meeting."""

    full_text: str = ""
    spoken: str = ""


class MeetingWords(NamedTuple):
    """What is told of a meeting, put together when it is asked for.

    Of a crowded day most meetings are gathered behind a count, and nobody asks.
    """

    meeting: Meeting
    naming: "Naming"
    severity: Severity | None
    sentences: Mapping[str, tuple[str, ...]]

    @property
    def full_text(self) -> str:
        """See `full_text`."""
        return full_text(self.meeting, self.naming, self.severity, self.own_sentences)

    @property
    def spoken(self) -> str:
        """See `spoken_meeting`."""
        return spoken_meeting(self.meeting, self.naming, self.severity, self.own_sentences)

    @property
    def own_sentences(self) -> tuple[str, ...]:
        """The sentence of every conflict of the meeting that waits to be settled."""
        return self.sentences.get(self.meeting.id, ()) if self.severity else ()


class Block(NamedTuple):
    """One block on the grid of one day, frozen: everything its painting and its voice need.

    `key` is unique on a page: a meeting over midnight has a block a day. `start` and `end` are
    minutes of the day on the clock; an edge that `runs_before` or `runs_after` is open.
    `positions` are the places of its organisations in the order of adding, `codes` their tags.
    `severity` is red or amber, None for no mark. `note` stands before the place. `waits` is True
    while a calendar does not show yet what was changed here. `told` holds
    what is told of it in full, `number` its place in the day: "1 of 4 on Tuesday".
    """

    key: str
    kind: Kind = Kind.MEETING
    meeting_id: str = ""
    start: int = 0
    end: int = 0
    runs_before: bool = False
    runs_after: bool = False
    positions: tuple[int, ...] = ()
    codes: tuple[str, ...] = ()
    title: str = ""
    times: str = ""
    place: str = ""
    note: str = ""
    icon: str = ""
    certainty: Certainty = Certainty.CERTAIN
    severity: Severity | None = None
    is_stale: bool = False
    waits: bool = False
    told: PlainWords | MeetingWords = PlainWords()
    number: str = ""

    @property
    def full_text(self) -> str:
        """What a tooltip shows: everything that it may have had no room for, in lines."""
        return self.told.full_text

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return words.joined((self.told.spoken, self.number))

    @property
    def start_time(self) -> str:
        """When it begins on this day, for blocks with no room for more."""
        return words.clock(self.start)


class Journey(NamedTuple):
    """The way to a meeting from the one before, both in person.

    It lies between `start`, the end of the one before, and `end`, the start of the meeting.
    `needed` and `available` are minutes; `severity` is None where nothing must be done.
    """

    start: Instant
    end: Instant
    needed: int
    available: int
    origin: str
    destination: str
    severity: Severity | None = None

    @property
    def is_short(self) -> bool:
        """Whether there is less time than it needs."""
        return self.available < self.needed


@dataclass(frozen=True, slots=True)
class Naming:
    """How organisations are told: place in the order of adding, and short name, by id."""

    zone: tzinfo
    positions: Mapping[str, int]
    names: Mapping[str, str]
    stale: frozenset[str]


def naming(
    zone: tzinfo, organisations: Sequence[Organisation], stale: frozenset[str] = frozenset()
) -> Naming:
    """Return how these organisations, in the order of adding, are told in a zone."""
    positions = {organisation.id: place for place, organisation in enumerate(organisations)}
    return Naming(zone, positions, words.short_names(organisations), stale)


def certainty_of(details: Details) -> Certainty:
    """Return what a meeting's border says."""
    if details.status is Status.CANCELLED or details.reply is Reply.DECLINED:
        return Certainty.GONE
    if details.status is Status.HOLD:
        return Certainty.HOLD
    if details.status is Status.TENTATIVE or details.reply is Reply.TENTATIVE:
        return Certainty.TENTATIVE
    return Certainty.MOVABLE if details.tier == 4 else Certainty.CERTAIN


def has_unknown_zone(details: Details) -> bool:
    """True if the file names a time zone that nobody knows, so that the hour may be wrong."""
    return details.zone.startswith(UNKNOWN_ZONE)


def icon_of(details: Details) -> str:
    """Return the icon beside the tag: the one thing one must know first, or ""."""
    if details.private:
        return "lock"
    if has_unknown_zone(details):
        return "clock"
    if details.status is Status.HOLD:
        return "hourglass"
    return "video" if details.place_kind is PlaceKind.VIRTUAL else ""


def line_icon(meeting: Meeting) -> str:
    """Return the one icon of a meeting where there is room for one line only, or ""."""
    details = meeting.preferred.details
    if details.leave:
        return "palmtree"
    icon = icon_of(details)
    return "upload" if meeting.pending and icon != "lock" else icon


def note_of(details: Details) -> str:
    """Return what stands between time and place, or ""."""
    if has_unknown_zone(details):
        return "Time zone unknown"
    return "Can move" if certainty_of(details) is Certainty.MOVABLE else ""


def title_of(details: Details) -> str:
    """Return the title to show, which is never empty."""
    return plain_line(details.title) or "No title"


def codes_of(meeting: Meeting) -> tuple[str, ...]:
    """Return the tags of a meeting, each organisation once."""
    codes = {copy.details.org_id: copy.details.org_code for copy in meeting.told}
    return tuple(plain_line(code) for code in codes.values())


def organisations_named(meeting: Meeting, naming: Naming) -> str:
    """Return "Calderbourne and Wexmere"."""
    codes = dict(zip(meeting.org_ids, codes_of(meeting), strict=True))
    return listed([naming.names.get(org_id, code) for org_id, code in codes.items()])


def state_words(details: Details) -> str:
    """Return how certain it is and what was answered, in words."""
    if details.status is Status.CANCELLED:
        return "cancelled"
    if details.status is Status.HOLD:
        return "provisional"
    said = {
        Reply.ACCEPTED: "accepted",
        Reply.TENTATIVE: "tentative",
        Reply.DECLINED: "declined",
        Reply.NONE: "not answered" if details.has_reply else "",
    }[details.reply]
    if details.status is Status.TENTATIVE and details.reply is not Reply.TENTATIVE:
        return words.joined(("tentative", said))
    return said


def waiting_words(meeting: Meeting) -> str:
    """Return "Waiting to be written to WEX" of what its calendar does not show yet, else ""."""
    if not meeting.pending:
        return ""
    codes = dict.fromkeys(copy.details.org_code for copy in meeting.copies if copy.details.pending)
    return f"Waiting to be written to {listed(plain_line(code) for code in codes)}"


def trouble_words(severity: Severity | None, sentences: Sequence[str]) -> str:
    """Return for example "should act: copies differ", or ""."""
    if severity is None:
        return ""
    told = "; ".join(plain_line(sentence).rstrip(".") for sentence in sentences)
    return f"{words.SEVERITY[severity]}: {told}" if told else words.SEVERITY[severity]


def spoken_meeting(
    meeting: Meeting, naming: Naming, severity: Severity | None, sentences: Sequence[str]
) -> str:
    """Return what a screen reader says of a meeting, but for its place in the day."""
    details = meeting.preferred.details
    return words.joined(
        (
            "Busy" if details.masked else title_of(details),
            organisations_named(meeting, naming),
            words.spoken_span(meeting.start, meeting.end, naming.zone),
            plain_line(details.place),
            "" if details.masked else state_words(details),
            note_of(details).lower(),
            "private" if details.private else "",
            waiting_words(meeting).replace("Waiting", "waiting"),
            trouble_words(severity, sentences),
        )
    )


def full_text(
    meeting: Meeting, naming: Naming, severity: Severity | None, sentences: Sequence[str]
) -> str:
    """Return everything that a block may have had no room for, in lines."""
    details = meeting.preferred.details
    when = words.written_span(meeting.start, meeting.end, naming.zone)
    state = words.joined((state_words(details), note_of(details).lower()))
    stale = [naming.names[org_id] for org_id in meeting.org_ids if org_id in naming.stale]
    lines = [
        title_of(details),
        organisations_named(meeting, naming),
        when,
        plain_line(details.place),
        state[:1].upper() + state[1:],
        "Private" if details.private else "",
        waiting_words(meeting),
        f"{listed(stale)}: not read for more than a day" if stale else "",
        *(plain_line(sentence) for sentence in sentences),
    ]
    return "\n".join(line for line in lines if line)


def meeting_blocks(
    meeting: Meeting, days: Sequence[date], naming: Naming, marks: Marks
) -> list[tuple[int, Block]]:
    """Return a block for each of the days on which a meeting takes time, with the day's index."""
    details, meeting_id = meeting.preferred.details, meeting.id
    severity = marks.severity.get(meeting_id)
    blocks = []
    whole = Block(
        key=meeting_id,
        meeting_id=meeting_id,
        positions=positions_of(meeting, naming),
        codes=codes_of(meeting),
        title=title_of(details),
        place="" if details.masked else plain_line(details.place),
        note=note_of(details),
        icon=icon_of(details),
        certainty=certainty_of(details),
        severity=severity if severity is not Severity.INFO else None,
        is_stale=any(org_id in naming.stale for org_id in meeting.org_ids),
        waits=meeting.pending,
        told=MeetingWords(meeting, naming, severity, marks.sentences),
    )
    for piece in pieces(meeting.start, meeting.end, days, naming.zone):
        index, start, end, before, after = piece
        block = whole._replace(
            key=f"{meeting_id}/{days[index].isoformat()}",
            start=start,
            end=end,
            runs_before=before,
            runs_after=after,
            times=_times(meeting, piece, days[index], naming.zone),
        )
        blocks.append((index, block))
    return blocks


def _times(meeting: Meeting, piece: "Piece", day: date, zone: tzinfo) -> str:
    """Return "14:00–16:00": nearly always the piece's own minutes."""
    if piece.runs_before or piece.runs_after or not piece.start < piece.end < MINUTES_A_DAY:
        return words.span_times(meeting.start, meeting.end, zone, day)
    return f"{words.clock(piece.start)}–{words.clock(piece.end)}"


def positions_of(meeting: Meeting, naming: Naming) -> tuple[int, ...]:
    """Return the places of its organisations in the order of adding; unknown ones come last."""
    last = len(naming.positions)
    return tuple(naming.positions.get(org_id, last) for org_id in meeting.org_ids)


class Piece(NamedTuple):
    """The part of a span that falls on one day: minutes on the clock of that day."""

    day_index: int
    start: int
    end: int
    runs_before: bool
    runs_after: bool


def pieces(start: Instant, end: Instant, days: Sequence[date], zone: tzinfo) -> list[Piece]:
    """Cut a span at midnights and return the parts on these consecutive days.

    Minutes are those of the clock: on a night in which the clock goes back, a span may seem to
    end before it began; it then has no length.
    """
    begins, ends = local(start, zone), local(end, zone)
    last = local_day(max(start, end - 1), zone)
    found = []
    for index, day in enumerate(days):
        if not begins.date() <= day <= last:
            continue
        before, after = begins.date() < day, last > day
        first = 0 if before else begins.hour * 60 + begins.minute
        on_next = after or ends.date() > day
        until = MINUTES_A_DAY if on_next else ends.hour * 60 + ends.minute
        found.append(Piece(index, first, max(first, until), before, after))
    return found
