"""The gate: every figure above this floor has passed through it, and what could tell of a person has not.

A hidden row stays in the table, without its numbers and its note, so that a report can say that a figure is withheld.
`docs/disclosure.md` says the rule in words and names its limits.
"""

import math
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from analysis.disclosure import TOTAL, Cell, complementary, is_small, threshold
from analysis.observations import flows
from analysis.observations.columns import NUMBERS, is_companion
from analysis.observations.flows import SMALL
from analysis.observations.persons import Row, cell_of, counts_persons, known_sizes, number, tables
from analysis.programme import Indicator, Programme
from analysis.vocabulary import Kind, Sensitivity, Status

COMPLEMENTARY, BY_SOURCE = "complementary", "source"


def release(programme: Programme, table: pd.DataFrame) -> pd.DataFrame:
    """The table with everything hidden that must be, and `withheld_because`: '', 'small', 'complementary' or 'source'.

    Hidden rows have the status `withheld`, no numbers and no note. Rows keep their order and index.
    """
    indicators = {indicator.id: indicator for indicator in programme.indicators}
    rows: list[dict[str, object]] = table.to_dict("records")
    sizes = known_sizes(indicators, rows)
    because = [BY_SOURCE if row["status"] == Status.WITHHELD else "" for row in rows]
    cells = [cell_of(indicators[str(row["indicator"])], row, sizes) for row in rows]
    for position, (row, cell) in enumerate(zip(rows, cells, strict=True)):
        indicator = indicators[str(row["indicator"])]
        if not because[position] and not is_public(programme, indicator, row) and hides(indicator, row, cell):
            because[position] = SMALL
    for positions in tables(rows):
        _hide_beside(programme, indicators[str(rows[positions[0]]["indicator"])], rows, cells, because, positions)
    public = [is_public(programme, indicators[str(row["indicator"])], row) for row in rows]
    limits = {each.id: threshold(each.sensitivity) for each in programme.indicators}
    for position, why in flows.to_hide(rows, because, public, lambda row: limits[str(row["indicator"])]):
        because[position] = why
    return _blanked(table, because)


def is_public(programme: Programme, indicator: Indicator, row: Row) -> bool:
    """Whether the figure is public already: an official source's, or one that the programme itself has printed."""
    source = programme.sources.get(str(row["source"]))
    return indicator.sensitivity is Sensitivity.PUBLISHED or (source is not None and source.official)


def hides(indicator: Indicator, row: Row, cell: Cell) -> bool:
    """Whether the figure must be hidden by itself. A companion is hidden with its figure."""
    limit = threshold(indicator.sensitivity)
    if row["status"] != Status.REPORTED or not counts_persons(indicator) or is_companion(str(row["part"])):
        return False
    if indicator.kind is Kind.MEAN:
        return is_small(None, cell.denominator, limit)
    # A percentage tells “nobody” and “everybody” without any denominator.
    telling = (0, 100) if indicator.kind in (Kind.SHARE, Kind.GAP) else (0,)
    ends = limit.ends and number(row["value"]) in telling
    return ends or is_small(cell.numerator, cell.denominator, limit)


def _hide_beside(
    programme: Programme,
    indicator: Indicator,
    rows: Sequence[Row],
    cells: list[Cell],
    because: list[str],
    positions: list[int],
) -> None:
    """Hide, in one breakdown, what a total would give back; and the companions of a figure with the figure."""
    at = {str(rows[position]["part"]): position for position in positions}
    companions = [at.pop(part) for part in list(at) if is_companion(part)]
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
    for companion in companions:
        if TOTAL in at and because[at[TOTAL]]:
            because[companion] = because[at[TOTAL]]


def _blanked(table: pd.DataFrame, because: list[str]) -> pd.DataFrame:
    released = table.copy()
    released["withheld_because"] = pd.Series(because, index=table.index, dtype="str")
    withheld = released["withheld_because"] != ""
    released.loc[withheld, list(NUMBERS)] = math.nan
    released.loc[withheld, "status"] = str(Status.WITHHELD)
    released.loc[withheld, "note"] = ""
    return released


__all__ = ["BY_SOURCE", "COMPLEMENTARY", "SMALL", "release"]
