"""Which messages a server with scheduling makes of a text, and how to keep it from that.

RFC 6638: a server tells those asked whenever their organiser writes an event, and the organiser
whenever one of them answers. SCHEDULE-AGENT=CLIENT (section 7.1) keeps it from it; taken on later
by somebody whom the server had asked, it would send a cancellation (section 3.2.1). So a change of
what people were asked to cannot be written in silence.
"""

from collections.abc import Iterable, Iterator

from jointdesk.domain.invitations import Message, MessageKind
from jointdesk.domain.resources import ResourceText
from jointdesk.ical.content_lines import ContentLines, content_line, with_parameter
from jointdesk.ical.grouping import digest_of
from jointdesk.ical.properties import Property
from jointdesk.ical.reading import read_attendee
from jointdesk.ical.series import component_texts

_AGENT = "SCHEDULE-AGENT"
_SERVER, _CLIENT = "SERVER", "CLIENT"


def messages(
    before: ResourceText | None, after: ResourceText | None, own: frozenset[str]
) -> tuple[Message, ...]:
    """Return what a server would send when one text takes the place of the other.

    In doubt more than it will: whoever is neither organiser nor asked is taken for the organiser.

    Args:
        before: what stands there, None for nothing.
        after: what is written, None where it is deleted without an answer to the organiser.
        own: the addresses of the account, in lower case.
    """
    old, new = _parts(before), _parts(after)
    if _answers_others(new or old, own):
        to = _organisers(new)
        is_told = bool(new) and _answers(old, own) != _answers(new, own) and _says_something(new)
        return (Message(MessageKind.REPLY, to),) if is_told and to else ()
    asked, known = _asked(new, own), _asked(old, own)
    is_off = bool(new) and all(_is_cancelled(part) for part in new)
    changed = MessageKind.CANCELLATION if is_off else MessageKind.UPDATE
    found = (
        Message(MessageKind.INVITATION, tuple(one for one in asked if one not in known)),
        Message(changed, tuple(one for one in asked if one in known)),
        Message(MessageKind.CANCELLATION, tuple(one for one in known if one not in asked)),
    )
    return tuple(one for one in found if one.to)


def held_back(
    before: ResourceText | None, after: ResourceText, own: frozenset[str]
) -> ResourceText:
    """Return a text from which a server sends nothing to whom it has not asked before.

    Of an event of somebody else's it does not send what the account answers.
    """
    if not messages(before, after, own):
        return after
    parts = _parts(after)
    if _answers_others(parts, own):
        for part in parts:
            _mark(part, "ORGANIZER", part.all("ORGANIZER"), _CLIENT)
    else:
        known = _asked(_parts(before), own)
        for part in parts:
            new = [one for one in part.all("ATTENDEE") if read_attendee(one).email not in known]
            _mark(part, "ATTENDEE", new, _CLIENT)
    return _whole(after, parts)


def released(text: ResourceText) -> ResourceText:
    """Return a text from which a server sends whatever is to be sent."""
    parts = _parts(text)
    for part in parts:
        release(part)
    return _whole(text, parts)


def release(part: ContentLines) -> None:
    """Take the marks from a component that keep the server from sending."""
    for name in ("ORGANIZER", "ATTENDEE"):
        _mark(part, name, [one for one in part.all(name) if not _by_server(one)], "")


def asks_by_server(part: ContentLines) -> bool:
    """True if a component asks people, and nothing keeps the server from telling any of them."""
    asked = part.all("ATTENDEE")
    return bool(asked) and part.first("ORGANIZER") is not None and all(map(_by_server, asked))


def with_organiser(text: ResourceText, address: str) -> ResourceText:
    """Return a text with an organiser where people are asked and nobody says by whom.

    Without an address the text stays as it is.
    """
    parts = _parts(text)
    for part in parts:
        if address and part.first("ATTENDEE") and not part.first("ORGANIZER"):
            part.put("ORGANIZER", content_line("ORGANIZER", f"mailto:{address}"))
    return _whole(text, parts)


def _parts(text: ResourceText | None) -> list[ContentLines]:
    return [ContentLines(part) for part, _ in component_texts(text)] if text is not None else []


def _whole(text: ResourceText, parts: list[ContentLines]) -> ResourceText:
    if not any(part.is_changed for part in parts):
        return text
    texts = [part.text for part in parts]
    return text._replace(text=b"".join(texts), digest=digest_of(text.frame, texts))


def _mark(part: ContentLines, name: str, marked: Iterable[Property], agent: str) -> None:
    """Let some properties say who is to send; the others of that name stay as they are."""
    numbers = {one.line for one in marked}
    part.put(
        name,
        *(
            with_parameter(part.written(one), _AGENT, agent)
            if one.line in numbers
            else part.written(one)
            for one in part.all(name)
        ),
    )


def _answers_others(parts: Iterable[ContentLines], own: frozenset[str]) -> bool:
    """True if somebody else is the organiser, and the account is asked."""
    organisers = [read_attendee(one).email for one in _all(parts, "ORGANIZER")]
    asked = {read_attendee(one).email for one in _all(parts, "ATTENDEE")}
    return bool(organisers) and not own.intersection(organisers) and bool(own & asked)


def _all(parts: Iterable[ContentLines], name: str) -> Iterator[Property]:
    for part in parts:
        yield from part.all(name)


def _by_server(one: Property) -> bool:
    return (one.parameters.get(_AGENT) or _SERVER).upper() == _SERVER


def _asked(parts: list[ContentLines], own: frozenset[str]) -> tuple[str, ...]:
    """Return whom the server asks, each once: nobody where there is no organiser."""
    if not any(part.first("ORGANIZER") for part in parts):
        return ()
    found = [read_attendee(one).email for one in _all(parts, "ATTENDEE") if _by_server(one)]
    return tuple(dict.fromkeys(one for one in found if one and one not in own))


def _organisers(parts: Iterable[ContentLines]) -> tuple[str, ...]:
    found = (read_attendee(one).email for one in _all(parts, "ORGANIZER") if _by_server(one))
    return tuple(dict.fromkeys(filter(None, found)))


def _answers(parts: Iterable[ContentLines], own: frozenset[str]) -> set[tuple[str, str]]:
    """Return what the account answers: of each occurrence, and which it has taken away."""
    found = {("", _UNANSWERED)}
    for part in parts:
        day = part.value("RECURRENCE-ID")
        found |= {("gone", value) for one in part.all("EXDATE") for value in one.value.split(",")}
        for one in part.all("ATTENDEE"):
            if read_attendee(one).email in own:
                found.add((day, (one.parameters.get("PARTSTAT") or _UNANSWERED).upper()))
    return found


_UNANSWERED = "NEEDS-ACTION"


def _says_something(parts: Iterable[ContentLines]) -> bool:
    return any(_by_server(one) for one in _all(parts, "ORGANIZER"))


def _is_cancelled(part: ContentLines) -> bool:
    return part.value("STATUS").upper() == "CANCELLED"
