"""The smallest change that the rule could have seen: what a review of this size is able to find at all.

A change is seen when the 95 % interval of `analysis.change` excludes no change; "smallest visible" is the change from
the baseline that would be seen in 80 of 100 reviews. For shares and counts the chance is added up exactly over every
outcome of both periods; for gaps and means it is a normal and a t approximation.
"""

import functools
import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.intervals import LEVEL, alpha_of, newcombe_limits, not_negative, part_of, positive, whole

POWER = 0.8
# Outcomes of the baseline period beyond this share in each tail are left out.
LEFT_OUT = 5e-10


@dataclass(frozen=True)
class VisibleChange:
    """The smallest visible changes, written as `Change.value` is: a difference with its sign, or a ratio.

    None: no change in that direction, however large, would be seen with this power.
    """

    up: float | None  # above 0, or a ratio above 1
    down: float | None  # below 0, or a ratio below 1


@functools.lru_cache(maxsize=4096)
def smallest_visible_share_change(
    x0: int, n0: int, n1: int, level: float = LEVEL, power: float = POWER
) -> VisibleChange:
    """The smallest visible change of a share that was x0 / n0, when n1 persons are counted later, in fractions."""
    from scipy.special import bdtr, bdtrc

    (x0, n0), (_, n1) = part_of(x0, n0), part_of(0, n1)
    baseline, alpha = x0 / n0, alpha_of(level)
    before, weights = _binomial_window(n0, baseline)

    def rises(x1: NDArray) -> NDArray:
        return newcombe_limits(before, n0, x1, n1, alpha)[0] > 0

    def falls(x1: NDArray) -> NDArray:
        return newcombe_limits(before, n0, x1, n1, alpha)[1] < 0

    enough = _first(rises, len(before), n1)
    little = _first(lambda x1: ~falls(x1), len(before), n1) - 1

    def seen_up(rise: float) -> float:
        later = baseline + rise
        return float((weights * np.where(enough > n1, 0.0, bdtrc(np.minimum(enough, n1) - 1.0, n1, later))).sum())

    def seen_down(fall: float) -> float:
        later = baseline - fall
        return float((weights * np.where(little < 0, 0.0, bdtr(np.maximum(little, 0.0), n1, later))).sum())

    return VisibleChange(_smallest(seen_up, 1 - baseline, power), _negative(_smallest(seen_down, baseline, power)))


@functools.lru_cache(maxsize=4096)
def smallest_visible_count_ratio(
    x0: int,
    exposure0: float | None = None,
    exposure1: float | None = None,
    level: float = LEVEL,
    power: float = POWER,
) -> VisibleChange:
    """The smallest visible ratio of a rate to the one at which x0 events are expected in the baseline period.

    Plain counts have no exposure. From no events no ratio can be told: both are None.
    """
    from scipy.special import bdtr, bdtrc, pdtr, pdtrc

    x0, tail = whole(x0), alpha_of(level) / 2
    exposure0, exposure1 = (1.0 if each is None else positive(each) for each in (exposure0, exposure1))
    unchanged = exposure1 / (exposure0 + exposure1)
    if x0 == 0:
        return VisibleChange(None, None)
    before, weights = _poisson_window(x0)
    expected = x0 * exposure1 / exposure0
    largest = int((before.max() + 10) * 1000 * max(1.0, exposure1 / exposure0))

    def rises(x1: NDArray) -> NDArray:
        return np.where(x1 > 0, bdtrc(np.maximum(x1, 1) - 1.0, before + x1, unchanged), 1.0) < tail

    def falls(x1: NDArray) -> NDArray:
        return bdtr(x1.astype(float), before + x1, unchanged) < tail

    enough = _first(rises, len(before), largest)
    little = _first(lambda x1: ~falls(x1), len(before), largest) - 1

    def seen_up(more: float) -> float:
        return float((weights * pdtrc(np.maximum(enough - 1.0, 0.0), expected * (1 + more))).sum())

    def seen_down(less: float) -> float:
        later = expected * (1 - less)
        return float((weights * np.where(little < 0, 0.0, pdtr(np.maximum(little, 0.0), later))).sum())

    up, down = _smallest(seen_up, largest / expected, power), _smallest(seen_down, 1.0, power)
    return VisibleChange(None if up is None else 1 + up, None if down is None else 1 - down)


