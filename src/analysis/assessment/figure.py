"""A figure as a reader sees it: the estimate with its interval, or plain where nothing can be said of chance."""

from analysis import intervals
from analysis.assessment.nouns import Figure
from analysis.assessment.observed import Counts, Observed
from analysis.assessment.statistic import STATISTICS, limits_of
from analysis.intervals import Estimate
from analysis.programme import Indicator
from analysis.vocabulary import Asks, Kind


def is_decision(indicator: Indicator) -> bool:
    """Whether the municipality decides the figure itself (courses, meetings, a model): chance has no part in it."""
    return indicator.asks is Asks.EFFORT or indicator.kind is Kind.DELIVERABLE


def figure(indicator: Indicator, observed: Observed) -> Figure:
    """The figure of one period. Effort, and figures whose numbers of persons are unknown, have no interval."""
    known = indicator.kind in STATISTICS and STATISTICS[indicator.kind].missing(observed) is None
    exact = known and not is_decision(indicator)
    groups = known and indicator.kind is Kind.GAP and observed.reference is not None
    return Figure(
        period=observed.period,
        estimate=STATISTICS[indicator.kind].estimate(indicator, observed) if exact else _plain(indicator, observed),
        reporter=observed.reporter or None,
        source=observed.source or None,
        note=observed.note,
        population=intervals.share(*observed.own.pair, limits=limits_of(observed)) if groups else None,
        reference=intervals.share(*observed.reference.pair, limits=limits_of(observed)) if groups else None,
        standard_deviation=observed.standard_deviation,
        invited=observed.invited,
    )


def _plain(indicator: Indicator, observed: Observed) -> Estimate:
    own = observed.own
    if indicator.kind is Kind.GAP:
        return intervals.plain(_share(observed.reference) - _share(own), own.numerator, own.denominator)
    if indicator.kind is Kind.SHARE:
        return intervals.plain(_share(own), own.numerator, own.denominator)
    return intervals.plain(own.value if own.numerator is None else own.numerator, own.numerator, own.denominator)


def _share(counts: Counts) -> float:
    """A share as a fraction, also where only its percentage is known."""
    if counts.numerator is not None and counts.denominator:
        return counts.numerator / counts.denominator
    return counts.value / 100
