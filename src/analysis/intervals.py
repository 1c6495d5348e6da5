"""An estimate with its interval: what was counted, how sure it is, and by which method, kept together in one object.

A register counts everyone, so an interval here says what the same conditions could as well have produced.
Wrong input (a numerator above its denominator, half a person, nobody at all) raises `ValueError`: the checks of the
observations come first, so it is a bug and not something an evaluator can mend.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

LEVEL = 0.95

# Limits of shares for arrays of counts and an alpha, such as `wilson_limits`.
ShareLimits = Callable[[ArrayLike, ArrayLike, float], tuple[NDArray, NDArray]]


@dataclass(frozen=True)
class Estimate:
    """A figure and the interval around it; `low` and `high` are None when there is no interval.

    `value` is a fraction between 0 and 1 for a share, between -1 and 1 for a gap, per `per` persons for a rate.
    """

    value: float
    low: float | None
    high: float | None
    numerator: float | None
    denominator: float | None
    method: str  # "wilson", "exact-poisson", "newcombe", "student-t" or "none"
    level: float | None  # None when there is no interval


def share(x: float, n: float, level: float = LEVEL, limits: ShareLimits | None = None) -> Estimate:
    """A share of `n` persons, as a fraction, with Wilson's score interval (Wilson 1927; Newcombe 1998a, method 3).

    `limits` are Wilson's, or Wilson's with a design effect.
    """
    x, n = part_of(x, n)
    low, high = (limits or wilson_limits)(x, n, alpha_of(level))
    return Estimate(x / n, float(low), float(high), x, n, "wilson", level)


def count(events: float, level: float = LEVEL) -> Estimate:
    """A number of independent events with the exact Poisson interval (Garwood 1936)."""
    return replace(rate(events, 1, 1, level), denominator=None)


def rate(events: float, exposure: float, per: float, level: float = LEVEL) -> Estimate:
    """Events per `per` persons (or person years) of `exposure`, with the exact Poisson interval (Garwood 1936)."""
    from statsmodels.stats.rates import confint_poisson

    events, exposure = whole(events), positive(exposure)
    factor = positive(per) / exposure
    low, high = confint_poisson(events, 1, method="exact-c", alpha=alpha_of(level))
    # At zero events statsmodels' lower limit is the quantile of a distribution that does not exist; the limit is 0.
    low = 0.0 if events == 0 else float(low)
    return Estimate(events * factor, low * factor, float(high) * factor, events, exposure, "exact-poisson", level)


def gap(
    x: float,
    n: float,
    x_reference: float,
    n_reference: float,
    level: float = LEVEL,
    limits: ShareLimits | None = None,
) -> Estimate:
    """The share in the reference group minus the share in the population, a fraction between -1 and 1.

    Newcombe's hybrid score interval (Newcombe 1998b, method 10). Numerator and denominator are those of the population.
    """
    (x, n), (x_reference, n_reference) = part_of(x, n), part_of(x_reference, n_reference)
    low, high = newcombe_limits(x, n, x_reference, n_reference, alpha_of(level), limits or wilson_limits)
    return Estimate(x_reference / n_reference - x / n, float(low), float(high), x, n, "newcombe", level)


def mean(mean: float, n: float, standard_deviation: float | None, level: float = LEVEL) -> Estimate:
    """The mean of `n` answers with Student's t interval (Student 1908), in the unit of the answers.

    `standard_deviation` is that of the sample (divisor n - 1). Without it, with a single answer, or when all answers
    are the same, there is no interval: one of no width would claim certainty.
    """
    from scipy.special import stdtrit

    n, mean = whole(n), finite(mean)
    if n < 1:
        raise ValueError("A mean needs at least one answer.")
    spread = None if standard_deviation is None else not_negative(standard_deviation)
    alpha = alpha_of(level)
    if not spread or n < 2:
        return plain(mean, None, n)
    margin = float(stdtrit(n - 1, 1 - alpha / 2)) * spread / math.sqrt(n)
    return Estimate(mean, mean - margin, mean + margin, None, n, "student-t", level)


def plain(value: float, numerator: float | None = None, denominator: float | None = None) -> Estimate:
    """A figure without an interval: a decision of the municipality, or one whose numbers of persons are unknown."""
    return Estimate(float(value), None, None, numerator, denominator, "none", None)


def wilson_limits(x: ArrayLike, n: ArrayLike, alpha: ArrayLike) -> tuple[NDArray, NDArray]:
    """Wilson's limits for arrays of counts; exactly 0 when nobody and exactly 1 when everybody is counted."""
    from scipy.special import ndtri

    x, n = np.asarray(x, dtype=float), np.asarray(n, dtype=float)
    z = -ndtri(np.asarray(alpha) / 2)
    centre = (x + z**2 / 2) / (n + z**2)
    half_width = z * np.sqrt(x * (n - x) / n + z**2 / 4) / (n + z**2)
    return _around(x, n, centre - half_width, centre + half_width)


