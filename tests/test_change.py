"""Changes between two periods, against published worked examples and against their own intervals."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from test_intervals import parts

from analysis import change
from analysis.change import Scale

pytestmark = pytest.mark.filterwarnings("error")


# Newcombe, R. G. (1998), Statistics in Medicine 17:873-890, table II, method 10, examples (a) to (h).
@pytest.mark.parametrize(
    ("earlier", "later", "low", "high"),
    [
        ((48, 80), (56, 70), 0.0524, 0.3339),
        ((3, 10), (9, 10), 0.1705, 0.8090),
        ((2, 7), (6, 7), 0.0582, 0.8062),
        ((0, 29), (5, 56), -0.0381, 0.1926),
        ((0, 20), (0, 10), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((0, 20), (10, 10), 0.6791, 1.0),
        ((0, 10), (10, 10), 0.6075, 1.0),
    ],
)
def test_a_change_in_share_has_the_interval_that_newcombe_printed(earlier, later, low, high):
    result = change.share_change(*earlier, *later)
    assert result.value == pytest.approx(later[0] / later[1] - earlier[0] / earlier[1])
    assert (round(result.low, 4), round(result.high, 4)) == (low, high)
    assert (result.scale, result.method, result.no_change) == (Scale.DIFFERENCE, "newcombe", 0)


def test_five_events_after_none_are_an_infinite_ratio_that_still_could_be_chance():
    # One tail is (1/2)**5: all five fell into the later of two equally long periods.
    result = change.count_ratio(0, 1, 5, 1)
    assert (result.value, result.high) == (math.inf, math.inf)
    assert result.p_value == pytest.approx(2 * 0.5**5)
    assert result.low == pytest.approx(0.025 ** (1 / 5) / (1 - 0.025 ** (1 / 5)))


def test_no_events_after_six_are_a_ratio_of_zero_that_excludes_no_change():
    result = change.count_ratio(6, 1, 0, 1)
    assert (result.value, result.low) == (0, 0)
    assert result.high == pytest.approx((1 - 0.025 ** (1 / 6)) / 0.025 ** (1 / 6))
    assert result.p_value == pytest.approx(2 * 0.5**6)


def test_no_events_in_either_period_exclude_nothing():
    result = change.count_ratio(0, 1, 0, 1)
    assert (result.value, result.low, result.high, result.p_value) == (1, 0, math.inf, 1)


# Fay, M. P. (2022), Testing the ratio of two Poisson rates (vignette of the R package rateratio.test): 2 events in
# 17,877 against 9 in 16,660: ratio 0.2070941557, limits 0.02177406 and 1.00054910, p = 0.05011.
def test_a_ratio_of_rates_is_the_exact_conditional_one():
    result = change.count_ratio(9, 16_660, 2, 17_877)
    assert result.value == pytest.approx(0.2070941557)
    assert (result.low, result.high) == (pytest.approx(0.02177406), pytest.approx(1.00054910))
    assert round(result.p_value, 5) == 0.05011
    assert (result.scale, result.method, result.no_change) == (Scale.RATIO, "exact-conditional", 1)


def test_a_closing_gap_is_a_negative_change_put_together_from_two_newcombe_intervals():
    # Earlier 48 of 80 against 56 of 70 (gap 0.2000, 0.0524 to 0.3339), later 56 of 70 against the same: no gap at all.
    later_high = math.hypot(0.8770 - 0.8, 0.8 - 0.6918)  # from the Wilson limits of 56/70, 0.6918 and 0.8770
    result = change.gap_change(48, 80, 56, 70, 56, 70, 56, 70)
    assert result.value == pytest.approx(0 - (56 / 70 - 48 / 80))
    assert result.low == pytest.approx(-0.2 - math.hypot(0 - -later_high, 0.3339 - 0.2), abs=2e-4)
    assert result.high == pytest.approx(-0.2 + math.hypot(later_high - 0, 0.2 - 0.0524), abs=2e-4)
    assert result.method == "mover"


# Welch, B. L. (1947) through the data of Student (1908) in R's example t.test(extra ~ group, data = sleep): means
# 0.75 and 2.33, standard deviations 1.789010 and 2.002249, df = 17.776, p = 0.07939, -3.3655 to 0.2055.
def test_a_change_in_means_is_welchs():
    result = change.mean_change(0.75, 10, 1.789010, 2.33, 10, 2.002249)
    assert result.value == pytest.approx(1.58)
    assert (round(result.low, 4), round(result.high, 4)) == (-0.2055, 3.3655)
    assert round(result.p_value, 5) == 0.07939
    assert result.method == "welch"


@pytest.mark.parametrize(("n", "spread"), [(1, 1.0), (12, 0.0)])
def test_means_without_spread_exclude_nothing(n, spread):
    result = change.mean_change(3.0, n, spread, 4.0, n, spread)
    assert (result.value, result.low, result.high, result.p_value) == (1.0, -math.inf, math.inf, 1.0)


def test_the_same_share_twice_has_p_value_1():
    assert change.share_change(5, 10, 50, 100).p_value == 1


def test_everybody_after_nobody_in_a_large_group_has_a_p_value_of_practically_0():
    assert change.share_change(0, 5000, 5000, 5000).p_value < 1e-200


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: change.share_change(0, 0, 1, 2),
        lambda: change.share_change(1, 2, 3, 2),
        lambda: change.count_ratio(1, 0, 3, 2),
        lambda: change.count_ratio(1.5, 1, 3, 1),
        lambda: change.gap_change(1, 2, 1, 2, 1, 2, 3, 2),
        lambda: change.mean_change(1, 0, 0, 1, 1, 0),
    ],
)
def test_what_is_not_a_count_of_someone_is_refused(wrong):
    with pytest.raises(ValueError, match=r"\.$"):
        wrong()


@given(parts(500), parts(500))
def test_a_change_back_is_the_mirror_of_a_change(earlier, later):
    there, back = change.share_change(*earlier, *later), change.share_change(*later, *earlier)
    assert (there.value, there.low, there.high) == pytest.approx((-back.value, -back.high, -back.low))
    assert there.p_value == pytest.approx(back.p_value)
    assert -1 <= there.low <= there.value <= there.high <= 1


@given(parts(500), parts(500), st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_the_p_value_is_below_alpha_exactly_when_the_interval_excludes_no_change(earlier, later, level):
    result = change.share_change(*earlier, *later, level=level)
    assume(abs(result.p_value - (1 - level)) > 1e-9)
    assert (result.p_value < 1 - level) == (not result.low <= 0 <= result.high)


@given(parts(60), parts(300), parts(60), parts(300), st.sampled_from([0.8, 0.95]))
def test_the_p_value_of_a_gap_agrees_with_its_interval(one, two, three, four, level):
    result = change.gap_change(*one, *two, *three, *four, level=level)
    assume(abs(result.p_value - (1 - level)) > 1e-9)
    assert (result.p_value < 1 - level) == (not result.low <= 0 <= result.high)
    assert -2 - 1e-12 <= result.low <= result.value <= result.high <= 2 + 1e-12


@given(st.integers(0, 400), st.integers(0, 400), st.floats(0.2, 5), st.sampled_from([0.8, 0.95]))
def test_the_p_value_of_a_ratio_agrees_with_its_interval(earlier, later, exposure, level):
    result = change.count_ratio(earlier, 1, later, exposure, level=level)
    assume(abs(result.p_value - (1 - level)) > 1e-9)
    assert (result.p_value < 1 - level) == (not result.low <= 1 <= result.high)
    assert 0 <= result.low <= result.value <= result.high


@given(st.integers(0, 400), st.integers(0, 400), st.floats(0.2, 5))
def test_a_ratio_back_is_the_inverse_of_a_ratio(earlier, later, exposure):
    assume(earlier and later)
    there, back = change.count_ratio(earlier, 1, later, exposure), change.count_ratio(later, exposure, earlier, 1)
    assert (there.value, there.low, there.high) == pytest.approx((1 / back.value, 1 / back.high, 1 / back.low))
    assert there.p_value == pytest.approx(back.p_value)
