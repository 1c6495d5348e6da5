"""How one indicator moved: its direction, the size of the change with its interval, and the years between.

A direction is chosen by whole alternative sentences, since “rose” and “fell” bend differently in each language.
"""

import math

from analysis.assessment import Assessment, Figure
from analysis.change import Change, Scale
from analysis.display.blocks import Paragraph, paragraph
from analysis.intervals import Estimate
from analysis.message import Message, Percent, say
from analysis.vocabulary import Kind
from analysis.wording import names, numbers, reasons, rounding


def compared(assessment: Assessment) -> Paragraph:
    """Everything about one comparison: direction, size, counts, the trend, and why the verdict is what it is."""
    sentences = [moved(assessment)]
    if assessment.change is not None:
        sentences.append(size(assessment, assessment.change))
        if rounding.apart(assessment):
            sentences.append(rounding.sentence())
        sentences += behind(assessment)
        sentences += trend(assessment)
    if assessment.latest is not None:
        sentences.append(say("Verdict of the indicator: {verdict}.", verdict=names.verdict(assessment.verdict)))
    return paragraph(*sentences, reasons.sentence(assessment.reason))


def moved(assessment: Assessment) -> Message:
    """Whether the figure rose, fell or stayed, from which figure to which; or which of the two is missing."""
    baseline, latest = assessment.baseline, assessment.latest
    title = assessment.indicator.title
    if baseline is None and latest is None:
        return say("“{indicator}”: no figure can be shown for this review.", indicator=title)
    if latest is None:
        return say(
            "“{indicator}”: the earlier figure is {before} ({baseline}); there is none for the review period.",
            indicator=title,
            **_before(assessment, baseline),
        )
    if baseline is None:
        return say(
            "“{indicator}”: the figure is {after} ({review}); there is none to compare it with.",
            indicator=title,
            **_after(assessment, latest),
        )
    both = {"indicator": title, **_before(assessment, baseline), **_after(assessment, latest)}
    if assessment.indicator.kind is Kind.GAP:
        return _gap_moved(baseline.estimate.value, latest.estimate.value, both)
    match _direction(assessment, baseline, latest):
        case 1:
            return say("“{indicator}” rose from {before} ({baseline}) to {after} ({review}).", **both)
        case -1:
            return say("“{indicator}” fell from {before} ({baseline}) to {after} ({review}).", **both)
        case _:
            return say("“{indicator}” stayed the same: {before} ({baseline}), {after} ({review}).", **both)


def _before(assessment: Assessment, figure: Figure) -> dict:
    return {
        "before": numbers.figure(assessment.indicator, figure.estimate.value),
        "baseline": numbers.when(figure.period),
    }


def _after(assessment: Assessment, figure: Figure) -> dict:
    return {
        "after": numbers.figure(assessment.indicator, figure.estimate.value),
        "review": numbers.when(figure.period),
    }


def _direction(assessment: Assessment, baseline: Figure, latest: Figure) -> int:
    """1, -1, or 0 when both figures are written with the same digits: a reader must never see “rose” between equals."""
    before = numbers.figure(assessment.indicator, baseline.estimate.value)
    after = numbers.figure(assessment.indicator, latest.estimate.value)
    if numbers.shown(before) == numbers.shown(after):
        return 0
    return 1 if latest.estimate.value > baseline.estimate.value else -1


def _gap_moved(before: float, after: float, both: dict) -> Message:
    if round(before, 3) == round(after, 3):
        return say("“{indicator}” stayed the same: {before} ({baseline}), {after} ({review}).", **both)
    if before * after < 0:
        return say("“{indicator}” changed sides: {before} ({baseline}), {after} ({review}).", **both)
    if abs(after) < abs(before):
        return say("“{indicator}” narrowed from {before} ({baseline}) to {after} ({review}).", **both)
    return say("“{indicator}” widened from {before} ({baseline}) to {after} ({review}).", **both)


