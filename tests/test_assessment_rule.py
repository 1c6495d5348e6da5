"""The rule from a change to a verdict, at every fork and on every boundary, without any data."""

import math

import pytest

from analysis.assessment.rule import Evidence, Yardstick, judge
from analysis.change import Change, Scale
from analysis.trend import Trend
from analysis.vocabulary import Direction, Reason, Verdict

UP = Yardstick(Direction.UP, 0.10)  # more is better; ten percentage points are a meaningful change
DOWN = Yardstick(Direction.DOWN, 0.10)
TIMES = Yardstick(Direction.UP, 1.5)
RISING, FALLING = Trend(0.02, 0.01, 5, "any"), Trend(-0.02, 0.01, 5, "any")


def points(low: float, high: float, **other: object) -> Evidence:
    change = Change((low + high) / 2, low, high, 0.01, Scale.DIFFERENCE, "newcombe", 0.95)
    return Evidence(**{"change": change, "trend": None, "persons": 100, "events": 50, **other})


def times(low: float, high: float, **other: object) -> Evidence:
    change = Change(1.0, low, high, 0.01, Scale.RATIO, "exact-conditional", 0.95)
    return Evidence(**{"change": change, "trend": None, "persons": None, "events": 50, **other})


@pytest.mark.parametrize(
    ("evidence", "yardstick", "verdict", "reason"),
    [
        (points(0.02, 0.20), UP, Verdict.PROGRESSING, Reason.CHANGE_CLEAR),
        (points(-0.20, -0.02), UP, Verdict.RECEDING, Reason.CHANGE_CLEAR),
        (points(-0.20, -0.02), DOWN, Verdict.PROGRESSING, Reason.CHANGE_CLEAR),
        (points(0.02, 0.20), DOWN, Verdict.RECEDING, Reason.CHANGE_CLEAR),
        (points(-0.05, 0.05), UP, Verdict.STABLE, Reason.CHANGE_WITHIN_MARGIN),
        (points(-0.05, 0.15), UP, Verdict.NO_CLEAR_CHANGE, Reason.CHANGE_UNCLEAR),
        (points(-0.15, 0.15), UP, Verdict.NOT_ENOUGH_DATA, Reason.INTERVAL_TOO_WIDE),
        (times(1.1, 3.0), TIMES, Verdict.PROGRESSING, Reason.CHANGE_CLEAR),
        (times(0.3, 0.9), TIMES, Verdict.RECEDING, Reason.CHANGE_CLEAR),
        (times(0.8, 1.2), TIMES, Verdict.STABLE, Reason.CHANGE_WITHIN_MARGIN),
        (times(0.8, 1.6), TIMES, Verdict.NO_CLEAR_CHANGE, Reason.CHANGE_UNCLEAR),
        (times(0.5, 2.0), TIMES, Verdict.NOT_ENOUGH_DATA, Reason.INTERVAL_TOO_WIDE),
        (times(2.0, math.inf), TIMES, Verdict.PROGRESSING, Reason.CHANGE_CLEAR),
    ],
)
def test_where_the_interval_lies_decides(
    evidence: Evidence, yardstick: Yardstick, verdict: Verdict, reason: Reason
) -> None:
    assert judge(evidence, yardstick, 0.05) == (verdict, reason)


def test_an_interval_that_touches_no_change_is_no_arrow() -> None:
    assert judge(points(0.0, 0.2), UP, 0.05) == (Verdict.NO_CLEAR_CHANGE, Reason.CHANGE_UNCLEAR)
    assert judge(times(1.0, 3.0), TIMES, 0.05) == (Verdict.NO_CLEAR_CHANGE, Reason.CHANGE_UNCLEAR)


def test_an_interval_that_touches_the_margin_is_not_inside_it() -> None:
    assert judge(points(-0.05, 0.10), UP, 0.05) == (Verdict.NO_CLEAR_CHANGE, Reason.CHANGE_UNCLEAR)
    assert judge(times(1 / 1.5, 1.2), TIMES, 0.05) == (Verdict.NO_CLEAR_CHANGE, Reason.CHANGE_UNCLEAR)


def test_an_interval_that_touches_both_margins_is_too_wide() -> None:
    assert judge(points(-0.10, 0.10), UP, 0.05) == (Verdict.NOT_ENOUGH_DATA, Reason.INTERVAL_TOO_WIDE)
    assert judge(times(1 / 1.5, 1.5), TIMES, 0.05) == (Verdict.NOT_ENOUGH_DATA, Reason.INTERVAL_TOO_WIDE)


