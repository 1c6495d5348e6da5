"""Tables of shares side by side: each with its interval, its counts, and how it lies against a population's share."""

from collections.abc import Mapping

from analysis.display.blocks import Cell, Column, Row, Table
from analysis.message import Message, Value, say
from analysis.tables.series import NOTHING, interval_title
from analysis.themes.comparison import Compared, Comparison, Side
from analysis.wording import numbers, rounding

SIDES: Mapping[Side, Message] = {
    Side.ABOVE: say("Above"),
    Side.BELOW: say("Below"),
    Side.NOT_TOLD_APART: say("Not told apart"),
    Side.NOT_COMPARED: say("Not compared"),
}


def of_comparison(comparison: Comparison) -> Table:
    """A row for each share, in the order of the chart; the population's own share last."""
    against = comparison.reference_figure is not None
    columns = [Column(say("Share")), Column(say("Period")), Column(say("Figure"), numeric=True)]
    columns += [Column(interval_title(), numeric=True), Column(say("Counted"), numeric=True)]
    columns += [Column(say("Against all residents"))] if against else []
    rows = [_row(item, against) for item in comparison.items]
    if against:
        reference = Compared(comparison.reference, comparison.reference_figure, None, None)
        rows.append(_row(reference, against, mark=NOTHING))
    return Table(say("Shares side by side"), tuple(columns), tuple(rows), rounding.note(_any_apart(comparison)))


def _any_apart(comparison: Comparison) -> bool:
    """Whether any difference is printed as another than that of the shares as they are printed."""
    against = comparison.reference_figure
    return against is not None and any(
        rounding.difference_apart(item.series.indicator, against.estimate.value, item.figure.estimate.value)
        for item in comparison.items
        if item.difference
    )


def _row(item: Compared, against: bool, mark: Value | None = None) -> Row:
    indicator, estimate = item.series.indicator, item.figure.estimate
    cells = [
        Cell(indicator.title, more=(item.series.part.name,) if item.series.part else ()),
        Cell(numbers.when(item.figure.period)),
        Cell(numbers.figure(indicator, estimate.value)),
        Cell(numbers.interval(indicator, estimate) or NOTHING),
        Cell(numbers.counted(estimate) or NOTHING),
    ]
    if against:
        difference = item.difference
        more = (
            (say("Difference: {points} percentage points", points=numbers.points(difference.value, signed=True)),)
            if difference
            else ()
        )
        cells.append(Cell(mark or SIDES[item.side], more=more))
    return Row(tuple(cells))
