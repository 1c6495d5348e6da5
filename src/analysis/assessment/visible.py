"""The smallest change that an assessment could have seen: what its numbers of persons allow at all."""

from collections.abc import Callable, Mapping

from analysis import power
from analysis.assessment.indicator import yardstick
from analysis.assessment.nouns import Assessment, Figure
from analysis.intervals import Estimate
from analysis.power import VisibleChange
from analysis.vocabulary import Direction, Kind

MOST_YEARS = 10  # of pooling: a programme is written anew long before


def smallest_visible_change(assessment: Assessment, years: int = 1) -> VisibleChange | None:
    """The smallest change from the baseline that the 95 % interval would have shown in 80 of 100 reviews like this one.

    Written as the change itself: a difference in fractions (of a mean in its unit), or a ratio. None without a change.
    `years` are counted together in each period, each with as many persons and the same level as the one that is there.
    Not part of the evaluation, because every outcome of both periods is counted through; it is remembered instead.
    """
    if assessment.change is None or assessment.baseline is None or assessment.latest is None:
        return None
    return VISIBLE[assessment.indicator.kind](assessment.baseline, assessment.latest, years)


def smallest_visible_progress(assessment: Assessment) -> float | None:
    """The smallest visible change in the direction that is good; of a figure without one, the smallest visible rise."""
    visible = smallest_visible_change(assessment)
    if visible is None:
        return None
    return visible.down if yardstick(assessment.indicator).good is Direction.DOWN else visible.up


def is_meaningful_visible(assessment: Assessment, visible: VisibleChange) -> bool:
    """Whether the meaningful change, in the hoped-for direction, is at least as large as the smallest visible one."""
    declared = yardstick(assessment.indicator)
    # For a gap in something that is better low, “less behind” is a rise of the gap as it is drawn.
    edge = visible.down if declared.good is Direction.DOWN else visible.up
    if not edge:
        return False
    if assessment.indicator.kind in (Kind.COUNT, Kind.RATE):
        return max(edge, 1 / edge) <= declared.margin
    return abs(edge) <= declared.margin


def years_to_see(assessment: Assessment) -> int | None:
    """How many years counted together in each period would make the meaningful change visible; 1 where it is already.

    None where even `MOST_YEARS` would not, or where there is no change at all. Years in which the same persons are
    counted again bring less than this, so it is the least that is needed.
    """
    for years in range(1, MOST_YEARS + 1):
        visible = smallest_visible_change(assessment, years)
        if visible is not None and is_meaningful_visible(assessment, visible):
            return years
    return None


def _share(before: Figure, after: Figure, years: int) -> VisibleChange:
    return power.smallest_visible_share_change(*_pair(before.estimate, years), years * after.estimate.denominator)


def _gap(before: Figure, after: Figure, years: int) -> VisibleChange:
    return power.smallest_visible_gap_change(
        *_pair(before.population, years),
        *_pair(before.reference, years),
        years * after.population.denominator,
        years * after.reference.denominator,
    )


def _ratio(before: Figure, after: Figure, years: int) -> VisibleChange:
    x0, exposure0 = _pair(before.estimate, years)
    exposure1 = after.estimate.denominator
    return power.smallest_visible_count_ratio(x0, exposure0, None if exposure1 is None else years * exposure1)


def _mean(before: Figure, after: Figure, years: int) -> VisibleChange:
    return power.smallest_visible_mean_change(
        years * before.estimate.denominator,
        before.standard_deviation,
        years * after.estimate.denominator,
        after.standard_deviation,
    )


def _pair(estimate: Estimate, years: int) -> tuple[float, float | None]:
    """Numerator and denominator of so many years like this one; plain counts have no denominator."""
    return years * estimate.numerator, None if estimate.denominator is None else years * estimate.denominator


VISIBLE: Mapping[Kind, Callable[[Figure, Figure, int], VisibleChange]] = {
    Kind.SHARE: _share,
    Kind.GAP: _gap,
    Kind.COUNT: _ratio,
    Kind.RATE: _ratio,
    Kind.MEAN: _mean,
}
