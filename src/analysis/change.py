"""A change between two periods with its interval, and a p-value that never contradicts it.

Each p-value is the smallest alpha at which the interval excludes "no change"; it is 1 when nothing can be excluded.
Shares and gaps are worked out for many pairs of figures at once, of which a single one is the simplest case.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.intervals import (
    LEVEL,
    ShareLimits,
    alpha_of,
    finite,
    joined,
    newcombe_limits,
    not_negative,
    parts_of,
    positive,
    whole,
    wilson_limits,
)
from analysis.panel import Flows, ManyFlows, correlation

# The normal quantiles between which a p-value is searched for: p-values of nearly 1 and of nearly 1e-299.
SMALLEST_QUANTILE, LARGEST_QUANTILE = 1e-7, 37.0
FEW = 4  # roots that are found faster one after another than together

Limits = Callable[[NDArray, NDArray], tuple[NDArray, NDArray]]  # the limits of some of the changes, each at its alpha


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
    method: str  # "newcombe", "newcombe-paired", "exact-conditional", "mover", "mover-paired" or "welch"
    level: float
    same_people: bool = False  # whether it is known how those counted in both periods moved
    hangs_on_one: bool = False  # whether one person counted otherwise would let the interval contain no change

    @property
    def no_change(self) -> float:
        """The value that means that nothing changed: 0 for a difference, 1 for a ratio."""
        return 0.0 if self.scale is Scale.DIFFERENCE else 1.0


def share_change(
    x0: float,
    n0: float,
    x1: float,
    n1: float,
    level: float = LEVEL,
    limits: ShareLimits = wilson_limits,
    flows: Flows | None = None,
) -> Change:
    """The later share minus the earlier one, as a fraction, with Newcombe's interval.

    Different people: Newcombe 1998b, method 10. With `flows`, of partly the same people: Newcombe 1998c, method 10,
    with the correlation of overlapping groups (`analysis.panel`). `hangs_on_one` is told for shares and gaps, whose
    limits are approximations: one person less who moved, in either period.
    """
    many = None if flows is None else _many(flows, (x0, n0, x1, n1))
    return share_changes([x0], n0, [x1], n1, level, limits, many)[0]


def share_changes(
    x0: ArrayLike,
    n0: ArrayLike,
    x1: ArrayLike,
    n1: ArrayLike,
    level: float = LEVEL,
    limits: ShareLimits = wilson_limits,
    flows: ManyFlows | None = None,
) -> list[Change]:
    """`share_change` of many pairs of shares at once."""
    pairs = _Shares(*parts_of(x0, n0), *parts_of(x1, n1), limits, flows)
    value = pairs.value
    low, high = pairs.limits(alpha_of(level))
    side = _clear_side(low, high)
    unclear = [_clear_side(*fewer.limits(alpha_of(level))) != side for fewer in pairs.one_person_less(side)]
    hangs = (side != 0) & (unclear[0] | unclear[1])
    p_values = _smallest_alphas(value, lambda alpha, at: pairs.some(at).limits(alpha))
    method = _method("newcombe" if limits is wilson_limits else "mover", paired=flows is not None)
    found = zip(value, low, high, p_values, hangs, strict=True)
    return [
        Change(float(v), float(lo), float(hi), float(p), Scale.DIFFERENCE, method, level, flows is not None, bool(one))
        for v, lo, hi, p, one in found
    ]


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
    flows: Flows | None = None,
    flows_reference: Flows | None = None,
) -> Change:
    """The later gap minus the earlier one (a gap that closes gives a negative change), as a fraction.

    `x` of `n` is the population, `xr` of `nr` the reference group, 0 the earlier and 1 the later period. The intervals
    of the two groups' changes are put together by MOVER, the method of variance estimates recovery (Zou and Donner
    2008); where the flows of a group are known, its own interval is that of the same people.
    """
    own = None if flows is None else _many(flows, (x0, n0, x1, n1))
    others = None if flows_reference is None else _many(flows_reference, (xr0, nr0, xr1, nr1))
    return gap_changes(([x0], [n0], [x1], [n1]), ([xr0], [nr0], [xr1], [nr1]), level, limits, own, others)[0]


def gap_changes(
    own: Sequence[ArrayLike],
    reference: Sequence[ArrayLike],
    level: float = LEVEL,
    limits: ShareLimits = wilson_limits,
    flows: ManyFlows | None = None,
    flows_reference: ManyFlows | None = None,
) -> list[Change]:
    """`gap_change` of many pairs of gaps at once; of each group x0, n0, x1 and n1."""
    x0, n0, x1, n1 = own
    population = _Shares(*parts_of(x0, n0), *parts_of(x1, n1), limits, flows)
    x0, n0, x1, n1 = reference
    others = _Shares(*parts_of(x0, n0), *parts_of(x1, n1), limits, flows_reference)
    value = others.value - population.value

    def some(alpha: NDArray, at: NDArray) -> tuple[NDArray, NDArray]:
        return _gap_limits(population.some(at), others.some(at), alpha)

    low, high = _gap_limits(population, others, alpha_of(level))
    side = _clear_side(low, high)
    # A gap rises when the reference rises or the population falls.
    fewer = [
        *((population, each) for each in others.one_person_less(side)),
        *((each, others) for each in population.one_person_less(-side)),
    ]
    unclear = [side != _clear_side(*_gap_limits(*groups, alpha_of(level))) for groups in fewer]
    hangs = (side != 0) & np.any(unclear, axis=0)
    paired = flows is not None or flows_reference is not None
    found = zip(value, low, high, _smallest_alphas(value, some), hangs, strict=True)
    method = _method("mover", paired)
    return [
        Change(float(v), float(lo), float(hi), float(p), Scale.DIFFERENCE, method, level, paired, bool(one))
        for v, lo, hi, p, one in found
    ]


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


class _Shares(NamedTuple):
    """Many pairs of shares, an earlier and a later one, of the same people where their flows are known."""

    x0: NDArray
    n0: NDArray
    x1: NDArray
    n1: NDArray
    of_share: ShareLimits
    flows: ManyFlows | None

    @property
    def value(self) -> NDArray:
        return self.x1 / self.n1 - self.x0 / self.n0

    def some(self, at: NDArray) -> "_Shares":
        flows = None if self.flows is None else ManyFlows(*(each[at] for each in self.flows))
        return _Shares(self.x0[at], self.n0[at], self.x1[at], self.n1[at], self.of_share, flows)

    @property
    def correlation(self) -> ArrayLike:
        return 0.0 if self.flows is None else correlation(self.flows, self.n0, self.n1)

    def limits(self, alpha: ArrayLike) -> tuple[NDArray, NDArray]:
        return newcombe_limits(self.x0, self.n0, self.x1, self.n1, alpha, self.of_share, self.correlation)

    def distances(self, alpha: ArrayLike) -> tuple[NDArray, NDArray]:
        """From the difference down to its lower limit and up to its upper one."""
        low, high = self.limits(alpha)
        return self.value - low, high - self.value

    def one_person_less(self, side: NDArray) -> "tuple[_Shares, _Shares]":
        """The pairs as they would be if one person less had moved to `side` (1 up, -1 down, 0 neither).

        First one who is counted otherwise in the later period, then one in the earlier. Where it is known how those
        counted both times moved, it is one of them, if any did.
        """
        later = np.clip(self.x1 - side, 0, self.n1)
        earlier = np.clip(self.x0 + side, 0, self.n0)
        if self.flows is None:
            return self._replace(x1=later), self._replace(x0=earlier)
        kept, gained, lost, both = self.flows
        up, down = (side > 0) & (gained > 0), (side < 0) & (lost > 0)
        later_flows = ManyFlows(kept + down, gained - up, lost - down, both)
        earlier_flows = ManyFlows(kept + up, gained - up, lost - down, both)
        return self._replace(x1=later, flows=later_flows), self._replace(x0=earlier, flows=earlier_flows)


def _method(name: str, paired: bool) -> str:
    return f"{name}-paired" if paired else name


def _many(flows: Flows, figures: Sequence[float]) -> ManyFlows:
    """One pair's flows, which must agree with its two figures."""
    x0, n0, x1, n1 = map(whole, figures)
    within = (
        flows.kept + flows.gained <= x1 <= n1 - flows.lost - flows.never
        and flows.kept + flows.lost <= x0 <= n0 - flows.gained - flows.never
    )
    if not within:
        raise ValueError(f"The flows {flows} do not agree with {x0} of {n0} and {x1} of {n1}.")
    return ManyFlows(*(np.array([float(each)]) for each in (flows.kept, flows.gained, flows.lost, flows.both)))


