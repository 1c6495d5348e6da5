"""Which rows could become one with a withheld row: rows of other persons, or of the same figure in the years beside it.

Populations of different kinds are never mixed, and nothing is taken for disjoint that the programme does not say is.
"""

import itertools
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence

from analysis.observations.columns import is_companion
from analysis.observations.counting import WHOLE, Row, when
from analysis.observations.merging import Along, Merging, counted
from analysis.period import Grain, Period
from analysis.programme.nouns import Indicator, Part, Programme
from analysis.vocabulary import Kind, Status

MOST = 3  # rows that become one: what is larger says little of any of them
YEARLY = (Grain.YEAR, Grain.SCHOOL_YEAR, Grain.DAY)


def can_be_added(kind: Kind, row: Row) -> bool:
    """Whether the row tells numbers of persons that add up to those of a larger group."""
    if row["status"] != Status.REPORTED or is_companion(str(row["part"])) or math.isnan(counted(row)):
        return False
    return kind is Kind.COUNT or (kind in (Kind.SHARE, Kind.RATE) and not math.isnan(float(row["denominator"])))


class Candidates:
    """The mergings of two or three rows in which a row could be."""

    def __init__(self, programme: Programme, rows: Sequence[Row]):
        self.programme, self.rows = programme, rows
        self.indicators = {indicator.id: indicator for indicator in programme.indicators}
        self.disjoint = {
            frozenset(pair)
            for declared in programme.sums
            for pair in itertools.combinations([each.population for each in declared.parts if each.population], 2)
        }
        self.breakdowns: dict[tuple[object, ...], list[int]] = defaultdict(list)
        self.series: dict[tuple[object, ...], list[int]] = defaultdict(list)
        self.times: dict[tuple[object, ...], list[int]] = defaultdict(list)
        self.wholes: dict[tuple[object, ...], Row] = {}
        for position, row in enumerate(rows):
            who = row["indicator"], row["area"], row["group"]
            if row["part"] == WHOLE:
                self.wholes[*who, row["period"]] = row
            if can_be_added(self.indicators[str(row["indicator"])].kind, row):
                self.breakdowns[*who, row["period"]].append(position)
                self.series[*who, row["part"]].append(position)
                self.times[row["area"], when(str(row["period"]))].append(position)

    def of(self, position: int, many: int) -> Iterator[tuple[Merging, tuple[str, ...]]]:
        """Each merging of so many rows, with what names it apart from its period."""
        yield from self._parts(position, many)
        yield from self._years(position, many)
        yield from self._populations(position, many)

    def _parts(self, position: int, many: int) -> Iterator[tuple[Merging, tuple[str, ...]]]:
        row = self.rows[position]
        if row["part"] == WHOLE:
            return
        indicator = self.indicators[str(row["indicator"])]
        key = row["indicator"], row["area"], row["group"], row["period"]
        every = [at for at in self.breakdowns[key] if self.rows[at]["part"] != WHOLE]
        whole = self.wholes.get(key)
        if whole is None and self._of_one_size(every):
            return  # shares of one whole, or two schools of one size: it cannot be known which
        for others in itertools.combinations([at for at in every if at != position], many - 1):
            members = tuple(sorted((position, *others)))
            parts = [indicator.part(str(self.rows[at]["part"])) for at in members]
            if (len(members) < len(every) or whole is None) and _of_different_persons(parts):
                one_whole = whole is not None and self._of_one_size(members, float(whole["denominator"]))
                yield Merging(Along.PARTS, members, one_whole), tuple(part.id for part in parts)

    def _years(self, position: int, many: int) -> Iterator[tuple[Merging, tuple[str, ...]]]:
        """Years that follow each other without a break, the last one last."""
        row = self.rows[position]
        series = self.series[row["indicator"], row["area"], row["group"], row["part"]]
        by_year = {}
        for at in series:
            period = Period.parse(str(self.rows[at]["period"]))
            if period.grain in YEARLY:
                by_year[period.year, period.grain, period.end.month, period.end.day] = at
        here = Period.parse(str(row["period"]))
        breaks = [start.year for start, _ in self.indicators[str(row["indicator"])].breaks]
        for first in range(here.year - many + 1, here.year + 1):
            years = range(first, first + many)
            found = [by_year.get((year, here.grain, here.end.month, here.end.day)) for year in years]
            if None not in found and not any(first < start <= years[-1] for start in breaks):
                yield Merging(Along.YEARS, tuple(found)), tuple(str(year) for year in years)

    def _populations(self, position: int, many: int) -> Iterator[tuple[Merging, tuple[str, ...]]]:
        """Shares of one population that are made up of others: whoever is in one of these is not in another."""
        row = self.rows[position]
        own = self.indicators[str(row["indicator"])]
        if row["part"] != WHOLE or not _counts_members(own):
            return
        at_once = [
            at
            for at in self.times[row["area"], when(str(row["period"]))]
            if self.rows[at]["part"] == WHOLE and self._is_like(own, self.indicators[str(self.rows[at]["indicator"])])
        ]
        for others in itertools.combinations(at_once, many - 1):
            members = tuple(sorted((position, *others)))
            together = [self.indicators[str(self.rows[at]["indicator"])] for at in members]
            pairs = itertools.combinations([each.population for each in together], 2)
            if all(frozenset(pair) in self.disjoint for pair in pairs) and self._of_one_size(members):
                yield Merging(Along.POPULATIONS, members, True), tuple(each.id for each in together)

    def _is_like(self, own: Indicator, other: Indicator) -> bool:
        basis = {
            self.programme.populations[each.population or ""].basis
            for each in (own, other)
            if each.population in self.programme.populations
        }
        return other.id != own.id and _counts_members(other) and other.among == own.among and len(basis) == 1

    def _of_one_size(self, members: Sequence[int], size: float | None = None) -> bool:
        """Whether they are shares with one denominator, this one; counts have none."""
        first = float(self.rows[members[0]]["denominator"]) if size is None else size
        return all(float(self.rows[at]["denominator"]) == first for at in members)


def _counts_members(indicator: Indicator) -> bool:
    """Whether a share says how many of one population belong to another."""
    return indicator.kind is Kind.SHARE and indicator.population != indicator.among


def _of_different_persons(parts: Sequence[Part]) -> bool:
    """Parts without ages have different persons; bands of ages become one band only if they follow each other."""
    if not any(part.ages for part in parts):
        return True
    bands = sorted((part.ages.first, part.ages.last) for part in parts if part.ages and part.ages.last is not None)
    open_ended = [part.ages.first for part in parts if part.ages and part.ages.last is None]
    ends = [*bands, *((first, 0) for first in open_ended)]
    return (
        len(ends) == len(parts)
        and len(open_ended) <= 1
        and all(last + 1 == first for (_, last), (first, _) in itertools.pairwise(ends))
    )
