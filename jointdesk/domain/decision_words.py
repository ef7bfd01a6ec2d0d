"""The words of a decision's choices: stored value to what people read."""

from jointdesk.domain.decisions import Status

STATUS_WORDS = {
    status.value: words
    for status, words in {
        Status.DRAFT: "Draft",
        Status.CLEARED: "Cleared",
        Status.NOTICED: "Notice given",
        Status.TAKEN: "Taken",
        Status.RECORDED: "Recorded",
        Status.PUBLISHED: "Published",
        Status.IN_WINDOW: "In a waiting period",
        Status.EFFECTIVE: "In effect",
        Status.IMPLEMENTED: "Carried out",
        Status.REVIEWED: "Reviewed",
        Status.CLOSED: "Closed",
        Status.DEFERRED: "Deferred",
        Status.WITHDRAWN: "Withdrawn",
        Status.CALLED_IN: "Called in",
        Status.CONFIRMED: "Confirmed after call-in",
        Status.AMENDED: "Amended after call-in",
        Status.REFERRED: "Referred after call-in",
        Status.SUPERSEDED: "Superseded",
        Status.REVOKED: "Revoked",
        Status.LAPSED: "Lapsed",
        Status.VOID: "Void (no authority)",
    }.items()
}

OUTCOMES = {
    "approve": "Approved",
    "agree": "Agreed",
    "reject": "Rejected",
    "ratify": "Ratified",
    "delegate": "Delegated",
    "note": "Noted",
    "receive": "Received",
    "recommend": "Recommended",
}
"""Only the first five are decisions (domain.md section 6)."""

ROUTES = {
    "exec_meeting": "Executive, at a meeting",
    "exec_individual": "Executive member or officer, alone",
    "nonexec_officer": "Officer, not executive",
    "committee": "Committee",
    "full_council": "Full council",
    "operational": "Operational",
    "board": "Board",
    "officer_SoRD": "Officer under the SoRD",
    "urgent": "Urgent, chair and chief executive",
    "joint_committee": "Joint committee",
    "committees_in_common": "Committees in common",
    "individual_decision_makers": "Individual decision-makers",
    "advisory": "Advisory group",
}

EMPLOYMENT = {
    "employee": "Employee",
    "s113": "Placed at disposal (s113)",
    "secondment": "Secondment",
    "honorary": "Honorary contract",
    "joint": "Joint appointment",
}

R7_EFFECTS = {
    "permission_or_licence": "Grants a permission or licence",
    "rights_of_individual": "Affects the rights of an individual",
    "contract_or_spend_material": "Awards a contract or spends materially",
}

KEY_LIMBS = {
    "significant_spend_or_saving": "Significant spending or saving",
    "two_or_more_wards": "Two or more wards",
}

URGENCY = {
    "none": "None",
    "general_exception": "General exception",
    "special_urgency": "Special urgency",
    "call_in_waived": "Call-in waived",
}

CALL_IN = {
    "not_for_call_in": "Not for call-in",
    "open": "Open for call-in",
    "expired": "Call-in expired",
    "called_in": "Called in",
    "confirmed": "Confirmed",
    "amended": "Amended",
    "referred": "Referred",
}

PROCUREMENT = {
    "PSR_DAP_A": "PSR direct award A",
    "PSR_DAP_B": "PSR direct award B",
    "PSR_DAP_C": "PSR direct award C",
    "PSR_MSP": "PSR most suitable provider",
    "PSR_competitive": "PSR competitive process",
    "PA2023": "Procurement Act 2023",
    "none": "No procurement",
}

EXEMPT_PARAS = {
    "1": "1: an individual",
    "2": "2: the identity of an individual",
    "3": "3: financial or business affairs",
    "4": "4: labour relations",
    "5": "5: legal privilege",
    "6": "6: notices and orders",
    "7": "7: prevention of crime",
}
"""Local Government Act 1972, Schedule 12A Part 1; 6 and 7 in words of our own."""

CONFIDENTIAL = {
    "none": "Not confidential",
    "gov_department": "Furnished by a government department",
    "court_or_enactment": "Forbidden by a court or an enactment",
}
"""Local Government Act 1972, section 100A(3); it is apart from "exempt"."""

DEALINGS = {"property": "Property", "contract": "Contract", "grant": "Grant", "other": "Other"}

YES_NO = {"yes": "Yes", "no": "No", "unknown": "Not known"}
