"""Indicators by themselves: without a goal, without a direction, or the same one twice."""

from collections.abc import Iterator

from analysis.audit.evidence import Evidence
from analysis.audit.nouns import own_indicators
from analysis.audit.problem import Problem, about_goal, about_indicator, titles
from analysis.message import say
from analysis.programme import Indicator, Place
from analysis.vocabulary import Asks, Direction, Origin, Role


def indicator_without_goal(evidence: Evidence) -> Iterator[Problem]:
    """A row of a sector's table follows a figure, but belongs to no goal."""
    for sector in evidence.programme.sectors:
        for indicator in sector.indicators:
            if indicator.origin is Origin.PROGRAMME and indicator.role is not Role.CONTEXT:
                yield about_indicator(
                    evidence.programme,
                    indicator,
                    say(
                        "“{title}” belongs to no goal (“{sector}”), so it is not known what it is to show.",
                        title=indicator.title,
                        sector=sector.name,
                    ),
                    say("Give the row a goal, or move the indicator to the goal that it follows."),
                )


def same_indicator_twice(evidence: Evidence) -> Iterator[Problem]:
    """Two indicators cannot be told apart: the same title, or the same words at two places of the document."""
    programme = evidence.programme
    earlier: list[Indicator] = []
    for indicator in programme.indicators:
        if indicator.origin is not Origin.PROGRAMME:
            continue
        twin = next((other for other in earlier if same(other, indicator, programme.document_language)), None)
        if twin is not None:
            yield about_indicator(
                programme,
                indicator,
                say(
                    "“{title}” cannot be told apart from an earlier indicator: “{twin}” ({twin_id}).",
                    title=indicator.title,
                    twin=twin.title,
                    twin_id=twin.id,
                ),
                say(
                    "If it is one figure, report it once and refer to it; if not, say in the titles how the two differ."
                ),
            )
        earlier.append(indicator)


def same(first: Indicator, second: Indicator, language: str) -> bool:
    """Whether two indicators have one title in the document's language, or rest on the same words at two places."""
    title, other_title = (plain(one.title.in_language(language)) for one in (first, second))
    return title == other_title or (
        same_words(first.place, second.place) and row_of(first.place) != row_of(second.place)
    )


def same_words(first: Place | None, second: Place | None) -> bool:
    quotes = [plain(place.quote) for place in (first, second) if place and place.quote]
    return len(quotes) == 2 and quotes[0] == quotes[1]


def row_of(place: Place | None) -> tuple[int, str, int | None] | None:
    return (place.page, place.section, place.row) if place else None


def plain(text: str) -> str:
    return " ".join(text.casefold().split())


def direction_missing(evidence: Evidence) -> Iterator[Problem]:
    """An indicator about people of which it is not said whether up or down is better."""
    programme = evidence.programme
    for goal in programme.goals:
        if undirected := tuple(filter(lacks_direction, own_indicators(goal))):
            yield about_goal(
                goal,
                say(
                    "The goal “{goal}” does not say whether up or down is better for these indicators: {indicators}.",
                    goal=goal.title,
                    indicators=titles(undirected),
                ),
                say("Say which way is better, or use the figure only as background."),
            )
    for sector in programme.sectors:
        for indicator in filter(lacks_direction, sector.indicators):
            if indicator.origin is Origin.PROGRAMME and indicator.role is not Role.CONTEXT:
                yield about_indicator(
                    programme,
                    indicator,
                    say("“{title}”: it is not said whether up or down is better.", title=indicator.title),
                    say("Say which way is better, or use the figure only as background."),
                )


def lacks_direction(indicator: Indicator) -> bool:
    return indicator.asks is not Asks.EFFORT and indicator.direction is Direction.NONE
