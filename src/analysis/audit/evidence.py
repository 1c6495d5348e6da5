"""What the rules look at: the programme, and its published figures with their kind, period and rounding at hand."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import pandas as pd

from analysis import observations
from analysis.message import Number
from analysis.observations.columns import is_companion
from analysis.period import Grain, Period
from analysis.programme import Indicator, Programme
from analysis.vocabulary import Kind, Role, Status

MOST_DECIMALS = 2  # more would only be noise in a sentence
PERCENT = 100
EVERYONE = "everyone"  # the basis of a population that leaves nobody out


@dataclass(frozen=True)
class Printed:
    """One published figure, as it is printed: counts whole, shares and gaps in per cent, rates per `indicator.per`."""

    indicator: Indicator
    area: str
    period: Period
    group: str
    part: str
    numerator: float | None
    denominator: float | None
    value: float | None
    source: str
    reporter: str

    @property
    def figure(self) -> float | None:
        """The figure itself: the printed value, else a count's number, else what numerator and denominator give."""
        if self.value is not None or self.numerator is None:
            return self.value
        if self.indicator.kind is Kind.COUNT:
            return self.numerator
        return self.implied(self.numerator, self.denominator)

    def implied(self, numerator: float | None, denominator: float | None) -> float | None:
        """What the counts make of a share (per cent) or a rate (per `indicator.per`)."""
        if numerator is None or not denominator:
            return None
        return self.scale * numerator / denominator

    @property
    def scale(self) -> int:
        return self.indicator.per if self.indicator.kind is Kind.RATE else PERCENT

    @property
    def rounded_from(self) -> tuple[float, float]:
        """The lowest and the highest value that would be printed as this one, from the decimals it is printed with."""
        figure = self.figure or 0.0
        half = 0.5 * 10.0 ** -decimals(figure)
        return figure - half, figure + half

    @property
    def when(self) -> tuple[object, ...]:
        """Which date or span it holds for: a stock on 31 December and the year it closes are one and the same."""
        if self.period.grain in (Grain.YEAR, Grain.DAY):
            return (self.period.end,)
        return (self.period.start, self.period.end)


@dataclass(frozen=True)
class Evidence:
    """A programme and the table of its published figures."""

    programme: Programme
    published: pd.DataFrame

    @cached_property
    def printed(self) -> tuple[Printed, ...]:
        """The reported figures that were not withheld, by date, without their companions.

        The order of the table's rows makes no difference.
        """
        return tuple(
            sorted(self._printed(), key=lambda one: (one.period, one.area, one.source, one.reporter, one.part))
        )

    @cached_property
    def set_aside(self) -> tuple[Printed, ...]:
        """Official figures that are left out of the table because another row gives the same figure."""
        return tuple(self._of(observations.set_aside(self.programme)))

    def _printed(self) -> Iterator[Printed]:
        return self._of(self.published)

    def _of(self, table: pd.DataFrame) -> Iterator[Printed]:
        indicators = {indicator.id: indicator for indicator in self.programme.indicators}
        for row in table.itertuples(index=False):
            if row.status == Status.REPORTED and not is_companion(row.part):
                yield Printed(
                    indicator=indicators[row.indicator],
                    area=row.area,
                    period=Period.parse(row.period),
                    group=row.group,
                    part=row.part,
                    numerator=known(row.numerator),
                    denominator=known(row.denominator),
                    value=known(row.value),
                    source=row.source,
                    reporter=row.reporter,
                )

    def of_kind(self, *kinds: Kind) -> tuple[Printed, ...]:
        return tuple(figure for figure in self.printed if figure.indicator.kind in kinds and figure.figure is not None)

    @cached_property
    def population_counts(self) -> tuple[Printed, ...]:
        """The figures that say how large a population is: counts among the context series, without a breakdown.

        A count of something else about the same population (the languages it speaks) bears another unit than the
        population's largest count, and is left out.
        """
        counts = [
            figure for figure in self.of_kind(Kind.COUNT) if figure.part == "" and figure.indicator.role is Role.CONTEXT
        ]
        units = {}
        for figure in sorted(counts, key=lambda figure: figure.figure or 0):
            units[figure.area, figure.group] = figure.indicator.unit
        return tuple(figure for figure in counts if figure.indicator.unit == units[figure.area, figure.group])


def known(number: float | None) -> float | None:
    return None if number is None or math.isnan(number) else float(number)


def decimals(value: float) -> int:
    """With how many decimals a number is printed: none in 30, one in 6.4."""
    exponent = Decimal(repr(float(value))).normalize().as_tuple().exponent
    return max(0, -int(exponent))


def shown(value: float, *, signed: bool = False) -> Number:
    """A printed figure with the decimals it is printed with."""
    return Number(value, min(decimals(value), MOST_DECIMALS), signed)
