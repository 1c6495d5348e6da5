"""Numbers of the same persons in several places, as the programme declares them.

Populations within others, bands of ages that overlap, and sums across tables (`docs/programme.md`).
"""

import calendar
import datetime
import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from analysis.disclosure import ContradictionError, System, adds_up, ranges
from analysis.observations.counting import (
    COUNTED,
    EVERYBODY,
    OTHERS,
    UNKNOWN,
    WHOLE,
    Number,
    Row,
    Told,
    counted_among,
    when,
)
from analysis.observations.sums import Sum, sum_of
from analysis.programme.nouns import Indicator, Programme
from analysis.programme.people import Addend, Ages, DeclaredSum
from analysis.vocabulary import Kind

BIRTH, OLDEST = 0, 150

At = tuple[object, ...]  # an area and a time


class Found(NamedTuple):
    """A number of persons in the table: its value (NaN if it is hidden), and a row that tells it."""

    number: Number
    value: float
    row: int


class Band(NamedTuple):
    ages: Ages
    found: Found


Sizes = Mapping[tuple[str, At], Found]  # of populations
Counts = Mapping[tuple[str, str, At], Found]  # those whom an indicator counts, in a part or the whole


def declared_sums(programme: Programme, rows: Sequence[Row], told: Sequence[Told]) -> Iterator[Sum]:
    """Every sum that the programme declares, wherever the table has at least two of its numbers."""
    indicators = {indicator.id: indicator for indicator in programme.indicators}
    sizes, counts = _sizes(indicators, rows, told), _counts(indicators, rows, told)
    yield from _nested(programme, sizes)
    yield from _members(programme, sizes, counts)
    for (whole, of), bands in _bands(programme, rows, told, sizes, counts).items():
        yield from _overlapping(bands, whole, of)
    all_counts = {what: _counts(indicators, rows, told, what) for what in (OTHERS, EVERYBODY)} if programme.sums else {}
    for which, declared in enumerate(programme.sums):  # one whole may have several sums, each with others left
        for at in dict.fromkeys((*(at for _, _, at in counts), *(at for _, at in sizes))):
            for numbered in (counts, *(all_counts.values() if declared.everybody else ())):
                yield from _declared(declared, which, at, sizes, numbered)


def _declared(declared: DeclaredSum, which: int, at: At, sizes: Sizes, counts: Counts) -> Iterator[Sum]:
    whole = _addend(declared.whole, at, sizes, counts)
    times = [_years_before(at, years) for years in range(declared.years)]
    addends = [(part, time) for time in times for part in declared.parts]
    parts = [found for part, time in addends if (found := _addend(part, time, sizes, counts))]
    if whole and parts:
        complete = declared.complete and len(parts) == len(addends)
        yield _summed(whole, parts, complete, ("declared", which, *whole.number.of))


def _years_before(at: At, years: int) -> At:
    """The same days of an earlier year; for 29 February the day before it."""
    area, dates = at
    return area, tuple(_day(each.year - years, each.month, each.day) for each in dates)


def _day(year: int, month: int, day: int) -> datetime.date:
    return datetime.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _sizes(indicators: Mapping[str, Indicator], rows: Sequence[Row], told: Sequence[Told]) -> Sizes:
    found: dict[tuple[str, At], Found] = {}
    for position, (row, one) in enumerate(zip(rows, told, strict=True)):
        number = one.numbers.get(EVERYBODY)
        population = counted_among(indicators[str(row["indicator"])], row)
        if number and population and number.of[0] == "size":
            known = found.get((population, _at(row)))
            if known is None or known.value != known.value:
                found[population, _at(row)] = Found(number, one.values[number], position)
    return found


def _counts(
    indicators: Mapping[str, Indicator], rows: Sequence[Row], told: Sequence[Told], what: str = COUNTED
) -> Counts:
    return {
        (str(row["indicator"]), str(row["part"]), _at(row)): Found(number, one.values[number], position)
        for position, (row, one) in enumerate(zip(rows, told, strict=True))
        if (number := one.numbers.get(what)) and indicators[str(row["indicator"])].kind is not Kind.GAP
    }


def _at(row: Row) -> At:
    return row["area"], when(str(row["period"]))


def _addend(addend: Addend, at: At, sizes: Sizes, counts: Counts) -> Found | None:
    if addend.population is not None:
        return sizes.get((addend.population, at))
    return counts.get((addend.indicator or "", addend.part, at))


def _summed(whole: Found, parts: Sequence[Found], complete: bool, of: tuple[object, ...]) -> Sum:
    left = whole.value - sum(part.value for part in parts)
    return sum_of(whole.number, [part.number for part in parts], left, complete, whole.row, of)


