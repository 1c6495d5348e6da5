"""Which rows number the same persons: those numbers have one name, whichever row tells them."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from analysis.observations.columns import is_companion, looks_back_to
from analysis.observations.counting import COUNTED, EVERYBODY, OTHERS, UNKNOWN, WHOLE, Number, Row, counted_among, when
from analysis.programme.nouns import Indicator
from analysis.vocabulary import Kind


def names_of(
    indicators: Mapping[str, Indicator],
    rows: Sequence[Row],
    amounts: Sequence[Mapping[str, float]],
    breakdowns: Sequence[Sequence[int]],
) -> list[dict[str, Number]]:
    """For each row the names of its numbers. The same persons have the same name, whichever rows tell them.

    Rows that should number the same persons and do not agree are left apart: one of them means something else.
    """
    figures = [figure_of(indicators[str(row["indicator"])], row) for row in rows]
    sizes = [_size(indicators[str(row["indicator"])], row) for row in rows]
    for positions in breakdowns:
        sizes = _common_size(rows, amounts, sizes, positions)
    agreed_figure = _agreeing(figures, amounts, (COUNTED, OTHERS))
    agreed_size = _agreeing(sizes, amounts, (EVERYBODY,))
    names = []
    for row, figure, size, numbered in zip(rows, figures, sizes, amounts, strict=True):
        own = ("row", *(row[column] for column in ("indicator", "area", "period", "group", "part")))
        counted = figure if figure in agreed_figure and (EVERYBODY not in numbered or size in agreed_size) else own
        of = {COUNTED: counted, OTHERS: counted, EVERYBODY: size if size in agreed_size else own}
        names.append({what: Number(what, of[what]) for what in numbered})
    return names


def figure_of(indicator: Indicator, row: Row) -> tuple[object, ...]:
    """Of two shares of one population among another, both tell the same; any other figure is its indicator's own."""
    at = (row["area"], when(str(row["period"])))
    of_another = indicator.kind is Kind.SHARE and indicator.population != indicator.among
    if of_another and row["part"] == WHOLE:
        return ("share", indicator.population, indicator.among, *at)
    return ("figure", indicator.id, row["group"], row["part"], *at)


def _size(indicator: Indicator, row: Row) -> tuple[object, ...]:
    """A denominator is the size of its population, or of a part of it, the same for every indicator.

    The number of answers is not, nor that of persons counted both times.
    """
    at = (row["area"], when(str(row["period"])))
    population = counted_among(indicator, row)
    if population and not is_companion(str(row["part"])):
        return ("size", population, *at) if row["part"] == WHOLE else ("size of a part", population, row["part"], *at)
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
