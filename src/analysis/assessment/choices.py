"""The choices that a rule cannot avoid, held in one value, so that the neighbouring ones can be tried by the same rule.

`DECLARED` are the choices of `docs/verdicts.md`. `ALTERNATIVES` are others that a careful statistician could have made
as well; each differs from the declared ones in one thing only.
"""

from dataclasses import dataclass, replace

from analysis.intervals import LEVEL, ShareLimits, jeffreys_limits, wilson_limits
from analysis.vocabulary import Kind

RATIOS = (Kind.COUNT, Kind.RATE)
MADE_OF_SHARES = (Kind.SHARE, Kind.GAP)


@dataclass(frozen=True)
class Choices:
    """What every indicator of a review is judged with."""

    level: float = LEVEL  # of the interval of a change; a trend must be as clear
    margins: float = 1.0  # how many times the declared meaningful change
    baseline: int = 0  # the comparable figure so many places after the declared baseline; below 0 before it
    limits: ShareLimits = wilson_limits  # of a single share, from which those of a difference are built

    def margin(self, kind: Kind, declared: float) -> float:
        """A meaningful change in the unit in which it is declared. A ratio is halved and doubled as its logarithm."""
        return declared**self.margins if kind in RATIOS else declared * self.margins

    def concern(self, kind: Kind) -> bool:
        """Whether what differs from `DECLARED` is used for this kind: a mean or a count has no limits of a share."""
        return kind in MADE_OF_SHARES or self != replace(DECLARED, limits=self.limits)


DECLARED = Choices()
ALTERNATIVES = (
    replace(DECLARED, level=0.90),
    replace(DECLARED, level=0.99),
    replace(DECLARED, margins=0.5),
    replace(DECLARED, margins=2.0),
    replace(DECLARED, baseline=-1),
    replace(DECLARED, baseline=1),
    replace(DECLARED, limits=jeffreys_limits),
)
