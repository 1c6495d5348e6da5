"""What a rule reports, before the registry of rules gives it a code and a severity."""

from dataclasses import dataclass

from analysis.audit.evidence import Printed
from analysis.message import Listing, Message, Value, Verbatim, say
from analysis.programme import Goal, Indicator, Place, Programme


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong or missing: what it is about, what is wrong, and what would mend it."""

    where: Value
    what: Message
    remedy: Message
    goal: str | None = None
    indicator: str | None = None
    place: Place | None = None


def about_goal(goal: Goal, what: Message, remedy: Message) -> Problem:
    return Problem(Verbatim(f"{goal.number} {goal.id}"), what, remedy, goal=goal.id, place=goal.place)


def about_indicator(programme: Programme, indicator: Indicator, what: Message, remedy: Message) -> Problem:
    """A problem of one indicator; where it is names its goal too, if it has one."""
    where = indicator.id
    if indicator.goal is not None:
        goal = programme.goal(indicator.goal)
        where = f"{goal.number} {goal.id}: {indicator.id}"
    return Problem(Verbatim(where), what, remedy, indicator.goal, indicator.id, indicator.place)


def titles(indicators: tuple[Indicator, ...]) -> Listing:
    return Listing(tuple(say("“{title}”", title=indicator.title) for indicator in indicators))


def source_of(programme: Programme, figure: Printed) -> Value:
    """The title of a figure's source, for a sentence; the id where the programme does not describe it."""
    source = programme.sources.get(figure.source)
    return source.title if source else Verbatim(figure.source)
