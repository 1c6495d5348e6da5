"""Figures that exist and are not shown, and why, in plain words. Never how many persons they are about."""

import pandas as pd

from analysis import observations
from analysis.assessment import GoalAssessment
from analysis.display.blocks import Group, Paragraph, group, paragraph
from analysis.message import Listing, Message, say
from analysis.programme import Indicator

# A figure that is hidden for being small and one that is hidden so that the first cannot be worked out are not told
# apart: to know which is which would narrow down what the hidden number is.
PROTECTED = "protected"


def of_goal(published: pd.DataFrame, result: GoalAssessment) -> Group:
    """One note on the figures of a goal that are withheld; nothing where none is."""
    own = observations.of_indicators(published, [indicator.id for indicator in result.goal.indicators])
    hidden = own[own["withheld_because"] != ""]
    by_us = _indicators(hidden[hidden["withheld_because"] == PROTECTED], result)
    by_source = _indicators(hidden[hidden["withheld_because"] == "source"], result)
    return group([*_note(protected, by_us), *_note(withheld_by_source, by_source)])


def protected(indicators: Listing) -> Message:
    return say(
        "Some figures are not shown: {indicators}. They are about so few people that someone could be recognised, or "
        "they would let a reader work out such a figure. Everything that rests on them is left out too.",
        indicators=indicators,
    )


def withheld_by_source(indicators: Listing) -> Message:
    return say(
        "Some figures are not published by their own source: {indicators}. They exist, but nobody outside it has them.",
        indicators=indicators,
    )


def _indicators(hidden: pd.DataFrame, result: GoalAssessment) -> list[Indicator]:
    ids = set(hidden["indicator"])
    return [indicator for indicator in result.goal.indicators if indicator.id in ids]


def _note(sentence: object, indicators: list[Indicator]) -> list[Paragraph]:
    if not indicators:
        return []
    titles = Listing(tuple(say("“{indicator}”", indicator=indicator.title) for indicator in indicators))
    return [paragraph(sentence(titles), role="note")]
