"""One indicator: from its observed periods to its assessment.

In two steps, because a q-value needs the p-values of all indicators first: `examine` each, then `conclude` each.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.assessment import rule, target
from analysis.assessment.choices import DECLARED, Choices
from analysis.assessment.comparison import Comparison, compare
from analysis.assessment.figure import figure, is_decision
from analysis.assessment.nouns import Assessment
from analysis.assessment.observed import Observed
from analysis.assessment.rule import Evidence, Judgement, Yardstick
from analysis.assessment.statistic import STATISTICS
from analysis.change import Change
from analysis.period import Review
from analysis.programme import Indicator
from analysis.trend import FEWEST_POINTS, Trend
from analysis.vocabulary import Direction, Kind, Reason, Role, Verdict


@dataclass(frozen=True)
class Examined:
    """An indicator before the q-values are known."""

    indicator: Indicator
    review: Review
    comparison: Comparison
    evidence: Evidence | None  # None where no change can be had
    settled: Judgement | None  # a verdict that does not rest on the change
    choices: Choices = DECLARED

    @property
    def tested(self) -> bool:
        """Whether the change could become an arrow, so that it counts among the tests of the review."""
        return self.evidence is not None and self.settled is None and rule.can_be_tested(self.evidence)

    @property
    def p_value(self) -> float | None:
        return self.evidence.change.p_value if self.evidence and self.tested else None


def examine(
    indicator: Indicator,
    observed: Sequence[Observed],
    review: Review,
    choices: Choices = DECLARED,
    change: Change | None = None,
) -> Examined:
    """The figures of the indicator, the evidence of a change, and the verdict where none is needed.

    `change` is that of these figures, where many have been worked out at once already.
    """
    comparison = compare(indicator, observed, review, choices)
    settled = _settled(indicator, comparison)
    evidence = _evidence(indicator, comparison, choices, change)
    return Examined(indicator, review, comparison, evidence, settled, choices)


def judgement(examined: Examined, q_value: float | None) -> Judgement:
    """The verdict and its reason alone."""
    return examined.settled or rule.judge(examined.evidence, yardstick(examined.indicator, examined.choices), q_value)


def conclude(examined: Examined, q_value: float | None) -> Assessment:
    """The assessment, now that it is known how the change stands among all changes that were tested."""
    indicator, found, evidence = examined.indicator, examined.comparison, examined.evidence
    verdict, reason = judgement(examined, q_value)
    observed = {each.period: each for each in (*found.series, found.baseline, found.latest) if each}
    shown = {period: figure(indicator, each) for period, each in observed.items()}
    return Assessment(
        indicator=indicator,
        review=examined.review,
        baseline=shown[found.baseline.period] if found.baseline else None,
        latest=shown[found.latest.period] if found.latest else None,
        series=tuple(shown[each.period] for each in found.series),
        change=evidence.change if evidence else None,
        trend=evidence.trend if evidence else None,
        q_value=q_value,
        verdict=verdict,
        reason=reason,
        baseline_declared=indicator.baseline is not None,
        tested=examined.tested,
    )


def yardstick(indicator: Indicator, choices: Choices = DECLARED) -> Yardstick:
    """What the programme declares of an indicator, on the scale of its change.

    “Down” of a gap means that it narrows. The gap is the reference share minus the population's, so where a low share
    is the better one (unemployment), a narrowing gap is one that rises towards zero.
    """
    good = indicator.direction
    if indicator.kind is Kind.GAP and indicator.better is Direction.DOWN:
        good = Direction.UP if good is Direction.DOWN else Direction.DOWN
    margin = choices.margin(indicator.kind, indicator.meaningful_change)
    return Yardstick(good, margin / 100 if indicator.kind in (Kind.SHARE, Kind.GAP) else margin)


def _settled(indicator: Indicator, found: Comparison) -> Judgement | None:
    """The verdict that does not rest on a change, in the order of `docs/verdicts.md`."""
    if indicator.role is Role.CONTEXT:
        return Verdict.NOT_ASSESSED, Reason.CONTEXT
    if found.latest is None:
        return Verdict.NOT_ASSESSED, found.missing
    if indicator.kind is Kind.DELIVERABLE:
        documented = any(each.is_figure and figure(indicator, each).estimate.value == 1 for each in found.in_review)
        return (Verdict.ACHIEVED, Reason.DOCUMENTED) if documented else (Verdict.NOT_ASSESSED, Reason.NOT_DOCUMENTED)
    if is_decision(indicator):
        return Verdict.NOT_ASSESSED, Reason.EFFORT
    if target.is_met(indicator, found.under_one_definition):
        return Verdict.ACHIEVED, Reason.TARGET_MET
    if indicator.direction is Direction.NONE:
        return Verdict.NOT_ASSESSED, Reason.NO_DIRECTION
    statistic = STATISTICS[indicator.kind]
    if missing := statistic.missing(found.latest) or found.missing:
        return Verdict.NOT_ASSESSED, missing
    if missing := statistic.missing(found.baseline):
        return Verdict.NOT_ASSESSED, missing
    return None


def _evidence(
    indicator: Indicator, found: Comparison, choices: Choices, change: Change | None = None
) -> Evidence | None:
    """The change between baseline and latest figure with what its judgement needs; None where there can be none."""
    if indicator.role is Role.CONTEXT or is_decision(indicator) or found.latest is None or found.baseline is None:
        return None
    statistic, before, after = STATISTICS[indicator.kind], found.baseline, found.latest
    if statistic.missing(before) or statistic.missing(after):
        return None
    return Evidence(
        change=change or statistic.change(before, after, choices),
        trend=_trend(indicator, found.series),
        persons=None if statistic.persons(after) is None else min(statistic.persons(before), statistic.persons(after)),
        events=statistic.events(before, after),
        own_improvement=_own_improvement(indicator, before, after),
    )


def _trend(indicator: Indicator, series: Sequence[Observed]) -> Trend | None:
    known = [each for each in series if STATISTICS[indicator.kind].missing(each) is None]
    return STATISTICS[indicator.kind].trend(known) if len(known) >= FEWEST_POINTS else None


def _own_improvement(indicator: Indicator, before: Observed, after: Observed) -> float | None:
    """How far the population's own share moved to the better side, for a gap that is to narrow."""
    if indicator.kind is not Kind.GAP or indicator.direction is not Direction.DOWN:
        return None
    (x0, n0), (x1, n1) = before.own.pair, after.own.pair
    return x0 / n0 - x1 / n1 if indicator.better is Direction.DOWN else x1 / n1 - x0 / n0
