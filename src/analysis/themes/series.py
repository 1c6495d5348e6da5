"""Series: the published figures of one indicator in the municipality over time, and the periods without a figure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import pandas as pd

from analysis import intervals, observations
from analysis.assessment.figure import figure
from analysis.assessment.nouns import Figure
from analysis.assessment.observed import TOTAL, Observed, Row, observe
from analysis.message import Name
from analysis.observations.columns import is_companion
from analysis.period import Period, Review
from analysis.programme import Indicator, Part, Population, Programme, Reporter
from analysis.vocabulary import Asks, Kind, Role, Status, Theme


@dataclass(frozen=True)
class Missing:
    """A period for which a row says that there is no figure to show, and why."""

    period: Period
    status: Status


@dataclass(frozen=True)
class Series:
    """The figures of one indicator, oldest first; of one part, where the indicator is divided."""

    indicator: Indicator
    population: Population | None  # who is counted
    among: Population | None  # of whom
    reference: Population | None  # for a gap: with whom they are compared
    reporters: tuple[Reporter, ...]  # who answers for the figures
    figures: tuple[Figure, ...]
    missing: tuple[Missing, ...] = ()
    part: Part | None = None

    @property
    def first(self) -> Figure | None:
        return self.figures[0] if self.figures else None

    @property
    def last(self) -> Figure | None:
        return self.figures[-1] if self.figures else None

    @property
    def not_collected(self) -> tuple[Period, ...]:
        return self.periods_with(Status.NOT_COLLECTED)

    @property
    def withheld(self) -> tuple[Period, ...]:
        return self.periods_with(Status.WITHHELD)

    def periods_with(self, status: Status) -> tuple[Period, ...]:
        return tuple(missing.period for missing in self.missing if missing.status is status)

    def in_review(self, review: Review) -> Figure | None:
        """The last figure of the review period."""
        inside = [figure for figure in self.figures if review.covers(figure.period)]
        return inside[-1] if inside else None

    def until(self, review: Review) -> "Series":
        """The series as it was known at the end of the review."""
        figures = tuple(figure for figure in self.figures if not review.precedes(figure.period))
        missing = tuple(missing for missing in self.missing if not review.precedes(missing.period))
        return replace(self, figures=figures, missing=missing)

    def in_year(self, year: int) -> Figure | None:
        same = [figure for figure in self.figures if figure.period.year == year]
        return same[-1] if same else None

    def joined(self, other: "Series") -> "Series":
        """The figures of two parts of one indicator in one list, for naming sources and what is withheld."""
        return replace(self, figures=self.figures + other.figures, missing=self.missing + other.missing)

    def connected(self, earlier: Period, later: Period) -> bool:
        """Whether a line may join two figures: nothing between them is hidden or missing, and no definition changed."""
        holes = (Status.WITHHELD, Status.NOT_COLLECTED)
        hole = any(earlier < one.period < later for one in self.missing if one.status in holes)
        return not hole and not any(earlier.end < new.start <= later.end for new, _ in self.indicator.breaks)


def series(programme: Programme, published: pd.DataFrame, indicator_id: str, part: str = TOTAL) -> Series | None:
    """The municipality's own series of an indicator; None when the programme does not have the indicator.

    `part` is a part's id; without it the undivided figures are taken.
    """
    indicator = indicator_of(programme, indicator_id)
    if indicator is None:
        return None
    rows = [row for row in rows_of(programme, published, indicator) if row.part == part or _beside(row, part)]
    observed = observe(indicator, [row._replace(part=TOTAL) if row.part == part else row for row in rows])
    return Series(
        indicator,
        programme.populations.get(indicator.population or ""),
        programme.populations.get(indicator.among or ""),
        programme.populations.get(indicator.reference or ""),
        reporters_of(programme, indicator, rows),
        tuple(shown(indicator, each) for each in observed if each.is_figure),
        tuple(Missing(each.period, each.status) for each in observed if not each.is_figure),
        part_of(programme, indicator, rows, part) if part else None,
    )


def judged(programme: Programme, published: pd.DataFrame, indicator_id: str, review: Review) -> Series | None:
    """The series of an indicator that is judged: what came after the review is left out."""
    found = series(programme, published, indicator_id)
    return found.until(review) if found else None


def assessed(programme: Programme, theme: Theme) -> Iterator[Indicator]:
    """The indicators of a theme that are more than background, in the programme's order."""
    return (one for one in programme.indicators if one.theme is theme and one.role is not Role.CONTEXT)


