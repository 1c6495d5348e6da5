"""Figures that exist and are not shown, and why, in plain words. Never how many persons they are about."""

from collections.abc import Callable

import pandas as pd

from analysis import observations
from analysis.assessment import GoalAssessment
from analysis.display.blocks import Group, Paragraph, group, paragraph
from analysis.message import Listing, Message, say
from analysis.observations.columns import is_companion
from analysis.period import Period
from analysis.wording import numbers

# A figure that is hidden for being small and one that is hidden so that the first cannot be worked out are not told
# apart: to know which is which would narrow down what the hidden number is.
PROTECTED = "protected"


def of_goal(published: pd.DataFrame, result: GoalAssessment) -> Group:
    """A note on the figures of a goal that are withheld, with their periods up to the end of the review; else nothing.

    Later figures are no part of the review, and its pages do not show them.
    """
    own = observations.of_indicators(published, [indicator.id for indicator in result.goal.indicators])
    by_us, by_source = (own[own["withheld_because"] == because] for because in (PROTECTED, "source"))
    figures = by_us[~by_us["part"].map(is_companion).astype(bool)]
    beside = by_us[~_of(by_us).isin(_of(figures))]
    told = ((protected, figures), (companions_protected, beside), (withheld_by_source, by_source))
    return group([note for sentence, rows in told for note in _note(sentence, _titles(rows, result))])


def protected(indicators: Listing) -> Message:
    return say(
        "Some figures are not shown: {indicators}. They are about so few people that someone could be recognised, or "
        "they would let a reader work out such a figure. Everything that rests on them is left out too.",
        indicators=indicators,
    )


def companions_protected(indicators: Listing) -> Message:
    return say(
        "Of some figures, more is known than is shown: {indicators}. What was reported beside them, such as how the "
        "same persons fared in both periods, is about so few people that someone could be recognised. The assessment "
        "does without it.",
        indicators=indicators,
    )


def withheld_by_source(indicators: Listing) -> Message:
    return say(
        "Some figures are not published by their own source: {indicators}. They exist, but nobody outside it has them.",
        indicators=indicators,
    )


def _of(rows: pd.DataFrame) -> pd.Series:
    """Of which indicator and period each row is."""
    return rows["indicator"].astype(str) + " " + rows["period"].astype(str)


def _titles(hidden: pd.DataFrame, result: GoalAssessment) -> list[Message]:
    """Each indicator that has such figures, and of which periods."""
    found = []
    for assessment in result.indicators:
        own = observations.of_indicators(hidden, [assessment.indicator.id])
        periods = sorted({Period.parse(text) for text in own["period"]})
        shown = tuple(numbers.when(period) for period in periods if period.year <= assessment.review.last)
        if shown:
            title = assessment.indicator.title
            found.append(say("“{indicator}” ({periods})", indicator=title, periods=Listing(shown)))
    return found


def _note(sentence: Callable[[Listing], Message], titles: list[Message]) -> list[Paragraph]:
    return [paragraph(sentence(Listing(tuple(titles))), role="note")] if titles else []
