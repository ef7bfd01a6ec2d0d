"""The table of a decision's fields: names, words, choices, and where they stand in the editor."""

from collections.abc import Mapping
from typing import Any

from jointdesk.domain.decision_words import (
    CALL_IN,
    CONFIDENTIAL,
    DEALINGS,
    EMPLOYMENT,
    EXEMPT_PARAS,
    KEY_LIMBS,
    OUTCOMES,
    PROCUREMENT,
    R7_EFFECTS,
    ROUTES,
    STATUS_WORDS,
    URGENCY,
    YES_NO,
)
from jointdesk.domain.decisions import (
    Alternative,
    Clearance,
    Consulted,
    Contribution,
    Decision,
    DecisionMaker,
    DecisionVersion,
    MemberConflict,
    OfficerInterest,
    Paper,
)
from jointdesk.domain.fields import Field, Kind, RecordType
from jointdesk.domain.interests import INTEREST_CATEGORIES, MITIGATIONS
from jointdesk.domain.matters import CLASSIFICATIONS, VISIBILITY

WHAT = "The decision"
WHO = "Who and on what authority"
WHY = "Reasons"
INTERESTS = "Interests"
MONEY = "Money"
NOTICE = "Notice and publication"
PARTNER = "The other body"
ACCESS = "Access"
AFTER = "Afterwards"

GROUPS = (WHAT, WHO, WHY, INTERESTS, MONEY, NOTICE, PARTNER, ACCESS, AFTER)
"""The parts of the editor, in order; the first is all that an operational decision needs."""


def _text(name: str, label: str, group: str, path: str = "", hint: str = "") -> Field:
    return Field(name, Kind.TEXT, label, group, path, hint=hint)


def _prose(name: str, label: str, group: str, hint: str = "") -> Field:
    return Field(name, Kind.PROSE, label, group, hint=hint)


def _day(name: str, label: str, group: str, path: str = "") -> Field:
    return Field(name, Kind.DAY, label, group, path)


def _flag(name: str, label: str, group: str) -> Field:
    return Field(name, Kind.FLAG, label, group)


def _choice(name: str, label: str, group: str, choices: Mapping[str, str], path: str = "") -> Field:
    return Field(name, Kind.CHOICE, label, group, path, choices)


def _choices(
    name: str, label: str, group: str, choices: Mapping[str, str], none: str = "", *also: str
) -> Field:
    return Field(name, Kind.CHOICES, label, group, choices=choices, none=none, also=also)


def _names(name: str, label: str, group: str, none: str, *also: str) -> Field:
    return Field(name, Kind.NAMES, label, group, none=none, also=also)


def _to(name: str, label: str, group: str, to: str, path: str = "") -> Field:
    return Field(name, Kind.REFERENCE, label, group, path, to=to)


def _rows(
    name: str, label: str, group: str, row: Any, parts: tuple[Field, ...], none: str, *also: str
) -> Field:
    return Field(name, Kind.ROWS, label, group, row=row, parts=parts, none=none, also=also)


def _part(name: str, label: str, kind: Kind = Kind.TEXT, to: str = "", **more: Any) -> Field:
    return Field(name, kind, label, to=to, **more)


_MAKERS = (
    _part("person", "Person", Kind.REFERENCE, "person"),
    _part("name", "Name"),
    _part("role", "Role"),
)
_ALTERNATIVES = (_part("option", "Option"), _part("why_rejected", "Why rejected"))
_CONSULTED = (
    _part("who", "Who"),
    _part("capacity", "As"),
    _part("on", "On", Kind.DAY, path="date"),
    _part("view", "View"),
)
_PAPERS = (
    _part("title", "Paper"),
    _part("where", "Where to see it", path="url"),
    _part("on", "Dated", Kind.DAY, path="date"),
    _part("public", "Open to all", Kind.CHOICE, choices={"yes": "Open to all", "no": "Not open"}),
)
_CLEARANCES = (
    _part("role", "Role"),
    _part("name", "Name"),
    _part("on", "On", Kind.DAY, path="date"),
)
_MEMBER_CONFLICTS = (
    _part("member", "Member"),
    _part("nature", "Interest"),
    _part("declared_on", "Declared on", Kind.DAY),
)
_OFFICER_INTERESTS = (
    _part("person", "Person", Kind.REFERENCE, "person"),
    _part("category", "Category", Kind.CHOICE, choices=INTEREST_CATEGORIES),
    _part("nature", "Interest"),
    _part("declared_in", "Declared in", Kind.REFERENCE, "organisation"),
    _part("declared_on", "Declared on", Kind.DAY),
    _part("mitigation", "How managed", Kind.CHOICE, choices=MITIGATIONS),
)
_CONTRIBUTIONS = (
    _part("org", "Organisation", Kind.REFERENCE, "organisation"),
    _part("amount", "Amount", Kind.MONEY),
    _part("year", "Year"),
    _part("confirmed_until", "Confirmed until", Kind.DAY),
)

