"""The gate: every figure above this floor has passed through it, and what could tell of a person has not.

A hidden row stays in the table, without its numbers and its note, so that a report can say that a figure is withheld.
`docs/disclosure.md` says the rule in words and names its limits.
"""

import functools
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import pandas as pd

from analysis.disclosure import TOTAL, Cell, complementary, is_small, threshold
from analysis.observations.columns import NUMBERS, STANDARD_DEVIATION
from analysis.period import Grain, Period
from analysis.programme import Indicator, Programme
from analysis.vocabulary import Asks, Kind, Sensitivity, Status

SMALL, COMPLEMENTARY, BY_SOURCE = "small", "complementary", "source"

Row = dict[str, object]
When = tuple[object, ...]  # a date or span of time, however it is written
Sizes = Mapping[tuple[str, str, When], set[float]]


def release(programme: Programme, table: pd.DataFrame) -> pd.DataFrame:
    """The table with everything hidden that must be, and `withheld_because`: '', 'small', 'complementary' or 'source'.

    Hidden rows have the status `withheld`, no numbers and no note. Rows keep their order and index.
    """
    indicators = {indicator.id: indicator for indicator in programme.indicators}
    rows: list[Row] = table.to_dict("records")
    sizes = known_sizes(indicators, rows)
    because = [BY_SOURCE if row["status"] == Status.WITHHELD else "" for row in rows]
    cells = [cell_of(indicators[str(row["indicator"])], row, sizes) for row in rows]
    for position, (row, cell) in enumerate(zip(rows, cells, strict=True)):
        indicator = indicators[str(row["indicator"])]
        if not because[position] and not is_public(programme, indicator, row) and hides(indicator, row, cell):
            because[position] = SMALL
    for positions in _tables(rows):
        _hide_beside(programme, indicators[str(rows[positions[0]]["indicator"])], rows, cells, because, positions)
    return _blanked(table, because)


def is_public(programme: Programme, indicator: Indicator, row: Row) -> bool:
    """Whether the figure is public already: an official source's, or one that the programme itself has printed."""
    source = programme.sources.get(str(row["source"]))
    return indicator.sensitivity is Sensitivity.PUBLISHED or (source is not None and source.official)


def hides(indicator: Indicator, row: Row, cell: Cell) -> bool:
    """Whether the figure must be hidden by itself."""
    limit = threshold(indicator.sensitivity)
    if row["status"] != Status.REPORTED or not _counts_persons(indicator):
        return False
    if indicator.kind is Kind.MEAN:
        return row["part"] != STANDARD_DEVIATION and is_small(None, cell.denominator, limit)
    # A percentage tells “nobody” and “everybody” without any denominator.
    telling = (0, 100) if indicator.kind in (Kind.SHARE, Kind.GAP) else (0,)
    ends = limit.ends and _number(row["value"]) in telling
    return ends or is_small(cell.numerator, cell.denominator, limit)


def _counts_persons(indicator: Indicator) -> bool:
    """Events that a municipality holds are no persons, unless it says of whom they are or that they are sensitive."""
    events = indicator.asks is Asks.EFFORT and indicator.kind is Kind.COUNT and indicator.population is None
    return indicator.kind is not Kind.DELIVERABLE and (not events or indicator.sensitivity is Sensitivity.SENSITIVE)


def known_sizes(indicators: Mapping[str, Indicator], rows: Iterable[Row]) -> Sizes:
    """How many persons a population has in an area and period, wherever a denominator in the table tells it."""
    sizes: dict[tuple[str, str, When], set[float]] = defaultdict(set)
    for row in rows:
        population = counted_among(indicators[str(row["indicator"])], row)
        size = _number(row["denominator"])
        if population and size and not row["part"]:
            sizes[population, str(row["area"]), when(str(row["period"]))].add(size)
    return sizes


def counted_among(indicator: Indicator, row: Row) -> str | None:
    """The population that a row's denominator counts: of a gap the row's own group."""
    return str(row["group"]) if indicator.kind is Kind.GAP else indicator.among


@functools.lru_cache(maxsize=1024)
def when(period: str) -> When:
    """The same for 2022 and 2022-12-31: a year and the stock that closes it."""
    found = Period.parse(period)
    return (found.end,) if found.grain in (Grain.YEAR, Grain.DAY) else (found.start, found.end)


def cell_of(indicator: Indicator, row: Row, sizes: Sizes) -> Cell:
    """The persons behind a row, also where only a percentage is written but its denominator is known.

    Of several known denominators the smallest is taken: it gives the smallest number of persons.
    """
    x, n, value = (_number(row[column]) for column in NUMBERS)
    if indicator.kind is Kind.COUNT:
        return Cell(value if x is None else x, None)
    if indicator.kind is Kind.MEAN:
        return Cell(None, n)
    known = sizes.get((counted_among(indicator, row) or "", str(row["area"]), when(str(row["period"]))))
    if n is None and known and not row["part"]:
        n = min(known)
    if x is None and n is not None and value is not None:
        x = round(value * n / (indicator.per if indicator.kind is Kind.RATE else 100))
    return Cell(x, n)


def _hide_beside(
    programme: Programme,
    indicator: Indicator,
    rows: list[Row],
    cells: list[Cell],
    because: list[str],
    positions: list[int],
) -> None:
    """Hide, in one breakdown, what a total would give back; and a mean's standard deviation with its mean."""
    at = {str(rows[position]["part"]): position for position in positions}
    spread = at.pop(STANDARD_DEVIATION, None)
    if TOTAL in at and len(at) > 1:
        seen = {
            part: replace(
                cells[position],
                hidden=bool(because[position]),
                fixed=is_public(programme, indicator, rows[position]) or rows[position]["status"] != Status.REPORTED,
            )
            for part, position in at.items()
        }
        total = seen.pop(TOTAL)
        for part in complementary(seen, total, threshold(indicator.sensitivity)):
            because[at[part]] = COMPLEMENTARY
    if spread is not None and TOTAL in at and because[at[TOTAL]]:
        because[spread] = because[at[TOTAL]]


def _blanked(table: pd.DataFrame, because: list[str]) -> pd.DataFrame:
    released = table.copy()
    released["withheld_because"] = pd.Series(because, index=table.index, dtype="str")
    withheld = released["withheld_because"] != ""
    released.loc[withheld, list(NUMBERS)] = math.nan
    released.loc[withheld, "status"] = str(Status.WITHHELD)
    released.loc[withheld, "note"] = ""
    return released


def _tables(rows: list[Row]) -> Iterator[list[int]]:
    """The positions of each breakdown with its total: one indicator, area, population and date.

    The same date may be written in two ways. Where a part stands under both, they are two tables.
    """
    dates: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for position, row in enumerate(rows):
        dates[row["indicator"], row["area"], row["group"], when(str(row["period"]))].append(position)
    for positions in dates.values():
        if len({rows[position]["part"] for position in positions}) == len(positions):
            yield positions
            continue
        written: dict[object, list[int]] = defaultdict(list)
        for position in positions:
            written[rows[position]["period"]].append(position)
        yield from written.values()


def _number(cell: object) -> float | None:
    return None if cell is None or math.isnan(float(cell)) else float(cell)  # type: ignore[arg-type]


__all__ = ["BY_SOURCE", "COMPLEMENTARY", "SMALL", "release"]
