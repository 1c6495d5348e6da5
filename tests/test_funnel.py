"""The limits of a funnel, against a hand calculation and the distributions themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis import funnel

pytestmark = pytest.mark.filterwarnings("error")


def test_the_limits_of_ten_persons_at_one_half_by_hand() -> None:
    """Of 2^10 = 1024 outcomes 11 have at most one and 56 at most two: 2.5 % lies (56 - 25.6) / 45 before the two."""
    low, high = funnel.share_limits(0.5, 10, 0.95)
    expected = (2 - (56 / 1024 - 0.025) / (45 / 1024)) / 10
    assert low == pytest.approx(expected)
    # From above it is the same game: the quantile of 97.5 % is 8, of which a part is beyond.
    assert high == pytest.approx((8 - (1013 / 1024 - 0.975) / (45 / 1024)) / 10)


def test_poisson_limits_by_hand() -> None:
    """Four expected: 2.5 % lies between none (1.8 %) and one (9.2 %)."""
    low, _ = funnel.rate_limits(0.04, 100, 0.95)
    none, one = stats.poisson(4).pmf([0, 1])
    assert low == pytest.approx((1 - (none + one - 0.025) / one) / 100)


@given(st.floats(0.01, 0.99), st.integers(1, 2000))
def test_wider_limits_lie_around_narrower_ones_and_within_what_there_is(share: float, n: int) -> None:
    low, high = funnel.share_limits(share, n, 0.95)
    far_low, far_high = funnel.share_limits(share, n, 0.998)
    assert 0 <= far_low <= low <= high <= far_high <= 1


@given(st.floats(0.05, 0.95), st.integers(20, 500))
def test_about_as_many_outcomes_lie_outside_as_the_level_says(share: float, n: int) -> None:
    low, high = funnel.share_limits(share, n, 0.95)
    counted = stats.binom(n, share)
    outside = sum(counted.pmf(x) for x in range(n + 1) if not low <= x / n <= high)
    assert outside <= 0.05 + 2 * max(counted.pmf(round(low * n)), counted.pmf(round(high * n)))


def test_larger_groups_have_narrower_limits() -> None:
    widths = [high - low for low, high in (funnel.share_limits(0.2, n, 0.95) for n in (50, 200, 800))]
    assert widths == sorted(widths, reverse=True)


def test_where_it_holds_of_nobody_or_of_everybody_chance_moves_nothing() -> None:
    assert funnel.share_limits(0, 50, 0.95) == (0, 0)
    assert funnel.share_limits(1, 50, 0.95) == (1, 1)
    assert funnel.rate_limits(0, 50, 0.95) == (0, 0)


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        funnel.share_limits(1.2, 50, 0.95)
    with pytest.raises(ValueError, match="0 or larger"):
        funnel.rate_limits(-1, 50, 0.95)
    with pytest.raises(ValueError, match="larger than 0"):
        funnel.share_limits(0.2, 0, 0.95)
