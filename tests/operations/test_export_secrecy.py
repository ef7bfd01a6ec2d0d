"""No export holds what its reader may not have, whoever makes it and in whatever format.

The desk is full of words that stand nowhere else; every readable part of every file is searched
for them. What may be there is written out here anew and not taken from `exports.editions`.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from jointdesk.domain.errors import JointDeskError, NotFoundError, WrongUseError
from jointdesk.exports.content import Period
from jointdesk.exports.diary import Detail
from jointdesk.exports.editions import Reader
from jointdesk.exports.formats import FORMATS
from jointdesk.operations.audiences import audience_of
from jointdesk.operations.diary_exports import Layout
from jointdesk.operations.exports import Request, prepare, reader_for
from tests.exports.searching import everything_in
from tests.operations.secret_desk import NOW, SecretDesk, build, text_fields, word

READERS = ("public", "joint", "CAL", "WEX", "director")
MAKERS = ("director", "cal_pa", "wex_pa")
CAL_DECISIONS = ("open", "exempt", "sensitive", "calown", "unpublished", "draft")
WEX_DECISIONS = ("wexopen", "wexexempt", "wexown", "wexdraft")
MORE = ("makerrole", "view", "nature", "member", "counterparty", "paper", "ward", "option", "why")
PUBLIC_FIELDS = {
    "title", "purpose", "decision_text", "reasons", "public_summary", "public_interest_reason",
    "decided_at_meeting", "dispensation_by", "dispensation_note",
    "makerrole", "member", "paper", "ward", "option", "why",
}  # fmt: skip
WITHHELD_FIELDS = {"public_summary", "public_interest_reason", "decided_at_meeting", "makerrole"}
NHS_PUBLIC_FIELDS = PUBLIC_FIELDS - {"purpose", "paper", "ward", "option", "why"} | {
    "authority_version", "authority_paragraph", "express_minute", "nature",
}  # fmt: skip
NEVER = {"notes", "retention_rule", "ended_reason", "effective_reason"}
INTERNAL = {"budget_code", "handling", "report_author", "legal_power", "view", "counterparty"}


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecretDesk]:
    folder = tmp_path_factory.mktemp("secret")
    made = build(folder / "secret.desk", folder)
    yield made
    made.desk.close()


def fields() -> set[str]:
    return {one.name for one in text_fields()} | set(MORE)


def words_of(keys: tuple[str, ...], names: set[str]) -> set[str]:
    return {word(key, name) for key in keys for name in names}


def made_by(
    secret: SecretDesk, maker: str, kind: str, reader: str, wanted: str, **more: Any
) -> str:
    """Everything that can be read in an export, as one text."""
    orgs = {"CAL": secret.cal, "WEX": secret.wex}
    who = Reader("org", orgs[reader]) if reader in orgs else Reader(reader)
    audience = audience_of(secret.desk, getattr(secret, maker))
    request = Request(kind, who, wanted, **more)
    prepared = prepare(secret.desk, audience, request, NOW)
    return everything_in(prepared.data) + everything_in(prepared.name.encode())


def leaks(found: str, words: set[str]) -> list[str]:
    return sorted(one for one in words if one in found)


# Registers


@pytest.mark.parametrize("wanted", FORMATS["register"])
@pytest.mark.parametrize("maker", ["director", "cal_pa"])
def test_a_public_council_register_has_the_statutory_fields_and_nothing_else(
    secret: SecretDesk, maker: str, wanted: str
) -> None:
    found = made_by(secret, maker, "register", "public", wanted, org=secret.cal)
    assert word("open", "decision_text") in found
    assert word("open", "reasons") in found
    assert word("exempt", "public_summary") in found
    assert word("calown", "public_summary") in found
    assert "paragraphs1and2ofschedule12a" in found
    assert leaks(found, words_of(("open",), fields() - PUBLIC_FIELDS)) == []
    withheld = ("exempt", "sensitive", "calown")
    assert leaks(found, words_of(withheld, fields() - WITHHELD_FIELDS)) == []
    hidden = ("unpublished", "draft", *WEX_DECISIONS)
    assert leaks(found, words_of(hidden, fields() | {"matter"})) == []
    assert "quillfeather" not in found
    assert "tomasina" not in found
    assert "marrowbone" not in found
    assert "987654" not in found
    assert "official" not in found.replace("unofficial", "")


@pytest.mark.parametrize("wanted", FORMATS["register"])
def test_a_public_nhs_register_too(secret: SecretDesk, wanted: str) -> None:
    found = made_by(secret, "wex_pa", "register", "public", wanted, org=secret.wex)
    assert word("wexopen", "decision_text") in found
    assert leaks(found, words_of(("wexopen",), fields() - NHS_PUBLIC_FIELDS)) == []
    withheld = ("wexexempt", "wexown")
    assert leaks(found, words_of(withheld, fields() - WITHHELD_FIELDS)) == []
    assert leaks(found, words_of((*CAL_DECISIONS, "wexdraft"), fields())) == []
    assert "quillfeather" not in found


@pytest.mark.parametrize("wanted", FORMATS["register"])
@pytest.mark.parametrize("reader", ["joint", "WEX"])
@pytest.mark.parametrize("maker", MAKERS)
def test_partners_get_no_text_that_is_exempt_sensitive_or_kept_back(
    secret: SecretDesk, maker: str, reader: str, wanted: str
) -> None:
    found = made_by(secret, maker, "register", reader, wanted, org=secret.cal)
    assert word("open", "decision_text") in found
    assert leaks(found, words_of(("open",), NEVER | INTERNAL)) == []
    assert leaks(found, words_of(("exempt", "sensitive"), fields() - WITHHELD_FIELDS)) == []
    assert leaks(found, words_of(("calown", "draft"), fields() | {"matter"})) == []
    assert leaks(found, words_of(WEX_DECISIONS, fields())) == []
    assert "987654" not in found


@pytest.mark.parametrize("wanted", FORMATS["register"])
@pytest.mark.parametrize("maker", MAKERS)
def test_a_body_gets_its_own_and_stubs_of_the_other(
    secret: SecretDesk, maker: str, wanted: str
) -> None:
    found = made_by(secret, maker, "register", "CAL", wanted, org=secret.cal)
    sees_own = maker != "wex_pa"
    assert (word("calown", "decision_text") in found) is sees_own
    assert word("exempt", "decision_text") in found
    assert leaks(found, words_of(CAL_DECISIONS, NEVER)) == []
    assert leaks(found, words_of(("draft", *WEX_DECISIONS), fields())) == []
    assert "counterpartdecisionheldbywex" in found


@pytest.mark.parametrize("maker", ["cal_pa", "wex_pa"])
def test_only_the_director_makes_what_is_for_the_director(secret: SecretDesk, maker: str) -> None:
    found = made_by(secret, "director", "register", "director", "csv", org=secret.wex)
    assert word("wexown", "decision_text") in found
    own = made_by(secret, maker, "register", "director", "csv", org=secret.wex)
    assert (word("wexown", "decision_text") in own) is (maker == "wex_pa")


def test_a_public_edition_is_made_by_somebody_of_that_body(secret: SecretDesk) -> None:
    with pytest.raises(WrongUseError, match="somebody of the organisation"):
        made_by(secret, "wex_pa", "register", "public", "csv", org=secret.cal)


# Notices


@pytest.mark.parametrize("wanted", FORMATS["notice"])
@pytest.mark.parametrize("key", ["open", "exempt", "sensitive", "calown"])
def test_a_public_notice_has_what_the_register_has_and_whom_to_ask(
    secret: SecretDesk, key: str, wanted: str
) -> None:
    decision = secret.decisions[key]
    more = {"org": secret.cal, "decision": decision}
    found = made_by(secret, "cal_pa", "notice", "public", wanted, **more)
    allowed = PUBLIC_FIELDS if key == "open" else WITHHELD_FIELDS
    allowed = allowed | {"contact", "published_url"}
    assert word(key, "contact") in found
    assert leaks(found, words_of((key,), fields() - allowed)) == []
    others = tuple(one for one in (*CAL_DECISIONS, *WEX_DECISIONS) if one != key)
    assert leaks(found, words_of(others, fields() | {"matter"})) == []
    assert "quillfeather" not in found


@pytest.mark.parametrize("key", ["draft", "unpublished"])
def test_there_is_no_public_notice_of_what_is_not_out(secret: SecretDesk, key: str) -> None:
    more = {"org": secret.cal, "decision": secret.decisions[key]}
    with pytest.raises(WrongUseError, match="taken|publish"):
        made_by(secret, "director", "notice", "public", "pdf", **more)


@pytest.mark.parametrize(("maker", "reader"), [("director", "WEX"), ("wex_pa", "CAL")])
def test_there_is_no_notice_of_what_is_kept_back(
    secret: SecretDesk, maker: str, reader: str
) -> None:
    more = {"org": secret.cal, "decision": secret.decisions["calown"]}
    with pytest.raises(NotFoundError):
        made_by(secret, maker, "notice", reader, "pdf", **more)


# The joint log


@pytest.mark.parametrize("wanted", FORMATS["joint"])
@pytest.mark.parametrize("maker", MAKERS)
@pytest.mark.parametrize("reader", ["joint", "CAL", "WEX"])
def test_the_joint_log_holds_what_both_may_have(
    secret: SecretDesk, reader: str, maker: str, wanted: str
) -> None:
    found = made_by(secret, maker, "joint", reader, wanted)
    assert word("open", "decision_text") in found
    assert leaks(found, words_of((*CAL_DECISIONS, *WEX_DECISIONS), NEVER | INTERNAL)) == []
    assert leaks(found, words_of(("draft", "wexdraft"), fields())) == []
    assert leaks(found, words_of(("calown",), fields() | {"matter"})) == []
    sees_wex = reader == "WEX" and maker != "cal_pa"
    assert (word("wexown", "decision_text") in found) is sees_wex
    assert ("counterpartdecisionheldbywex" in found) is not sees_wex
    withheld: tuple[str, ...] = ("exempt", "sensitive") if reader != "CAL" else ()
    withheld += ("wexexempt",) if reader != "WEX" else ()
    assert leaks(found, words_of(withheld, fields() - WITHHELD_FIELDS)) == []


# Actions


@pytest.mark.parametrize("wanted", FORMATS["actions"])
@pytest.mark.parametrize("maker", MAKERS)
@pytest.mark.parametrize("reader", ["joint", "CAL", "WEX"])
def test_an_action_log_has_no_notes_and_nothing_kept_back(
    secret: SecretDesk, reader: str, maker: str, wanted: str
) -> None:
    found = made_by(secret, maker, "actions", reader, wanted)
    assert word("caltask", "title") in found
    assert leaks(found, words_of(("caltask", "calowntask", "wexowntask"), {"notes"})) == []
    assert leaks(found, words_of(("cal", "wex"), {"todonotes"})) == []
    assert (word("cal", "todo") in found) is (reader == "CAL" and maker != "wex_pa")
    assert (word("calowntask", "title") in found) is (reader == "CAL" and maker != "wex_pa")
    assert (word("wexowntask", "title") in found) is (reader == "WEX" and maker != "cal_pa")


# The diary

BRIEF = Period(date(2026, 12, 14), date(2026, 12, 19))

_OTHERS = {"description", "attendee"}


@pytest.mark.parametrize("wanted", FORMATS["diary"])
@pytest.mark.parametrize("maker", MAKERS)
def test_the_other_body_gets_its_own_diary_and_busy(
    secret: SecretDesk, maker: str, wanted: str
) -> None:
    found = made_by(secret, maker, "diary", "WEX", wanted)
    assert word("wexmeeting") in found
    assert "busycal" in found
    cal = {f"cal{one}" for one in ("meeting", "later", "private", "free", "place", "otherplace",
           "privateplace", "freeplace")}  # fmt: skip
    assert leaks(found, {word(one) for one in cal}) == []
    assert (word("wexprivate") in found) is (maker != "cal_pa")
    described = {f"{org}{one}" for org in ("cal", "wex") for one in ("meeting", "private")}
    assert leaks(found, {word(one, other) for one in described for other in _OTHERS}) == []
    assert "secretuid" not in found


@pytest.mark.parametrize("wanted", FORMATS["diary"])
@pytest.mark.parametrize("maker", MAKERS)
def test_a_diary_for_both_bodies_masks_what_is_private(
    secret: SecretDesk, maker: str, wanted: str
) -> None:
    found = made_by(secret, maker, "diary", "joint", wanted)
    assert word("calmeeting") in found
    assert word("wexmeeting") in found
    private = {"calprivate", "wexprivate", "calprivateplace", "wexprivateplace"}
    free = {"calfree", "wexfree", "calfreeplace", "wexfreeplace"}
    assert leaks(found, {word(one) for one in private | free}) == []


@pytest.mark.parametrize("wanted", FORMATS["diary"])
def test_the_director_has_everything_but_what_nobody_needs(secret: SecretDesk, wanted: str) -> None:
    found = made_by(secret, "director", "diary", "director", wanted)
    assert word("calprivate") in found
    assert word("wexprivate") in found
    assert leaks(found, {word("calmeeting", one) for one in _OTHERS}) == []


PERSONAL_WORDS = {"private", "privateplace"}


def made_for_a_pa(secret: SecretDesk, maker: str, kind: str, wanted: str, **more: Any) -> str:
    """What WEX's PA gets, whoever makes it."""
    reader = reader_for(audience_of(secret.desk, secret.wex_pa))
    request = Request(kind, reader, wanted, **more)
    audience = audience_of(secret.desk, getattr(secret, maker))
    return everything_in(prepare(secret.desk, audience, request, NOW).data)


