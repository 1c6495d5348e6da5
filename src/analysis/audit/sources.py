"""Sources: an indicator that names none, and two that give different figures for the same thing."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from analysis.audit.evidence import Evidence, Printed, shown
from analysis.audit.nouns import own_indicators
from analysis.audit.problem import Problem, about_goal, about_indicator, source_of, titles
from analysis.message import Listing, Message, Span, say
from analysis.vocabulary import Origin

TINY = 1e-9  # floating point, not persons


def same_figure_two_values(evidence: Evidence) -> Iterator[Problem]:
    """One figure has two values that differ by more than rounding: from two sources, or typed and fetched."""
    same: dict[tuple[object, ...], list[Printed]] = defaultdict(list)
    known = (*evidence.printed, *evidence.set_aside)
    for figure in (figure for figure in known if figure.figure is not None):
        same[figure.indicator.id, figure.area, figure.when, figure.group, figure.part].append(figure)
    disagreeing: dict[tuple[str, str], list[tuple[Printed, Printed]]] = defaultdict(list)
    for figures in same.values():
        for first, second in combinations(figures, 2):
            other = first.source != second.source or second in evidence.set_aside
            if first.source and second.source and other and not agree(first, second):
                disagreeing[first.indicator.id, first.area].append((first, second))
    for found in disagreeing.values():
        found.sort(key=lambda pair: pair[0].period)
        indicator = found[0][0].indicator
        yield about_indicator(
            evidence.programme,
            indicator,
            say(
                "“{title}”: two sources give different figures. {figures}.",
                title=indicator.title,
                figures=Listing(tuple(_pair(evidence, first, second) for first, second in found)),
            ),
            say(
                "Find out which source holds for this indicator, and keep only its figures; "
                "if the definitions differ, make two indicators."
            ),
        )


def _pair(evidence: Evidence, first: Printed, second: Printed) -> Message:
    return say(
        "{period}: {first} ({first_source}) against {second} ({second_source})",
        period=Span(first.period.text),
        first=shown(first.figure or 0),
        first_source=source_of(evidence.programme, first),
        second=shown(second.figure or 0),
        second_source=source_of(evidence.programme, second),
    )


def agree(first: Printed, second: Printed) -> bool:
    """Whether one number could have been printed as both: 9.87 and 9.9 agree, 9.9 and 10.1 or 31 and 32 do not."""
    (low, high), (other_low, other_high) = first.rounded_from, second.rounded_from
    return low < other_high - TINY and other_low < high - TINY


def source_missing(evidence: Evidence) -> Iterator[Problem]:
    """Indicators of the programme for which it is not said where the figures will come from."""
    programme = evidence.programme
    for goal in programme.goals:
        without = tuple(indicator for indicator in own_indicators(goal) if indicator.source is None)
        if without:
            yield about_goal(
                goal,
                say(
                    "The goal “{goal}” does not say where the figures of these indicators come from: {indicators}.",
                    goal=goal.title,
                    indicators=titles(without),
                ),
                remedy(),
            )
    loose = (indicator for sector in programme.sectors for indicator in sector.indicators)
    for indicator in (*loose, *programme.context):
        if indicator.source is None and indicator.origin is Origin.PROGRAMME:
            yield about_indicator(
                programme,
                indicator,
                say("“{title}”: it is not said where the figures come from.", title=indicator.title),
                remedy(),
            )


def remedy() -> Message:
    return say("Name the register, survey or statistic for each indicator, and the unit that takes the figure from it.")
