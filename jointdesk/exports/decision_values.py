"""A decision's values as an export shows them, each by the name that `editions` lists."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from jointdesk.domain.decision_fields import DECISION
from jointdesk.domain.decision_words import (
    CALL_IN,
    CONFIDENTIAL,
    EMPLOYMENT,
    STATUS_WORDS,
    URGENCY,
)
from jointdesk.domain.decisions import Decision, Paper
from jointdesk.domain.fields import Field
from jointdesk.domain.fields import Kind as FieldKind
from jointdesk.domain.words import full_day, listed
from jointdesk.exports.content import Content
from jointdesk.exports.document import Column, Kind, Value
from jointdesk.exports.editions import WITHHELD, Nearness, is_withheld
from jointdesk.exports.wording import money_words, shown

HELD = "Counterpart decision: held by {code}"
"""All that is said of a decision that is kept to another body (rule 2)."""

TEXT_WITHHELD = "Withheld"

_WITHHELD_TEXTS = frozenset({"title", "decision_text", "reasons"})


_FIELDS = {one.name: one for one in DECISION.fields}


class _Shown(NamedTuple):
    """How a value that is not simply a field is headed and found."""

    header: str
    kind: Kind
    value: Callable[[Decision, Content], Value]


def column(name: str) -> Column:
    """Return the column of a listed name."""
    if name in _OWN_WAYS:
        shown = _OWN_WAYS[name]
        return Column(name, shown.header, shown.kind, _WEIGHTS.get(shown.kind, 3))
    field = _FIELDS[name]
    kind = _KINDS.get(field.kind, Kind.TEXT)
    return Column(name, _HEADERS.get(name, field.label), kind, _WEIGHTS.get(kind, 3))


def value(name: str, decision: Decision, content: Content, nearness: Nearness) -> Value:
    """Return the value of a listed name, as the reader who stands so near may have it."""
    if is_withheld(decision, nearness) and name not in WITHHELD:
        return TEXT_WITHHELD if name in _WITHHELD_TEXTS else None
    if name in _OWN_WAYS:
        return _OWN_WAYS[name].value(decision, content)
    if name == "background_papers":
        return _papers(decision, nearness)
    return field_value(_FIELDS[name], getattr(decision, name), content)


def field_value(field: Field, found: Any, content: Content) -> Value:
    """Return a record's value in words; nothing for what nobody answered."""
    if found is None or found == "":
        return None
    match field.kind:
        case FieldKind.DAY | FieldKind.MONEY | FieldKind.NUMBER | FieldKind.TEXT | FieldKind.PROSE:
            return found  # type: ignore[no-any-return]
        case FieldKind.FLAG:
            return "Yes" if found else "No"
        case FieldKind.CHOICE:
            return field.choices.get(str(found), str(found))
        case FieldKind.REFERENCE:
            return name_of(field.to, found, content)
    if not found:
        return field.none or None
    lines = [_line(field, one, content) for one in found]
    return "\n".join(line for line in lines if line)


def _line(field: Field, one: Any, content: Content) -> str:
    match field.kind:
        case FieldKind.CHOICES:
            return field.choices.get(str(one), str(one))
        case FieldKind.REFERENCES:
            return name_of(field.to, one, content)
        case FieldKind.ROWS:
            parts = [_part(part, getattr(one, part.name), content) for part in field.parts]
            texts = [part for part in parts if part]
            return ": ".join([texts[0], ", ".join(texts[1:])]) if texts[1:] else "".join(texts)
        case _:
            return str(one)


def _part(part: Field, found: Any, content: Content) -> str:
    """Return a part of a row in words; a day with what happened on it."""
    words = shown(field_value(part, found, content))
    return f"{part.label.lower()} {words}" if words and part.kind is FieldKind.DAY else words


