"""What was observed of an indicator in one period: a row of the released table, for a gap the rows of both groups."""

import functools
import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from analysis.observations.columns import FLOWS, INVITED, SINCE, STANDARD_DEVIATION, looks_back_to
from analysis.panel import Flows
from analysis.period import Period
from analysis.programme import Indicator
from analysis.vocabulary import Kind, Status

TOTAL = ""  # the part of a row that is no part of a breakdown


class Row(NamedTuple):
    """One row of the released table, of the programme's own municipality; NaN where a number is missing."""

    period: str
    group: str
    part: str
    numerator: float
    denominator: float
    value: float
    status: str
    reporter: str
    source: str
    note: str


@dataclass(frozen=True)
class Counts:
    """The numbers of one group in one period; None where a number is not known. `value` is written as in the table."""

    numerator: int | None
    denominator: int | None
    value: float | None
    flows: tuple[tuple[Period, Flows], ...] = ()  # how those counted in an earlier period too have moved since then

    def since(self, earlier: Period) -> Flows | None:
        """How those moved who are counted in an earlier period too; None where the reporter does not say."""
        return next((flows for period, flows in self.flows if period.end == earlier.end), None)

    def with_more(self, persons: int) -> "Counts":
        """The same group with so many persons more (below 0: fewer) in the numerator."""
        flows = tuple((period, each.with_more(persons)) for period, each in self.flows)
        return replace(self, numerator=self.numerator + persons, value=None, flows=flows)

    @property
    def any(self) -> bool:
        return self.numerator is not None or self.value is not None

    @property
    def pair(self) -> tuple[int, int]:
        """Numerator and denominator, where both are known."""
        if self.numerator is None or self.denominator is None:
            raise ValueError("The numbers of persons are not known.")
        return self.numerator, self.denominator


@dataclass(frozen=True)
class Observed:
    """One period of an indicator."""

    period: Period
    status: Status
    own: Counts
    reference: Counts | None  # for a gap
    standard_deviation: float | None  # for a mean
    reporter: str
    source: str
    note: str
    invited: int | None = None  # of a survey: how many were asked
    design_effect: float = 1.0  # of a survey

    @property
    def is_figure(self) -> bool:
        return self.status is Status.REPORTED


def observe(indicator: Indicator, rows: Iterable[Row]) -> tuple[Observed, ...]:
    """All periods of an indicator, oldest first, from its rows without breakdowns.

    Of two that close on the same day (2022 and 2022-12-31) both are kept; the comparison takes the more exact one.
    """
    periods: dict[str, list[Row]] = {}
    for row in rows:
        periods.setdefault(row.period, []).append(row)
    found = (_observed(indicator, same) for same in periods.values())
    return tuple(sorted((each for each in found if each), key=lambda each: each.period))


def _observed(indicator: Indicator, rows: list[Row]) -> Observed | None:
    own = _row(rows, indicator.population)
    if own is None:
        return None
    reference = _row(rows, indicator.reference) if indicator.kind is Kind.GAP else None
    spread = _row(rows, indicator.population, STANDARD_DEVIATION) if indicator.kind is Kind.MEAN else None
    return Observed(
        period=parsed(own.period),
        status=_status(indicator, own, reference),
        own=replace(_counts(indicator, own), flows=_flows(rows, own)),
        reference=replace(_counts(indicator, reference), flows=_flows(rows, reference)) if reference else None,
        standard_deviation=_number(spread.value) if spread else None,
        reporter=own.reporter,
        source=own.source,
        note=own.note,
        invited=_invited(_row(rows, indicator.population, INVITED)),
        design_effect=indicator.design_effect,
    )


def _row(rows: list[Row], group: str | None, part: str = TOTAL) -> Row | None:
    return next((row for row in rows if row.part == part and group in (None, row.group)), None)


def _invited(row: Row | None) -> int | None:
    return None if row is None else _whole(row.numerator if math.isnan(row.value) else row.value)


def _flows(rows: list[Row], figure: Row) -> tuple[tuple[Period, Flows], ...]:
    """The flows that are known whole: kept, gained and lost, counted among the same persons."""
    beside = {row.part: row for row in rows if row.group == figure.group and looks_back_to(row.part)}
    found = []
    for since in dict.fromkeys(map(looks_back_to, beside)):
        moved = [beside.get(f"{word}{SINCE}{since}") for word in FLOWS]
        if all(row is not None and not math.isnan(row.numerator + row.denominator) for row in moved):
            counts = [_whole(row.numerator) for row in moved]
            found.append((parsed(since), Flows(*counts, both=_whole(moved[0].denominator))))
    return tuple(found)


def _status(indicator: Indicator, own: Row, reference: Row | None) -> Status:
    """The status of the period. A gap has a figure only when both groups have one; a share of nobody does not exist."""
    both = [own, reference] if reference else [own]
    statuses = {Status(row.status) for row in both}
    for status in (Status.WITHHELD, Status.NOT_COLLECTED, Status.NOT_APPLICABLE):
        if status in statuses:
            return status
    if indicator.kind is Kind.GAP and reference is None:
        return Status.NOT_COLLECTED
    if not all(_counts(indicator, row).any for row in both):
        return Status.NOT_COLLECTED
    of_somebody = indicator.kind in (Kind.SHARE, Kind.GAP, Kind.RATE, Kind.MEAN)
    return Status.NOT_APPLICABLE if of_somebody and any(row.denominator == 0 for row in both) else Status.REPORTED


def _counts(indicator: Indicator, row: Row) -> Counts:
    """The numbers of a row. A percentage of a known number of persons gives back how many were counted."""
    x, n, value = _whole(row.numerator), _whole(row.denominator), _number(row.value)
    if indicator.kind in (Kind.SHARE, Kind.GAP) and x is None and n is not None and value is not None:
        x = round(value * n / 100)
    if indicator.kind is Kind.COUNT and x is None and value is not None and value == int(value):
        x = int(value)
    return Counts(x, n, value)


@functools.lru_cache(maxsize=1024)
def parsed(period: str) -> Period:
    return Period.parse(period)


def _number(cell: float) -> float | None:
    return None if math.isnan(cell) else float(cell)


def _whole(cell: float) -> int | None:
    return None if math.isnan(cell) else round(cell)
