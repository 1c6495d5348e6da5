"""The rule by which a change becomes a verdict, as pure functions: what `docs/verdicts.md` says in words.

Nothing here knows a file, a table or a programme, so the rule that a simulation calibrates is the rule that runs.
"""

from dataclasses import dataclass

from analysis.change import Change, Scale
from analysis.intervals import alpha_of
from analysis.multiplicity import Q_LIMIT
from analysis.trend import Trend
from analysis.vocabulary import Direction, Reason, Verdict

FEWEST_PERSONS = 10  # in each group and period
FEWEST_EVENTS = 10  # in both periods together
ROUNDING = 1e-12  # floating point, not persons

Judgement = tuple[Verdict, Reason]


@dataclass(frozen=True)
class Yardstick:
    """What is declared before the data are seen: which way is good, and how large a change is meaningful."""

    good: Direction  # up or down: of the figure as it is shown
    margin: float  # on the scale of the change: a fraction, a unit of a mean, or a ratio above 1


@dataclass(frozen=True)
class Evidence:
    """What the data say of one indicator between its baseline and the end of the review."""

    change: Change
    trend: Trend | None  # None with fewer than three comparable periods
    persons: int | None  # of the smallest group in either period; None where nobody is counted as a denominator
    events: int | None  # of the rarer outcome, in both periods together; None for a mean
    own_improvement: float | None = None  # for a gap: how far the population's own share moved to the good side


def can_be_tested(evidence: Evidence) -> bool:
    """Whether there are persons and events enough for the change to become an arrow."""
    return not _few_persons(evidence) and not _few_events(evidence)


def judge(evidence: Evidence, yardstick: Yardstick, q_value: float | None) -> Judgement:
    """The verdict on a change and its reason.

    `q_value` is the Benjamini-Hochberg q among all changes tested in the review; without one there is no arrow.
    """
    if _few_persons(evidence):
        return Verdict.NOT_ENOUGH_DATA, Reason.FEW_PERSONS
    small = _inside_margin(evidence.change, yardstick.margin)
    if _few_events(evidence):
        # A ratio of so few events is never known well; a share of so few may still be known to have stayed low.
        if small and evidence.change.scale is Scale.DIFFERENCE:
            return Verdict.STABLE, Reason.CHANGE_WITHIN_MARGIN
        return Verdict.NOT_ENOUGH_DATA, Reason.FEW_EVENTS
    side = _clear_side(evidence.change)
    obstacle = _obstacle(evidence, yardstick, q_value, side) if side else None
    if side and obstacle is None:
        verdict = Verdict.PROGRESSING if side is yardstick.good else Verdict.RECEDING
        return verdict, Reason.CHANGE_CLEAR
    if small:
        return Verdict.STABLE, Reason.CHANGE_WITHIN_MARGIN
    if obstacle:
        return Verdict.NO_CLEAR_CHANGE, obstacle
    if _beyond_both_margins(evidence.change, yardstick.margin):
        return Verdict.NOT_ENOUGH_DATA, Reason.INTERVAL_TOO_WIDE
    return Verdict.NO_CLEAR_CHANGE, Reason.CHANGE_UNCLEAR


def _few_persons(evidence: Evidence) -> bool:
    return evidence.persons is not None and evidence.persons < FEWEST_PERSONS


def _few_events(evidence: Evidence) -> bool:
    return evidence.events is not None and evidence.events < FEWEST_EVENTS


def _clear_side(change: Change) -> Direction | None:
    """The side of “no change” on which the whole interval lies; one that touches no change lies on neither."""
    if change.low > change.no_change:
        return Direction.UP
    return Direction.DOWN if change.high < change.no_change else None


def _obstacle(evidence: Evidence, yardstick: Yardstick, q_value: float | None, side: Direction) -> Reason | None:
    """What keeps an interval that lies wholly on one side from being an arrow."""
    if evidence.trend and not _agrees(evidence.trend, side, evidence.change):
        return Reason.TREND_DISAGREES
    if q_value is None or q_value > Q_LIMIT:
        return Reason.NOT_CLEAR_AMONG_MANY
    if evidence.change.hangs_on_one:
        return Reason.HANGS_ON_ONE_PERSON
    if side is yardstick.good and _reference_moved_more(evidence):
        return Reason.REFERENCE_GROUP_MOVED
    return None


def _reference_moved_more(evidence: Evidence) -> bool:
    """Whether less than half of a gap's narrowing is the population's own improvement."""
    own = evidence.own_improvement
    return own is not None and (own <= 0 or 2 * own < abs(evidence.change.value) - ROUNDING)


def _agrees(trend: Trend, side: Direction, change: Change) -> bool:
    """Whether the line points the same way and is as clear as the interval: p below 0.05 where its level is 95 %.

    The p-value takes the years for different people. Where the change was worked out from the same people it is not
    asked for: it would throw away again what was gained.
    """
    way = trend.slope if side is Direction.UP else -trend.slope
    return way > 0 and (change.same_people or trend.p_value < alpha_of(change.level) - ROUNDING)


def _margins(change: Change, margin: float) -> tuple[float, float]:
    return (-margin, margin) if change.scale is Scale.DIFFERENCE else (1 / margin, margin)


def _inside_margin(change: Change, margin: float) -> bool:
    lower, upper = _margins(change, margin)
    return lower < change.low and change.high < upper


def _beyond_both_margins(change: Change, margin: float) -> bool:
    lower, upper = _margins(change, margin)
    return change.low <= lower and change.high >= upper
