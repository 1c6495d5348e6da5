"""The smallest visible change, against exact enumeration and simulation."""

import math

import numpy as np
import pytest
from scipy import stats

from analysis import change, power
from analysis.intervals import newcombe_limits

pytestmark = pytest.mark.filterwarnings("error")


def seen(x0, n0, n1, later):
    """The chance that a change of a share is seen, added up over every pair of outcomes, in the slow and plain way."""
    before, after = np.meshgrid(np.arange(n0 + 1), np.arange(n1 + 1), indexing="ij")
    low, high = newcombe_limits(before, n0, after, n1, 0.05)
    chances = np.outer(stats.binom.pmf(np.arange(n0 + 1), n0, x0 / n0), stats.binom.pmf(np.arange(n1 + 1), n1, later))
    return chances[low > 0].sum(), chances[high < 0].sum()


@pytest.mark.parametrize(("x0", "n0", "n1"), [(12, 58, 58), (3, 40, 25), (0, 30, 30), (30, 30, 20), (20, 25, 90)])
def test_a_share_that_moved_by_the_smallest_visible_change_is_seen_in_80_of_100_reviews(x0, n0, n1):
    visible = power.smallest_visible_share_change(x0, n0, n1)
    if visible.up is None:
        assert seen(x0, n0, n1, 1.0)[0] < 0.8
    else:
        assert seen(x0, n0, n1, x0 / n0 + visible.up)[0] == pytest.approx(0.8, abs=1e-4)
    if visible.down is None:
        assert seen(x0, n0, n1, 0.0)[1] < 0.8
    else:
        assert seen(x0, n0, n1, x0 / n0 + visible.down)[1] == pytest.approx(0.8, abs=1e-4)


# The project's own enumeration of 24 November 2026 (docs/statistics.md), rounded to half a point.
@pytest.mark.parametrize(
    ("x0", "n", "up", "down"), [(12, 58, 0.24, -0.165), (60, 200, 0.135, -0.12), (540, 900, 0.065, -0.065)]
)
def test_the_smallest_visible_change_of_typical_groups(x0, n, up, down):
    visible = power.smallest_visible_share_change(x0, n, n)
    assert (visible.up, visible.down) == (pytest.approx(up, abs=0.004), pytest.approx(down, abs=0.004))


def test_a_fall_from_nobody_and_a_rise_from_everybody_cannot_be_seen():
    assert power.smallest_visible_share_change(0, 200, 200).down is None
    assert power.smallest_visible_share_change(200, 200, 200).up is None


def test_twelve_persons_cannot_show_any_fall_from_a_quarter():
    assert power.smallest_visible_share_change(3, 12, 12).down is None


def test_the_conditions_of_the_search_hold_an_outcome_once_seen_stays_seen():
    for x0 in range(31):
        low, high = newcombe_limits(x0, 30, np.arange(46), 45, 0.05)
        assert (np.diff((low > 0).astype(int)) >= 0).all()
        assert (np.diff((high < 0).astype(int)) <= 0).all()


@pytest.mark.parametrize(("events", "ratio"), [(5, 3.85), (12, 2.57), (40, 1.75), (100, 1.45)])
def test_a_count_needs_a_larger_ratio_the_fewer_events_there_are(events, ratio):
    assert power.smallest_visible_count_ratio(events).up == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize(("events", "exposure"), [(12, 1.0), (30, 2.0)])
def test_a_count_that_moved_by_the_smallest_visible_ratio_is_seen_in_80_of_100_reviews(events, exposure):
    visible = power.smallest_visible_count_ratio(events, 1.0, exposure)
    before = range(math.floor(events - 6 * events**0.5) if events > 36 else 0, 80)
    for ratio, good in ((visible.up, lambda r: r.low > 1), (visible.down, lambda r: r.high < 1)):
        expected = events * exposure * ratio
        total = sum(
            stats.poisson.pmf(x0, events) * stats.poisson.pmf(x1, expected)
            for x0 in before
            for x1 in range(160)
            if good(change.count_ratio(x0, 1.0, x1, exposure))
        )
        assert total == pytest.approx(0.8, abs=1e-4)


def test_from_no_events_no_ratio_can_be_told():
    assert power.smallest_visible_count_ratio(0) == power.VisibleChange(None, None)


@pytest.mark.parametrize(("x0", "n", "xr0", "nr"), [(30, 100, 400, 600), (60, 120, 450, 600)])
def test_a_gap_that_moved_by_the_smallest_visible_change_is_seen_in_about_80_of_100_reviews(x0, n, xr0, nr):
    visible = power.smallest_visible_gap_change(x0, n, xr0, nr, n, nr)
    generator = np.random.default_rng(1)
    for size in (visible.up, visible.down):
        share, reference = x0 / n, xr0 / nr
        draws = generator.binomial([n, nr, n, nr], [share, reference, share - size, reference], size=(400, 4))
        changes = [change.gap_change(a, n, b, nr, c, n, d, nr) for a, b, c, d in draws.tolist()]
        found = sum((c.low > 0) if size > 0 else (c.high < 0) for c in changes) / len(changes)
        assert found == pytest.approx(0.8, abs=0.06)  # three standard errors of 400 draws


def test_a_gap_that_cannot_widen_far_enough_has_no_smallest_visible_widening():
    assert power.smallest_visible_gap_change(1, 30, 400, 600, 30, 600).up is None


# Cohen, J. (1988), Statistical Power Analysis for the Behavioral Sciences, table 2.4.1: with 64 answers in each of two
# groups a difference of half a standard deviation is found with power 0.80 at 0.05, two-sided.
def test_a_mean_of_64_answers_shows_half_a_standard_deviation():
    visible = power.smallest_visible_mean_change(64, 1.2, 64, 1.2)
    assert visible.up == pytest.approx(0.5 * 1.2, rel=0.01)
    assert visible.down == -visible.up


def test_means_without_spread_show_nothing():
    assert power.smallest_visible_mean_change(30, 0.0, 30, 0.0) == power.VisibleChange(None, None)
    assert power.smallest_visible_mean_change(1, 1.0, 30, 1.0) == power.VisibleChange(None, None)


def test_a_whole_town_is_searched_in_a_moment():
    visible = power.smallest_visible_share_change(1400, 10_000, 10_000)
    assert 0.01 < visible.up < 0.02


def test_nobody_is_refused():
    with pytest.raises(ValueError, match="nobody"):
        power.smallest_visible_share_change(0, 0, 10)
