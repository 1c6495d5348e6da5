"""A trend over all comparable periods: which way the line goes, and whether chance alone could have drawn it.

The tests are closed forms of regressions: the score test of a binomial or Poisson regression on time is the same number
without fitting, and it exists where fitting fails (a count that is zero until the last year).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.intervals import finite, not_negative, part_of, positive, whole

FEWEST_POINTS = 3
# With fewer points the scatter around a line cannot be measured: it came out ten times too small in a trial.
FEWEST_POINTS_FOR_SCATTER = 5
ROUNDING = 1e-12  # a sum this small beside its terms is 0
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


def share_trend(xs: Sequence[float], ns: Sequence[float], times: Sequence[float]) -> Trend:
    """A trend in shares `xs` of `ns` at decimal years `times` (Cochran 1954; Armitage 1955).

    When nobody or everybody is counted in all periods there is no trend: slope 0, p-value 1.
    """
    t = _times(times, xs, ns)
    counts = np.array([part_of(x, n) for x, n in zip(xs, ns, strict=True)], dtype=float)
    x, n = counts.T
    pooled = x.sum() / n.sum()
    centred = t - np.average(t, weights=n)
    spread = (n * centred**2).sum()
    return _judged(centred * x, spread, pooled * (1 - pooled) * spread, "cochran-armitage")


def count_trend(xs: Sequence[float], exposures: Sequence[float], times: Sequence[float]) -> Trend:
    """A trend in counts or rates: score test of a Poisson regression with the exposure as offset (Armitage 1955).

    With five or more points, counts that scatter around their line more than chance explains widen the test by
    Pearson's chi-square over its degrees of freedom (McCullagh and Nelder 1989); less scatter never narrows it.
    """
    t = _times(times, xs, exposures)
    x = np.array([whole(count) for count in xs], dtype=float)
    exposure = np.array([positive(e) for e in exposures])
    centred = t - np.average(t, weights=exposure)
    information = x.sum() * np.average(centred**2, weights=exposure)
    return _judged(centred * x, information, information * _scatter(x, exposure, centred), "poisson-score")


def gap_trend(
    xs: Sequence[float], ns: Sequence[float], xrs: Sequence[float], nrs: Sequence[float], times: Sequence[float]
) -> Trend:
    """A trend in the gap (reference share minus population share): regression weighted by the gaps' own variances.

    The variances use shares moved towards a half, (x + 1) / (n + 2) (Laplace 1814), so that a year in which nobody or
    everybody was counted does not weigh infinitely much.
    """
    t = _times(times, xs, ns, xrs, nrs)
    population = np.array([part_of(x, n) for x, n in zip(xs, ns, strict=True)], dtype=float)
    reference = np.array([part_of(x, n) for x, n in zip(xrs, nrs, strict=True)], dtype=float)
    gaps = reference[:, 0] / reference[:, 1] - population[:, 0] / population[:, 1]
    return _weighted(gaps, _variances(population) + _variances(reference), t)


def mean_trend(
    means: Sequence[float], ns: Sequence[float], standard_deviations: Sequence[float], times: Sequence[float]
) -> Trend:
    """A trend in means of `ns` answers: regression weighted by the answers, with one pooled spread for all periods."""
    t = _times(times, means, ns, standard_deviations)
    values = np.array([finite(m) for m in means])
    n = np.array([whole(answers) for answers in ns], dtype=float)
    if (n < 1).any():
        raise ValueError("A mean needs at least one answer.")
    squares = np.array([not_negative(s) for s in standard_deviations]) ** 2
    freedom = (n - 1).sum()
    pooled = ((n - 1) * squares).sum() / freedom if freedom else 0.0
    centred = t - np.average(t, weights=n)
    spread = (n * centred**2).sum()
    return _judged(n * centred * values, spread, pooled * spread, "weighted-regression")


def _times(times: Sequence[float], *columns: Sequence[float]) -> NDArray:
    if any(len(column) != len(times) for column in columns):
        raise ValueError("A trend needs one figure for each time.")
    if len(times) < FEWEST_POINTS:
        raise ValueError(f"A trend needs at least {FEWEST_POINTS} points, not {len(times)}.")
    t = np.array([finite(time) for time in times])
    if np.ptp(t) == 0:
        raise ValueError("A trend needs figures from different times.")
    return t


def _variances(counts: NDArray) -> NDArray:
    x, n = counts.T
    towards_half = (x + 1) / (n + 2)
    return towards_half * (1 - towards_half) / n


def _weighted(values: NDArray, variances: NDArray, t: NDArray) -> Trend:
    weights = 1 / variances
    centred = t - np.average(t, weights=weights)
    spread = (weights * centred**2).sum()
    return _judged(weights * centred * values, spread, spread, "weighted-regression")


def _judged(terms: NDArray, spread: float, variance: float, method: str) -> Trend:
    """The two-sided normal test of a score, the sum of `terms`, which is expected to be 0 when there is no trend."""
    score = terms.sum()
    if abs(score) <= ROUNDING * np.abs(terms).sum() or spread == 0:
        return Trend(0.0, 1.0, len(terms), method)
    p_value = math.erfc(abs(score) / math.sqrt(2 * variance)) if variance > 0 else 1.0
    return Trend(float(score / spread), p_value, len(terms), method)


def _scatter(x: NDArray, exposure: NDArray, centred: NDArray) -> float:
    """Pearson's chi-square over its degrees of freedom around the fitted log-linear line, never below 1."""
    from scipy.optimize import brentq

    # A count that comes all at one end has no finite slope, and lies on its line.
    if len(x) < FEWEST_POINTS_FOR_SCATTER or (at := centred[x > 0]).size == 0 or np.ptp(at) == 0:
        return 1.0

    def fitted(slope: float) -> NDArray:
        logs = np.log(exposure) + slope * centred
        shares = np.exp(logs - logs.max())
        return x.sum() * shares / shares.sum()

    steepest = STEEPEST / np.diff(np.unique(centred)).min()
    slope = brentq(lambda b: (centred * (x - fitted(b))).sum(), -steepest, steepest)
    expected = fitted(slope)
    some = expected > 0
    return max(1.0, ((x - expected)[some] ** 2 / expected[some]).sum() / (len(x) - 2))
