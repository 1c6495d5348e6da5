"""The statistics of each kind of indicator: one class a kind, and `STATISTICS` that says which is whose."""

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Protocol

from analysis import change, intervals, trend
from analysis.assessment.choices import DECLARED, Choices
from analysis.assessment.observed import Counts, Observed
from analysis.change import Change
from analysis.intervals import Estimate, ShareLimits
from analysis.programme import Indicator
from analysis.trend import Trend
from analysis.vocabulary import Kind, Reason


class Statistic(Protocol):
    """What the figures of one kind allow. All but `missing` ask for figures of which `missing` says None."""

    def missing(self, figure: Observed) -> Reason | None:
        """What is not known of a figure, so that neither an interval nor a change can be had from it."""

    def value(self, indicator: Indicator, figure: Observed) -> Fraction:
        """The figure exactly, as a target is compared with it: a fraction, a number, per `per` persons, or the unit."""

    def estimate(self, indicator: Indicator, figure: Observed) -> Estimate: ...

    def persons(self, figure: Observed) -> int | None:
        """The persons of the smallest group; None where a count has no denominator."""

    def events(self, before: Observed, after: Observed) -> int | None:
        """The rarer outcome in both periods together; None where no outcome is counted."""

    def change(self, before: Observed, after: Observed, choices: Choices = DECLARED) -> Change: ...

    def changes(self, before: Observed, afters: Sequence[Observed]) -> list[Change]:
        """`change` to each of several figures that could have been, at the declared choices."""

    def trend(self, figures: Sequence[Observed]) -> Trend: ...


class Share:
    """Persons of whom something holds, among all of them."""

    def missing(self, figure: Observed) -> Reason | None:
        return None if _is_share(figure.own) else Reason.COUNTS_UNKNOWN

    def value(self, indicator: Indicator, figure: Observed) -> Fraction:
        return Fraction(*figure.own.pair)

    def estimate(self, indicator: Indicator, figure: Observed) -> Estimate:
        return intervals.share(*figure.own.pair, limits=limits_of(figure))

    def persons(self, figure: Observed) -> int | None:
        return figure.own.denominator

    def events(self, before: Observed, after: Observed) -> int | None:
        (x0, n0), (x1, n1) = before.own.pair, after.own.pair
        # Counting those who attend or those who do not is a choice of words, and must not decide a verdict.
        return min(x0 + x1, n0 + n1 - x0 - x1)

    def change(self, before: Observed, after: Observed, choices: Choices = DECLARED) -> Change:
        flows = after.own.since(before.period)
        return change.share_change(*before.own.pair, *after.own.pair, choices.level, limits_of(after, choices), flows)

    def changes(self, before: Observed, afters: Sequence[Observed]) -> list[Change]:
        if any(after.own.since(before.period) for after in afters):
            return [self.change(before, after) for after in afters]
        earlier, later = ([figure.own.pair for figure in figures] for figures in ([before] * len(afters), afters))
        return change.share_changes(*zip(*earlier, strict=True), *zip(*later, strict=True), limits=limits_of(before))

    def trend(self, figures: Sequence[Observed]) -> Trend:
        found = trend.share_trend(*zip(*(figure.own.pair for figure in figures), strict=True), _times(figures))
        return trend.with_design_effect(found, figures[0].design_effect)


class Gap(Share):
    """The share in the reference group minus the share in the population."""

    def missing(self, figure: Observed) -> Reason | None:
        return None if _is_share(figure.own) and _is_share(figure.reference) else Reason.COUNTS_UNKNOWN

    def value(self, indicator: Indicator, figure: Observed) -> Fraction:
        return Fraction(*figure.reference.pair) - Fraction(*figure.own.pair)

    def estimate(self, indicator: Indicator, figure: Observed) -> Estimate:
        return intervals.gap(*figure.own.pair, *figure.reference.pair, limits=limits_of(figure))

    def persons(self, figure: Observed) -> int | None:
        return min(figure.own.denominator, figure.reference.denominator)

    def change(self, before: Observed, after: Observed, choices: Choices = DECLARED) -> Change:
        flows = after.own.since(before.period), after.reference.since(before.period)
        return change.gap_change(*_both(before), *_both(after), choices.level, limits_of(after, choices), *flows)

    def changes(self, before: Observed, afters: Sequence[Observed]) -> list[Change]:
        if any(counts.since(before.period) for after in afters for counts in (after.own, after.reference)):
            return [self.change(before, after) for after in afters]
        x0, n0, xr0, nr0 = zip(*[_both(before)] * len(afters), strict=True)
        x1, n1, xr1, nr1 = zip(*map(_both, afters), strict=True)
        return change.gap_changes((x0, n0, x1, n1), (xr0, nr0, xr1, nr1), limits=limits_of(before))

    def trend(self, figures: Sequence[Observed]) -> Trend:
        found = trend.gap_trend(*zip(*map(_both, figures), strict=True), _times(figures))
        return trend.with_design_effect(found, figures[0].design_effect)


