"""Which figure the latest one is compared with, and which figures may be compared at all."""

import pytest
from small_programme import assessed, indicator, row, shares

from analysis.assessment import Assessment
from analysis.vocabulary import Kind, Reason, Verdict

ID = "courses-passed"


def periods(found: Assessment) -> tuple[str | None, str | None]:
    return tuple(figure.period.text if figure else None for figure in (found.baseline, found.latest))


YEARS = shares(ID, y2017=(40, 100), y2018=(41, 100), y2019=(42, 100), y2021=(44, 100), y2022=(60, 100), y2023=(70, 100))


def test_the_baseline_is_the_last_figure_before_the_review() -> None:
    assert periods(assessed(indicator(), YEARS, "2020-2022")) == ("2019", "2022")


def test_without_an_earlier_figure_the_first_of_the_review_is_the_baseline() -> None:
    assert periods(assessed(indicator(), YEARS, "2016-2022")) == ("2017", "2022")


def test_a_review_of_one_year_is_compared_with_the_year_before_it() -> None:
    assert periods(assessed(indicator(), YEARS, "2022")) == ("2021", "2022")


def test_a_review_of_one_year_without_an_earlier_figure_has_no_baseline() -> None:
    found = assessed(indicator(), YEARS, "2017")
    assert periods(found) == (None, "2017")
    assert found.reason is Reason.NO_BASELINE


def test_a_declared_baseline_goes_before_all_others() -> None:
    found = assessed(indicator(baseline="2018"), YEARS, "2020-2022")
    assert periods(found) == ("2018", "2022")
    assert found.baseline_declared


def test_a_declared_baseline_may_lie_inside_the_review() -> None:
    assert periods(assessed(indicator(baseline="2021"), YEARS, "2018-2022")) == ("2021", "2022")


@pytest.mark.parametrize("declared", ["2020", "2022", "2023", "2020/2021"])
def test_a_declared_baseline_without_a_comparable_earlier_figure_is_not_replaced(declared: str) -> None:
    found = assessed(indicator(baseline=declared), YEARS, "2020-2022")
    assert (found.verdict, found.reason) == (Verdict.NOT_ASSESSED, Reason.NO_BASELINE)
    assert found.baseline is None


def test_a_withheld_declared_baseline_is_not_replaced() -> None:
    rows = [*YEARS[:2], row(ID, 2019, status="withheld"), *YEARS[3:]]
    assert assessed(indicator(baseline="2019"), rows, "2020-2022").reason is Reason.WITHHELD
    # undeclared, the year before it serves as well
    assert periods(assessed(indicator(), rows, "2020-2022")) == ("2018", "2022")


def test_a_stock_on_31_december_counts_as_its_year() -> None:
    rows = [row(ID, "2020", 40, 100), row(ID, "2021-12-31", 45, 100), row(ID, "2022", 60, 100)]
    assert periods(assessed(indicator(baseline="2021"), rows)) == ("2021-12-31", "2022")
    assert len(assessed(indicator(), rows).series) == 3


def test_of_a_year_and_its_last_day_only_one_enters_the_series() -> None:
    rows = [row(ID, "2021", 45, 100), row(ID, "2022", 60, 100), row(ID, "2022-12-31", 61, 100)]
    found = assessed(indicator(), rows)
    assert periods(found) == ("2021", "2022-12-31")
    assert [figure.period.text for figure in found.series] == ["2021", "2022-12-31"]


def test_a_school_year_is_not_compared_with_a_calendar_year() -> None:
    rows = [row(ID, "2020/2021", 45, 100), row(ID, "2021", 50, 100), row(ID, "2021/2022", 60, 100)]
    assert periods(assessed(indicator(), rows)) == ("2020/2021", "2021/2022")


def test_a_month_is_compared_with_the_same_month_of_other_years() -> None:
    rows = [row(ID, "2020-05", 45, 100), row(ID, "2021-11", 50, 100), row(ID, "2022-05", 60, 100)]
    assert periods(assessed(indicator(), rows)) == ("2020-05", "2022-05")


def test_a_day_is_compared_with_days_of_the_same_month() -> None:
    rows = [row(ID, "2020-09-20", 45, 100), row(ID, "2021-12-31", 50, 100), row(ID, "2022-09-19", 60, 100)]
    assert periods(assessed(indicator(), rows)) == ("2020-09-20", "2022-09-19")


# --- a definition that changes ---------------------------------------------------------------------------------------


def test_figures_before_a_new_definition_are_not_compared_with_those_after_it() -> None:
    found = assessed(indicator(breaks=["2022"]), YEARS, "2022")
    assert (found.verdict, found.reason) == (Verdict.NOT_ASSESSED, Reason.DEFINITION_CHANGED)
    assert periods(found) == (None, "2022")
    assert [figure.period.text for figure in found.series] == ["2022"]
    assert found.change is None


def test_a_declared_baseline_under_the_old_definition_is_not_compared() -> None:
    found = assessed(indicator(baseline="2018", breaks=["2019"]), YEARS, "2020-2022")
    assert found.reason is Reason.DEFINITION_CHANGED


def test_figures_under_the_new_definition_are_compared_with_each_other() -> None:
    found = assessed(indicator(breaks=["2019"]), YEARS, "2020-2022")
    assert periods(found) == ("2019", "2022")
    assert [figure.period.text for figure in found.series] == ["2019", "2021", "2022"]


def test_a_definition_that_changes_after_the_review_does_not_matter() -> None:
    found = assessed(indicator(breaks=["2023"]), YEARS, "2020-2022")
    assert periods(found) == ("2019", "2022")


def test_a_new_definition_in_the_middle_of_a_series_takes_the_first_figure_after_it() -> None:
    found = assessed(indicator(breaks=["2020"]), YEARS, "2020-2022")
    assert periods(found) == ("2021", "2022")


def test_a_definition_holds_from_the_day_on_which_it_came_into_force() -> None:
    rows = [row(ID, "2020/2021", 45, 100), row(ID, "2021/2022", 60, 100)]
    assert assessed(indicator(breaks=["2021/2022"]), rows).reason is Reason.DEFINITION_CHANGED
    assert assessed(indicator(breaks=["2020/2021"]), rows).baseline is not None
    stocks = [row(ID, "2021-12-31", 45, 100), row(ID, "2022-12-31", 60, 100)]
    assert assessed(indicator(breaks=["2021-12-31"]), stocks).baseline is not None


def test_the_kind_of_figure_does_not_matter_for_its_baseline() -> None:
    rows = shares(ID, y2019=(42, None), y2022=(60, None))
    assert periods(assessed(indicator(kind=Kind.COUNT), rows, "2020-2022")) == ("2019", "2022")
