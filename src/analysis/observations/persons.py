"""Rows as numbers of persons: what each row tells, and how the numbers of all rows hang together.

This is the one description of the system that an outsider can set up. The gate protects against it, and the examination
of a finished report attacks with it. `docs/disclosure.md` lists the relations in words.
"""

import functools
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from analysis.disclosure import Relation, System, adds_up, rounded_ratio
from analysis.disclosure.threshold import Cell
from analysis.observations.columns import (
    FLOWS,
    GAINED,
    KEPT,
    LOST,
    NUMBERS,
    companion,
    is_companion,
    looks_back_to,
)
from analysis.observations.flows import FIGURE, flows
from analysis.period import Grain, Period
from analysis.programme.nouns import Indicator, Programme
from analysis.vocabulary import Asks, Kind, Sensitivity, Status

Row = Mapping[str, object]
When = tuple[object, ...]  # a date or span of time, however it is written
Sizes = Mapping[tuple[str, str, When], set[float]]

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


@dataclass(frozen=True)
class Persons:
    """A table of observations as numbers of persons: one `Told` a row, in the order of the rows.

    `rest` holds the numbers that no row tells, those who are in no part: with their value where it follows, and the
    position of the row of the whole.
    """

    told: tuple[Told, ...]
    relations: tuple[Relation, ...]
    rest: Mapping[Number, tuple[float, int]] = field(default_factory=dict)


def outsider(persons: Persons) -> System:
    """What a reader of the rows can set up who takes a percentage for what its decimals say and no more."""
    known: dict[object, float] = {}
    rounded: list[Relation] = []
    for told in persons.told:
        open_ended = {told.numbers[COUNTED], told.numbers[OTHERS]} if told.rounded else set()
        known |= {number: value for number, value in told.values.items() if value == value and number not in open_ended}
        rounded += told.rounded
    return System((*persons.relations, *rounded), known)


def counts_persons(indicator: Indicator) -> bool:
    """Events that a municipality holds are no persons, unless it says of whom they are or that they are sensitive."""
    events = indicator.asks is Asks.EFFORT and indicator.kind is Kind.COUNT and indicator.population is None
    return indicator.kind is not Kind.DELIVERABLE and (not events or indicator.sensitivity is Sensitivity.SENSITIVE)


def persons(programme: Programme, rows: Sequence[Row]) -> Persons:
    """The numbers of persons behind the rows of a table of observations, complete or as it was released."""
    indicators = {indicator.id: indicator for indicator in programme.indicators}
    sizes = known_sizes(indicators, rows)
    amounts = [_amounts(indicators[str(row["indicator"])], row, sizes) for row in rows]
    breakdowns = list(tables(rows))
    names = _names(indicators, rows, amounts, breakdowns)
    told = tuple(
        _told(indicators[str(row["indicator"])], row, each, named)
        for row, each, named in zip(rows, amounts, names, strict=True)
    )
    within = [
        adds_up(one.numbers[EVERYBODY], (one.numbers[COUNTED], one.numbers[OTHERS]))
        for one in told
        if OTHERS in one.numbers
    ]
    sums = [found for positions in breakdowns for found in _sums(indicators, rows, told, positions)]
    sums += _flow_sums(rows, told)
    rest = {each.rest: (each.left, each.row) for each in sums if each.rest is not None}
    return Persons(told, tuple(dict.fromkeys((*within, *(each.relation for each in sums)))), rest)


# --- the numbers of one row ------------------------------------------------------------------------------------------


def known_sizes(indicators: Mapping[str, Indicator], rows: Iterable[Row]) -> Sizes:
    """How many persons a population has in an area and period, wherever a denominator in the table tells it."""
    sizes: dict[tuple[str, str, When], set[float]] = defaultdict(set)
    for row in rows:
        population = counted_among(indicators[str(row["indicator"])], row)
        size = number(row["denominator"])
        if population and size and not row["part"]:
            sizes[population, str(row["area"]), when(str(row["period"]))].add(size)
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
    known = sizes.get((counted_among(indicator, row) or "", str(row["area"]), when(str(row["period"]))))
    if n is None and known and not row["part"]:
        n = min(known)
    if x is None and n is not None and value is not None:
        x = round(value * n / _per(indicator))
    return Cell(x, n)


def _amounts(indicator: Indicator, row: Row, sizes: Sizes) -> dict[str, float]:
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


def _told(indicator: Indicator, row: Row, amounts: Mapping[str, float], names: Mapping[str, Number]) -> Told:
    values = {names[what]: value for what, value in amounts.items()}
    rounded: tuple[Relation, ...] = ()
    if OTHERS in amounts and number(row["numerator"]) is None and row["status"] == Status.REPORTED:
        printed, half = float(row["value"]), half_unit(float(row["value"]))
        least, most = (end * amounts[EVERYBODY] / _per(indicator) for end in (printed - half, printed + half))
        if math.floor(most) > math.ceil(least):
            rounded = rounded_ratio(names[COUNTED], names[EVERYBODY], printed, half, _per(indicator))
    return Told(dict(names), values, rounded)


