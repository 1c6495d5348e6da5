"""What a goal's page says: the promise, the answer, the comparison, how certain it is, and what comes next."""

from analysis.assessment import Assessment, Evaluation, GoalAssessment
from analysis.display.blocks import Block, Facts, Group, Points, Reply, VerdictMark, group, paragraph
from analysis.message import Message, Value, say
from analysis.programme import Programme
from analysis.vocabulary import Asks, Kind, Reason, Role, Verdict
from analysis.wording import certainty as certainties
from analysis.wording import change, missing, names, reasons
from analysis.wording.review import ARROWS


def about(programme: Programme, result: GoalAssessment) -> Facts:
    """The goal in the programme's words, whom it is about and who answers for it."""
    goal = result.goal
    rows: list[tuple[Value, Value]] = [
        (say("Sector"), programme.sector(goal.sector).name),
        (say("Theme"), names.theme(goal.theme)),
    ]
    population = missing.population(programme, goal.population)
    if population is not None:
        rows.append((say("Whom the goal is about"), population))
    if goal.baseline is not None:
        rows.append((say("Starting level in the document"), goal.baseline))
    rows.append((say("Who answers for the goal"), missing.owners(programme, goal.reporters)))
    return Facts(say("{number}. {title}", number=goal.number, title=goal.title), tuple(rows))


def promised(result: GoalAssessment) -> Block:
    """The measures, as the programme lists them."""
    if not result.goal.measures:
        return paragraph(say("The programme names no measure for this goal."))
    return Points(tuple(measure.title for measure in result.goal.measures))


def answer(result: GoalAssessment) -> Group:
    """Two answers, never merged: the verdict with its reason and what the headline indicators did; what was done."""
    blocks: list[Block] = [VerdictMark(result.verdict, explanation(result), say("Is anyone better off?"))]
    moved = [change.moved(headline) for headline in result.headlines]
    if moved:
        blocks.append(paragraph(*moved, role="answer"))
    blocks.append(Reply(say("Were the measures carried out?"), reasons.done(result.done)))
    if result.verdict is Verdict.NOT_ASSESSED:
        blocks.append(
            paragraph(
                say("A goal that is not assessed has not failed. Nothing can be said of it yet."), *_awaited(result)
            )
        )
    return group(blocks)


def _awaited(result: GoalAssessment) -> list[Message]:
    """Where a reader finds what is needed; nothing where the figure is there but protected."""
    if result.reason is Reason.WITHHELD:
        return []
    return [say("The last section of this page says what the verdict waits for, and who could give it.")]


def explanation(result: GoalAssessment) -> Message:
    """Why the verdict is what it is; an arrow says first whether the direction is the right one."""
    reason = reasons.sentence(result.reason)
    if result.verdict not in ARROWS:
        return reason
    return say("{meaning} {reason}", meaning=names.verdict_meaning(result.verdict), reason=reason)


def drawn(result: GoalAssessment) -> Assessment | None:
    """The indicator whose path is drawn: a headline with figures, else another with figures, else a headline."""
    return min(result.indicators, key=_drawn_later, default=None)


def _drawn_later(assessment: Assessment) -> tuple[bool, bool, bool]:
    """What puts an indicator behind the others: no figures, only a yes or no, no say in the verdict."""
    indicator = assessment.indicator
    return not assessment.series, indicator.kind is Kind.DELIVERABLE, indicator.role is not Role.HEADLINE


def compared(result: GoalAssessment) -> Group:
    """How each indicator that asks for more than effort moved; a sentence where the goal has none."""
    asked = [assessment for assessment in headline_first(result) if _judgeable(assessment)]
    if not asked:
        return group([paragraph(say("This goal has no indicator whose change could be judged."))])
    return group([change.compared(assessment) for assessment in asked])


def certainty(evaluation: Evaluation, result: GoalAssessment) -> Group:
    """How sure each tested change is; a sentence where nothing could be tested."""
    tested = [assessment for assessment in headline_first(result) if assessment.change is not None]
    if not tested:
        return group([paragraph(untested())])
    return group([certainties.certainty(assessment, evaluation) for assessment in tested])


def untested() -> Message:
    return say(
        "No change could be tested for this goal, so nothing can be said about how far chance might have moved it."
    )


def headline_first(result: GoalAssessment) -> list[Assessment]:
    """The indicators of a goal, those that decide its verdict before the others."""
    return sorted(result.indicators, key=lambda assessment: assessment.indicator.role is not Role.HEADLINE)


def _judgeable(assessment: Assessment) -> bool:
    return assessment.indicator.asks is not Asks.EFFORT and assessment.indicator.role is not Role.CONTEXT
