"""What stands beside the figures that are compared: years that nobody counted, and figures of another definition."""

from collections.abc import Sequence

from analysis.assessment import Assessment, Evaluation, GoalAssessment
from analysis.assessment.comparison import season
from analysis.assessment.figure import figure
from analysis.assessment.observed import Observed
from analysis.display.blocks import Group, group, paragraph
from analysis.message import Listing, Message, Span, Value, Verbatim, say
from analysis.programme import Indicator
from analysis.vocabulary import Kind, Role, Status
from analysis.wording import numbers


def of_goal(evaluation: Evaluation, result: GoalAssessment) -> Group:
    """A paragraph for each indicator that has more to tell than its comparable figures; nothing where none has."""
    found = []
    for assessment in result.indicators:
        if assessment.indicator.role is not Role.CONTEXT:
            told = sentences(assessment, evaluation.observed[assessment.indicator.id])
            title = say("Indicator: “{indicator}”.", indicator=assessment.indicator.title)
            found += [paragraph(title, *told)] if told else []
    return group(found)


def sentences(assessment: Assessment, observed: Sequence[Observed]) -> list[Message]:
    """What no table of comparable figures shows, up to the end of the review, in the order of the years."""
    until = [each for each in observed if not assessment.review.precedes(each.period)]
    return [
        *_without_figure(until),
        *_of_another_definition(assessment, until),
        *_of_another_time(assessment, until),
        *_ends_early(assessment, until),
    ]


def _without_figure(observed: Sequence[Observed]) -> list[Message]:
    not_counted, nobody = (
        _with_notes([each for each in observed if each.status is status])
        for status in (Status.NOT_COLLECTED, Status.NOT_APPLICABLE)
    )
    told = []
    if not_counted.items:
        told.append(say("There is no figure, for nobody counted: {periods}.", periods=not_counted))
    if nobody.items:
        told.append(say("There is no figure, for there was nobody or nothing to count: {periods}.", periods=nobody))
    return told


def _with_notes(observed: Sequence[Observed]) -> Listing:
    """The periods, and what their reporters wrote of them, in the reporters' own words; a note that recurs once."""
    noted: dict[str, list[Value]] = {}
    for each in observed:
        noted.setdefault(each.note, []).append(numbers.when(each.period))
    return Listing(
        tuple(
            say("{periods} (“{note}”)", periods=Listing(tuple(periods)), note=Verbatim(note)) if note else period
            for note, periods in noted.items()
            for period in (periods[:1] if note else periods)
        )
    )


def _of_another_definition(assessment: Assessment, observed: Sequence[Observed]) -> list[Message]:
    """The figures that a change of definition keeps out of the comparison, and what changed."""
    told, others = [], _not_compared(assessment, observed)
    for new, what in sorted(assessment.indicator.breaks, key=lambda change: change[0]):
        before = [each for each in others if each.period.end < new.start]
        others = [each for each in others if each not in before]
        if before and any(figure.period.end >= new.start for figure in assessment.series):
            told.append(
                say(
                    "The definition changed ({period}). Figures from before are not compared with those after it: "
                    "{figures}. What changed: {what}",
                    period=numbers.when(new),
                    figures=_figures(assessment.indicator, before),
                    what=what,
                )
            )
    return told


def _of_another_time(assessment: Assessment, observed: Sequence[Observed]) -> list[Message]:
    """The figures of another time of the year than those that are compared."""
    if not assessment.series:
        return []
    compared = season(assessment.series[-1].period)
    others = [each for each in _not_compared(assessment, observed) if season(each.period) != compared]
    if not others:
        return []
    figures = _figures(assessment.indicator, others)
    return [say("Figures of another time of the year are not compared with these: {figures}.", figures=figures)]


def _ends_early(assessment: Assessment, observed: Sequence[Observed]) -> list[Message]:
    """That the last figure is older than the end of the review, where no row says why."""
    latest, last = assessment.latest, assessment.review.last
    if (
        latest is None
        or assessment.indicator.kind is Kind.DELIVERABLE
        or any(each.period.year == last for each in observed)
    ):
        return []
    return [
        say(
            "The latest figure is of {period}; the review period ends with {year}, of which nothing has been reported.",
            period=numbers.when(latest.period),
            year=Span(str(last)),
        )
    ]


def _not_compared(assessment: Assessment, observed: Sequence[Observed]) -> list[Observed]:
    compared = {figure.period for figure in assessment.series}
    return [each for each in observed if each.is_figure and each.period not in compared]


def _figures(indicator: Indicator, observed: Sequence[Observed]) -> Listing:
    return Listing(
        tuple(
            say(
                "{figure} ({period})",
                figure=numbers.figure(indicator, figure(indicator, each).estimate.value),
                period=numbers.when(each.period),
            )
            for each in observed
        )
    )
