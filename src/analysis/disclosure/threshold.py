"""When a figure could tell something about a person by itself.

A number of persons from 1 up to the threshold is small, and so is the number of those who are *not* counted, because it
tells as much (Hundepool and others 2012, chapter 5).
"""

from dataclasses import dataclass

from analysis.vocabulary import Sensitivity

ORDINARY_THRESHOLD = 5
SENSITIVE_THRESHOLD = 10

Amounts = tuple[float | None, float | None, float | None]


@dataclass(frozen=True)
class Threshold:
    """The smallest number of persons that may be shown; `ends` hides “nobody” and “everybody” too."""

    least: int
    ends: bool = False

    def hides(self, persons: float) -> bool:
        return (0 if self.ends else 1) <= persons < self.least


@dataclass(frozen=True)
class Cell:
    """The persons of one figure. A number is None where there is none or where it is not known."""

    numerator: float | None
    denominator: float | None = None

    @property
    def amounts(self) -> Amounts:
        """Who is counted, who is not, and both together: what adds up over parts and can be subtracted from a total."""
        x, n = self.numerator, self.denominator
        return x, None if x is None or n is None else n - x, n


def threshold(sensitivity: Sensitivity, source_rule: int | None = None) -> Threshold:
    """The larger of the source's own rule and 5, or 10 for sensitive figures; for published ones the source's alone."""
    own = {
        Sensitivity.PUBLISHED: 0,
        Sensitivity.ORDINARY: ORDINARY_THRESHOLD,
        Sensitivity.SENSITIVE: SENSITIVE_THRESHOLD,
    }
    return Threshold(max(own[sensitivity], source_rule or 0), ends=sensitivity is Sensitivity.SENSITIVE)


def is_small(numerator: float | None, denominator: float | None, threshold: Threshold) -> bool:
    """Whether a figure must be hidden by itself: few are counted, few are not, or few could have been.

    None stands for a number that does not exist (the denominator of a count) or that nobody can know.
    """
    counted, others, everybody = Cell(numerator, denominator).amounts
    return (
        (counted is not None and threshold.hides(counted))
        or (others is not None and threshold.hides(others))
        or (everybody is not None and everybody < threshold.least)
    )
