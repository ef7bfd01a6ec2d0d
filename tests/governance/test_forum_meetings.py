"""A meeting's title tells its forum; the forum's kind tells the route."""

import pytest

from jointdesk.domain.forums import Forum
from jointdesk.domain.organisations import Organisation, OrganisationKind
from jointdesk.governance.forum_meetings import forum_of, route_of

CABINET = Forum("f1", name="Cabinet", kind="executive", meetings=("Cabinet", "Cabinet meeting*"))
BOARD = Forum("f2", code="FIC", name="Finance & Investment Committee", kind="committee")
FORUMS = (CABINET, BOARD)


@pytest.mark.parametrize(
    ("title", "forum"),
    [
        ("Cabinet", CABINET),
        ("cabinet meeting (public)", CABINET),
        ("FW: Cabinet", CABINET),
        ("Cabinet briefing", None),
        ("Finance & Investment Committee", BOARD),
        ("FIC", BOARD),
        ("", None),
    ],
)
def test_a_forum_is_known_by_its_titles_else_by_its_name(title: str, forum: Forum | None) -> None:
    assert forum_of(title, FORUMS) == forum


def test_the_route_follows_from_the_forum() -> None:
    council = Organisation("cal", "CAL", "Calderbourne", OrganisationKind.COUNCIL)
    icb = Organisation("wex", "WEX", "Wexmere", OrganisationKind.ICB)
    assert route_of(CABINET, council) == "exec_meeting"
    assert route_of(Forum("x", kind="executive"), icb) == "committee"
    assert route_of(Forum("x", kind="advisory"), council) == "advisory"