def half_unit(printed: float) -> float:
    """Half of the last decimal that is written: 0.05 of 3.3."""
    decimals = len(repr(printed).partition(".")[2]) if printed != int(printed) else 0
    return 0.5 * 10.0**-decimals


def _per(indicator: Indicator) -> int:
    return indicator.per if indicator.kind is Kind.RATE else 100


# --- which rows number the same persons ------------------------------------------------------------------------------


def _names(
    indicators: Mapping[str, Indicator],
    rows: Sequence[Row],
    amounts: Sequence[Mapping[str, float]],
    breakdowns: Sequence[Sequence[int]],
) -> list[dict[str, Number]]:
    """For each row the names of its numbers. The same persons have the same name, whichever rows tell them.

    Rows that should number the same persons and do not agree are left apart: one of them means something else.
    """
    figures = [_figure(indicators[str(row["indicator"])], row) for row in rows]
    sizes = [_size(indicators[str(row["indicator"])], row) for row in rows]
    for positions in breakdowns:
        sizes = _common_size(rows, amounts, sizes, positions)
    agreed_figure = _agreeing(figures, amounts, (COUNTED, OTHERS))
    agreed_size = _agreeing(sizes, amounts, (EVERYBODY,))
    names = []
    for row, figure, size, numbered in zip(rows, figures, sizes, amounts, strict=True):
        own = ("row", *(row[column] for column in ("indicator", "area", "period", "group", "part")))
        figure_of = figure if figure in agreed_figure and (EVERYBODY not in numbered or size in agreed_size) else own
        of = {COUNTED: figure_of, OTHERS: figure_of, EVERYBODY: size if size in agreed_size else own}
        names.append({what: Number(what, of[what]) for what in numbered})
    return names


def _figure(indicator: Indicator, row: Row) -> tuple[object, ...]:
    """Of two shares of one population among another, both tell the same; any other figure is its indicator's own."""
    at = (row["area"], when(str(row["period"])))
    of_another = indicator.kind is Kind.SHARE and indicator.population != indicator.among
    if of_another and row["part"] == WHOLE:
        return ("share", indicator.population, indicator.among, *at)
    return ("figure", indicator.id, row["group"], row["part"], *at)


def _size(indicator: Indicator, row: Row) -> tuple[object, ...]:
    """A denominator is the size of its population, the same for every indicator; the number of answers is not."""
    at = (row["area"], when(str(row["period"])))
    population = counted_among(indicator, row)
    if population and row["part"] == WHOLE:
        return ("size", population, *at)
    if since := looks_back_to(str(row["part"])):
        return ("both times", indicator.id, row["group"], when(since), *at)
    return ("answers", indicator.id, row["group"], row["part"], *at)


def _common_size(
    rows: Sequence[Row],
    amounts: Sequence[Mapping[str, float]],
    sizes: list[tuple[object, ...]],
    positions: Sequence[int],
) -> list[tuple[object, ...]]:
    """Where every part has the denominator of the whole, it is one number: shares of a total, not of the parts."""
    at = {rows[position]["part"]: position for position in positions}
    whole = amounts[at[WHOLE]].get(EVERYBODY, UNKNOWN) if WHOLE in at else UNKNOWN
    parts = [position for part, position in at.items() if part != WHOLE and EVERYBODY in amounts[position]]
    known = [amounts[position][EVERYBODY] for position in parts if amounts[position][EVERYBODY] > 0]
    if len(known) > 1 and set(known) == {whole}:
        for position in parts:
            sizes[position] = sizes[at[WHOLE]]
    return sizes


def _agreeing(
    names: Sequence[tuple[object, ...]], amounts: Sequence[Mapping[str, float]], whats: tuple[str, ...]
) -> set[tuple[object, ...]]:
    """The names under which no two rows tell different numbers."""
    values: dict[tuple[object, ...], set[tuple[str, float]]] = defaultdict(set)
    for name, numbered in zip(names, amounts, strict=True):
        values[name] |= {
            (what, numbered[what]) for what in whats if what in numbered and not math.isnan(numbered[what])
        }
    return {name for name, found in values.items() if len(found) == len({what for what, _ in found})}


# --- parts and their total -------------------------------------------------------------------------------------------


class Sum(NamedTuple):
    """Parts and their whole, and the number of those who are in no part, if there are any."""

    relation: Relation
    rest: Number | None
    left: float
    row: int  # position of the whole