class Count:
    """A number of persons or of independent events."""

    def missing(self, figure: Observed) -> Reason | None:
        return Reason.COUNTS_UNKNOWN if figure.own.numerator is None else None

    def value(self, indicator: Indicator, figure: Observed) -> Fraction:
        return Fraction(figure.own.numerator)

    def estimate(self, indicator: Indicator, figure: Observed) -> Estimate:
        return intervals.count(figure.own.numerator)

    def persons(self, figure: Observed) -> int | None:
        return None

    def events(self, before: Observed, after: Observed) -> int | None:
        return before.own.numerator + after.own.numerator

    def exposure(self, figure: Observed) -> int:
        return 1

    def change(self, before: Observed, after: Observed, choices: Choices = DECLARED) -> Change:
        return change.count_ratio(
            before.own.numerator, self.exposure(before), after.own.numerator, self.exposure(after), choices.level
        )

    def changes(self, before: Observed, afters: Sequence[Observed]) -> list[Change]:
        return [self.change(before, after) for after in afters]

    def trend(self, figures: Sequence[Observed]) -> Trend:
        return trend.count_trend(
            [figure.own.numerator for figure in figures], list(map(self.exposure, figures)), _times(figures)
        )


class Rate(Count):
    """Events per a stated number of persons."""

    def missing(self, figure: Observed) -> Reason | None:
        return Reason.COUNTS_UNKNOWN if None in (figure.own.numerator, figure.own.denominator) else None

    def value(self, indicator: Indicator, figure: Observed) -> Fraction:
        return Fraction(figure.own.numerator * indicator.per, figure.own.denominator)

    def estimate(self, indicator: Indicator, figure: Observed) -> Estimate:
        return intervals.rate(figure.own.numerator, figure.own.denominator, indicator.per)

    def persons(self, figure: Observed) -> int | None:
        return figure.own.denominator

    def exposure(self, figure: Observed) -> int:
        return figure.own.denominator


class Mean:
    """A mean of answers, with the standard deviation of the answers."""

    def missing(self, figure: Observed) -> Reason | None:
        if figure.own.denominator is None or figure.own.value is None:
            return Reason.COUNTS_UNKNOWN
        return Reason.SPREAD_UNKNOWN if figure.standard_deviation is None else None

    def value(self, indicator: Indicator, figure: Observed) -> Fraction:
        return Fraction(str(figure.own.value))

    def estimate(self, indicator: Indicator, figure: Observed) -> Estimate:
        return intervals.mean(*_answers(figure))

    def persons(self, figure: Observed) -> int | None:
        return figure.own.denominator

    def events(self, before: Observed, after: Observed) -> int | None:
        return None

    def change(self, before: Observed, after: Observed, choices: Choices = DECLARED) -> Change:
        return change.mean_change(*_answers(before), *_answers(after), choices.level)

    def changes(self, before: Observed, afters: Sequence[Observed]) -> list[Change]:
        return [self.change(before, after) for after in afters]

    def trend(self, figures: Sequence[Observed]) -> Trend:
        return trend.mean_trend(*zip(*map(_answers, figures), strict=True), _times(figures))


STATISTICS: Mapping[Kind, Statistic] = {
    Kind.SHARE: Share(),
    Kind.RATE: Rate(),
    Kind.COUNT: Count(),
    Kind.GAP: Gap(),
    Kind.MEAN: Mean(),
}


def _is_share(counts: Counts | None) -> bool:
    if counts is None or counts.numerator is None or counts.denominator is None:
        return False
    return 0 <= counts.numerator <= counts.denominator and counts.denominator > 0


def _both(figure: Observed) -> tuple[int, int, int, int]:
    return *figure.own.pair, *figure.reference.pair


def _answers(figure: Observed) -> tuple[float, int, float]:
    """Mean, answers and spread; a design effect makes the variance of the mean so many times as large."""
    return figure.own.value, figure.own.denominator, figure.standard_deviation * math.sqrt(figure.design_effect)


def limits_of(figure: Observed, choices: Choices = DECLARED) -> ShareLimits:
    return intervals.with_design_effect(choices.limits, figure.design_effect)


def _times(figures: Sequence[Observed]) -> list[float]:
    return [figure.period.when for figure in figures]
