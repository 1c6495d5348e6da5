"""How the numbers of an indicator are written: the figure, its interval, what was counted, and a change.

A share is shown as a percentage, and a difference of two shares in percentage points. Everything stays typed, so the
same number is written by the rules of each language.
"""

import math

from analysis.change import Change, Scale
from analysis.intervals import Estimate
from analysis.message import Message, Number, Percent, Span, Value, say
from analysis.period import Grain, Period
from analysis.programme import Indicator
from analysis.vocabulary import Kind

WHOLE_FROM = 100  # an end of an interval of this size or more is written without decimals
PROBABILITY_FLOOR = 0.001  # smaller probabilities are written as smaller than this


def figure(indicator: Indicator, value: float) -> Value:
    """One value of an indicator on the scale of `Estimate.value`: shares and gaps as fractions."""
    match indicator.kind:
        case Kind.SHARE:
            return Percent(value, 1)
        case Kind.GAP:
            return say("{points} percentage points", points=points(value))
        case Kind.MEAN:
            return Number(value, 2)
        case Kind.RATE:
            return say("{rate} per {per}", rate=Number(value, 1), per=Number(indicator.per))
        case Kind.DELIVERABLE:
            return say("Yes") if value >= 1 else say("No")
        case _:
            return Number(value, 0 if float(value).is_integer() else 1)


def beside_a_mark(indicator: Indicator, value: float) -> Value:
    """A figure as it stands beside its mark in a chart: without a unit that the chart's own words name."""
    return bound(indicator, value) if indicator.kind in (Kind.GAP, Kind.RATE) else figure(indicator, value)


def when(period: Period) -> Span:
    """A period in short: for the last day of a year that year, for anything else the period as it is."""
    last_day = period.grain is Grain.DAY and (period.end.month, period.end.day) == (12, 31)
    return Span(str(period.year)) if last_day else Span(period.text)


def bound(indicator: Indicator, value: float) -> Value:
    """An end of an interval: as the figure, but without its unit, which the figure beside it shows."""
    match indicator.kind:
        case Kind.GAP:
            return points(value)
        case Kind.RATE:
            return Number(value, 1)
        case Kind.COUNT:
            return Number(value, 0 if abs(value) >= WHOLE_FROM else 1)
        case _:
            return figure(indicator, value)


def interval(indicator: Indicator, estimate: Estimate) -> Message | None:
    """`12.1 % to 15.3 %`, or None where the method gives no interval."""
    if estimate.low is None or estimate.high is None:
        return None
    return say("{low} to {high}", low=bound(indicator, estimate.low), high=bound(indicator, estimate.high))


def counted(estimate: Estimate) -> Message | None:
    """The numbers behind a figure, `46 of 80`, for a mean its answers, `50 in all`; None where they are not known."""
    if estimate.denominator is None:
        return None
    if estimate.numerator is None:
        return say("{all} in all", all=whole(estimate.denominator))
    return say(
        "{numerator} of {denominator}", numerator=whole(estimate.numerator), denominator=whole(estimate.denominator)
    )


def whole(value: float) -> Number:
    """A count as it was reported; halves stay halves, since some registers give yearly averages."""
    return Number(value, 0 if float(value).is_integer() else 1)


def points(fraction: float, signed: bool = False) -> Number:
    """A difference of fractions in percentage points."""
    return Number(fraction * 100, 1, signed)


def ratio(value: float) -> Number:
    return Number(value, 2)


def change(indicator: Indicator, change: Change) -> Message:
    """The size of a change in a few words, with its interval: for a table cell."""
    if change.scale is Scale.RATIO:
        return _ratio_change(change)
    in_points = indicator.kind in (Kind.SHARE, Kind.GAP)
    value, low, high = (difference(indicator, number) for number in (change.value, change.low, change.high))
    if math.isinf(change.low):
        return say("Change: {value} (no interval)", value=value)
    if in_points:
        return say("Change: {value} percentage points ({low} to {high})", value=value, low=low, high=high)
    return say("Change: {value} ({low} to {high})", value=value, low=low, high=high)


def _ratio_change(change: Change) -> Message:
    low = ratio(change.low)
    if math.isinf(change.value):
        return say("Change: from zero (ratio at least {low})", low=low)
    if math.isinf(change.high):
        return say("Change: ratio {value} (at least {low})", value=ratio(change.value), low=low)
    return say("Change: ratio {value} ({low} to {high})", value=ratio(change.value), low=low, high=ratio(change.high))


def difference(indicator: Indicator, value: float) -> Number:
    """A difference with its sign and the decimals of its figures: in percentage points for shares and gaps."""
    match indicator.kind:
        case Kind.SHARE | Kind.GAP:
            return points(value, signed=True)
        case Kind.RATE:
            return Number(value, 1, signed=True)
        case Kind.COUNT:
            return Number(value, whole(value).decimals, signed=True)
    return Number(value, 2, signed=True)


def margin(indicator: Indicator) -> Message:
    """The change that was declared meaningful before the data were seen."""
    match indicator.kind:
        case Kind.SHARE | Kind.GAP:
            return say("{points} percentage points", points=plain(indicator.meaningful_change))
        case Kind.RATE | Kind.COUNT:
            return say("a ratio of {ratio}", ratio=plain(indicator.meaningful_change))
        case _:
            return say("{units} on the scale of the answers", units=plain(indicator.meaningful_change))


def plain(value: float) -> Number:
    """A declared value without a unit, with no more decimals than it has."""
    return Number(value, 0 if float(value).is_integer() else 1)


def level(share: float) -> Percent:
    """The level of an interval, as a whole percentage."""
    return Percent(share, 0)


def probability(value: float) -> Value:
    """A probability as a percentage; very small ones are only named as smaller than `PROBABILITY_FLOOR`."""
    if value < PROBABILITY_FLOOR:
        return say("below {limit}", limit=Percent(PROBABILITY_FLOOR, 1))
    return Percent(value, 1)


def shown(value: Value) -> object:
    """What a reader sees of a value, rounded as it will be written: two figures that look alike count as equal."""
    match value:
        case Percent():
            return round(value.share * 100, value.decimals)
        case Number():
            return round(value.value, value.decimals)
        case Message():
            return value.text, tuple((key, shown(part)) for key, part in sorted(value.values.items()))
    return value
