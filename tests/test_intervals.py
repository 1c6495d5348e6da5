"""Intervals of single figures, against published worked examples."""

import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import intervals

pytestmark = pytest.mark.filterwarnings("error")


# Newcombe, R. G. (1998), Two-sided confidence intervals for the single proportion, Statistics in Medicine 17:857-872,
# table I, method 3 (score without continuity correction).
@pytest.mark.parametrize(
    ("x", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_a_share_has_the_interval_that_newcombe_printed(x, n, low, high):
    estimate = intervals.share(x, n)
    assert (round(estimate.low, 4), round(estimate.high, 4)) == (low, high)
    assert (estimate.value, estimate.numerator, estimate.denominator) == (x / n, x, n)
    assert (estimate.method, estimate.level) == ("wilson", 0.95)


# Garwood, F. (1936), Fiducial limits for the Poisson distribution, Biometrika 28:437-442 (two decimals there);
# for no events the upper limit is -ln(0.025) = 3.6889.
@pytest.mark.parametrize(("events", "low", "high"), [(0, 0.0, 3.6889), (10, 4.7954, 18.3904)])
def test_a_count_has_the_exact_poisson_interval(events, low, high):
    estimate = intervals.count(events)
    assert (round(estimate.low, 4), round(estimate.high, 4)) == (low, high)
    assert (estimate.method, estimate.numerator, estimate.denominator) == ("exact-poisson", events, None)


def test_a_rate_is_a_count_per_so_many_persons():
    estimate = intervals.rate(10, 9_500, per=1000)
    assert estimate.value == pytest.approx(10 / 9_500 * 1000)
    assert estimate.low == pytest.approx(4.7954 / 9.5, abs=1e-4)
    assert estimate.high == pytest.approx(18.3904 / 9.5, abs=1e-4)
    assert (estimate.numerator, estimate.denominator) == (10, 9_500)


# Newcombe, R. G. (1998), Interval estimation for the difference between independent proportions, Statistics in Medicine
# 17:873-890, table II, example (a) 56/70 against 48/80, method 10.
def test_a_gap_has_the_interval_that_newcombe_printed():
    estimate = intervals.gap(48, 80, 56, 70)
    assert estimate.value == pytest.approx(56 / 70 - 48 / 80)
    assert (round(estimate.low, 4), round(estimate.high, 4)) == (0.0524, 0.3339)
    assert (estimate.numerator, estimate.denominator, estimate.method) == (48, 80, "newcombe")


# Student (1908), The probable error of a mean, Biometrika 6:1-25: the extra hours of sleep gained with laevo-hyoscine,
# 1.9 0.8 1.1 0.1 -0.1 4.4 5.5 1.6 4.6 3.4: mean 2.33, standard deviation 2.0022; t with 9 degrees of freedom is 2.2622.
def test_a_mean_has_students_interval():
    estimate = intervals.mean(2.33, 10, 2.0022)
    assert estimate.low == pytest.approx(2.33 - 2.2622 * 2.0022 / 10**0.5, abs=1e-4)
    assert estimate.high == pytest.approx(2.33 + 2.2622 * 2.0022 / 10**0.5, abs=1e-4)
    assert estimate.method == "student-t"


@pytest.mark.parametrize(("n", "spread"), [(1, 0.0), (12, None), (12, 0.0)])
def test_a_mean_of_unknown_or_no_spread_has_no_interval(n, spread):
    estimate = intervals.mean(4.0, n, spread)
    assert (estimate.value, estimate.low, estimate.high, estimate.method) == (4.0, None, None, "none")


def test_a_plain_figure_has_no_interval():
    assert intervals.plain(7, 7) == intervals.Estimate(7.0, None, None, 7, None, "none", None)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: intervals.share(0, 0),
        lambda: intervals.share(13, 12),
        lambda: intervals.share(2.5, 12),
        lambda: intervals.share(-1, 12),
        lambda: intervals.share(float("nan"), 12),
        lambda: intervals.share(1, 12, level=1.0),
        lambda: intervals.count(1.5),
        lambda: intervals.rate(3, 0, 1000),
        lambda: intervals.gap(1, 0, 3, 8),
        lambda: intervals.mean(3.0, 0, 1.0),
        lambda: intervals.mean(3.0, 5, -1.0),
        lambda: intervals.mean(float("nan"), 5, 1.0),
    ],
)
def test_what_is_not_a_count_of_someone_is_refused(wrong):
    with pytest.raises(ValueError, match=r"\.$"):
        wrong()


def test_counts_from_a_table_of_decimals_are_counts():
    assert intervals.share(5.0, 56.0) == intervals.share(5, 56)


def parts(largest=3000):
    return st.integers(1, largest).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(parts())
def test_the_interval_of_a_share_contains_it_and_stays_between_0_and_1(part):
    estimate = intervals.share(*part)
    assert 0 <= estimate.low <= estimate.value <= estimate.high <= 1
    assert estimate.low < estimate.high


@given(parts(), st.floats(0.5, 0.99), st.floats(0.5, 0.99))
def test_a_higher_level_never_narrows_the_interval_of_a_share(part, one, other):
    narrow, wide = (intervals.share(*part, level=level) for level in sorted((one, other)))
    assert wide.low <= narrow.low + 1e-12
    assert narrow.high <= wide.high + 1e-12


@given(parts(), parts())
def test_a_gap_seen_from_the_other_group_is_its_mirror(population, reference):
    gap, mirror = intervals.gap(*population, *reference), intervals.gap(*reference, *population)
    assert (gap.value, gap.low, gap.high) == pytest.approx((-mirror.value, -mirror.high, -mirror.low))
    assert -1 <= gap.low <= gap.value <= gap.high <= 1


@given(st.integers(0, 5000))
def test_the_interval_of_a_count_contains_it(events):
    estimate = intervals.count(events)
    assert 0 <= estimate.low <= events < estimate.high


@given(parts(400), parts(400))
def test_newcombes_limits_are_those_of_statsmodels(earlier, later):
    from statsmodels.stats.proportion import confint_proportions_2indep

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = confint_proportions_2indep(*later, *earlier, method="newcomb", compare="diff")
    assert intervals.newcombe_limits(*earlier, *later, alpha=0.05) == pytest.approx(expected, abs=1e-9)
