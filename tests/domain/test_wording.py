"""Numbers and times in words."""

import pytest

from annotator.domain.wording import duration


@pytest.mark.parametrize(
    ("milliseconds", "expected"),
    [
        (0, "under 1 s"),
        (499, "under 1 s"),
        (38_200, "38 s"),
        (59_900, "1 min"),
        (250_000, "4 min 10 s"),
        (7_500_000, "2 h 5 min"),
        (3_600_000_000, "1,000 h"),
    ],
)
def test_a_duration_is_told_as_one_would_say_it(milliseconds: int, expected: str) -> None:
    assert duration(milliseconds) == expected