@pytest.mark.parametrize(("kind", "wanted"), [
    *(("diary", one) for one in FORMATS["diary"]), *(("brief", one) for one in FORMATS["brief"])
])  # fmt: skip
@pytest.mark.parametrize("is_divided", [False, True])
@pytest.mark.parametrize("maker", MAKERS)
def test_a_pa_gets_both_diaries_and_only_busy_of_the_other_s_private_entries(
    secret: SecretDesk, maker: str, kind: str, wanted: str, is_divided: bool
) -> None:
    layout = Layout(Detail.FULL, is_divided)
    period = BRIEF if kind == "brief" else Period()
    found = made_for_a_pa(secret, maker, kind, wanted, layout=layout, period=period)
    assert word("calmeeting") in found
    assert word("wexmeeting") in found
    assert leaks(found, {word(f"cal{one}") for one in PERSONAL_WORDS}) == []
    assert (word("wexprivate") in found) is (maker != "cal_pa")
    if kind == "brief":
        assert leaks(found, words_of(CAL_DECISIONS, fields())) == []


@pytest.mark.parametrize("wanted", FORMATS["diary"])
@pytest.mark.parametrize("reader", ["joint", "WEX"])
def test_diaries_beside_each_other_hide_what_one_hides(
    secret: SecretDesk, reader: str, wanted: str
) -> None:
    layout = Layout(Detail.FULL, True)
    found = made_by(secret, "director", "diary", reader, wanted, layout=layout)
    assert word("wexmeeting") in found
    private = {"calprivate", "calprivateplace"}
    assert leaks(found, {word(one) for one in private}) == []
    assert (word("calmeeting") in found) is (reader == "joint")


