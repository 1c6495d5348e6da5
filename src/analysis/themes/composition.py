"""Composition: how a count of persons divides into languages or citizenships at one date."""

import math
from dataclasses import dataclass

import pandas as pd

from analysis.assessment.observed import TOTAL, Row
from analysis.period import Period, Review
from analysis.programme import Indicator, Part, Programme, Reporter
from analysis.themes.series import indicator_of, part_of, reporters_of, rows_of
from analysis.vocabulary import Status

# The parts that are the majority here, and the part that gathers those not named: ids of docs/programme.md.
MAJORITY = frozenset({"finnish", "swedish", "finland"})
REST = "other"


@dataclass(frozen=True)
class Portion:
    """One part with its number of persons; `rest` for those whose group is not named separately."""

    part: Part
    count: float

    @property
    def rest(self) -> bool:
        return self.part.id == REST


@dataclass(frozen=True)
class Composition:
    """The parts of one indicator at one date, largest first and the rest last, and the total printed with them."""

    indicator: Indicator
    period: Period | None  # None when no part was ever reported
    portions: tuple[Portion, ...]
    withheld: tuple[Part, ...]
    total: float | None  # as it is printed or reported; None when it is withheld or not given
    reporters: tuple[Reporter, ...]
    source: str | None

    @property
    def majority(self) -> tuple[Portion, ...]:
        return tuple(portion for portion in self.portions if portion.part.id in MAJORITY)

    @property
    def minority(self) -> tuple[Portion, ...]:
        return tuple(portion for portion in self.portions if portion.part.id not in MAJORITY)

    @property
    def named(self) -> tuple[Portion, ...]:
        """The smaller groups that have a name of their own."""
        return tuple(portion for portion in self.minority if not portion.rest)

    @property
    def sum(self) -> float:
        return sum(portion.count for portion in self.portions)

    @property
    def complete(self) -> bool:
        """Whether every part is shown, so that the parts must add up to the total."""
        return not self.withheld and bool(self.portions)

    @property
    def difference(self) -> float | None:
        """The sum of the parts minus the printed total, in persons; None when a part or the total is not shown."""
        return self.sum - self.total if self.complete and self.total is not None else None

    def share(self, portion: Portion) -> float | None:
        """The part of all persons in the table, by the sum of its rows: a total that contradicts them is not used."""
        return portion.count / self.sum if self.complete else None


def composition(programme: Programme, published: pd.DataFrame, indicator_id: str, review: Review) -> Composition | None:
    """The composition at the last date of the review, else at the last one before it; None without the indicator."""
    indicator = indicator_of(programme, indicator_id)
    if indicator is None:
        return None
    rows = [row for row in rows_of(programme, published, indicator) if not review.precedes(Period.parse(row.period))]
    divided = [row for row in rows if row.part]
    latest = divided[-1].period if divided else None
    dated = [row for row in rows if row.period == latest]
    counts = {row.part: count(row) for row in dated if row.status == Status.REPORTED}
    portions = [Portion(part_of(programme, indicator, dated, part), n) for part, n in counts.items() if part]
    return Composition(
        indicator,
        Period.parse(latest) if latest else None,
        tuple(sorted(portions, key=lambda portion: (portion.rest, -portion.count, portion.part.id))),
        tuple(
            part_of(programme, indicator, dated, row.part)
            for row in dated
            if row.part and row.status == Status.WITHHELD
        ),
        counts.get(TOTAL),
        reporters_of(programme, indicator, dated),
        next((row.source for row in dated if row.source), None),
    )


def count(row: Row) -> float:
    """A number of persons may stand under `value` or under `numerator`."""
    return float(row.numerator if math.isnan(row.value) else row.value)
