"""Neighbouring choices: the same rule with one thing changed, and what flips under it."""

import dataclasses
import math

import pytest
from scipy import stats
from small_programme import evaluation, gaps, indicator, means, row, shares, target

from analysis import change, intervals
from analysis.assessment import Trial, sensitivity
from analysis.assessment.choices import ALTERNATIVES, DECLARED
from analysis.assessment.indicator import yardstick
from analysis.vocabulary import Kind, Reason, Verdict

ID = "courses-passed"
LOW, HIGH, HALF, DOUBLE, EARLIER, LATER, JEFFREYS = range(7)


def trials(rows: list[dict], **declared: object) -> tuple[Trial, ...]:
    whole = evaluation([indicator(ID, **declared)], rows)
    return sensitivity(whole, whole.assessments[0])


def test_each_alternative_differs_from_the_declared_choices_in_one_thing() -> None:
    declared = dataclasses.asdict(DECLARED)
    for choices in ALTERNATIVES:
        assert sum(value != declared[field] for field, value in dataclasses.asdict(choices).items()) == 1


def test_jeffreys_limits_are_the_quantiles_of_its_posterior() -> None:
    """Brown, Cai and DasGupta 2001: Beta(x + 1/2, n - x + 1/2), and 0 and 1 at the ends."""
    low, high = intervals.jeffreys_limits([3, 0, 20], [20, 20, 20], 0.05)
    assert low == pytest.approx([stats.beta(3.5, 17.5).ppf(0.025), 0.0, stats.beta(20.5, 0.5).ppf(0.025)])
    assert high == pytest.approx([stats.beta(3.5, 17.5).ppf(0.975), stats.beta(0.5, 20.5).ppf(0.975), 1.0])


def test_a_difference_of_shares_can_be_built_on_jeffreys_limits() -> None:
    found = change.share_change(12, 60, 30, 60, limits=intervals.jeffreys_limits)
    (low0, low1), (high0, high1) = intervals.jeffreys_limits([12, 30], [60, 60], 0.05)
    assert found.method == "mover"
    assert found.low == pytest.approx(0.3 - math.hypot(0.5 - low1, high0 - 0.2))
    assert found.high == pytest.approx(0.3 + math.hypot(high1 - 0.5, 0.2 - low0))


def test_a_meaningful_change_is_halved_and_doubled_on_its_own_scale() -> None:
    half, double = ALTERNATIVES[HALF], ALTERNATIVES[DOUBLE]
    assert yardstick(indicator(ID), half).margin == pytest.approx(0.10 / 2)
    assert yardstick(indicator(ID), double).margin == pytest.approx(0.10 * 2)
    times = indicator(ID, kind=Kind.COUNT, meaningful_change=1.5)
    assert yardstick(times, half).margin == pytest.approx(math.sqrt(1.5))
    assert yardstick(times, double).margin == pytest.approx(1.5 * 1.5)


def test_a_change_that_is_clear_at_95_per_cent_only_flips_at_99() -> None:
    """45 of 150 against 64 of 150: p = 0.023, between one and five per cent."""
    assert 0.01 < change.share_change(45, 150, 64, 150).p_value < 0.05
    found = trials(shares(ID, y2021=(45, 150), y2022=(64, 150)))
    assert [trial.flips for trial in found][:HALF] == [False, True]
    assert (found[HIGH].verdict, found[HIGH].reason) == (Verdict.NO_CLEAR_CHANGE, Reason.CHANGE_UNCLEAR)


def test_at_90_per_cent_a_change_of_p_six_per_cent_becomes_an_arrow() -> None:
    assert 0.05 < change.share_change(45, 150, 61, 150).p_value < 0.10
    found = trials(shares(ID, y2021=(45, 150), y2022=(61, 150)))
    assert found[LOW].flips and found[LOW].verdict is Verdict.PROGRESSING


def test_half_the_meaningful_change_is_harder_to_stay_within() -> None:
    """300 of 1000 twice: the interval is about four points to each side, within ten points but not within two."""
    found = trials(shares(ID, y2021=(300, 1000), y2022=(300, 1000)), meaningful_change=5.0)
    assert found[HALF].verdict is Verdict.NOT_ENOUGH_DATA and found[HALF].flips
    assert not found[DOUBLE].flips


def test_the_baseline_moves_to_the_neighbouring_comparable_figure() -> None:
    """From 300 of 1000 in 2019 to 600 in 2022 is clear; from 590 of 1000 in 2020 nothing moved."""
    found = trials(shares(ID, y2019=(300, 1000), y2020=(590, 1000), y2022=(600, 1000)), baseline="2019")
    assert not found[EARLIER].possible and not found[EARLIER].flips
    assert found[LATER].possible and found[LATER].verdict is Verdict.STABLE


def test_the_latest_figure_is_never_its_own_baseline() -> None:
    found = trials(shares(ID, y2021=(30, 100), y2022=(60, 100)))
    assert not found[LATER].possible and not found[LATER].flips


def test_a_met_target_stays_met_under_every_choice() -> None:
    found = trials(shares(ID, y2021=(70, 100), y2022=(90, 100)), target=target(80))
    assert found and not any(trial.flips for trial in found)


def test_what_was_not_judged_is_not_tried() -> None:
    assert trials(shares(ID, y2022=(30, 100))) == ()
    assert trials([]) == ()


def test_a_gap_is_tried_too() -> None:
    found = trials(gaps(ID, y2021=(30, 100, 500, 700), y2022=(62, 100, 505, 700)), kind=Kind.GAP)
    assert len(found) == len(ALTERNATIVES) and found[JEFFREYS].verdict is Verdict.PROGRESSING


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        (Kind.COUNT, [row(ID, 2021, 100), row(ID, 2022, 160)]),
        (Kind.MEAN, means(ID, y2021=(3.0, 100, 1.0), y2022=(3.6, 100, 1.0))),
    ],
)
def test_the_limits_of_a_share_are_no_choice_where_there_is_no_share(kind: Kind, rows: list[dict]) -> None:
    found = trials(rows, kind=kind)
    assert [trial.concerned for trial in found] == [True] * JEFFREYS + [False]
    assert not found[JEFFREYS].possible and not found[JEFFREYS].flips