@pytest.mark.parametrize(
    ("trend", "verdict"),
    [
        (RISING, Verdict.PROGRESSING),
        (FALLING, Verdict.NO_CLEAR_CHANGE),
        (Trend(0.02, 0.05, 5, "any"), Verdict.NO_CLEAR_CHANGE),  # p must be below 0.05, not at it
        (Trend(0.0, 1.0, 5, "any"), Verdict.NO_CLEAR_CHANGE),
        (None, Verdict.PROGRESSING),  # fewer than three years: there is no trend to agree
    ],
)
def test_an_arrow_needs_a_trend_that_agrees_where_there_is_one(trend: Trend | None, verdict: Verdict) -> None:
    found, reason = judge(points(0.02, 0.20, trend=trend), UP, 0.05)
    assert found is verdict
    assert reason is (Reason.CHANGE_CLEAR if verdict is Verdict.PROGRESSING else Reason.TREND_DISAGREES)


def test_an_arrow_needs_a_q_value_of_at_most_a_tenth() -> None:
    assert judge(points(0.02, 0.20), UP, 0.10) == (Verdict.PROGRESSING, Reason.CHANGE_CLEAR)
    assert judge(points(0.02, 0.20), UP, 0.1001) == (Verdict.NO_CLEAR_CHANGE, Reason.NOT_CLEAR_AMONG_MANY)
    assert judge(points(0.02, 0.20), UP, None) == (Verdict.NO_CLEAR_CHANGE, Reason.NOT_CLEAR_AMONG_MANY)


def test_what_is_not_an_arrow_but_lies_inside_the_margin_is_stable() -> None:
    assert judge(points(0.01, 0.05, trend=FALLING), UP, 0.05) == (Verdict.STABLE, Reason.CHANGE_WITHIN_MARGIN)
    assert judge(points(0.01, 0.05), UP, 0.50) == (Verdict.STABLE, Reason.CHANGE_WITHIN_MARGIN)
    assert judge(points(0.01, 0.05, trend=RISING), UP, 0.05) == (Verdict.PROGRESSING, Reason.CHANGE_CLEAR)


def test_fewer_than_ten_persons_are_never_judged() -> None:
    assert judge(points(0.30, 0.60, persons=9), UP, 0.01) == (Verdict.NOT_ENOUGH_DATA, Reason.FEW_PERSONS)
    assert judge(points(0.30, 0.60, persons=10), UP, 0.01) == (Verdict.PROGRESSING, Reason.CHANGE_CLEAR)


def test_few_persons_come_before_few_events() -> None:
    assert judge(points(-0.01, 0.01, persons=9, events=0), UP, 0.01) == (Verdict.NOT_ENOUGH_DATA, Reason.FEW_PERSONS)


def test_fewer_than_ten_events_are_too_few() -> None:
    assert judge(times(1.1, 90.0, events=9), TIMES, 0.01) == (Verdict.NOT_ENOUGH_DATA, Reason.FEW_EVENTS)
    assert judge(times(1.1, 90.0, events=10), TIMES, 0.01) == (Verdict.PROGRESSING, Reason.CHANGE_CLEAR)
    assert judge(points(0.02, 0.20, events=9), UP, 0.01) == (Verdict.NOT_ENOUGH_DATA, Reason.FEW_EVENTS)


def test_a_share_of_few_events_that_surely_stayed_within_the_margin_is_stable() -> None:
    assert judge(points(-0.02, 0.03, events=9), UP, 0.01) == (Verdict.STABLE, Reason.CHANGE_WITHIN_MARGIN)
    # of a ratio so much cannot be known
    assert judge(times(0.9, 1.1, events=9), TIMES, 0.01) == (Verdict.NOT_ENOUGH_DATA, Reason.FEW_EVENTS)


def test_a_mean_has_no_events() -> None:
    assert judge(points(0.02, 0.20, events=None), UP, 0.05) == (Verdict.PROGRESSING, Reason.CHANGE_CLEAR)


@pytest.mark.parametrize(
    ("own_improvement", "progress"),
    [(-0.01, False), (0.0, False), (0.01, False), (0.09, False), (0.1, True), (0.2, True)],
)
def test_a_gap_that_narrows_because_the_reference_group_fell_is_no_progress(
    own_improvement: float, progress: bool
) -> None:
    """The gap narrows by 20 points: at least ten of them must be the population's own."""
    narrower = points(-0.35, -0.05, own_improvement=own_improvement)
    assert narrower.change.value == pytest.approx(-0.20)
    assert judge(narrower, DOWN, 0.05) == (
        (Verdict.PROGRESSING, Reason.CHANGE_CLEAR)
        if progress
        else (Verdict.NO_CLEAR_CHANGE, Reason.REFERENCE_GROUP_MOVED)
    )


def test_a_gap_that_widens_is_receding_whoever_moved() -> None:
    assert judge(points(0.05, 0.30, own_improvement=0.01), DOWN, 0.05) == (Verdict.RECEDING, Reason.CHANGE_CLEAR)
