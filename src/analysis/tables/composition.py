"""Tables of compositions: each language or citizenship with its number of persons, their sum and the printed total."""

from analysis.display.blocks import Cell, Column, Row, Table
from analysis.message import Message, Percent, Span, say
from analysis.tables.series import NOTHING
from analysis.themes.composition import Composition
from analysis.vocabulary import Status
from analysis.wording import names, numbers


def of_composition(whole: Composition) -> Table:
    """Every part, largest first; those that are withheld by name; the sum and the total that was printed with them."""
    rows = [
        Row((Cell(portion.part.name), Cell(numbers.whole(portion.count)), Cell(_share(whole.share(portion)))))
        for portion in (*whole.majority, *whole.minority)
    ]
    rows += [Row((Cell(part.name), Cell(names.status(Status.WITHHELD)), Cell(NOTHING))) for part in whole.withheld]
    if whole.complete:
        rows.append(Row((Cell(say("Sum of the rows")), Cell(numbers.whole(whole.sum)), Cell(Percent(1.0)))))
    if whole.total is not None:
        rows.append(Row((Cell(say("Total as printed")), Cell(numbers.whole(whole.total)), Cell(NOTHING))))
    caption = say("{title}, {period}", title=whole.indicator.title, period=Span(whole.period.text))
    columns = (
        Column(say("Group")),
        Column(say("Persons"), numeric=True),
        Column(say("Share of the sum"), numeric=True),
    )
    return Table(caption, columns, tuple(rows), notes=_notes(whole))


def _share(share: float | None):
    return NOTHING if share is None else Percent(share)


def _notes(whole: Composition) -> tuple[Message, ...]:
    if whole.withheld:
        return (say("Shares are not shown, because they would give back a number that is withheld."),)
    if whole.difference:
        return (say("The rows do not add up to the total. The shares are parts of the sum of the rows."),)
    return ()
