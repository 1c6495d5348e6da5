"""The indicators of one goal side by side: what each asks, its latest figure and its verdict."""

from analysis.assessment import Assessment, GoalAssessment
from analysis.display.blocks import Block, Cell, Column, Row, Table, paragraph
from analysis.message import Message, say
from analysis.programme import Indicator
from analysis.tables import certainty
from analysis.vocabulary import Origin, Role
from analysis.wording import names, numbers, reasons


def of_goal(result: GoalAssessment) -> Block:
    """A table of the goal's indicators, headline first; a sentence when the goal has none."""
    if not result.indicators:
        return paragraph(say("There is no indicator to show: the programme does not say how this goal is followed."))
    ordered = sorted(result.indicators, key=lambda assessment: list(Role).index(assessment.indicator.role))
    columns = (
        Column(say("Indicator")),
        Column(say("Latest figure")),
        Column(say("Smallest change that would be found")),
        Column(say("Verdict")),
    )
    rows = tuple(_row(assessment) for assessment in ordered)
    return Table(say("Indicators of this goal"), columns, rows, role="cards")


def _row(assessment: Assessment) -> Row:
    indicator = assessment.indicator
    return Row(
        (
            Cell(indicator.title, more=(names.asks(indicator.asks), names.role(indicator.role), *added(indicator))),
            latest(assessment),
            certainty.beside(assessment),
            Cell(
                names.verdict(assessment.verdict),
                verdict=assessment.verdict,
                more=(reasons.label(assessment.reason),),
            ),
        )
    )


def added(indicator: Indicator) -> tuple[Message, ...]:
    """A reader must see which indicators are not the programme's own."""
    return (say("Added by the evaluator"),) if indicator.origin is Origin.EVALUATOR else ()


def latest(assessment: Assessment) -> Cell:
    """The last figure of the review with its period and interval; else whether it is withheld or there is none."""
    figure = assessment.latest
    if figure is None:
        return Cell(reasons.in_place_of_a_figure(assessment.reason))
    interval = numbers.interval(assessment.indicator, figure.estimate)
    more = [numbers.when(figure.period)]
    if interval is not None:
        more.append(say("Interval: {interval}", interval=interval))
    return Cell(numbers.figure(assessment.indicator, figure.estimate.value), more=tuple(more))