def _sums(
    indicators: Mapping[str, Indicator], rows: Sequence[Row], told: Sequence[Told], positions: Sequence[int]
) -> Iterator[Sum]:
    """The sums of one breakdown: of those counted, of the others, and of everybody."""
    at = {str(rows[position]["part"]): position for position in positions}
    if WHOLE not in at or len(at) < 2:
        return
    indicator = indicators[str(rows[positions[0]]["indicator"])]
    row = at.pop(WHOLE)
    whole = told[row]
    parts = {part: told[position] for part, position in at.items() if told[position].numbers}
    complete = {part.id for part in indicator.parts} <= set(parts)
    shared = {part.numbers.get(EVERYBODY) for part in parts.values()} & {whole.numbers.get(EVERYBODY)} - {None}
    for what, total in whole.numbers.items():
        numbers = [part.numbers[what] for part in parts.values() if what in part.numbers]
        if not numbers or len(numbers) < len(parts) or (shared and what != COUNTED):
            continue
        values = [part.values[part.numbers[what]] for part in parts.values()]
        known = sum(value for value in values if not math.isnan(value))
        if what == COUNTED or not known > whole.values[total]:  # else the same persons are in several parts
            yield _sum(total, numbers, whole.values[total] - sum(values), complete, row, total.of)


def _sum(whole: Number, parts: Sequence[Number], left: float, complete: bool, row: int, of: tuple[object, ...]) -> Sum:
    """`left` is the whole less its parts, NaN where a number is not known; `of` names what is left.

    Those who are in no part are a group like the parts, unless every part that there is has its row: then a difference
    is a fault of the table, and whoever knows the fault knows the sum.
    """
    if complete or left <= 0:
        return Sum(adds_up(whole, parts, 0.0 if math.isnan(left) else left), None, 0.0, row)
    rest = Number(whole.what, ("rest", *of))
    return Sum(adds_up(whole, (*parts, rest)), rest, left, row)


# --- one period and an earlier one -----------------------------------------------------------------------------------


def _flow_sums(rows: Sequence[Row], told: Sequence[Told]) -> Iterator[Sum]:
    """How the persons counted both times link two figures: those who kept, gained, lost it, or never had it.

    Whoever is counted only once is what is left of each figure.
    """
    figures = {tuple(row[column] for column in FIGURE): at for at, row in enumerate(rows) if row["part"] == WHOLE}
    for (*who, period, group, since), positions in flows(rows):
        pair = [figures.get((*who, time, group)) for time in (period, since)]
        if set(positions) == set(FLOWS) and None not in pair:
            yield from _linked(told, positions, pair)


def _linked(told: Sequence[Told], positions: Mapping[str, int], pair: Sequence[int]) -> Iterator[Sum]:
    moved = {word: told[position] for word, position in positions.items() if told[position].numbers}
    if len(moved) < len(FLOWS) or any(OTHERS not in told[position].numbers for position in pair):
        return
    value = {word: one.values[one.numbers[COUNTED]] for word, one in moved.items()}
    counted = {word: one.numbers[COUNTED] for word, one in moved.items()}
    both = moved[KEPT].numbers[EVERYBODY]
    never = Number(OTHERS, ("never", *counted[KEPT].of))
    value_never = moved[KEPT].values[both] - sum(value.values())
    yield Sum(adds_up(both, (*counted.values(), never)), never, value_never, positions[KEPT])
    for position, word in zip(pair, (GAINED, LOST), strict=True):
        other = LOST if word == GAINED else GAINED
        one = told[position]
        for what, parts, sum_of in (
            (COUNTED, (counted[KEPT], counted[word]), value[KEPT] + value[word]),
            (OTHERS, (counted[other], never), value[other] + value_never),
        ):
            left = one.values[one.numbers[what]] - sum_of
            yield _sum(one.numbers[what], parts, left, False, position, ("once", word, *counted[KEPT].of))


# --- tables ----------------------------------------------------------------------------------------------------------


def tables(rows: Sequence[Row]) -> Iterator[list[int]]:
    """The positions of each breakdown with its total: one indicator, area, population and date. No companions.

    The same date may be written in two ways. Where a part stands under both, they are two tables.
    """
    dates: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for position, row in enumerate(rows):
        if is_companion(str(row["part"])):
            continue
        dates[row["indicator"], row["area"], row["group"], when(str(row["period"]))].append(position)
    for positions in dates.values():
        if len({rows[position]["part"] for position in positions}) == len(positions):
            yield positions
            continue
        written: dict[object, list[int]] = defaultdict(list)
        for position in positions:
            written[rows[position]["period"]].append(position)
        yield from written.values()


@functools.lru_cache(maxsize=1024)
def when(period: str) -> When:
    """The same for 2022 and 2022-12-31: a year and the stock that closes it."""
    found = Period.parse(period)
    return (found.end,) if found.grain in (Grain.YEAR, Grain.DAY) else (found.start, found.end)


def number(cell: object) -> float | None:
    return None if cell is None or math.isnan(float(cell)) else float(cell)  # type: ignore[arg-type]