@functools.lru_cache(maxsize=4096)
def smallest_visible_gap_change(
    x0: int, n0: int, xr0: int, nr0: int, n1: int, nr1: int, level: float = LEVEL, power: float = POWER
) -> VisibleChange:
    """The smallest visible change of a gap, in fractions, when the population's share moves and the reference stays.

    A normal approximation: MOVER's half width at the expected counts, and the spread of the estimate itself.
    """
    from scipy.special import ndtri

    (x0, n0), (xr0, nr0), (_, n1), (_, nr1) = part_of(x0, n0), part_of(xr0, nr0), part_of(0, n1), part_of(0, nr1)
    alpha, margin = alpha_of(level), float(ndtri(power))
    share, reference = x0 / n0, xr0 / nr0
    gap0, low0, high0 = reference - share, *map(float, newcombe_limits(x0, n0, xr0, nr0, alpha))
    fixed = share * (1 - share) / n0 + reference * (1 - reference) * (1 / nr0 + 1 / nr1)

    def clearance(change: float) -> float:
        later = min(1.0, max(0.0, share - change))
        low1, high1 = map(float, newcombe_limits(later * n1, n1, reference * nr1, nr1, alpha))
        gap1 = reference - later
        half_width = math.hypot(gap1 - low1, high0 - gap0) if change > 0 else math.hypot(high1 - gap1, gap0 - low0)
        return abs(change) - half_width - margin * math.sqrt(fixed + later * (1 - later) / n1)

    up = _smallest(lambda size: clearance(size), share, 0.0)
    down = _smallest(lambda size: clearance(-size), 1 - share, 0.0)
    return VisibleChange(up, _negative(down))


@functools.lru_cache(maxsize=4096)
def smallest_visible_mean_change(
    n0: int, s0: float, n1: int, s1: float, level: float = LEVEL, power: float = POWER
) -> VisibleChange:
    """The smallest visible change of a mean, in its unit, for `n` answers with the standard deviation `s`."""
    from scipy.special import nctdtr, stdtrit

    n0, n1, s0, s1 = whole(n0), whole(n1), not_negative(s0), not_negative(s1)
    alpha = alpha_of(level)
    if min(n0, n1) < 2 or s0 == s1 == 0:
        return VisibleChange(None, None)
    part0, part1 = s0**2 / n0, s1**2 / n1
    error = math.sqrt(part0 + part1)
    freedom = (part0 + part1) ** 2 / (part0**2 / (n0 - 1) + part1**2 / (n1 - 1))
    critical = float(stdtrit(freedom, 1 - alpha / 2))
    size = _smallest(lambda change: 1 - float(nctdtr(freedom, change / error, critical)), 10 * critical * error, power)
    return VisibleChange(size, _negative(size))


def _binomial_window(n: int, p: float) -> tuple[NDArray, NDArray]:
    """The outcomes of a binomial count that matter, and their probabilities."""
    from scipy.special import bdtr, gammaln, xlog1py, xlogy

    x = np.arange(n + 1)
    below = bdtr(x.astype(float), n, p)
    x = x[(below >= LEFT_OUT) & (np.append(0.0, below[:-1]) <= 1 - LEFT_OUT)]
    logs = gammaln(n + 1) - gammaln(x + 1) - gammaln(n - x + 1) + xlogy(x, p) + xlog1py(n - x, -p)
    return x, np.exp(logs)


def _poisson_window(expected: float) -> tuple[NDArray, NDArray]:
    from scipy.special import gammaln, pdtr

    x = np.arange(int(expected + 10 * math.sqrt(expected) + 30))
    below = pdtr(x, expected)
    x = x[(below >= LEFT_OUT) & (np.append(0.0, below[:-1]) <= 1 - LEFT_OUT)]
    return x, np.exp(x * math.log(expected) - expected - gammaln(x + 1))


def _first(holds: Callable[[NDArray], NDArray], size: int, largest: int) -> NDArray:
    """For each of `size` cases the smallest whole number from 0 for which `holds`, `largest` + 1 if none does.

    Bisection in all cases at once: once it holds, it holds for every larger number.
    """
    low, high = np.zeros(size, dtype=np.int64), np.full(size, largest + 1, dtype=np.int64)
    while (open_ := low < high).any():
        middle = (low + high) // 2
        true = holds(np.minimum(middle, largest))
        high = np.where(open_ & true, middle, high)
        low = np.where(open_ & ~true, middle + 1, low)
    return low


def _smallest(chance: Callable[[float], float], largest: float, power: float) -> float | None:
    """The smallest change whose chance of being seen reaches `power`; None when even the largest does not."""
    if largest <= 0 or chance(largest) < power:
        return None
    low, high = 0.0, largest
    while high - low > 1e-6 * max(1.0, high):
        middle = (low + high) / 2
        low, high = (low, middle) if chance(middle) >= power else (middle, high)
    return high


def _negative(size: float | None) -> float | None:
    return None if size is None else -size
