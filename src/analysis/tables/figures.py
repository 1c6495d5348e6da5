"""Figures with everything they need beside them: period, what was counted, interval, method, source and reporter."""

from analysis import observations
from analysis.assessment import Assessment, Figure, GoalAssessment
from analysis.display.blocks import Cell, Column, Group, Row, Table, group, paragraph
from analysis.message import Listing, Percent, Span, Value, Verbatim, say
from analysis.programme import Programme
from analysis.tables.series import dated
from analysis.vocabulary import Role
from analysis.wording import change, missing, names, numbers

OTHERS = say("The group of comparison")


def of_goal(programme: Programme, result: GoalAssessment) -> Group:
    """One table for each indicator of a goal that has figures, headline first, or the sentence that none has any."""
    ordered = sorted(result.indicators, key=lambda assessment: assessment.indicator.role is not Role.HEADLINE)
    tables = [of_assessment(programme, assessment) for assessment in ordered if assessment.series]
    return group(tables or [paragraph(say("No figure of this goal can be shown."))])


def of_assessment(programme: Programme, assessment: Assessment) -> Table:
    """All comparable figures of one indicator, oldest first. What no figure has, or all share, is no column."""
    indicator, series = assessment.indicator, assessment.series
    certain = any(figure.estimate.low is not None for figure in series)
    counted = _counted(programme, assessment)
    origins = {origin(programme, figure) for figure in series}
    columns = [Column(say("Period")), Column(say("Figure"), numeric=True)]
    columns += [Column(title, numeric=True) for title, _ in counted]
    columns += [Column(say("Interval"), numeric=True)] if certain else []
    columns += [Column(say("Source"))] if len(origins) > 1 else []
    rows = []
    for position, figure in enumerate(series):
        cells = [Cell(numbers.when(figure.period)), Cell(numbers.figure(indicator, figure.estimate.value))]
        cells += [Cell(values[position]) for _, values in counted]
        cells += [Cell(numbers.interval(indicator, figure.estimate) or say("none"))] if certain else []
        cells += [origin(programme, figure)] if len(origins) > 1 else []
        rows.append(Row(tuple(cells)))
    common = _in_common(origins.pop()) if len(origins) == 1 else ()
    caption = say("“{indicator}”", indicator=indicator.title)
    dates = dated(figure.period for figure in series)
    return Table(caption, tuple(columns), tuple(rows), (*notes(programme, assessment), *dates, *common))


def _in_common(source: Cell) -> tuple[Value, ...]:
    """The one source of all figures, as notes."""
    return say("Source: {source}", source=source.value), *source.more


def _counted(programme: Programme, assessment: Assessment) -> list[tuple[Value, list[Value]]]:
    """The columns of what stands behind the figures: for a gap one for each group, with its share."""
    indicator, series = assessment.indicator, assessment.series
    if any(figure.population for figure in series):
        own, reference = (
            missing.population(programme, group) or otherwise
            for group, otherwise in ((indicator.population, say("The group itself")), (indicator.reference, OTHERS))
        )
        return [
            (own, [change.group_share(figure.population) for figure in series]),
            (reference, [change.group_share(figure.reference) for figure in series]),
        ]
    if not any(numbers.counted(figure.estimate) for figure in series):
        return []
    return [(say("Counted"), [numbers.counted(figure.estimate) or say("not known") for figure in series])]


def origin(programme: Programme, figure: Figure) -> Cell:
    """Where a figure comes from, who reported it, and what was noted with it."""
    known = programme.sources.get(figure.source) if figure.source else None
    source: Value = known.title if known else say("not named")
    more: list[Value] = []
    if figure.reporter in programme.reporters:
        more.append(say("Reported by: {reporter}", reporter=programme.reporters[figure.reporter].name))
    if figure.note:
        more.append(Verbatim(figure.note))
    return Cell(source, more=tuple(more))


def notes(programme: Programme, assessment: Assessment) -> tuple[Value, ...]:
    """What the figures count, which question they answer, and by which method the interval was made."""
    indicator = assessment.indicator
    lines: list[Value] = [
        say("{question} {role}.", question=names.asks(indicator.asks), role=names.role(indicator.role))
    ]
    counted = programme.populations.get(indicator.population or "")
    among = programme.populations.get(indicator.reference or indicator.among or "")
    if counted and among and counted != among:
        compared = indicator.reference is not None
        lines.append(
            say("Counted: {counted}. Compared with: {among}.", counted=counted.name, among=among.name)
            if compared
            else say("Counted: {counted}. Out of: {among}.", counted=counted.name, among=among.name)
        )
    elif among:
        lines.append(say("Out of: {among}.", among=among.name))
    methods = {f.estimate.method: f.estimate.level for f in assessment.series if f.estimate.low is not None}
    lines += [
        say(
            "Level of the interval: {level}. Method: {method}.",
            level=Percent(level or 0.95, 0),
            method=names.method(method),
        )
        for method, level in methods.items()
    ]
    sent_anew = observations.revised(programme.folder)
    revised = [each.period for each in assessment.series if (indicator.id, each.period.text) in sent_anew]
    if revised:
        periods = Listing(tuple(Span(period.text) for period in revised))
        lines.append(say("Revised by the reporter since it was first sent: {periods}.", periods=periods))
    return tuple(lines)
