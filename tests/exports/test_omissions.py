"""What whoever looks an edition through is told that it does not show."""

import pytest

from jointdesk.exports.omissions import of_diary


@pytest.mark.parametrize(
    ("masked", "free", "told"),
    [
        (0, 0, ()),
        (1, 0, ("1 entry is shown only as busy.",)),
        (
            12,
            2,
            (
                "12 entries are shown only as busy.",
                "2 entries that take no time are left out.",
            ),
        ),
    ],
)
def test_a_diary_says_what_it_masks(masked: int, free: int, told: tuple[str, ...]) -> None:
    assert of_diary(masked, free) == told
