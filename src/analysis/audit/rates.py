"""Rates that a town of this size cannot have: read as a rate, the figure would mean no whole number of persons."""

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.audit.evidence import EVERYONE, Evidence, Printed, shown
from analysis.audit.problem import Problem, about_indicator
from analysis.message import Listing, Message, Number, Span, say
from analysis.period import Period
from analysis.vocabulary import Kind

DRIFT_A_YEAR = 0.02  # how far a town's population may have been from the nearest observation, a year's distance
DAYS_A_YEAR = 365.25


@dataclass(frozen=True)
class Inhabitants:
    """The people of whom a rate is told."""

    number: float
    period: Period
    drift: float  # how far their number may be from this one, as a share of it
    whole_town: bool = False  # nobody has counted the people themselves, only the town that they live in


def impossible_rate(evidence: Evidence) -> Iterator[Problem]:
    """No whole number of persons in the town's population gives the printed rate, whatever the rounding."""
    impossible: dict[tuple[str, str], list[tuple[Printed, Inhabitants]]] = defaultdict(list)
    for rate in evidence.of_kind(Kind.RATE):
        population = inhabitants(evidence, rate)
        if rate.numerator is None and population is not None and no_whole_number(rate, population):
            impossible[rate.indicator.id, rate.area].append((rate, population))
    for found in impossible.values():
        found.sort(key=lambda pair: pair[0].period)
        rate, population = found[-1]
        yield about_indicator(
            evidence.programme,
            rate.indicator,
            say(
                "“{title}”: printed as a rate per {per} inhabitants, which would not be a whole number of persons in a "
                "town of this size. Inhabitants: {population} ({counted}). Period, printed rate and the number of "
                "persons that it would mean: {years}.",
                title=rate.indicator.title,
                per=rate.scale,
                population=round(population.number),
                counted=Span(population.period.text),
                years=Listing(tuple(_year(rate, population) for rate, population in found)),
            ),
            say(
                "Ask for the number of persons and check the unit: the figures may be numbers of persons, not rates. "
                "Do not calculate with them before that."
            ),
        )


def _year(rate: Printed, population: Inhabitants) -> Message:
    return say(
        "{period}: {rate} = {persons}",
        period=Span(rate.period.text),
        rate=shown(rate.figure or 0),
        persons=Number(persons(rate, population), 1),
    )


def persons(rate: Printed, population: Inhabitants) -> float:
    """How many persons the rate would be in this population."""
    return (rate.figure or 0) * population.number / rate.scale


def no_whole_number(rate: Printed, population: Inhabitants) -> bool:
    """Whether no whole number of persons lies between the least and the most that the rate can stand for.

    The rate is taken with its rounding, the population with its drift. The wider that is, the more is possible: a high
    rate never fails. Of a part of the town a rate means fewer persons than of the whole, so there only less than one
    person is impossible.
    """
    lowest, highest = rate.rounded_from
    least = lowest * population.number * (1 - population.drift) / rate.scale
    most = highest * population.number * (1 + population.drift) / rate.scale
    if population.whole_town:
        return least > 0 and most < 1
    return math.floor(most) < math.ceil(least)


def inhabitants(evidence: Evidence, rate: Printed) -> Inhabitants | None:
    """The people of whom the rate is told: as its own row counts them, else by the count that is nearest in time.

    That is a count of those whom the rate names, else of everyone in the town. Two per cent a year of distance are left
    open and two per cent more, because a rate may rest on a mean population.
    """
    if rate.denominator:
        return Inhabitants(rate.denominator, rate.period, drift=0.0)
    named = rate.indicator.among
    populations = evidence.programme.populations
    everyone = frozenset(one.id for one in populations.values() if one.basis == EVERYONE)
    count = nearest_count(evidence, rate, everyone if named is None else frozenset({named}))
    whole_town = count is None
    count = count or nearest_count(evidence, rate, everyone)
    if count is None:
        return None
    years = abs((rate.period.end - count.period.end).days) / DAYS_A_YEAR
    return Inhabitants(count.figure or 0, count.period, DRIFT_A_YEAR * (1 + years), whole_town)


def nearest_count(evidence: Evidence, rate: Printed, groups: frozenset[str]) -> Printed | None:
    """The count of one of these populations in the rate's area that is nearest to it in time."""
    candidates = [
        figure for figure in evidence.population_counts if figure.area == rate.area and figure.group in groups
    ]
    # On the same day the largest counts everyone; a smaller one may be a total that does not add up.
    return min(
        candidates,
        key=lambda figure: (abs((figure.period.end - rate.period.end).days), -(figure.figure or 0)),
        default=None,
    )
