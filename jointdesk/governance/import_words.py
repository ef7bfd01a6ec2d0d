"""The words of real registers: what their headings are called and how they say status and route.

The headings are those of ModernGov (domain.md section 2), of councils' officer decision
registers, of NHS decision logs and of the Hull action tracker. All are in lower case without
punctuation, as `plain_words` makes them.
"""

import re

HEADINGS = {
    "ref": (
        "ref", "ref no", "reference", "reference no", "reference number", "decision ref",
        "decision reference", "decision no", "decision number", "no", "number", "item no", "id",
        "decision id", "odr no", "log no", "minute ref", "minute no", "unique reference",
    ),
    "title": (
        "title", "decision title", "issue", "issue title", "item", "item discussed", "agenda item",
        "item title", "subject", "subject of decision", "report title", "paper", "topic",
        "summary", "name of decision", "decision name", "subject matter", "description",
    ),
    "matter": ("matter", "matter title", "programme", "project", "theme"),
    "org": ("organisation", "organization", "body", "decision for", "authority name"),
    "status": (
        "status", "decision status", "status comment", "current status", "progress status", "state",
    ),
    "outcome": (
        "outcome", "approved delegated ratified", "approved ratified delegated", "decision type",
        "resolution", "result",
    ),
    "decision_text": (
        "decision", "decision made", "decision taken", "details of decision", "decision details",
        "record of decision", "text of decision", "what was decided", "decision agreed",
        "resolved", "decision summary", "recommendation", "recommendations", "decisions",
    ),
    "reasons": (
        "reasons", "reason", "reasons for the decision", "reasons for decision", "rationale",
        "reason for decision", "justification", "rationale for decision",
    ),
    "alternatives": (
        "alternative options considered", "alternatives", "alternatives considered",
        "options considered", "other options considered", "alternative options",
        "alternative options considered and rejected", "options rejected",
    ),
    "date_taken": (
        "date of decision", "decision date", "date", "date taken", "date decision made",
        "date decided", "date made", "meeting date", "date of meeting", "decided on", "taken on",
        "date decision taken",
    ),
    "decision_makers": (
        "decision maker", "decision makers", "decision taker", "made by", "decision made by",
        "taken by", "decided by", "decision taken by", "officer making decision",
        "name of decision maker", "officer", "responsible officer", "name of officer",
        "decision maker s", "approved by",
    ),
    "decided_at_meeting": (
        "decided at meeting", "meeting", "committee meeting", "meeting name", "decided at",
    ),
    "forum": ("forum", "committee", "board", "group", "decision making body", "committee board"),
    "governance_route": ("route", "governance route", "type of decision", "decision route", "type"),
    "capacity_role": ("capacity", "in the capacity of", "role", "job title", "post", "post title"),
    "authority_paragraph": (
        "source of authority to take decision", "authority", "delegated authority", "delegation",
        "sord ref", "sord reference", "scheme of delegation reference", "delegation reference",
        "authority for decision", "authority to act", "source of authority", "sfi reference",
    ),
    "legal_power": ("legal power", "statutory power", "power", "legislation", "legal basis"),
    "report_author": ("report author", "author", "author of report", "paper author"),
    "contact": (
        "contact", "contact officer", "contact name", "officer s to action", "lead", "lead officer",
        "officer to action", "responsible director", "further information from", "lead director",
    ),
    "consulted": ("consulted", "consultees", "consultation", "persons consulted", "consulted with"),
    "wards": (
        "wards divisions affected", "wards affected", "ward", "wards", "divisions affected",
        "divisions", "electoral divisions affected", "ward s affected", "ward affected",
        "places", "localities", "place",
    ),
    "purpose": ("purpose",),
    "background_papers": (
        "background papers", "accompanying documents", "documents", "background documents",
        "supporting documents", "reports", "list of background papers",
    ),
    "member_conflicts": (
        "members interests declared", "conflicts of interest declared by members",
        "conflict of interest members", "members declarations of interest",
        "conflicts of interest of executive members", "member conflicts",
    ),
    "officer_interests": (
        "officers interests", "interests", "conflicts of interest", "declarations of interest",
        "interests declared", "interests and how managed", "conflict of interest",
        "declared interests", "declaration of interest",
    ),
    "dispensation_note": ("dispensation", "dispensations", "dispensation granted"),
    "amount": (
        "amount", "value", "cost", "financial value", "total value", "contract value", "sum",
        "financial implications", "budget", "total cost", "decision value", "spend", "value gbp",
    ),
    "period_from": ("period from", "start date", "contract start", "starts"),
    "period_to": ("period until", "end date", "contract end", "contract end date", "ends"),
    "budget_code": ("budget code", "cost code", "cost centre", "account code"),
    "procurement_route": ("procurement route", "procurement", "psr route", "route to market"),
    "is_key_decision": ("is key decision", "key decision", "key", "key non key", "key or non key"),
    "decision_due": ("decision due", "due date", "decision due date", "target date", "expected"),
    "notice_published_on": (
        "notice of proposed decision first published", "notice published", "notice date",
        "notice published on", "date of notice", "forward plan date", "originally published",
    ),
    "callable_in": (
        "is subject to call in", "subject to call in", "call in", "callable in", "can be called in",
        "eligible for call in",
    ),
    "call_in_status": ("call in status", "call in outcome", "called in"),
    "date_published": (
        "publication date", "date published", "published", "published on", "date of publication",
    ),
    "published_url": ("url", "link", "web link", "published at", "weblink", "hyperlink"),
    "date_effective": (
        "effective from", "date effective", "effective date", "implementation date",
        "date of implementation", "comes into force", "comes into effect", "in force from",
        "date comes into force if not called in", "date comes into force",
    ),
    "urgency_route": ("urgent item", "urgent", "urgency", "urgent decision"),
    "classification": ("classification", "protective marking", "marking", "sensitivity"),
    "exempt_paras": (
        "exempt", "exemption", "exempt paragraph", "exempt paragraphs", "reason for exemption",
        "exempt information", "anticipated restriction", "reasons exempt", "restriction",
    ),
    "public_summary": ("public summary", "summary for publication"),
    "review_date": ("review date", "review on", "date of review", "new date", "review"),
    "recorded_on": ("recorded on", "date recorded", "date of record", "date entered"),
    "supersedes": ("supersedes", "replaces"),
    "conditions": ("conditions", "subject to", "caveats"),
    "notes": (
        "notes", "comments", "comment", "remarks", "action", "actions", "progress",
        "further action", "follow up", "additional information", "other information",
    ),
}  # fmt: skip
"""Headings by the field that they stand over, the surest first."""

