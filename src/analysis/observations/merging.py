"""Rows that become one, so that it can be shown: several parts, consecutive years, or populations counted as one.

Only rows of different persons are added up, or of other years: then the same person may be in it once for each year.
The merged row stands beside the rows that it is made of, in an indicator of its own, and the programme declares the sum
(`docs/disclosure.md`): so the gate keeps guarding what was withheld.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from analysis.observations.counting import Row
from analysis.programme.nouns import Indicator, Programme
from analysis.programme.people import Addend, DeclaredSum
from analysis.vocabulary import Kind


class Along(StrEnum):
    """What is merged; of mergings that are equally good the first is advised."""

    PARTS = "parts"
    YEARS = "years"
    POPULATIONS = "populations"


@dataclass(frozen=True)
class Merging:
    """The positions of the rows that become one, the row of its period last; `one_whole` if all are of one whole.

    Shares of one whole have one denominator, so that their numerators alone are added up.
    """

    along: Along
    rows: tuple[int, ...]
    one_whole: bool = False


def merged(rows: Sequence[Row], merging: Merging, kind: Kind) -> dict[str, object]:
    """The one row, with the numbers of all added up; it is of the last one's period, reporter and source."""
    members = [rows[position] for position in merging.rows]
    row = {**members[-1], "part": "", "note": "", "numerator": math.nan, "denominator": math.nan, "value": math.nan}
    if kind is Kind.COUNT:
        return {**row, "value": sum(counted(each) for each in members)}
    everybody = [float(each["denominator"]) for each in members]
    return {
        **row,
        "numerator": sum(counted(each) for each in members),
        "denominator": everybody[-1] if merging.one_whole else sum(everybody),
    }


def counted(row: Row) -> float:
    """Those whom a row of a count, share or rate counts; NaN where only a percentage is written."""
    numerator, value = float(row["numerator"]), float(row["value"])
    return value if math.isnan(numerator) and math.isnan(float(row["denominator"])) else numerator


def carried_out(programme: Programme, rows: Sequence[Row], mergings: Sequence[Merging]) -> tuple[Programme, list[Row]]:
    """Programme and table with the merged rows at the end, declared as an author would declare them."""
    added: dict[tuple[object, ...], Indicator] = {}
    sums, more = [], []
    for merging in mergings:
        addends = tuple(dict.fromkeys(Addend(str(rows[at]["indicator"]), str(rows[at]["part"])) for at in merging.rows))
        years = len(merging.rows) if merging.along is Along.YEARS else 1
        of = programme.indicator(str(rows[merging.rows[-1]]["indicator"]))
        key = (*addends, years, merging.one_whole)
        if key not in added:
            added[key] = _of_its_own(of, f"{of.id}-merged-{len(added)}", merging.one_whole)
            adds_up = of.kind is not Kind.COUNT and not merging.one_whole
            sums.append(DeclaredSum(Addend(added[key].id), addends, True, adds_up, years))
        more.append({**merged(rows, merging, of.kind), "indicator": added[key].id})
    declared = replace(programme, context=(*programme.context, *added.values()), sums=(*programme.sums, *sums))
    return declared, [*rows, *more]


def _of_its_own(indicator: Indicator, identity: str, one_whole: bool) -> Indicator:
    """An indicator of populations of its own: those of the merged one are nobody else's."""
    among = indicator.among if one_whole or indicator.among is None else f"{identity}-among"
    population = None if indicator.population is None else identity
    return replace(indicator, id=identity, population=population, among=among, parts=(), official=())
