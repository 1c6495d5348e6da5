"""Baselines: whether a goal says where it starts from, and whether it starts before the review does."""

from collections.abc import Iterator

from analysis.audit.evidence import Evidence
from analysis.audit.nouns import own_indicators
from analysis.audit.problem import Problem, about_goal
from analysis.message import Span, say
from analysis.period import Period, Review
from analysis.programme import Goal


def baseline_missing(evidence: Evidence) -> Iterator[Problem]:
    """Neither the goal nor its own indicators say what the situation was at the start."""
    for goal in evidence.programme.goals:
        if goal.baseline is None and not own_baselines(goal):
            yield about_goal(
                goal,
                say("The goal “{goal}” has no baseline: it is not said where it starts from.", goal=goal.title),
                say("Give the figure of the last year before the review for each indicator, with its source."),
            )


def baseline_after_review(evidence: Evidence) -> Iterator[Problem]:
    """The earliest baseline is at the end of the programme's review, or after it: nothing can be compared."""
    review = Review.parse(evidence.programme.review)
    for goal, baseline in _first_baselines(evidence):
        if baseline.year >= review.last:
            yield about_goal(
                goal,
                say(
                    "The goal “{goal}” starts at the end of the review or after it, so no change can be seen. "
                    "Baseline: {baseline}. Review: {review}.",
                    goal=goal.title,
                    baseline=Span(baseline.text),
                    review=Span(str(review)),
                ),
                say("Give a baseline from before the review, or judge the goal in a later review."),
            )


def baseline_within_review(evidence: Evidence) -> Iterator[Problem]:
    """The earliest baseline lies inside the programme's review: what changed before it stays unseen."""
    review = Review.parse(evidence.programme.review)
    for goal, baseline in _first_baselines(evidence):
        if review.first <= baseline.year < review.last:
            yield about_goal(
                goal,
                say(
                    "The goal “{goal}” starts in the middle of the review: what changed before that is not seen. "
                    "Baseline: {baseline}. Review: {review}.",
                    goal=goal.title,
                    baseline=Span(baseline.text),
                    review=Span(str(review)),
                ),
                say("Give the figure of the last year before the review too, if it was collected."),
            )


def own_baselines(goal: Goal) -> tuple[Period, ...]:
    """The baseline periods of a goal's own indicators, earliest first."""
    return tuple(sorted(indicator.baseline for indicator in own_indicators(goal) if indicator.baseline is not None))


def _first_baselines(evidence: Evidence) -> Iterator[tuple[Goal, Period]]:
    for goal in evidence.programme.goals:
        if baselines := own_baselines(goal):
            yield goal, baselines[0]
