"""What people say to each other about a conflict: in their own name, where its words may stand."""

from typing import NamedTuple

from jointdesk.domain.actors import Actor
from jointdesk.domain.comments import COMMENT, Comment
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.items import Write
from jointdesk.domain.people import Audience
from jointdesk.operations.conflicts import find_conflict, stream_of_conflict
from jointdesk.operations.ids import new_id
from jointdesk.store.changes import record
from jointdesk.store.desk import Desk
from jointdesk.store.items import list_items
from jointdesk.store.organisations import list_organisations
from jointdesk.store.reading import ReadableDesk

MOST_LETTERS = 10_000


class Commented(NamedTuple):
    """A comment's id, and in words who reads it besides its writer."""

    id: str
    readers: str


def comment_on_conflict(
    desk: Desk, actor: Actor, audience: Audience, conflict_id: str, text: str
) -> Commented:
    """Say something about a conflict.

    Raises:
        NotFoundError: the audience has no such conflict.
        WrongUseError: nothing is said, or too much.
    """
    said = sound_words(text)
    conflict = find_conflict(desk, audience, conflict_id, actor.at).conflict
    stream = stream_of_conflict(desk, audience, conflict, actor.at)
    comment = Comment(
        new_id(), about=conflict.id, text=said, author=actor.person_id, at=actor.at
    )  # fmt: skip
    write = Write(comment.id, COMMENT.name, COMMENT.stored(comment), stream)
    record(desk, actor.in_own_name, f"Said something about a conflict {conflict.code}", [write])
    return Commented(comment.id, readers_of(desk, stream))


def sound_words(text: str) -> str:
    """Return what somebody says without blanks around it.

    Raises:
        WrongUseError: nothing is said, or too much.
    """
    said = text.strip()
    if not said:
        raise WrongUseError("Say something.")
    if len(said) > MOST_LETTERS:
        raise WrongUseError(f"Say it in at most {MOST_LETTERS:,} letters.")
    return said


def list_comments(desk: ReadableDesk, audience: Audience) -> list[Comment]:
    """Return all comments that the audience may read, and its own, the oldest first."""
    found = [(item.stream, COMMENT.of(item)) for item in list_items(desk.connection, COMMENT.name)]
    return [
        one for stream, one in found if audience.reads(stream) or one.author == audience.person_id
    ]


def readers_of(desk: ReadableDesk, stream: str) -> str:
    """Return who reads what stands in a stream: "Everyone with this conflict reads this."."""
    if stream == "shared":
        return "Everyone on this desk may read this."
    if stream == "director":
        return "Only the director reads this: something private to each body is part of it."
    codes = {one.id: one.code for one in list_organisations(desk.connection)}
    code = codes.get(stream.removeprefix("org:"), "")
    return f"Only the director and the people of {code} read this."
