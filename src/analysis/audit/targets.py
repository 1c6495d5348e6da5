"""Targets: whether a goal has one, and whether any of its indicators measures it."""

from collections.abc import Iterator

from analysis.audit.evidence import Evidence
from analysis.audit.nouns import own_indicators
from analysis.audit.problem import Problem, about_goal, about_indicator, titles
from analysis.message import say
from analysis.programme import Goal, Indicator, Target
from analysis.vocabulary import Kind, Origin, Role


def target_missing(evidence: Evidence) -> Iterator[Problem]:
    """Neither the goal's words nor its own indicators set a value to be reached."""
    for goal in evidence.programme.goals:
        if not own_targets(goal):
            yield about_goal(
                goal,
                say("The goal “{goal}” has no target: it is not said how much would be enough.", goal=goal.title),
                say("Decide a target value and the year by which it is to be reached, before the figures are seen."),
            )


def own_targets(goal: Goal) -> tuple[Target, ...]:
    """The targets that the programme itself sets, for the goal or for one of its own indicators."""
    targets = (goal.target, *(indicator.target for indicator in own_indicators(goal)))
    return tuple(target for target in targets if target is not None and target.origin is Origin.PROGRAMME)


def target_measured_by_something_else(evidence: Evidence) -> Iterator[Problem]:
    """A target is set for one figure, and what is followed is another figure: another kind, or another population."""
    programme = evidence.programme
    for goal in programme.goals:
        indicators = followed(goal)
        if goal.target and indicators and not any(measures(indicator, goal.target) for indicator in indicators):
            population = programme.populations.get(goal.target.population)
            yield about_goal(
                goal,
                say(
                    "The goal “{goal}” sets a target for one figure and follows another. Target: “{target}”. "
                    "Counted in the target: {population}. Followed: {indicators}.",
                    goal=goal.title,
                    target=goal.target.text,
                    population=population.name if population else goal.target.population,
                    indicators=titles(indicators),
                ),
                say(
                    "Follow the figure that the target is set for, or set a target for the figure that is followed. "
                    "The figure followed can move away from the target and the other way round."
                ),
            )
    for indicator in programme.indicators:
        target = indicator.target
        if target and indicator.origin is Origin.PROGRAMME and not measures(indicator, target):
            yield about_indicator(
                programme,
                indicator,
                say(
                    "“{title}”: the target “{target}” is set for another figure than this indicator measures.",
                    title=indicator.title,
                    target=target.text,
                ),
                say("Set the target for the same people and the same kind of figure as the indicator."),
            )


def followed(goal: Goal) -> tuple[Indicator, ...]:
    """The indicators that a goal's target is to be measured by: whoever sets the target brings the indicators to it."""
    if goal.target and goal.target.origin is Origin.EVALUATOR:
        return tuple(indicator for indicator in goal.indicators if indicator.role is not Role.CONTEXT)
    return own_indicators(goal)


def measures(indicator: Indicator, target: Target) -> bool:
    """Whether an indicator is the figure that a target is set for: the same kind, of or among the same population."""
    if indicator.kind is Kind.DELIVERABLE:
        return target.kind is Kind.DELIVERABLE
    return indicator.kind is target.kind and target.population in (indicator.population, indicator.among)
