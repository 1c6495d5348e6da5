"""Among peers: an official figure of the municipality beside those of similar ones, and what chance would give."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import pandas as pd

from analysis import funnel, observations
from analysis.assessment.nouns import Figure
from analysis.assessment.observed import TOTAL
from analysis.message import Name
from analysis.period import Period, Review
from analysis.programme import Goal, Indicator, Peers, Programme, Source
from analysis.programme.peers import FEWEST_PEERS
from analysis.themes.comparison import Side
from analysis.themes.series import series
from analysis.vocabulary import Kind, Sensitivity, Status

LIMITS = {Kind.SHARE: funnel.share_limits, Kind.RATE: funnel.rate_limits}
CHANCE, FAR = funnel.LEVELS


class Place(StrEnum):
    """Where a group lies in the funnel."""

    INSIDE = "inside"  # chance alone would put 95 of 100 here
    EDGE = "edge"  # outside the 95 % limits, inside the 99.8 % limits
    OUTSIDE = "outside"


@dataclass(frozen=True)
class Counted:
    """What one municipality counted: `numerator` of `denominator` persons."""

    numerator: int
    denominator: int

    @property
    def share(self) -> float:
        return self.numerator / self.denominator


@dataclass(frozen=True)
class AmongPeers:
    """One official figure among those of the peers, in the same period."""

    indicator: Indicator
    rule: Peers
    period: Period
    own: Counted
    others: tuple[Counted, ...]  # the smallest group first; nameless, so that nobody is ranked
    source: Source | None
    municipality: Name
    invented: bool

    @cached_property
    def level(self) -> float:
        """The common level: all persons of the peers together, without the municipality itself."""
        return sum(one.numerator for one in self.others) / sum(one.denominator for one in self.others)

    def limits(self, size: int, level: float) -> tuple[float, float]:
        """Between which fractions a group of this size lies by chance around the common level."""
        return LIMITS[self.indicator.kind](self.level, size, level)

    def place(self, group: Counted) -> Place:
        for level, place in ((CHANCE, Place.INSIDE), (FAR, Place.EDGE)):
            low, high = self.limits(group.denominator, level)
            if low <= group.share <= high:
                return place
        return Place.OUTSIDE

    @property
    def side(self) -> Side:
        """Whether the municipality lies above or below the 95 % limits, or between them."""
        if self.place(self.own) is Place.INSIDE:
            return Side.NOT_TOLD_APART
        return Side.ABOVE if self.own.share > self.level else Side.BELOW

    def written(self, share: float) -> float:
        """A share on the scale of `Estimate.value`: a rate per so many persons as its indicator says."""
        return share * self.indicator.per if self.indicator.kind is Kind.RATE else share

    @property
    def scattered(self) -> bool:
        """Whether more peers lie outside the 95 % limits than chance would put there (binomial, one in twenty)."""
        from scipy.stats import binom

        outside = len(self.others) - self.others_at(Place.INSIDE)
        return bool(binom.sf(outside - 1, len(self.others), 1 - CHANCE) < 1 - CHANCE)

    def others_at(self, *places: Place) -> int:
        return sum(self.place(one) in places for one in self.others)


def of_goal(programme: Programme, published: pd.DataFrame, goal: Goal, review: Review) -> tuple[AmongPeers, ...]:
    """Each indicator of a goal that has official figures of enough peers."""
    return several(programme, published, (indicator.id for indicator in goal.indicators), review)


def several(
    programme: Programme, published: pd.DataFrame, indicators: Iterable[str], review: Review
) -> tuple[AmongPeers, ...]:
    found = (among_peers(programme, published, indicator, review) for indicator in indicators)
    return tuple(one for one in found if one is not None)


def among_peers(programme: Programme, published: pd.DataFrame, indicator_id: str, review: Review) -> AmongPeers | None:
    """The last official figure of the review for which at least five peers have one too.

    None without a rule for peers, without numbers of persons on either side, or where the figure is withheld.
    """
    own = series(programme, published, indicator_id)
    if programme.peers is None or own is None or own.indicator.kind not in LIMITS:
        return None
    mine = [one for one in own.figures if review.covers(one.period) and _is_public(programme, own.indicator, one)]
    theirs = observations.peers(programme, indicator_id) if mine else None
    for figure in reversed(mine):
        others = _groups(programme.peers, theirs, own.indicator, figure.period)
        counted = figure.estimate.numerator is not None and figure.estimate.denominator
        if counted and len(others) >= FEWEST_PEERS:
            group = Counted(int(figure.estimate.numerator), int(figure.estimate.denominator))
            source = programme.sources.get(figure.source or "")
            name, invented = programme.municipality_name, programme.invented
            return AmongPeers(own.indicator, programme.peers, figure.period, group, others, source, name, invented)
    return None


def _is_public(programme: Programme, indicator: Indicator, figure: Figure) -> bool:
    """Only a figure that is public, as those of the peers are, may be set beside them."""
    source = programme.sources.get(figure.source or "")
    return indicator.sensitivity is Sensitivity.PUBLISHED or (source is not None and source.official)


def _groups(rule: Peers, table: pd.DataFrame, indicator: Indicator, period: Period) -> tuple[Counted, ...]:
    same = table[
        table["area"].isin(rule.codes)
        & (table["part"] == TOTAL)
        & (table["group"] == (indicator.population or ""))
        & (table["status"] == Status.REPORTED)
        & table["numerator"].notna()
        & (table["denominator"] > 0)
        & (table["period"].map(lambda text: Period.parse(text).end) == period.end)
    ]
    groups = [Counted(int(x), int(n)) for x, n in zip(same["numerator"], same["denominator"], strict=True)]
    return tuple(sorted(groups, key=lambda group: (group.denominator, group.numerator)))
