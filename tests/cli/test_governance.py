"""`org set` with a governance profile and settings of one's own."""

import pytest

from tests.cli.conftest import Desk


def organisation(cli: Desk, code: str = "CAL") -> dict[str, object]:
    return next(one for one in cli("org", "list", "--json").json["items"] if one["org"] == code)


def test_a_profile_and_settings_are_set_and_shown(cli: Desk) -> None:
    assert organisation(cli)["profile"] == "leader_cabinet"
    assert organisation(cli, "WEX")["profile"] == "icb"

    changed = cli(
        "org", "set", "CAL", "profile=committee-system", "key_threshold=£1m", "dl7.n=3", "share=40",
        "--json",
    )  # fmt: skip

    assert changed.status == 0, changed.err
    assert changed.json["profile"] == "committee_system"
    assert changed.json["settings"] == {"key_threshold": "1000000.00", "DL7.days": "3"}
    assert organisation(cli)["share"] == 40

    cli("org", "set", "CAL", "profile=", "DL7.days=")
    assert organisation(cli)["profile"] == "leader_cabinet"
    assert organisation(cli)["settings"] == {"key_threshold": "1000000.00"}


def test_undo_takes_a_setting_back(cli: Desk) -> None:
    cli("org", "set", "CAL", "key_threshold=1m")
    assert cli("undo").status == 0
    assert organisation(cli)["settings"] == {}


@pytest.mark.parametrize(
    ("pair", "said"),
    [("treshold=1", "There is no setting “treshold”. There are: profile, governance_model"),
     ("treshold=1", "And of the organisation: name, kind, share"),
     ("profile=parish", "There is no profile “parish”. There are: committee_system"),
     ("DL7.days=many", "“days” of DL7 takes a whole number"),
     ("share", "is not KEY=VALUE with one of: name, kind")],
)  # fmt: skip
def test_what_cannot_be_set_is_said(cli: Desk, pair: str, said: str) -> None:
    answer = cli("org", "set", "CAL", pair)
    assert answer.status == 2
    assert said in answer.err
