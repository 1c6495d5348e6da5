"""Comparison: several shares of one review side by side, and each against the same share of a whole population."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from analysis import intervals
from analysis.assessment.nouns import Figure
from analysis.intervals import Estimate
from analysis.period import Review
from analysis.themes.series import Series


class Side(StrEnum):
    """Where a share lies against the share that it is compared with."""

    ABOVE = "above"
    BELOW = "below"
    NOT_TOLD_APART = "not_told_apart"  # the difference is no larger than chance could make it
    NOT_COMPARED = "not_compared"  # there is nothing to compare with, or no interval to judge by


@dataclass(frozen=True)
class Compared:
    """One share of the review; `difference` is this share minus the reference, where the numbers are known."""

    series: Series
    figure: Figure
    reference: Figure | None
    difference: Estimate | None

    @property
    def side(self) -> Side:
        """Judged by the interval of the difference; against a reference without one, by the share's own interval."""
        if self.reference is None:
            return Side.NOT_COMPARED
        if self.difference is not None:
            return _side(self.difference.low, self.difference.high, 0.0)
        return _side(self.figure.estimate.low, self.figure.estimate.high, self.reference.estimate.value)


@dataclass(frozen=True)
class Comparison:
    """Several shares side by side, in the programme's order: they are not ranked."""

    items: tuple[Compared, ...]
    missing: tuple[Series, ...]  # those without a figure in the review
    reference: Series | None
    reference_figure: Figure | None  # the line in the chart: the one that all are compared with, else the review's last

    @property
    def all_series(self) -> tuple[Series, ...]:
        """Those that are compared, those that are missing, and what they are compared with."""
        return (*(item.series for item in self.items), *self.missing, *([self.reference] if self.reference else []))

    def on_side(self, side: Side) -> tuple[Compared, ...]:
        return tuple(item for item in self.items if item.side is side)


def compare(series: Sequence[Series], review: Review, reference: Series | None = None) -> Comparison:
    """The last figure of each series in the review, against the figure of the reference in the same year."""
    items, missing = [], []
    for one in series:
        figure = one.in_review(review)
        if figure is None:
            missing.append(one)
            continue
        beside = _beside(figure, reference, review)
        items.append(Compared(one, figure, beside, _difference(figure, beside)))
    return Comparison(tuple(items), tuple(missing), reference, _line(items, reference, review))


def _line(items: Sequence[Compared], reference: Series | None, review: Review) -> Figure | None:
    beside = list({item.reference.period: item.reference for item in items if item.reference}.values())
    if len(beside) == 1:
        return beside[0]
    return reference.in_review(review) if reference else None


def _beside(figure: Figure, reference: Series | None, review: Review) -> Figure | None:
    """The reference of the same year, else its last figure in the review."""
    if reference is None:
        return None
    return reference.in_year(figure.period.year) or reference.in_review(review)


def _difference(figure: Figure, reference: Figure | None) -> Estimate | None:
    if reference is None or None in (figure.estimate.low, reference.estimate.low):
        return None
    own, other = figure.estimate, reference.estimate
    # `intervals.gap` is its last group minus its first.
    return intervals.gap(other.numerator, other.denominator, own.numerator, own.denominator)


def _side(low: float | None, high: float | None, value: float) -> Side:
    if low is None or high is None:
        return Side.NOT_COMPARED
    if low > value:
        return Side.ABOVE
    return Side.BELOW if high < value else Side.NOT_TOLD_APART
