"""Whether a target is met: a fact about the figures of the review, never a matter of an interval that covers it."""

from collections.abc import Sequence
from fractions import Fraction

from analysis.assessment.observed import Observed
from analysis.assessment.rule import FEWEST_PERSONS
from analysis.assessment.statistic import STATISTICS
from analysis.programme import Indicator
from analysis.vocabulary import Direction, Kind, Status

SMALLEST_STEP = 1_000_000  # a target is written with at most six decimals


def is_met(indicator: Indicator, observed: Sequence[Observed]) -> bool:
    """Whether every figure of the review reaches the target, each on at least ten persons.

    Beside a withheld figure nothing is met: it may miss the target, and whether it does must stay hidden.
    A target that is set for another kind of figure or for other people is not this indicator's to meet.
    """
    statistic = STATISTICS.get(indicator.kind)
    figures = [each for each in observed if each.is_figure]
    if statistic is None or not figures or not _is_for(indicator) or indicator.direction is Direction.NONE:
        return False
    if any(each.status is Status.WITHHELD for each in observed) or any(map(statistic.missing, figures)):
        return False
    return all(_enough(indicator, each) and _reaches(indicator, statistic.value(indicator, each)) for each in figures)


def _is_for(indicator: Indicator) -> bool:
    target = indicator.target
    return (
        target is not None
        and target.kind is indicator.kind
        and target.population in (indicator.population or "", indicator.among or "")
    )


def _enough(indicator: Indicator, figure: Observed) -> bool:
    """At least ten persons in the smallest group; for a count, the count itself."""
    persons = STATISTICS[indicator.kind].persons(figure)
    return (figure.own.numerator if persons is None else persons) >= FEWEST_PERSONS


def _reaches(indicator: Indicator, value: Fraction) -> bool:
    # 58.3 per cent is written as a decimal and must be met by 583 of 1000, whatever floating point makes of it.
    target = Fraction(indicator.target.value).limit_denominator(SMALLEST_STEP)
    if indicator.kind is Kind.GAP and indicator.better is Direction.DOWN:
        value = -value
    return value >= target if indicator.direction is Direction.UP else value <= target