def name_of(item_type: str, item_id: str, content: Content) -> str:
    """Return what an id stands for, nothing for what its readers may not know of."""
    records = content.records
    match item_type:
        case "organisation":
            return content.code(item_id)
        case "person":
            return content.people.get(item_id, "")
        case "matter":
            return content.matter_title(item_id)
        case "forum":
            forum = records.forum_by_id.get(item_id)
            return forum.name if forum else ""
        case "authority":
            authority = records.authority_by_id.get(item_id)
            return authority.name if authority else ""
        case "decision":
            decision = records.decision_by_id.get(item_id)
            return (decision.ref or decision.title) if decision else ""
        case _:
            return ""


# Values that are not simply a field


def _makers(decision: Decision, content: Content) -> Value:
    lines = []
    for maker in decision.decision_makers:
        name = maker.name or content.people.get(maker.person, "")
        lines.append(", ".join(part for part in (name, maker.role) if part))
    return "\n".join(filter(None, lines)) or None


def _papers(decision: Decision, nearness: Nearness) -> Value:
    """List the papers, each with its day and where to see it.

    Others than the body itself are told only of what is not closed to them: a list need not
    name what would give away what is withheld (section 100D of the Local Government Act 1972).
    """
    if not decision.background_papers:
        return None if decision.background_papers is None else _FIELDS["background_papers"].none
    listed_ = [
        one for one in decision.background_papers
        if nearness is Nearness.OWN or one.public != "no"
    ]  # fmt: skip
    return "\n".join(map(_paper, listed_)) or None


def _paper(paper: Paper) -> str:
    dated = f"{paper.title}, {full_day(paper.on)}" if paper.on else paper.title
    closed = " (not open to all)" if paper.public == "no" else ""
    return f"{dated}: {paper.where}{closed}" if paper.where else f"{dated}{closed}"


def _decided_at(decision: Decision, content: Content) -> Value:
    forum = name_of("forum", decision.forum or "", content)
    return ", ".join(one for one in (forum, decision.decided_at_meeting or "") if one) or None


def _status(decision: Decision, content: Content) -> Value:
    status = content.statuses.get(decision.id, decision.status)
    return STATUS_WORDS.get(str(status), str(status))


def _effective(decision: Decision, content: Content) -> Value:
    return content.effective.get(decision.id) or decision.date_effective


def _call_in(decision: Decision, content: Content) -> Value:
    return CALL_IN.get(decision.call_in_status or "")


def _urgency(decision: Decision, content: Content) -> Value:
    route = decision.urgency_route
    if route is None:
        return None
    if route == "none":
        return "No"
    agreed = f"agreed by {decision.urgency_agreed_by}" if decision.urgency_agreed_by else ""
    return "Yes: " + ", ".join(
        one for one in (URGENCY.get(route, route), agreed, decision.urgency_reason) if one
    )


def _dispensation(decision: Decision, content: Content) -> Value:
    parts = (decision.dispensation_by, decision.dispensation_note)
    return ": ".join(one for one in parts if one) or None


def _exempt(decision: Decision, content: Content) -> Value:
    """Say why the text may be withheld, by law only: the NHS body's own words are its own."""
    found = []
    if decision.exempt_paras:
        word = "Paragraph" if len(decision.exempt_paras) == 1 else "Paragraphs"
        numbers = listed(decision.exempt_paras)
        found.append(f"{word} {numbers} of Schedule 12A, Local Government Act 1972")
    if (reason := decision.confidential_reason or "none") != "none":
        found.append(f"Confidential: {CONFIDENTIAL.get(reason, reason).lower()}")
    if decision.nhs_private_reason.strip():
        found.append("Considered in private")
    if not found:
        return None if decision.exempt_paras is None else "Not exempt"
    return "; ".join(found)


