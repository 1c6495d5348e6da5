"""Participation: who takes part in leisure, associations, courses and services, against who lives here."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pandas as pd

from analysis.period import Review
from analysis.programme import Indicator, Programme
from analysis.themes.comparison import Comparison, compare
from analysis.themes.series import Series, assessed, others, series, several
from analysis.vocabulary import Asks, Kind, Theme

# Background series, by ids that any programme may use (docs/programme.md). The rest is found by what it is.
RESIDENTS = "foreign-language-share"
TURNOUT, ASSISTANCE = "turnout-municipal-elections", "social-assistance"


@dataclass(frozen=True)
class Participation:
    """The published figures about taking part, as they stand for one review."""

    review: Review
    reach: Comparison  # shares of a language group among those who take part, against its share of all residents
    reached: tuple[Series, ...]  # numbers of people
    clients: Comparison  # shares of a group of their own, such as clients: not to be held against the residents
    fare: tuple[Series, ...]  # how people fare: outcomes that are not about who takes part, and answers
    background: tuple[Series, ...]
    others: tuple[Series, ...] = ()  # those of its goals that no other place of the page shows

    @property
    def used(self) -> tuple[Series, ...]:
        """Every series that the theme rests on."""
        compared = (*self.reach.all_series, *self.reached, *self.clients.all_series)
        return (*compared, *self.fare, *self.others, *self.background)


def analyse(programme: Programme, published: pd.DataFrame, review: Review) -> Participation:
    """The theme, from the published figures. What is judged ends with the review; background is shown whole."""
    own = list(assessed(programme, Theme.PARTICIPATION))
    residents = series(programme, published, RESIDENTS)
    shares = [one for one in own if one.kind is Kind.SHARE]
    among_others = list(_among_others(programme, shares))
    themselves = [one for one in shares if one.population == one.among]

    def of(found: list[Indicator]) -> tuple[Series, ...]:
        return tuple(one.until(review) for one in several(programme, published, [one.id for one in found]))

    theme = Participation(
        review,
        compare(of(among_others), review, residents),
        of([one for one in own if one.kind is Kind.COUNT and one.asks is Asks.REACH]),
        compare(of([one for one in themselves if one.asks is Asks.REACH]), review),
        of([one for one in own if one.asks is Asks.OUTCOME and (one in themselves or one.kind is Kind.MEAN)]),
        several(programme, published, (TURNOUT, ASSISTANCE)),
    )
    return replace(theme, others=others(programme, published, Theme.PARTICIPATION, theme.used, review))


def _among_others(programme: Programme, shares: list[Indicator]) -> Iterator[Indicator]:
    """Shares of people who are told apart by their language among all who take part, each pair of groups once.

    Such a share may be laid beside the share of residents. A family is not a person, but the share of families is the
    nearest thing there is.
    """
    seen: set[tuple[str | None, str | None]] = set()
    for one in shares:
        pair = (one.population, one.among)
        counted = programme.populations.get(one.population or "")
        if one.population != one.among and counted and counted.basis == "language" and pair not in seen:
            seen.add(pair)
            yield one
