"""Edits: new values for one component's fields, as the text of a resource is changed by them."""

from enum import StrEnum
from typing import NamedTuple

from jointdesk.domain.items import Fields


class Edit(NamedTuple):
    """New values for some fields of a whole series, or of one occurrence of it.

    `day` and `ordinal` name the occurrence as its key does; `day` is None for the series. The
    names are those of `domain.pending.EVENT_FIELDS` or `TASK_FIELDS`; null takes a value away.
    """

    day: int | None
    ordinal: int
    fields: Fields


class EditScope(StrEnum):
    """How much of a series an edit of one occurrence is meant for."""

    OCCURRENCE = "occurrence"
    FOLLOWING = "following"
    """This one and all that follow."""
    ALL = "all"
