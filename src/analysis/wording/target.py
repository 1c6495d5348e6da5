"""Targets: what is to be reached, who set it, and whether the figures of the review period reach it. Fact first."""

import math

from analysis.assessment import Assessment, Figure, GoalAssessment
from analysis.display.blocks import Group, Paragraph, group, paragraph
from analysis.message import Message, say
from analysis.programme import Indicator, Target
from analysis.vocabulary import Direction, Kind, Reason
from analysis.wording import names, numbers

EXACTLY = 1e-9  # 58.3 per cent kept as a fraction is met by 583 of 1000, whatever binary fractions make of it


def of_goal(result: GoalAssessment) -> Group:
    """Every target that touches a goal, or the sentence that there is none."""
    judged = [assessment for assessment in result.indicators if assessment.indicator.target is not None]
    if judged:
        return group([of_indicator(assessment) for assessment in judged])
    if result.goal.target is not None:
        return group([paragraph(words(result.goal.target), unmeasured())])
    return group([paragraph(none())])


def of_indicator(assessment: Assessment) -> Paragraph:
    """The target of one indicator and the fact about it."""
    title = say("Indicator: “{indicator}”.", indicator=assessment.indicator.title)
    return paragraph(title, words(assessment.indicator.target), *fact(assessment))


def words(target: Target) -> Message:
    """The target in the words in which it is set, and who set it."""
    return say("Target: “{target}”. Set by: {origin}.", target=target.text, origin=names.origin(target.origin))


def unmeasured() -> Message:
    return say(
        "None of the goal’s indicators measures what this target is about, so it cannot be said whether it was reached."
    )


def none() -> Message:
    return say("Neither the goal nor its indicators have a target, so only a change can be judged.")


def fact(assessment: Assessment) -> list[Message]:
    """Whether the figures of the review period meet the target; every one of them has to."""
    figures = [figure for figure in assessment.series if assessment.review.covers(figure.period)]
    if not figures:
        return [say("Whether it was reached is not known: there is no figure for the review period.")]
    met = sum(meets(assessment.indicator, figure) for figure in figures)
    counted = say(
        "Figures of the review period that meet it: {met} of {all}. The latest figure: {latest}.",
        met=met,
        all=len(figures),
        latest=numbers.figure(assessment.indicator, figures[-1].estimate.value),
    )
    if assessment.reason is Reason.TARGET_MET:
        return [counted, say("The target is reached.")]
    if met == len(figures):
        return [
            counted,
            say("It does not count as reached, because a figure is withheld or is about too few persons to settle it."),
        ]
    return [
        counted,
        say("It counts as reached only when all of them meet it; an interval that covers it is not enough."),
    ]


def meets(indicator: Indicator, figure: Figure) -> bool:
    """Whether one figure is on the good side of the target, or on it."""
    value = figure.estimate.value
    if indicator.kind is Kind.GAP and indicator.better is Direction.DOWN:
        value = -value  # the gap is reference minus population, and here a low share is the better one
    target = indicator.target.value
    if math.isclose(value, target, abs_tol=EXACTLY):
        return True
    return value < target if indicator.direction is Direction.DOWN else value > target
