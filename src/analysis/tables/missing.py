"""What is not known and who could say: the missing figures as a list of requests, by the unit that could answer."""

from collections.abc import Sequence

from analysis.assessment import Evaluation, GoalAssessment
from analysis.display.blocks import Block, Cell, Column, Row, Table, group, paragraph
from analysis.message import Message, Number, Value, say, say_many
from analysis.programme import Programme
from analysis.wording import missing
from analysis.wording.missing import Request

FIGURE, FORM, PERIODS = Column(say("Missing figure")), Column(say("In which form")), Column(say("For which period"))


def of_goal(programme: Programme, result: GoalAssessment) -> Block:
    """Everything that is missing for one goal; a sentence when nothing is."""
    requests = missing.of_goal(programme, result)
    if not requests:
        return paragraph(say("No assessment of this goal waits for a figure."))
    rows = [Row((*_cells(request), Cell(missing.owners(programme, request.reporters)))) for request in requests]
    columns = (FIGURE, FORM, PERIODS, Column(say("From whom")))
    return Table(say("What is not known about this goal, and who could say"), columns, tuple(rows), role="cards")


def deciding(evaluation: Evaluation) -> Block:
    """The figures that the verdicts of the whole programme wait for, by the unit that could give them."""
    programme = evaluation.programme
    requests = missing.of_goals(programme, evaluation.goals)
    decisive = [request for request in requests if request.decides and request.indicator is not None]
    others = sum(not request.decides for request in requests)
    if not decisive:
        return paragraph(say("No figure that decides a verdict is missing."), *_to_agree(requests), *also(others))
    rows: list[Row] = []
    for reporters in _in_order(decisive):
        heading: Value | None = missing.owners(programme, reporters)
        for request in decisive:
            if request.reporters == reporters:
                rows.append(Row((*_cells(request), _goal(request)), heading))
                heading = None
    columns = (FIGURE, FORM, PERIODS, Column(say("Goal"), numeric=True))
    table = Table(
        say("Figures that a verdict waits for, by the unit that could give them"),
        columns,
        tuple(rows),
        also(others),
        role="cards",
    )
    return group([table])


def _to_agree(requests: Sequence[Request]) -> list[Message]:
    """How many goals have no such indicator: that none lacks a figure must not sound as if nothing was missing."""
    count = sum(request.indicator is None for request in requests)
    return [say("Goals for which an indicator has to be agreed first: {count}.", count=count)] if count else []


def _in_order(requests: Sequence[Request]) -> list[tuple[str, ...]]:
    """The owners in the order in which they first occur, with the figures that nobody owns last."""
    return sorted(dict.fromkeys(request.reporters for request in requests), key=lambda reporters: not reporters)


def _cells(request: Request) -> tuple[Cell, ...]:
    return Cell(request.figure), Cell(request.form), Cell(request.periods)


def _goal(request: Request) -> Cell:
    return Cell(Number(request.goal.number), link=f"goals/{request.goal.id}.html")


def also(others: int) -> tuple[Message, ...]:
    """The figures that are missing too but decide nothing; they stand on the goals' own pages."""
    if others == 0:
        return ()
    return (
        say_many(
            "Also missing: one figure of effort or another supporting figure. It would tell whether the measures were "
            "carried out; it is listed on the page of its goal.",
            "Also missing: {count} figures of effort and other supporting figures. They would tell whether the "
            "measures were carried out; they are listed on the pages of the goals.",
            others,
        ),
    )
