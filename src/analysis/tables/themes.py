"""The tables that every theme has: its goals with their verdicts, what was done, and what is missing."""

from analysis.assessment import Evaluation, GoalAssessment
from analysis.display.blocks import ABSENT, Block, Cell, Column, Row, Table, paragraph
from analysis.message import Number, Span, say
from analysis.vocabulary import Asks, Theme
from analysis.wording import missing, names, numbers, reasons, themes


def verdicts(evaluation: Evaluation, theme: Theme) -> Block:
    """The theme's goals, each with a link to its page, what was done, and its verdict with the reason."""
    results = themes.of_theme(evaluation, theme)
    if not results:
        return paragraph(say("The programme has no goal in this theme."))
    columns = (Column(say("Goal")), Column(say("Done?")), Column(say("Better off?")))
    caption = say("Goals of this theme in the review period: {review}", review=Span(str(evaluation.review)))
    return Table(caption, columns, tuple(_verdict(result) for result in results), role="cards")


def _verdict(result: GoalAssessment) -> Row:
    goal = result.goal
    return Row(
        (
            Cell(say("{number}. {title}", number=goal.number, title=goal.title), link=f"goals/{goal.id}.html"),
            Cell(names.done(result.done)),
            Cell(names.verdict(result.verdict), verdict=result.verdict, more=(reasons.label(result.reason),)),
        ),
        key=f"goal-{goal.number}",
    )


def effort(evaluation: Evaluation, theme: Theme) -> Block:
    """What was done: every indicator of effort that has a figure for the review, as plain numbers."""
    of_theme = themes.of_theme(evaluation, theme)
    done = [
        (result.goal, assessment)
        for result in of_theme
        for assessment in result.indicators
        if assessment.indicator.asks is Asks.EFFORT and assessment.latest is not None
    ]
    if not done:
        followed = any(each.asks is Asks.EFFORT for result in of_theme for each in result.goal.indicators)
        role = "text" if followed else ABSENT
        return paragraph(say("No figure of what was done has been reported for this review period."), role=role)
    rows = [
        Row(
            (
                Cell(assessment.indicator.title),
                Cell(numbers.when(assessment.latest.period)),
                Cell(numbers.figure(assessment.indicator, assessment.latest.estimate.value)),
                Cell(Number(goal.number), link=f"goals/{goal.id}.html"),
            )
        )
        for goal, assessment in done
    ]
    columns = (Column(say("What was done")), Column(say("Period")), Column(say("Figure"), numeric=True))
    columns += (Column(say("Goal"), numeric=True),)
    return Table(say("What was done, as reported"), columns, tuple(rows))


def requests(evaluation: Evaluation, theme: Theme) -> Block:
    """The figures that the verdicts of this theme wait for: what, in which form, and from whom."""
    programme = evaluation.programme
    wanted = [request for request in missing.of_goals(programme, themes.of_theme(evaluation, theme)) if request.decides]
    if not wanted:
        return paragraph(say("No figure that decides a verdict is missing in this theme."))
    rows = [
        Row(
            (
                Cell(request.figure),
                Cell(request.form),
                Cell(missing.owners(programme, request.reporters)),
                Cell(Number(request.goal.number), link=f"goals/{request.goal.id}.html"),
            )
        )
        for request in wanted
    ]
    columns = (
        Column(say("Missing figure")),
        Column(say("In which form")),
        Column(say("From whom")),
        Column(say("Goal"), numeric=True),
    )
    return Table(say("Figures that a verdict of this theme waits for"), columns, tuple(rows), role="cards")
