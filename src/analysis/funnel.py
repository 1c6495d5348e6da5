"""The limits of a funnel plot: how far chance alone scatters groups of different sizes around one common level.

Exact limits, interpolated between whole numbers so that they make a line (Spiegelhalter 2005, appendix A.1). A group
outside them differs by more than chance; why, and whether that is good, no limit can say.
"""

from typing import TYPE_CHECKING

from analysis.intervals import alpha_of, positive

if TYPE_CHECKING:
    from scipy.stats._distn_infrastructure import rv_frozen

LEVELS = (0.95, 0.998)  # about two and three standard errors; of a hundred groups five and less than one by chance


def share_limits(share: float, n: int, level: float) -> tuple[float, float]:
    """Between which fractions the share of `n` persons lies by chance, where it is `share` for everyone (binomial)."""
    from scipy.stats import binom

    if not 0 <= share <= 1:
        raise ValueError(f"A share lies between 0 and 1, not at {share}.")
    if share in (0, 1):
        return float(share), float(share)
    return _limits(binom(int(positive(n)), share), n, level)


def rate_limits(rate: float, exposure: float, level: float) -> tuple[float, float]:
    """Between which values the events per person of `exposure` lie by chance, at a common `rate` (Poisson)."""
    from scipy.stats import poisson

    if rate < 0:
        raise ValueError(f"A rate is 0 or larger, not {rate}.")
    if rate == 0:
        return 0.0, 0.0
    return _limits(poisson(rate * positive(exposure)), exposure, level)


def _limits(counted: "rv_frozen", size: float, level: float) -> tuple[float, float]:
    tail = alpha_of(level) / 2
    return _quantile(counted, tail) / size, _quantile(counted, 1 - tail) / size


def _quantile(counted: "rv_frozen", probability: float) -> float:
    """The whole number at which the probability is reached, moved back by the part of it that is beyond."""
    at = counted.ppf(probability)
    return max(0.0, float(at - (counted.cdf(at) - probability) / counted.pmf(at)))
