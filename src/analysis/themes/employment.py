"""Employment: the municipality's own staff, young people without work, and the ways into study and work."""

from dataclasses import dataclass, replace
from enum import StrEnum

import pandas as pd

from analysis.assessment.nouns import Figure
from analysis.period import Review
from analysis.programme import Programme
from analysis.themes.comparison import Comparison, compare
from analysis.themes.series import Series, assessed, judged, others, series, several
from analysis.vocabulary import Asks, Kind, Theme

# Ids that any programme may use (docs/programme.md). The rest is found by what it is.
STAFF, RESIDENTS = "foreign-language-staff-share", "foreign-language-share"
RATE, SHARE = "under-25-unemployment-rate", "under-25-share-of-unemployed"
OUTSIDE = "outside-education-17-24"
BACKGROUND = ("unemployment-rate", "employed-share")


class Course(StrEnum):
    """How two figures moved between two years."""

    TOGETHER = "together"
    APART = "apart"
    STILL = "still"  # at least one of them did not move
    UNKNOWN = "unknown"  # they have no two years in common


@dataclass(frozen=True)
class Youth:
    """The rate that the goal is about beside the share that the programme follows, between the years that both have."""

    rate: Series | None
    share: Series | None

    @property
    def both(self) -> tuple[Series, ...]:
        return tuple(one for one in (self.rate, self.share) if one is not None)

    @property
    def years(self) -> tuple[int, int] | None:
        """The first and the last year in which both figures are known."""
        if self.rate is None or self.share is None:
            return None
        both = {figure.period.year for figure in self.rate.figures} & {
            figure.period.year for figure in self.share.figures
        }
        return (min(both), max(both)) if len(both) > 1 else None

    @property
    def ends(self) -> tuple[Figure, Figure, Figure, Figure] | None:
        """The rate at both ends, then the share at both ends."""
        if self.years is None:
            return None
        first, last = self.years
        return tuple(one.in_year(year) for one in (self.rate, self.share) for year in (first, last))

    @property
    def course(self) -> Course:
        if self.ends is None:
            return Course.UNKNOWN
        rate0, rate1, share0, share1 = (figure.estimate.value for figure in self.ends)
        if rate0 == rate1 or share0 == share1:
            return Course.STILL
        return Course.TOGETHER if (rate1 > rate0) == (share1 > share0) else Course.APART


@dataclass(frozen=True)
class Employment:
    """The published figures about work and study, as they stand for one review."""

    review: Review
    staff: Comparison  # the share among the staff against the share among all residents
    youth: Youth
    ways: tuple[Series, ...]  # other shares that tell what became of people
    outside: Series | None
    offered: tuple[Series, ...]  # numbers of what is on offer, such as placements
    background: tuple[Series, ...]
    others: tuple[Series, ...] = ()  # those of its goals that no other place of the page shows

    @property
    def used(self) -> tuple[Series, ...]:
        """Every series that the theme rests on."""
        named = (
            self.youth.rate,
            self.youth.share,
            *self.ways,
            self.outside,
            *self.offered,
            *self.others,
            *self.background,
        )
        return (*self.staff.all_series, *(one for one in named if one is not None))


def analyse(programme: Programme, published: pd.DataFrame, review: Review) -> Employment:
    """The theme, from the published figures. What is judged ends with the review; background is shown whole."""
    own = [one for one in assessed(programme, Theme.EMPLOYMENT) if one.id not in (STAFF, RATE, SHARE)]
    ways = [one.id for one in own if one.kind is Kind.SHARE and one.asks is Asks.OUTCOME]
    offered = [one.id for one in own if one.kind is Kind.COUNT and one.asks is Asks.REACH]
    theme = Employment(
        review,
        compare(several(programme, published, (STAFF,)), review, series(programme, published, RESIDENTS)),
        Youth(judged(programme, published, RATE, review), judged(programme, published, SHARE, review)),
        tuple(one.until(review) for one in several(programme, published, ways)),
        series(programme, published, OUTSIDE),
        tuple(one.until(review) for one in several(programme, published, offered)),
        several(programme, published, BACKGROUND),
    )
    return replace(theme, others=others(programme, published, Theme.EMPLOYMENT, theme.used, review))
