"""Population: who lives in the municipality, by language and citizenship, in groups that are not the same people."""

import dataclasses
from dataclasses import dataclass

import pandas as pd

from analysis import intervals
from analysis.assessment.nouns import Figure
from analysis.period import Review
from analysis.programme import Programme
from analysis.themes.comparison import Comparison, compare
from analysis.themes.composition import Composition, composition
from analysis.themes.series import Series, series, several
from analysis.vocabulary import Kind

# Ids that any programme may use (docs/programme.md).
RESIDENTS = "population"
GROUPS = ("foreign-language-share", "foreign-background", "foreign-citizens-share")
LANGUAGES, CITIZENSHIPS = "population-by-language", "population-by-citizenship"
LONG = "other-language-per-1000"


@dataclass(frozen=True)
class Population:
    """The published figures about the residents, as they stand for one review."""

    review: Review
    residents: Series | None
    groups: tuple[Series, ...]  # each in the unit in which it is published
    shares: tuple[Series, ...]  # the same groups as shares of the residents, where their number is known
    languages: Composition | None
    citizenships: Composition | None
    long: Series | None

    @property
    def past(self) -> tuple[Series, ...]:
        """All residents, and the series of other languages where it reaches further back than those of the groups."""
        starts = [one.first.period for one in self.groups if one.first]
        older = self.long and self.long.first and (not starts or self.long.first.period < min(starts))
        return (*([self.residents] if self.residents else []), *([self.long] if self.long and older else []))

    @property
    def side_by_side(self) -> Comparison:
        """The groups' shares in the one year, up to the end of the review, in which most of them are known."""
        year = self.common_year
        narrowed = [_only(one, year) for one in self.shares] if year else []
        return compare([one for one in narrowed if one.figures], Review(year or 1900, year or 1900))

    @property
    def common_year(self) -> int | None:
        """The latest year, up to the end of the review, in which the largest number of groups has a share."""
        years = {figure.period.year for one in self.shares for figure in one.figures} & set(range(self.review.last + 1))
        known = {year: sum(one.in_year(year) is not None for one in self.shares) for year in years}
        return max(years, key=lambda year: (known[year], year), default=None)

    @property
    def used(self) -> tuple[Series, ...]:
        """Every series that the theme rests on."""
        return tuple(dict.fromkeys((*self.past, *self.groups)))


def analyse(programme: Programme, published: pd.DataFrame, review: Review) -> Population:
    """The theme, from the published figures. Background series are shown whole; later years are never judged."""
    residents = series(programme, published, RESIDENTS)
    groups = several(programme, published, GROUPS)
    return Population(
        review,
        residents,
        groups,
        tuple(as_share(one, residents) for one in groups),
        composition(programme, published, LANGUAGES, review),
        composition(programme, published, CITIZENSHIPS, review),
        series(programme, published, LONG),
    )


def as_share(group: Series, residents: Series | None) -> Series:
    """A group as a share of the residents, named by its people; a count is divided by the residents of its year."""
    name = group.population.name if group.population else group.indicator.title
    indicator = dataclasses.replace(
        group.indicator, id=f"{group.indicator.id}-of-residents", title=name, short=None, kind=Kind.SHARE
    )
    if group.indicator.kind is Kind.SHARE:
        return dataclasses.replace(group, indicator=indicator)
    figures = tuple(_divided(figure, residents) for figure in group.figures if _residents_in(figure, residents))
    return dataclasses.replace(group, indicator=indicator, figures=figures, missing=())


def _residents_in(figure: Figure, residents: Series | None) -> float | None:
    beside = residents.in_year(figure.period.year) if residents else None
    return beside.estimate.value if beside else None


def _divided(figure: Figure, residents: Series | None) -> Figure:
    share = intervals.share(figure.estimate.value, _residents_in(figure, residents) or 0)
    return dataclasses.replace(figure, estimate=share)


def _only(one: Series, year: int) -> Series:
    return dataclasses.replace(one, figures=tuple(figure for figure in one.figures if figure.period.year == year))
