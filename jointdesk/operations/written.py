"""What became of changes made here that met others in their calendar, for whoever made them."""

from jointdesk.domain.people import Audience
from jointdesk.domain.words import plain_name
from jointdesk.operations.blocks import ABOUT_BLOCKS
from jointdesk.operations.sources import source_row
from jointdesk.store.components import title_of
from jointdesk.store.reading import ReadableDesk
from jointdesk.sync.outbox_plan import KEPT_OTHERWISE, KEPT_THERE, MADE_ANEW
from jointdesk.sync.report import Report

_ABOUT_WRITING = (KEPT_THERE, MADE_ANEW, KEPT_OTHERWISE)


def told_of_writing(desk: ReadableDesk, audience: Audience, report: Report) -> list[str]:
    """Return a sentence for each thing that did not go as it was wanted, with its title.

    What is private to a body is told without its title to those who may not see it.
    """
    blocks = [f"{one.reason}." for one in report.notes if one.reason.startswith(ABOUT_BLOCKS)]
    notes = [note for note in report.notes if note.reason.startswith(_ABOUT_WRITING)]
    if not notes:
        return blocks
    row = source_row(desk, report.id)
    diary, sees = plain_name(row.collection.name), audience.sees(row.organisation.id)
    sentences = blocks
    for note in notes:
        title = title_of(desk.connection, report.id, note.uid, with_private=sees)
        what = f"“{plain_name(title)}”" if title else "A meeting"
        sentences.append(f"{what} in {diary}: {note.reason[:1].lower()}{note.reason[1:]}.")
    return sentences
