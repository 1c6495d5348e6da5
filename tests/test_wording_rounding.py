"""Numbers that are each rounded by themselves and then do not add up: said beside them, and nowhere else."""

from dataclasses import replace

import pytest
from reading import text
from small_programme import assessed, evaluation, gaps, indicator, means, row, shares

from analysis.charts import sentences
from analysis.tables import changes, goals
from analysis.vocabulary import Kind
from analysis.wording import change, rounding

ID = "courses-passed"
SAID = "The numbers are rounded separately, so they do not agree to the last digit."
NOTED = "The numbers are rounded separately. So the last digit"
APART = shares(ID, y2021=(66, 650), y2022=(263, 2600))  # 10.154 and 10.115 %: printed 10.2, 10.1 and -0.0
FITTING = shares(ID, y2021=(12, 60), y2022=(30, 60))  # 20.0, 50.0 and +30.0


@pytest.mark.parametrize(("rows", "apart"), [(APART, True), (FITTING, False)])
def test_two_shares_and_their_change_that_do_not_fit_are_told_once(rows: list[dict], apart: bool) -> None:
    assert text(change.compared(assessed(indicator(), rows))).count(SAID) == apart
    whole = evaluation([indicator(reporters=())], rows)
    nobody = replace(whole.goals[0], goal=replace(whole.goals[0].goal, reporters=()))
    assert text(goals.of_evaluation(replace(whole, goals=(nobody,)))).count(NOTED) == apart
    assert text(changes.of_assessments(whole.assessments)).count(NOTED) == apart


@pytest.mark.parametrize(("rows", "apart"), [(APART, True), (FITTING, False)])
def test_a_chart_in_words_tells_it_too(rows: list[dict], apart: bool) -> None:
    figures = assessed(indicator(), rows).series
    assert (SAID in [one.text for one in sentences.course(indicator(), figures)]) == apart


def test_a_mean_is_taken_with_the_decimals_that_it_is_printed_with() -> None:
    """3.004 and 3.016 are printed 3.00 and 3.02, their difference 0.01."""
    rows = means(ID, y2021=(3.004, 100, 1.0), y2022=(3.016, 100, 1.0))
    assert rounding.apart(assessed(indicator(kind=Kind.MEAN), rows))
    assert not rounding.apart(assessed(indicator(kind=Kind.MEAN), means(ID, y2021=(3, 99, 1.0), y2022=(3.5, 99, 1.0))))


def test_a_ratio_of_rates_is_taken_of_the_rates_as_they_are_printed() -> None:
    """0.25 and 0.34 in a thousand are printed 0.2 and 0.3, one and a half of it; their ratio is 1.36."""
    few = [row(ID, 2021, 25, 100_000), row(ID, 2022, 34, 100_000)]
    many = [row(ID, 2021, 500, 1000), row(ID, 2022, 600, 1000)]
    assert rounding.apart(assessed(indicator(kind=Kind.RATE), few))
    assert not rounding.apart(assessed(indicator(kind=Kind.RATE), many))


def test_counts_are_printed_whole_and_their_ratio_fits() -> None:
    assert not rounding.apart(assessed(indicator(kind=Kind.COUNT), [row(ID, 2021, 30), row(ID, 2022, 47)]))


def test_the_two_shares_of_a_gap_are_looked_at_too() -> None:
    """50.04 less 30.08 % is 19.96, printed 20.0 points; the shares are printed 50.0 and 30.1."""
    kind = indicator(kind=Kind.GAP)
    shown = gaps(ID, y2021=(3008, 10000, 5004, 10000), y2022=(3008, 10000, 5004, 10000))
    assert rounding.apart(assessed(kind, shown))
    assert not rounding.apart(assessed(kind, gaps(ID, y2021=(30, 60, 480, 600), y2022=(30, 60, 480, 600))))


def test_without_two_figures_there_is_nothing_to_fit() -> None:
    assert not rounding.apart(assessed(indicator(), shares(ID, y2022=(30, 60))))
