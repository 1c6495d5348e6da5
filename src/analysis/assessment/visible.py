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
    weight = years / assessment.indicator.design_effect  # of each answer
    return VISIBLE[assessment.indicator.kind](assessment.baseline, assessment.latest, weight)


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


def _share(before: Figure, after: Figure, weight: float) -> VisibleChange:
    return power.smallest_visible_share_change(
        *_pair(before.estimate, weight), _weighed(after.estimate.denominator, weight)
    )


def _gap(before: Figure, after: Figure, weight: float) -> VisibleChange:
    return power.smallest_visible_gap_change(
        *_pair(before.population, weight),
        *_pair(before.reference, weight),
        _weighed(after.population.denominator, weight),
        _weighed(after.reference.denominator, weight),
    )


def _ratio(before: Figure, after: Figure, weight: float) -> VisibleChange:
    x0, exposure0 = _pair(before.estimate, weight)
    exposure1 = after.estimate.denominator
    return power.smallest_visible_count_ratio(x0, exposure0, None if exposure1 is None else _weighed(exposure1, weight))


def _mean(before: Figure, after: Figure, weight: float) -> VisibleChange:
    return power.smallest_visible_mean_change(
        _weighed(before.estimate.denominator, weight),
        before.standard_deviation,
        _weighed(after.estimate.denominator, weight),
        after.standard_deviation,
    )


def _pair(estimate: Estimate, weight: float) -> tuple[float, float | None]:
    """Numerator and denominator of so many years like this one; plain counts have no denominator."""
    all_persons = None if estimate.denominator is None else _weighed(estimate.denominator, weight)
    return _weighed(estimate.numerator, weight), all_persons


def _weighed(persons: float, weight: float) -> int:
    """So many times as many, in whole persons, at least one."""
    return max(1, round(persons * weight)) if persons else 0


VISIBLE: Mapping[Kind, Callable[[Figure, Figure, float], VisibleChange]] = {
    Kind.SHARE: _share,
    Kind.GAP: _gap,
    Kind.COUNT: _ratio,
    Kind.RATE: _ratio,
    Kind.MEAN: _mean,
}
