"""How few persons a verdict hangs on, and how many more would settle what is not known, in words."""

from analysis.assessment import Assessment, Evaluation, Flip, GoalAssessment, flips, goal_flips, settling
from analysis.display.blocks import Block, Paragraph, group, paragraph
from analysis.message import Message, Value, say, say_many
from analysis.vocabulary import Kind, Verdict
from analysis.wording import goal, names, numbers


def of_goal(evaluation: Evaluation, result: GoalAssessment) -> Block:
    """A paragraph for each indicator whose verdict rests on persons; a sentence where none does."""
    judged = [each for each in goal.headline_first(result) if rests_on_persons(each)]
    if not judged:
        return paragraph(say("No indicator of this goal has a verdict that rests on counted persons or events."))
    return group([*of_several(evaluation, result), *(of_assessment(evaluation, each) for each in judged)])


def of_several(evaluation: Evaluation, result: GoalAssessment) -> list[Block]:
    """What the goal's own verdict hangs on, where several headline indicators decide it together."""
    if len(result.headlines) < 2:
        return []
    title = say("Verdict of the goal: {verdict}.", verdict=names.verdict(result.verdict))
    hangs = [
        say(
            "It hangs first on the indicator “{indicator}”. {flip}",
            indicator=headline.indicator.title,
            flip=_flip(headline, flip),
        )
        for headline, flip in goal_flips(evaluation, result)
    ]
    none = say("No change in the persons of one headline indicator alone would have given the goal another verdict.")
    return [paragraph(title, *(hangs or [none]))]


def rests_on_persons(assessment: Assessment) -> bool:
    return assessment.verdict is not Verdict.NOT_ASSESSED and assessment.indicator.kind is not Kind.DELIVERABLE


def of_assessment(evaluation: Evaluation, assessment: Assessment) -> Paragraph:
    title = say(
        "Indicator: “{indicator}”. Verdict: {verdict}.",
        indicator=assessment.indicator.title,
        verdict=names.verdict(assessment.verdict),
    )
    return paragraph(title, *hangs_on(evaluation, assessment), *enough(evaluation, assessment))


def hangs_on(evaluation: Evaluation, assessment: Assessment) -> list[Message]:
    """The nearest other verdict with its number of persons, as the latest figure and what it would have been."""
    found = flips(evaluation, assessment)
    if not found:
        return [say("No other number of those counted, in groups of this size, would have given another verdict.")]
    return [_flip(assessment, flip) for flip in found]


def _flip(assessment: Assessment, flip: Flip) -> Message:
    kind, estimate = assessment.indicator.kind, assessment.latest.estimate
    verdict = names.verdict(flip.verdict)
    if kind is Kind.MEAN:
        return _answers(abs(flip.persons), flip.persons > 0, estimate.denominator, verdict)
    values: dict[str, Value] = {
        "latest": _counted(assessment, 0),
        "other": _counted(assessment, flip.persons),
        "verdict": verdict,
    }
    if flip.persons > 0:
        return say_many(
            "Latest figure: {latest}. Had it been {other}, one more, the verdict would be: {verdict}.",
            "Latest figure: {latest}. Had it been {other}, {count} more, the verdict would be: {verdict}.",
            flip.persons,
            **values,
        )
    return say_many(
        "Latest figure: {latest}. Had it been {other}, one fewer, the verdict would be: {verdict}.",
        "Latest figure: {latest}. Had it been {other}, {count} fewer, the verdict would be: {verdict}.",
        -flip.persons,
        **values,
    )


def _counted(assessment: Assessment, persons: int) -> Value:
    """What is counted, with so many persons more: `115 of 170`, of a number alone `12`; of a gap in its own group."""
    estimate = assessment.latest.estimate
    number = numbers.whole(estimate.numerator + persons)
    if estimate.denominator is None:
        return number
    counted = say("{numerator} of {denominator}", numerator=number, denominator=numbers.whole(estimate.denominator))
    return say("{counted} in the group itself", counted=counted) if assessment.indicator.kind is Kind.GAP else counted


def _answers(answers: int, higher: bool, among: float, verdict: Message) -> Message:
    values: dict[str, Value] = {"among": numbers.whole(among), "verdict": verdict}
    if higher:
        return say_many(
            "Had one of the {among} answers been one step higher, the verdict would be: {verdict}.",
            "Had {count} of the {among} answers been one step higher, the verdict would be: {verdict}.",
            answers,
            **values,
        )
    return say_many(
        "Had one of the {among} answers been one step lower, the verdict would be: {verdict}.",
        "Had {count} of the {among} answers been one step lower, the verdict would be: {verdict}.",
        answers,
        **values,
    )


def enough(evaluation: Evaluation, assessment: Assessment) -> list[Message]:
    """How many would settle what is not known, at the same shares; nothing for other verdicts."""
    found = settling(evaluation, assessment)
    if found is None:
        return []
    if found.enough is None:
        return [say("No number of years like these, counted together, would be enough for a verdict.")]
    values: dict[str, Value] = {
        "enough": numbers.whole(found.enough),
        "now": numbers.whole(found.now),
        "years": numbers.whole(found.years),
    }
    if assessment.indicator.kind is Kind.COUNT:
        return [
            say(
                "At the same level, {enough} cases in both periods together would be enough for a verdict. Now there "
                "are {now}. So many cases come from about {years} years counted together in each period.",
                **values,
            )
        ]
    return [
        say(
            "At the same level, {enough} persons in the smallest group would be enough for a verdict. Now there are "
            "{now}. So many come from about {years} years counted together in each period.",
            **values,
        )
    ]
