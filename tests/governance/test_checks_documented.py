"""Every code that a check gives is explained to users, and named in the window."""

import re
from pathlib import Path

from jointdesk.viewmodels.record_titles import RECORD_TITLES

ROOT = Path(__file__).parents[2]
CODE = re.compile(r"\"((?:DEC|TSK|DIA|WRK)-\d\d)\"")


def codes() -> set[str]:
    files = (ROOT / "jointdesk/governance").glob("*.py")
    return {code for file in files for code in CODE.findall(file.read_text("utf-8"))}


def test_all_of_the_rules_are_there() -> None:
    expected = {f"DEC-{n:02}" for n in range(1, 17)} | {f"TSK-{n:02}" for n in range(1, 8)}
    assert codes() == expected | {"DIA-09", "DIA-11", "DIA-14", "DIA-17", "WRK-02", "WRK-04"}


def test_each_is_in_the_documentation_and_has_a_name_in_the_window() -> None:
    told = (ROOT / "docs/checks.md").read_text("utf-8")
    assert {code for code in codes() if f"| {code} |" not in told} == set()
    assert codes() == RECORD_TITLES.keys()