def _gap_limits(population: _Shares, reference: _Shares, alpha: ArrayLike) -> tuple[NDArray, NDArray]:
    (down, up), (down_reference, up_reference) = population.distances(alpha), reference.distances(alpha)
    value = reference.value - population.value
    return value - joined(down_reference, up), value + joined(up_reference, down)


def _clear_side(low: NDArray, high: NDArray) -> NDArray:
    """1 where the whole interval lies above no change, -1 below, 0 where it contains it."""
    return (low > 0).astype(int) - (high < 0).astype(int)


def _smallest_alphas(values: NDArray, limits: Limits) -> NDArray:
    """The alphas at which the limit on zero's side touches zero: an interval only widens as alpha falls."""
    from scipy.special import ndtr

    def clearance(quantile: NDArray, at: NDArray) -> NDArray:
        """How far each interval keeps from zero; negative once it contains it."""
        low, high = limits(2 * ndtr(-quantile), at)
        return np.where(values[at] > 0, low, -high)

    at = np.flatnonzero(values)
    at = at[clearance(np.full(at.shape, SMALLEST_QUANTILE), at) > 0]
    found = np.ones(values.shape)
    found[at] = 0.0
    at = at[clearance(np.full(at.shape, LARGEST_QUANTILE), at) <= 0]
    if at.size:
        found[at] = 2 * ndtr(-_roots(clearance, at))
    return found


def _roots(clearance: Callable[[NDArray, NDArray], NDArray], at: NDArray) -> NDArray:
    """The quantiles at which each interval stops keeping from zero.

    Many are sought together. For a few, Brent's method one after another is faster.
    """
    from scipy.optimize import brentq, elementwise

    if at.size > FEW:
        bracket = np.full(at.shape, SMALLEST_QUANTILE), np.full(at.shape, LARGEST_QUANTILE)
        return elementwise.find_root(clearance, bracket, args=(at,), tolerances={"xatol": 1e-12}).x
    each = (at[[place]] for place in range(at.size))
    return np.array([brentq(_one, SMALLEST_QUANTILE, LARGEST_QUANTILE, (clearance, one), xtol=1e-12) for one in each])


def _one(quantile: float, clearance: Callable[[NDArray, NDArray], NDArray], at: NDArray) -> float:
    return float(clearance(np.array([quantile]), at)[0])