STATUSES = {
    "recommendations approved": "recorded", "approved": "recorded", "agreed": "recorded",
    "recommendations rejected": "recorded", "rejected": "recorded", "decision made": "recorded",
    "made": "recorded", "decided": "recorded", "ratified": "recorded", "final": "recorded",
    "proposed": "draft", "for determination": "draft", "awaiting decision": "draft",
    "pending": "draft", "forthcoming": "draft", "planned": "draft", "in progress": "draft",
    "open": "draft", "abandoned": "withdrawn", "deleted": "withdrawn", "cancelled": "withdrawn",
    "removed": "withdrawn", "postponed": "deferred", "subject to call in": "in_window",
    "awaiting call in": "in_window", "call in period": "in_window", "standstill": "in_window",
    "call in expired": "effective", "effective": "effective", "in force": "effective",
    "active": "effective", "live": "effective", "current": "effective",
    "complete": "implemented", "completed": "implemented", "implemented": "implemented",
    "done": "implemented", "actioned": "implemented", "referred back": "referred",
    "replaced": "superseded", "rescinded": "revoked", "overturned": "revoked", "expired": "lapsed",
    "void": "void_ab_initio",
}  # fmt: skip

ROUTES = {
    "cabinet": "exec_meeting", "executive": "exec_meeting", "cabinet decision": "exec_meeting",
    "executive decision": "exec_meeting", "cabinet member": "exec_individual",
    "cabinet member decision": "exec_individual", "portfolio holder": "exec_individual",
    "portfolio holder decision": "exec_individual", "leader": "exec_individual",
    "leader decision": "exec_individual", "individual executive decision": "exec_individual",
    "individual cabinet member decision": "exec_individual", "council": "full_council",
    "full council": "full_council", "committee decision": "committee",
    "governing body": "board", "icb board": "board", "board decision": "board",
    "non executive officer decision": "nonexec_officer", "urgent decision": "urgent",
    "administrative": "operational", "advisory": "advisory", "committee in common":
    "committees_in_common",
}  # fmt: skip