def others(
    programme: Programme, published: pd.DataFrame, theme: Theme, shown: Iterable[Series], review: Review
) -> tuple[Series, ...]:
    """The figures of a theme on reach and outcome that its page shows in no place of their own."""
    elsewhere = {one.indicator.id for one in shown}
    own = [one for one in assessed(programme, theme) if one.id not in elsewhere and one.kind is not Kind.DELIVERABLE]
    found = [judged(programme, published, one.id, review) for one in own if one.asks is not Asks.EFFORT]
    return tuple(one for one in found if one and one.figures)


def by_part(programme: Programme, published: pd.DataFrame, indicator_id: str) -> tuple[Series, ...]:
    """A series for each part that has rows, in the programme's order; the undivided series when there are no parts."""
    indicator = indicator_of(programme, indicator_id)
    if indicator is None:
        return ()
    rows = rows_of(programme, published, indicator)
    present = {row.part for row in rows if not is_companion(row.part)} - {TOTAL}
    known = [part.id for part in indicator.parts if part.id in present]
    ordered = [*known, *sorted(present - set(known))] or [TOTAL]
    return tuple(_found(series(programme, published, indicator_id, part) for part in ordered))


def several(programme: Programme, published: pd.DataFrame, indicator_ids: Iterable[str]) -> tuple[Series, ...]:
    """The series of those indicators that the programme has, in the given order."""
    return tuple(_found(series(programme, published, indicator_id) for indicator_id in indicator_ids))


def shown(indicator: Indicator, observed: Observed) -> Figure:
    """A figure with its interval. A register's count of a population has none: it is not a number of events."""
    made = figure(indicator, observed)
    if indicator.kind is Kind.COUNT and indicator.role is Role.CONTEXT:
        plain = intervals.plain(made.estimate.value, made.estimate.numerator, made.estimate.denominator)
        return Figure(made.period, plain, made.reporter, made.source, made.note)
    return made


def indicator_of(programme: Programme, indicator_id: str) -> Indicator | None:
    return next((indicator for indicator in programme.indicators if indicator.id == indicator_id), None)


def rows_of(programme: Programme, published: pd.DataFrame, indicator: Indicator) -> list[Row]:
    """The municipality's rows of an indicator, with all its parts, oldest first."""
    own = observations.of_indicators(published, [indicator.id])
    own = own[own["area"] == programme.municipality]
    rows = [Row(*cells) for cells in zip(*(own[column] for column in Row._fields), strict=True)]
    return sorted(rows, key=lambda row: Period.parse(row.period))


def reporters_of(programme: Programme, indicator: Indicator, rows: Iterable[Row]) -> tuple[Reporter, ...]:
    """Who answers: those who reported the rows, else those whom the programme names."""
    ids = dict.fromkeys(row.reporter for row in rows if row.reporter)
    return tuple(programme.reporters[one] for one in ids or indicator.reporters if one in programme.reporters)


def part_of(programme: Programme, indicator: Indicator, rows: Iterable[Row], part: str) -> Part:
    """The part with its name; one that the programme does not list bears the name of its reporter, else its id."""
    listed = [one for one in indicator.parts if one.id == part]
    if listed:
        return listed[0]
    reporters = [row.reporter for row in rows if row.part == part]
    reporter = programme.reporters.get(part) or programme.reporters.get(reporters[0] if reporters else "")
    return Part(part, reporter.name if reporter else Name(part, part, part))


def _beside(row: Row, part: str) -> bool:
    """Whether a row is a companion of the undivided figure: what it says holds for the whole and for no part."""
    return part == TOTAL and is_companion(row.part)


def _found(candidates: Iterable[Series | None]) -> Iterator[Series]:
    return (one for one in candidates if one is not None)
