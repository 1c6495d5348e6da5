"""The scale of a chart's value axis: from where to where, where the lines stand, and how their numbers are written."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from analysis.intervals import Estimate
from analysis.message import Number, Percent, Value
from analysis.vocabulary import Kind

INTERVALS = 5  # at most, between the lines of a scale: more is hard to read on a telephone
STEPS = (1, 2, 5, 10)


@dataclass(frozen=True)
class Scale:
    """The two ends of an axis and the distance between its lines, in the unit of `Estimate.value`."""

    kind: Kind
    low: float
    high: float
    step: float

    @property
    def ticks(self) -> tuple[float, ...]:
        first = math.ceil(self.low / self.step - 1e-9)
        last = math.floor(self.high / self.step + 1e-9)
        return tuple(round(i * self.step, 10) for i in range(first, last + 1))

    def written(self, tick: float) -> Value:
        """A number on the axis, with as few decimals as the distance between the lines needs."""
        if self.kind is Kind.SHARE:
            return Percent(tick, _decimals(self.step * 100))
        if self.kind is Kind.GAP:
            return Number(tick * 100, _decimals(self.step * 100))
        return Number(tick, _decimals(self.step))


def scale_for(
    kind: Kind, estimates: Iterable[Estimate], further: Iterable[float] = (), intervals: int = INTERVALS
) -> Scale:
    """A scale that holds the estimates with their intervals and the `further` values, such as a target.

    It begins at zero, so that heights can be compared; only a mean of answers does not, since answers have no zero.
    """
    values = list(further)
    for estimate in estimates:
        values += [value for value in (estimate.value, estimate.low, estimate.high) if value is not None]
    low, high = min(values), max(values)
    if kind is not Kind.MEAN:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        high = low + (0.1 if kind in (Kind.SHARE, Kind.GAP) else 1.0)
    step = _step(low, high, intervals)
    if kind in (Kind.COUNT, Kind.DELIVERABLE):
        step = max(step, 1.0)
    top = _outwards(high, step) * step
    if kind is Kind.SHARE:
        top = min(top, 1.0)
    return Scale(kind, _inwards(low, step) * step, top, step)


def _step(low: float, high: float, intervals: int) -> float:
    """The smallest round step that divides the range into no more than so many intervals."""
    size = 10 ** (math.floor(math.log10((high - low) / intervals)))
    round_steps = (step * size for step in (*STEPS, 20))
    return next(step for step in round_steps if _outwards(high, step) - _inwards(low, step) <= intervals)


def _outwards(high: float, step: float) -> int:
    return math.ceil(high / step - 1e-9)


def _inwards(low: float, step: float) -> int:
    return math.floor(low / step + 1e-9)


def _decimals(step: float) -> int:
    return next((decimals for decimals in range(4) if math.isclose(round(step, decimals), step, rel_tol=1e-6)), 4)
