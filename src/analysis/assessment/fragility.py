"""How few persons a verdict hangs on: the smallest number whose different status would have changed it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analysis.assessment.again import judge_again
from analysis.assessment.nouns import Assessment, Evaluation
from analysis.assessment.observed import Observed
from analysis.assessment.statistic import STATISTICS
from analysis.vocabulary import Kind, Reason, Verdict

MOST_EVENTS = 3  # a count is raised to so many times both periods together before the search gives up


@dataclass(frozen=True)
class Flip:
    """Another verdict, and by how many persons it is away."""

    persons: int  # who would have to be counted in addition; below 0: who would have to be left out
    verdict: Verdict
    reason: Reason


def flips(evaluation: Evaluation, assessment: Assessment) -> tuple[Flip, ...]:
    """The nearest other verdict: one flip, or two where as many persons more and fewer each give one.

    Persons of the latest figure change their status, one by one, in both directions; the size of the group, the
    baseline and the years between stay. Each time the whole rule runs again. Of a mean, answers move by one step of the
    scale, with their spread kept. Empty where no number of persons would change the verdict, or where there is none.
    """
    if not _rests_on_persons(assessment):
        return ()
    observed = evaluation.observed[assessment.indicator.id]
    latest = next(each for each in observed if each.period == assessment.latest.period)
    for moved in _moves(assessment, latest):
        found = [
            Flip(persons, verdict, reason)
            for persons, other in moved
            for verdict, reason in [judge_again(evaluation, assessment, _with(observed, latest, other))]
            if verdict is not assessment.verdict
        ]
        if found:
            return tuple(found)
    return ()


def _rests_on_persons(assessment: Assessment) -> bool:
    known = assessment.indicator.kind in STATISTICS and assessment.latest is not None
    judged = assessment.verdict is not Verdict.NOT_ASSESSED
    return known and judged and assessment.latest.estimate.method != "none"


def _moves(assessment: Assessment, latest: Observed) -> Iterator[list[tuple[int, Observed]]]:
    """The latest figure with one person fewer and one more, then two, and so on, as far as there are persons."""
    before = assessment.baseline.estimate.numerator if assessment.baseline else 0
    least, most = _room(assessment.indicator.kind, latest, before or 0)
    for persons in range(1, max(least, most) + 1):
        fewer = [(-persons, _moved(assessment, latest, -persons))] if persons <= least else []
        more = [(persons, _moved(assessment, latest, persons))] if persons <= most else []
        yield fewer + more


def _room(kind: Kind, latest: Observed, before: float) -> tuple[int, int]:
    """How many persons can be fewer, and how many more."""
    own = latest.own
    if kind is Kind.MEAN:
        return own.denominator, own.denominator
    if kind in (Kind.COUNT, Kind.RATE):
        return own.numerator, MOST_EVENTS * (own.numerator + int(before)) + 30
    return own.numerator, own.denominator - own.numerator


def _moved(assessment: Assessment, latest: Observed, persons: int) -> Observed:
    own = latest.own
    if assessment.indicator.kind is Kind.MEAN:
        return replace(latest, own=replace(own, value=own.value + persons / own.denominator))
    return replace(latest, own=own.with_more(persons))


def _with(observed: Sequence[Observed], latest: Observed, other: Observed) -> tuple[Observed, ...]:
    return tuple(other if each is latest else each for each in observed)