OFFICER_WORDS = frozenset(
    {"officer", "officer decision", "officer delegated decision", "delegated", "delegated decision",
     "delegated officer decision", "director", "director decision", "chief officer decision"}
)  # fmt: skip
"""An officer's decision: which route that is depends on the organisation."""

OUTCOME_VERBS = {
    "approve": "approve", "approved": "approve", "approval": "approve", "agree": "agree",
    "agreed": "agree", "reject": "reject", "rejected": "reject", "refused": "reject",
    "not approved": "reject", "not agreed": "reject", "declined": "reject",
    "ratify": "ratify", "ratified": "ratify", "delegate": "delegate", "delegated": "delegate",
    "note": "note", "noted": "note", "receive": "receive", "received": "receive",
    "recommend": "recommend", "recommended": "recommend", "endorsed": "agree",
}  # fmt: skip

YES = frozenset({"yes", "y", "true", "1", "key", "key decision"})
NO = frozenset(
    {"no", "n", "false", "0", "non key", "not key", "non key decision", "not a key decision",
     "not for call in", "no not for call in", "not subject to call in"}
)  # fmt: skip

NONE_WORDS = frozenset(
    {"none", "nil", "none considered", "none declared", "no", "not exempt", "nobody", "open",
     "fully open", "no alternatives", "no other options", "none identified", "no interests",
     "no interests declared", "none stated", "no conflicts", "no conflicts declared", "no other "
     "options considered", "none received", "no alternative options", "there were none"}
)  # fmt: skip
"""An answered "none"."""

_PLACEHOLDER_WORDS = frozenset(
    {"tbc", "tba", "tbd", "to be confirmed", "to be agreed", "to be advised", "to be decided",
     "xx", "xxx", "insert date", "add date", "insert text", "pending", "awaited"}
)  # fmt: skip
_NOTHING_WORDS = frozenset(
    {"", "na", "n a", "not applicable", "not known", "unknown", "not stated"}
)
_BRACKETS = re.compile(
    r"\[\s*(?:add|insert|enter|to be|tbc|tba|tbd|date|name|xx+|type|complete)[^\]]*\]"
    r"|<insert[^>]*>",
    re.IGNORECASE,
)
_ERRORS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!",
     "#GETTING_DATA", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#####"}
)  # fmt: skip
_NO_WORD = re.compile(r"[\W_]+")
_IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")


def plain_words(text: str) -> str:
    """Return the words of a text in lower case, a blank between each and no punctuation."""
    return _NO_WORD.sub(" ", text.casefold().replace("'", "").replace("’", "")).strip()


def heading_words(text: str) -> str:
    """Return the words of a heading, without what it says in brackets unless that is all."""
    return plain_words(_IN_BRACKETS.sub(" ", text)) or plain_words(text)


def is_heading(text: str) -> bool:
    """Return True if registers are known to have a heading with these words."""
    return heading_words(text) in _KNOWN


def is_nothing(text: str) -> bool:
    """Return True if a cell says that it does not apply or is not known."""
    return plain_words(text) in _NOTHING_WORDS


def is_placeholder(text: str) -> bool:
    """Return True if a cell is nothing but a text that somebody meant to replace."""
    words = plain_words(text)
    return words in _PLACEHOLDER_WORDS or bool(_BRACKETS.fullmatch(text.strip()))


def holds_placeholder(text: str) -> bool:
    """Return True if such a text is left somewhere in it: "[Add date]"."""
    return bool(_BRACKETS.search(text))


def is_error(text: str) -> bool:
    """Return True if a cell shows a spreadsheet's error."""
    return text.strip().upper() in _ERRORS


_KNOWN = frozenset(words for headings in HEADINGS.values() for words in headings)
