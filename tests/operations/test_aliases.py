"""A series that is known by another id takes with it what was said, each word where it was said."""

from typing import Any

from jointdesk.domain.actors import Actor
from jointdesk.domain.items import Write
from jointdesk.domain.moments import Instant
from jointdesk.domain.organisations import OrganisationKind
from jointdesk.domain.pending import OVERLAY, RENAMED
from jointdesk.operations.aliases import rename_series
from jointdesk.operations.organisations import add_organisation, organisation_by_code
from jointdesk.store.changes import record
from jointdesk.store.desk import Desk
from jointdesk.store.items import find_item

WHO = Actor("p", Instant(1_796_025_600))


def said(desk: Desk, overlay: str, stream: str) -> Any:
    """Return what one stream says of an overlay."""
    found = find_item(desk.connection, overlay, (stream,))
    return found and {name: value for name, value in found.fields.items() if value is not None}


def test_what_is_kept_is_said_again_where_it_is_kept(desk: Desk) -> None:
    add_organisation(desk, WHO, code="CAL", name="Calderbourne", kind=OrganisationKind.COUNCIL)
    kept = f"org:{organisation_by_code(desk, 'CAL').id}"
    for stream, word in (("shared", "Open"), (kept, "Kept")):
        record(desk, WHO, "Said", [Write("overlay:k1", OVERLAY, {word: word}, stream)])
    with desk.transaction():
        rename_series(desk, WHO, {"k1": "k2"})
    for stream, word in (("shared", "Open"), (kept, "Kept")):
        assert said(desk, "overlay:k1", stream) == {RENAMED: "k2"}
        assert said(desk, "overlay:k2", stream) == {word: word}
