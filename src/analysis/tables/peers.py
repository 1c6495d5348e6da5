"""The figures of the funnel as a table: the municipality, its peers together, and each peer without its name."""

from analysis.display.blocks import Cell, Column, Row, Table
from analysis.message import Value, say
from analysis.themes.peers import AmongPeers, Counted
from analysis.wording import numbers
from analysis.wording import peers as words


def of_peers(among: AmongPeers) -> Table:
    """By the number of persons, the smallest group first: no order of merit, and no names to make one of."""
    columns = (
        Column(say("Persons")),
        Column(say("Figure"), numeric=True),
        Column(say("Counted"), numeric=True),
        Column(say("Place")),
    )
    rows = (_row(among, among.own, among.municipality), *(_row(among, one, None) for one in among.others))
    notes: list[Value] = [
        say("The peers stand without names, the smallest group first: a comparison of places, not a ranking."),
        *words.rule(among),
    ]
    if among.source is not None:
        notes.append(say("Source: {source}", source=among.source.title))
    return Table(say("The municipality and its peers"), columns, rows, tuple(notes))


def _row(among: AmongPeers, group: Counted, name: Value | None) -> Row:
    return Row(
        (
            Cell(numbers.whole(group.denominator), more=() if name is None else (name,)),
            Cell(words.share(among, group)),
            Cell(words.counted(group)),
            Cell(words.where(among.place(group))),
        )
    )