def _nested(programme: Programme, sizes: Sizes) -> Iterator[Sum]:
    """Who is in a population and not in one that lies within it."""
    for (name, at), inner in sizes.items():
        outer = sizes.get((programme.populations[name].within or "", at)) if name in programme.populations else None
        if outer:
            yield _summed(outer, [inner], False, ("within", name, *outer.number.of))


def _members(programme: Programme, sizes: Sizes, counts: Counts) -> Iterator[Sum]:
    """A population counted among one that it lies within is counted whole."""
    shares = {each.id: each for each in programme.indicators if each.kind in (Kind.SHARE, Kind.RATE)}
    for (name, part, at), found in counts.items():
        share = shares.get(name)
        if share and part == WHOLE and share.among in _around(programme, share.population):
            whole = sizes.get((share.population or "", at))
            if whole:
                yield _summed(whole, [found], True, ())


def _around(programme: Programme, population: str | None) -> Iterator[str]:
    """The populations that this one lies within, the nearest first."""
    while population in programme.populations and (population := programme.populations[population].within):
        yield population


# --- bands of ages ---------------------------------------------------------------------------------------------------


def _bands(
    programme: Programme, rows: Sequence[Row], told: Sequence[Told], sizes: Sizes, counts: Counts
) -> Mapping[tuple[Found | None, tuple[object, ...]], list[Band]]:
    """The numbers that are told of ages, together with those of other ages of the same persons, and their whole."""
    ages = {each.id: each.ages for each in programme.populations.values() if each.ages}
    indicators = {indicator.id: indicator for indicator in programme.indicators}
    bands: dict[tuple[Found | None, tuple[object, ...]], list[Band]] = defaultdict(list)
    for (name, at), found in sizes.items():
        if name in ages and (within := programme.populations[name].within):
            bands[sizes.get((within, at)), ("sizes", within, *at)].append(Band(ages[name], found))
    for (name, part, at), found in counts.items():
        share = indicators[name]
        if share.population in ages and share.among not in (None, share.population) and part == WHOLE:
            bands[sizes.get((share.among, at)), ("counted", share.among, *at)].append(
                Band(ages[share.population], found)
            )
    for position, (row, one) in enumerate(zip(rows, told, strict=True)):
        for part in indicators[str(row["indicator"])].parts:
            if part.ages and part.id == row["part"]:
                for what, number in one.numbers.items():
                    whole = _whole(row, what, rows, told)
                    of = (what, row["indicator"], row["group"], *_at(row))
                    bands[whole, of].append(Band(part.ages, Found(number, one.values[number], position)))
    return bands


def _whole(row: Row, what: str, rows: Sequence[Row], told: Sequence[Told]) -> Found | None:
    for position, (other, one) in enumerate(zip(rows, told, strict=True)):
        same = all(row[column] == other[column] for column in ("indicator", "area", "group", "period"))
        if same and other["part"] == WHOLE and what in one.numbers:
            return Found(one.numbers[what], one.values[one.numbers[what]], position)
    return None


def _overlapping(bands: Sequence[Band], whole: Found | None, of: tuple[object, ...]) -> Iterator[Sum]:
    """Every band is a sum of the narrowest ones between all their ends, and so is the whole.

    Bands that contradict each other say nothing of each other.
    """
    ends = sorted({end for band in bands for end in (band.ages.first, _after(band.ages))})
    narrow = {pair: Number("ages", (*of, *pair)) for pair in itertools.pairwise(ends)}
    sums = []
    for ages, found in bands:
        inside = [number for (first, after), number in narrow.items() if ages.first <= first and after <= _after(ages)]
        sums.append(Sum(adds_up(found.number, inside), dict.fromkeys(inside, (UNKNOWN, found.row))))
    covered = [number for number in narrow.values() if any(number in each.rest for each in sums)]
    if whole:
        everybody = ends[0] == BIRTH and ends[-1] == OLDEST and len(covered) == len(narrow)
        rest = [] if everybody else [Number("ages", (*of, "others"))]
        unknown = dict.fromkeys(rest, (UNKNOWN, whole.row))
        sums.append(Sum(adds_up(whole.number, (*covered, *rest)), unknown))
    known = {each.number: each.value for each in (*(band.found for band in bands), *([whole] if whole else []))}
    told = {number: value for number, value in known.items() if value == value}
    try:
        ranges(System(tuple(each.relation for each in sums), told), list(narrow.values())[:1])
    except ContradictionError:
        return
    yield from sums


def _after(ages: Ages) -> int:
    return OLDEST if ages.last is None else ages.last + 1
