"""What would settle an indicator of which too little is known: how many more persons, events or years."""

import math
from dataclasses import dataclass, replace
from fractions import Fraction

from analysis.assessment.again import judge_again
from analysis.assessment.nouns import Assessment, Evaluation
from analysis.assessment.observed import Counts, Observed
from analysis.assessment.statistic import STATISTICS
from analysis.vocabulary import Kind, Verdict

MOST_TIMES = 50  # as many persons; what so many would not settle, no pooling of years will


@dataclass(frozen=True)
class Settling:
    """How many would be enough for a verdict, at the same shares."""

    now: int  # persons in the smaller group or period; of a count the events of both periods together
    enough: int | None  # None: not even `MOST_TIMES` as many

    @property
    def years(self) -> int | None:
        """So many years like these, counted together in each period."""
        return None if self.enough is None else math.ceil(self.enough / self.now)


def settling(evaluation: Evaluation, assessment: Assessment) -> Settling | None:
    """The smallest number at which the rule would give a verdict, had both periods counted more at the same shares.

    Both periods grow in proportion, counts rounded to whole persons, and the whole rule runs again. None for an
    indicator that has another verdict than `not_enough_data`, or of which no event was counted.
    """
    if assessment.verdict is not Verdict.NOT_ENOUGH_DATA or assessment.baseline is None or assessment.latest is None:
        return None
    observed = {each.period: each for each in evaluation.observed[assessment.indicator.id]}
    before, after = observed[assessment.baseline.period], observed[assessment.latest.period]
    now = _now(assessment.indicator.kind, before, after)
    if now == 0:
        return None
    for enough in range(now + 1, MOST_TIMES * now + 1):
        times = Fraction(enough, now)
        verdict, _ = judge_again(evaluation, assessment, [_grown(each, times) for each in (before, after)])
        if verdict is not Verdict.NOT_ENOUGH_DATA:
            return Settling(now, enough)
    return Settling(now, None)


def _now(kind: Kind, before: Observed, after: Observed) -> int:
    statistic = STATISTICS[kind]
    if kind is Kind.COUNT:
        return statistic.events(before, after)
    return min(statistic.persons(before), statistic.persons(after))


def _grown(observed: Observed, times: Fraction) -> Observed:
    reference = _more(observed.reference, times) if observed.reference else None
    return replace(observed, own=_more(observed.own, times), reference=reference)


def _more(counts: Counts, times: Fraction) -> Counts:
    """So many times as many persons at the same share; a mean keeps its value."""
    numerator, denominator = (
        None if number is None else round(number * times) for number in (counts.numerator, counts.denominator)
    )
    return Counts(numerator, denominator, counts.value if numerator is None else None)
