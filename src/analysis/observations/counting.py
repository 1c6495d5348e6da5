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
SLACK = 1e-9
PRINTED_DECIMALS = 1


class Number(NamedTuple):
    """One number of persons: those who are counted, the others, or everybody; of whom, where and when."""

    what: str
    of: tuple[object, ...]


@dataclass(frozen=True)
class Told:
    """The numbers behind one row. Of a withheld row they are NaN: it tells none of them.

    A percentage without its numerator tells what `rounded` says, and not the numbers in `leaves_open`: then `values`
    holds the nearest whole numbers, or NaN where everybody is not known.
    """

    numbers: Mapping[str, Number] = field(default_factory=dict)  # by what is numbered
    values: Mapping[Number, float] = field(default_factory=dict)
    rounded: tuple[Relation, ...] = ()
    leaves_open: frozenset[Number] = frozenset()


def counts_persons(indicator: Indicator) -> bool:
    """Events that a municipality holds are no persons, unless it says of whom they are or that they are sensitive."""
    events = indicator.asks is Asks.EFFORT and indicator.kind is Kind.COUNT and indicator.population is None
    return indicator.kind is not Kind.DELIVERABLE and (not events or indicator.sensitivity is Sensitivity.SENSITIVE)


def known_sizes(indicators: Mapping[str, Indicator], rows: Iterable[Row]) -> Sizes:
    """How many persons a population, or a part of it, has in an area and period, wherever a denominator tells it.

    Nothing at all where there are only withheld rows that would tell it.
    """
    sizes: dict[tuple[str, str, str, When], set[float]] = defaultdict(set)
    for row in rows:
        size = number(row["denominator"])
        if is_companion(str(row["part"])) or not (size or row["status"] == Status.WITHHELD):
            continue
        if key := _size_of(indicators[str(row["indicator"])], row):
            sizes[key] |= {size} if size else set()
    return sizes


def _size_of(indicator: Indicator, row: Row) -> tuple[str, str, str, When] | None:
    population = counted_among(indicator, row)
    return (population, str(row["part"]), str(row["area"]), when(str(row["period"]))) if population else None


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
    key = _size_of(indicator, row)
    known = sizes.get(key) if key else None
    if n is None and known:
        n = min(known)
    if x is None and n is not None and value is not None:
        x = round(value * n / per(indicator))
    return Cell(x, n)


def amounts_of(indicator: Indicator, row: Row, sizes: Sizes) -> dict[str, float]:
    """What a row numbers, and how many that is; NaN where the row is withheld.

    NaN too for a percentage of persons whose number withheld rows would tell: it says how the numbers hang together.
    """
    beside = companion(str(row["part"]))
    if not counts_persons(indicator) or (beside and not beside.looks_back):
        return {}
    whats = {Kind.COUNT: (COUNTED,), Kind.MEAN: (EVERYBODY,)}.get(indicator.kind, (COUNTED, OTHERS, EVERYBODY))
    if row["status"] == Status.WITHHELD:
        return dict.fromkeys(whats, UNKNOWN)
    if row["status"] != Status.REPORTED:
        return {}
    found = dict(zip((COUNTED, OTHERS, EVERYBODY), cell_of(indicator, row, sizes).amounts, strict=True))
    if OTHERS in whats and found[COUNTED] is found[EVERYBODY] is None and _size_of(indicator, row) in sizes:
        return dict.fromkeys(whats, UNKNOWN)
    return {what: found[what] for what in whats if found[what] is not None}


def told_by(
    indicator: Indicator, row: Row, amounts: Mapping[str, float], names: Mapping[str, Number], decimals: int
) -> Told:
    """`decimals` is how many the percentages of the indicator are written with."""
    values = {names[what]: value for what, value in amounts.items()}
    if OTHERS not in amounts or number(row["numerator"]) is not None or row["status"] != Status.REPORTED:
        return Told(dict(names), values)
    x, n, printed = amounts[COUNTED], amounts[EVERYBODY], float(row["value"])  # type: ignore[arg-type]
    for half in (0.5 * 10.0**-each for each in (decimals, decimals_of(printed))):
        least, most = ((printed + end) * n / per(indicator) for end in (-half, half))
        if math.isnan(x) or least - SLACK <= x <= most + SLACK:
            rounded = rounded_ratio(names[COUNTED], names[EVERYBODY], printed, half, per(indicator))
            told = () if number(row["denominator"]) is None else (EVERYBODY,)
            return Told(dict(names), values, rounded, frozenset(names[what] for what in names if what not in told))
    return Told(dict(names), values)  # of other persons than the denominator, so that nothing is known of its rounding


def written_decimals(rows: Iterable[Row]) -> Mapping[str, int]:
    """How many decimals the percentages of each indicator are written with that stand without their numerators.

    A reader takes 44 beside 43.7 for 44.0, and every page prints one decimal.
    """
    decimals: dict[str, int] = defaultdict(lambda: PRINTED_DECIMALS)
    for row in rows:
        value = number(row["value"])
        if value is not None and number(row["numerator"]) is None:
            decimals[str(row["indicator"])] = max(decimals[str(row["indicator"])], decimals_of(value))
    return decimals


def decimals_of(printed: float) -> int:
    """1 of 3.3; 0 of 3.0, which cannot be told from 3."""
    return len(repr(printed).partition(".")[2]) if printed != int(printed) else 0


def per(indicator: Indicator) -> int:
    return indicator.per if indicator.kind is Kind.RATE else 100


@functools.lru_cache(maxsize=1024)
def when(period: str) -> When:
    """The same for 2022 and 2022-12-31: a year and the stock that closes it."""
    found = Period.parse(period)
    return (found.end,) if found.grain in (Grain.YEAR, Grain.DAY) else (found.start, found.end)


def number(cell: object) -> float | None:
    return None if cell is None or math.isnan(float(cell)) else float(cell)  # type: ignore[arg-type]
