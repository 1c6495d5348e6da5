"""What a survey can say: how many answered, what those who did not could change, and how much an answer weighs."""

from analysis.assessment import Assessment, Figure, GoalAssessment
from analysis.display.blocks import Block, Heading, Paragraph, group, paragraph
from analysis.message import Message, Number, Percent, say
from analysis.vocabulary import Kind
from analysis.wording import numbers


def of_goal(result: GoalAssessment) -> Block:
    """A section with a paragraph for each figure that rests on a survey; nothing where none does."""
    found = [each for each in result.indicators if is_survey(each)]
    if not found:
        return group([])
    return group([Heading(say("Who answered"), 3), paragraph(_introduction()), *map(of_assessment, found)])


def is_survey(assessment: Assessment) -> bool:
    """Whether it is known that the latest figure rests on answers: a mean, one with the number of persons invited."""
    latest = assessment.latest
    if latest is None or latest.estimate.denominator is None:
        return False
    mean = assessment.indicator.kind is Kind.MEAN
    return mean or latest.invited is not None or assessment.indicator.design_effect > 1


def of_assessment(assessment: Assessment) -> Paragraph:
    latest = assessment.latest
    title = say(
        "Indicator: “{indicator}” ({period}).",
        indicator=assessment.indicator.title,
        period=numbers.when(latest.period),
    )
    return paragraph(title, *answered(latest), *bounds(assessment.indicator.kind, latest), *weight(assessment))


def answered(figure: Figure) -> list[Message]:
    """How many of those who were asked answered."""
    answers = figure.estimate.denominator
    if figure.invited is None:
        return [
            say(
                "Answers: {answers}. How many were asked is not known, so nobody can say what those who did not answer "
                "would have said.",
                answers=numbers.whole(answers),
            )
        ]
    return [
        say(
            "Answers: {answers} of {invited} who were asked ({share}).",
            answers=numbers.whole(answers),
            invited=numbers.whole(figure.invited),
            share=Percent(answers / figure.invited, 1),
        )
    ]


def bounds(kind: Kind, figure: Figure) -> list[Message]:
    """The share if none, and if all, of those who did not answer had it: the farthest that they could move it."""
    if kind is not Kind.SHARE or figure.invited is None or figure.estimate.numerator is None:
        return []
    counted, silent = figure.estimate.numerator, figure.invited - figure.estimate.denominator
    if silent == 0:
        return [say("Everyone who was asked answered.")]
    return [
        say(
            "If it holds of none of those who did not answer, the share is {low}; if it holds of all of them, {high}. "
            "No survey can rule out what lies between.",
            low=Percent(counted / figure.invited, 1),
            high=Percent((counted + silent) / figure.invited, 1),
        )
    ]


def weight(assessment: Assessment) -> list[Message]:
    """How many answers drawn one by one these answers are worth."""
    effect, answers = assessment.indicator.design_effect, assessment.latest.estimate.denominator
    if effect <= 1:
        return []
    return [
        say(
            "Answers from one class or family resemble each other. The design effect is {effect}: for the interval the "
            "{answers} answers count as {effective}.",
            effect=Number(effect, 0 if effect == int(effect) else 1),
            answers=numbers.whole(answers),
            effective=Number(round(answers / effect)),
        )
    ]


def _introduction() -> Message:
    return say(
        "A survey knows only those who answered. The interval of a figure says what chance does among them. It says "
        "nothing of those who did not answer, and they may differ."
    )