@pytest.mark.parametrize("wanted", FORMATS["diary"])
@pytest.mark.parametrize("is_divided", [False, True])
@pytest.mark.parametrize("reader", ["joint", "CAL", "WEX", "director"])
def test_a_diary_of_busy_times_has_no_word_of_anything(
    secret: SecretDesk, reader: str, is_divided: bool, wanted: str
) -> None:
    layout = Layout(Detail.BUSY, is_divided)
    found = made_by(secret, "director", "diary", reader, wanted, layout=layout)
    assert "busy" in found
    for org in ("cal", "wex"):
        for one in ("meeting", "later", "private", "free", "place", "privateplace", "freeplace"):
            assert word(f"{org}{one}") not in found


@pytest.mark.parametrize("wanted", FORMATS["time-split"])
@pytest.mark.parametrize("maker", MAKERS)
@pytest.mark.parametrize("reader", ["joint", "CAL", "WEX"])
def test_a_time_split_has_hours_and_no_word_of_anything(
    secret: SecretDesk, maker: str, reader: str, wanted: str
) -> None:
    found = made_by(secret, maker, "time-split", reader, wanted)
    assert "hours" in found
    for org in ("cal", "wex"):
        for one in ("meeting", "later", "private", "free", "place", "privateplace", "freeplace"):
            assert word(f"{org}{one}") not in found


