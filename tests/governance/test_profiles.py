"""Profiles are data: every name in them exists, and an organisation's own values lie over them."""

from decimal import Decimal
from pathlib import Path

import pytest

from jointdesk.derive.governance import profiles_of, shipped_profiles
from jointdesk.domain.decision_fields import DECISION
from jointdesk.domain.decision_words import ROUTES
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.organisations import Organisation, OrganisationKind
from jointdesk.governance.profile_settings import (
    PLAIN,
    checked,
    deadline_defaults,
    words_of,
)
from jointdesk.governance.profiles import Profile, profile_of

SHIPPED = shipped_profiles()
REGIMES = {
    "key", "general_exception", "special_urgency", "urgent", "psr", "psr_standstill",
    "procurement_act", "exempt", "confidential", "joint", "pooled", "sensitive",
    "member_interest", "express", "general_authority",
}  # fmt: skip


def organisation(kind: OrganisationKind = OrganisationKind.COUNCIL, **more: object) -> Organisation:
    return Organisation("cal", "CAL", "Calderbourne Council", kind, **more)  # type: ignore[arg-type]


def test_four_profiles_are_offered() -> None:
    assert set(SHIPPED) == {"leader_cabinet", "committee_system", "icb", "public_body"}


@pytest.mark.parametrize("profile", SHIPPED.values(), ids=SHIPPED)
class TestTheData:
    def test_every_setting_exists_fits_and_says_where_it_comes_from(self, profile: Profile) -> None:
        for name, value in profile.settings.items():
            assert checked(name, value) == (name, checked(name, value)[1])
            assert words_of(name)
            assert profile.sources[name].mark in ("V", "GK", "INF")
            assert profile.sources[name].source

    def test_every_field_that_is_asked_for_exists_and_says_why(self, profile: Profile) -> None:
        known = {one.name for one in DECISION.fields}
        asks = [
            *profile.always,
            *(ask for route in profile.routes.values() for ask in route.asks),
            *(ask for regime in profile.regimes.values() for ask in regime),
        ]
        assert {ask.field for ask in asks} <= known
        assert all(ask.why for ask in asks)

    def test_every_route_regime_and_limit_is_known(self, profile: Profile) -> None:
        assert profile.routes.keys() <= ROUTES.keys()
        assert profile.regimes.keys() <= REGIMES
        limits = {route.limit for route in profile.routes.values()} - {""}
        assert {f"{limit}_limit" for limit in limits} <= PLAIN.keys()
        assert all(route.label and route.name == name for name, route in profile.routes.items())


def test_every_kind_of_organisation_has_one_profile() -> None:
    for kind in OrganisationKind:
        assert [kind.value in one.kinds for one in SHIPPED.values()].count(True) == 1


@pytest.mark.parametrize(
    ("kind", "name"),
    [("council", "leader_cabinet"), ("icb", "icb"), ("trust", "public_body"),
     ("district", "leader_cabinet"), ("other", "public_body")],
)  # fmt: skip
def test_the_profile_follows_from_the_kind(kind: str, name: str) -> None:
    assert profile_of(organisation(OrganisationKind(kind)), SHIPPED).name == name


def test_an_organisation_names_another_profile_and_overrides_its_values() -> None:
    own = organisation(
        profile="committee_system", settings={"officer_limit": "1k", "DL7.DAYS": "3", "x": "1"}
    )
    profile = profiles_of([own])["cal"]
    assert profile.name == "committee_system"
    assert profile.money("officer_limit") == Decimal(1000)
    assert profile.deadline("DL7") == {"callable": "no", "days": "3"}
    assert "x" not in profile.settings
    assert not profile.has_executive


def test_an_unknown_profile_counts_as_none_named() -> None:
    assert profile_of(organisation(profile="gone"), SHIPPED).name == "leader_cabinet"


def test_key_decisions_are_a_matter_of_the_executive() -> None:
    cabinet = SHIPPED["leader_cabinet"]
    assert cabinet.has_executive
    own = organisation(settings={"governance_model": "committee_system"})
    assert not profile_of(own, SHIPPED).has_executive
    mayor = organisation(settings={"governance_model": "elected mayor"})
    assert profile_of(mayor, SHIPPED).has_executive


def test_limits_by_route() -> None:
    cabinet, icb = SHIPPED["leader_cabinet"], SHIPPED["icb"]
    assert cabinet.limit_of("nonexec_officer") == Decimal(250_000)
    assert cabinet.limit_of("exec_meeting") is None
    assert cabinet.limit_of(None) is None
    assert icb.limit_of("officer_SoRD") == Decimal(150_000)
    assert icb.limit_of("committee") is None


def test_typed_look_ups() -> None:
    profile = SHIPPED["icb"]
    assert profile.number("orphan_days") == 2
    assert profile.number("key_threshold") == 0
    assert not profile.is_on("hours_opt_out")
    assert profile.money("key_threshold") is None


class TestChecked:
    def test_values_are_understood_generously_and_kept_plainly(self) -> None:
        assert checked("key_threshold", "£500k") == ("key_threshold", "500000.00")
        assert checked("hours_opt_out", "Y") == ("hours_opt_out", "yes")
        assert checked("hours_opt_out", "no") == ("hours_opt_out", "no")
        assert checked("orphan_days", "3") == ("orphan_days", "3")
        assert checked("dl7.n", " 3 ") == ("DL7.days", "3")
        assert checked("key_threshold", "") == ("key_threshold", "")
        assert checked("DL7.days", "") == ("DL7.days", "")

    @pytest.mark.parametrize(
        ("name", "text", "said"),
        [("keythreshold", "1", "There is no setting “keythreshold”. There are: profile, govern"),
         ("key_threshold", "much", "is not an amount"),
         ("officer_limit", "-1", "cannot be below nothing"),
         ("DL7.days", "some", "takes a whole number"),
         ("DL7.weeks", "1", "DL7 has no setting “weeks”. It has days"),
         ("DL99.days", "1", "There is no deadline rule")],
    )  # fmt: skip
    def test_what_is_wrong_is_said(self, name: str, text: str, said: str) -> None:
        with pytest.raises(WrongUseError, match=said):
            checked(name, text)

    def test_words(self) -> None:
        assert words_of("key_threshold").startswith("Spending or saving")
        assert words_of("DL7.days").startswith("call-in: days")

    def test_every_deadline_setting_can_be_set(self) -> None:
        for name, setting in deadline_defaults().items():
            assert checked(name, setting.default)[0] == name


DOCS = (Path(__file__).parents[2] / "docs/governance-profiles.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("profile", SHIPPED.values(), ids=SHIPPED)
def test_the_documentation_lists_every_setting_with_default_mark_and_source(
    profile: Profile,
) -> None:
    rows = [line for line in DOCS.splitlines() if line.startswith("| `")]
    for name, value in profile.settings.items():
        told = f"`{value}`" if value else "none"
        source = profile.sources[name]
        (row,) = [
            row
            for row in rows
            if row.startswith(f"| `{name}` |") and (profile.name in row or "| all:" in row)
        ]
        assert f": {told} | {source.mark} | {source.source} |" in row


@pytest.mark.parametrize("profile", SHIPPED.values(), ids=SHIPPED)
def test_the_documentation_lists_every_route_and_rule(profile: Profile) -> None:
    for route in profile.routes.values():
        assert f"| `{route.name}`: {route.label} |" in DOCS
        assert all(f"({ask.why})" in DOCS for ask in route.asks)
    assert all(f"({ask.why})" in DOCS for regime in profile.regimes.values() for ask in regime)
