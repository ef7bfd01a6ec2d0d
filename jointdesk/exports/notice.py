"""X4: the notice of one decision."""

from collections.abc import Iterator

from jointdesk.domain.decisions import Decision
from jointdesk.domain.errors import WrongUseError
from jointdesk.exports.content import Content, names_to_remove
from jointdesk.exports.document import Document, Heading, LabelledFields, Notes
from jointdesk.exports.editions import NOTICE, Nearness, Reader, is_in_edition, is_withheld
from jointdesk.exports.names import REMOVED, without_names
from jointdesk.exports.registers import entry, heading, marking_of
from jointdesk.exports.wording import day_words


def notice(content: Content, decision: Decision, reader: Reader) -> Document:
    """Return the notice of a decision, as its reader may have it.

    Raises:
        WrongUseError: it is not taken, or not published and the edition a public one.
    """
    if not decision.is_taken:
        raise WrongUseError("A notice tells of a decision that was taken; this one is not taken.")
    if not is_in_edition(decision, reader):
        raise WrongUseError("A public notice tells of a published decision; publish it first.")
    nearness = reader.nearness(decision.org)
    fields = entry(decision, NOTICE[nearness], content, nearness)
    organisation = content.organisation(decision.org)
    document = Document(
        title=f"{organisation}: notice of decision {decision.ref}".rstrip(),
        made_at=content.made_at,
        blocks=(
            Heading(heading(decision, nearness)),
            LabelledFields("Decision", "Record of the decision", fields),
            Heading("Notes"),
            Notes(tuple(_notes(decision, nearness))),
        ),
        subject="Notice of a decision",
        marking=marking_of((decision,), nearness),
        footer=f"As of {day_words(content.today)}",
    )
    if reader.is_public:
        return without_names(document, names_to_remove(content, (decision,)))
    return document


def _notes(decision: Decision, nearness: Nearness) -> Iterator[str]:
    yield "This is the record of a separate decision of this body."
    if is_withheld(decision, nearness):
        yield "The text of the decision is withheld."
    if nearness is Nearness.PUBLIC:
        yield (
            "People are named who made the decision or hold a public office; other names are"
            f" replaced by {REMOVED}."
        )
