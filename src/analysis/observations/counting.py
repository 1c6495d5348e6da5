"""The persons behind one row: how many are counted, how many are not, and how many they are together."""

import functools
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from analysis.disclosure import Relation, rounded_ratio
from analysis.disclosure.threshold import Cell
from analysis.observations.columns import NUMBERS, companion, is_companion
from analysis.period import Grain, Period
from analysis.programme.nouns import Indicator
from analysis.vocabulary import Asks, Kind, Sensitivity, Status

Row = Mapping[str, object]
When = tuple[object, ...]  # a date or span of time, however it is written
Sizes = Mapping[tuple[str, str, str, When], set[float]]  # by population, part, area and time

WHOLE = ""  # the part of a row that is no line of a breakdown
COUNTED, OTHERS, EVERYBODY = "counted", "others", "everybody"
UNKNOWN = math.nan


class Number(NamedTuple):
    """One number of persons: those who are counted, the others, or everybody; of whom, where and when."""

    what: str
    of: tuple[object, ...]


@dataclass(frozen=True)
class Told:
    """The numbers behind one row. Of a withheld row they are NaN: it tells none of them.

    `rounded` says what a percentage without its numerator leaves open; then `values` holds the nearest whole numbers.
    """

    numbers: Mapping[str, Number] = field(default_factory=dict)  # by what is numbered
    values: Mapping[Number, float] = field(default_factory=dict)
    rounded: tuple[Relation, ...] = ()


def counts_persons(indicator: Indicator) -> bool:
    """Events that a municipality holds are no persons, unless it says of whom they are or that they are sensitive."""
    events = indicator.asks is Asks.EFFORT and indicator.kind is Kind.COUNT and indicator.population is None
    return indicator.kind is not Kind.DELIVERABLE and (not events or indicator.sensitivity is Sensitivity.SENSITIVE)


def known_sizes(indicators: Mapping[str, Indicator], rows: Iterable[Row]) -> Sizes:
    """How many persons a population, or a part of it, has in an area and period, wherever a denominator tells it."""
    sizes: dict[tuple[str, str, str, When], set[float]] = defaultdict(set)
    for row in rows:
        population = counted_among(indicators[str(row["indicator"])], row)
        size = number(row["denominator"])
        if population and size and not is_companion(str(row["part"])):
            sizes[population, str(row["part"]), str(row["area"]), when(str(row["period"]))].add(size)
    return sizes


def counted_among(indicator: Indicator, row: Row) -> str | None:
    """The population that a row's denominator counts: of a gap the row's own group."""
    return str(row["group"]) if indicator.kind is Kind.GAP else indicator.among


def cell_of(indicator: Indicator, row: Row, sizes: Sizes) -> Cell:
    """The persons behind a row, also where only a percentage is written but its denominator is known.

    Of several known denominators the smallest is taken: it gives the smallest number of persons.
    """
    x, n, value = (number(row[column]) for column in NUMBERS)
    if indicator.kind is Kind.COUNT:
        return Cell(value if x is None else x, None)
    if indicator.kind is Kind.MEAN:
        return Cell(None, n)
    part, area, at = str(row["part"]), str(row["area"]), when(str(row["period"]))
    known = sizes.get((counted_among(indicator, row) or "", part, area, at))
    if n is None and known:
        n = min(known)
    if x is None and n is not None and value is not None:
        x = round(value * n / per(indicator))
    return Cell(x, n)


def amounts_of(indicator: Indicator, row: Row, sizes: Sizes) -> dict[str, float]:
    """What a row numbers, and how many that is; NaN where the row is withheld."""
    beside = companion(str(row["part"]))
    if not counts_persons(indicator) or (beside and not beside.looks_back):
        return {}
    whats = {Kind.COUNT: (COUNTED,), Kind.MEAN: (EVERYBODY,)}.get(indicator.kind, (COUNTED, OTHERS, EVERYBODY))
    if row["status"] == Status.WITHHELD:
        return dict.fromkeys(whats, UNKNOWN)
    if row["status"] != Status.REPORTED:
        return {}
    found = dict(zip((COUNTED, OTHERS, EVERYBODY), cell_of(indicator, row, sizes).amounts, strict=True))
    return {what: found[what] for what in whats if found[what] is not None}


def told_by(indicator: Indicator, row: Row, amounts: Mapping[str, float], names: Mapping[str, Number]) -> Told:
    values = {names[what]: value for what, value in amounts.items()}
    rounded: tuple[Relation, ...] = ()
    if OTHERS in amounts and number(row["numerator"]) is None and row["status"] == Status.REPORTED:
        printed, half = float(row["value"]), half_unit(float(row["value"]))
        least, most = (end * amounts[EVERYBODY] / per(indicator) for end in (printed - half, printed + half))
        if math.floor(most) > math.ceil(least):
            rounded = rounded_ratio(names[COUNTED], names[EVERYBODY], printed, half, per(indicator))
    return Told(dict(names), values, rounded)


def half_unit(printed: float) -> float:
    """Half of the last decimal that is written: 0.05 of 3.3."""
    decimals = len(repr(printed).partition(".")[2]) if printed != int(printed) else 0
    return 0.5 * 10.0**-decimals


def per(indicator: Indicator) -> int:
    return indicator.per if indicator.kind is Kind.RATE else 100


@functools.lru_cache(maxsize=1024)
def when(period: str) -> When:
    """The same for 2022 and 2022-12-31: a year and the stock that closes it."""
    found = Period.parse(period)
    return (found.end,) if found.grain in (Grain.YEAR, Grain.DAY) else (found.start, found.end)


def number(cell: object) -> float | None:
    return None if cell is None or math.isnan(float(cell)) else float(cell)  # type: ignore[arg-type]
