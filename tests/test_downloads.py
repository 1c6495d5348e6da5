"""indicators.csv and goals.csv: each figure follows from what was observed, and what is withheld leaves no number."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_programme import evaluation, gaps, indicator, means, row, shares

from analysis import observations
from analysis import programme as programmes
from analysis.assessment import Evaluation, evaluate
from analysis.assessment.goal import of_headlines
from analysis.period import Review
from analysis.power import smallest_visible_gap_change
from analysis.report import columns
from analysis.report.downloads import GOAL_COLUMNS, INDICATOR_COLUMNS, goal_rows, indicator_rows
from analysis.vocabulary import Asks, Direction, Kind, Reason, Sensitivity, Verdict

EXAMPLE = Path(__file__).parents[1] / "data" / "example"
ID = "courses-passed"
NUMBERS = [name for name, column in columns.INDICATORS.items() if column.data_type == "number"]
OF_THE_REVIEW = NUMBERS[NUMBERS.index("review") :]
JUDGED = ("progressing", "receding", "stable", "no_clear_change", "not_enough_data")


def lines(found: Evaluation) -> list[dict[str, str]]:
    return [dict(zip(INDICATOR_COLUMNS, cells, strict=True)) for cells in indicator_rows(found)]


def line(rows: list[dict], **declared: object) -> dict[str, str]:
    (only,) = lines(evaluation([indicator(ID, **declared)], rows))
    return only


@pytest.fixture(scope="module")
def example() -> Evaluation:
    programme = programmes.read(EXAMPLE)
    return evaluate(programme, observations.published(programme), Review.parse("2018-2022"))


@pytest.fixture(scope="module")
def example_lines(example: Evaluation) -> list[dict[str, str]]:
    return lines(example)


# --- a line ----------------------------------------------------------------------------------------------------------


def test_shares_are_in_per_cent_and_their_change_in_percentage_points() -> None:
    """Newcombe 1998, table II, example (a): 56/70 - 48/80, 0.0524 to 0.3339."""
    found = line(shares(ID, y2020=(48, 80), y2022=(56, 70)))
    assert (found["baseline"], found["review"], found["change"]) == ("60", "80", "20")
    assert (round(float(found["change_low"]), 2), round(float(found["change_high"]), 2)) == (5.24, 33.39)
    assert found["q_value"] == found["p_value"]  # of one test
    assert (found["baseline_period"], found["review_period"], found["method"]) == ("2020", "2022", "newcombe")


def test_counts_change_by_a_ratio_which_from_none_is_infinite() -> None:
    found = line([row(ID, 2020, 0), row(ID, 2022, 20)], kind=Kind.COUNT)
    assert (found["baseline"], found["review"]) == ("0", "20")
    assert (found["change"], found["change_high"], found["smallest_visible_change"]) == ("inf", "inf", "")


def test_a_mean_without_any_spread_has_a_change_and_no_limits() -> None:
    found = line(means(ID, y2020=(3.0, 20, 0.0), y2022=(4.0, 20, 0.0)), kind=Kind.MEAN)
    assert (found["change"], found["change_low"], found["change_high"], found["p_value"]) == ("1", "", "", "1")
    assert found["verdict"] == Verdict.NOT_ENOUGH_DATA


@pytest.mark.parametrize(("better", "way"), [(Direction.UP, "down"), (Direction.DOWN, "up")])
def test_the_smallest_visible_change_lies_on_the_good_side(better: Direction, way: str) -> None:
    """A gap narrows by falling to zero, but where a low share is better (unemployment) by rising to it."""
    found = line(gaps(ID, y2020=(120, 300, 180, 300), y2022=(110, 300, 170, 300)), kind=Kind.GAP, better=better)
    visible = getattr(smallest_visible_gap_change(120, 300, 180, 300, 300, 300), way)
    assert float(found["smallest_visible_change"]) == pytest.approx(100 * visible, rel=1e-5)


@pytest.mark.parametrize(
    ("sensitivity", "shown"),
    [(Sensitivity.ORDINARY, {0, *range(5, 99)}), (Sensitivity.SENSITIVE, set(range(10, 99)))],
)
@settings(max_examples=60)
@given(counted=st.integers(0, 60), out_of=st.integers(60, 80))
def test_a_withheld_figure_of_the_review_leaves_no_number(
    counted: int, out_of: int, sensitivity: Sensitivity, shown: set[int]
) -> None:
    found = line(shares(ID, y2020=(30, 60), y2022=(counted, out_of)), sensitivity=sensitivity)
    if found["reason"] == Reason.WITHHELD:
        assert {found[column] for column in OF_THE_REVIEW} == {""}
        assert (found["review_period"], found["method"]) == ("", "")
    else:
        assert {counted, out_of - counted} <= shown


# --- the whole example -----------------------------------------------------------------------------------------------


def test_each_goals_verdict_follows_from_its_headline_lines(
    example: Evaluation, example_lines: list[dict[str, str]]
) -> None:
    for cells in goal_rows(example):
        goal = dict(zip(GOAL_COLUMNS, cells, strict=True))
        own = [each for each in example_lines if (each["goal"], each["role"]) == (goal["goal"], "headline")]
        if own:
            verdict = of_headlines([(Verdict(each["verdict"]), Reason(each["reason"])) for each in own])
            assert (goal["verdict"], goal["reason"]) == verdict
        else:
            assert goal["verdict"] == Verdict.NOT_ASSESSED


def test_effort_is_never_judged_by_a_change(example_lines: list[dict[str, str]]) -> None:
    efforts = [each for each in example_lines if each["asks"] == Asks.EFFORT]
    assert efforts
    assert {each["verdict"] for each in efforts} == {"achieved", "not_assessed"}
    assert {each[column] for each in efforts for column in ("review_low", "change", "p_value", "q_value")} == {""}


def test_q_values_are_benjamini_and_hochbergs_over_the_tested_lines_alone(
    example: Evaluation, example_lines: list[dict[str, str]]
) -> None:
    tested = sorted((each for each in example_lines if each["q_value"]), key=lambda each: float(each["p_value"]))
    assert len(tested) == example.tested
    assert {each["verdict"] for each in tested} <= set(JUDGED)
    smallest = 1.0
    for rank in range(len(tested), 0, -1):
        smallest = min(smallest, float(tested[rank - 1]["p_value"]) * len(tested) / rank)
        assert float(tested[rank - 1]["q_value"]) == pytest.approx(smallest, rel=1e-4)
    arrows = [each for each in example_lines if each["verdict"] in ("progressing", "receding")]
    assert all(each["q_value"] and float(each["q_value"]) <= 0.10 for each in arrows)


def test_what_is_not_assessed_for_want_of_a_figure_has_none(example_lines: list[dict[str, str]]) -> None:
    without = [each for each in example_lines if each["reason"] in ("withheld", "not_collected", "no_observation")]
    assert {each["indicator"] for each in without} == {
        *("home-service-foreign-language-share", "home-service-share-family-services", "child-plans")
    }
    assert {each[column] for each in without for column in OF_THE_REVIEW} == {""}