_WHAT = (
    _to("org", "Organisation", WHAT, "organisation"),
    _to("matter", "Matter", WHAT, "matter"),
    _text("ref", "Reference", WHAT),
    _text("title", "Title", WHAT),
    _choice("status", "Status", WHAT, STATUS_WORDS),
    _choice("governance_route", "Route", WHAT, ROUTES),
    _prose("decision_text", "Decision", WHAT, "Begin with the verb: Approved, Agreed, Rejected"),
    _prose("reasons", "Reasons for the decision", WHAT),
    _day("date_taken", "Date of decision", WHAT),
    _rows("decision_makers", "Decision maker", WHAT, DecisionMaker, _MAKERS, "", "decision_maker"),
)
_WHO = (
    _choice("outcome", "Outcome", WHO, OUTCOMES),
    _to("forum", "Forum", WHO, "forum"),
    _text("decided_at_meeting", "Decided at meeting", WHO),
    _text("capacity_role", "In the capacity of", WHO, "capacity.role"),
    _to("capacity_org", "For", WHO, "organisation", "capacity.org"),
    _choice("employment_basis", "Employed as", WHO, EMPLOYMENT, "capacity.employment_basis"),
    _to("authority_document", "Authority", WHO, "authority", "authority_source.document"),
    _text("authority_version", "Version", WHO, "authority_source.version"),
    _text("authority_paragraph", "Paragraph", WHO, "authority_source.paragraph"),
    Field("authority_limit", Kind.MONEY, "Limit", WHO, "authority_source.limit"),
    _flag("express_authorisation", "Expressly authorised", WHO),
    _text("express_minute", "Minute", WHO),
    _choices("r7_effect", "Effect (2014 regulation 7)", WHO, R7_EFFECTS, "None of these"),
    _text("legal_power", "Legal power", WHO),
    _text("report_author", "Report author", WHO),
    _text("contact", "Contact", WHO),
)
_WHY = (
    _prose("purpose", "Purpose", WHY),
    _rows(
        "alternatives",
        "Alternative options considered",
        WHY,
        Alternative,
        _ALTERNATIVES,
        "None considered",
    ),
    _prose("conditions", "Conditions", WHY),
    _rows("consulted", "Consulted", WHY, Consulted, _CONSULTED, "Nobody consulted"),
    _names("wards", "Wards or places affected", WHY, "None", "localities", "places"),
    Field(
        "background_papers",
        Kind.ROWS,
        "Background papers",
        WHY,
        row=Paper,
        parts=_PAPERS,
        none="None",
        from_text=True,
    ),
    _text("report_ref", "Report reference", WHY),
    _text("equality_assessment", "Equality impact assessment", WHY, "EIA_ref"),
    _text("data_assessment", "Data protection impact assessment", WHY, "DPIA_ref"),
    _text("quality_assessment", "Quality impact assessment", WHY, "QIA_ref"),
    _rows("clearances", "Clearances", WHY, Clearance, _CLEARANCES, "None needed"),
)
_INTERESTS = (
    _rows(
        "member_conflicts",
        "Members' interests declared",
        INTERESTS,
        MemberConflict,
        _MEMBER_CONFLICTS,
        "None declared",
    ),
    _text("dispensation_by", "Dispensation by", INTERESTS, "dispensation.granted_by"),
    _text("dispensation_note", "Dispensation", INTERESTS, "dispensation.note"),
    _rows(
        "officer_interests",
        "Officers' interests",
        INTERESTS,
        OfficerInterest,
        _OFFICER_INTERESTS,
        "None declared",
    ),
    Field(
        "standing_dual_role_declared",
        Kind.REFERENCES,
        "Dual role declared in",
        INTERESTS,
        to="organisation",
        none="Not declared",
    ),
    _names("counterparties", "With or for", INTERESTS, "Nobody"),
    _choice("dealing", "What is between them", INTERESTS, DEALINGS),
)
_MONEY = (
    Field("amount", Kind.MONEY, "Amount", MONEY, "financial.amount"),
    _day("period_from", "From", MONEY, "financial.period_from"),
    _day("period_to", "Until", MONEY, "financial.period_to"),
    _text("budget_code", "Budget code", MONEY, "financial.budget_code"),
    _choice(
        "revenue_or_capital",
        "Revenue or capital",
        MONEY,
        {"revenue": "Revenue", "capital": "Capital"},
        "financial.rev_cap",
    ),
    _choice(
        "recurrence",
        "One-off or recurrent",
        MONEY,
        {"one_off": "One-off", "recurrent": "Recurrent"},
        "financial.one_off_recurrent",
    ),
    _to("pooled_fund", "Pooled fund", MONEY, "fund", "financial.pooled_fund_id"),
    _rows("contributions", "Contributions", MONEY, Contribution, _CONTRIBUTIONS, "None"),
    _to("accountable_body", "Accountable body", MONEY, "organisation"),
    _to("fund_host", "Fund host", MONEY, "organisation"),
    _to("employer", "Employer", MONEY, "organisation"),
    _day("planning_horizon_end", "Committed until", MONEY),
    _choice("procurement_route", "Procurement route", MONEY, PROCUREMENT, "procurement.route"),
    _day("procurement_notice_date", "Procurement notice", MONEY, "procurement.notice_date"),
    _day("standstill_ends", "Standstill ends (as stated)", MONEY, "procurement.standstill_ends"),
)
_NOTICE = (
    _flag("is_key_decision", "Key decision", NOTICE),
    _choices("key_limbs", "Key because of", NOTICE, KEY_LIMBS, "", "limb"),
    _day("decision_due", "Decision due", NOTICE),
    _day("notice_published_on", "Notice published on", NOTICE),
    _names("notice_items", "What the notice says", NOTICE, "Nothing"),
    _choice("urgency_route", "Urgency", NOTICE, URGENCY, "urgency_route.kind"),
    _text("urgency_agreed_by", "Urgency agreed by", NOTICE, "urgency_route.agreed_by"),
    _day("urgency_agreed_on", "Urgency agreed on", NOTICE, "urgency_route.agreed_on"),
    _text("urgency_reason", "Reason for urgency", NOTICE, "urgency_route.reason"),
    _flag("callable_in", "Subject to call-in", NOTICE),
    _choice("call_in_status", "Call-in", NOTICE, CALL_IN),
    _day("called_in_on", "Called in on", NOTICE),
    _day("call_in_hearing", "Call-in heard on", NOTICE),
    _day("date_published", "Published on", NOTICE),
    _day("first_published", "First published on", NOTICE),
    _text("published_url", "Published at", NOTICE),
    _day("date_effective", "Effective from", NOTICE),
    _text("effective_reason", "Why on that date", NOTICE),
    _choice("contentious", "Contentious", NOTICE, YES_NO),
)
_PARTNER = (
    _flag("counterpart_required", "Needs the other body's decision", PARTNER),
    _to("counterpart", "The other body's decision", PARTNER, "decision"),
    _prose("impact_on_partner", "Impact on the partner", PARTNER),
)
_ACCESS = (
    _choice("visibility", "Who may see it", ACCESS, VISIBILITY),
    _choice("classification", "Classification", ACCESS, CLASSIFICATIONS),
    _text("handling", "Handling", ACCESS),
    _choices("exempt_paras", "Exempt under paragraph", ACCESS, EXEMPT_PARAS, "Not exempt"),
    _choice("confidential_reason", "Confidential", ACCESS, CONFIDENTIAL),
    _prose("nhs_private_reason", "Why the NHS body met in private", ACCESS),
    _names("foi_exemptions", "Exempt from FOI under section", ACCESS, "None"),
    _flag("contains_personal_data", "Contains personal data", ACCESS),
    _flag("special_category", "Contains special category data", ACCESS),
    _prose("public_interest_reason", "Why withholding is in the public interest", ACCESS),
    _prose("public_summary", "Public summary", ACCESS),
)
_AFTER = (
    _day("review_date", "Review on", AFTER),
    _to("supersedes", "Supersedes", AFTER, "decision"),
    _to("superseded_by", "Superseded by", AFTER, "decision"),
    _to("revoked_by", "Revoked by", AFTER, "decision"),
    _to("revokes", "Revokes", AFTER, "decision"),
    _day("ended_on", "Ended on", AFTER),
    _text("ended_reason", "Why it ended", AFTER),
    _text("retention_rule", "Retention rule", AFTER, "retention.rule"),
    _day("retention_trigger", "Kept from", AFTER, "retention.trigger_date"),
    _day("dispose_after", "Keep until", AFTER, "retention.dispose_after"),
    _choice(
        "retention_action",
        "Then",
        AFTER,
        {"review": "Review", "destroy": "Destroy", "transfer": "Transfer to a place of deposit"},
        "retention.action",
    ),
    _to("approved_by", "Approved by", AFTER, "person"),
    Field("recorded_on", Kind.DAY, "Recorded on", AFTER, also=("recorded_at",)),
    _text("taken_version", "Version taken", AFTER),
    _text("taken_hash", "Hash of that version", AFTER),
    _text("imported_from", "Imported from", AFTER),
    _prose("notes", "Notes", AFTER, "Never in an export"),
)

DECISION = RecordType(
    "decision",
    (
        *_WHAT,
        *_WHO,
        *_WHY,
        *_INTERESTS,
        *_MONEY,
        *_NOTICE,
        *_PARTNER,
        *_ACCESS,
        *_AFTER,
    ),
    Decision,
)

DECISION_VERSION = RecordType(
    "decision_version",
    (
        _to("decision", "Decision", "", "decision"),
        Field("number", Kind.NUMBER, "Version"),
        _text("reason", "Reason", ""),
        Field("fields", Kind.MAP, "Text"),
    ),
    DecisionVersion,
)

LOCKED = frozenset(one.name for one in (*_WHAT, *_WHO, *_WHY, *_INTERESTS, *_MONEY)) - {
    "status",
    "matter",
    "contact",
}
"""What is fixed once a decision was taken: a later change is a new version with a reason."""