def jeffreys_limits(x: ArrayLike, n: ArrayLike, alpha: ArrayLike) -> tuple[NDArray, NDArray]:
    """Limits of a share by Jeffreys' prior (Brown, Cai and DasGupta 2001): a neighbour of Wilson's, as well founded."""
    from statsmodels.stats.proportion import proportion_confint

    x, n = np.asarray(x, dtype=float), np.asarray(n, dtype=float)
    return _around(x, n, *proportion_confint(x, n, alpha=alpha, method="jeffreys"))


def _around(x: NDArray, n: NDArray, low: ArrayLike, high: ArrayLike) -> tuple[NDArray, NDArray]:
    """Rounding must never leave the estimate outside its own interval."""
    return np.where(x == 0, 0.0, np.minimum(low, x / n)), np.where(x == n, 1.0, np.maximum(high, x / n))


def with_design_effect(limits: ShareLimits, design_effect: float) -> ShareLimits:
    """Limits of a share of survey answers that weigh as much as `n` / design effect drawn by themselves (Kish 1965)."""
    if design_effect < 1:
        raise ValueError(f"A design effect is 1 or larger, not {design_effect}.")
    if design_effect == 1:
        return limits

    def effective(x: ArrayLike, n: ArrayLike, alpha: float) -> tuple[NDArray, NDArray]:
        return limits(np.asarray(x) / design_effect, np.asarray(n) / design_effect, alpha)

    return effective


def newcombe_limits(
    x0: ArrayLike,
    n0: ArrayLike,
    x1: ArrayLike,
    n1: ArrayLike,
    alpha: ArrayLike,
    limits: ShareLimits = wilson_limits,
    correlation: ArrayLike = 0.0,
) -> tuple[NDArray, NDArray]:
    """Limits of x1/n1 - x0/n0 by Newcombe's hybrid score method, for arrays of counts.

    For different people Newcombe 1998b, method 10. For the same people `correlation` says how far the two shares go
    together (`analysis.panel.correlation`): Newcombe 1998c, method 10. With other `limits` of the two shares it is
    MOVER (Zou and Donner 2008), of which Newcombe's is the first case.
    """
    x0, n0, x1, n1 = np.broadcast_arrays(x0, n0, x1, n1)
    # Both shares at once: the library's own overhead is most of the work.
    (low0, low1), (high0, high1) = limits(np.stack([x0, x1]), np.stack([n0, n1]), alpha)
    p0, p1 = x0 / n0, x1 / n1
    difference = p1 - p0
    low, high = joined(p1 - low1, high0 - p0, correlation), joined(high1 - p1, p0 - low0, correlation)
    return difference - low, difference + high


def joined(one: ArrayLike, other: ArrayLike, correlation: ArrayLike = 0.0) -> NDArray:
    """The distance to a limit of a difference, from the distances to the limits of its two terms.

    The method of variance estimates recovery (Zou and Donner 2008).
    """
    one, other = np.asarray(one), np.asarray(other)
    return np.sqrt(np.maximum(one**2 - 2 * correlation * one * other + other**2, 0.0))


def alpha_of(level: float) -> float:
    """The share of errors that a level allows: 0.05 for 0.95."""
    if not 0 < level < 1:
        raise ValueError(f"The level of an interval lies between 0 and 1, not at {level}.")
    return 1 - level


def part_of(x: float, n: float) -> tuple[int, int]:
    """A numerator and its denominator as whole numbers."""
    x, n = whole(x), whole(n)
    if n == 0:
        raise ValueError("A share of nobody does not exist: the denominator is 0.")
    if x > n:
        raise ValueError(f"The numerator {x} is larger than the denominator {n}.")
    return x, n


def parts_of(x: ArrayLike, n: ArrayLike) -> tuple[NDArray, NDArray]:
    """The same for arrays of numerators and denominators, as floating-point numbers."""
    x, n = (each.copy() for each in np.broadcast_arrays(np.asarray(x, dtype=float), np.asarray(n, dtype=float)))
    sound = np.isfinite(x) & np.isfinite(n) & (x >= 0) & (n > 0) & (x <= n) & (x == np.floor(x)) & (n == np.floor(n))
    for one, all_ in zip(x[~sound].flat, n[~sound].flat, strict=True):
        part_of(one, all_)
    return x, n


def whole(number: float) -> int:
    """A count of persons or events: 0 or a larger whole number, also when a table holds it as 58.0."""
    if not math.isfinite(number) or number < 0 or number != int(number):
        raise ValueError(f"A count is 0 or a larger whole number, not {number}.")
    return int(number)


def positive(number: float) -> float:
    """An exposure: a number larger than 0."""
    if not math.isfinite(number) or number <= 0:
        raise ValueError(f"An exposure is larger than 0, not {number}.")
    return float(number)


def not_negative(number: float) -> float:
    """A standard deviation: 0 or a larger number."""
    if not math.isfinite(number) or number < 0:
        raise ValueError(f"A standard deviation is 0 or larger, not {number}.")
    return float(number)


def finite(number: float) -> float:
    """A mean or a time: any number that is not infinite."""
    if not math.isfinite(number):
        raise ValueError(f"A mean is a number, not {number}.")
    return float(number)
