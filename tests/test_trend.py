"""Trends over several periods, against published worked examples and fitted regressions."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_intervals import parts

from analysis import trend

pytestmark = pytest.mark.filterwarnings("error")


# Fleiss (1981), Statistical Methods for Rates and Proportions, page 139, as R's prop.trend.test documents it:
# smokers 83 of 86, 90 of 93, 129 of 136, 70 of 82: X-squared = 8.2249, p = 0.004132.
def test_a_trend_in_shares_is_that_of_cochran_and_armitage():
    result = trend.share_trend([83, 90, 129, 70], [86, 93, 136, 82], [1, 2, 3, 4])
    assert round(result.p_value, 6) == 0.004132
    assert result.p_value == pytest.approx(math.erfc(math.sqrt(8.2249 / 2)), rel=1e-4)
    assert (result.slope < 0, result.points, result.method) == (True, 4, "cochran-armitage")


def test_the_slope_of_shares_is_the_change_a_year():
    assert trend.share_trend([10, 20, 30], [100, 100, 100], [2016, 2017, 2018]).slope == pytest.approx(0.10)


@pytest.mark.parametrize("xs", [[0, 0, 0, 0], [9, 9, 9, 9]])
def test_shares_of_nobody_and_of_everybody_have_no_trend(xs):
    result = trend.share_trend(xs, [9, 9, 9, 9], [1, 2, 3, 4])
    assert (result.slope, result.p_value) == (0, 1)


def test_a_share_that_stays_has_no_trend_in_groups_of_different_size():
    result = trend.share_trend([1, 2, 3], [3, 6, 9], [2016, 2018, 2019])
    assert (result.slope, result.p_value) == (0, 1)


def test_a_trend_in_counts_is_the_score_test_of_a_poisson_regression():
    from statsmodels.genmod.families import Poisson
    from statsmodels.genmod.generalized_linear_model import GLM

    counts, exposures, years = [5, 9, 8, 14], [900.0, 950.0, 1000.0, 980.0], np.array([0.0, 1, 2, 3])
    fitted = GLM(counts, np.ones((4, 1)), Poisson(), exposure=exposures).fit()
    expected = fitted.score_test(exog_extra=years[:, None])[1]
    assert trend.count_trend(counts, exposures, years).p_value == pytest.approx(float(np.squeeze(expected)))


def test_counts_that_scatter_more_than_chance_widen_the_test():
    # A fifth point on the old line brings the scatter in; the counts swing between few and many.
    swinging, years = [40, 90, 50, 120, 80], [1, 2, 3, 4, 5]
    without_scatter = sum((t - 3) * x for t, x in zip(years, swinging, strict=True)) / math.sqrt(sum(swinging) / 5 * 10)
    assert trend.count_trend(swinging, [1] * 5, years).p_value > 5 * math.erfc(abs(without_scatter) / math.sqrt(2))


def test_the_scatter_is_pearsons_around_the_fitted_line():
    from statsmodels.genmod.families import Poisson
    from statsmodels.genmod.generalized_linear_model import GLM

    counts, years = np.array([40, 90, 50, 120, 80]), np.array([1.0, 2, 3, 4, 5])
    scale = GLM(counts, np.column_stack([np.ones(5), years]), Poisson()).fit().pearson_chi2 / (5 - 2)
    score = ((years - 3) * counts).sum() / math.sqrt(counts.sum() / 5 * 10 * scale)
    assert trend.count_trend(counts, [1] * 5, years).p_value == pytest.approx(math.erfc(score / math.sqrt(2)), rel=1e-6)


def test_counts_that_scatter_less_than_chance_do_not_narrow_the_test():
    # 10, 11, 12, 13, 14 lie on a line; centred years -2 to 2: score 10, information 60 / 5 * 10.
    result = trend.count_trend([10, 11, 12, 13, 14], [1] * 5, [2016, 2017, 2018, 2019, 2020])
    assert result.p_value == pytest.approx(math.erfc(10 / math.sqrt(60 / 5 * 10) / math.sqrt(2)))


def test_counts_of_nothing_have_no_trend():
    result = trend.count_trend([0, 0, 0], [1, 1, 1], [1, 2, 3])
    assert (result.slope, result.p_value) == (0, 1)


def test_a_count_that_comes_in_the_last_year_only_still_has_a_trend():
    result = trend.count_trend([0, 0, 0, 0, 9], [1] * 5, [1, 2, 3, 4, 5])
    # All nine in one of five equal years: score 2 * 9, information 9 / 5 * 10.
    assert result.p_value == pytest.approx(math.erfc(18 / math.sqrt(18) / math.sqrt(2)))
    assert result.slope > 0


def test_a_gap_that_closes_has_a_negative_slope():
    result = trend.gap_trend([20, 25, 33, 40], [60] * 4, [400] * 4, [600] * 4, [2016, 2017, 2018, 2019])
    assert result.slope < 0
    assert result.p_value < 0.001


def test_equal_weights_make_a_gap_trend_plain_least_squares():
    # Populations of 100 with 50 - d and 50 + d counted have the same variance: the slope is that of (0, 10, 20) points.
    result = trend.gap_trend([50, 50, 50], [100] * 3, [50, 60, 50], [100] * 3, [0, 1, 2])
    assert (result.slope, result.p_value) == (0, 1)


def test_the_test_of_a_gap_trend_uses_shares_moved_towards_a_half():
    # 5 of 10 against 0, 5 and 10 of 10: variances 6/12 * 6/12 / 10, at the reference's ends 1/12 * 11/12 / 10.
    middle, end = 0.25 / 10 + 0.25 / 10, 0.25 / 10 + 1 / 12 * 11 / 12 / 10
    score, spread = 1 / end * (0.5 - -0.5), 2 / end
    result = trend.gap_trend([5, 5, 5], [10] * 3, [0, 5, 10], [10] * 3, [0, 1, 2])
    assert middle > end
    assert result.slope == pytest.approx(score / spread)
    assert result.p_value == pytest.approx(math.erfc(score / math.sqrt(spread) / math.sqrt(2)))


def test_a_trend_in_means_uses_one_pooled_spread():
    # Three means of 25 answers, 3.0, 3.2, 3.4, standard deviation 1: slope 0.2 with the error sqrt(1 / (25 * 2)).
    result = trend.mean_trend([3.0, 3.2, 3.4], [25] * 3, [1.0] * 3, [2018, 2019, 2020])
    assert result.slope == pytest.approx(0.2)
    assert result.p_value == pytest.approx(math.erfc(0.2 * math.sqrt(25 * 2) / math.sqrt(2)))


def test_means_without_spread_exclude_nothing():
    result = trend.mean_trend([3, 4, 5], [1, 1, 1], [0, 0, 0], [1, 2, 3])
    assert (result.slope, result.p_value) == (pytest.approx(1), 1)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: trend.share_trend([1, 2], [3, 3], [1, 2]),
        lambda: trend.share_trend([1, 2, 3], [3, 3, 3], [1, 1, 1]),
        lambda: trend.share_trend([1, 2, 4], [3, 3, 3], [1, 2, 3]),
        lambda: trend.share_trend([1, 2], [3, 3, 3], [1, 2, 3]),
        lambda: trend.count_trend([1, 2, 3], [1, 0, 1], [1, 2, 3]),
        lambda: trend.mean_trend([1, 2, 3], [1, 0, 1], [1, 1, 1], [1, 2, 3]),
    ],
)
def test_what_cannot_have_a_trend_is_refused(wrong):
    with pytest.raises(ValueError, match=r"\.$"):
        wrong()


@given(st.lists(parts(200), min_size=3, max_size=8))
def test_a_trend_read_backwards_is_its_mirror(counts):
    xs, ns = zip(*counts, strict=True)
    years = list(range(len(xs)))
    there, back = trend.share_trend(xs, ns, years), trend.share_trend(xs[::-1], ns[::-1], years)
    assert there.slope == pytest.approx(-back.slope)
    assert there.p_value == pytest.approx(back.p_value)
    assert 0 <= there.p_value <= 1


@given(st.lists(st.integers(0, 500), min_size=3, max_size=8))
def test_any_counts_have_a_trend_between_certain_and_none(counts):
    result = trend.count_trend(counts, [1.0] * len(counts), list(range(len(counts))))
    assert 0 <= result.p_value <= 1
    assert math.isfinite(result.slope)
