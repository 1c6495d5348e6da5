"""School: languages of children and pupils, teaching, guardians, the gap in learning results, and loneliness."""

from dataclasses import dataclass, replace

import pandas as pd

from analysis.period import Review
from analysis.programme import Programme
from analysis.themes.comparison import Comparison, compare
from analysis.themes.composition import Composition, composition
from analysis.themes.peers import AmongPeers
from analysis.themes.peers import several as among_peers
from analysis.themes.series import Series, assessed, by_part, judged, others, series, several
from analysis.vocabulary import Asks, Kind, Theme

# Ids that any programme may use (docs/programme.md). The rest is found by what it is.
CHILDREN = "foreign-language-children-in-ecec-share"
CHILDREN_BY_LANGUAGE, PUPILS_BY_LANGUAGE = "ecec-children-by-language", "pupils-by-language"
SCHOOLS = ("foreign-language-pupils-finnish-schools", "immigrant-background-pupils-swedish-schools")
GUARDIANS = "guardians-"  # how the ids of figures about guardians begin
LONELINESS = "pupil-loneliness"


@dataclass(frozen=True)
class School:
    """The published figures about early childhood education and schools, as they stand for one review."""

    review: Review
    children: Series | None  # share of foreign-language children in early childhood education
    children_by_language: Composition | None
    pupils_by_language: Composition | None
    schools: Comparison  # two shares that count different people: language in one, origin in the other
    teaching: Comparison
    guardians: Comparison  # each row of the programme, by the parts that it declares
    gap: Series | None
    loneliness: Series | None
    among_peers: tuple[AmongPeers, ...]
    others: tuple[Series, ...] = ()  # those of its goals that no other place of the page shows

    @property
    def used(self) -> tuple[Series, ...]:
        """Every series that the theme rests on."""
        compared = (self.schools, self.teaching, self.guardians)
        rows = (one for comparison in compared for one in comparison.all_series)
        return tuple(one for one in (self.children, *rows, self.gap, self.loneliness, *self.others) if one is not None)


def analyse(programme: Programme, published: pd.DataFrame, review: Review) -> School:
    """The theme, from the published figures."""
    own = list(assessed(programme, Theme.SCHOOL))
    guardians = [one.id for one in own if one.kind is Kind.SHARE and one.id.startswith(GUARDIANS)]
    offered = [one.id for one in own if one.kind is Kind.SHARE and one.asks is not Asks.OUTCOME]
    gaps = [judged(programme, published, one.id, review) for one in own if one.kind is Kind.GAP]
    theme = School(
        review,
        series(programme, published, CHILDREN),
        composition(programme, published, CHILDREN_BY_LANGUAGE, review),
        composition(programme, published, PUPILS_BY_LANGUAGE, review),
        compare(several(programme, published, SCHOOLS), review),
        compare(several(programme, published, [one for one in offered if one not in guardians]), review),
        compare([part for row in guardians for part in by_part(programme, published, row)], review),
        next(iter(gaps), None),
        judged(programme, published, LONELINESS, review),
        among_peers(programme, published, [CHILDREN, *(one.id for one in own)], review),
    )
    return replace(theme, others=others(programme, published, Theme.SCHOOL, theme.used, review))
