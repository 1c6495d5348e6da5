"""Tables of figures over time: the same numbers as the chart beside them, and the reason where a number is missing."""

from collections.abc import Iterable, Sequence
from itertools import chain

from analysis.assessment.nouns import Figure
from analysis.display.blocks import Cell, Column, Row, Table
from analysis.intervals import LEVEL, Estimate
from analysis.message import Message, Percent, Span, Value, Verbatim, say
from analysis.period import Period
from analysis.programme import Indicator
from analysis.themes.series import Series
from analysis.wording import names, numbers

NOTHING = Verbatim("–")  # no such number exists here, and none is missing


def dated(periods: Iterable[Period]) -> tuple[Message, ...]:
    """That a year stands for its last day, where the figures say how things were on that day."""
    if any(numbers.when(period).text != period.text for period in periods):
        return (say("The figures are those of the last day of the year."),)
    return ()


def interval_title() -> Message:
    """The heading of a column of intervals; every interval of this report has the same level."""
    return say("{level} interval", level=Percent(LEVEL, 0))


def of_figures(indicator: Indicator, figures: Sequence[Figure]) -> Table:
    """The figures of one indicator, a period a row."""
    return _table(indicator, [(figure.period, figure, None) for figure in figures])


def of_series(series: Series) -> Table:
    """The figures of one series, with the periods whose figure is withheld or was not reported."""
    return _table(
        series.indicator,
        [
            *((figure.period, figure, None) for figure in series.figures),
            *((missing.period, None, names.status(missing.status)) for missing in series.missing),
        ],
    )


def of_several(caption: Value, columns: Sequence[tuple[Value, Series]]) -> Table:
    """Several series side by side: a year a row, a series a column. A cell without a figure says why."""
    years = sorted({period.year for _, series in columns for period in _periods(series)})
    head = (Column(say("Year")), *(Column(title, numeric=True) for title, _ in columns))
    rows = [Row((Cell(Span(str(year))), *(_in_year(series, year) for _, series in columns))) for year in years]
    return Table(caption, head, tuple(rows))


def of_gap(indicator: Indicator, figures: Sequence[Figure], names: tuple[Value, Value]) -> Table:
    """A period a row: the shares of both groups, and the gap between them with its interval."""
    columns = (
        Column(say("Period")),
        *(Column(name, numeric=True) for name in names),
        Column(say("Gap, percentage points"), numeric=True),
        Column(interval_title(), numeric=True),
    )
    rows = [
        Row(
            (
                Cell(numbers.when(figure.period)),
                _share(figure.population),
                _share(figure.reference),
                Cell(numbers.points(figure.estimate.value)),
                Cell(numbers.interval(indicator, figure.estimate) or NOTHING),
            )
        )
        for figure in figures
    ]
    return Table(indicator.title, columns, tuple(rows))


def _share(estimate: Estimate) -> Cell:
    return Cell(Percent(estimate.value), more=(numbers.counted(estimate) or NOTHING,))


def _table(indicator: Indicator, lines: Sequence[tuple[Period, Figure | None, Message | None]]) -> Table:
    lines = sorted(lines, key=lambda line: line[0])
    figures = [figure for _, figure, _ in lines if figure]
    certain = any(figure.estimate.low is not None for figure in figures)
    counted = any(numbers.counted(figure.estimate) for figure in figures)
    columns = [Column(say("Period")), Column(say("Figure"), numeric=True)]
    columns += [Column(interval_title(), numeric=True)] if certain else []
    columns += [Column(say("Counted"), numeric=True)] if counted else []
    rows = []
    for period, figure, why in lines:
        cells = [Cell(numbers.when(period)), Cell(why or numbers.figure(indicator, figure.estimate.value))]
        cells += [Cell(_interval(indicator, figure))] if certain else []
        cells += [Cell(_counted(figure))] if counted else []
        rows.append(Row(tuple(cells)))
    return Table(indicator.title, tuple(columns), tuple(rows), dated(period for period, _, _ in lines))


def _interval(indicator: Indicator, figure: Figure | None) -> Value:
    return (numbers.interval(indicator, figure.estimate) if figure else None) or NOTHING


def _counted(figure: Figure | None) -> Value:
    return (numbers.counted(figure.estimate) if figure else None) or NOTHING


def _periods(series: Series) -> list[Period]:
    return [entry.period for entry in chain(series.figures, series.missing)]


def _in_year(series: Series, year: int) -> Cell:
    figure = series.in_year(year)
    if figure is not None:
        return Cell(numbers.figure(series.indicator, figure.estimate.value))
    why = [missing.status for missing in series.missing if missing.period.year == year]
    return Cell(names.status(why[0]) if why else NOTHING)
