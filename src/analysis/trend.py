"""A trend over all comparable periods: which way the line goes, and whether chance alone could have drawn it.

The tests are closed forms of regressions: the score test of a binomial or Poisson regression on time is the same number
without fitting, and it exists where fitting fails (a count that is zero until the last year).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.intervals import finite, not_negative, parts_of, positive, whole

FEWEST_POINTS = 3
# With fewer points the scatter around a line cannot be measured: it came out ten times too small in a trial.
FEWEST_POINTS_FOR_SCATTER = 5
ROUNDING = 1e-12  # a sum this small beside its terms is 0
HALVINGS = 64  # of the span in which a slope is searched: as exact as floating-point numbers are
STEEPEST = 700.0  # the log of a growth between two periods at which floating-point numbers end


@dataclass(frozen=True)
class Trend:
    """The slope a year and the two-sided p-value of no trend.

    The slope is in fractions for shares and gaps, in the unit for means, and for counts relative (0.1: a tenth more a
    year, as a first approximation); its sign is what a verdict uses.
    """

    slope: float
    p_value: float
    points: int
    method: str  # "cochran-armitage", "poisson-score" or "weighted-regression"


def with_design_effect(found: Trend, design_effect: float) -> Trend:
    """The trend in answers of which each weighs 1 / design effect: the same line, with a smaller test statistic."""
    from scipy.special import ndtr, ndtri

    if design_effect < 1:
        raise ValueError(f"A design effect is 1 or larger, not {design_effect}.")
    if design_effect == 1:
        return found
    return replace(found, p_value=float(2 * ndtr(ndtri(found.p_value / 2) / math.sqrt(design_effect))))


def share_trend(xs: Sequence[float], ns: Sequence[float], times: Sequence[float]) -> Trend:
    """A trend in shares `xs` of `ns` at decimal years `times` (Cochran 1954; Armitage 1955).

    When nobody or everybody is counted in all periods there is no trend: slope 0, p-value 1.
    """
    _same_length(times, xs, ns)
    return share_trends([xs], [ns], times)[0]


def share_trends(xs: ArrayLike, ns: ArrayLike, times: Sequence[float]) -> list[Trend]:
    """`share_trend` of many series at once: a row a series, a column a time."""
    t = _times(times)
    x, n = parts_of(xs, ns)
    pooled = x.sum(axis=1) / n.sum(axis=1)
    centred = t - _averages(t, n)[:, None]
    spread = (n * centred**2).sum(axis=1)
    return _judged(centred * x, spread, pooled * (1 - pooled) * spread, "cochran-armitage")


def count_trend(xs: Sequence[float], exposures: Sequence[float], times: Sequence[float]) -> Trend:
    """A trend in counts or rates: score test of a Poisson regression with the exposure as offset (Armitage 1955).

    With five or more points, counts that scatter around their line more than chance explains widen the test by
    Pearson's chi-square over its degrees of freedom (McCullagh and Nelder 1989); less scatter never narrows it.
    """
    _same_length(times, xs, exposures)
    return count_trends([[whole(count) for count in xs]], [[positive(each) for each in exposures]], times)[0]


def count_trends(xs: ArrayLike, exposures: ArrayLike, times: Sequence[float]) -> list[Trend]:
    """`count_trend` of many series at once: a row a series, a column a time."""
    t = _times(times)
    x, exposure = np.broadcast_arrays(np.asarray(xs, dtype=float), np.asarray(exposures, dtype=float))
    centred = t - _averages(t, exposure)[:, None]
    information = x.sum(axis=1) * (exposure * centred**2).sum(axis=1) / exposure.sum(axis=1)
    return _judged(centred * x, information, information * _scatters(x, exposure, centred), "poisson-score")


def gap_trend(
    xs: Sequence[float], ns: Sequence[float], xrs: Sequence[float], nrs: Sequence[float], times: Sequence[float]
) -> Trend:
    """A trend in the gap (reference share minus population share): regression weighted by the gaps' own variances.

    The variances use shares moved towards a half, (x + 1) / (n + 2) (Laplace 1814), so that a year in which nobody or
    everybody was counted does not weigh infinitely much.
    """
    _same_length(times, xs, ns, xrs, nrs)
    return gap_trends([xs], [ns], [xrs], [nrs], times)[0]


def gap_trends(xs: ArrayLike, ns: ArrayLike, xrs: ArrayLike, nrs: ArrayLike, times: Sequence[float]) -> list[Trend]:
    """`gap_trend` of many series at once: a row a series, a column a time."""
    t = _times(times)
    (x, n), (xr, nr) = parts_of(xs, ns), parts_of(xrs, nrs)
    weights = 1 / (_variances(x, n) + _variances(xr, nr))
    centred = t - _averages(t, weights)[:, None]
    spread = (weights * centred**2).sum(axis=1)
    return _judged(weights * centred * (xr / nr - x / n), spread, spread, "weighted-regression")


def mean_trend(
    means: Sequence[float], ns: Sequence[float], standard_deviations: Sequence[float], times: Sequence[float]
) -> Trend:
    """A trend in means of `ns` answers: regression weighted by the answers, with one pooled spread for all periods."""
    _same_length(times, means, ns, standard_deviations)
    t = _times(times)
    values = np.array([finite(m) for m in means])
    n = np.array([whole(answers) for answers in ns], dtype=float)
    if (n < 1).any():
        raise ValueError("A mean needs at least one answer.")
    squares = np.array([not_negative(s) for s in standard_deviations]) ** 2
    freedom = (n - 1).sum()
    pooled = ((n - 1) * squares).sum() / freedom if freedom else 0.0
    centred = t - np.average(t, weights=n)
    spread = (n * centred**2).sum()
    terms = n * centred * values
    return _judged(terms[None, :], np.array([spread]), np.array([pooled * spread]), "weighted-regression")[0]


def _same_length(times: Sequence[float], *columns: Sequence[float]) -> None:
    if any(len(column) != len(times) for column in columns):
        raise ValueError("A trend needs one figure for each time.")


def _times(times: Sequence[float]) -> NDArray:
    if len(times) < FEWEST_POINTS:
        raise ValueError(f"A trend needs at least {FEWEST_POINTS} points, not {len(times)}.")
    t = np.array([finite(time) for time in times])
    if np.ptp(t) == 0:
        raise ValueError("A trend needs figures from different times.")
    return t


def _averages(t: NDArray, weights: NDArray) -> NDArray:
    return (weights * t).sum(axis=1) / weights.sum(axis=1)


def _variances(x: NDArray, n: NDArray) -> NDArray:
    towards_half = (x + 1) / (n + 2)
    return towards_half * (1 - towards_half) / n


def _judged(terms: NDArray, spread: NDArray, variance: NDArray, method: str) -> list[Trend]:
    """The two-sided normal tests of scores, the sums of `terms`, which are expected to be 0 when there is no trend."""
    from scipy.special import ndtr

    score = terms.sum(axis=1)
    none = (np.abs(score) <= ROUNDING * np.abs(terms).sum(axis=1)) | (spread == 0)
    tested = ~none & (variance > 0)
    error = np.sqrt(np.where(tested, variance, 1.0))
    p_values = np.where(tested, 2 * ndtr(-np.abs(score) / error), 1.0)
    slopes = np.where(none, 0.0, score / np.where(none, 1.0, spread))
    return [Trend(float(b), float(p), terms.shape[1], method) for b, p in zip(slopes, p_values, strict=True)]


def _scatters(x: NDArray, exposure: NDArray, centred: NDArray) -> NDArray:
    """Pearson's chi-square over its degrees of freedom around each fitted log-linear line, never below 1."""
    points = x.shape[1]
    if points < FEWEST_POINTS_FOR_SCATTER:
        return np.ones(len(x))
    total = x.sum(axis=1, keepdims=True)

    def fitted(slope: NDArray) -> NDArray:
        logs = np.log(exposure) + slope[:, None] * centred
        shares = np.exp(logs - logs.max(axis=1, keepdims=True))
        return total * shares / shares.sum(axis=1, keepdims=True)

    steepest = STEEPEST / np.diff(np.unique(centred[0])).min()
    low, high = np.full(len(x), -steepest), np.full(len(x), steepest)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        steeper = (centred * (x - fitted(middle))).sum(axis=1) > 0
        low, high = np.where(steeper, middle, low), np.where(steeper, high, middle)
    expected = fitted((low + high) / 2)
    squares = np.divide((x - expected) ** 2, expected, out=np.zeros_like(x), where=expected > 0)
    # A count that comes all at one time has no finite slope, and lies on its line.
    alone = (x > 0).sum(axis=1) < 2
    return np.where(alone, 1.0, np.maximum(1.0, squares.sum(axis=1) / (points - 2)))
