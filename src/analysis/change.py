"""A change between two periods with its interval, and a p-value that never contradicts it.

Each p-value is the smallest alpha at which the interval excludes "no change"; it is 1 when nothing can be excluded.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from analysis.intervals import (
    LEVEL,
    ShareLimits,
    alpha_of,
    finite,
    newcombe_limits,
    not_negative,
    part_of,
    positive,
    whole,
    wilson_limits,
)

# The normal quantiles between which a p-value is searched for: p-values of nearly 1 and of nearly 1e-299.
SMALLEST_QUANTILE, LARGEST_QUANTILE = 1e-7, 37.0


class Scale(StrEnum):
    DIFFERENCE = "difference"  # no change is 0
    RATIO = "ratio"  # no change is 1


@dataclass(frozen=True)
class Change:
    """How much a figure moved: a difference in fractions (for a mean in its unit) or a ratio of rates or counts."""

    value: float
    low: float
    high: float
    p_value: float
    scale: Scale
    method: str  # "newcombe", "exact-conditional", "mover" or "welch"
    level: float

    @property
    def no_change(self) -> float:
        """The value that means that nothing changed: 0 for a difference, 1 for a ratio."""
        return 0.0 if self.scale is Scale.DIFFERENCE else 1.0


def share_change(
    x0: float, n0: float, x1: float, n1: float, level: float = LEVEL, limits: ShareLimits = wilson_limits
) -> Change:
    """The later share minus the earlier one, as a fraction, with Newcombe's interval (Newcombe 1998b, method 10)."""
    (x0, n0), (x1, n1) = part_of(x0, n0), part_of(x1, n1)

    def of_difference(alpha: float) -> tuple[float, float]:
        low, high = newcombe_limits(x0, n0, x1, n1, alpha, limits)
        return float(low), float(high)

    method = "newcombe" if limits is wilson_limits else "mover"
    return _difference(x1 / n1 - x0 / n0, of_difference, method, level)


def count_ratio(x0: float, exposure0: float, x1: float, exposure1: float, level: float = LEVEL) -> Change:
    """The later rate divided by the earlier one: exact conditional interval (Przyborowski and Wilenski 1940).

    Given their sum, the later events are binomial; the limits of that share are those of Clopper and Pearson (1934).
    For plain counts both exposures are 1. From zero events the ratio and its upper limit are infinite; zero and zero
    is a ratio of 1 about which nothing can be excluded.
    """
    from scipy.special import bdtr, bdtrc, betaincinv

    x0, x1, exposure0, exposure1 = whole(x0), whole(x1), positive(exposure0), positive(exposure1)
    alpha = alpha_of(level)
    total = x0 + x1
    if total == 0:
        return Change(1.0, 0.0, math.inf, 1.0, Scale.RATIO, "exact-conditional", level)
    low = 0.0 if x1 == 0 else _odds(float(betaincinv(x1, x0 + 1, alpha / 2)))
    high = math.inf if x0 == 0 else _odds(float(betaincinv(x1 + 1, x0, 1 - alpha / 2)))
    exposures = exposure0 / exposure1
    unchanged = exposure1 / (exposure0 + exposure1)
    # Twice the smaller tail is what the central interval of Clopper and Pearson inverts.
    tail = min(float(bdtr(x1, total, unchanged)), float(bdtrc(x1 - 1, total, unchanged)) if x1 else 1.0)
    value = math.inf if x0 == 0 else x1 / x0 * exposures
    p_value = min(1.0, 2 * tail)
    return Change(value, low * exposures, high * exposures, p_value, Scale.RATIO, "exact-conditional", level)


def gap_change(
    x0: float,
    n0: float,
    xr0: float,
    nr0: float,
    x1: float,
    n1: float,
    xr1: float,
    nr1: float,
    level: float = LEVEL,
    limits: ShareLimits = wilson_limits,
) -> Change:
    """The later gap minus the earlier one (a gap that closes gives a negative change), as a fraction.

    `x` of `n` is the population, `xr` of `nr` the reference group, 0 the earlier and 1 the later period. The two
    Newcombe intervals are put together by MOVER, the method of variance estimates recovery (Zou and Donner 2008).
    """
    (x0, n0), (xr0, nr0), (x1, n1), (xr1, nr1) = part_of(x0, n0), part_of(xr0, nr0), part_of(x1, n1), part_of(xr1, nr1)
    gap0, gap1 = xr0 / nr0 - x0 / n0, xr1 / nr1 - x1 / n1

    def of_difference(alpha: float) -> tuple[float, float]:
        (low0, low1), (high0, high1) = newcombe_limits((x0, x1), (n0, n1), (xr0, xr1), (nr0, nr1), alpha, limits)
        low, high = math.hypot(gap1 - low1, high0 - gap0), math.hypot(high1 - gap1, gap0 - low0)
        return gap1 - gap0 - low, gap1 - gap0 + high

    return _difference(gap1 - gap0, of_difference, "mover", level)


def mean_change(m0: float, n0: float, s0: float, m1: float, n1: float, s1: float, level: float = LEVEL) -> Change:
    """The later mean minus the earlier one, in the unit of the answers, with Welch's interval (Welch 1947).

    `n` answers with the sample's standard deviation `s`. With fewer than two answers in a period, or without any
    spread in either, nothing can be excluded: the limits are infinite and the p-value is 1.
    """
    from scipy.special import stdtr, stdtrit

    n0, n1, s0, s1 = whole(n0), whole(n1), not_negative(s0), not_negative(s1)
    difference, alpha = finite(m1) - finite(m0), alpha_of(level)
    if n0 < 1 or n1 < 1:
        raise ValueError("A mean needs at least one answer.")
    if min(n0, n1) < 2 or s0 == s1 == 0:
        return Change(difference, -math.inf, math.inf, 1.0, Scale.DIFFERENCE, "welch", level)
    part0, part1 = s0**2 / n0, s1**2 / n1
    error = math.sqrt(part0 + part1)
    freedom = (part0 + part1) ** 2 / (part0**2 / (n0 - 1) + part1**2 / (n1 - 1))
    margin = float(stdtrit(freedom, 1 - alpha / 2)) * error
    p_value = min(1.0, 2 * float(stdtr(freedom, -abs(difference) / error)))
    return Change(difference, difference - margin, difference + margin, p_value, Scale.DIFFERENCE, "welch", level)


def _odds(share: float) -> float:
    return math.inf if share >= 1 else share / (1 - share)


def _difference(value: float, limits: Callable[[float], tuple[float, float]], method: str, level: float) -> Change:
    low, high = limits(alpha_of(level))
    return Change(value, low, high, _smallest_alpha(value, limits), Scale.DIFFERENCE, method, level)


def _smallest_alpha(value: float, limits: Callable[[float], tuple[float, float]]) -> float:
    """The alpha at which the limit on zero's side touches zero: the interval only widens as alpha falls."""
    from scipy.optimize import brentq
    from scipy.special import ndtr

    def clearance(quantile: float) -> float:
        """How far the interval keeps from zero; negative once it contains it."""
        low, high = limits(2 * float(ndtr(-quantile)))
        return low if value > 0 else -high

    if value == 0 or clearance(SMALLEST_QUANTILE) <= 0:
        return 1.0
    if clearance(LARGEST_QUANTILE) > 0:
        return 0.0
    return 2 * float(ndtr(-brentq(clearance, SMALLEST_QUANTILE, LARGEST_QUANTILE, xtol=1e-12)))
