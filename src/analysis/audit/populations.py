"""Who is counted: populations that are missing, that do not fit the goal, or that stand side by side as if one."""

from collections import defaultdict
from collections.abc import Iterator

from analysis.audit.evidence import Evidence
from analysis.audit.nouns import own_indicators
from analysis.audit.problem import Problem, about_goal, about_indicator
from analysis.message import Listing, Message, Value, say
from analysis.programme import Goal, Indicator, Place, Population, Programme
from analysis.vocabulary import Asks, Kind, Origin

# Four ways of saying who has come from elsewhere. They overlap, but none is the same people as another.
DEFINITIONS_OF_A_MIGRANT = frozenset({"language", "citizenship", "origin", "residence-status"})
# Where people were met says nothing about which of these they are, so it cannot contradict a goal's words.
PLACES_OF_MEETING = frozenset({"service", "employment"})


def population_mismatch(evidence: Evidence) -> Iterator[Problem]:
    """A goal speaks of one population and its indicators count another, with another basis."""
    programme = evidence.programme
    for goal in programme.goals:
        meant = programme.populations.get(goal.population)
        if meant is None:
            continue
        others = tuple(
            (indicator, other)
            for indicator in own_indicators(goal)
            if (other := other_population(programme, goal, indicator)) is not None
        )
        if others:
            yield about_goal(
                goal,
                say(
                    "The goal “{goal}” speaks of one population and counts another. Spoken of: {meant}. "
                    "Counted: {counted}.",
                    goal=goal.title,
                    meant=meant.name,
                    counted=Listing(tuple(_counted(indicator, other) for indicator, other in others)),
                ),
                say(
                    "Say in the goal who is meant, and count the same people; or say openly that one stands for the "
                    "other and how they differ."
                ),
            )


def _counted(indicator: Indicator, population: Population) -> Message:
    return say("{population} (“{title}”)", population=population.name, title=indicator.title)


def other_population(programme: Programme, goal: Goal, indicator: Indicator) -> Population | None:
    """The population that an indicator counts instead of the goal's; None when there is none or it cannot be judged."""
    counted = programme.populations.get(indicator.population or "")
    if counted is None or indicator.asks is Asks.EFFORT or counted.basis in PLACES_OF_MEETING:
        return None
    named = (indicator.population, indicator.among, indicator.reference)
    bases = {programme.populations[one].basis for one in named if one in programme.populations}
    return None if programme.populations[goal.population].basis in bases else counted


def mixed_populations(evidence: Evidence) -> Iterator[Problem]:
    """One part of the document sets figures of differently defined migrant populations side by side."""
    programme = evidence.programme
    tables: dict[tuple[int, str], list[tuple[Indicator, Population]]] = defaultdict(list)
    for indicator in programme.indicators:
        counted = programme.populations.get(indicator.population or "")
        if indicator.place and counted and indicator.origin is Origin.PROGRAMME:
            tables[indicator.place.page, indicator.place.section].append((indicator, counted))
    for (page, section), entries in tables.items():
        migrants = {}
        for indicator, population in entries:
            if population.basis in DEFINITIONS_OF_A_MIGRANT:
                migrants.setdefault(population.basis, (indicator, population))
        if len(migrants) > 1:
            yield Problem(
                say("Page {page}: “{section}”", page=page, section=section),
                say(
                    "One part of the document counts populations that are defined in different ways: {populations}. "
                    "They overlap but are not the same people.",
                    populations=Listing(tuple(_counted(*entry) for entry in migrants.values())),
                ),
                say(
                    "Write beside each figure who is counted. Do not compare, add or divide figures of different "
                    "populations."
                ),
                indicator=next(iter(migrants.values()))[0].id,
                place=Place(page, section),
            )


def population_unknown(evidence: Evidence) -> Iterator[Problem]:
    """It is not said who is counted, or a population is named that the programme does not describe."""
    programme = evidence.programme
    for goal in programme.goals:
        if goal.population not in programme.populations:
            yield about_goal(
                goal,
                say(
                    "The goal “{goal}” speaks of a population that the programme does not describe: “{population}”.",
                    goal=goal.title,
                    population=goal.population,
                ),
                say("Describe the population: who belongs to it, by which definition."),
            )
    for indicator in programme.indicators:
        if indicator.origin is not Origin.PROGRAMME:
            continue
        missing = unknown_populations(programme, indicator)
        if missing:
            yield about_indicator(
                programme,
                indicator,
                say(
                    "“{title}” counts a population that the programme does not describe: {populations}.",
                    title=indicator.title,
                    populations=Listing(missing),
                ),
                say("Describe the population: who belongs to it, by which definition."),
            )
        elif counts_nobody_named(indicator):
            yield about_indicator(
                programme,
                indicator,
                say("“{title}”: it is not said who is counted, or out of whom.", title=indicator.title),
                say("Say whom the figure counts, and for a percentage or a rate also who are a hundred per cent."),
            )


def unknown_populations(programme: Programme, indicator: Indicator) -> tuple[Value, ...]:
    target = indicator.target.population if indicator.target else None
    named = (indicator.population, indicator.among, indicator.reference, target)
    missing = dict.fromkeys(name for name in named if name and name not in programme.populations)
    return tuple(say("“{population}”", population=name) for name in missing)


def counts_nobody_named(indicator: Indicator) -> bool:
    """A figure about people must say about whom; a share or a rate also among whom, and a gap compared with whom."""
    if indicator.asks is Asks.EFFORT:
        return False
    if indicator.kind is Kind.GAP:
        return indicator.population is None or indicator.reference is None
    shared = indicator.kind in (Kind.SHARE, Kind.RATE)
    return indicator.population is None or (shared and indicator.among is None)
