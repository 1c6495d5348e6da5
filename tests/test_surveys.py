"""Surveys: how much an answer weighs, who did not answer, and what is too small for its source."""

import math
from dataclasses import replace

import pytest
from reading import text
from scipy import stats
from small_programme import assessed, evaluation, gaps, indicator, means, programme, row, shares, table

from analysis import intervals, trend, wording
from analysis.assessment import smallest_visible_change
from analysis.observations.release import release
from analysis.vocabulary import Kind, Verdict

ID = "courses-passed"
RISE = shares(ID, y2021=(45, 150), y2022=(66, 150))


def test_with_a_design_effect_of_two_a_hundred_answers_weigh_as_fifty() -> None:
    estimate = assessed(indicator(ID, design_effect=2.0), shares(ID, y2022=(40, 100))).latest.estimate
    as_fifty = intervals.share(20, 50)
    assert (estimate.value, estimate.denominator) == (0.4, 100)
    assert (estimate.low, estimate.high) == pytest.approx((as_fifty.low, as_fifty.high))


def test_a_change_that_is_clear_alone_is_not_clear_with_a_design_effect() -> None:
    assert assessed(indicator(ID), RISE).verdict is Verdict.PROGRESSING
    found = assessed(indicator(ID, design_effect=2.0), RISE)
    assert found.verdict is not Verdict.PROGRESSING
    low, high = intervals.newcombe_limits(22.5, 75, 33, 75, 0.05)
    assert (found.change.low, found.change.high) == pytest.approx((float(low), float(high)))


def test_a_gap_has_the_design_effect_in_all_its_shares() -> None:
    rows = gaps(ID, y2021=(30, 100, 500, 700), y2022=(62, 100, 505, 700))
    wide, narrow = (assessed(indicator(ID, kind=Kind.GAP, design_effect=effect), rows) for effect in (2.0, 1.0))
    assert wide.change.high - wide.change.low > 1.3 * (narrow.change.high - narrow.change.low)
    assert wide.latest.population.low < narrow.latest.population.low


def test_the_interval_of_a_mean_is_students_with_the_square_root_of_the_effect() -> None:
    """100 answers of mean 3.4 and standard deviation 1: t with 99 degrees of freedom, times the root of 1.44."""
    rows = means(ID, y2022=(3.4, 100, 1.0))
    estimate = assessed(indicator(ID, kind=Kind.MEAN, design_effect=1.44), rows).latest.estimate
    assert estimate.high - 3.4 == pytest.approx(stats.t(99).ppf(0.975) * 1.0 / math.sqrt(100) * 1.2)


def test_a_trend_is_less_sure_with_a_design_effect() -> None:
    found = trend.share_trend([20, 30, 40], [100, 100, 100], [2020, 2021, 2022])
    weighed = trend.with_design_effect(found, 4.0)
    z = stats.norm.isf(found.p_value / 2)
    assert weighed.p_value == pytest.approx(2 * stats.norm.sf(z / 2))  # the root of four is two
    assert weighed.slope == found.slope
    assert trend.with_design_effect(found, 1.0) == found


def test_the_smallest_visible_change_is_that_of_fewer_answers() -> None:
    with_effect = smallest_visible_change(assessed(indicator(ID, design_effect=1.5), RISE))
    assert with_effect == smallest_visible_change(assessed(indicator(ID), shares(ID, y2021=(30, 100), y2022=(44, 100))))


@pytest.mark.parametrize("effect", [0.5, 0.0])
def test_a_design_effect_below_one_is_refused(effect: float) -> None:
    with pytest.raises(ValueError, match="1 or larger"):
        intervals.with_design_effect(intervals.wilson_limits, effect)
    with pytest.raises(ValueError, match="1 or larger"):
        trend.with_design_effect(trend.share_trend([1, 2, 3], [9, 9, 9], [1, 2, 3]), effect)


def words(rows: list[dict], **declared: object) -> str:
    return text(wording.survey.of_goal(evaluation([indicator(ID, **declared)], rows).goals[0]))


def test_those_who_did_not_answer_could_move_a_share_from_none_to_all_of_them() -> None:
    """40 of 100 answers, 160 asked: 40 / 160 if none of the 60 silent, (40 + 60) / 160 if all of them."""
    found = words([*shares(ID, y2022=(40, 100)), row(ID, 2022, part="invited", value=160)])
    assert f"Answers: 100 of 160 who were asked ({100 / 160:.1%})." in found
    assert f"the share is {40 / 160:.1%}; if it holds of all of them, {(40 + 60) / 160:.1%}." in found


def test_where_everyone_answered_there_is_nothing_to_bound() -> None:
    found = words([*shares(ID, y2022=(40, 100)), row(ID, 2022, part="invited", value=100)])
    assert "Everyone who was asked answered." in found and "if it holds" not in found


def test_a_mean_tells_its_answers_and_that_the_others_are_not_known() -> None:
    found = words(means(ID, y2022=(3.4, 100, 1.0)), kind=Kind.MEAN)
    assert "Answers: 100. How many were asked is not known" in found


def test_a_design_effect_is_told_with_what_the_answers_count_as() -> None:
    found = words(shares(ID, y2022=(40, 100)), design_effect=2.0)
    assert "The design effect is 2: for the interval the 100 answers count as 50." in found  # 100 / 2


def test_what_is_no_survey_has_no_such_section() -> None:
    assert words(shares(ID, y2022=(40, 100))) == ""
    assert words([]) == ""


def test_who_was_asked_is_hidden_with_the_figure() -> None:
    assert words([row(ID, 2022, 2, 100), row(ID, 2022, part="invited", value=160)]) == ""


def test_a_figure_below_its_sources_own_minimum_is_withheld() -> None:
    plan = programme(indicator(ID))
    strict = replace(plan, sources={**plan.sources, "register": replace(plan.sources["register"], minimum=30)})
    rows = shares(ID, y2020=(14, 29), y2021=(15, 30))
    assert release(strict, table(rows))["status"].tolist() == ["withheld", "reported"]
    assert release(plan, table(rows))["status"].tolist() == ["reported", "reported"]
