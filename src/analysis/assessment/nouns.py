"""An assessment: what became of one indicator or one goal, with everything that the verdict rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from analysis.assessment.observed import Observed
from analysis.change import Change
from analysis.intervals import Estimate
from analysis.multiplicity import q_values
from analysis.period import Period, Review
from analysis.programme import Goal, Indicator, Programme
from analysis.trend import Trend
from analysis.vocabulary import Done, Kind, Reason, Role, Verdict


@dataclass(frozen=True)
class Figure:
    """One published figure of an indicator: its period, the estimate with its interval, and who reported it."""

    period: Period
    estimate: Estimate  # of the population itself; for a gap, of the gap
    reporter: str | None
    source: str | None
    note: str
    population: Estimate | None = None  # for a gap: the population's own share
    reference: Estimate | None = None  # for a gap: the share in the reference group
    standard_deviation: float | None = None  # for a mean: of the answers
    invited: int | None = None  # of a survey: how many were asked


@dataclass(frozen=True)
class Assessment:
    """The reasoned result for one indicator in one review."""

    indicator: Indicator
    review: Review
    baseline: Figure | None
    latest: Figure | None  # the last figure of the review period
    series: tuple[Figure, ...]  # all comparable figures up to the end of the review, oldest first
    change: Change | None
    trend: Trend | None
    q_value: float | None
    verdict: Verdict
    reason: Reason
    baseline_declared: bool  # whether the programme itself names the baseline
    tested: bool = False  # whether the change could have become an arrow

    @property
    def p_value(self) -> float | None:
        return self.change.p_value if self.change else None


@dataclass(frozen=True)
class GoalAssessment:
    """The result for a goal: what was done, and whether anyone is better off. The two are never merged."""

    goal: Goal
    done: Done
    verdict: Verdict
    reason: Reason
    indicators: tuple[Assessment, ...]

    @property
    def headlines(self) -> tuple[Assessment, ...]:
        """Those that decide the verdict. A deliverable answers “done”, never “better off”, whatever its role says."""
        return tuple(
            result
            for result in self.indicators
            if result.indicator.role is Role.HEADLINE and result.indicator.kind is not Kind.DELIVERABLE
        )


@dataclass(frozen=True)
class Evaluation:
    """All assessments of one programme in one review."""

    programme: Programme
    review: Review
    assessments: tuple[Assessment, ...]
    goals: tuple[GoalAssessment, ...]
    tested: int  # indicators whose change was tested
    expected_false_arrows: float  # by chance alone, if nothing had changed anywhere
    observed: Mapping[str, tuple[Observed, ...]] = field(
        default_factory=dict, repr=False
    )  # what was judged, by indicator

    def goal(self, goal_id: str) -> GoalAssessment:
        self.programme.goal(goal_id)
        return next(result for result in self.goals if result.goal.id == goal_id)

    def indicator(self, indicator_id: str) -> Assessment:
        return next(result for result in self.assessments if result.indicator.id == indicator_id)

    def q_value_with(self, judged: Assessment, p_value: float) -> float:
        """The q-value of this p-value among those that the other indicators of the review have."""
        others = [each.p_value for each in self.assessments if each.tested and each is not judged]
        return q_values([p_value, *others])[0]