# The brief


@pytest.mark.parametrize("wanted", FORMATS["brief"])
@pytest.mark.parametrize("maker", MAKERS)
def test_another_body_s_brief_has_its_own_diary_and_decisions_only(
    secret: SecretDesk, maker: str, wanted: str
) -> None:
    found = made_by(secret, maker, "brief", "WEX", wanted, period=BRIEF)
    assert word("wexmeeting") in found
    cal = {f"cal{one}" for one in ("meeting", "later", "private", "free", "place", "otherplace",
           "privateplace", "freeplace")}  # fmt: skip
    assert leaks(found, {word(one) for one in cal}) == []
    assert (word("wexprivate") in found) is (maker != "cal_pa")
    assert leaks(found, words_of(CAL_DECISIONS, fields() | {"matter"})) == []
    described = {f"{org}{one}" for org in ("cal", "wex") for one in ("meeting", "private")}
    assert leaks(found, {word(one, other) for one in described for other in _OTHERS}) == []


@pytest.mark.parametrize("maker", MAKERS)
def test_a_brief_for_both_bodies_has_no_decisions_and_nothing_private(
    secret: SecretDesk, maker: str
) -> None:
    found = made_by(secret, maker, "brief", "joint", "pdf", period=BRIEF)
    assert word("calmeeting") in found
    assert word("wexmeeting") in found
    assert leaks(found, {word("calprivate"), word("wexprivate"), word("calprivateplace")}) == []
    assert leaks(found, words_of((*CAL_DECISIONS, *WEX_DECISIONS), fields() | {"matter"})) == []


def test_the_director_s_brief_has_both_diaries(secret: SecretDesk) -> None:
    found = made_by(secret, "director", "brief", "director", "pdf", period=BRIEF)
    assert word("calprivate") in found
    assert word("wexprivate") in found
    assert leaks(found, words_of(("open", "wexopen"), NEVER | INTERNAL)) == []


# What has no public edition


@pytest.mark.parametrize("kind", ["joint", "actions", "diary", "brief"])
def test_there_is_no_public_edition_of_the_rest(secret: SecretDesk, kind: str) -> None:
    with pytest.raises(WrongUseError, match="Only registers and notices"):
        made_by(secret, "director", kind, "public", FORMATS[kind][0])


@pytest.mark.parametrize("kind", FORMATS)
def test_a_format_that_an_export_does_not_have_is_refused(secret: SecretDesk, kind: str) -> None:
    with pytest.raises(JointDeskError, match="not written as “odt”"):
        made_by(secret, "director", kind, "joint", "odt", org=secret.cal)
