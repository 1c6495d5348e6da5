"""The smallest change that an assessment could have seen: what its numbers of persons allow at all."""

from collections.abc import Callable, Mapping

from analysis import power
from analysis.assessment.indicator import yardstick
from analysis.assessment.nouns import Assessment, Figure
from analysis.intervals import Estimate
from analysis.power import VisibleChange
from analysis.vocabulary import Direction, Kind


def smallest_visible_change(assessment: Assessment) -> VisibleChange | None:
    """The smallest change from the baseline that the 95 % interval would have shown in 80 of 100 reviews like this one.

    Written as the change itself: a difference in fractions (of a mean in its unit), or a ratio. None without a change.
    Not part of the evaluation, because every outcome of both periods is counted through; it is remembered instead.
    """
    if assessment.change is None or assessment.baseline is None or assessment.latest is None:
        return None
    return VISIBLE[assessment.indicator.kind](assessment.baseline, assessment.latest)


def smallest_visible_progress(assessment: Assessment) -> float | None:
    """The smallest visible change in the direction that is good; of a figure without one, the smallest visible rise."""
    visible = smallest_visible_change(assessment)
    if visible is None:
        return None
    return visible.down if yardstick(assessment.indicator).good is Direction.DOWN else visible.up


def _share(before: Figure, after: Figure) -> VisibleChange:
    return power.smallest_visible_share_change(*_pair(before.estimate), after.estimate.denominator)


def _gap(before: Figure, after: Figure) -> VisibleChange:
    return power.smallest_visible_gap_change(
        *_pair(before.population), *_pair(before.reference), after.population.denominator, after.reference.denominator
    )


def _ratio(before: Figure, after: Figure) -> VisibleChange:
    return power.smallest_visible_count_ratio(*_pair(before.estimate), after.estimate.denominator)


def _mean(before: Figure, after: Figure) -> VisibleChange:
    return power.smallest_visible_mean_change(
        before.estimate.denominator, before.standard_deviation, after.estimate.denominator, after.standard_deviation
    )


def _pair(estimate: Estimate) -> tuple[float, float]:
    return estimate.numerator, estimate.denominator


VISIBLE: Mapping[Kind, Callable[[Figure, Figure], VisibleChange]] = {
    Kind.SHARE: _share,
    Kind.GAP: _gap,
    Kind.COUNT: _ratio,
    Kind.RATE: _ratio,
    Kind.MEAN: _mean,
}
