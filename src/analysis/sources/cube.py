"""A statistical table as it was received: its variables, and for every combination of their values a number or why not.

Whatever form a reply has, it becomes a cube. Values are exact decimals, so that `9.0` stays a figure with one decimal.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from itertools import product


class Missing(StrEnum):
    """Why a cell has no number. Each service has its own symbols for these (`symbols`)."""

    MISSING = "missing"
    NOT_REPRESENTABLE = "not_representable"  # the combination makes no sense
    CONFIDENTIAL = "confidential"  # known to the producer, and not given out
    NOT_ACQUIRED = "not_acquired"
    NOT_ASKED = "not_asked"
    EMPTY = "empty"
    UNCERTAIN = "uncertain"  # not available or too uncertain to be published
    UNEXPLAINED = "unexplained"  # no number, and no symbol that says why
    ABSENT = "absent"  # the service has no such row at all


@dataclass(frozen=True)
class Variable:
    """A variable of a table. `labels` are the names of its values, in their order, by code."""

    code: str
    text: str
    labels: Mapping[str, str]
    role: str | None = None  # "area", "time" or "content", where the reply says so
    total: str | None = None  # the value that stands for all others
    droppable: bool = False  # may be left out of a query: then it is summed

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(self.labels)


@dataclass(frozen=True)
class Cell:
    """One cell: the codes of its values by variable, and its number, or its symbol and the reason why it has none."""

    codes: Mapping[str, str]
    value: Decimal | None
    missing: Missing | None
    symbol: str = ""


@dataclass(frozen=True)
class Cube:
    """A table. `values` and `missing` are in row-major order of `variables`; one of the two is None in each cell."""

    title: str
    source: str  # as the reply names the producer
    updated: str | None
    variables: tuple[Variable, ...]
    values: tuple[Decimal | None, ...]
    missing: tuple[Missing | None, ...]
    symbols: tuple[str, ...]
    decimals: Mapping[str, int]  # by the code of a content; "" where the reply gives one number for all

    def __post_init__(self) -> None:
        size = math.prod(len(variable.labels) for variable in self.variables)
        if not len(self.values) == len(self.missing) == len(self.symbols) == size:
            raise ValueError(f"{len(self.values)} cells, and the variables make {size}")

    def cells(self) -> Iterator[Cell]:
        names = [variable.code for variable in self.variables]
        every = product(*(variable.labels for variable in self.variables))
        for codes, value, missing, symbol in zip(every, self.values, self.missing, self.symbols, strict=True):
            yield Cell(dict(zip(names, codes, strict=True)), value, missing, symbol)

    def __len__(self) -> int:
        return len(self.values)


def joined(cubes: Sequence[Cube]) -> Cube:
    """The parts of one table that was asked for in several queries, put together again."""
    first = cubes[0]
    if len(cubes) == 1:
        return first
    cells = {tuple(cell.codes.values()): cell for cube in cubes for cell in cube.cells()}
    variables = tuple(_united([cube.variables[at] for cube in cubes]) for at in range(len(first.variables)))
    every = [cells[codes] for codes in product(*(variable.labels for variable in variables))]
    return Cube(
        first.title,
        first.source,
        first.updated,
        variables,
        tuple(cell.value for cell in every),
        tuple(cell.missing for cell in every),
        tuple(cell.symbol for cell in every),
        {content: decimals for cube in cubes for content, decimals in cube.decimals.items()},
    )


def _united(same: Sequence[Variable]) -> Variable:
    """One variable of all parts, with the values of all, in the order in which they came."""
    return replace(same[0], labels={code: label for each in same for code, label in each.labels.items()})
