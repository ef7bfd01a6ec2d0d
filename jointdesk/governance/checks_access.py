"""DEC-12: restricted text where somebody can read it who should not (domain.md section 4)."""

import re
from collections.abc import Iterator

from jointdesk.domain.conflicts import Conflict, Severity
from jointdesk.domain.decisions import Decision, Status
from jointdesk.domain.records import Records
from jointdesk.domain.words import listed, plain_name
from jointdesk.governance.check_context import RecordContext, found, is_live, name_of

_NOT_YET_OUT = frozenset({Status.DRAFT, Status.CLEARED})
_RUN = 6
"""So many words in a row are a quotation."""
_WORD = re.compile(r"[^\W_]+")


def check_access(records: Records, context: RecordContext) -> Iterator[Conflict]:
    """Yield DEC-12."""
    for one in records.decisions:
        if is_restricted(one) and is_live(one) and one.status not in _NOT_YET_OUT:
            yield from leak(one, context)


def is_restricted(decision: Decision) -> bool:
    """True if its text is private, marked as sensitive, or says what is special about somebody."""
    is_sensitive = decision.classification == "OFFICIAL-SENSITIVE"
    return decision.is_private or is_sensitive or decision.special_category is True


def leak(decision: Decision, context: RecordContext) -> Iterator[Conflict]:
    """DEC-12: from notice on, restricted text is open to another body, or about to be public.

    It is, if the whole record is open to everyone on the desk, if there is no public summary to
    be published in place of it, or if that summary repeats what is restricted. Kept to its own
    body and with a summary of its own, nothing leaks; else a second person checks what is
    exported, and settles this.
    """
    wrong = []
    if decision.visibility != "own_org":
        wrong.append("its whole text is open to the other body")
    if not decision.public_summary.strip():
        wrong.append("it has no public summary")
    elif repeated := repeats(decision.public_summary, decision):
        wrong.append(f"its public summary says “{plain_name(repeated)}”")
    if wrong:
        yield found(
            "DEC-12",
            Severity.RED,
            (decision,),
            (decision.org,),
            f"{name_of(decision)} is {_why(decision)}, but {listed(wrong)}; restricted text stays"
            " with its own body: redact it, and let a second person check every export",
            (decision.visibility, decision.exempt_paras, decision.public_summary),
        )


def _why(decision: Decision) -> str:
    if decision.exempt_paras:
        word = "paragraph" if len(decision.exempt_paras) == 1 else "paragraphs"
        return f"exempt under {word} {listed(decision.exempt_paras)}"
    if decision.confidential_reason not in (None, "none"):
        return "confidential"
    if decision.is_private:
        return "decided in private"
    return "special category data" if decision.special_category else "OFFICIAL-SENSITIVE"


def repeats(text: str, decision: Decision) -> str:
    """Return what a text gives away of a restricted decision, "" for nothing.

    That is the name of whom it is with or for, its amount, or six words in a row of the
    decision, its reasons or conditions.
    """
    words = _words(text)
    told = " ".join(words)
    for party in decision.counterparties or ():
        name = " ".join(_words(party))
        if name and f" {name} " in f" {told} ":
            return party
    if decision.amount and f"{decision.amount:.0f}" in re.sub(r"(?<=\d),(?=\d)", "", text):
        return f"£{decision.amount:,.0f}"
    runs = {tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)}
    for source in (decision.decision_text, decision.reasons, decision.conditions):
        secret = _words(source)
        for i in range(len(secret) - _RUN + 1):
            if tuple(secret[i : i + _RUN]) in runs:
                return " ".join(secret[i : i + _RUN])
    return ""


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]
