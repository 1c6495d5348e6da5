"""What there is to protect: the figures that the gate withholds, and those that it shows, with their true numbers.

The examination alone knows both. Nothing of what is here is displayed, written or told.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from analysis.message import Name
from analysis.period import Period
from analysis.programme import Indicator, Programme
from analysis.vocabulary import Kind, Status


@dataclass(frozen=True)
class Cell:
    """One figure of the home municipality: `x` of `n` persons, or its value where nobody is counted."""

    position: int  # of its row in the table
    indicator: Indicator
    period: Period
    group: str
    part: str
    x: float | None
    n: float | None
    value: float | None

    @property
    def counts(self) -> frozenset[float]:
        """The numbers of persons that tell the figure: who is counted, who is not, and what stands for either."""
        others = None if self.x is None or self.n is None else self.n - self.x
        count = self.value if self.indicator.kind is Kind.COUNT else None
        return frozenset(number for number in (self.x, others, count) if number is not None)

    @property
    def share(self) -> float | None:
        if self.indicator.kind not in (Kind.SHARE, Kind.GAP):
            return None
        if self.x is not None and self.n:
            return self.x / self.n
        return None if self.value is None else self.value / 100


@dataclass(frozen=True)
class Town:
    """The figures of one programme, withheld and shown."""

    programme: Programme
    hidden: tuple[Cell, ...]
    shown: tuple[Cell, ...]
    _named: Mapping[tuple[str, str, str], frozenset[str]] = field(repr=False, default_factory=dict)

    @classmethod
    def of(cls, programme: Programme, raw: pd.DataFrame, released: pd.DataFrame) -> "Town":
        """`raw` before the gate and `released` after it, with the same rows in the same order."""
        indicators = {indicator.id: indicator for indicator in programme.indicators}
        hidden, shown = [], []
        pairs = zip(raw.to_dict("records"), released.to_dict("records"), strict=True)
        for position, (given, let_through) in enumerate(pairs):
            cell = _cell(indicators[str(given["indicator"])], given, position)
            if let_through["withheld_because"]:
                hidden.append(cell)
            elif let_through["status"] == Status.REPORTED and given["area"] == programme.municipality:
                shown.append(cell)
        return cls(programme, tuple(hidden), tuple(shown), _named(programme.indicators))

    def indicators_named(self, names: Iterable[tuple[str, str, str]]) -> frozenset[str]:
        """The ids of the indicators whose title or short name is among the names."""
        return frozenset(found for name in names for found in self._named.get(name, ()))

    @cached_property
    def hidden_by_indicator(self) -> Mapping[str, tuple[Cell, ...]]:
        return _by_indicator(self.hidden)

    @cached_property
    def shown_by_indicator(self) -> Mapping[str, tuple[Cell, ...]]:
        return _by_indicator(self.shown)

    def population_named(self, cell: Cell) -> tuple[str, str, str] | None:
        population = self.programme.populations.get(cell.group)
        return None if population is None else texts(population.name)


def texts(name: Name) -> tuple[str, str, str]:
    return name.fi, name.sv, name.en


def _cell(indicator: Indicator, row: Mapping[str, object], position: int) -> Cell:
    x, n, value = (_number(row[column]) for column in ("numerator", "denominator", "value"))
    period = Period.parse(str(row["period"]))
    return Cell(position, indicator, period, str(row["group"]), str(row["part"]), x, n, value)


def _number(cell: object) -> float | None:
    return None if cell is None or math.isnan(float(cell)) else float(cell)  # type: ignore[arg-type]


def _by_indicator(cells: Iterable[Cell]) -> dict[str, tuple[Cell, ...]]:
    found: dict[str, tuple[Cell, ...]] = {}
    for cell in cells:
        found[cell.indicator.id] = (*found.get(cell.indicator.id, ()), cell)
    return found


def _named(indicators: Iterable[Indicator]) -> dict[tuple[str, str, str], frozenset[str]]:
    named: dict[tuple[str, str, str], frozenset[str]] = {}
    for indicator in indicators:
        for name in (indicator.title, indicator.short):
            if name is not None:
                named[texts(name)] = named.get(texts(name), frozenset()) | {indicator.id}
    return named
