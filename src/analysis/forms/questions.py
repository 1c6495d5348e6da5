"""Which figures are asked of a reporter for a review: one question a figure, with the key that it will have."""

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.observations.columns import STANDARD_DEVIATION
from analysis.period import Grain, Period, Review
from analysis.programme.nouns import Indicator
from analysis.vocabulary import Kind, Theme


@dataclass(frozen=True)
class Question:
    """One figure that is asked for: of an indicator, for a period, about a group and a part of a breakdown."""

    indicator: Indicator
    period: str
    group: str
    part: str


def questions(
    indicator: Indicator, review: Review, usual: Period | None, parts: frozenset[str] | None = None
) -> list[Question]:
    """Every figure of an indicator for each period of a review.

    `usual` is the period of its latest figure, which says in what periods the figure is counted; `parts` are the only
    parts that are asked for (None asks for the whole and all of its parts).
    """
    return [
        Question(indicator, period, group, part)
        for period in periods(indicator, review, usual)
        for group, part in lines(indicator)
        if parts is None or part in parts
    ]


def lines(indicator: Indicator) -> Iterator[tuple[str, str]]:
    """The rows that one figure of an indicator takes: (group, part)."""
    group = indicator.population or ""
    yield group, ""
    if indicator.kind is Kind.GAP:
        yield indicator.reference or "", ""
    if indicator.kind is Kind.MEAN:
        yield group, STANDARD_DEVIATION
    for part in indicator.parts:
        yield group, part.id


def periods(indicator: Indicator, review: Review, usual: Period | None) -> list[str]:
    """The periods of a review in the form in which the indicator is counted, earliest first.

    It is the form of its latest figure, else of its baseline; an indicator that never had a figure is asked for school
    years when its theme is school, else for calendar years. A school year belongs to the year in which it ends.
    """
    known = usual or indicator.baseline
    grain = known.grain if known else Grain.SCHOOL_YEAR if indicator.theme is Theme.SCHOOL else Grain.YEAR
    years = range(review.first, review.last + 1)
    if grain is Grain.SCHOOL_YEAR:
        return [f"{year - 1}/{year}" for year in years]
    if grain is Grain.MONTH:
        return [f"{year}-{month:02}" for year in years for month in range(1, 13)]
    if grain is Grain.DAY and known:
        return [f"{year}-{_month_and_day(known)}" for year in years]
    return [str(year) for year in years]


def _month_and_day(period: Period) -> str:
    """The day of the year on which a stock is counted; 29 February is asked for as the 28th, which every year has."""
    text = period.text[5:]
    return "02-28" if text == "02-29" else text