def size(assessment: Assessment, change: Change) -> Message:
    """How large the change is, and which true changes the data fit with."""
    method = {"level": numbers.level(change.level), "method": names.method(change.method)}
    if change.scale is Scale.RATIO:
        return _ratio_size(change, method)
    value, low, high = (numbers.difference(assessment.indicator, n) for n in (change.value, change.low, change.high))
    if math.isinf(change.low):
        return say(
            "The difference is {value}. There are too few answers to say how far chance could move it.", value=value
        )
    if assessment.indicator.kind in (Kind.SHARE, Kind.GAP):
        return say(
            "The difference is {value} percentage points. The data fit with a true change between {low} and {high} "
            "percentage points (level: {level}; method: {method}).",
            value=value,
            low=low,
            high=high,
            **method,
        )
    return say(
        "The difference is {value}. The data fit with a true change between {low} and {high} (level: {level}; method: "
        "{method}).",
        value=value,
        low=low,
        high=high,
        **method,
    )


def _ratio_size(change: Change, method: dict) -> Message:
    low = numbers.ratio(change.low)
    if math.isinf(change.value):
        return say(
            "The earlier figure is zero, so the later one cannot be divided by it. The data fit with a true ratio of "
            "at least {low} (level: {level}; method: {method}).",
            low=low,
            **method,
        )
    if math.isinf(change.high):
        return say(
            "The later figure divided by the earlier one: {value}. The data fit with a true ratio of at least {low} "
            "(level: {level}; method: {method}).",
            value=numbers.ratio(change.value),
            low=low,
            **method,
        )
    return say(
        "The later figure divided by the earlier one: {value}. The data fit with a true ratio between {low} and {high} "
        "(level: {level}; method: {method}).",
        value=numbers.ratio(change.value),
        low=low,
        high=numbers.ratio(change.high),
        **method,
    )


def behind(assessment: Assessment) -> list[Message]:
    """The counts behind both figures, where they are known."""
    if assessment.baseline is None or assessment.latest is None:
        return []
    before, after = (numbers.counted(figure.estimate) for figure in (assessment.baseline, assessment.latest))
    if before is None or after is None or assessment.indicator.kind is Kind.COUNT:
        return []
    if assessment.indicator.kind is Kind.GAP:
        return [_groups(assessment.baseline), _groups(assessment.latest)]
    return [
        say(
            "Behind the figures: {before} ({baseline}), {after} ({review}).",
            before=before,
            after=after,
            baseline=numbers.when(assessment.baseline.period),
            review=numbers.when(assessment.latest.period),
        )
    ]


def _groups(figure: Figure) -> Message:
    """The two shares that a gap is made of: a reader must see which of them moved."""
    return say(
        "{period}: the goal’s own group {own}, the group of comparison {reference}.",
        period=numbers.when(figure.period),
        own=group_share(figure.population),
        reference=group_share(figure.reference),
    )


def group_share(estimate: Estimate | None) -> Message:
    """The share of one group with what was counted: `40.0 % (24 of 60)`."""
    counted = numbers.counted(estimate) if estimate else None
    if estimate is None or counted is None:
        return say("not known")
    return say("{share} ({counted})", share=Percent(estimate.value, 1), counted=counted)


def trend(assessment: Assessment) -> list[Message]:
    """What all comparable years say together; nothing when there are fewer than three."""
    found = assessment.trend
    if found is None:
        return []
    values = {"points": found.points, "p": numbers.probability(found.p_value)}
    if found.slope > 0:
        return [
            say(
                "Over all comparable figures ({points}) the line points upwards. Probability that chance alone would "
                "draw a line at least as steep: {p}.",
                **values,
            )
        ]
    if found.slope < 0:
        return [
            say(
                "Over all comparable figures ({points}) the line points downwards. Probability that chance alone "
                "would draw a line at least as steep: {p}.",
                **values,
            )
        ]
    return [say("Over all comparable figures ({points}) the line points neither up nor down.", points=found.points)]