def _authority(decision: Decision, content: Content) -> Value:
    paragraph = f"paragraph {decision.authority_paragraph}" if decision.authority_paragraph else ""
    version = f"version {decision.authority_version}" if decision.authority_version else ""
    limit = decision.authority_limit
    parts = (
        name_of("authority", decision.authority_document or "", content),
        version,
        paragraph,
        f"limit {money_words(limit)}" if limit is not None else "",
        f"express: {decision.express_minute}" if decision.express_minute else "",
    )
    return ", ".join(one for one in parts if one) or None


def _capacity(decision: Decision, content: Content) -> Value:
    code = content.code(decision.capacity_org)
    parts = (
        decision.capacity_role,
        f"for {code}" if code else "",
        EMPLOYMENT.get(decision.employment_basis or "", ""),
    )
    return ", ".join(one for one in parts if one) or None


def _interests(decision: Decision, content: Content) -> Value:
    members, officers = _FIELDS["member_conflicts"], _FIELDS["officer_interests"]
    found = [
        field_value(officers, decision.officer_interests, content),
        field_value(members, decision.member_conflicts, content),
    ]
    lines = dict.fromkeys(str(one) for one in found if one)
    told = [one for one in lines if one != officers.none]
    return "\n".join(told or lines) or None


def _counterpart(decision: Decision, content: Content) -> Value:
    """Name the decisions of other bodies on the matter, and say of hidden ones who holds them.

    By reference only: the title of one whose text is withheld from this reader would tell it.
    """
    seen, hidden = content.others(decision)
    taken = [one for one in seen if one.is_taken]
    lines = [f"{content.code(one.org)}: {one.ref or 'taken, no reference'}" for one in taken]
    lines += [f"{content.code(one.org)}: not taken yet" for one in seen if not one.is_taken]
    lines += [HELD.format(code=content.code(stub.org)) for stub in hidden]
    if not lines and decision.counterpart_required:
        return "Needed, none recorded"
    return "\n".join(dict.fromkeys(lines)) or None


_OWN_WAYS: Mapping[str, _Shown] = {
    "decision_makers": _Shown("Decision maker", Kind.TEXT, _makers),
    "decided_at": _Shown("Decided at meeting", Kind.TEXT, _decided_at),
    "status": _Shown("Decision status", Kind.TEXT, _status),
    "date_effective": _Shown("Effective from", Kind.DATE, _effective),
    "call_in_status": _Shown("Call-in", Kind.TEXT, _call_in),
    "call_in_closes": _Shown(
        "Call-in deadline date",
        Kind.DATE,
        lambda decision, content: content.call_in_closes.get(decision.id),
    ),
    "urgency": _Shown("Urgent item?", Kind.TEXT, _urgency),
    "dispensation": _Shown("Dispensation", Kind.TEXT, _dispensation),
    "exempt": _Shown("Exempt under paragraph", Kind.TEXT, _exempt),
    "authority": _Shown("Source of authority to take decision", Kind.TEXT, _authority),
    "capacity": _Shown("Taken in the capacity of", Kind.TEXT, _capacity),
    "interests": _Shown("Interests and how managed", Kind.LONG, _interests),
    "counterpart": _Shown("Counterpart decision", Kind.TEXT, _counterpart),
}

_HEADERS = {
    "is_key_decision": "Is key decision?",
    "callable_in": "Is subject to call in?",
    "date_published": "Publication date",
    "notice_published_on": "Notice of proposed decision first published",
    "wards": "Wards or divisions affected",
    "background_papers": "Accompanying documents",
    "member_conflicts": "Interests of members declared",
    "public_interest_reason": "Why withholding it is in the public interest",
    "amount": "Value",
    "period_from": "Period from",
    "period_to": "Period until",
}
"""ModernGov's labels where they are not the editor's own (domain.md section 2)."""

_KINDS = {
    FieldKind.DAY: Kind.DATE,
    FieldKind.MONEY: Kind.MONEY,
    FieldKind.NUMBER: Kind.NUMBER,
    FieldKind.PROSE: Kind.LONG,
    FieldKind.ROWS: Kind.LONG,
}

_WEIGHTS = {Kind.LONG: 6}
