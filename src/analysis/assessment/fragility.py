"""How few persons a verdict hangs on: the smallest number whose different status would have changed it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from analysis.assessment.again import judge_again
from analysis.assessment.goal import of_headlines
from analysis.assessment.nouns import Assessment, Evaluation, GoalAssessment
from analysis.assessment.observed import Observed
from analysis.assessment.rule import Judgement
from analysis.assessment.statistic import STATISTICS
from analysis.change import Change
from analysis.vocabulary import Kind, Reason, Verdict

AT_ONCE = 16  # steps whose changes are worked out together
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
    return _nearest(evaluation, assessment, assessment.verdict, lambda judgement: judgement)


def goal_flips(evaluation: Evaluation, result: GoalAssessment) -> tuple[tuple[Assessment, Flip], ...]:
    """The nearest other verdict of a goal, with the headline whose persons give it; more than one where equal.

    One headline is moved as in `flips`, and the others keep their verdicts. For a single headline it is that of
    `flips`.
    """
    found: list[tuple[Assessment, Flip]] = []
    for headline in result.headlines:
        others = [(each.verdict, each.reason) for each in result.headlines if each is not headline]
        found += [
            (headline, flip)
            for flip in _nearest(
                evaluation, headline, result.verdict, lambda own, others=others: of_headlines([own, *others])
            )
        ]
    nearest = min((abs(flip.persons) for _, flip in found), default=0)
    return tuple((headline, flip) for headline, flip in found if abs(flip.persons) == nearest)


def _nearest(
    evaluation: Evaluation, assessment: Assessment, verdict: Verdict, judged: Callable[[Judgement], Judgement]
) -> tuple[Flip, ...]:
    """The smallest move of the indicator's persons at which what is `judged` from its judgement is another verdict."""
    if not _rests_on_persons(assessment):
        return ()
    observed = evaluation.observed[assessment.indicator.id]
    latest = next(each for each in observed if each.period == assessment.latest.period)
    moves = _moves(assessment, latest)
    while several := list(islice(moves, AT_ONCE)):
        changes = iter(_changes(assessment, observed, [moved for step in several for _, moved in step]))
        for step in several:
            found = [
                Flip(persons, *judged(judge_again(evaluation, assessment, altered, change=next(changes))))
                for persons, moved in step
                for altered in [_with(observed, latest, moved)]
            ]
            if other := tuple(flip for flip in found if flip.verdict is not verdict):
                return other
    return ()


def _changes(
    assessment: Assessment, observed: Sequence[Observed], moved: Sequence[Observed]
) -> Sequence[Change | None]:
    """The change from the baseline to each moved figure, all at once: one at a time they take ten times as long."""
    if assessment.change is None:
        return [None] * len(moved)
    baseline = next(each for each in observed if each.period == assessment.baseline.period)
    return STATISTICS[assessment.indicator.kind].changes(baseline, moved)


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
