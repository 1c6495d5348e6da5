"""Rows as numbers of persons: what each row tells, and how the numbers of all rows hang together.

This is the one description of the system that an outsider can set up. The gate protects against it, and the examination
of a finished report attacks with it. `docs/disclosure.md` lists the relations in words.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from analysis.disclosure import ContradictionError, Range, Relation, System, adds_up, ranges
from analysis.observations.counting import (
    COUNTED,
    EVERYBODY,
    OTHERS,
    Number,
    Row,
    Told,
    amounts_of,
    known_sizes,
    told_by,
    written_decimals,
)
from analysis.observations.naming import names_of
from analysis.observations.overlaps import declared_sums
from analysis.observations.sums import breakdown_sums, flow_sums, tables
from analysis.programme.nouns import Programme


@dataclass(frozen=True)
class Persons:
    """A table of observations as numbers of persons: one `Told` a row, in the order of the rows.

    `rest` holds the numbers that no row tells, those who are in no part: with their value where it follows, and the
    position of the row of the whole.
    """

    told: tuple[Told, ...]
    relations: tuple[Relation, ...]
    rest: Mapping[Number, tuple[float, int]] = field(default_factory=dict)

    @property
    def truth(self) -> dict[Number, float]:
        """Every number by its name, NaN where not even the table knows it."""
        truth: dict[Number, float] = {rest: value for rest, (value, _) in self.rest.items()}
        for told in self.told:
            truth |= {each: value for each, value in told.values.items() if math.isnan(truth.get(each, math.nan))}
        return truth


def in_no_part(persons: Persons) -> Iterator[tuple[Number, Range, int]]:
    """The numbers that no row tells: the values that the whole table leaves possible, and the position of a row."""
    known = {name: value for name, value in persons.truth.items() if not math.isnan(value)}
    open_ended = [name for name, (value, _) in persons.rest.items() if math.isnan(value)]
    try:
        left = ranges(System(persons.relations, known), open_ended) if open_ended else {}
    except ContradictionError:  # of faulty figures nothing follows
        left = {}
    for name, (value, position) in persons.rest.items():
        if not math.isnan(value):
            yield name, Range(round(value), round(value)), position
        elif name in left:
            yield name, left[name], position


def outsider(persons: Persons) -> System:
    """What a reader of the rows can set up who takes a percentage for what its decimals say and no more."""
    known: dict[object, float] = {}
    rounded: list[Relation] = []
    for told in persons.told:
        known |= {each: value for each, value in told.values.items() if value == value and each not in told.leaves_open}
        rounded += told.rounded
    return System((*persons.relations, *rounded), known)


def persons(programme: Programme, rows: Sequence[Row]) -> Persons:
    """The numbers of persons behind the rows of a table of observations, complete or as it was released."""
    indicators = {indicator.id: indicator for indicator in programme.indicators}
    sizes = known_sizes(indicators, rows)
    amounts = [amounts_of(indicators[str(row["indicator"])], row, sizes) for row in rows]
    breakdowns = list(tables(rows))
    names = names_of(indicators, rows, amounts, breakdowns)
    decimals = written_decimals(rows)
    told = tuple(
        told_by(indicators[str(row["indicator"])], row, each, named, decimals[str(row["indicator"])])
        for row, each, named in zip(rows, amounts, names, strict=True)
    )
    within = [
        adds_up(one.numbers[EVERYBODY], (one.numbers[COUNTED], one.numbers[OTHERS]))
        for one in told
        if OTHERS in one.numbers
    ]
    sums = [found for positions in breakdowns for found in breakdown_sums(indicators, rows, told, positions)]
    sums += [*flow_sums(rows, told), *declared_sums(programme, rows, told)]
    rest = {number: known for each in sums for number, known in each.rest.items()}
    return Persons(told, tuple(dict.fromkeys((*within, *(each.relation for each in sums)))), rest)
