"""What a goal consists of: a measure, an indicator that asks about people, and someone who answers for it."""

from collections.abc import Iterator

from analysis.audit.evidence import Evidence
from analysis.audit.nouns import asked, own_indicators
from analysis.audit.problem import Problem, about_goal, titles
from analysis.message import say
from analysis.vocabulary import Asks


def goal_without_indicator(evidence: Evidence) -> Iterator[Problem]:
    for goal in evidence.programme.goals:
        if not own_indicators(goal):
            yield about_goal(
                goal,
                say("The goal “{goal}” has no indicator: nothing shows whether it was reached.", goal=goal.title),
                say("Choose one figure that would tell whether people are better off, and a unit that reports it."),
            )


def goal_without_measure(evidence: Evidence) -> Iterator[Problem]:
    for goal in evidence.programme.goals:
        if not goal.measures:
            yield about_goal(
                goal,
                say("The goal “{goal}” has no measure: it is not said what will be done for it.", goal=goal.title),
                say("Write what will be done, who does it and by when; or leave the goal out of the programme."),
            )


def goal_asks_only_effort(evidence: Evidence) -> Iterator[Problem]:
    """Every indicator of the goal counts what the municipality did, so the goal can be done and nobody better off."""
    for goal in evidence.programme.goals:
        indicators = own_indicators(goal)
        if indicators and asked(indicators) == (Asks.EFFORT,):
            yield about_goal(
                goal,
                say(
                    "The goal “{goal}” is followed only by what was done: {indicators}. "
                    "Whether anyone is better off is not asked.",
                    goal=goal.title,
                    indicators=titles(indicators),
                ),
                say("Add an indicator of the people: whom it reached, or what changed for them."),
            )


def goal_asks_no_outcome(evidence: Evidence) -> Iterator[Problem]:
    """The goal's indicators tell whom it reached, but not what came of it."""
    for goal in evidence.programme.goals:
        indicators = own_indicators(goal)
        questions = asked(indicators)
        if Asks.REACH in questions and Asks.OUTCOME not in questions:
            reach = tuple(indicator for indicator in indicators if indicator.asks is Asks.REACH)
            yield about_goal(
                goal,
                say(
                    "The goal “{goal}” is followed by whom it reached: {indicators}. "
                    "What changed for them is not asked.",
                    goal=goal.title,
                    indicators=titles(reach),
                ),
                say("Add an indicator of what changed for the people who were reached."),
            )


def owner_missing(evidence: Evidence) -> Iterator[Problem]:
    for goal in evidence.programme.goals:
        if not goal.reporters and not any(indicator.reporters for indicator in own_indicators(goal)):
            yield about_goal(
                goal,
                say("The goal “{goal}” has no owner: no unit is named that answers for it.", goal=goal.title),
                say("Name the unit that answers for the goal and reports its figures."),
            )
