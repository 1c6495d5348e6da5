"""Tables of compositions: each language or citizenship with its number of persons, their sum and the printed total."""

from analysis.display.blocks import Cell, Column, Row, Table
from analysis.message import Message, Percent, Span, Value, say
from analysis.tables.series import NOTHING
from analysis.themes.composition import Composition
from analysis.vocabulary import Status
from analysis.wording import names, numbers


def of_composition(whole: Composition) -> Table:
    """Every part, largest first; those that are withheld by name; the sum and the total that was printed with them.

    A column of shares only where they are known: they would give back a number that is withheld.
    """
    lines: list[tuple[Value, Value, Value]] = [
        (portion.part.name, numbers.whole(portion.count), _share(whole.share(portion)))
        for portion in (*whole.majority, *whole.minority)
    ]
    lines += [(part.name, names.status(Status.WITHHELD), NOTHING) for part in whole.withheld]
    if whole.complete:
        lines.append((say("Sum of the rows"), numbers.whole(whole.sum), Percent(1.0)))
    if whole.total is not None:
        lines.append((say("Total as printed"), numbers.whole(whole.total), NOTHING))
    caption = say("{title}, {period}", title=whole.indicator.title, period=Span(whole.period.text))
    columns = [Column(say("Group")), Column(say("Persons"), numeric=True)]
    columns += [Column(say("Share of the sum"), numeric=True)] if whole.complete else []
    rows = tuple(Row(tuple(map(Cell, line[: len(columns)]))) for line in lines)
    return Table(caption, tuple(columns), rows, notes=_notes(whole))


def _share(share: float | None) -> Value:
    return NOTHING if share is None else Percent(share)


def _notes(whole: Composition) -> tuple[Message, ...]:
    if whole.withheld:
        return (say("Shares are not shown, because they would give back a number that is withheld."),)
    if whole.difference:
        return (say("The rows do not add up to the total. The shares are parts of the sum of the rows."),)
    return ()
