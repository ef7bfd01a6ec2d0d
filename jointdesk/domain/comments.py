"""Comments: what people say to each other about a booking, a conflict or any other item.

A comment is in its writer's own name, never on behalf of another. It stands in the stream of what
it is about: of several, the most private (design.md section 6).
"""

from dataclasses import dataclass

from jointdesk.domain.fields import Field, Kind, RecordType

KINDS = {"note": "Note", "hand_over": "Hand-over"}


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment: `about` is an item's id or a conflict's; `to` the person it is meant for.

    `author` and `at` (UTC seconds) are said again here, so that lists need not read the log.
    """

    id: str
    order: int = 0
    about: str = ""
    kind: str = "note"
    text: str = ""
    to: str | None = None
    author: str = ""
    at: int = 0


COMMENT = RecordType(
    "comment",
    (
        Field("about", Kind.TEXT, "About"),
        Field("kind", Kind.CHOICE, "Kind", choices=KINDS),
        Field("text", Kind.PROSE, "Comment"),
        Field("to", Kind.REFERENCE, "For", to="person"),
        Field("author", Kind.REFERENCE, "By", to="person"),
        Field("at", Kind.NUMBER, "At"),
    ),
    Comment,
)
